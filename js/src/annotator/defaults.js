// Sensible first values for a new mention: its head and its level. A person corrects them.

import { BEFORE_NAMES, COUNTRIES, DETERMINERS, LINKERS, PRONOUNS, REGIONS } from "./lexicon.js";
import { isCapitalised } from "./names.js";

/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").Label} Label */
/** @typedef {import("./article.js").Article} Article */

/**
 * Token numbers inside a span.
 * @param {Article} article
 * @param {Span} span
 */
function tokensIn(article, [start, end]) {
	const found = [];
	for (let index = article.tokenAt(start); index < article.tokens.length; index += 1) {
		if (article.tokens[index][0] >= end) break;
		if (article.tokens[index][0] >= start) found.push(index);
	}
	return found;
}

/**
 * NAM for names, PRO for pronouns, VAL for values, NOM for all else.
 * @param {Article} article
 * @param {Span} span
 * @param {Label | undefined} label
 * @returns {string}
 */
export function defaultLevel(article, span, label) {
	if (label?.is_value) return "VAL";
	const words = article.slice(...span);
	if (PRONOUNS.has(words.toLowerCase()) && !COUNTRIES.has(words)) return "PRO";
	return nameHead(article, span) ? "NAM" : "NOM";
}

/**
 * The head a span of this level most likely has.
 * @param {Article} article
 * @param {Span} span
 * @param {string} level
 * @returns {Span | null} null where the whole span is the head
 */
export function defaultHead(article, span, level) {
	if (level === "VAL") return null;
	if (level === "NAM") return nameHead(article, span) ?? span;
	if (level === "PRO") return span;
	return nounHead(article, span);
}

/**
 * The name a span ends in or consists of, without titles, classifiers and the country before it.
 * @param {Article} article
 * @param {Span} span
 * @returns {Span | null}
 */
export function nameHead(article, span) {
	const tokens = tokensIn(article, span);
	let from = tokens.length;
	while (from > 0 && isCapitalised(article.word(tokens[from - 1]))) from -= 1;
	const quoted = /^["“‘'].*["”’']$/su.test(article.slice(...span));
	if (from === tokens.length) return quoted ? [span[0], span[1]] : leadingName(article, tokens);
	from = skipTitle(article, tokens, from);
	for (let end = tokens.length - 1; end > from; end -= 1) {
		const words = article.slice(
			article.tokens[tokens[from]][0],
			article.tokens[tokens[end - 1]][1],
		);
		if (COUNTRIES.has(words) || REGIONS.has(words)) from = end;
	}
	if (from > 0 && LINKERS.has(article.word(tokens[from - 1]).toLowerCase())) return null;
	if (from > 0 && COUNTRIES.has(article.slice(article.tokens[tokens[from]][0], span[1]))) {
		const first = article.slice(article.tokens[tokens[0]][0], article.tokens[tokens[from - 1]][1]);
		if (!BEFORE_NAMES.has(first.toLowerCase()) || /tướng|thống|viên|chức|đạo/u.test(first))
			return null;
	}
	return [article.tokens[tokens[from]][0], span[1]];
}

/** `Liên minh các nước …`: a name that opens with a capital inside the sentence. @param {Article} article @param {number[]} tokens @returns {Span | null} */
function leadingName(article, tokens) {
	const start = article.tokens[tokens[0]]?.[0] ?? 0;
	const [sentence] = article.sentenceAt(start);
	if (!isCapitalised(article.word(tokens[0])) || article.tokenAt(sentence) === tokens[0])
		return null;
	const first = article.slice(start, article.tokens[tokens[Math.min(1, tokens.length - 1)]][1]);
	return BEFORE_NAMES.has(first.toLowerCase())
		? null
		: [start, article.tokens[tokens[tokens.length - 1]][1]];
}

/** @param {Article} article @param {number[]} tokens @param {number} from */
function skipTitle(article, tokens, from) {
	const last = tokens.length - 1;
	for (let end = Math.min(last, from + 4); end > from; end -= 1) {
		const words = article.slice(
			article.tokens[tokens[from]][0],
			article.tokens[tokens[end - 1]][1],
		);
		if (BEFORE_NAMES.has(words.toLowerCase()) && !COUNTRIES.has(words)) return end;
	}
	return from;
}

/** @param {Article} article @param {Span} span @returns {Span} */
function nounHead(article, span) {
	const tokens = tokensIn(article, span);
	let from = 0;
	for (let end = 1; end < tokens.length; end += 1) {
		const words = article.slice(
			article.tokens[tokens[from]][0],
			article.tokens[tokens[end - 1]][1],
		);
		const isNumber = /^\d/u.test(words);
		if (DETERMINERS.has(words.toLowerCase()) || isNumber) from = end;
	}
	let end = from + 1;
	while (end < tokens.length && end < from + 2) {
		const word = article.word(tokens[end]);
		if (isCapitalised(word) || LINKERS.has(word.toLowerCase()) || !/^\p{L}/u.test(word)) break;
		end += 1;
	}
	const first = article.tokens[tokens[from]] ?? span;
	return [first[0], article.tokens[tokens[end - 1]]?.[1] ?? span[1]];
}
