import assert from "node:assert/strict";
import { test } from "node:test";

import { RecordIndex } from "../src/annotator/record_index.js";
import { inTextOrder, Records } from "../src/annotator/records.js";

/** @typedef {import("../src/annotator/types.js").AnyRecord} AnyRecord */
/** @typedef {import("../src/annotator/types.js").Edit} Edit */

/** Numbers that look random and are the same in every run. @param {number} seed */
function dice(seed) {
	let state = seed;
	return (/** @type {number} */ below) => {
		state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
		return Math.floor((state / 2 ** 32) * below);
	};
}

/** @param {(below: number) => number} roll @returns {AnyRecord} */
function anyRecord(roll) {
	const id = `r${roll(40)}`;
	const start = roll(5000);
	const end = start + 1 + roll(roll(4) ? 20 : 3000);
	if (roll(5) === 0) return { kind: "comment", id, target: `r${roll(40)}`, text: `${roll(9)}` };
	if (roll(3) === 0) {
		const roles = Array.from({ length: roll(3) }, () => ({ role: "Agent", ref: `r${roll(40)}` }));
		return {
			kind: "event",
			id,
			type: "Contact.Meet",
			trigger: [[start, end]],
			text: "",
			arguments: roles,
			attribution: roll(2) ? `r${roll(40)}` : "",
		};
	}
	/** @type {[number, number][]} */
	const extent = roll(4)
		? [[start, end]]
		: [
				[start, start + 1],
				[end + 3, end + 9],
			];
	return { kind: "mention", id, type: "PER", extent, head: [start, start + 1], text: "" };
}

/** @param {RecordIndex} index */
function plain(index) {
	const sets = (/** @type {Map<any, Set<any>>} */ map) =>
		[...map].map(([key, set]) => [`${key}`, [...set].map((r) => r.id).sort()]).sort();
	return {
		order: index.order.map((r) => r.id),
		kinds: sets(index.kinds.sets),
		blocks: sets(index.blocks.sets),
		reaches: sets(index.reaches.sets),
		users: sets(index.users.sets),
	};
}

const EMPTY = /** @type {any} */ ({ id: "d", records: [], corpus: [], state: "new" });

test("after any edits the index is the one that would be built from what is shown", () => {
	for (let seed = 1; seed <= 60; seed += 1) {
		const roll = dice(seed);
		const records = new Records(EMPTY);
		/** @type {Edit[]} */
		let waiting = [];
		for (let step = 0; step < 40; step += 1) {
			const made = anyRecord(roll);
			const after = roll(4) ? made : null;
			const edit = { scope: "d", id: made.id, before: records.get(made.id) ?? null, after };
			if (roll(2)) {
				waiting.push(edit);
				records.expect([edit]);
			} else {
				waiting = waiting.slice(roll(waiting.length + 1));
				records.settle([edit], waiting);
			}
		}

		assert.deepEqual(plain(records.index), plain(new RecordIndex(records.shown.values())));
	}
});

test("what is shown is what the disk has with the waiting edits laid over it", () => {
	for (let seed = 1; seed <= 60; seed += 1) {
		const roll = dice(seed);
		const records = new Records(EMPTY);
		/** @type {Map<string, AnyRecord>} */
		const disk = new Map([["#state", { kind: "state", id: "#state", state: "new" }]]);
		for (let step = 0; step < 40; step += 1) {
			const edits = [anyRecord(roll), anyRecord(roll)].map((made) => ({
				scope: "d",
				id: made.id,
				before: null,
				after: roll(3) ? made : null,
			}));
			const [saved, waits] = edits;
			if (saved.after) disk.set(saved.id, saved.after);
			else disk.delete(saved.id);
			const before = JSON.stringify([...records.shown].sort());
			const isSeen = records.settle([saved], [waits]);
			const expected = new Map(disk);
			if (waits.after) expected.set(waits.id, waits.after);
			else expected.delete(waits.id);

			const now = JSON.stringify([...records.shown].sort());
			assert.equal(now, JSON.stringify([...expected].sort()));
			if (!isSeen) assert.equal(now, before);
		}
	}
});

test("a stretch is touched by exactly the records that have a fragment in it", () => {
	const roll = dice(7);
	const records = new Records({
		...EMPTY,
		records: Array.from({ length: 400 }, (_, place) => ({ ...anyRecord(roll), id: `r${place}` })),
	});
	for (let count = 0; count < 200; count += 1) {
		const from = roll(6000);
		const to = from + 1 + roll(900);
		const found = records.touching(from, to).map((r) => r.id);
		const expected = records
			.spanned()
			.filter((r) =>
				(r.kind === "event" ? r.trigger : r.extent).some(([a, b]) => a < to && b > from),
			)
			.map((r) => r.id);

		assert.deepEqual(found, expected);
	}
	assert.deepEqual([...records.spanned()].sort(inTextOrder), records.spanned());
});
