// The side panel's typed links: relations, relations of occurrences, labels of the document.

import { make } from "./dom.js";
import { change, setFields } from "./edits.js";
import { say } from "./strings.js";
import { shorten } from "./words.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./fields.js").Fields} Fields */
/** @typedef {import("./fields.js").Choice} Choice */
/** @typedef {import("./types.js").RelationType} RelationType */

const NONE = { value: "", name: "–" };

/**
 * What one thing is linked to, each link with a way to drop it, and a row that makes a new one.
 * @param {Fields} fields
 * @param {object} parts
 * @param {string} parts.title
 * @param {{words: string, drop: () => void}[]} parts.links
 * @param {Choice[]} parts.types
 * @param {(type: string) => Choice[]} parts.targetsOf
 * @param {(type: string, target: string) => void} parts.add
 */
function linkSection(fields, { title, links, types, targetsOf, add }) {
	const rows = links.map(({ words, drop }, index) =>
		make(
			"li",
			{ class: "gn-linked" },
			make("span", {}, words),
			make(
				"button",
				{
					class: "gn-icon",
					"data-field": `${title}-${index}`,
					"aria-label": `${say("remove", fields.language)}: ${words}`,
					onclick: drop,
				},
				"×",
			),
		),
	);
	const type = fields.choice(`${title}-type`, "", [{ value: "", name: "+" }, ...types], () => {
		target.replaceChildren(make("option", { value: "" }, NONE.name));
	});
	const target = fields.choice(
		`${title}-target`,
		"",
		() => [NONE, ...(type.value ? targetsOf(type.value) : [])],
		(id) => {
			if (type.value && id) add(type.value, id);
		},
	);
	type.setAttribute(
		"aria-label",
		`${say(title, fields.language)}: ${say("type", fields.language)}`,
	);
	target.setAttribute("aria-label", say(title, fields.language));
	return fields.section(
		title,
		make("ul", { class: "gn-list" }, ...rows),
		make("div", { class: "gn-pair" }, type, target),
	);
}

/** @param {Controller} controller @param {Fields} fields @param {import("./types.js").Mention} mention */
export function relationLinks(controller, fields, mention) {
	const { desk, records, schema } = controller;
	/** @param {RelationType} type */
	const fits = (type) => type.sources.length === 0 || type.sources.includes(mention.type);
	const links = records
		.all("relation")
		.filter((r) => r.source === mention.id || r.target === mention.id)
		.map((relation) => {
			const isSource = relation.source === mention.id;
			const other = records.get(isSource ? relation.target : relation.source);
			const words = other && "text" in other ? (other.text ?? "") : "";
			return {
				words: `${isSource ? "→" : "←"} ${relation.type} ${shorten(words)}`,
				drop: () => controller.commit([change(desk, relation, null)], "removed", relation.type),
			};
		});
	return linkSection(fields, {
		title: "relations",
		links,
		types: schema.relations
			.filter(fits)
			.map((type) => ({ value: type.code, name: fields.plainName(type) })),
		targetsOf: (code) => {
			const wanted = schema.relations.find((type) => type.code === code)?.targets ?? [];
			return records
				.all("mention")
				.filter((m) => m.id !== mention.id && (wanted.length === 0 || wanted.includes(m.type)))
				.map((m) => ({ value: m.id, name: `${m.type}: ${shorten(m.text)}` }));
		},
		add: (type, target) => {
			const id = desk.newId("r");
			const relation = /** @type {const} */ ({
				kind: "relation",
				id,
				type,
				source: mention.id,
				target,
			});
			controller.commit([change(desk, null, relation)], "linked", type);
		},
	});
}

/** @param {Controller} controller @param {Fields} fields @param {import("./types.js").Event} event */
export function hopperLinks(controller, fields, event) {
	const { desk, records, schema } = controller;
	const source = event.hopper;
	if (!source) return make("div");
	/** @param {string} id */
	const nameOf = (id) => {
		const hopper = records.get(id);
		return hopper?.kind === "hopper" ? hopper.name || id : id;
	};
	const links = records
		.all("hopper_relation")
		.filter((r) => r.source === source || r.target === source)
		.map((relation) => {
			const isSource = relation.source === source;
			return {
				words: `${isSource ? "→" : "←"} ${relation.type} ${nameOf(isSource ? relation.target : relation.source)}`,
				drop: () => controller.commit([change(desk, relation, null)], "removed", relation.type),
			};
		});
	return linkSection(fields, {
		title: "hopperRelations",
		links,
		types: schema.hopper_relations.map((t) => ({ value: t.code, name: fields.plainName(t) })),
		targetsOf: () =>
			records
				.all("hopper")
				.filter((h) => h.id !== source)
				.map((h) => ({ value: h.id, name: `${h.name || h.id} (${h.id})` })),
		add: (type, target) => {
			const id = desk.newId("hr");
			const relation = /** @type {const} */ ({ kind: "hopper_relation", id, type, source, target });
			controller.commit([change(desk, null, relation)], "linked", type);
		},
	});
}

/** @param {Controller} controller @param {Fields} fields */
export function documentLabels(controller, fields) {
	const { desk, records, schema } = controller;
	const rows = schema.document_labels.map((type) => {
		const old = records.all("label").find((label) => label.type === type.code);
		const values = type.values.map((value) => ({ value, name: value }));
		const control = fields.choice(
			`label-${type.code}`,
			old?.value ?? "",
			[NONE, ...values],
			(value) => {
				if (old && value) controller.commit(setFields(desk, old, { value }));
				else if (old) controller.commit([change(desk, old, null)]);
				else {
					const id = desk.newId("l");
					controller.commit([change(desk, null, { kind: "label", id, type: type.code, value })]);
				}
			},
		);
		return fields.row(fields.name(type), control);
	});
	return rows.length > 0 ? fields.section("documentLabels", ...rows) : make("div");
}
