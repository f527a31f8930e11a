// How keys go through the text: from candidate to candidate, token to token, mention to mention.
// Moves the selection only; changes no record. No DOM.

import { countBefore } from "../shared/halving.js";
import { isPickable } from "./event_acts.js";
import { endOf, startOf } from "./records.js";
import { fillersFor } from "./role_guess.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./types.js").Candidate} Candidate */
/** @typedef {import("./types.js").Span} Span */

/** To the next place worth looking at. @param {Controller} controller @param {1 | -1} direction */
export function step(controller, direction) {
	if (controller.picking) return stepPickable(controller, direction);
	const { armedRole: role, event } = controller;
	if (role && event) {
		const stops = fillerStops(controller, event, role);
		const at = stops.findIndex(([start, end]) => `${[start, end]}` === `${controller.selection}`);
		if (stops.length === 0) return controller.say("noCandidates");
		for (const { id } of controller.records.exactly(...(stops[at] ?? [0, 0])))
			controller.passed.add(id);
		controller.isRaw = false;
		return controller.arrive(stops[(at + direction + stops.length) % stops.length]);
	}
	const next = nextOf(controller, controller.candidates, direction, (c) => controller.isOpen(c));
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

/** To the next word that probably names an event, out of whatever one is in. @param {Controller} controller @param {1 | -1} direction */
export function stepTrigger(controller, direction) {
	/** A mention, or the head of one, may name an event too. @param {Candidate} c */
	const isTrigger = (c) =>
		controller.suggestionAt(c)?.kind === "event" &&
		!controller.rejected.has(`${c.start}-${c.end}`) &&
		!controller.records.touching(c.start, c.end).some((r) => r.kind === "event");
	const lists = [controller.guesses.triggers, controller.candidates];
	const [start] = controller.selection ?? [direction > 0 ? -1 : controller.article.points.length];
	/** How far away, round the end of the text. @param {Candidate} c */
	const away = (c) => {
		const ahead = direction * (c.start - start);
		return ahead > 0 ? ahead : ahead + controller.article.points.length;
	};
	const next = lists
		.flatMap((list) => nextOf(controller, list, direction, isTrigger) ?? [])
		.sort((a, b) => away(a) - away(b) || b.end - a.end)[0];
	if (!next) return controller.say("noTriggers");
	controller.clear();
	controller.arrive([next.start, next.end]);
}

/**
 * The next place of a list that is wanted, round the end of the text.
 * @param {Controller} controller
 * @param {readonly Candidate[]} candidates in text order
 * @param {1 | -1} direction
 * @param {(candidate: Candidate) => boolean} isWanted
 */
function nextOf(controller, candidates, direction, isWanted) {
	const [start, end] = controller.selection ?? [-1, 0];
	/** @param {Candidate} c */
	const isAhead = (c) => c.start > start || (c.start === start && c.end < end);
	const behind = countBefore(candidates, (c) => !isAhead(c));
	let place = direction > 0 ? behind : behind - 1;
	for (let count = 0; count < candidates.length; count += 1, place += direction) {
		const c = candidates[(place + candidates.length) % candidates.length];
		const isHere = c.start === start && c.end === end;
		if (!isHere && isWanted(c)) return c;
	}
	return null;
}

/** Candidates of an event's sentence that nobody has labelled and that may be its fillers. @param {Controller} controller @param {import("./types.js").Event} event @returns {Span[]} */
export function candidatesNear(controller, event) {
	const [from, to] = controller.article.sentenceAt(startOf(event));
	return controller.candidates
		.filter((c) => c.start >= from && c.end <= to && controller.isOpen(c))
		.filter((c) => c.suggestion?.kind !== "event")
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

/** What may fill a role: records of the sentence, its candidates, records from afar. @param {Controller} controller @param {import("./types.js").Event} event @param {import("./types.js").Role} role @returns {Span[]} */
export function fillerStops(controller, event, role) {
	const type = controller.eventType;
	if (!type) return [];
	const [from, to] = controller.article.sentenceAt(startOf(event));
	const stops = fillersFor(controller.desk, event, type, role).map(
		(r) => /** @type {Span} */ ([startOf(r), endOf(r)]),
	);
	const near = stops.filter(([start, end]) => start >= from && end <= to);
	const all = [...near, ...candidatesNear(controller, event), ...stops.slice(near.length)];
	// Two records on the same words are one stop, or the walk would turn on the spot.
	return [...new Map(all.map((span) => [`${span}`, span])).values()];
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
