// What the kernel remembers of other documents: when it is asked, and what the answer changes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Controller } from "../src/annotator/controller.js";
import { Memory } from "../src/annotator/memory.js";
import { Records } from "../src/annotator/records.js";
import { openText, SCHEMA, sitDown, spanOf } from "./desk.js";

const TEXT = "Ông ấy nói rằng đoàn đàm phán sẽ tới Kyiv. Trong khi đó đoàn đàm phán chờ ở nhà.";
const TEAM = /** @type {const} */ ({
	words: "đoàn đàm phán",
	kind: "mention",
	type: "ORG",
	count: 3,
	of: 4,
});

/** @param {ReturnType<typeof sitDown>} desk @param {string} document @param {boolean} complete @param {import("../src/annotator/types.js").Remembered[]} remembered */
const answer = (desk, document, complete, remembered = []) =>
	desk.wire.receive({ kind: "remembered", session: "s1", document, complete, remembered });

/** @param {ReturnType<typeof sitDown>} desk */
const asked = (desk) => desk.sent.filter((m) => m.kind === "remember").map((m) => m.document);

test("the kernel is asked once the page is welcome, again until it is done, and then no more", async () => {
	const desk = sitDown(TEXT);
	assert.deepEqual(asked(desk), []);
	await desk.settle();
	assert.deepEqual(asked(desk), ["doc"]);
	answer(desk, "doc", false);
	answer(desk, "doc", false);
	assert.deepEqual(asked(desk), ["doc", "doc", "doc"]);
	answer(desk, "doc", true, [TEAM]);
	answer(desk, "doc", false);
	assert.deepEqual(asked(desk), ["doc", "doc", "doc"]);
});

test("a document that is turned to is asked about, and an answer about the last one is dropped", async () => {
	const desk = sitDown(TEXT);
	await desk.settle();
	const opened = { ...openText(TEXT), id: "next" };
	desk.wire.receive({ kind: "opened", session: "s1", opened });
	assert.deepEqual(asked(desk), ["doc", "next"]);
	answer(desk, "doc", false);
	answer(desk, "doc", true, [TEAM]);
	assert.equal(desk.controller.memory.known.get(TEAM.words), undefined);
	assert.deepEqual(asked(desk), ["doc", "next"]);
	answer(desk, "next", true, [TEAM]);
	assert.equal(desk.controller.memory.known.get(TEAM.words)?.type, "ORG");
});

test("remembered words are stops with their type, and Enter takes it with source and share", async () => {
	const desk = sitDown(TEXT);
	await desk.settle();
	const span = spanOf(TEXT, TEAM.words);
	assert.ok(!desk.controller.candidates.some((c) => `${[c.start, c.end]}` === `${span}`));
	answer(desk, "doc", true, [TEAM]);
	for (const _ of desk.controller.candidates)
		if (`${desk.controller.selection}` !== `${span}`) desk.press("KeyN");
	assert.deepEqual(desk.controller.selection, span);
	assert.deepEqual(desk.controller.candidate?.suggestion, {
		kind: "mention",
		type: "ORG",
		source: "memory",
		score: 0.75,
	});
	desk.press("Enter");
	const [made] = desk.controller.records.spanned();
	assert.deepEqual(
		[made.text, made.type, made.provenance],
		[TEAM.words, "ORG", { how: "suggestion", source: "memory", score: 0.75 }],
	);
	assert.equal(desk.controller.candidates.filter((c) => !desk.controller.isOpen(c)).length, 1);
});

test("an answer moves no selection, and paints only where it says something of it", async () => {
	for (const [words, count] of /** @type {const} */ ([
		["Trong khi", 0],
		[TEAM.words, 1],
	])) {
		const desk = sitDown(TEXT);
		await desk.settle();
		desk.drag(words);
		const { selection } = desk.controller;
		let painted = 0;
		desk.controller.onChange = () => {
			painted += 1;
		};
		answer(desk, "doc", true, [TEAM]);
		assert.equal(painted, count, words);
		assert.deepEqual(desk.controller.selection, selection);
	}
});

test("a label of the open document counts more than others, and others more than the schema", () => {
	const schema = structuredClone(SCHEMA);
	schema.labels[0].examples = [
		{ seed: "s", text: "Kyiv" },
		{ seed: "s", text: "Minsk" },
	];
	const own = /** @type {const} */ ({
		kind: "mention",
		id: "m-1",
		type: "LOC",
		extent: [spanOf(TEXT, TEAM.words)],
		text: TEAM.words,
	});
	const records = new Records(openText(TEXT, [/** @type {any} */ (own)]));
	const memory = new Memory(schema, records);
	memory.recall([TEAM, { ...TEAM, words: "Kyiv", type: "GPE" }]);
	assert.deepEqual(
		[TEAM.words, "Kyiv", "Minsk"].map((words) => memory.known.get(words)?.type),
		["LOC", "GPE", "PER"],
	);
	memory.learn(/** @type {any} */ ({ ...own, id: "m-2", text: "Kyiv" }));
	assert.equal(memory.known.get("Kyiv")?.source, "m-2");
});

test("an answer has a long article searched when somebody wants to know, not at once", async () => {
	const desk = sitDown(TEXT);
	await desk.settle();
	answer(desk, "doc", true, [TEAM]);
	assert.equal(desk.controller.found, null);
	const span = spanOf(TEXT, TEAM.words, 1);
	assert.ok(desk.controller.candidates.some((c) => `${[c.start, c.end]}` === `${span}`));
});

test("a type that the schema no longer has is not suggested", async () => {
	const desk = sitDown(TEXT);
	await desk.settle();
	const old = /** @type {const} */ ({ ...TEAM, kind: "event", type: "Contact.Telegram" });
	answer(desk, "doc", true, [old, { ...TEAM, words: "tới Kyiv", type: "GPE" }]);
	assert.equal(desk.controller.memory.known.get(TEAM.words), undefined);
	assert.equal(desk.controller.memory.known.get("tới Kyiv")?.type, "GPE");
});

test("the rest of a sitting knows it too: it is kept when one turns the page", () => {
	const desk = sitDown(TEXT);
	assert.ok(desk.controller instanceof Controller);
	desk.controller.memory.recall([TEAM]);
	desk.controller.load({ ...openText(TEXT), id: "next" });
	const span = spanOf(TEXT, TEAM.words, 1);
	assert.ok(desk.controller.candidates.some((c) => `${[c.start, c.end]}` === `${span}`));
});
