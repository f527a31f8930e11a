import assert from "node:assert/strict";
import { test } from "node:test";

import { countBefore } from "../src/shared/halving.js";

test("halving counts what walking would count, at both ends and with equals", () => {
	for (const sorted of [
		[],
		[1],
		[1, 1, 1],
		[1, 2, 2, 3, 5, 8],
		Array.from({ length: 99 }, (_, n) => n),
	])
		for (let limit = -1; limit < 101; limit += 1)
			assert.equal(
				countBefore(sorted, (item) => item < limit),
				sorted.filter((item) => item < limit).length,
			);
});
