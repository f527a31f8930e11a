// All keys of the project, in one page that covers the text until it is closed.

import { bilingual, keycap, make, pair } from "./dom.js";
import { ALIASES } from "./keymap.js";
import { COMMANDS, say } from "./strings.js";

/** @typedef {import("./controller.js").Controller} Controller */

/** @type {Record<string, string>} */
const PLACES = { event: "onEvent", mention: "onMention", time: "onTime" };

/** @param {readonly string[]} keys @param {...(Node | string)} name */
function row(keys, ...name) {
	const caps = keys.flatMap((key) => [keycap(key), " "]);
	return make("li", {}, ...caps, ...name);
}

/** @param {string} title @param {string} language @param {HTMLElement[]} rows */
function group(title, language, rows) {
	return make("section", {}, make("h4", {}, bilingual(title, language)), make("ul", {}, ...rows));
}

/** @param {{code: string, name: string, name_en: string}} type @param {string} language */
function named(type, language) {
	return pair(
		`${type.code} · ${type.name}`,
		language === "en" ? `${type.code} · ${type.name_en || type.name}` : type.name_en,
		language,
	);
}

/** Every role once for each key it has. @param {Controller} controller @param {string} language */
function roleRows(controller, language) {
	/** @type {Map<string, HTMLElement>} */
	const rows = new Map();
	const own = controller.eventType;
	for (const type of own ? [own] : controller.schema.events)
		for (const role of type.roles)
			if (role.key && !rows.has(`${role.key} ${role.code}`))
				rows.set(`${role.key} ${role.code}`, row([role.key], pair(role.name, role.code, language)));
	return [...rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, node]) => node);
}

/** @param {Controller} controller @param {string} language */
function attributeRows(controller, language) {
	return controller.schema.attributes
		.filter((attribute) => attribute.key)
		.map((attribute) =>
			row(
				[attribute.key],
				pair(attribute.name, attribute.name_en, language),
				` (${say(PLACES[attribute.on] ?? attribute.on, language)})`,
			),
		);
}

/** Who is at what: narrow places have no room for all of it. @param {Controller} controller */
function placeOf({ documents, opened }) {
	const title = documents.find((d) => d.id === opened.id)?.title || opened.title || opened.id;
	return `${opened.annotator} · ${title}`;
}

/** @param {Controller} controller @param {string} language @param {() => void} onClose */
export function helpPage(controller, language, onClose) {
	const { keymap, schema } = controller;
	const commands = Object.keys(COMMANDS).map((command) => {
		const others = Object.keys(ALIASES).filter(
			(key) => ALIASES[key] === command && key !== keymap.keys[command],
		);
		return row([keymap.keys[command], ...others], pair(...COMMANDS[command], language));
	});
	const labels = schema.labels.map((label) => row([label.key], named(label, language)));
	labels.push(row(["Shift+"], bilingual("everyPlace", language)));
	const events = schema.events.map((type) => row([type.key], named(type, language)));
	return make(
		"div",
		{ class: "gn-help", role: "dialog", "aria-label": say("help", language), tabindex: "-1" },
		make(
			"div",
			{ class: "gn-helphead" },
			make("h3", {}, bilingual("help", language)),
			make(
				"button",
				{ class: "gn-button", "data-field": "close-help", onclick: onClose },
				bilingual("close", language),
				" ",
				keycap("Escape"),
			),
		),
		make("p", { class: "gn-quiet", lang: "vi" }, placeOf(controller)),
		make(
			"div",
			{ class: "gn-columns" },
			group("keysOfCommands", language, commands),
			make(
				"div",
				{},
				group("keysOfLabels", language, labels),
				group("keysOfAttributes", language, attributeRows(controller, language)),
			),
			group("keysOfEvents", language, events),
			group("keysOfRoles", language, roleRows(controller, language)),
		),
	);
}
