import assert from "node:assert/strict";
import { test } from "node:test";

import { JSDOM } from "jsdom";

import { replaceChanged } from "../src/annotator/dom.js";

const { document } = new JSDOM("<p></p>").window;

/** @param {string} words */
const pieces = (words) =>
	[...words].map((letter) => {
		const node = document.createElement("span");
		node.textContent = letter;
		return node;
	});

test("whatever stood there, the new children stand there, and equal ones at both ends are the old", () => {
	const words = ["", "a", "ab", "abc", "abxbc", "xbc", "aa", "aaa", "abcabc", "cab", "bbb"];
	for (const before of words)
		for (const after of words) {
			const host = document.createElement("p");
			host.append(...pieces(before));
			const old = [...host.children];
			replaceChanged(host, pieces(after));
			assert.equal(host.textContent, after, `${before} -> ${after}`);
			let head = 0;
			while (head < Math.min(before.length, after.length) && before[head] === after[head])
				head += 1;
			assert.deepEqual(
				[...host.children].slice(0, head),
				old.slice(0, head),
				`${before} -> ${after}`,
			);
		}
});

test("what lies between two equal ends is all that is touched", () => {
	const host = document.createElement("p");
	host.append(...pieces("abcde"));
	const [a, b, , d, e] = host.children;
	replaceChanged(host, pieces("abxyde"));
	assert.equal(host.textContent, "abxyde");
	const [...now] = host.children;
	assert.deepEqual([now[0], now[1], now[4], now[5]], [a, b, d, e]);
});
