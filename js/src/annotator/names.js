// Names in an article, with the titles, classifiers and countries that stand around them. No DOM.

import {
	BEFORE_NAMES,
	CITIES,
	CLASSIFIERS,
	COUNTRIES,
	DETERMINERS,
	NAME_PARTS,
	REGIONS,
	TITLES,
} from "./lexicon.js";

/** @typedef {import("./types.js").Suggestion} Suggestion */
/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./article.js").Article} Article */
/** @typedef {import("./candidates.js").Memory} Memory */

const LONGEST_TITLE = 4;
const TITLE_REACH = 8;
const BEFORE_TITLES = new Set([...DETERMINERS, "phía"]);

/** Whether a word begins with a capital letter. @param {string} word */
export function isCapitalised(word) {
	return /^\p{Lu}/u.test(word);
}

/** @param {string} word */
function isWord(word) {
	return /^[\p{L}\p{N}]/u.test(word);
}

/**
 * Runs of capitalised words, each within one sentence and one line.
 * @param {Article} article
 * @returns {Span[]} token numbers, the end exclusive
 */
export function nameRuns(article) {
	/** @type {Span[]} */
	const runs = [];
	let from = -1;
	for (let index = 0; index <= article.tokens.length; index += 1) {
		const belongs = index < article.tokens.length && isCapitalised(article.word(index));
		const glued = from >= 0 && belongs && isPlainGap(article, index);
		if (from >= 0 && !glued) {
			runs.push([from, index]);
			from = -1;
		}
		if (belongs && from < 0) from = index;
	}
	return runs.filter((run) => !isMereSentenceStart(article, run) && !isMereTitle(article, run));
}

/** @param {Article} article @param {number} index of a token whose neighbour in front is asked about */
function isPlainGap(article, index) {
	return article.slice(article.tokens[index - 1][1], article.tokens[index][0]) === " ";
}

/** One capital at the start of a sentence says nothing. @param {Article} article @param {Span} run */
function isMereSentenceStart(article, [from, to]) {
	const word = article.word(from);
	if (to - from > 1 || COUNTRIES.has(word) || isForeign(word)) return false;
	const [start] = article.sentenceAt(article.tokens[from][0]);
	return article.tokenAt(start) === from || !isWord(article.word(from - 1) || "x");
}

/** A capital that only opens a title: `Tổng | thống`. @param {Article} article @param {Span} run */
function isMereTitle(article, [from, to]) {
	for (let length = LONGEST_TITLE; length > to - from; length -= 1)
		if (BEFORE_NAMES.has(wordsFrom(article, from, length))) return true;
	return false;
}

/**
 * Whether a word cannot be one Vietnamese syllable: two groups of vowels, or an end that none has.
 * @param {string} word
 */
export function isForeign(word) {
	const plain = word.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
	return /[aeiouy][^aeiouy]+[aeiouy]|[bdfjklqrsvwxz]$/u.test(plain) && /^[a-z]+$/u.test(plain);
}

/** So many words from a token on, in small letters. @param {Article} article @param {number} from @param {number} length */
function wordsFrom(article, from, length) {
	const last = article.tokens[from + length - 1];
	return last && from >= 0 ? article.slice(article.tokens[from][0], last[1]).toLowerCase() : "";
}

/**
 * Where the titles in front of a name begin, the farthest first: `đặc phái viên của | tổng thống | Mỹ`.
 * @param {Article} article
 * @param {number} run first token of the name
 * @returns {number[]} token numbers
 */
export function titleStarts(article, run) {
	const [sentence] = article.sentenceAt(article.tokens[run][0]);
	/** @type {number[]} */
	const starts = [];
	for (let back = TITLE_REACH; back > 0; back -= 1) {
		const from = run - back;
		if (from < 0 || article.tokens[from][0] < sentence) continue;
		for (let length = Math.min(LONGEST_TITLE, back); length > 0; length -= 1) {
			if (!TITLES.has(wordsFrom(article, from, length)) || !bridges(article, from + length, run))
				continue;
			const isTail = starts.some((start) =>
				TITLES.has(wordsFrom(article, start, from + length - start)),
			);
			if (!isTail) starts.push(from);
			break;
		}
	}
	return starts;
}

/** The token where words of a set in front of a token begin. @param {Article} article @param {number} token @param {ReadonlySet<string>} set */
function reachBack(article, token, set) {
	let from = token;
	for (let length = 2; length > 0; length -= 1)
		if (set.has(wordsFrom(article, from - length, length)) && isPlainGap(article, from)) {
			from -= length;
			length = 3;
		}
	return from;
}

/** Whether only plain words lie between a title and the name. @param {Article} article @param {number} from @param {number} to */
function bridges(article, from, to) {
	if (from === to) return true;
	const between = article.slice(article.tokens[from][0], article.tokens[to - 1][1]);
	return /^(của|cấp cao)( |$)/u.test(between) && !/[,.;:"“”()\n]/u.test(between);
}

/**
 * @param {Article} article
 * @param {number} from
 * @param {number} to
 * @param {Memory} memory
 * @param {(start: number, end: number, suggestion: Suggestion | null) => void} add
 */
export function addName(article, from, to, memory, add) {
	const { tokens } = article;
	const end = tokens[to - 1][1];
	const part = reachBack(article, from, NAME_PARTS);
	const titles = titleStarts(article, part);
	const person = { kind: /** @type {const} */ ("mention"), type: "PER", source: "title" };
	for (const title of titles) add(tokens[reachBack(article, title, BEFORE_TITLES)][0], end, person);
	const isClassified = to - from > 1 && CLASSIFIERS.has(wordsFrom(article, from, 1));
	const bare = memory.get(article.slice(tokens[isClassified ? from + 1 : from][0], end));
	/** @param {number} start @returns {Suggestion | null} */
	const guess = (start) => memory.get(article.slice(start, end)) ?? bare ?? null;
	const lead = reachBack(article, part, CLASSIFIERS);
	const outer = tokens[reachBack(article, lead, BEFORE_TITLES)][0];
	if (lead < part && titles.length === 0) add(outer, end, guess(outer));
	const place = { kind: /** @type {const} */ ("mention"), type: "GPE", source: "lexicon" };
	if (part < from) return add(tokens[part][0], end, guess(tokens[part][0]) ?? place);
	const country = leadingPlace(article, from, to);
	if (country < to) {
		const first = tokens[titles.length > 0 && country ? country : from][0];
		const isCity = CITIES.has(article.slice(first, end));
		add(first, end, guess(first) ?? (isCity ? place : null));
	}
	if (!country) return;
	const words = article.slice(tokens[from][0], tokens[country - 1][1]);
	const type = REGIONS.has(words) ? "LOC" : "GPE";
	add(tokens[from][0], tokens[country - 1][1], { ...place, type });
}

/**
 * The token after a country or region that opens a run, or 0.
 * @param {Article} article
 * @param {number} from
 * @param {number} to
 */
function leadingPlace(article, from, to) {
	for (let end = Math.min(to, from + 3); end > from; end -= 1) {
		const words = article.slice(article.tokens[from][0], article.tokens[end - 1][1]);
		if (COUNTRIES.has(words) || REGIONS.has(words)) return end;
	}
	return 0;
}
