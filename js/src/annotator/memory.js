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
		this.known.set(record.text, { kind: record.kind, type: record.type, source: record.id });
		return isNew ? record.text : "";
	}
}
