// The side panel's first page: everything about the record in focus, editable without the text.

import * as acts from "./acts.js";
import { guideline } from "./clauses.js";
import { bilingual, keycap, make } from "./dom.js";
import * as edits from "./edits.js";
import { entityFields } from "./entity_fields.js";
import * as eventActs from "./event_acts.js";
import { inspectEvent } from "./event_inspector.js";
import { documentLabels, relationLinks } from "./links.js";
import { eventPalette } from "./palette.js";
import { attributeFields, refChoice } from "./record_fields.js";
import { say } from "./strings.js";
import { shorten } from "./words.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./fields.js").Fields} Fields */
/** @typedef {import("./types.js").AnyRecord} AnyRecord */
/** @typedef {import("./types.js").Event} Event */
/** @typedef {import("./types.js").Mention} Mention */
/** @typedef {import("./types.js").Spanned} Spanned */
/** @typedef {import("./types.js").Time} Time */

/**
 * @param {Controller} controller
 * @param {Fields} fields
 * @returns {Node[]}
 */
export function inspect(controller, fields) {
	const record = controller.focused;
	if (!record) return inspectSelection(controller, fields);
	/** @type {Node[]} */
	const parts = [heading(controller, fields, record), guideline(controller, fields, record)];
	if (record.kind === "mention") parts.push(...inspectMention(controller, fields, record));
	if (record.kind === "time") parts.push(...inspectTime(controller, fields, record));
	if (record.kind === "event") parts.push(...inspectEvent(controller, fields, record));
	parts.push(boundaries(controller, fields), usedBy(controller, fields, record));
	parts.push(remarks(controller, fields, record.id));
	parts.push(
		make(
			"div",
			{ class: "gn-foot" },
			fields.button("remove", "remove", () => acts.remove(controller), {
				class: "gn-button gn-danger",
			}),
		),
	);
	return parts;
}

/** @param {Controller} controller @param {Fields} fields */
function inspectSelection(controller, fields) {
	const { selection, article, candidate } = controller;
	if (!selection)
		return [
			make("p", { class: "gn-quiet" }, bilingual("nothing", fields.language)),
			documentLabels(controller, fields),
			remarks(controller, fields, ""),
		];
	const suggestion = candidate?.suggestion;
	const quote = make("p", { class: "gn-quote", lang: "vi" }, shorten(article.slice(...selection)));
	if (!suggestion) return [quote, eventPalette(controller, fields.language)];
	const accept = make(
		"button",
		{ class: "gn-button", "data-field": "accept", onclick: () => acts.accept(controller) },
		bilingual("accept", fields.language),
		` ${suggestion.type}${detail(suggestion)} `,
		keycap("Enter"),
	);
	return [
		quote,
		make("p", {}, accept),
		make(
			"p",
			{ class: "gn-quiet" },
			bilingual("suggestion", fields.language),
			`: ${suggestion.source}`,
			suggestion.score === undefined ? null : ` · ${Math.round(suggestion.score * 100)} %`,
		),
		...(suggestion.kind === "event" ? [eventPalette(controller, fields.language)] : []),
	];
}

/** What more a suggestion of somebody's reading says. @param {import("./types.js").Suggestion} suggestion */
function detail({ record }) {
	if (record?.kind === "mention")
		return [record.level, record.entity]
			.filter(Boolean)
			.map((part) => ` · ${part}`)
			.join("");
	if (record?.kind === "time") return record.value ? ` · ${record.value}` : "";
	return record ? ` · ${(record.arguments ?? []).map((a) => a.role).join(", ")}` : "";
}

/** @param {Controller} controller @param {Fields} fields @param {Spanned} record */
function heading(controller, fields, record) {
	const types = record.kind === "event" ? controller.schema.events : controller.schema.labels;
	const control = fields.choice(
		"type",
		record.type,
		types.map((type) => ({ value: type.code, name: fields.plainName(type) })),
		(code) =>
			record.kind === "event"
				? eventActs.makeEvent(controller, code)
				: acts.label(controller, code),
	);
	const quote = make("p", { class: "gn-quote", lang: "vi" }, shorten(record.text));
	return make("div", {}, quote, fields.row("type", control));
}

/** @param {Controller} controller @param {Fields} fields @param {Mention} mention */
function inspectMention(controller, fields, mention) {
	const { desk } = controller;
	const head = mention.head ? controller.article.slice(...mention.head) : "";
	const levels = controller.schema.levels.map((level) => ({ value: level, name: level }));
	/** @type {Node[]} */
	const parts = [
		fields.row(
			"level",
			fields.choice("level", mention.level ?? "", [{ value: "", name: "–" }, ...levels], (level) =>
				controller.commit(edits.setFields(desk, mention, { level })),
			),
			keycap(controller.keymap.keys.level),
		),
		make(
			"div",
			{ class: "gn-row" },
			make("span", { class: "gn-caption" }, bilingual("head", fields.language)),
			make(
				"button",
				{
					class: "gn-button gn-wide",
					"data-field": "head",
					lang: "vi",
					onclick: () => acts.head(controller),
				},
				head || "–",
			),
			keycap(controller.keymap.keys.head),
		),
	];
	const label = controller.schema.labels.find((l) => l.code === mention.type);
	if (!label?.is_value) parts.push(entityFields(controller, fields, mention));
	parts.push(attributeFields(controller, fields, mention, "mention"));
	if (!label?.is_value) parts.push(relationLinks(controller, fields, mention));
	return parts;
}

/**
 * A button that takes the year from the article's date, where that is possible.
 * @param {Controller} controller
 * @param {Fields} fields
 * @param {Time} time
 * @returns {Node[]}
 */
function inferredYear(controller, fields, time) {
	const resolved = edits.inferYear(time.value ?? "", controller.opened.published ?? "");
	if (!resolved || time.resolved) return [];
	const take = () =>
		controller.commit(edits.setFields(controller.desk, time, { resolved, inferred: true }));
	const button = make(
		"button",
		{ class: "gn-button", "data-field": "infer", onclick: take },
		resolved,
	);
	return [
		make(
			"div",
			{ class: "gn-row" },
			make("span", { class: "gn-caption" }, bilingual("accept", fields.language)),
			button,
		),
	];
}

/** A calendar that writes the resolved day. @param {Controller} controller @param {Fields} fields @param {Time} time */
function dayPicker(controller, fields, time) {
	const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(time.resolved ?? "");
	const control = make("input", {
		type: "date",
		class: "gn-day",
		"data-field": "day",
		"aria-label": say("calendar", fields.language),
		title: say("calendar", fields.language),
		onchange: (/** @type {globalThis.Event} */ e) => {
			const resolved = /** @type {HTMLInputElement} */ (e.target).value;
			if (resolved) controller.commit(edits.setFields(controller.desk, time, { resolved }));
		},
	});
	control.value = (isDay ? time.resolved : controller.opened.published) ?? "";
	return control;
}

/** @param {Controller} controller @param {Fields} fields @param {Time} time */
function inspectTime(controller, fields, time) {
	const { desk } = controller;
	/** @param {Partial<Time>} change */
	const set = (change) => controller.commit(edits.setFields(desk, time, change));
	return [
		fields.row(
			"value",
			fields.text("value", time.value ?? "", (value) => set({ value }), {
				placeholder: "XXXX-04-26",
			}),
		),
		fields.row(
			"resolved",
			fields.text("resolved", time.resolved ?? "", (resolved) => set({ resolved }), {
				placeholder: "2025-04-26",
			}),
			dayPicker(controller, fields, time),
		),
		...inferredYear(controller, fields, time),
		fields.tick(
			"inferred",
			time.inferred ?? false,
			bilingual("inferred", fields.language),
			(inferred) => set({ inferred }),
		),
		attributeFields(controller, fields, time, "time"),
		fields.row(
			"signal",
			fields.text("signal", time.signal ?? "", (signal) => set({ signal })),
		),
		fields.row(
			"anchor",
			refChoice(
				controller,
				fields,
				"anchor",
				time.anchor ?? "",
				(r) => r.kind !== "mention" && r.id !== time.id,
				(anchor) => set({ anchor }),
			),
		),
	];
}

/** @param {Controller} controller @param {Fields} fields */
function boundaries(controller, fields) {
	/** @param {string} command @param {string} sign */
	const mover = (command, sign) =>
		make(
			"button",
			{
				class: "gn-icon",
				"data-field": command,
				title: say(camel(command), fields.language),
				"aria-label": say(camel(command), fields.language),
				onclick: () => controller.run(command),
			},
			sign,
		);
	return make(
		"div",
		{ class: "gn-row" },
		make("span", { class: "gn-caption" }, bilingual("extent", fields.language)),
		make(
			"span",
			{ class: "gn-movers" },
			mover("startBack", "⇤"),
			mover("startOn", "⇥"),
			make("span", { class: "gn-quiet" }, "…"),
			mover("endBack", "⇤"),
			mover("endOn", "⇥"),
		),
	);
}

/** @param {string} command */
function camel(command) {
	return `move${command[0].toUpperCase()}${command.slice(1)}`;
}

/** @param {Controller} controller @param {Fields} fields @param {Spanned} record */
function usedBy(controller, fields, record) {
	const users = controller.records.eventsUsing(record.id);
	if (users.length === 0) return make("div");
	const items = users.map((event) => {
		const roles = (event.arguments ?? []).filter((a) => a.ref === record.id).map((a) => a.role);
		return make(
			"li",
			{},
			make(
				"button",
				{
					class: "gn-link",
					"data-field": `user-${event.id}`,
					onclick: () => controller.focus(event.id),
				},
				`${roles.join(", ")} → ${event.type} “${shorten(event.text)}”`,
			),
		);
	});
	return fields.section("usedBy", make("ul", { class: "gn-list" }, ...items));
}

/** @param {Controller} controller @param {Fields} fields @param {string} target */
function remarks(controller, fields, target) {
	const comment = controller.records.commentsOn(target)[0];
	/** @param {{text?: string, flag?: boolean}} content */
	const set = (content) =>
		controller.commit(edits.remark(controller.desk, target, content), "comment");
	return make(
		"div",
		{},
		fields.row(
			"comment",
			fields.text("comment", comment?.text ?? "", (text) => set({ text })),
		),
		fields.tick("flag", comment?.flag ?? false, bilingual("flag", fields.language), (flag) =>
			set({ flag }),
		),
	);
}
