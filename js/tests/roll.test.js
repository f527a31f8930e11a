import assert from "node:assert/strict";
import { test } from "node:test";

import { JSDOM } from "jsdom";

import { cutBlocks, Roll } from "../src/annotator/roll.js";

/** @typedef {import("../src/annotator/types.js").Span} Span */
/** @typedef {import("../src/annotator/roll.js").Block} Block */

const { window } = new JSDOM("<div id=frame><div id=host></div></div>");
Object.assign(globalThis, { document: window.document });

/** @param {number} count @returns {Span[]} */
const lines = (count) => Array.from({ length: count }, (_, place) => [place * 10, place * 10 + 9]);

/** Blocks that show their parts only when a test says that they are near. */
class Watch {
	/** @type {Watch | undefined} */
	static now;
	/** @param {(entries: any[]) => void} turn */
	constructor(turn) {
		this.turn = turn;
		/** @type {Set<Element>} */
		this.watched = new Set();
		Watch.now = this;
	}

	/** @param {Element} node */
	observe(node) {
		this.watched.add(node);
	}

	/** @param {Element} node */
	unobserve(node) {
		this.watched.delete(node);
	}

	disconnect() {
		this.watched.clear();
	}

	/** @param {Element} target @param {boolean} isIntersecting */
	say(target, isIntersecting) {
		this.turn([{ target, isIntersecting }]);
	}
}

/** @param {number} count */
function openRoll(count) {
	const host = /** @type {HTMLElement} */ (window.document.getElementById("host"));
	const frame = /** @type {HTMLElement} */ (window.document.getElementById("frame"));
	/** @type {Map<HTMLElement, readonly Span[]>} */
	const shown = new Map();
	const roll = new Roll(host, frame, {
		onOpen: (node, part) => shown.set(node, part),
		onClose: (node) => shown.delete(node),
		onTurn: () => {},
	});
	roll.load(lines(count));
	return { roll, shown, host };
}

test("blocks hold every line once and in order, however many there are", () => {
	for (const count of [0, 1, 4, 5, 97, 2400, 60_000]) {
		/** @param {readonly Block[]} parts @returns {Span[]} */
		const leaves = (parts) =>
			parts.flatMap((part) => (part.parts.length > 0 ? leaves(part.parts) : [...part.lines]));
		const blocks = cutBlocks(lines(count));

		assert.deepEqual(leaves(blocks), lines(count));
		assert.ok(blocks.length <= 24);
	}
});

test("a host that cannot watch shows all lines", () => {
	const { shown } = openRoll(333);

	assert.deepEqual([...shown.values()].flat(), lines(333));
});

test("a book has no more nodes than a page, and its end can be turned to", (t) => {
	Object.assign(globalThis, { IntersectionObserver: Watch });
	t.after(() => Reflect.deleteProperty(globalThis, "IntersectionObserver"));
	const { roll, shown, host } = openRoll(60_000);
	assert.deepEqual([...shown.values()].flat(), lines(4));
	const node = roll.reveal(599_985);

	assert.deepEqual(shown.get(/** @type {HTMLElement} */ (node)), lines(60_000).slice(-4));
	assert.ok(host.querySelectorAll("*").length < 250);
});

test("what leaves the window is emptied, with all that lay in it, and comes back", (t) => {
	Object.assign(globalThis, { IntersectionObserver: Watch });
	t.after(() => Reflect.deleteProperty(globalThis, "IntersectionObserver"));
	const { shown, host } = openRoll(1200);
	const first = /** @type {Element} */ (host.firstElementChild);
	const watched = Watch.now?.watched.size;
	Watch.now?.say(first, false);
	assert.equal(shown.size, 0);
	assert.equal(first.childElementCount, 0);
	assert.equal(Watch.now?.watched.size, host.childElementCount);
	Watch.now?.say(first, true);
	Watch.now?.say(/** @type {Element} */ (first.firstElementChild), true);

	assert.deepEqual([...shown.values()].flat(), lines(4));
	assert.equal(Watch.now?.watched.size, watched);
});
