// Which marks the records put on the text: one for each fragment. No DOM.

import { TIME_CODE } from "./edits.js";
import { fragmentsOf } from "./records.js";

/** @typedef {import("./types.js").Mark} Mark */
/** @typedef {import("./types.js").Schema} Schema */
/** @typedef {import("./types.js").Spanned} Spanned */

const GREY = "light-dark(#59636e, #9198a1)";

/** Colours and short names of types, looked up once. */
export class Palette {
	/** @param {Schema} schema */
	constructor(schema) {
		/** @type {Map<string, string>} */
		this.colours = new Map();
		for (const type of [...schema.labels, ...schema.events]) {
			const isSafe = [type.colour, type.colour_dark].every((c) => /^#[0-9a-f]{6}$/iu.test(c));
			this.colours.set(
				type.code,
				isSafe ? `light-dark(${type.colour}, ${type.colour_dark})` : GREY,
			);
		}
	}

	/** @param {string} type */
	colour(type) {
		return this.colours.get(type) ?? GREY;
	}
}

/** What stands above a marked stretch. @param {Spanned} record */
export function chipOf(record) {
	if (record.kind === "time") return TIME_CODE;
	if (record.kind === "event") return record.type.slice(record.type.lastIndexOf(".") + 1);
	return record.type;
}

/**
 * The marks of all records that touch a stretch.
 * @param {import("./records.js").Records} records
 * @param {Palette} palette
 * @param {import("./types.js").Event | null} event the event in focus
 * @param {number} from
 * @param {number} to
 * @returns {Mark[]}
 */
export function marksOf(records, palette, event, from, to) {
	/** @type {Map<string, string>} */
	const roles = new Map();
	for (const { ref, role } of event?.arguments ?? [])
		roles.set(ref, [roles.get(ref), role].filter(Boolean).join(", "));
	const flagged = new Set(records.all("comment").map((comment) => comment.target));
	/** @type {Mark[]} */
	const marks = [];
	for (const record of records.touching(from, to)) {
		const fragments = fragmentsOf(record);
		for (const [index, [start, end]] of fragments.entries()) {
			if (end <= from || start >= to) continue;
			marks.push({
				id: record.id,
				kind: record.kind,
				start,
				end,
				chip: chipOf(record),
				colour: palette.colour(record.type),
				role: roles.get(record.id) ?? "",
				opens: index === 0,
				closes: index === fragments.length - 1,
				flagged: flagged.has(record.id),
			});
		}
	}
	return marks;
}
