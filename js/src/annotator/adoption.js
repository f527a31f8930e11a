// Taking over records that somebody else's reading suggests: whole, under ids of one's own, with what
// they name. What one already has at the same place is used and never made twice. No DOM.

import { change } from "./edits.js";
import { fragmentsOf, isSpanned } from "./records.js";

/** @typedef {import("./types.js").AnyRecord} AnyRecord */
/** @typedef {import("./types.js").Edit} Edit */
/** @typedef {import("./types.js").Spanned} Spanned */
/** @typedef {import("./types.js").Suggested} Suggested */
/** @typedef {import("./edits.js").Desk} Desk */

const PREFIXES = { mention: "m", time: "t", event: "v" };

/** One gesture that takes records over; several may be taken, each once. */
export class Adoption {
	/** @param {Desk} desk @param {Suggested} suggested */
	constructor(desk, suggested) {
		this.desk = desk;
		this.source = suggested.source;
		/** @type {Map<string, AnyRecord>} */
		this.theirs = new Map([...suggested.records, ...suggested.corpus].map((r) => [r.id, r]));
		/** Their id to the one it has here. @type {Map<string, string>} */
		this.taken = new Map();
		/** @type {Edit[]} */
		this.edits = [];
	}

	/**
	 * Take a record of the text over, or find the one that stands there already.
	 * @param {Spanned} record
	 * @returns {string} its id here
	 */
	take(record) {
		const known = this.taken.get(record.id) ?? this.twinOf(record)?.id;
		if (known) {
			this.taken.set(record.id, known);
			return known;
		}
		const id = this.desk.newId(PREFIXES[record.kind]);
		this.taken.set(record.id, id);
		const provenance = { how: "suggestion", source: this.source };
		const after = /** @type {Spanned} */ ({ ...record, id, provenance });
		this.rename(after);
		this.edits.push(change(this.desk, null, after));
		return id;
	}

	/** Let a copy name what is here. @param {Spanned} after */
	rename(after) {
		if (after.kind === "mention") {
			if (after.entity) after.entity = this.takeCorpusWide(after.entity);
			if (after.metonym) after.metonym = this.takeCorpusWide(after.metonym);
		}
		if (after.kind === "time" && after.anchor) after.anchor = this.find(after.anchor);
		if (after.kind !== "event") return;
		if (after.hopper) after.hopper = this.takeCorpusWide(after.hopper);
		if (after.attribution) after.attribution = this.reach(after.attribution);
		after.arguments = (after.arguments ?? [])
			.map(({ role, ref }) => ({ role, ref: this.reach(ref) }))
			.filter(({ ref }) => ref);
	}

	/** A filler: taken along, but no event brings another event. @param {string} ref */
	reach(ref) {
		const record = this.theirs.get(ref);
		if (!isSpanned(record)) return "";
		return record.kind === "event" ? this.find(ref) : this.take(record);
	}

	/** What stands here for one of their records, if anything does. @param {string} ref */
	find(ref) {
		const record = this.theirs.get(ref);
		return this.taken.get(ref) ?? (isSpanned(record) ? (this.twinOf(record)?.id ?? "") : "");
	}

	/** One's own record of the same kind and type on the same words. @param {Spanned} record */
	twinOf(record) {
		const wanted = JSON.stringify(fragmentsOf(record));
		return this.desk.records
			.touching(...fragmentsOf(record)[0])
			.find(
				(own) =>
					own.kind === record.kind &&
					own.type === record.type &&
					JSON.stringify(fragmentsOf(own)) === wanted,
			);
	}

	/** An entity or occurrence keeps its id; one that is here already stays as it is. @param {string} id @returns {string} */
	takeCorpusWide(id) {
		const record = this.theirs.get(id);
		if (this.taken.has(id) || this.desk.records.get(id)) return id;
		if (record?.kind !== "entity" && record?.kind !== "hopper") return "";
		this.taken.set(id, id);
		if (record.kind === "entity")
			for (const member of record.members ?? []) this.takeCorpusWide(member);
		else for (const { ref } of record.arguments ?? []) this.takeCorpusWide(ref);
		this.edits.push(change(this.desk, null, record));
		return id;
	}
}
