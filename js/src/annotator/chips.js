// Where the names above marked words stand, so that no name covers its neighbour's.

/** @typedef {{left: number, right: number, width: number}} ChipBox edges of the words, width of the name */
/** @typedef {{shift: number, room: number, isCut?: boolean}} ChipPlace how far it moves on, how wide it may be */

const GAP = 2;
const FALLBACK_WIDTH = 0.65;

/**
 * Places for the names of one row. A name may move on while it stays over its own words, or begins in
 * their first two thirds and nobody needs the place; where that is not enough, the one before it is cut.
 * @param {readonly ChipBox[]} boxes from left to right
 * @returns {ChipPlace[]}
 */
export function layOut(boxes) {
	/** @type {ChipPlace[]} */
	const places = [];
	for (const [index, { left, right, width }] of boxes.entries()) {
		const before = places[index - 1];
		const end = before ? boxes[index - 1].left + before.shift + before.room + GAP : left;
		const wanted = Math.max(0, end - left);
		const own = right - left - width;
		const free = (boxes[index + 1]?.left ?? Number.POSITIVE_INFINITY) - GAP - width - left;
		const limit = Math.max(own, Math.min(free, Math.floor(((right - left) * 2) / 3)));
		const shift = Math.min(wanted, Math.max(0, limit));
		if (before && shift < wanted) before.room -= wanted - shift;
		places.push({ shift, room: width });
	}
	return places;
}

/**
 * Bring the last name of a row back inside the edge; the one before it gives way.
 * @param {readonly ChipBox[]} boxes
 * @param {readonly ChipPlace[]} places
 * @param {number} edge
 */
export function keepInside(boxes, places, edge) {
	const last = boxes.length - 1;
	if (last < 0) return;
	const over = boxes[last].left + places[last].shift + places[last].room - edge;
	if (over <= 0) return;
	places[last].shift -= over;
	if (last === 0) return;
	const start = boxes[last].left + places[last].shift - GAP;
	const { left } = boxes[last - 1];
	places[last - 1].room = Math.min(places[last - 1].room, start - left - places[last - 1].shift);
}

/** @type {CanvasRenderingContext2D | null | undefined} */
let pencil;

/** How wide words are. @param {string} words @param {string} font @param {number} size */
function measure(words, font, size) {
	pencil ??= globalThis.OffscreenCanvas
		? /** @type {any} */ (new OffscreenCanvas(1, 1).getContext("2d"))
		: null;
	if (!pencil) return words.length * size * FALLBACK_WIDTH;
	pencil.font = font;
	return pencil.measureText(words).width * (1 + FALLBACK_WIDTH / 20) + size / 2;
}

/**
 * Where the names of some lines belong. Only reads the page.
 * @param {Iterable<HTMLElement>} lines
 * @returns {[HTMLElement, ChipPlace][]}
 */
export function measureChips(lines) {
	/** @type {[HTMLElement, ChipPlace][]} */
	const all = [];
	let font = "";
	let size = 0;
	for (const line of lines) {
		/** @type {Map<number, [HTMLElement, ChipBox][]>} */
		const rows = new Map();
		for (const node of /** @type {NodeListOf<HTMLElement>} */ (
			line.querySelectorAll("[data-chip]")
		)) {
			const box = node.getClientRects()[0];
			if (!box) continue;
			if (!font) {
				const style = getComputedStyle(node, "::before");
				size = Number.parseFloat(style.fontSize);
				font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
			}
			const width = measure(node.dataset.chip ?? "", font, size);
			const row = Math.round(box.top / 8);
			const chip = { left: box.left, right: box.right, width: Math.ceil(width) };
			rows.set(row, [...(rows.get(row) ?? []), [node, chip]]);
		}
		const edge = line.getBoundingClientRect().right;
		for (const row of rows.values()) {
			const boxes = row.map(([, box]) => box);
			const places = layOut(boxes);
			keepInside(boxes, places, edge);
			for (const [index, [node, { width }]] of row.entries()) {
				places[index].isCut = places[index].room < width;
				all.push([node, places[index]]);
			}
		}
	}
	return all;
}

/**
 * Put names where they belong. Most stand over the beginning of their words, whole, and are not touched:
 * each that is costs the page another look at it.
 * @param {readonly [HTMLElement, ChipPlace][]} places
 */
export function placeChips(places) {
	for (const [{ style }, { shift, room, isCut }] of places) {
		if (shift === 0) style.removeProperty("--gn-shift");
		else style.setProperty("--gn-shift", `${shift}px`);
		if (isCut) style.setProperty("--gn-room", `${Math.max(room, 0)}px`);
		else style.removeProperty("--gn-room");
	}
}
