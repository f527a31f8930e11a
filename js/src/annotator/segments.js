// How overlapping marks become flat pieces of text. No DOM.

/** @typedef {import("./types.js").Mark} Mark */
/** @typedef {import("./types.js").Segment} Segment */

/**
 * Cut a stretch of text wherever a mark begins or ends.
 * @param {number} start
 * @param {number} end
 * @param {readonly Mark[]} marks
 * @param {readonly number[]} [cuts] further places to cut at
 * @returns {Segment[]} in order, without gaps; each lists its marks, the longest first
 */
export function cutFlat(start, end, marks, cuts = []) {
	const inside = marks.filter((mark) => mark.start < end && mark.end > start);
	inside.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
	const borders = new Set([start, end]);
	for (const mark of inside) borders.add(Math.max(start, mark.start)).add(Math.min(end, mark.end));
	for (const cut of cuts) if (start < cut && cut < end) borders.add(cut);
	const ordered = [...borders].sort((a, b) => a - b);
	return ordered.slice(0, -1).map((from, index) => ({
		start: from,
		end: ordered[index + 1],
		marks: inside.filter((mark) => mark.start <= from && mark.end > from),
	}));
}

/**
 * Give overlapping marks lanes of their own, inner marks nearest to the text.
 * @param {readonly Mark[]} marks
 * @returns {Map<Mark, number>} lane 0 touches the text
 */
export function assignLanes(marks) {
	const inwards = [...marks].sort(
		(a, b) => a.end - a.start - (b.end - b.start) || a.start - b.start,
	);
	/** @type {Map<Mark, number>} */
	const lanes = new Map();
	for (const mark of inwards) {
		const taken = new Set();
		for (const [other, lane] of lanes)
			if (other.start < mark.end && mark.start < other.end) taken.add(lane);
		let lane = 0;
		while (taken.has(lane)) lane += 1;
		lanes.set(mark, lane);
	}
	return lanes;
}
