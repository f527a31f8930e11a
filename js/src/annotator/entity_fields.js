// Who or what a mention means: its entity, the entity's name, type and link to the world.

import { bilingual, keycap, make } from "./dom.js";
import * as edits from "./edits.js";
import * as eventEdits from "./event_edits.js";
import { entityName } from "./record_fields.js";
import { say } from "./strings.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./fields.js").Fields} Fields */
/** @typedef {import("./types.js").Entity} Entity */
/** @typedef {import("./types.js").Mention} Mention */

const NONE = { value: "", name: "–" };

/** @param {Controller} controller @param {Fields} fields @param {Mention} mention */
export function entityFields(controller, fields, mention) {
	const { desk, records } = controller;
	const entity = records.get(mention.entity);
	const metonym = fields.choice(
		"metonym",
		mention.metonym ?? "",
		() => [
			NONE,
			...records.all("entity").map((e) => ({ value: e.id, name: entityName(controller, e.id) })),
		],
		(id) => controller.commit(edits.setFields(desk, mention, { metonym: id })),
		entityName(controller, mention.metonym ?? ""),
	);
	return fields.section(
		"entity",
		fields.row(
			"entity",
			entityChoice(controller, fields, mention),
			keycap(controller.keymap.keys.same),
		),
		...(entity?.kind === "entity" ? ownFields(controller, fields, entity) : []),
		fields.row("metonym", metonym),
	);
}

/** @param {Controller} controller @param {Fields} fields @param {Mention} mention */
function entityChoice(controller, fields, mention) {
	const { desk, records } = controller;
	const entities = () => {
		const same = records.all("entity").filter((e) => e.type === mention.type);
		same.sort((a, b) => (a.name ?? a.id).localeCompare(b.name ?? b.id, "vi"));
		const fresh = `+ ${bilingual("newEntity", fields.language).textContent}`;
		const choices = same.map((e) => ({ value: e.id, name: entityName(controller, e.id) }));
		return [NONE, { value: "+", name: fresh }, ...choices];
	};
	return fields.choice(
		"entity",
		mention.entity ?? "",
		entities,
		(id) => {
			if (id === "+") controller.commit(eventEdits.makeEntity(desk, mention).edits, "linked");
			else controller.commit(edits.setFields(desk, mention, { entity: id }), "linked");
		},
		entityName(controller, mention.entity ?? ""),
	);
}

/** @param {Controller} controller @param {Fields} fields @param {Entity} entity */
function ownFields(controller, fields, entity) {
	/** @param {Partial<Entity>} change */
	const set = (change) =>
		controller.commit(edits.setFields(controller.desk, entity, change), "linked");
	/** @type {HTMLElement[]} */
	const parts = [
		fields.row(
			"name",
			fields.text("entity-name", entity.name ?? "", (name) => set({ name })),
		),
		fields.row(
			"aliases",
			fields.text("entity-aliases", (entity.aliases ?? []).join("; "), (names) =>
				set({ aliases: splitNames(names) }),
			),
		),
		fields.row(
			"link",
			fields.text("entity-link", entity.link ?? "", (link) => set({ link }), {
				pattern: "Q[0-9]+|NIL",
				placeholder: "Q… / NIL",
			}),
		),
		linkSearch(controller, fields, entity, set),
	];
	if (entity.link === "NIL")
		parts.push(
			fields.row(
				"linkNote",
				fields.text("entity-note", entity.link_note ?? "", (note) => set({ link_note: note })),
			),
		);
	const subtypes = controller.schema.labels.find((l) => l.code === entity.type)?.subtypes ?? [];
	if (subtypes.length > 0)
		parts.push(
			fields.row(
				"subtype",
				fields.choice(
					"subtype",
					entity.subtype ?? "",
					[NONE, ...subtypes.map((s) => ({ value: s, name: s }))],
					(subtype) => set({ subtype }),
				),
			),
		);
	parts.push(...memberRows(controller, fields, entity, set));
	return parts;
}

/** Names between semicolons. @param {string} names */
function splitNames(names) {
	return names
		.split(";")
		.map((name) => name.trim())
		.filter((name) => name);
}

/**
 * Who belongs to a group, each with a way out, and a row that adds one.
 * @param {Controller} controller
 * @param {Fields} fields
 * @param {Entity} entity
 * @param {(change: Partial<Entity>) => void} set
 */
function memberRows(controller, fields, entity, set) {
	const members = entity.members ?? [];
	const rows = members.map((id) =>
		make(
			"li",
			{ class: "gn-linked" },
			make("span", {}, entityName(controller, id)),
			make(
				"button",
				{
					class: "gn-icon",
					"data-field": `member-${id}`,
					"aria-label": `${say("remove", fields.language)}: ${id}`,
					onclick: () => set({ members: members.filter((member) => member !== id) }),
				},
				"×",
			),
		),
	);
	const others = () => [
		NONE,
		...controller.records
			.all("entity")
			.filter((e) => e.id !== entity.id && !members.includes(e.id))
			.map((e) => ({ value: e.id, name: entityName(controller, e.id) })),
	];
	const add = fields.choice(
		"member-add",
		"",
		others,
		(id) => id && set({ members: [...members, id] }),
	);
	return [fields.row("members", add), make("ul", { class: "gn-list" }, ...rows)];
}

/**
 * A search of the project's own knowledge file; a click on what is found sets the link.
 * @param {Controller} controller
 * @param {Fields} fields
 * @param {Entity} entity
 * @param {(change: Partial<Entity>) => void} set
 */
function linkSearch(controller, fields, entity, set) {
	const { words, things } = controller.questions;
	const box = fields.search("link-search", words, "linkSearch", (wanted) =>
		controller.questions.lookUp(wanted, entity.type),
	);
	/** @param {Partial<Entity>} change */
	const take = (change) => {
		controller.questions.lookUp("", "");
		set(change);
	};
	const found = things.map(({ id, name, aliases = [], note = "" }) =>
		make(
			"li",
			{},
			make(
				"button",
				{
					class: "gn-item",
					"data-field": `link-${id}`,
					onclick: () => take({ link: id, link_note: "" }),
				},
				make("b", {}, id),
				` ${name}`,
				make("small", {}, [note, ...aliases].filter(Boolean).join(" · ")),
			),
		),
	);
	const nil = make(
		"li",
		{},
		make(
			"button",
			{
				class: "gn-item",
				"data-field": "link-nil",
				onclick: () => take({ link: "NIL", link_note: entity.link_note || "not-listed" }),
			},
			make("b", {}, "NIL"),
			" ",
			bilingual("notListed", fields.language),
		),
	);
	return make(
		"div",
		{ class: "gn-links" },
		box,
		words ? make("ul", { class: "gn-list" }, ...found, nil) : null,
	);
}
