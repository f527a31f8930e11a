// Lines from the trigger of the event in focus to its fillers, drawn behind the text.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {{x: number, y: number, top: number, width: number}} Anchor */

/**
 * The path between two anchors: a low bow on one row, a swing through the gap between rows otherwise.
 * @param {Anchor} from
 * @param {Anchor} to
 * @param {number} level 0 for the shortest arc of its event
 * @returns {string}
 */
export function arcPath(from, to, level) {
	const round = (/** @type {number} */ n) => Math.round(n * 10) / 10;
	const rise = 7 + 3 * level;
	if (Math.abs(from.y - to.y) < 4) {
		const top = round(Math.min(from.top, to.top) - rise);
		return `M${round(from.x)} ${round(from.top)}C${round(from.x)} ${top} ${round(to.x)} ${top} ${round(to.x)} ${round(to.top)}`;
	}
	const middle = round((from.y + to.y) / 2);
	return `M${round(from.x)} ${round(from.y)}C${round(from.x)} ${middle} ${round(to.x)} ${middle} ${round(to.x)} ${round(to.y)}`;
}

/**
 * Draw arcs; the old ones go.
 * @param {SVGSVGElement} svg
 * @param {HTMLElement} host what scrolls; arcs scroll with it
 * @param {HTMLElement | null} trigger
 * @param {(HTMLElement | null)[]} fillers
 * @param {string} colour
 */
export function drawArcs(svg, host, trigger, fillers, colour) {
	const origin = host.getBoundingClientRect();
	/** @param {HTMLElement} node @returns {Anchor} */
	const anchor = (node) => {
		const box = node.getClientRects()[0] ?? node.getBoundingClientRect();
		return {
			x: box.left - origin.left + box.width / 2,
			y: box.top - origin.top + host.scrollTop + box.height / 2,
			top: box.top - origin.top + host.scrollTop,
			width: box.width,
		};
	};
	const from = trigger && anchor(trigger);
	const ends = fillers.flatMap((node) => (node ? [anchor(node)] : []));
	ends.sort((a, b) => Math.abs(a.x - (from?.x ?? 0)) - Math.abs(b.x - (from?.x ?? 0)));
	svg.replaceChildren(
		...(from ? ends : []).map((end, level) => {
			const path = document.createElementNS(SVG, "path");
			path.setAttribute("d", arcPath(/** @type {Anchor} */ (from), end, level));
			path.style.stroke = colour;
			return path;
		}),
	);
}

/** An empty drawing that no pointer and no screen reader meets. @returns {SVGSVGElement} */
export function makeCanvas() {
	const svg = document.createElementNS(SVG, "svg");
	svg.setAttribute("class", "gn-arcs");
	svg.setAttribute("aria-hidden", "true");
	return svg;
}
