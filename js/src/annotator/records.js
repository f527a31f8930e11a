// The records a view shows: what the disk has, and over it what is still on its way. No DOM.

import { countBefore } from "../shared/halving.js";
import { RecordIndex } from "./record_index.js";
import { endOf, fragmentsOf, inTextOrder, startOf } from "./record_places.js";

export { endOf, fragmentsOf, inTextOrder, isSpanned, startOf } from "./record_places.js";

/** @typedef {import("./types.js").AnyRecord} AnyRecord */
/** @typedef {import("./types.js").Spanned} Spanned */
/** @typedef {import("./types.js").Edit} Edit */
/** @typedef {import("./types.js").Mention} Mention */
/** @typedef {import("./types.js").Event} Event */
/** @typedef {import("./types.js").Comment} Comment */
/** @typedef {import("./types.js").OpenedDocument} OpenedDocument */

export const CORPUS = "entities";
export const STATE_ID = "#state";

/** One annotator's reading of one document, as this view sees it. */
export class Records {
	/** @param {OpenedDocument} opened */
	constructor(opened) {
		this.document = opened.id;
		/** What the disk has. @type {Map<string, AnyRecord>} */
		this.saved = new Map();
		/** What is shown. @type {Map<string, AnyRecord>} */
		this.shown = new Map();
		/** Ids that are shown otherwise than the disk has them. @type {Set<string>} */
		this.expected = new Set();
		/** @type {RecordIndex} */
		this.index = new RecordIndex([]);
		this.load(opened);
	}

	/** Take the disk's word for everything. @param {OpenedDocument} opened */
	load(opened) {
		this.saved.clear();
		for (const record of opened.records) this.saved.set(record.id, record);
		for (const record of opened.corpus) this.saved.set(record.id, record);
		this.saved.set(STATE_ID, { kind: "state", id: STATE_ID, state: opened.state });
		this.shown = new Map(this.saved);
		this.expected.clear();
		this.index = new RecordIndex(this.shown.values());
	}

	/** Show edits that the disk does not have yet. @param {readonly Edit[]} edits */
	expect(edits) {
		for (const edit of edits) {
			this.expected.add(edit.id);
			this.show(edit.id, afterOf(edit));
		}
	}

	/**
	 * Take over what the disk has now, then lay the waiting edits over it again.
	 * @param {readonly Edit[]} changes
	 * @param {readonly Edit[]} waiting
	 * @returns {boolean} whether anything is seen to change; an acknowledged edit changes nothing
	 */
	settle(changes, waiting) {
		const touched = new Set(this.expected);
		this.expected.clear();
		for (const edit of changes.filter((e) => this.isHere(e))) {
			const after = afterOf(edit);
			if (after) this.saved.set(edit.id, after);
			else this.saved.delete(edit.id);
			touched.add(edit.id);
		}
		/** @type {Map<string, AnyRecord | null>} */
		const over = new Map();
		for (const edit of waiting.filter((e) => this.isHere(e))) {
			over.set(edit.id, afterOf(edit));
			touched.add(edit.id);
			this.expected.add(edit.id);
		}
		let isSeen = false;
		for (const id of touched) {
			const waits = over.get(id);
			if (this.show(id, waits === undefined ? (this.saved.get(id) ?? null) : waits)) isSeen = true;
		}
		return isSeen;
	}

	/** Whether an edit is about what this view shows. @param {Edit} edit */
	isHere(edit) {
		return edit.scope === this.document || edit.scope === CORPUS;
	}

	/**
	 * @param {string} id
	 * @param {AnyRecord | null} after
	 * @returns {boolean} whether it looks otherwise than before
	 */
	show(id, after) {
		const before = this.shown.get(id);
		if (before === (after ?? undefined)) return false;
		if (before) this.index.drop(before);
		if (after) {
			this.index.add(after);
			this.shown.set(id, after);
		} else this.shown.delete(id);
		return JSON.stringify(before, sorted) !== JSON.stringify(after ?? undefined, sorted);
	}

	/** @param {string | null | undefined} id */
	get(id) {
		return id ? this.shown.get(id) : undefined;
	}

	get state() {
		const state = this.shown.get(STATE_ID);
		return state?.kind === "state" ? state.state : "new";
	}

	/**
	 * All records of one kind.
	 * @template {AnyRecord["kind"]} K
	 * @param {K} kind
	 * @returns {Extract<AnyRecord, {kind: K}>[]}
	 */
	all(kind) {
		return /** @type {Extract<AnyRecord, {kind: K}>[]} */ ([...this.index.kinds.on(kind)]);
	}

	/** Everything with a place in the text, in text order. @returns {readonly Spanned[]} */
	spanned() {
		return this.index.order;
	}

	/**
	 * Whether a record, or the head of one, reaches exactly from here to there.
	 * @param {number} start
	 * @param {number} end
	 */
	isTaken(start, end) {
		return this.index.isTaken(start, end);
	}

	/**
	 * Records with a fragment in a stretch of text, in text order.
	 * @param {number} from
	 * @param {number} to
	 */
	touching(from, to) {
		return this.index.touching(from, to);
	}

	/** Records that cover a position, the innermost first. @param {number} position */
	covering(position) {
		return this.touching(position, position + 1).sort(
			(a, b) => endOf(a) - startOf(a) - (endOf(b) - startOf(b)),
		);
	}

	/** Records in one piece that reach exactly from here to there. @param {number} start @param {number} end */
	exactly(start, end) {
		return [...this.index.reaches.on(`${start}-${end}`)]
			.filter((r) => startOf(r) === start && endOf(r) === end && fragmentsOf(r).length === 1)
			.sort(inTextOrder);
	}

	/** The nearest records in text order, up to `count` on each side. @param {number} position @param {number} count */
	around(position, count) {
		const { order } = this.index;
		const place = countBefore(order, (record) => startOf(record) < position);
		return order.slice(Math.max(0, place - count), place + count);
	}

	/** Events that name a record as argument or voucher. @param {string} id @returns {Event[]} */
	eventsUsing(id) {
		return [...this.index.users.on(id)].sort(inTextOrder);
	}

	/** @param {string} id @returns {Comment[]} */
	commentsOn(id) {
		return this.all("comment").filter((comment) => (comment.target ?? "") === id);
	}

	/** Mentions of an entity in this document. @param {string} id @returns {Mention[]} */
	mentionsOf(id) {
		return this.all("mention")
			.filter((mention) => mention.entity === id)
			.sort(inTextOrder);
	}
}

/** What stands there after an edit; a state that is taken back is `new`. @param {Edit} edit @returns {AnyRecord | null} */
function afterOf(edit) {
	if (edit.after || edit.id !== STATE_ID) return edit.after;
	return { kind: "state", id: STATE_ID, state: "new" };
}

/** Objects with their keys in order, empty values left out. @param {string} _ @param {any} value */
function sorted(_, value) {
	if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
	const entries = Object.entries(value).filter(([, v]) => v !== "" && v !== null);
	return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
