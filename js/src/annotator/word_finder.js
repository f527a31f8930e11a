// Finds where many strings stand in an article, in one walk over its words. No DOM.

/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./article.js").Article} Article */

/** How much of a string is looked up before it is compared; of a shorter one, all. */
const LEAD = 2;

/**
 * Every place where one of some strings stands, cut at token borders, in text order.
 * @param {Article} article
 * @param {Iterable<string>} strings
 * @param {boolean} [anyCase] the strings are in small letters, the article need not be
 * @returns {[string, Span][]} outer before inner
 */
export function findWords(article, strings, anyCase = false) {
	const text = anyCase ? inSmallLetters(article.points.text) : article.points.text;
	/** @type {Map<string, string[]>} */
	const byLead = new Map();
	for (const words of strings) {
		const lead = words.slice(0, LEAD);
		const known = byLead.get(lead);
		if (known) known.push(words);
		else byLead.set(lead, [words]);
	}
	for (const known of byLead.values()) known.sort((a, b) => b.length - a.length);
	/** @type {[string, Span][]} */
	const found = [];
	const { points, tokens } = article;
	for (const [start] of tokens) {
		const unit = points.toUnits(start);
		const likely = byLead.get(text.slice(unit, unit + LEAD)) ?? [];
		for (const words of [...likely, ...(byLead.get(text[unit]) ?? [])]) {
			if (!text.startsWith(words, unit)) continue;
			const end = points.toPoints(unit + words.length);
			if (article.snap(start, end)[1] === end) found.push([words, [start, end]]);
		}
	}
	return found;
}

/**
 * Whether words are no name: in small letters, all in capitals, or at the head of a sentence.
 * @param {Article} article
 * @param {number} start
 * @param {number} end
 */
export function isPlain(article, start, end) {
	const words = article.slice(start, end);
	if (words === words.toLowerCase() || words === words.toUpperCase()) return true;
	// A quotation mark may stand in front of the first word.
	return !/[\p{L}\p{N}]/u.test(article.slice(article.sentenceAt(start)[0], start));
}

/** Small letters at their places: a letter whose small form is longer stays. @param {string} text */
function inSmallLetters(text) {
	const small = text.toLowerCase();
	if (small.length === text.length) return small;
	return text.replace(/\p{Lu}/gu, (letter) => {
		const one = letter.toLowerCase();
		return one.length === letter.length ? one : letter;
	});
}
