// Where records stand in the text. No DOM.

/** @typedef {import("./types.js").AnyRecord} AnyRecord */
/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").Spanned} Spanned */

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
	return startOf(a) - startOf(b) || endOf(b) - endOf(a) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
}
