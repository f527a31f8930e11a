// What strings were labelled as: in this document, in the schema's examples, as entity names. No DOM.

import { isSpanned } from "./records.js";

/** @typedef {import("./types.js").AnyRecord} AnyRecord */
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

/** Surface strings with the label they had last. */
export class Memory {
	/**
	 * @param {import("./types.js").Schema} schema
	 * @param {import("./records.js").Records} records
	 * @param {Memory} [before] what was learned from the documents opened before
	 */
	constructor(schema, records, before) {
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
