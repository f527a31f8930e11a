// The article as the view reads it: code points, tokens, sentences, lines. No DOM.

import { Codepoints } from "../shared/codepoints.js";
import { countBefore } from "../shared/halving.js";

/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").OpenedDocument} OpenedDocument */
/** @typedef {import("./types.js").Section} Section */

/**
 * Spans from their packed form: gap to the span before, length, gap, length, …
 * @param {readonly number[]} packed
 * @returns {Span[]}
 */
export function unpackSpans(packed) {
	/** @type {Span[]} */
	const spans = [];
	let position = 0;
	for (let index = 0; index + 1 < packed.length; index += 2) {
		const start = position + packed[index];
		position = start + packed[index + 1];
		spans.push([start, position]);
	}
	return spans;
}

/**
 * The last span that starts at or before a position; -1 in front of the first.
 * @param {readonly Span[]} spans ordered
 * @param {number} position
 */
export function lastStartingBy(spans, position) {
	return countBefore(spans, ([start]) => start <= position) - 1;
}

/** An opened document with what the gestures need to know of its text. */
export class Article {
	/** @param {OpenedDocument} opened */
	constructor(opened) {
		this.id = opened.id;
		this.points = new Codepoints(opened.text);
		this.tokens = unpackSpans(opened.tokens);
		this.sentences = unpackSpans(opened.sentences);
		this.sections = opened.sections;
		this.lines = cutLines(this.points);
	}

	/** @param {number} start @param {number} end */
	slice(start, end) {
		return this.points.slice(start, end);
	}

	/** @param {number} index of a token */
	word(index) {
		const token = this.tokens[index];
		return token ? this.slice(token[0], token[1]) : "";
	}

	/**
	 * The token that holds a position, or the nearest one before it.
	 * @param {number} position
	 */
	tokenAt(position) {
		return Math.max(0, lastStartingBy(this.tokens, position));
	}

	/**
	 * The whole tokens that a stretch touches.
	 * @param {number} start
	 * @param {number} end
	 * @returns {Span}
	 */
	snap(start, end) {
		if (this.tokens.length === 0) return [start, end];
		let first = this.tokenAt(start);
		if (this.tokens[first][1] <= start && first + 1 < this.tokens.length) first += 1;
		const last = Math.max(first, this.tokenAt(Math.max(start, end - 1)));
		return [this.tokens[first][0], this.tokens[last][1]];
	}

	/**
	 * The sentence that holds a position; the whole text where there is none.
	 * @param {number} position
	 * @returns {Span}
	 */
	sentenceAt(position) {
		const found = this.sentences[lastStartingBy(this.sentences, position)];
		return found ?? [0, this.points.length];
	}

	/** The kind of section at a position. @param {number} position */
	sectionAt(position) {
		return this.sections.find((s) => s.start <= position && position < s.end)?.kind ?? "";
	}

	/**
	 * Every place where the words of a stretch stand, cut at token borders.
	 * @param {number} start
	 * @param {number} end
	 * @returns {Span[]}
	 */
	occurrences(start, end) {
		return this.placesOf(this.slice(start, end));
	}

	/**
	 * Every place where these words stand, cut at token borders.
	 * @param {string} words
	 * @returns {Span[]}
	 */
	placesOf(words) {
		/** @type {Span[]} */
		const found = [];
		if (!words) return found;
		const text = this.points.text;
		for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
			const from = this.points.toPoints(at);
			const to = this.points.toPoints(at + words.length);
			const [snappedFrom, snappedTo] = this.snap(from, to);
			if (snappedFrom === from && snappedTo === to) found.push([from, to]);
		}
		return found;
	}
}

/**
 * The lines of a text, without their line breaks.
 * @param {Codepoints} points
 * @returns {Span[]}
 */
function cutLines(points) {
	/** @type {Span[]} */
	const lines = [];
	let unit = 0;
	for (const line of points.text.split("\n")) {
		lines.push([points.toPoints(unit), points.toPoints(unit + line.length)]);
		unit += line.length + 1;
	}
	return lines;
}
