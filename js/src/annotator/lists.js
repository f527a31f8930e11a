// The other pages of the side panel: events, entities, documents. Long lists show their beginning.

import { bilingual, make } from "./dom.js";
import { inTextOrder, isSpanned } from "./records.js";
import { shorten } from "./words.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./fields.js").Fields} Fields */

const SHOWN = 40;
const CONTEXT = 16;
const STATE_NAMES = { new: "isNew", in_progress: "notDone", done: "done", settled: "settled" };

/**
 * A list with a filter box above it.
 * @param {Fields} fields
 * @param {string} filter
 * @param {(filter: string) => void} onFilter
 * @param {{words: string, node: () => Node}[]} items
 * @returns {Node[]}
 */
function filtered(fields, filter, onFilter, items) {
	const wanted = filter.toLowerCase();
	const found = items.filter((item) => item.words.toLowerCase().includes(wanted));
	const box = fields.search("filter", filter, "filter", onFilter);
	const rest = found.length - SHOWN;
	return [
		box,
		make("ul", { class: "gn-list" }, ...found.slice(0, SHOWN).map((item) => item.node())),
		rest > 0 && make("p", { class: "gn-quiet" }, `+ ${rest} `, bilingual("more", fields.language)),
		found.length === 0 && make("p", { class: "gn-quiet" }, bilingual("empty", fields.language)),
	].filter((node) => node instanceof Node);
}

/** @param {Controller} controller @param {Fields} fields @param {string} filter @param {(filter: string) => void} onFilter */
export function listEvents(controller, fields, filter, onFilter) {
	const { records } = controller;
	const items = records
		.all("event")
		.sort(inTextOrder)
		.map((event) => {
			const roles = (event.arguments ?? []).map((a) => {
				const filler = records.get(a.ref);
				return `${a.role}: ${isSpanned(filler) ? filler.text : a.ref}`;
			});
			return {
				words: `${event.type} ${event.text} ${roles.join(" ")}`,
				node: () =>
					make(
						"li",
						{},
						make(
							"button",
							{
								class: "gn-item",
								"data-field": event.id,
								"aria-current": String(controller.focusId === event.id),
								onclick: () => controller.focus(event.id),
							},
							make("b", {}, event.type),
							` “${shorten(event.text)}”`,
							make("small", {}, roles.map(shorten).join(" · ")),
						),
					),
			};
		});
	return filtered(fields, filter, onFilter, items);
}

/** @param {Controller} controller @param {Fields} fields @param {string} filter @param {(filter: string) => void} onFilter */
export function listEntities(controller, fields, filter, onFilter) {
	const { records } = controller;
	/** @type {Map<string, number>} */
	const counts = new Map();
	for (const mention of records.all("mention"))
		if (mention.entity) counts.set(mention.entity, (counts.get(mention.entity) ?? 0) + 1);
	const items = records
		.all("entity")
		.sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0) || (a.id < b.id ? -1 : 1))
		.map((entity) => ({
			words: `${entity.type} ${entity.id} ${entity.name ?? ""} ${(entity.aliases ?? []).join(" ")}`,
			node: () => {
				const mentions = records.mentionsOf(entity.id);
				return make(
					"li",
					{},
					make(
						"button",
						{
							class: "gn-item",
							"data-field": entity.id,
							onclick: () =>
								goRound(
									controller,
									mentions.map((m) => m.id),
								),
						},
						make("b", {}, entity.type),
						` ${entity.name || entity.id} `,
						make(
							"small",
							{},
							[`${counts.get(entity.id) ?? 0} ×`, entity.link].filter(Boolean).join(" · "),
						),
					),
				);
			},
		}));
	return filtered(fields, filter, onFilter, items);
}

/** The next mention after the one in focus. @param {Controller} controller @param {string[]} ids */
function goRound(controller, ids) {
	const next = ids[(ids.indexOf(controller.focusId) + 1) % ids.length];
	if (next) controller.focus(next);
}

/** @param {Controller} controller @param {Fields} fields @param {string} filter @param {(filter: string) => void} onFilter */
export function listDocuments(controller, fields, filter, onFilter) {
	const items = controller.documents.map((document) => {
		const isHere = document.id === controller.opened.id;
		const state = /** @type {keyof typeof STATE_NAMES} */ (
			isHere ? controller.records.state : document.state
		);
		return {
			words: `${document.id} ${document.title}`,
			node: () =>
				make(
					"li",
					{},
					make(
						"button",
						{
							class: "gn-item",
							"data-field": document.id,
							"aria-current": String(isHere),
							onclick: () => controller.wire?.page(document.id),
						},
						make(
							"span",
							{ class: "gn-state", "data-state": state },
							bilingual(STATE_NAMES[state] ?? state, fields.language),
						),
						make("span", { lang: "vi" }, ` ${document.title || document.id}`),
						make(
							"small",
							{},
							`${document.id} · ${isHere ? countHere(controller) : document.records}`,
						),
					),
				),
		};
	});
	return filtered(fields, filter, onFilter, items);
}

/**
 * Where words stand, in labels and in the text.
 * @param {Controller} controller
 * @param {Fields} fields
 * @param {string} filter
 * @param {(filter: string) => void} onFilter
 */
export function listFinds(controller, fields, filter, onFilter) {
	const { article, records } = controller;
	const labelled = records.spanned().map((record) => ({
		words: `${record.type} ${record.text}`,
		node: () =>
			item(record.id, () => controller.focus(record.id), controller.focusId === record.id, [
				make("b", {}, record.type),
				` ${shorten(record.text)}`,
			]),
	}));
	const plain = findWords(article, filter).map(([start, end]) => ({
		words: filter,
		node: () =>
			item(`at-${start}`, () => controller.goTo([start, end]), false, [
				`${article.slice(Math.max(0, start - CONTEXT), start)}`,
				make("mark", {}, article.slice(start, end)),
				article.slice(end, Math.min(article.points.length, end + CONTEXT)),
			]),
	}));
	return filtered(fields, filter, onFilter, [...labelled, ...plain]);
}

/** @param {string} field @param {() => void} onPress @param {boolean} isHere @param {(Node | string)[]} children */
function item(field, onPress, isHere, children) {
	return make(
		"li",
		{},
		make(
			"button",
			{ class: "gn-item", "data-field": field, "aria-current": String(isHere), onclick: onPress },
			...children,
		),
	);
}

/**
 * Every place of a search string, whatever its case.
 * @param {import("./article.js").Article} article
 * @param {string} wanted
 * @returns {import("./types.js").Span[]}
 */
export function findWords(article, wanted) {
	/** @type {import("./types.js").Span[]} */
	const found = [];
	const words = wanted.normalize("NFC").replace(/[.*+?^${}()|[\]\\]/gu, "\\$&");
	if (!words) return found;
	for (const match of article.points.text.matchAll(new RegExp(words, "giu"))) {
		const start = article.points.toPoints(match.index);
		found.push([start, article.points.toPoints(match.index + match[0].length)]);
	}
	return found;
}

/** @param {Controller} controller */
function countHere(controller) {
	return controller.records.spanned().length;
}
