// The modes in which a click or key means something else: roles being filled, the same entity picked.

import assert from "node:assert/strict";
import { test } from "node:test";

import { SEED_1, sitDown, spanOf } from "./desk.js";

/** @param {ReturnType<typeof sitDown>} desk @returns {any[]} */
const records = (desk) => [...desk.controller.records.spanned()];

/** An event on "đưa tin" whose first role has armed itself. */
async function withEvent() {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.drag("đưa tin");
	desk.press("KeyC", "KeyS");
	assert.equal(desk.controller.armed, "Speaker");
	return desk;
}

test("with a role that armed itself, a click on plain words makes nothing and leaves", async () => {
	for (const words of ["thông tin", "cánh cửa", "bước đột phá"]) {
		const desk = await withEvent();
		desk.click(words);
		assert.equal(records(desk).length, 1, words);
		assert.equal(desk.controller.armed, "");
		assert.equal(desk.controller.event, null);
		assert.equal(desk.controller.selection?.[0], spanOf(SEED_1, words)[0]);
	}
});

test("a role armed by hand takes plain words of the sentence, and none of another", async () => {
	const desk = await withEvent();
	desk.press("KeyS");
	desk.click("tình báo");
	assert.deepEqual(
		records(desk).map((r) => r.kind),
		["event", "mention"],
	);
	desk.press("KeyU");
	desk.click("bước đột phá");
	assert.equal(records(desk).length, 2);
	assert.equal(desk.controller.armed, "");
});

test("a role that armed itself takes a candidate of the sentence, and none of another", async () => {
	const desk = await withEvent();
	desk.click("Keir Starmer");
	assert.equal(records(desk).length, 1);
	const other = await withEvent();
	other.click("Telegraph");
	assert.deepEqual(
		records(other).map((r) => [r.text, r.type ?? ""]),
		[
			["Tờ The Telegraph", "PER"],
			["đưa tin", "Contact.Statement"],
		],
	);
});

test("a drag while a role has armed itself selects and fills nothing", async () => {
	const desk = await withEvent();
	desk.drag("bước đột phá");
	assert.equal(records(desk).length, 1);
	assert.deepEqual(desk.controller.selection, spanOf(SEED_1, "bước đột phá"));
	desk.press("Digit4");
	assert.deepEqual(
		records(desk).map((r) => r.type),
		["Contact.Statement", "LOC"],
	);
});

test("a click beside the text leaves the mode and changes nothing", async () => {
	const desk = await withEvent();
	const sent = desk.sent.length;
	desk.controller.pointOutside();
	assert.equal(desk.sent.length, sent);
	assert.equal(desk.controller.armed, "");
	assert.equal(desk.controller.event, null);
});

test("Esc leaves role and event at once: the labels are back", async () => {
	const desk = await withEvent();
	desk.press("Escape");
	assert.equal(desk.controller.armed, "");
	assert.equal(desk.controller.event, null);
});

test("a second click of a double click fills no second role", async () => {
	const desk = await withEvent();
	desk.click("Telegraph");
	desk.controller.point(spanOf(SEED_1, "Telegraph")[0], { twice: true });
	const event = records(desk).find((r) => r.kind === "event");
	assert.equal(event.arguments.length, 1);
});

test("Shift and an arrow widen the words for a role without losing the event", async () => {
	const desk = await withEvent();
	desk.press("KeyS", "Shift+ArrowRight", "Enter");
	const event = records(desk).find((r) => r.kind === "event");
	assert.equal(event.arguments.length, 1);
});

/** Three labelled names, the last in focus. */
async function withNames() {
	const desk = sitDown(SEED_1);
	await desk.settle();
	for (const words of ["Thủ tướng Anh Keir Starmer", "ông Starmer", "Donald Trump"]) {
		desk.drag(words);
		desk.press("Digit1", "Escape");
	}
	desk.click("ông Starmer");
	desk.press("KeyA");
	return desk;
}

test("while the same entity is picked, n walks the mentions and Enter links", async () => {
	for (const keys of [
		["KeyN", "KeyN"],
		["Shift+KeyN"],
		["ArrowLeft"],
		["ArrowDown", "ArrowDown"],
	]) {
		const desk = await withNames();
		const origin = desk.controller.focusId;
		desk.press(...keys);
		assert.equal(desk.controller.picking, origin, `${keys}`);
		assert.equal(desk.controller.focusId, origin);
		desk.press("Enter");
		const [first, second, third] = records(desk);
		assert.ok(first.entity, `${keys}`);
		assert.equal(first.entity, second.entity);
		assert.equal(third.entity, undefined);
		assert.equal(records(desk).length, 3);
	}
});

test("while the same entity is picked, Esc cancels, and label keys change nothing", async () => {
	const desk = await withNames();
	const sent = desk.sent.length;
	desk.press("Digit3", "KeyC", "KeyN", "Escape");
	assert.equal(desk.controller.picking, "");
	assert.equal(desk.controller.focused?.text, "ông Starmer");
	assert.deepEqual(desk.controller.selection, spanOf(SEED_1, "ông Starmer"));
	assert.equal(desk.sent.length, sent);
});

test("an edit of a finished document says that it is in progress again", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.press("Ctrl+Enter");
	await desk.settle();
	desk.press("KeyN", "Digit2");
	assert.ok(desk.said.includes("reopened"));
});

test("another document begins with a word of its own", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.press("Ctrl+Enter");
	desk.controller.load({ ...desk.controller.opened, id: "other", title: "Other" });
	assert.equal(desk.said.at(-1), "opened");
});
