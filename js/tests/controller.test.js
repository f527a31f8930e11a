import assert from "node:assert/strict";
import { test } from "node:test";

import { removeFor } from "../src/annotator/acts.js";
import { SEED_1, sitDown, spanOf } from "./desk.js";

/** @typedef {import("../src/annotator/types.js").Event} Event */
/** @typedef {import("../src/annotator/types.js").Mention} Mention */

/** @param {ReturnType<typeof sitDown>} desk @returns {any[]} */
const records = (desk) => [...desk.controller.records.spanned()];

test("two keys label a name: jump, label", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.press("KeyN", "Digit2");
	assert.deepEqual(
		records(desk).map((r) => [r.text, r.type]),
		[["Tờ The Telegraph", "ORG"]],
	);
});

test("a click and a key label a syllable, a double click and a key a name", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.click("Mỹ");
	desk.press("Digit3");
	desk.controller.point(spanOf(SEED_1, "Keir")[0], { twice: true });
	desk.press("Digit1");
	assert.deepEqual(
		records(desk).map((r) => [r.text, r.type]),
		[
			["Mỹ", "GPE"],
			["Thủ tướng Anh Keir Starmer", "PER"],
		],
	);
});

test("Shift and a label key label every occurrence with one operation", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.drag("Ukraine");
	desk.press("Shift+Digit3");
	assert.equal(records(desk).length, SEED_1.split("Ukraine").length - 1);
	assert.equal(desk.sent.filter((m) => m.kind === "op").length, 1);
});

test("an event with three arguments takes eight gestures from nothing", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.controller.memory.known.set("tuyên bố", {
		kind: "event",
		type: "Contact.Statement",
		source: "",
	});
	desk.controller.point(spanOf(SEED_1, "tuyên bố")[0], { twice: true });
	desk.drag("tuyên bố");
	desk.press("Enter");
	desk.click("Thủ tướng Anh Keir Starmer", 1);
	desk.press("KeyU");
	desk.click("Pháp", 1);
	desk.press("KeyL");
	desk.click("Ukraine", 3);
	const event = records(desk).find((r) => r.kind === "event");
	assert.deepEqual(
		event.arguments.map((/** @type {any} */ a) => [
			a.role,
			/** @type {Mention} */ (desk.controller.records.get(a.ref)).text,
		]),
		[
			["Speaker", "Thủ tướng Anh Keir Starmer"],
			["Audience", "Pháp"],
			["Place", "Ukraine"],
		],
	);
});

test("eight keys make the same event without a mouse", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.press("KeyN", "Digit2");
	desk.press("ArrowRight", "Shift+ArrowRight", "KeyC", "KeyS", "KeyS", "Enter", "KeyU", "Enter");
	const event = records(desk).find((r) => r.kind === "event");
	assert.equal(event.text, "đưa tin");
	assert.deepEqual(
		event.arguments.map((/** @type {any} */ a) => a.role),
		["Speaker", "Audience"],
	);
});

test("with no role chosen by hand a click takes the first role that fits", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.drag("Ukraine");
	desk.press("Digit4", "Escape");
	desk.drag("đưa tin");
	desk.press("KeyC", "KeyS");
	desk.click("Ukraine");
	const event = records(desk).find((r) => r.kind === "event");
	assert.equal(event.arguments[0].role, "Place");
});

test("a mention that does not fit a chosen role is refused and nothing changes", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.drag("3 giờ");
	desk.press("KeyZ", "Escape");
	desk.drag("mô tả");
	desk.press("KeyC", "KeyS", "KeyT");
	const before = desk.sent.length;
	desk.click("3 giờ");
	assert.equal(desk.sent.length, before);
	assert.ok(desk.said.includes("notFitting"));
});

test("the same entity takes two gestures", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.drag("Thủ tướng Anh Keir Starmer");
	desk.press("Digit1", "Escape");
	desk.drag("ông Starmer");
	desk.press("Digit1");
	const before = desk.sent.length;
	desk.press("KeyA");
	desk.click("Keir Starmer");
	const [first, second] = records(desk);
	assert.equal(first.entity, second.entity);
	assert.equal(first.entity, "keir-starmer");
	assert.equal(desk.sent.length, before + 1);
});

test("deleting what events use asks first and lists them", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.press("KeyN", "Digit2");
	desk.drag("đưa tin");
	desk.press("KeyC", "KeyS", "KeyS", "Enter", "Escape", "Escape");
	desk.click("Telegraph");
	desk.press("Delete");
	assert.equal(records(desk).length, 2);
	assert.ok(desk.controller.removing);
	desk.press("Delete");
	assert.deepEqual(
		records(desk).map((r) => [r.kind, r.arguments]),
		[["event", []]],
	);
});

test("clicking one place again goes outwards through what covers it, then to the word", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.drag("Thủ tướng Anh Keir Starmer");
	desk.press("Digit1", "Escape");
	desk.drag("Anh Keir");
	desk.press("Digit3", "Escape", "Escape");
	/** @type {string[]} */
	const seen = [];
	for (let round = 0; round < 4; round += 1) {
		desk.click("Keir");
		const { article, focused, selection } = desk.controller;
		seen.push(focused?.text ?? article.slice(...(selection ?? [0, 0])));
	}
	assert.deepEqual(seen, ["Anh Keir", "Thủ tướng Anh Keir Starmer", "Keir", "Anh Keir"]);
});

test("words apart become one mention of two fragments", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.drag("binh lính Anh");
	desk.press("Digit1");
	desk.drag("châu Âu");
	desk.press("Equal");
	const [mention] = records(desk);
	assert.deepEqual(mention.extent, [spanOf(SEED_1, "binh lính Anh"), spanOf(SEED_1, "châu Âu")]);
	assert.equal(mention.text, "binh lính Anh … châu Âu");
});

test("words selected inside a mention become its head", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.drag("Thủ tướng Anh Keir Starmer");
	desk.press("Digit1");
	desk.drag("Anh Keir Starmer");
	desk.press("KeyI");
	assert.deepEqual(records(desk)[0].head, spanOf(SEED_1, "Anh Keir Starmer"));
});

test("a rejected candidate is no stop any more, and one key accepts all of a label", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.press("KeyN", "Minus");
	const [start] = desk.controller.selection ?? [0];
	assert.ok(start > 0);
	desk.press("Escape", "Escape", "Escape", "KeyN");
	assert.equal(desk.controller.selection?.[0], start);
	desk.drag("ngày 26-4");
	desk.controller.isRaw = false;
	desk.press("Shift+Enter");
	const times = records(desk).filter((r) => r.kind === "time");
	assert.ok(times.length > 5);
	assert.ok(times.every((r) => r.provenance.how === "suggestion"));
	assert.equal(desk.sent.filter((m) => m.kind === "op").length, 1);
});

test("the name inside a labelled mention is no stop of its own", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.controller.memory.known.set("The Telegraph", { kind: "mention", type: "ORG", source: "" });
	desk.press("KeyN", "Digit2");
	const head = records(desk)[0].head;
	desk.controller.candidates.push({ start: head[0], end: head[1], suggestion: null });
	desk.controller.candidates.sort((a, b) => a.start - b.start);
	desk.press("KeyN");
	assert.notDeepEqual(desk.controller.selection, head);
});

test("a deleted mention can leave its roles to another", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.drag("ông Starmer");
	desk.press("Digit1", "Escape", "Escape", "KeyN", "Digit2");
	desk.drag("đưa tin");
	desk.press("KeyC", "KeyS", "KeyS", "Enter", "Escape", "Escape");
	desk.click("Telegraph");
	const heir = records(desk).find((r) => r.text === "ông Starmer");
	removeFor(desk.controller, heir.id);
	const event = records(desk).find((r) => r.kind === "event");
	assert.deepEqual(event.arguments, [{ role: "Speaker", ref: heir.id }]);
	assert.equal(records(desk).length, 2);
});

test("a refused gesture is taken off the screen again", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.kernel.isSilent = true;
	desk.press("KeyN", "Digit2");
	assert.equal(records(desk).length, 1);
	desk.wire.receive({ kind: "nack", session: "s1", author: "s1", seq: 1, reason: "disk full" });
	assert.equal(records(desk).length, 0);
	assert.equal(desk.refusals[0].reason, "disk full");
});

test("what another tab wrote appears beside what is still on its way", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	desk.kernel.isSilent = true;
	desk.press("KeyN", "Digit2");
	const after = /** @type {const} */ ({
		kind: "mention",
		id: "m-other",
		type: "GPE",
		extent: [spanOf(SEED_1, "Mỹ")],
		text: "Mỹ",
	});
	desk.wire.receive({
		kind: "patch",
		session: "s1",
		changes: [{ scope: "doc", id: "m-other", before: null, after: /** @type {any} */ (after) }],
	});
	assert.deepEqual(
		records(desk).map((r) => r.text),
		["Tờ The Telegraph", "Mỹ"],
	);
});

test("positions stay code points behind emoji", async () => {
	const text = "🙂🙂 Ông 🙂 Putin đến Moskva.";
	const desk = sitDown(text);
	await desk.settle();
	desk.drag("Moskva");
	desk.press("Digit3");
	const [mention] = records(desk);
	assert.deepEqual([mention.extent, mention.text], [[spanOf(text, "Moskva")], "Moskva"]);
	assert.equal([...text].slice(...mention.extent[0]).join(""), "Moskva");
});

test("keys walk from one likely trigger to the next and past those that are labelled", async () => {
	const desk = sitDown("Ông Putin gặp gỡ ông Trump. Hai bên đồng ý. Sau đó họ gặp nhau.");
	await desk.settle();
	const selected = () => {
		const [start, end] = desk.controller.selection ?? [0, 0];
		return desk.controller.article.slice(start, end);
	};
	desk.press("Shift+ArrowDown");
	assert.equal(selected(), "gặp gỡ");
	desk.press("Enter");
	assert.equal(desk.controller.event?.type, "Contact.Meet");
	desk.press("Shift+ArrowDown");
	assert.equal(selected(), "đồng ý");
	assert.equal(desk.controller.focusId, "");
	desk.press("Shift+ArrowDown");
	assert.equal(selected(), "gặp");
	desk.press("Shift+ArrowDown");
	assert.equal(selected(), "đồng ý");
	desk.press("Shift+ArrowUp");
	assert.equal(selected(), "gặp");
	desk.press("Minus");
	desk.press("Escape", "Shift+ArrowUp");
	assert.equal(selected(), "đồng ý");
});
