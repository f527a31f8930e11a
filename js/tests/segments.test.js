import assert from "node:assert/strict";
import { test } from "node:test";

import { assignLanes, cutFlat } from "../src/annotator/segments.js";

/** @param {string} id @param {number} start @param {number} end @returns {import("../src/annotator/types.js").Mark} */
function mark(id, start, end) {
	return {
		id,
		start,
		end,
		kind: "mention",
		chip: "",
		colour: "",
		role: "",
		opens: true,
		closes: true,
		flagged: false,
	};
}

/** Numbers that look random and never change. @param {number} seed */
function* numbers(seed) {
	let state = seed;
	while (true) {
		state = (state * 1103515245 + 12345) % 2147483648;
		yield state;
	}
}

test("pieces partition the text and each knows exactly the marks over it", () => {
	const source = numbers(7);
	const next = (/** @type {number} */ n) => Number(source.next().value) % n;
	for (let round = 0; round < 200; round += 1) {
		const marks = Array.from({ length: next(8) }, (_, index) => {
			const start = next(40);
			return mark(String(index), start, start + 1 + next(12));
		});
		const pieces = cutFlat(0, 40, marks, [next(40)]);
		assert.equal(pieces[0].start, 0);
		assert.equal(pieces[pieces.length - 1].end, 40);
		for (const [index, piece] of pieces.entries()) {
			if (index > 0) assert.equal(piece.start, pieces[index - 1].end);
			for (let place = piece.start; place < piece.end; place += 1) {
				const over = marks.filter((m) => m.start <= place && place < m.end).map((m) => m.id);
				assert.deepEqual(piece.marks.map((m) => m.id).sort(), over.sort());
			}
		}
	}
});

test("the longest mark of a piece comes first", () => {
	const [, inner] = cutFlat(0, 10, [mark("in", 2, 4), mark("out", 0, 10)]);
	assert.deepEqual(
		inner.marks.map((m) => m.id),
		["out", "in"],
	);
});

test("marks that overlap never share a lane, and inner ones touch the text", () => {
	const marks = [mark("out", 0, 20), mark("in", 3, 6), mark("cross", 5, 12), mark("far", 15, 18)];
	const lanes = assignLanes(marks);
	for (const a of marks)
		for (const b of marks)
			if (a !== b && a.start < b.end && b.start < a.end)
				assert.notEqual(lanes.get(a), lanes.get(b), `${a.id} and ${b.id}`);
	assert.equal(lanes.get(marks[1]), 0);
	assert.equal(lanes.get(marks[3]), 0);
});
