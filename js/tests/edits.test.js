import assert from "node:assert/strict";
import { test } from "node:test";

import * as edits from "../src/annotator/edits.js";
import * as eventEdits from "../src/annotator/event_edits.js";
import { CORPUS } from "../src/annotator/records.js";
import { fillersFor } from "../src/annotator/role_guess.js";
import { SCHEMA, SEED_1, sitDown, spanOf } from "./desk.js";

/** @typedef {import("../src/annotator/types.js").Event} Event */
/** @typedef {import("../src/annotator/types.js").Mention} Mention */

/** @param {string} code */
const labelOf = (code) => /** @type {any} */ (SCHEMA.labels.find((l) => l.code === code));

/** @param {string} id @param {string} words @param {Partial<Mention>} [fields] @returns {Mention} */
function mention(id, words, fields = {}) {
	return {
		kind: "mention",
		id,
		type: "PER",
		extent: [spanOf(SEED_1, words)],
		text: words,
		...fields,
	};
}

/** @param {string} id @param {string} words @param {Partial<Event>} [fields] @returns {Event} */
function event(id, words, fields = {}) {
	return {
		kind: "event",
		id,
		type: "Contact.Statement",
		trigger: [spanOf(SEED_1, words)],
		text: words,
		...fields,
	};
}

test("a boundary moves by one syllable, keeps the id, and events keep the mention", () => {
	const starmer = mention("m1", "Anh Keir Starmer", { head: spanOf(SEED_1, "Keir Starmer") });
	const said = event("v1", "đưa tin", { arguments: [{ role: "Speaker", ref: "m1" }] });
	const { desk } = sitDown(SEED_1, [starmer, said]).controller;
	const [moved, ...more] = edits.moveBoundary(desk, starmer, "start", -1);
	const after = /** @type {Mention} */ (moved.after);
	assert.equal(after.text, "tướng Anh Keir Starmer");
	assert.deepEqual([after.id, after.head, more.length], ["m1", starmer.head, 0]);
	const [shorter] = edits.moveBoundary(desk, starmer, "end", -1);
	const cut = /** @type {Mention} */ (shorter.after);
	assert.equal(cut.text, "Anh Keir");
	assert.equal(desk.article.slice(...(cut.head ?? [0, 0])), "Keir");
});

test("a boundary never empties a record nor leaves the text", () => {
	const first = mention("m1", "Tờ");
	const { desk } = sitDown(SEED_1, [first]).controller;
	assert.deepEqual(edits.moveBoundary(desk, first, "end", -1), []);
	assert.deepEqual(edits.moveBoundary(desk, first, "start", 1), []);
	assert.deepEqual(edits.moveBoundary(desk, first, "start", -1), []);
});

test("deleting a mention takes its roles and remarks along, in one gesture", () => {
	const starmer = mention("m1", "Keir Starmer");
	const said = event("v1", "đưa tin", {
		arguments: [{ role: "Speaker", ref: "m1" }],
		attribution: "m1",
	});
	/** @type {import("../src/annotator/types.js").Comment} */
	const doubt = { kind: "comment", id: "c1", target: "m1", text: "?", flag: false };
	const { desk } = sitDown(SEED_1, [starmer, said, doubt]).controller;
	const gesture = edits.removeRecord(desk, starmer);
	assert.deepEqual(
		gesture.map((e) => [e.id, e.after === null]),
		[
			["v1", false],
			["c1", true],
			["m1", true],
		],
	);
	const after = /** @type {Event} */ (gesture[0].after);
	assert.deepEqual([after.arguments, after.attribution], [[], ""]);
});

test("turning a mention into a time makes a new record that events follow", () => {
	const day = mention("m1", "ngày 26-4");
	const said = event("v1", "đưa tin", { arguments: [{ role: "Time", ref: "m1" }] });
	const { desk } = sitDown(SEED_1, [day, said]).controller;
	const gesture = edits.relabel(desk, day, labelOf("TIME"));
	const time = gesture[0].after;
	assert.equal(time?.kind, "time");
	assert.equal(time?.id.startsWith("t-"), true);
	assert.deepEqual(/** @type {Event} */ (gesture[1].after).arguments, [
		{ role: "Time", ref: time?.id },
	]);
	assert.deepEqual([gesture[2].id, gesture[2].after], ["m1", null]);
});

test("labelling all occurrences skips what is labelled and says where the rest came from", () => {
	const { desk } = sitDown(SEED_1, [mention("m1", "Ukraine", { type: "GPE" })]).controller;
	const gesture = edits.labelOccurrences(desk, spanOf(SEED_1, "Ukraine"), labelOf("GPE"));
	assert.equal(gesture.length, SEED_1.split("Ukraine").length - 2);
	for (const { after } of gesture)
		assert.deepEqual(/** @type {Mention} */ (after).provenance, {
			how: "propagated",
			source: "m1",
		});
});

test("an occurrence is whole words, never a part of a longer one", () => {
	const text = "Nga và Ngan, Nga.";
	const { article } = sitDown(text).controller;
	assert.deepEqual(article.occurrences(0, 3), [
		[0, 3],
		[13, 16],
	]);
});

test("a name called exactly like one entity is linked to it, and to none of two", () => {
	/** @type {import("../src/annotator/types.js").Entity} */
	const ukraine = { kind: "entity", id: "ukraine", type: "GPE", name: "Ukraine" };
	const span = spanOf(SEED_1, "Ukraine");
	const one = sitDown(SEED_1, [ukraine]).controller.desk;
	const both = sitDown(SEED_1, [ukraine, { ...ukraine, id: "ukraine-2" }]).controller.desk;
	const linked = edits.newMention(one, [span], labelOf("GPE"));
	const open = edits.newMention(both, [span], labelOf("GPE"));
	assert.equal(/** @type {Mention} */ (linked).entity, "ukraine");
	assert.equal(/** @type {Mention} */ (open).entity, undefined);
});

test("the first link between two mentions makes an entity with a readable id", () => {
	const name = mention("m1", "Keir Starmer", { level: "NAM" });
	const other = mention("m2", "ông Starmer", { level: "NOM" });
	const { desk } = sitDown(SEED_1, [name, other]).controller;
	const gesture = eventEdits.sameEntity(desk, other, name);
	assert.deepEqual(
		gesture.map((e) => [e.scope, e.id]),
		[
			[CORPUS, "keir-starmer"],
			["doc", "m1"],
			["doc", "m2"],
		],
	);
	assert.equal(/** @type {Mention} */ (gesture[2].after).entity, "keir-starmer");
});

test("readable ids are ASCII, never empty, never taken twice", () => {
	assert.equal(
		eventEdits.readableId("Điện Kremlin", () => false),
		"dien-kremlin",
	);
	assert.equal(
		eventEdits.readableId("“…”", () => false),
		"entity",
	);
	const taken = new Set(["anh", "anh-2"]);
	assert.equal(
		eventEdits.readableId("Anh", (id) => taken.has(id)),
		"anh-3",
	);
});

test("a role takes only fillers that the schema allows", () => {
	const said = event("v1", "đưa tin");
	const name = mention("m1", "Keir Starmer");
	const day = mention("m2", "ngày 26-4", { type: "NUM" });
	const { desk } = sitDown(SEED_1, [said, name, day]).controller;
	const [speaker] = SCHEMA.events[0].roles;
	assert.deepEqual(
		fillersFor(desk, said, SCHEMA.events[0], speaker).map((r) => r.id),
		["m1"],
	);
	assert.equal(eventEdits.mayFill(SCHEMA.events[2].roles[0], said), true);
	assert.equal(eventEdits.mayFill(speaker, said), false);
	assert.equal(eventEdits.mayFill(speaker, day), false);
	const time = /** @type {const} */ ({ ...day, kind: "time", type: "TIME" });
	assert.equal(eventEdits.mayFill(speaker, time), false);
	assert.equal(eventEdits.mayFill(SCHEMA.events[0].roles[3], time), true);
});

test("words that are no mention become one in the gesture that fills the role", () => {
	const said = event("v1", "đưa tin");
	const { desk } = sitDown(SEED_1, [said]).controller;
	const [speaker] = SCHEMA.events[0].roles;
	const guess = { kind: /** @type {const} */ ("mention"), type: "ORG", source: "" };
	const span = spanOf(SEED_1, "The Telegraph");
	const [made, filled] = eventEdits.addArgumentAt(desk, said, speaker, span, guess);
	assert.equal(/** @type {Mention} */ (made.after).type, "ORG");
	assert.deepEqual(/** @type {Event} */ (filled.after).arguments, [
		{ role: "Speaker", ref: made.id },
	]);
});

test("another event type keeps the roles it has and drops the others", () => {
	const said = event("v1", "đưa tin", { arguments: [{ role: "Speaker", ref: "m1" }] });
	const { desk } = sitDown(SEED_1, [said]).controller;
	const [edit] = eventEdits.retype(desk, said, SCHEMA.events[1]);
	assert.deepEqual(/** @type {Event} */ (edit.after).arguments, []);
	assert.deepEqual(edit.before, said);
});

test("two tellings of one occurrence share a hopper made for them", () => {
	const first = event("v1", "đưa tin");
	const second = event("v2", "tuyên bố");
	const { desk } = sitDown(SEED_1, [first, second]).controller;
	const gesture = eventEdits.sameOccurrence(desk, second, first);
	assert.equal(gesture[0].scope, CORPUS);
	const hoppers = gesture.slice(1).map((e) => /** @type {Event} */ (e.after).hopper);
	assert.deepEqual(hoppers, [gesture[0].id, gesture[0].id]);
});

test("attributes go to their own field, to a flag, or among the schema's attributes", () => {
	const said = event("v1", "đưa tin");
	const name = mention("m1", "Keir Starmer");
	const { desk } = sitDown(SEED_1, [said, name]).controller;
	const [realis] = edits.setAttribute(desk, said, "realis", "OTHER");
	const [extra] = edits.setAttribute(desk, said, "certainty", "low");
	const [flag] = edits.setAttribute(desk, name, "specific", "false");
	assert.equal(/** @type {Event} */ (realis.after).realis, "OTHER");
	assert.deepEqual(/** @type {Event} */ (extra.after).attributes, { certainty: "low" });
	assert.equal(/** @type {Mention} */ (flag.after).specific, false);
	assert.deepEqual(edits.setAttribute(desk, name, "specific", "true").length, 1);
});
