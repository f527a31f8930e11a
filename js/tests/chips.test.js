import assert from "node:assert/strict";
import { test } from "node:test";

import { keepInside, layOut } from "../src/annotator/chips.js";

test("a chip moves on over its own words where its neighbour needs the room", () => {
	const places = layOut([
		{ left: 0, right: 29, width: 38 },
		{ left: 29, right: 63, width: 22 },
	]);
	assert.deepEqual(places, [
		{ shift: 0, room: 38 },
		{ shift: 11, room: 22 },
	]);
});

test("where both cannot stand, the first is cut and the second is whole", () => {
	const places = layOut([
		{ left: 0, right: 29, width: 60 },
		{ left: 29, right: 52, width: 22 },
	]);
	assert.deepEqual(places[1], { shift: 15, room: 22 });
	assert.ok(places[0].room <= 29 + 15 - 2);
});

test("no chip reaches over the next one, however they crowd", () => {
	for (let seed = 1; seed < 200; seed += 1) {
		const boxes = [];
		for (let left = 0, n = 0; n < 8; n += 1) {
			const span = 12 + ((seed * 31 + n * 17) % 60);
			boxes.push({ left, right: left + span - 4, width: 15 + ((seed * 7 + n * 29) % 50) });
			left += span;
		}
		const places = layOut(boxes);
		for (let n = 1; n < boxes.length; n += 1) {
			const end =
				boxes[n - 1].left + places[n - 1].shift + Math.min(places[n - 1].room, boxes[n - 1].width);
			assert.ok(end <= boxes[n].left + places[n].shift, `${seed} ${n}`);
		}
	}
});

test("a name at the right edge comes back inside, and the one before it gives way", () => {
	const boxes = [
		{ left: 0, right: 40, width: 60 },
		{ left: 70, right: 100, width: 50 },
	];
	const places = layOut(boxes);
	keepInside(boxes, places, 105);
	assert.equal(boxes[1].left + places[1].shift + places[1].room, 105);
	assert.ok(places[0].shift + places[0].room < boxes[1].left + places[1].shift);
	const alone = layOut([{ left: 90, right: 100, width: 30 }]);
	keepInside([{ left: 90, right: 100, width: 30 }], alone, 100);
	assert.deepEqual(alone, [{ shift: -20, room: 30 }]);
	keepInside([], [], 100);
});
