// Lines from the trigger of an event to its fillers, drawn behind the text.

const SVG = "http://www.w3.org/2000/svg";

/** @typedef {{x: number, y: number, top: number}} Anchor */
/** @typedef {{trigger: HTMLElement, fillers: HTMLElement[], colour: string, isFaint: boolean}} Sheaf the arcs of one event */
/** @typedef {{path: string, colour: string, isFaint: boolean}} Arc */

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
 * Where the arcs of some events run. Only reads the page, so that reading is done in one go.
 * @param {HTMLElement} host what scrolls; arcs scroll with it
 * @param {readonly Sheaf[]} sheaves
 * @returns {Arc[]}
 */
export function measureArcs(host, sheaves) {
	if (sheaves.length === 0) return [];
	const origin = host.getBoundingClientRect();
	/** @type {Map<HTMLElement, Anchor>} */
	const anchors = new Map();
	/** @param {HTMLElement} node @returns {Anchor} */
	const anchor = (node) => {
		const known = anchors.get(node);
		if (known) return known;
		const box = node.getClientRects()[0] ?? node.getBoundingClientRect();
		const top = box.top - origin.top + host.scrollTop;
		const found = { x: box.left - origin.left + box.width / 2, y: top + box.height / 2, top };
		anchors.set(node, found);
		return found;
	};
	return sheaves.flatMap(({ trigger, fillers, colour, isFaint }) => {
		const from = anchor(trigger);
		const ends = fillers
			.map(anchor)
			.sort((a, b) => Math.abs(a.x - from.x) - Math.abs(b.x - from.x));
		return ends.map((end, level) => ({ path: arcPath(from, end, level), colour, isFaint }));
	});
}

/** Draw arcs; the old ones go. @param {SVGSVGElement} svg @param {readonly Arc[]} arcs */
export function drawArcs(svg, arcs) {
	if (arcs.length === 0 && !svg.firstChild) return;
	svg.replaceChildren(
		...arcs.map(({ path, colour, isFaint }) => {
			const line = document.createElementNS(SVG, "path");
			line.setAttribute("d", path);
			if (isFaint) line.setAttribute("class", "gn-faint");
			line.style.stroke = `var(--gn-mark, ${colour})`;
			return line;
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
