import assert from "node:assert/strict";
import { test } from "node:test";

import { Codepoints } from "../src/shared/codepoints.js";

const HARD = [
	"",
	"Moskva",
	"ấ🙂b👨‍👩‍👧c",
	"🙂🙂",
	"a\u0301\u{1f1fb}\u{1f1f3}\u00a0\u200b",
	"&amp;<b>$x$",
];

test("every code point finds its unit and the way back", () => {
	for (const text of HARD) {
		const points = new Codepoints(text);
		const characters = [...text];
		assert.equal(points.length, characters.length);
		for (let point = 0; point <= characters.length; point += 1) {
			const unit = characters.slice(0, point).join("").length;
			assert.equal(points.toUnits(point), unit);
			assert.equal(points.toPoints(unit), point);
		}
	}
});

test("a slice by code points is the slice that Python takes", () => {
	for (const text of HARD) {
		const points = new Codepoints(text);
		const characters = [...text];
		for (let start = 0; start <= characters.length; start += 1)
			for (let end = start; end <= characters.length; end += 1)
				assert.equal(points.slice(start, end), characters.slice(start, end).join(""));
	}
});

test("half a character is no position", () => {
	assert.throws(() => new Codepoints("a🙂").toPoints(2), /inside the character at code point 1/);
});
