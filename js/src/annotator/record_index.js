// Finds records without looking at all of them: by place, by kind, by exact reach, by who names them.
// Kept in step one record at a time, so that an edit costs the same in any document. No DOM.

import { countBefore } from "../shared/halving.js";
import { endOf, fragmentsOf, inTextOrder, isSpanned, startOf } from "./record_places.js";

/** @typedef {import("./types.js").AnyRecord} AnyRecord */
/** @typedef {import("./types.js").Event} Event */
/** @typedef {import("./types.js").Spanned} Spanned */

/** Code points in a block of text whose records are listed together. */
const BLOCK = 1024;

/**
 * One list for each key, kept as sets.
 * @template K, V
 */
class Shelves {
	constructor() {
		/** @type {Map<K, Set<V>>} */
		this.sets = new Map();
	}

	/** @param {K} key @param {V} value */
	add(key, value) {
		const set = this.sets.get(key);
		if (set) set.add(value);
		else this.sets.set(key, new Set([value]));
	}

	/** @param {K} key @param {V} value */
	drop(key, value) {
		const set = this.sets.get(key);
		if (set?.delete(value) && set.size === 0) this.sets.delete(key);
	}

	/** @param {K} key @returns {Iterable<V>} */
	on(key) {
		return this.sets.get(key) ?? [];
	}
}

/** What one view shows, by everything it is asked for. */
export class RecordIndex {
	/** @param {Iterable<AnyRecord>} records */
	constructor(records) {
		/** @type {Shelves<string, AnyRecord>} */
		this.kinds = new Shelves();
		/** @type {Shelves<number, Spanned>} */
		this.blocks = new Shelves();
		/** Records, or heads, that reach exactly so far: `start-end`. @type {Shelves<string, Spanned>} */
		this.reaches = new Shelves();
		/** @type {Shelves<string, Event>} */
		this.users = new Shelves();
		/** @type {Spanned[]} */
		this.order = [];
		for (const record of records) this.shelve(record, "add");
		for (const set of this.kinds.sets.values())
			for (const record of set) if (isSpanned(record)) this.order.push(record);
		this.order.sort(inTextOrder);
	}

	/** @param {AnyRecord} record */
	add(record) {
		this.shelve(record, "add");
		if (isSpanned(record)) this.order.splice(this.placeOf(record), 0, record);
	}

	/** @param {AnyRecord} record */
	drop(record) {
		this.shelve(record, "drop");
		if (isSpanned(record)) this.order.splice(this.placeOf(record), 1);
	}

	/** Where a record stands in text order, or would. @param {Spanned} record */
	placeOf(record) {
		return countBefore(this.order, (other) => inTextOrder(other, record) < 0);
	}

	/** @param {AnyRecord} record @param {"add" | "drop"} act */
	shelve(record, act) {
		this.kinds[act](record.kind, record);
		if (!isSpanned(record)) return;
		for (const [start, end] of fragmentsOf(record))
			for (let block = Math.floor(start / BLOCK); block * BLOCK < end; block += 1)
				this.blocks[act](block, record);
		this.reaches[act](`${startOf(record)}-${endOf(record)}`, record);
		if (record.kind === "mention" && record.head) this.reaches[act](record.head.join("-"), record);
		if (record.kind !== "event") return;
		for (const { ref } of record.arguments ?? []) this.users[act](ref, record);
		if (record.attribution) this.users[act](record.attribution, record);
	}

	/** Whether a record, or the head of one, reaches exactly from here to there. @param {number} start @param {number} end */
	isTaken(start, end) {
		return this.reaches.sets.has(`${start}-${end}`);
	}

	/**
	 * Records with a fragment in a stretch of text, in text order.
	 * @param {number} from
	 * @param {number} to
	 */
	touching(from, to) {
		/** @type {Set<Spanned>} */
		const found = new Set();
		for (let block = Math.floor(from / BLOCK); block * BLOCK < to; block += 1)
			for (const record of this.blocks.on(block))
				if (fragmentsOf(record).some(([start, end]) => start < to && end > from)) found.add(record);
		return [...found].sort(inTextOrder);
	}
}
