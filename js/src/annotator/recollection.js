// What was labelled, here or in other documents, becomes places to stop at. No DOM.

import { candidateOn, inOrder } from "./candidates.js";
import { endOf, isSpanned, startOf } from "./records.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./types.js").Remembered} Remembered */

/**
 * Take in what words were labelled as; where one is stays, and so does what one is doing.
 * @param {Controller} controller
 * @param {readonly Remembered[]} remembered
 */
export function recall(controller, remembered) {
	if (remembered.length === 0) return;
	const before = JSON.stringify(controller.candidate);
	controller.memory.recall(remembered);
	controller.found = null;
	// Painting scrolls to the selection: who reads elsewhere is taken there only for news of it.
	if (JSON.stringify(controller.candidate) !== before) controller.onChange(controller);
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
