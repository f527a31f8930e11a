// Places worth stopping at: names, titles with names, times, numbers, words labelled before. No DOM.
//
// Cheap guesses that let a person jump from one to the next; a suggester with a model behind it
// hands in its own list in the same shape.

import { COUNTRIES, NUMBER_PATTERN, PRONOUNS, REGIONS, TIME_PATTERNS, TITLES } from "./lexicon.js";
import { endOf, startOf } from "./record_places.js";

/** @typedef {import("./types.js").Candidate} Candidate */
/** @typedef {import("./types.js").Suggestion} Suggestion */
/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./article.js").Article} Article */
/** @typedef {Map<string, Suggestion>} Memory what a string was labelled as before */

const LONGEST_TITLE = 4;
const TITLE_REACH = 8;

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
	return runs.filter((run) => !isMereSentenceStart(article, run));
}

/** @param {Article} article @param {number} index of a token whose neighbour in front is asked about */
function isPlainGap(article, index) {
	return article.slice(article.tokens[index - 1][1], article.tokens[index][0]) === " ";
}

/** One capital at the start of a sentence says nothing. @param {Article} article @param {Span} run */
function isMereSentenceStart(article, [from, to]) {
	if (to - from > 1 || COUNTRIES.has(article.word(from))) return false;
	const [start] = article.sentenceAt(article.tokens[from][0]);
	return article.tokenAt(start) === from || !isWord(article.word(from - 1) || "x");
}

/**
 * Where a title in front of a name begins, if there is one: `Thủ tướng | Anh Keir Starmer`.
 * @param {Article} article
 * @param {number} run first token of the name
 * @returns {number} a token number, `run` itself without a title
 */
export function titleStart(article, run) {
	const [sentence] = article.sentenceAt(article.tokens[run][0]);
	for (let back = TITLE_REACH; back > 0; back -= 1) {
		const from = run - back;
		if (from < 0 || article.tokens[from][0] < sentence) continue;
		for (let length = Math.min(LONGEST_TITLE, back); length > 0; length -= 1) {
			const words = article.slice(article.tokens[from][0], article.tokens[from + length - 1][1]);
			if (!TITLES.has(words.toLowerCase())) continue;
			if (bridges(article, from + length, run)) return from;
		}
	}
	return run;
}

/** Whether only plain words lie between a title and the name. @param {Article} article @param {number} from @param {number} to */
function bridges(article, from, to) {
	if (from === to) return true;
	const between = article.slice(article.tokens[from][0], article.tokens[to - 1][1]);
	return /^(của|cấp cao)( |$)/u.test(between) && !/[,.;:"“”()\n]/u.test(between);
}

/**
 * All candidates of an article, in text order, outer before inner.
 * @param {Article} article
 * @param {Memory} memory
 * @param {import("./types.js").Suggested | null} [suggested] somebody else's reading
 * @returns {Candidate[]}
 */
export function findCandidates(article, memory, suggested) {
	/** @type {Map<string, Candidate>} */
	const found = new Map();
	/** @param {number} start @param {number} end @param {Suggestion | null} suggestion */
	const add = (start, end, suggestion) => {
		const key = `${start}-${end}`;
		if (!found.has(key) || suggestion) found.set(key, { start, end, suggestion });
	};
	for (const [from, to] of nameRuns(article)) addName(article, from, to, memory, add);
	for (const pattern of TIME_PATTERNS) addMatches(article, pattern, "time", "TIME", add);
	dropInnerTimes(found);
	const times = [...found.values()].filter((c) => c.suggestion?.kind === "time").sort(inOrder);
	addMatches(article, NUMBER_PATTERN, "mention", "NUM", (start, end, suggestion) => {
		if (!overlaps(times, start, end)) add(start, end, suggestion);
	});
	addRemembered(article, memory, add);
	if (suggested) addSuggested(article, found, suggested);
	return [...found.values()]
		.filter((c) => article.sectionAt(c.start) !== "boilerplate")
		.sort(inOrder);
}

/** Text order, outer before inner. @param {Candidate} a @param {Candidate} b */
export function inOrder(a, b) {
	return a.start - b.start || b.end - a.end;
}

/**
 * The first candidate that reaches exactly from here to there.
 * @param {readonly Candidate[]} sorted
 * @param {number} start
 * @param {number} end
 */
export function candidateOn(sorted, start, end) {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		const c = sorted[middle];
		if (c.start < start || (c.start === start && c.end > end)) low = middle + 1;
		else high = middle;
	}
	const found = sorted[low];
	return found?.start === start && found.end === end ? found : undefined;
}

/**
 * @param {Article} article
 * @param {number} from
 * @param {number} to
 * @param {Memory} memory
 * @param {(start: number, end: number, suggestion: Suggestion | null) => void} add
 */
function addName(article, from, to, memory, add) {
	const title = titleStart(article, from);
	const end = article.tokens[to - 1][1];
	const inner = article.tokens[from][0];
	const country = leadingPlace(article, from, to);
	const guess = memory.get(article.slice(inner, end)) ?? null;
	const person = { kind: /** @type {const} */ ("mention"), type: "PER", source: "title" };
	if (title < from) add(article.tokens[title][0], end, person);
	else if (!country || country < to) add(inner, end, guess);
	if (!country) return;
	const place = article.slice(inner, article.tokens[country - 1][1]);
	const type = REGIONS.has(place) ? "LOC" : "GPE";
	add(inner, inner + [...place].length, { kind: "mention", type, source: "lexicon" });
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

/**
 * @param {Article} article
 * @param {RegExp} pattern
 * @param {"time" | "mention"} kind
 * @param {string} type
 * @param {(start: number, end: number, suggestion: Suggestion) => void} add
 */
function addMatches(article, pattern, kind, type, add) {
	for (const match of article.points.text.matchAll(pattern)) {
		const words = match[1];
		const lead = words.length - words.trimStart().length;
		const unit = match.index + match[0].indexOf(words) + lead;
		const start = article.points.toPoints(unit);
		const end = article.points.toPoints(unit + words.trim().length);
		const [from, to] = article.snap(start, end);
		if (from === start && to === end) add(start, end, { kind, type, source: "pattern" });
	}
}

/**
 * @param {Article} article
 * @param {Memory} memory
 * @param {(start: number, end: number, suggestion: Suggestion) => void} add
 */
function addRemembered(article, memory, add) {
	for (const [words, suggestion] of memory) {
		if (words.length < 2 || PRONOUNS.has(words.toLowerCase())) continue;
		const at = article.points.text.indexOf(words);
		if (at < 0) continue;
		const start = article.points.toPoints(at);
		for (const [from, to] of article.occurrences(start, start + [...words].length))
			add(from, to, suggestion);
	}
}

/**
 * The records of another reading; a guess on words that they speak of would only be in the way.
 * @param {Article} article
 * @param {Map<string, Candidate>} found
 * @param {import("./types.js").Suggested} suggested
 */
function addSuggested(article, found, { source, records }) {
	const isSpokenOf = new Uint8Array(article.points.length);
	for (const record of records) isSpokenOf.fill(1, startOf(record), endOf(record));
	for (const [key, { start, end }] of found)
		if (isSpokenOf.subarray(start, end).includes(1)) found.delete(key);
	for (const record of records) {
		const [start, end] = [startOf(record), endOf(record)];
		const suggestion = { kind: record.kind, type: record.type, source, record };
		found.set(`${start}-${end}-${record.kind}`, { start, end, suggestion });
	}
}

/** A time inside a longer time is no candidate of its own. @param {Map<string, Candidate>} found */
function dropInnerTimes(found) {
	const times = [...found.values()].filter((c) => c.suggestion?.kind === "time").sort(inOrder);
	let reach = -1;
	for (const { start, end } of times)
		if (end <= reach) found.delete(`${start}-${end}`);
		else reach = end;
}

/**
 * Whether a stretch shares a character with one of some candidates, none of which lies in another.
 * @param {readonly Candidate[]} sorted
 * @param {number} start
 * @param {number} end
 */
function overlaps(sorted, start, end) {
	let low = 0;
	let high = sorted.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (sorted[middle].end <= start) low = middle + 1;
		else high = middle;
	}
	return low < sorted.length && sorted[low].start < end;
}
