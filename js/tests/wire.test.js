import assert from "node:assert/strict";
import { test } from "node:test";

import { Outbox } from "../src/annotator/outbox.js";
import { LATE_AFTER, SILENT_AFTER, Wire } from "../src/annotator/wire.js";
import { MemoryShelf } from "./desk.js";

/** @typedef {import("../src/annotator/types.js").KernelMessage} KernelMessage */

const EDIT = { scope: "doc", id: "m1", before: null, after: null };

/** @param {MemoryShelf} [shelf] @param {string} [session] */
function connect(shelf = new MemoryShelf(), session = "s1") {
	/** @type {any[]} */
	const sent = [];
	/** @type {KernelMessage[]} */
	const news = [];
	/** @type {string[]} */
	const refused = [];
	const clock = { now: 1000 };
	const wire = new Wire({
		send: (message) => sent.push(message),
		outbox: new Outbox(shelf, "a1:text", session),
		session,
		now: () => clock.now,
		position: () => ({ document: "doc", revisions: { doc: "r0" } }),
		onNews: (message) => news.push(message),
		onRefusal: (refusal) => refused.push(refusal.reason),
		onHealth: () => undefined,
	});
	wire.hello();
	const pass = (/** @type {number} */ milliseconds) => {
		clock.now += milliseconds;
		wire.tick(clock.now);
	};
	/** @param {Partial<KernelMessage>} message */
	const hear = (message) => wire.receive(/** @type {any} */ ({ session, ...message }));
	return { wire, sent, news, refused, pass, hear, shelf };
}

test("before the kernel has said welcome nothing may be edited", () => {
	const { wire, sent, hear } = connect();
	assert.equal(wire.commit("doc", [EDIT]), false);
	assert.equal(sent.length, 1);
	hear({ kind: "welcome" });
	assert.equal(wire.commit("doc", [EDIT]), true);
});

test("it is saved when the kernel has acknowledged, not before", () => {
	const { wire, hear } = connect();
	hear({ kind: "welcome" });
	wire.commit("doc", [EDIT]);
	assert.equal(wire.health, "saving");
	hear({ kind: "patch", changes: [] });
	assert.equal(wire.health, "saving");
	hear({ kind: "ack", seq: 1, author: "s1" });
	assert.equal(wire.health, "saved");
});

test("numbers count edits, so that each edit of a gesture has its own name", () => {
	const { wire, sent, hear } = connect();
	hear({ kind: "welcome" });
	wire.commit("doc", [EDIT, EDIT, EDIT]);
	wire.commit("doc", [EDIT]);
	assert.deepEqual(
		sent.slice(1).map((m) => m.seq),
		[1, 4],
	);
});

test("unanswered for three seconds is late, closes the desk, and an answer opens it again", () => {
	const { wire, pass, hear } = connect();
	hear({ kind: "welcome" });
	wire.commit("doc", [EDIT]);
	pass(LATE_AFTER);
	assert.deepEqual([wire.health, wire.open], ["late", false]);
	assert.equal(wire.commit("doc", [EDIT]), false);
	hear({ kind: "ack", seq: 1, author: "s1" });
	assert.deepEqual([wire.health, wire.open], ["saved", true]);
});

test("a kernel that answers nothing at all is gone, though nothing waits", () => {
	const { wire, pass, hear } = connect();
	hear({ kind: "welcome" });
	for (let step = 0; step < 20; step += 1) pass(SILENT_AFTER / 6);
	assert.equal(wire.health, "gone");
	assert.equal(wire.open, false);
	hear({ kind: "beat" });
	assert.equal(wire.health, "saved");
});

test("a late operation is sent again under the same number", () => {
	const { wire, sent, pass, hear } = connect();
	hear({ kind: "welcome" });
	wire.commit("doc", [EDIT]);
	for (let step = 0; step < 12; step += 1) pass(500);
	const ops = sent.filter((m) => m.kind === "op");
	assert.equal(ops.length, 2);
	assert.equal(ops[0].seq, ops[1].seq);
});

test("a refusal is told and takes the operation out of the outbox", () => {
	const { wire, refused, hear, shelf } = connect();
	hear({ kind: "welcome" });
	wire.commit("doc", [EDIT]);
	assert.equal(shelf.length, 1);
	hear({ kind: "nack", seq: 1, author: "s1", reason: "no" });
	assert.deepEqual(refused, ["no"]);
	assert.deepEqual([wire.health, shelf.length], ["saved", 0]);
});

test("a disk that refuses for now keeps the operation, says why, and is asked again", () => {
	const { wire, sent, refused, hear, pass, shelf } = connect();
	hear({ kind: "welcome" });
	wire.commit("doc", [EDIT]);
	hear({ kind: "nack", seq: 1, author: "s1", reason: "disk full", again: true });
	assert.deepEqual([wire.health, wire.trouble, wire.open], ["late", "disk full", false]);
	assert.deepEqual([refused.length, shelf.length], [0, 1]);
	for (let step = 0; step < 12; step += 1) pass(500);
	assert.equal(sent.filter((m) => m.kind === "op").length, 2);
	hear({ kind: "ack", seq: 1, author: "s1" });
	assert.deepEqual([wire.health, wire.trouble, shelf.length], ["saved", "", 0]);
});

test("what a dead view left behind is delivered under its own name, once", () => {
	const shelf = new MemoryShelf();
	const dead = connect(shelf, "dead");
	dead.hear({ kind: "welcome" });
	dead.wire.commit("doc", [EDIT, EDIT]);
	dead.wire.commit("doc", [EDIT]);
	const next = connect(shelf, "next");
	next.hear({ kind: "welcome" });
	const replayed = next.sent.filter((m) => m.kind === "op");
	assert.deepEqual(
		replayed.map((m) => [m.from, m.session, m.seq]),
		[
			["next", "dead", 1],
			["next", "dead", 3],
		],
	);
	assert.equal(next.wire.health, "saving");
	next.hear({ kind: "ack", seq: 1, author: "dead" });
	assert.equal(shelf.length, 1);
	next.hear({ kind: "ack", seq: 3, author: "dead" });
	assert.deepEqual([next.wire.health, shelf.length], ["saved", 0]);
});

test("messages for another view are not for us", () => {
	const { wire, news } = connect();
	wire.receive({ kind: "welcome", session: "other" });
	assert.deepEqual([wire.open, news.length], [false, 0]);
});

test("a gesture too large for one message is refused before it is sent", () => {
	const { wire, sent, refused, hear } = connect();
	hear({ kind: "welcome" });
	const huge = { ...EDIT, id: "x".repeat(3 * 1024 * 1024) };
	assert.equal(wire.commit("doc", [huge]), false);
	assert.deepEqual([refused, sent.length], [["too-large"], 1]);
});

test("a full shelf or a broken entry never stops an edit", () => {
	const shelf = new MemoryShelf();
	shelf.setItem = () => {
		throw new Error("full");
	};
	shelf.kept.set("ghinhan:outbox:a1:text:old", "{not json");
	const { wire, sent, hear } = connect(shelf);
	hear({ kind: "welcome" });
	assert.equal(wire.commit("doc", [EDIT]), true);
	assert.equal(sent.filter((m) => m.kind === "op").length, 1);
});

test("a view that no kernel ever answers says after a while what to do", () => {
	const { wire, sent, pass, hear } = connect();
	assert.equal(wire.health, "connecting");
	for (let count = 0; count < 14; count += 1) pass(500);
	assert.equal(wire.health, "gone");
	assert.equal(sent.filter((m) => m.kind === "hello").length, 3);
	hear({ kind: "welcome" });
	assert.equal(wire.health, "saved");
	assert.equal(wire.open, true);
});

test("an edit sent again says what the view has been told, for the answer may have been lost", () => {
	const { wire, sent, pass, hear } = connect();
	hear({ kind: "welcome" });
	wire.commit("doc", [EDIT]);
	for (let count = 0; count < 11; count += 1) pass(500);
	const ops = sent.filter((m) => m.kind === "op");
	assert.equal(ops.length, 2);
	assert.equal(ops[0].revisions, undefined);
	assert.deepEqual(ops[1].revisions, { doc: "r0" });
	assert.equal(ops[1].seq, ops[0].seq);
});

test("a page that was asked for is asked for again when its answer was lost", () => {
	const { wire, sent, pass, hear } = connect();
	hear({ kind: "welcome" });
	wire.page("other");
	pass(2500);
	hear({ kind: "beat" });
	assert.equal(wire.open, false);
	pass(2600);
	assert.equal(sent.filter((m) => m.kind === "open" && m.document === "other").length, 2);
	hear({ kind: "opened" });
	assert.equal(wire.open, true);
});

test("a document that cannot be opened is told with its reason, and work goes on", () => {
	const { wire, refused, hear } = connect();
	hear({ kind: "welcome" });
	wire.page("gone");
	hear({ kind: "nack", seq: 0, reason: "there is no document 'gone'" });
	assert.deepEqual(refused, ["there is no document 'gone'"]);
	assert.equal(wire.open, true);
	hear({ kind: "nack", seq: 0, reason: "a beat the disk did not answer" });
	assert.equal(refused.length, 1);
});

test("what is asked on hearing of a kernel that was taken for gone goes out", () => {
	const { wire, sent, pass, hear } = connect();
	pass(7000);
	assert.equal(wire.health, "gone");
	wire.onNews = () => wire.ask({ kind: "remember", document: "doc" });
	hear({ kind: "welcome" });
	assert.equal(sent.at(-1).kind, "remember");
});
