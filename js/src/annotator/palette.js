// Every type of event as a button, for hands that point: one click names the event of the selected words.

import { keycap, make, namesOf } from "./dom.js";
import * as eventActs from "./event_acts.js";

/** @typedef {import("./controller.js").Controller} Controller */

/** The palettes of the views on the page; each is made once, for it never changes. @type {WeakMap<Controller, HTMLElement>} */
const made = new WeakMap();

/**
 * @param {Controller} controller
 * @param {string} language
 * @returns {HTMLElement}
 */
export function eventPalette(controller, language) {
	const known = made.get(controller);
	if (known) return known;
	const palette = make("div", { class: "gn-palette" });
	let last = "";
	for (const type of controller.schema.events) {
		const [category, ...rest] = type.code.split(".");
		if (category !== last) palette.append(make("b", {}, category));
		last = category;
		palette.append(
			make(
				"button",
				{
					class: "gn-chipkey",
					"data-field": `type-${type.code}`,
					title: namesOf(type, language),
					onclick: () => eventActs.makeEvent(controller, type.code),
				},
				type.key ? keycap(type.key) : null,
				rest.join(".") || category,
			),
		);
	}
	made.set(controller, palette);
	return palette;
}
