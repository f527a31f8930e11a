// Places worth stopping at: names, titles with names, times, numbers, words labelled before. No DOM.
//
// Cheap guesses that let a person jump from one to the next; a suggester with a model behind it
// hands in its own list in the same shape.

import { countBefore } from "../shared/halving.js";
import { NUMBER_PATTERN, PRONOUNS, SURE_PRONOUNS, TIME_PATTERNS } from "./lexicon.js";
import { addName, nameRuns } from "./names.js";
import { endOf, startOf } from "./record_places.js";
import { findWords, isPlain } from "./word_finder.js";

/** @typedef {import("./types.js").Candidate} Candidate */
/** @typedef {import("./types.js").Suggestion} Suggestion */
/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./article.js").Article} Article */
/** @typedef {Map<string, Suggestion>} Memory what a string was labelled as before */

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
	for (const words of SURE_PRONOUNS)
		for (const [start, end] of article.placesOf(words)) add(start, end, null);
	addRemembered(article, memory, add);
	if (suggested) addSuggested(article, found, suggested);
	return [...found.values()]
		.filter((c) => article.sectionAt(c.start) !== "boilerplate")
		.sort(inOrder);
}

/**
 * Words that mostly name an event, in text order; a trigger inside a longer one is none.
 * @param {Article} article
 * @param {Memory} triggers words in small letters
 * @returns {Candidate[]}
 */
export function findTriggers(article, triggers) {
	/** @type {Candidate[]} */
	const found = [];
	let reach = -1;
	for (const [words, [start, end]] of findWords(article, triggers.keys(), true)) {
		if (end <= reach || article.sectionAt(start) === "boilerplate") continue;
		if (!isPlain(article, start, end)) continue;
		reach = end;
		found.push({ start, end, suggestion: triggers.get(words) ?? null });
	}
	return found;
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
	const found =
		sorted[countBefore(sorted, (c) => c.start < start || (c.start === start && c.end > end))];
	return found?.start === start && found.end === end ? found : undefined;
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
	const telling = [...memory.keys()].filter(
		(words) => words.length > 1 && !PRONOUNS.has(words.toLowerCase()),
	);
	for (const [words, [from, to]] of findWords(article, telling))
		add(from, to, /** @type {Suggestion} */ (memory.get(words)));
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
	const next = sorted[countBefore(sorted, (c) => c.end <= start)];
	return next !== undefined && next.start < end;
}
