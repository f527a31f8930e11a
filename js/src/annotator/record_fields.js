// Fields of the side panel that mentions, times and events share.

import { keycap, make } from "./dom.js";
import * as edits from "./edits.js";
import { isSpanned } from "./records.js";
import { shorten } from "./words.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./fields.js").Fields} Fields */
/** @typedef {import("./types.js").Spanned} Spanned */

/** How an entity or occurrence is called in lists. @param {Controller} controller @param {string} id */
export function entityName(controller, id) {
	const record = controller.records.get(id);
	const name = record && "name" in record ? record.name : "";
	return name ? `${name} (${id})` : id;
}

/** @param {Controller} controller @param {Fields} fields @param {Spanned} record @param {string} on */
export function attributeFields(controller, fields, record, on) {
	const rows = controller.schema.attributes
		.filter((attribute) => attribute.on === on)
		.map((attribute) => {
			const choices = attribute.values.map((value, index) => ({
				value,
				name:
					fields.language === "en" || !attribute.value_names[index]
						? value
						: `${value} · ${attribute.value_names[index]}`,
			}));
			const control = fields.choice(
				attribute.code,
				edits.attributeOf(record, attribute),
				[{ value: "", name: "–" }, ...choices],
				(value) =>
					controller.commit(edits.setAttribute(controller.desk, record, attribute.code, value)),
			);
			return fields.row(
				fields.name(attribute),
				control,
				...(attribute.key ? [keycap(attribute.key)] : []),
			);
		});
	return make("div", {}, ...rows);
}

/**
 * A choice among records of the document.
 * @param {Controller} controller
 * @param {Fields} fields
 * @param {string} field
 * @param {string} value
 * @param {(record: Spanned) => boolean} fits
 * @param {(id: string) => void} onPick
 */
export function refChoice(controller, fields, field, value, fits, onPick) {
	/** @param {import("./types.js").AnyRecord | undefined} record */
	const name = (record) => (isSpanned(record) ? `${record.type}: ${shorten(record.text)}` : "");
	const choices = () => [
		{ value: "", name: "–" },
		...controller.records
			.spanned()
			.filter(fits)
			.map((r) => ({ value: r.id, name: name(r) })),
	];
	return fields.choice(field, value, choices, onPick, name(controller.records.get(value)));
}
