// The side panel on an event: who takes part, attributes, voucher, occurrence.

import { bilingual, keycap, make, pair } from "./dom.js";
import * as edits from "./edits.js";
import * as eventActs from "./event_acts.js";
import * as eventEdits from "./event_edits.js";
import { hopperLinks } from "./links.js";
import { attributeFields, entityName, refChoice } from "./record_fields.js";
import { isSpanned } from "./records.js";
import { fillersFor } from "./role_guess.js";
import { say } from "./strings.js";
import { shorten } from "./words.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./fields.js").Fields} Fields */
/** @typedef {import("./types.js").Event} Event */

/** @param {Controller} controller @param {Fields} fields @param {Event} event */
export function inspectEvent(controller, fields, event) {
	const { desk, records } = controller;
	const type = controller.eventType;
	const roles = (event.arguments ?? []).map((argument, index) => {
		const role = type?.roles.find((r) => r.code === argument.role);
		const filler = records.get(argument.ref);
		const words = isSpanned(filler) ? filler.text : argument.ref;
		return make(
			"li",
			{ class: "gn-argument" },
			make(
				"span",
				{ class: "gn-role" },
				role ? pair(role.name, role.code, fields.language) : argument.role,
			),
			make(
				"button",
				{
					class: "gn-link",
					"data-field": `goto-${index}`,
					lang: "vi",
					onclick: () => controller.focus(argument.ref),
				},
				shorten(words),
			),
			make(
				"button",
				{
					class: "gn-icon",
					"data-field": `drop-${index}`,
					"aria-label": `${argument.role} ×`,
					onclick: () =>
						controller.commit(
							eventEdits.dropArgument(desk, event, index),
							"removed",
							argument.role,
						),
				},
				"×",
			),
		);
	});
	const hopper = fields.choice(
		"hopper",
		event.hopper ?? "",
		() => [
			{ value: "", name: "–" },
			{ value: "+", name: `+ ${bilingual("newHopper", fields.language).textContent}` },
			...records.all("hopper").map((h) => ({ value: h.id, name: entityName(controller, h.id) })),
		],
		(id) => {
			if (id === "+") controller.commit(eventEdits.makeOccurrence(desk, event).edits, "linked");
			else controller.commit(edits.setFields(desk, event, { hopper: id }), "linked");
		},
		entityName(controller, event.hopper ?? ""),
	);
	return [
		fields.section(
			"arguments",
			make("ul", { class: "gn-list" }, ...roles),
			addArgumentRow(controller, fields, event),
		),
		attributeFields(controller, fields, event, "event"),
		fields.row(
			"attribution",
			refChoice(
				controller,
				fields,
				"attribution",
				event.attribution ?? "",
				(r) => r.kind === "mention",
				(attribution) => controller.commit(edits.setFields(desk, event, { attribution })),
			),
		),
		fields.row("hopper", hopper, keycap(controller.keymap.keys.same)),
		hopperLinks(controller, fields, event),
	];
}

/**
 * Fill a role without touching the text: the role, then one of its possible fillers.
 * @param {Controller} controller
 * @param {Fields} fields
 * @param {Event} event
 */
export function addArgumentRow(controller, fields, event) {
	const type = controller.eventType;
	const roles = type?.roles ?? [];
	const chosen = controller.armedRole;
	const none = { value: "", name: "+" };
	const roleNames = roles.map((role) => ({ value: role.code, name: fields.plainName(role) }));
	const role = fields.choice("add-role", chosen?.code ?? "", [none, ...roleNames], (code) => {
		if (code) eventActs.arm(controller, code);
	});
	const words = () =>
		(chosen && type ? fillersFor(controller.desk, event, type, chosen) : []).map((r) => ({
			value: r.id,
			name: `${r.type}: ${shorten(r.text)}`,
		}));
	const filler = fields.choice("add-filler", "", words, (id) => {
		const record = controller.records.get(id);
		if (isSpanned(record)) eventActs.fill(controller, record);
	});
	role.setAttribute("aria-label", say("roles", fields.language));
	filler.setAttribute("aria-label", say("pickRole", fields.language));
	return make("div", { class: "gn-pair" }, role, filler);
}
