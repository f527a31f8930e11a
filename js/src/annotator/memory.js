// What strings were labelled as: in this document, in others, in the schema's examples, as entity
// names. No DOM.

import { isSpanned } from "./records.js";
import { isPlain } from "./word_finder.js";

/** @typedef {import("./types.js").AnyRecord} AnyRecord */
/** @typedef {import("./types.js").Remembered} Remembered */
/** @typedef {import("./types.js").Suggestion} Suggestion */

/** @param {import("./types.js").Schema} schema @returns {[words: string, suggestion: Suggestion][]} */
function examplesOf({ events, labels }) {
	/** @param {"event" | "mention"} kind */
	const remember =
		(kind) =>
		/** @param {{code: string, examples: readonly {text: string, mark?: string}[]}} type @returns {[string, Suggestion][]} */
		({ code, examples }) =>
			examples.map(({ mark, text }) => [mark || text, { kind, type: code, source: "schema" }]);
	return [...events.flatMap(remember("event")), ...labels.flatMap(remember("mention"))];
}

/** @param {import("./types.js").Schema} schema @returns {Map<string, Suggestion>} */
function triggersOf({ events }) {
	return new Map(
		events.flatMap(({ code, triggers }) =>
			triggers.map((words) => [words, { kind: "event", type: code, source: "lexicon" }]),
		),
	);
}

/** Surface strings with the label they had last. */
export class Memory {
	/**
	 * @param {import("./types.js").Schema} schema
	 * @param {import("./records.js").Records} records
	 * @param {Memory} [before] what was learned from the documents opened before
	 */
	constructor(schema, records, before) {
		/** What the schema says that words mostly name, in small letters. @type {Map<string, Suggestion>} */
		this.triggers = before?.triggers ?? triggersOf(schema);
		/** @type {Map<string, Suggestion>} */
		this.known = new Map(before?.known ?? examplesOf(schema));
		/** How often each string got each label. @type {Map<string, Map<string, number>>} */
		this.counts = new Map();
		for (const entity of records.all("entity"))
			for (const name of [entity.name ?? "", ...(entity.aliases ?? [])])
				if (name) this.known.set(name, { kind: "mention", type: entity.type, source: entity.id });
		for (const record of records.shown.values()) this.learn(record);
	}

	/**
	 * What words are most likely. At the head of a sentence a trigger may have a capital; elsewhere words
	 * with one are a name.
	 * @param {import("./article.js").Article} article
	 * @param {number} start
	 * @param {number} end
	 */
	suggest(article, start, end) {
		const words = article.slice(start, end);
		const known = this.known.get(words);
		if (known || !isPlain(article, start, end)) return known ?? null;
		const small = words.toLowerCase();
		const plain = this.known.get(small);
		return (plain?.kind === "event" ? plain : this.triggers.get(small)) ?? null;
	}

	/** What other documents say; of words labelled in this one it says more itself. @param {readonly Remembered[]} remembered */
	recall(remembered) {
		for (const { words, kind, type, count, of } of remembered)
			if (!this.counts.has(words))
				this.known.set(words, { kind, type, source: "memory", score: count / of });
	}

	/**
	 * @param {AnyRecord | null | undefined} record
	 * @returns {string} the words, where they were not known before
	 */
	learn(record) {
		if (!isSpanned(record)) return "";
		const isNew = !this.known.has(record.text);
		const counts = this.counts.get(record.text) ?? new Map();
		this.counts.set(record.text, counts);
		const count = (counts.get(record.type) ?? 0) + 1;
		counts.set(record.type, count);
		const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
		const { kind, type, id: source } = record;
		this.known.set(record.text, { kind, type, source, score: count / total });
		return isNew ? record.text : "";
	}
}
