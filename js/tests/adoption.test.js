import assert from "node:assert/strict";
import { test } from "node:test";

import { SEED_1, sitDown, spanOf } from "./desk.js";

/** @typedef {import("../src/annotator/types.js").AnyRecord} AnyRecord */
/** @typedef {import("../src/annotator/types.js").Spanned} Spanned */

/** @param {string} words @param {number} [nth] */
const at = (words, nth = 0) => spanOf(SEED_1, words, nth);

/** @type {Spanned[]} */
const THEIRS = [
	{
		kind: "mention",
		id: "b-telegraph",
		type: "ORG",
		level: "NAM",
		extent: [at("Tờ The Telegraph")],
		head: at("The Telegraph"),
		text: "Tờ The Telegraph",
		entity: "telegraph",
	},
	{
		kind: "mention",
		id: "b-officials",
		type: "PER",
		level: "NOM",
		extent: [at("các quan chức Mỹ")],
		text: "các quan chức Mỹ",
		entity: "officials",
	},
	{
		kind: "event",
		id: "b-says",
		type: "Contact.Statement",
		trigger: [at("đưa tin")],
		text: "đưa tin",
		realis: "ACTUAL",
		hopper: "report",
		attribution: "b-telegraph",
		arguments: [
			{ role: "Speaker", ref: "b-telegraph" },
			{ role: "Audience", ref: "b-officials" },
		],
	},
];

/** @type {AnyRecord[]} */
const CORPUS = [
	{ kind: "entity", id: "telegraph", type: "ORG", name: "The Telegraph" },
	{ kind: "entity", id: "officials", type: "PER", name: "các quan chức Mỹ", members: ["usa"] },
	{ kind: "entity", id: "usa", type: "GPE", name: "Mỹ" },
	{
		kind: "hopper",
		id: "report",
		type: "Contact.Statement",
		arguments: [{ role: "Speaker", ref: "telegraph" }],
	},
];

const suggested = { source: "a1", records: THEIRS, corpus: CORPUS };

/** @param {AnyRecord[]} [mine] */
function open(mine = []) {
	return sitDown(SEED_1, mine, { suggested });
}

/** @param {ReturnType<typeof open>} desk @returns {any[]} */
const shown = (desk) =>
	[...desk.controller.records.shown.values()].filter((r) => r.kind !== "state");

test("one key takes a suggested mention over, whole and under an id of one's own", async () => {
	const desk = open();
	await desk.settle();
	desk.press("KeyN", "Enter");
	const { id, provenance, ...rest } = shown(desk).find((r) => r.kind === "mention");
	const { id: theirId, ...their } = THEIRS[0];

	assert.deepEqual(rest, their);
	assert.notEqual(id, theirId);
	assert.deepEqual(provenance, { how: "suggestion", source: "a1" });
	assert.deepEqual(
		shown(desk)
			.filter((r) => r.kind === "entity")
			.map((r) => r.id),
		["telegraph"],
	);
});

test("a suggested event brings its fillers, their entities and its occurrence in one gesture", async () => {
	const desk = open();
	await desk.settle();
	desk.drag("đưa tin");
	desk.press("Enter");
	const event = shown(desk).find((r) => r.kind === "event");
	const fillers = event.arguments.map((/** @type {any} */ a) => [
		a.role,
		/** @type {any} */ (desk.controller.records.get(a.ref)).text,
	]);

	assert.deepEqual(fillers, [
		["Speaker", "Tờ The Telegraph"],
		["Audience", "các quan chức Mỹ"],
	]);
	assert.equal(event.attribution, event.arguments[0].ref);
	assert.deepEqual(
		shown(desk)
			.filter((r) => ["entity", "hopper"].includes(r.kind))
			.map((r) => r.id)
			.sort(),
		["officials", "report", "telegraph", "usa"],
	);
	assert.equal(desk.sent.filter((m) => m.kind === "op").length, 1);
});

test("what one has already is used and stays as it is", async () => {
	const own = /** @type {Spanned} */ ({ ...THEIRS[0], id: "m-own", entity: "paper" });
	/** @type {AnyRecord} */
	const known = { kind: "entity", id: "officials", type: "PER", name: "của tôi" };
	const desk = open([own, known, { kind: "entity", id: "paper", type: "ORG" }]);
	await desk.settle();
	desk.drag("đưa tin");
	desk.press("Enter");
	const event = shown(desk).find((r) => r.kind === "event");

	assert.equal(event.arguments[0].ref, "m-own");
	assert.deepEqual(desk.controller.records.get("m-own"), own);
	assert.deepEqual(desk.controller.records.get("officials"), known);
});

test("Shift+Enter takes every suggestion of that type, and one undo names them all", async () => {
	const second = /** @type {Spanned} */ ({
		...THEIRS[1],
		id: "b-2",
		extent: [at("Thủ tướng Anh Keir Starmer")],
		text: "",
	});
	const desk = sitDown(SEED_1, [], {
		suggested: { ...suggested, records: [...THEIRS, second] },
	});
	await desk.settle();
	desk.drag("các quan chức Mỹ");
	desk.press("Shift+Enter");

	assert.equal(shown(desk).filter((r) => r.type === "PER" && r.kind === "mention").length, 2);
	assert.equal(desk.sent.filter((m) => m.kind === "op").length, 1);
});

test("a rejected suggestion is not offered again, and changes nothing", async () => {
	const desk = open();
	await desk.settle();
	desk.press("KeyN", "Minus");
	const here = desk.controller.selection?.join();
	for (let count = 0; count < desk.controller.candidates.length; count += 1) {
		desk.press("KeyN");
		assert.notEqual(desk.controller.selection?.join(), at("Tờ The Telegraph").join());
	}

	assert.notEqual(here, at("Tờ The Telegraph").join());
	assert.deepEqual(shown(desk), []);
});

test("what a string was labelled before is suggested with its share", async () => {
	const desk = sitDown(SEED_1);
	await desk.settle();
	for (const [nth, key] of [
		[0, "Digit3"],
		[1, "Digit3"],
		[2, "Digit4"],
	]) {
		desk.drag("Ukraine", /** @type {number} */ (nth));
		desk.press(/** @type {string} */ (key));
	}
	desk.drag("Ukraine", 3);

	assert.equal(desk.controller.candidate?.suggestion?.score, 1 / 3);
});
