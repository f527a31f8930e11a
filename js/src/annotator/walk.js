// How keys go through the text: from candidate to candidate, token to token, mention to mention.
// Moves the selection only; changes no record. No DOM.

import { countBefore } from "../shared/halving.js";
import { isPickable } from "./event_acts.js";
import * as eventEdits from "./event_edits.js";
import { endOf, startOf } from "./records.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./types.js").Span} Span */

/** To the next place worth looking at. @param {Controller} controller @param {1 | -1} direction */
export function step(controller, direction) {
	if (controller.picking) return stepPickable(controller, direction);
	const { armedRole: role, event } = controller;
	if (role && event) {
		const stops = fillerStops(controller, event, role);
		const at = stops.findIndex(([start, end]) => `${[start, end]}` === `${controller.selection}`);
		if (stops.length === 0) return controller.say("noCandidates");
		controller.isRaw = false;
		return controller.arrive(stops[(at + direction + stops.length) % stops.length]);
	}
	const next = nextCandidate(controller, direction);
	if (!next) return controller.say("noCandidates");
	controller.clear();
	controller.arrive([next.start, next.end]);
}

/** To the next record that may mean the same as the one that waits. @param {Controller} controller @param {1 | -1} direction */
export function stepPickable(controller, direction) {
	const stops = controller.records.spanned().filter((r) => isPickable(controller, r));
	const here = controller.picked || controller.picking;
	let at = stops.findIndex((r) => r.id === here);
	do at = (at + direction + stops.length) % stops.length;
	while (stops.length > 1 && stops[at].id === controller.picking);
	const stop = stops[at];
	if (stop.id === controller.picking) return controller.say("nothingToPick");
	controller.picked = stop.id;
	controller.select([startOf(stop), endOf(stop)], controller.focusId);
	controller.say("record", stop.id);
}

/** The next candidate that nobody has labelled, round the end of the text. @param {Controller} controller @param {1 | -1} direction */
function nextCandidate(controller, direction) {
	const { candidates } = controller;
	const [start, end] = controller.selection ?? [-1, 0];
	/** @param {import("./types.js").Candidate} c */
	const isAhead = (c) => c.start > start || (c.start === start && c.end < end);
	const behind = countBefore(candidates, (c) => !isAhead(c));
	let place = direction > 0 ? behind : behind - 1;
	for (let count = 0; count < candidates.length; count += 1, place += direction) {
		const c = candidates[(place + candidates.length) % candidates.length];
		const isHere = c.start === start && c.end === end;
		if (!isHere && controller.isOpen(c)) return c;
	}
	return null;
}

/** Candidates of an event's sentence that nobody has labelled and that are not its trigger. @param {Controller} controller @param {import("./types.js").Event} event @returns {Span[]} */
export function candidatesNear(controller, event) {
	const [from, to] = controller.article.sentenceAt(startOf(event));
	return controller.candidates
		.filter((c) => c.start >= from && c.end <= to && controller.isOpen(c))
		.filter((c) => c.end <= startOf(event) || c.start >= endOf(event))
		.map((c) => [c.start, c.end]);
}

/** What another reading labels in a stretch and nobody has taken over or put aside. @param {Controller} controller @param {number} from @param {number} to @returns {Span[]} */
export function suggestedBetween(controller, from, to) {
	if (!controller.opened.suggested) return [];
	return controller.candidates
		.filter((c) => c.start < to && c.end > from && c.suggestion?.record && controller.isOpen(c))
		.map((c) => [c.start, c.end]);
}

/** @param {Controller} controller @param {import("./types.js").Event} event @param {import("./types.js").Role} role @returns {Span[]} */
export function fillerStops(controller, event, role) {
	const fillers = eventEdits.fillersFor(controller.desk, event, role);
	return [
		...fillers.map((r) => /** @type {Span} */ ([startOf(r), endOf(r)])),
		...candidatesNear(controller, event),
	];
}

/** One token on; one record on while one is picked. @param {Controller} controller @param {1 | -1} direction */
export function move(controller, direction) {
	if (controller.picking) return stepPickable(controller, direction);
	const { article, selection } = controller;
	const [start, end] = selection ?? [0, 0];
	const from = article.tokenAt(direction > 0 && selection ? end - 1 : start);
	const token = article.tokens[selection ? from + direction : from];
	if (!token) return;
	if (!controller.armed) controller.clear();
	controller.arrive([token[0], token[1]]);
}

/** Widen or narrow the selection at its end. @param {Controller} controller @param {1 | -1} direction */
export function extend(controller, direction) {
	const { article, selection } = controller;
	if (!selection || controller.picking) return move(controller, direction);
	const last = article.tokenAt(selection[1] - 1);
	const to = article.tokens[last + direction];
	if (!to || last + direction < article.tokenAt(selection[0])) return;
	if (!controller.armed) controller.leaveRecord();
	controller.select([selection[0], to[1]], controller.armed ? controller.focusId : "", true);
	controller.say("span", article.slice(selection[0], to[1]), "");
}
