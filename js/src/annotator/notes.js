// What the annotator asks or tells a person over the text: refusals, and deletions to confirm.

import * as acts from "./acts.js";
import { bilingual, keycap, make, rebuild } from "./dom.js";
import { isSpanned } from "./records.js";
import { say } from "./strings.js";
import { shorten } from "./words.js";

/** @typedef {import("./controller.js").Controller} Controller */

/**
 * Puts notes over the text. The text gives way to them, yet its words stay where they are on the
 * screen, and what the notes lie over can be scrolled out from under them.
 * @param {HTMLElement} text what scrolls
 * @returns {(host: HTMLElement, build: () => Node[]) => void}
 */
export function overText(text) {
	return (host, build) => {
		const top = text.scrollTop;
		const before = host.getBoundingClientRect().height;
		rebuild(host, build);
		text.scrollTop = top + host.getBoundingClientRect().height - before;
		// Only what has something more to show is a stop for who reads it by keyboard.
		if (host.scrollHeight > host.clientHeight) host.tabIndex = 0;
		else host.removeAttribute("tabindex");
	};
}

/**
 * A gesture that was refused; a conflict shows both sides and lets a person insist.
 * @param {Controller} controller
 * @param {import("./wire.js").Refusal} refusal
 * @param {string} language
 * @param {() => void} dismiss
 */
export function refusalNote(controller, refusal, language, dismiss) {
	const insist = () => {
		dismiss();
		acts.insist(controller, refusal.operation.edits);
	};
	const note = make(
		"div",
		{ class: "gn-alert" },
		make("b", {}, bilingual("refused", language)),
		" ",
	);
	const ways = make("div", { class: "gn-ways" });
	/** @param {string} whose @param {import("./types.js").AnyRecord | null | undefined} record */
	const version = (whose, record) =>
		make("div", {}, bilingual(whose, language), " ", make("b", {}, describe(record, language)));
	for (const { id, after } of refusal.isConflict ? refusal.operation.edits : [])
		note.append(version("mine", after), version("theirs", controller.records.saved.get(id)));
	/** @param {string} field @param {string} key @param {() => void} onPress */
	const way = (field, key, onPress) =>
		make(
			"button",
			{ class: "gn-button", "data-field": field, onclick: onPress },
			bilingual(key, language),
		);
	// Each note has buttons of its own: what has the focus keeps it when another note comes or goes.
	const { session, seq } = refusal.operation;
	if (refusal.isConflict) ways.append(way(`keep-mine-${session}-${seq}`, "keepMine", insist));
	else note.append(refusal.reason);
	ways.append(way(`dismiss-${session}-${seq}`, "dismiss", dismiss));
	note.append(ways);
	return note;
}

/**
 * A record in a few words.
 * @param {import("./types.js").AnyRecord | null | undefined} record
 * @param {string} language
 */
function describe(record, language) {
	if (!record) return say("deleted", language);
	if (!isSpanned(record)) return record.id;
	const level = record.kind === "mention" ? (record.level ?? "") : "";
	return `${record.type} ${level} “${record.text}”`;
}

/**
 * What a deletion would take along, with the ways out.
 * @param {Controller} controller
 * @param {import("./fields.js").Fields} fields
 */
export function removalNote(controller, fields) {
	const { language } = fields;
	const users = controller.records.eventsUsing(controller.removing);
	const record = controller.focused;
	const others = () => [
		{ value: "", name: "–" },
		...controller.records
			.spanned()
			.filter((r) => r.id !== record?.id && r.type === record?.type)
			.map((r) => ({ value: r.id, name: `${r.type}: ${shorten(r.text)}` })),
	];
	const heir = fields.choice("heir", "", others, (id) => id && acts.removeFor(controller, id));
	heir.setAttribute("aria-label", say("moveRoles", language));
	/** @param {string} field @param {string} key @param {string} cap @param {() => void} onPress */
	const button = (field, key, cap, onPress) =>
		make(
			"button",
			{ class: "gn-button", "data-field": field, onclick: onPress },
			bilingual(key, language),
			" ",
			keycap(cap),
		);
	return make(
		"div",
		{ class: "gn-alert gn-ask" },
		bilingual("confirmRemove", language),
		" ",
		make("b", {}, users.map((e) => `${e.type} “${e.text}”`).join(", ")),
		make(
			"div",
			{ class: "gn-ways" },
			button("remove-all", "removeAll", "Enter", () => acts.remove(controller)),
			button("keep", "keep", "Escape", () => controller.set({ removing: "" })),
			make("label", { class: "gn-heir" }, bilingual("moveRoles", language), heir),
		),
	);
}
