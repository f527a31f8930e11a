// The records a view shows: what the disk has, and over it what is still on its way. No DOM.

/** @typedef {import("./types.js").AnyRecord} AnyRecord */
/** @typedef {import("./types.js").Spanned} Spanned */
/** @typedef {import("./types.js").Edit} Edit */
/** @typedef {import("./types.js").Mention} Mention */
/** @typedef {import("./types.js").Event} Event */
/** @typedef {import("./types.js").Entity} Entity */
/** @typedef {import("./types.js").Hopper} Hopper */
/** @typedef {import("./types.js").Comment} Comment */
/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").OpenedDocument} OpenedDocument */

export const CORPUS = "entities";
export const STATE_ID = "#state";

/**
 * Whether a record has a place in the text.
 * @param {AnyRecord | null | undefined} record
 * @returns {record is Spanned}
 */
export function isSpanned(record) {
	return record?.kind === "mention" || record?.kind === "time" || record?.kind === "event";
}

/** The fragments of a record. @param {Spanned} record @returns {Span[]} */
export function fragmentsOf(record) {
	return record.kind === "event" ? record.trigger : record.extent;
}

/** @param {Spanned} record */
export function startOf(record) {
	return fragmentsOf(record)[0][0];
}

/** @param {Spanned} record */
export function endOf(record) {
	return fragmentsOf(record)[fragmentsOf(record).length - 1][1];
}

/** Text order, outer before inner. @param {Spanned} a @param {Spanned} b */
export function inTextOrder(a, b) {
	return startOf(a) - startOf(b) || endOf(b) - endOf(a) || (a.id < b.id ? -1 : 1);
}

/** One annotator's reading of one document, as this view sees it. */
export class Records {
	/** @param {OpenedDocument} opened */
	constructor(opened) {
		this.document = opened.id;
		/** What the disk has, by scope and id. @type {Map<string, AnyRecord>} */
		this.saved = new Map();
		/** What is shown. @type {Map<string, AnyRecord>} */
		this.shown = new Map();
		/** Kept until something changes. @type {Spanned[] | null} */
		this.order = null;
		/** Kept likewise. @type {Set<string> | null} */
		this.taken = null;
		this.load(opened);
	}

	/** Take the disk's word for everything. @param {OpenedDocument} opened */
	load(opened) {
		this.saved.clear();
		for (const record of opened.records) this.saved.set(record.id, record);
		for (const record of opened.corpus) this.saved.set(record.id, record);
		this.saved.set(STATE_ID, { kind: "state", id: STATE_ID, state: opened.state });
		this.shown = new Map(this.saved);
		this.order = this.taken = null;
	}

	/** Show edits that the disk does not have yet. @param {readonly Edit[]} edits */
	expect(edits) {
		for (const edit of edits) put(this.shown, edit);
		this.order = this.taken = null;
	}

	/**
	 * Take over what the disk has now, then lay the waiting edits over it again.
	 * @param {readonly Edit[]} changes
	 * @param {readonly Edit[]} waiting
	 */
	settle(changes, waiting) {
		for (const edit of changes)
			if (edit.scope === this.document || edit.scope === CORPUS) put(this.saved, edit);
		this.shown = new Map(this.saved);
		this.expect(waiting.filter((e) => e.scope === this.document || e.scope === CORPUS));
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
		/** @type {Extract<AnyRecord, {kind: K}>[]} */
		const found = [];
		for (const record of this.shown.values())
			if (record.kind === kind) found.push(/** @type {Extract<AnyRecord, {kind: K}>} */ (record));
		return found;
	}

	/** Everything with a place in the text, in text order. @returns {readonly Spanned[]} */
	spanned() {
		this.order ??= [...this.shown.values()].filter(isSpanned).sort(inTextOrder);
		return this.order;
	}

	/**
	 * Whether a record, or the head of one, reaches exactly from here to there.
	 * @param {number} start
	 * @param {number} end
	 */
	isTaken(start, end) {
		if (!this.taken) {
			this.taken = new Set();
			for (const record of this.spanned()) {
				this.taken.add(`${startOf(record)}-${endOf(record)}`);
				if (record.kind === "mention" && record.head) this.taken.add(record.head.join("-"));
			}
		}
		return this.taken.has(`${start}-${end}`);
	}

	/** Records that cover a position, the innermost first. @param {number} position */
	covering(position) {
		return this.spanned()
			.filter((r) => fragmentsOf(r).some(([start, end]) => start <= position && position < end))
			.sort((a, b) => endOf(a) - startOf(a) - (endOf(b) - startOf(b)));
	}

	/** Events that name a record as argument or voucher. @param {string} id @returns {Event[]} */
	eventsUsing(id) {
		return this.all("event").filter(
			(event) =>
				event.attribution === id || (event.arguments ?? []).some((argument) => argument.ref === id),
		);
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

/** @param {Map<string, AnyRecord>} records @param {Edit} edit */
function put(records, edit) {
	if (edit.after) records.set(edit.id, edit.after);
	else if (edit.id === STATE_ID)
		records.set(STATE_ID, { kind: "state", id: STATE_ID, state: "new" });
	else records.delete(edit.id);
}

/**
 * Whether two states show the same; an acknowledged edit changes nothing that is seen.
 * @param {Map<string, AnyRecord>} before
 * @param {Map<string, AnyRecord>} after
 */
export function showsTheSame(before, after) {
	if (before.size !== after.size) return false;
	for (const [id, record] of after) {
		const old = before.get(id);
		if (old !== record && JSON.stringify(old, sorted) !== JSON.stringify(record, sorted))
			return false;
	}
	return true;
}

/** Objects with their keys in order, empty values left out. @param {string} _ @param {any} value */
function sorted(_, value) {
	if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
	const entries = Object.entries(value).filter(([, v]) => v !== "" && v !== null);
	return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
