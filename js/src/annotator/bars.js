// What stands around the text: title and save state above, the keys of the moment below.

import * as acts from "./acts.js";
import { bilingual, keycap, make, namesOf, pair } from "./dom.js";
import * as eventActs from "./event_acts.js";
import * as eventEdits from "./event_edits.js";
import { Palette } from "./marks.js";
import { say } from "./strings.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./wire.js").Health} Health */

/** @param {Controller} controller @param {string} language @returns {Node[]} */
export function titleBar(controller, language) {
	const place = controller.documents.findIndex((d) => d.id === controller.opened.id);
	const { state } = controller.records;
	const { annotator } = controller.opened;
	const done = controller.documents.filter((d) =>
		["done", "settled"].includes(d.id === controller.opened.id ? state : d.state),
	).length;
	/** @param {string} command @param {string} sign @param {string} label */
	const pager = (command, sign, label) =>
		make(
			"button",
			{
				class: "gn-icon",
				"data-field": command,
				"aria-label": say(label, language),
				title: say(label, language),
				onclick: () => controller.run(command),
			},
			sign,
		);
	/** @param {string} command @param {string} sign */
	const act = (command, sign) => pager(command, sign, command);
	return [
		pager("previousDocument", "‹", "previous"),
		make(
			"span",
			{ class: "gn-count", title: say("progress", language) },
			`${place + 1}/${controller.documents.length}`,
			make("span", { class: "gn-sofar" }, ` · ✓ ${done}`),
		),
		pager("nextDocument", "›", "next"),
		make(
			"h3",
			{ class: "gn-title", lang: "vi" },
			controller.documents[place]?.title || controller.opened.title || controller.opened.id,
		),
		make("span", { class: "gn-who", title: annotator }, annotator),
		make(
			"button",
			{
				class: "gn-icon",
				"data-field": "arcs",
				"aria-label": say("allArcs", language),
				"aria-pressed": String(controller.showsAllArcs),
				title: say("arcs", language),
				onclick: () => controller.run("arcs"),
			},
			"⌒",
		),
		act("undo", "↶"),
		act("redo", "↷"),
		make(
			"button",
			{
				class: "gn-button",
				"data-field": "done",
				"aria-pressed": String(state === "done"),
				onclick: () => controller.run("done"),
			},
			state === "done" ? "✓ " : "",
			make("span", { class: "gn-words" }, bilingual("done", language)),
		),
		make(
			"button",
			{
				class: "gn-icon",
				"data-field": "help",
				"aria-label": say("help", language),
				title: say("help", language),
				onclick: () => controller.run("help"),
			},
			"?",
		),
	];
}

/** @param {Health} health @param {string} language */
export function saveLamp(health, language) {
	return make("span", { class: "gn-lamp", "data-health": health }, bilingual(health, language));
}

/**
 * What stands over the text while edits cannot be saved.
 * @param {import("./wire.js").Wire} wire
 * @param {string} language
 * @returns {HTMLElement | null}
 */
export function banner({ health, waiting, trouble }, language) {
	if (health !== "late" && health !== "gone" && health !== "connecting") return null;
	const key = trouble && health === "late" ? "troubleLong" : `${health}Long`;
	return make(
		"p",
		{ class: "gn-alert", "data-health": health },
		bilingual(key, language),
		waiting.length > 0 ? ` (${waiting.length})` : "",
		trouble ? ` ${trouble}` : "",
	);
}

/**
 * The keys that matter now: labels, or the roles of the event in focus, or events being typed.
 * @param {Controller} controller
 * @param {string} language
 * @returns {Node[]}
 */
export function keyBar(controller, language) {
	const type = controller.eventType;
	if (controller.typed) return eventKeys(controller, language);
	if (controller.event && type) return roleKeys(controller, type, language);
	return labelKeys(controller, language);
}

/** @param {Controller} controller @param {string} language */
function labelKeys(controller, language) {
	const palette = new Palette(controller.schema);
	const labels = controller.schema.labels.map((label) =>
		chipButton(controller, label, palette.colour(label.code), language, () =>
			acts.label(controller, label.code),
		),
	);
	const categories = [...new Set(controller.schema.events.map((type) => type.key[0]))];
	const starts = categories.map((key) => {
		const first = controller.schema.events.find((type) => type.key.startsWith(key));
		const name = first?.code.split(".")[0] ?? "";
		return make(
			"button",
			{
				class: "gn-chipkey",
				"data-field": `start-${key}`,
				onclick: () => controller.set({ typed: key }),
			},
			keycap(key),
			make("span", {
				class: "gn-dot gn-square",
				style: `--gn-chip:${palette.colour(first?.code ?? "")}`,
			}),
			name,
		);
	});
	return [make("div", { class: "gn-keys" }, ...labels, ...starts)];
}

/** @param {Controller} controller @param {string} language */
function eventKeys(controller, language) {
	const palette = new Palette(controller.schema);
	const types = controller.keymap.eventsStarting(controller.typed);
	return [
		make(
			"div",
			{ class: "gn-keys" },
			...types.map((type) =>
				chipButton(controller, type, palette.colour(type.code), language, () =>
					eventActs.makeEvent(controller, type.code),
				),
			),
		),
	];
}

/**
 * @param {Controller} controller
 * @param {{code: string, name: string, name_en: string, key: string}} type
 * @param {string} colour
 * @param {string} language
 * @param {() => void} onPress
 */
function chipButton(controller, type, colour, language, onPress) {
	const dot = make("span", { class: "gn-dot" });
	dot.style.setProperty("--gn-chip", colour);
	return make(
		"button",
		{
			class: "gn-chipkey",
			"data-field": `label-${type.code}`,
			title: namesOf(type, language),
			onclick: onPress,
		},
		type.key ? keycap(type.key) : null,
		dot,
		make("span", {}, type.code),
		controller.typed ? make("small", {}, pair(type.name, type.name_en, language)) : null,
	);
}

/** @param {Controller} controller @param {import("./types.js").EventType} type @param {string} language */
function roleKeys(controller, type, language) {
	const event = controller.event;
	if (!event) return [];
	const filled = new Map(
		(event.arguments ?? []).map((a) => [a.role, controller.records.get(a.ref)]),
	);
	const focusedFiller = controller.records.get(controller.focusId);
	const offered = type.roles.filter(
		(role) => !controller.picking || eventEdits.mayFill(role, focusedFiller),
	);
	return [
		make(
			"div",
			{ class: "gn-keys" },
			make("b", { class: "gn-now" }, type.code, ` “${event.text}”`),
			...offered.map((role) =>
				make(
					"button",
					{
						class: "gn-chipkey",
						"data-field": `role-${role.code}`,
						"aria-pressed": String(controller.armed === role.code),
						title: role.fillers.join(", "),
						onclick: () => eventActs.arm(controller, role.code),
					},
					keycap(role.key),
					filled.has(role.code) ? "✓ " : "",
					pair(role.name, role.code, language),
					role.is_required && !filled.has(role.code)
						? make("span", { class: "gn-star" }, "*")
						: null,
				),
			),
		),
		make(
			"div",
			{ class: "gn-keys gn-quiet" },
			...controller.schema.attributes
				.filter((a) => a.on === "event" && a.key)
				.map((a) =>
					make(
						"button",
						{
							class: "gn-chipkey",
							"data-field": `attribute-${a.code}`,
							onclick: () => acts.stepAttribute(controller, a.code),
						},
						keycap(a.key),
						pair(a.name, a.name_en, language),
						": ",
						make("b", {}, valueIn(event, a.code) || "–"),
					),
				),
			make(
				"button",
				{
					class: "gn-button",
					"data-field": "leave",
					onclick: () => controller.cancel(),
				},
				bilingual("leave", language),
				" ",
				keycap("Escape"),
			),
		),
	];
}

/** @param {import("./types.js").Event} event @param {string} code */
function valueIn(event, code) {
	const own = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (event))[code];
	return String(own ?? event.attributes?.[code] ?? "");
}
