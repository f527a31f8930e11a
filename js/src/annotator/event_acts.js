// What a person does to events: make one, give its roles their fillers, say what is the same.

import * as eventEdits from "./event_edits.js";
import { endOf, startOf } from "./records.js";
import { likelyArgument, likelyRole } from "./role_guess.js";
import { candidatesNear, fillerStops } from "./walk.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./types.js").Candidate} Candidate */
/** @typedef {import("./types.js").Edit} Edit */
/** @typedef {import("./types.js").Event} Event */
/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").Spanned} Spanned */

/** @param {Controller} controller @param {string} code */
export function makeEvent(controller, code) {
	const type = controller.schema.events.find((t) => t.code === code);
	if (!type || !controller.selection) return controller.say("nothing");
	const trigger = controller.event ? controller.event.trigger : [controller.selection];
	const { edits: gesture, id } = eventEdits.makeEvent(controller.desk, trigger, type);
	if (!controller.commit(gesture, "labelled", code)) return;
	controller.clear();
	controller.focusId = id;
	armNext(controller);
}

/**
 * Wait for the words of the likeliest role. The likeliest record of the sentence stands selected, so
 * that one key takes it; where there is none, the trigger does and the next empty role waits.
 * @param {Controller} controller
 */
export function armNext(controller) {
	const { event, eventType } = controller;
	controller.isAutoArmed = true;
	controller.armed = "";
	if (!event || !eventType) return controller.select(controller.selection, controller.focusId);
	const guess = likelyArgument(controller.desk, event, eventType, controller.passed);
	controller.armed = (guess?.role ?? eventEdits.nextRole(event, eventType))?.code ?? "";
	const shown = guess?.filler ?? event;
	controller.select([startOf(shown), endOf(shown)], event.id);
}

/**
 * Wait for the words of this role; the likeliest stand selected already.
 * @param {Controller} controller
 * @param {string} code
 */
export function arm(controller, code) {
	const event = controller.event;
	const isAgain = controller.armed === code && !controller.isAutoArmed;
	if (!event) return;
	controller.armed = code;
	controller.isAutoArmed = false;
	const stops = controller.armedRole ? fillerStops(controller, event, controller.armedRole) : [];
	if (isAgain) return controller.step(1);
	if (stops[0]) controller.select(stops[0], event.id);
	else controller.onChange(controller);
	controller.say("pickRole", code, stops[0] ? controller.article.slice(...stops[0]) : "");
}

/**
 * A click while a role waits. A record fills the role; words that are none do so only in the
 * trigger's sentence, and only for a role that a person chose. All else leaves the mode.
 * @param {Controller} controller
 * @param {number} position
 * @param {Spanned[]} covering
 */
export function fillAt(controller, position, covering) {
	const { event, armedRole: role } = controller;
	if (!event || !role) return controller.cancel();
	const others = covering.filter((r) => r.id !== event.id);
	if (controller.isAutoArmed) return fillUnasked(controller, position, covering);
	const fitting = others.find((r) => eventEdits.mayFill(role, r));
	if (fitting) return fill(controller, fitting);
	const [from, to] = controller.article.sentenceAt(startOf(event));
	const isNear = from <= position && position < to;
	const isTrigger = others.length < covering.length;
	const guess = isNear && !isTrigger && controller.candidateAround(position, role.fillers);
	if (guess) return fillSpan(controller, guess);
	if (others.length > 0) return controller.say("notFitting", role.code, others[0].type);
	const token = controller.article.snap(position, position + 1);
	if (isNear && !isTrigger) return fillSpan(controller, token);
	controller.pointOnce(token, covering);
}

/**
 * What a click would fill while a role waits that nobody chose: only what is surely a filler.
 * @param {Controller} controller
 * @param {number} position
 * @returns {{role: string, filler: Spanned | Span, type: string} | null} `type` of the mention that
 *     would be made; null where it would fill nothing
 */
export function clickMeans(controller, position) {
	const { desk, event, eventType: type, isAutoArmed, armed, records } = controller;
	if (!event || !type || !isAutoArmed || !armed) return null;
	const filled = (event.arguments ?? []).map((argument) => argument.ref);
	const others = records.covering(position).filter((r) => r.id !== event.id);
	for (const filler of others.filter((r) => !filled.includes(r.id))) {
		const role = likelyRole(desk, event, type, filler);
		if (role) return { role: role.code, filler, type: "" };
	}
	if (others.length > 0) return null;
	const span = candidatesNear(controller, event)
		.filter(([start, end]) => start <= position && position < end)
		.sort((a, b) => b[1] - b[0] - (a[1] - a[0]))[0];
	const code = span && roleForWords(controller, span);
	const role = type.roles.find((r) => r.code === code);
	if (!role) return null;
	const made = eventEdits.typeIn(role, suggestionFor(controller, span));
	return { role: role.code, filler: span, type: made };
}

/**
 * @param {Controller} controller
 * @param {number} position
 * @param {Spanned[]} covering
 */
function fillUnasked(controller, position, covering) {
	const meant = clickMeans(controller, position);
	if (!meant)
		return controller.pointOnce(controller.article.snap(position, position + 1), covering);
	const { armed, event } = controller;
	controller.armed = meant.role;
	if (Array.isArray(meant.filler)) fillSpan(controller, meant.filler);
	else fill(controller, meant.filler);
	if (controller.event === event) controller.armed = armed;
}

/**
 * The role that words with a guess would have; the waiting one for a name that nobody knows.
 * @param {Controller} controller
 * @param {Span} span
 */
function roleForWords(controller, span) {
	const { desk, event, eventType, armedRole, schema } = controller;
	if (!event || !eventType || !armedRole) return "";
	const guess = suggestionFor(controller, span);
	if (guess?.kind === "event") return "";
	if (guess) {
		const { kind, type } = guess;
		const record = /** @type {Spanned} */ ({ kind, type, id: "", text: "", extent: [span] });
		return likelyRole(desk, event, eventType, record)?.code ?? "";
	}
	const label = schema.labels.find((l) => l.code === armedRole.fillers[0]);
	return label && !label.is_value ? armedRole.code : "";
}

/** What words were labelled as before; where they name an event and something else, the latter. @param {Controller} controller @param {Span} span */
function suggestionFor(controller, [start, end]) {
	const candidate = controller.candidates.find(
		(c) => c.start === start && c.end === end && c.suggestion?.kind !== "event",
	);
	const words = controller.article.slice(start, end);
	return candidate?.suggestion ?? controller.memory.known.get(words) ?? null;
}

/**
 * Whether dragged words are meant for the role: a person chose it, or a record stands there.
 * @param {Controller} controller
 * @param {Span} span
 */
export function isMeant(controller, [start, end]) {
	if (!controller.isAutoArmed) return true;
	const role = controller.armedRole;
	return controller.records.exactly(start, end).some((r) => role && eventEdits.mayFill(role, r));
}

/** @param {Controller} controller @param {Spanned} filler */
export function fill(controller, filler) {
	if (!controller.event) return;
	const gesture = eventEdits.addArgument(
		controller.desk,
		controller.event,
		controller.armed,
		filler.id,
	);
	if (controller.commit(gesture, "filled", controller.armed, filler.text)) armNext(controller);
}

/**
 * Words that are no mention yet.
 * @param {Controller} controller
 * @param {Span} span
 */
export function fillSpan(controller, span) {
	const event = controller.event;
	const role = controller.armedRole;
	if (!event || !role) return;
	const here = controller.records.exactly(...span).filter((r) => r.id !== event.id);
	const twin = here.find((r) => eventEdits.mayFill(role, r));
	if (twin) return fill(controller, twin);
	if (here.length > 0) return controller.say("notFitting", role.code, here[0].type);
	const words = controller.article.slice(...span);
	const guess = suggestionFor(controller, span);
	const gesture = eventEdits.addArgumentAt(controller.desk, event, role, span, guess);
	if (gesture.length === 0) return controller.say("notFitting", role.code);
	if (controller.commit(gesture, "filled", role.code, words)) armNext(controller);
}

/** Wait for the mention, or event, that means the same. @param {Controller} controller */
export function pick(controller) {
	const record = controller.focused;
	if (!record || record.kind === "time") return;
	controller.armed = "";
	controller.picked = "";
	controller.set({ picking: record.id });
	controller.say(pickingText(controller));
}

/** What is asked for while the same is looked for. @param {Controller} controller */
export function pickingText(controller) {
	const kind = controller.records.get(controller.picking)?.kind;
	return kind === "event" ? "pickSameEvent" : "pickSame";
}

/** @param {Controller} controller @param {import("./types.js").AnyRecord} record */
export function isPickable(controller, record) {
	return record.kind === controller.records.get(controller.picking)?.kind;
}

/** @param {Controller} controller @param {import("./types.js").AnyRecord | undefined} other */
export function pickSame(controller, other) {
	const record = controller.records.get(controller.picking);
	if (!other || !record) return;
	/** @type {Edit[]} */
	let gesture = [];
	if (record.kind === "mention" && other.kind === "mention")
		gesture = eventEdits.sameEntity(controller.desk, record, other);
	else if (record.kind === "event" && other.kind === "event")
		gesture = eventEdits.sameOccurrence(controller.desk, record, other);
	controller.picking = "";
	controller.picked = "";
	controller.focus(record.id);
	controller.commit(gesture, "linked", "text" in other ? (other.text ?? "") : "");
}
