// What was labelled, here or in other documents, becomes places to stop at. No DOM.

import { candidateOn, findCandidates, findTriggers, inOrder } from "./candidates.js";
import { endOf, isSpanned, startOf } from "./records.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./types.js").Remembered} Remembered */

const SEARCH_WITHIN = 1000;

/** Places worth stopping at, and likely triggers, both in text order. @param {Controller} controller */
export function search({ article, memory, opened }) {
	return {
		candidates: findCandidates(article, memory.known, opened.suggested),
		triggers: findTriggers(article, memory.triggers),
	};
}

/** A long article is shown first and searched then, when nobody presses a key. @param {Controller} controller */
export function searchLater(controller) {
	globalThis.requestIdleCallback?.(() => controller.guesses, { timeout: SEARCH_WITHIN });
}

/**
 * Take in what words were labelled as; where one is stays, and so does what one is doing. A type that
 * the schema no longer has could not be accepted.
 * @param {Controller} controller
 * @param {readonly Remembered[]} remembered
 */
export function recall(controller, remembered) {
	if (remembered.length === 0) return;
	const { memory, schema } = controller;
	const before = JSON.stringify(controller.candidate);
	const codes = new Set([...schema.labels, ...schema.events].map((type) => type.code));
	memory.recall(remembered.filter(({ type }) => codes.has(type)));
	controller.found = null;
	searchLater(controller);
	// Painting scrolls to the selection: who reads elsewhere is taken there only for news of it, or of
	// words that a role may take.
	const isNews = controller.armed !== "" || JSON.stringify(controller.candidate) !== before;
	if (isNews) controller.onChange(controller);
}

/**
 * Take in what was just labelled: where its words stand again there is something to look at.
 * @param {Controller} controller
 * @param {import("./types.js").AnyRecord | null} record
 */
export function learn(controller, record) {
	const { article, found, memory } = controller;
	const words = memory.learn(record);
	if (!words || !isSpanned(record) || !found) return;
	const { candidates } = found;
	const suggestion = memory.known.get(words) ?? null;
	const fresh = article
		.occurrences(startOf(record), endOf(record))
		.filter((span) => !candidateOn(candidates, ...span));
	if (fresh.length === 0) return;
	for (const [start, end] of fresh) candidates.push({ start, end, suggestion });
	candidates.sort(inOrder);
}
