// What a person does to events: make one, give its roles their fillers, say what is the same.

import * as eventEdits from "./event_edits.js";
import { endOf, startOf } from "./records.js";

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

/** Wait for the words of the next role that nobody fills. @param {Controller} controller */
export function armNext(controller) {
	const role =
		controller.event &&
		controller.eventType &&
		eventEdits.nextRole(controller.event, controller.eventType);
	controller.armed = role?.code ?? "";
	controller.isAutoArmed = true;
	const event = controller.event;
	controller.select(
		event ? [startOf(event), endOf(event)] : controller.selection,
		controller.focusId,
	);
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
	const stops = controller.armedRole ? controller.fillerStops(event, controller.armedRole) : [];
	if (isAgain) return controller.step(1);
	if (stops[0]) controller.select(stops[0], event.id);
	else controller.onChange(controller);
	controller.say("pickRole", code, stops[0] ? controller.article.slice(...stops[0]) : "");
}

/**
 * @param {Controller} controller
 * @param {number} position
 * @param {Spanned[]} covering
 */
export function fillAt(controller, position, covering) {
	const event = controller.event;
	const type = controller.eventType;
	if (!event || !type) return controller.cancel();
	const fillers = covering.filter((r) => r.id !== event.id);
	const fitting = fillers.find(
		(r) => controller.armedRole && eventEdits.mayFill(controller.armedRole, r),
	);
	if (fitting) return fill(controller, fitting);
	if (fillers.length > 0 && controller.isAutoArmed) {
		const role = eventEdits.openRoles(event, type, fillers[0])[0];
		if (!role) return controller.say("notFitting", fillers[0].type);
		controller.armed = role.code;
		return fill(controller, fillers[0]);
	}
	fillSpan(
		controller,
		controller.candidateAround(position, controller.armedRole?.fillers) ??
			controller.article.snap(position, position + 1),
	);
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
	const here = controller.records
		.spanned()
		.filter((r) => startOf(r) === span[0] && endOf(r) === span[1] && r.id !== event.id);
	const twin = here.find((r) => eventEdits.mayFill(role, r));
	if (twin) return fill(controller, twin);
	if (here.length > 0) return controller.say("notFitting", role.code, here[0].type);
	const words = controller.article.slice(...span);
	const candidate = controller.candidates.find((c) => c.start === span[0] && c.end === span[1]);
	const guess = candidate?.suggestion ?? controller.memory.known.get(words) ?? null;
	const gesture = eventEdits.addArgumentAt(controller.desk, event, role, span, guess);
	if (gesture.length === 0) return controller.say("notFitting", role.code);
	if (controller.commit(gesture, "filled", role.code, words)) armNext(controller);
}

/** Wait for the mention, or event, that means the same. @param {Controller} controller */
export function pick(controller) {
	const record = controller.focused;
	if (!record || record.kind === "time") return;
	controller.armed = "";
	controller.set({ picking: record.id });
	controller.say(record.kind === "event" ? "pickSameEvent" : "pickSame");
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
	controller.commit(gesture, "linked");
	controller.follow(record.id);
}
