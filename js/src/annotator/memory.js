// What strings were labelled as: in this document, in the schema's examples, as entity names. No DOM.

import { isSpanned } from "./records.js";

/** @typedef {import("./types.js").AnyRecord} AnyRecord */
/** @typedef {import("./types.js").Suggestion} Suggestion */

/** Surface strings with the label they had last. */
export class Memory {
	/**
	 * @param {import("./types.js").Schema} schema
	 * @param {import("./records.js").Records} records
	 */
	constructor(schema, records) {
		/** @type {Map<string, Suggestion>} */
		this.known = new Map();
		/** How often each string got each label. @type {Map<string, Map<string, number>>} */
		this.counts = new Map();
		for (const type of schema.events)
			for (const { mark, text } of type.examples)
				this.known.set(mark || text, { kind: "event", type: type.code, source: "schema" });
		for (const label of schema.labels)
			for (const { text } of label.examples)
				this.known.set(text, { kind: "mention", type: label.code, source: "schema" });
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
