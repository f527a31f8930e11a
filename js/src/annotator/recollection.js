// What the kernel remembers of other documents becomes places to stop at. No DOM.

import { findCandidates } from "./candidates.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./types.js").Remembered} Remembered */

/**
 * Take in what words were labelled as; where one is stays, and so does what one is doing.
 * @param {Controller} controller
 * @param {readonly Remembered[]} remembered
 */
export function recall(controller, remembered) {
	if (remembered.length === 0) return;
	const { article, memory, opened } = controller;
	const before = JSON.stringify(controller.candidate);
	memory.recall(remembered);
	controller.candidates = findCandidates(article, memory.known, opened.suggested);
	// Painting scrolls to the selection: who reads elsewhere is taken there only for news of it.
	if (JSON.stringify(controller.candidate) !== before) controller.onChange(controller);
}
