// Which role a click means, and who is offered first: fewer gestures, and no wrong fillers.

import assert from "node:assert/strict";
import { test } from "node:test";

import { nextRole } from "../src/annotator/event_edits.js";
import { fillersFor } from "../src/annotator/role_guess.js";
import { SEED_1, sitDown, spanOf } from "./desk.js";

/** @typedef {import("../src/annotator/types.js").Event} Event */
/** @typedef {import("../src/annotator/types.js").EventType} EventType */
/** @typedef {import("../src/annotator/types.js").Role} Role */

/** @param {string} code @param {string[]} fillers */
const role = (code, fillers) =>
	/** @type {Role} */ (/** @type {unknown} */ ({ code, fillers, cues: [] }));
const TOPIC = role("Topic", ["DOC", "EVENT", "PER", "ORG", "GPE", "LOC", "FAC"]);
const MEET = /** @type {EventType} */ ({
	code: "Contact.Meet",
	roles: [
		role("Participant", ["PER", "ORG", "GPE"]),
		TOPIC,
		role("Place", ["GPE", "LOC"]),
		role("Time", ["TIME"]),
	],
});

/** @param {string[]} filled */
function meeting(filled) {
	const [start, end] = spanOf(SEED_1, "gặp gần đây");
	return /** @type {Event} */ ({
		kind: "event",
		id: "v-1",
		type: MEET.code,
		trigger: [[start, end]],
		text: "gặp",
		arguments: filled.map((code, place) => ({ role: code, ref: `m-${place}` })),
	});
}

test("a role that takes nearly anything waits for its words last", () => {
	assert.equal(nextRole(meeting(["Participant"]), MEET)?.code, "Place");
	assert.equal(nextRole(meeting(["Participant", "Place", "Time"]), MEET)?.code, "Topic");
});

test("an event is offered as a topic before the people around it", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.drag("Steve Witkoff");
	desk.press("Digit1", "Escape");
	desk.drag("đàm phán");
	desk.press("KeyC", "KeyS", "Escape");
	const kinds = fillersFor(desk.controller.desk, meeting([]), MEET, TOPIC).map((r) => r.kind);
	const sentence = desk.controller.article.sentenceAt(spanOf(SEED_1, "Steve Witkoff")[0]);
	assert.ok(sentence[0] <= spanOf(SEED_1, "đàm phán")[0], "both stand in the meeting's sentence");
	assert.deepEqual(kinds, ["event", "mention"]);
});

test("the likeliest filler of the sentence is selected at once, and one key takes it", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.press("KeyN", "Digit2");
	desk.drag("đưa tin");
	desk.press("KeyC", "KeyS");
	assert.deepEqual(desk.controller.selection, spanOf(SEED_1, "Tờ The Telegraph"));
	desk.press("Enter");
	const event = desk.controller.records.all("event")[0];
	assert.equal(event.arguments?.[0]?.role, "Speaker");
	assert.equal(desk.controller.records.all("mention").length, 1);
});

test("without a filler in the sentence the trigger stays selected, and nobody from afar is offered", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.drag("Aljazeera");
	desk.press("Digit2", "Escape");
	desk.drag("đưa tin");
	desk.press("KeyC", "KeyS");
	assert.deepEqual(desk.controller.selection, spanOf(SEED_1, "đưa tin"));
});

test("what was labelled in one document is a stop in the next of the sitting", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.drag("mở cánh cửa");
	desk.press("KeyC", "KeyS", "Escape");
	const opened = { ...desk.controller.opened, id: "other", records: [], corpus: [] };
	desk.controller.load(opened);
	const [start, end] = spanOf(SEED_1, "mở cánh cửa");
	const stop = desk.controller.candidates.find((c) => c.start === start && c.end === end);
	assert.equal(stop?.suggestion?.type, "Contact.Statement");
});
