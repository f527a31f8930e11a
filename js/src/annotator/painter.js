// Paints the article: lines of flat pieces, mounted in chunks near the window, repainted where
// something changed. Draws only; what a click means is the controller's business.

import { measureChips, placeChips } from "./chips.js";
import { make, replaceChanged } from "./dom.js";
import { marksOf, Palette } from "./marks.js";
import { Roll } from "./roll.js";
import { assignLanes, cutFlat } from "./segments.js";
import { candidatesNear, suggestedBetween } from "./walk.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./types.js").Mark} Mark */
/** @typedef {import("./types.js").Segment} Segment */
/** @typedef {import("./types.js").Span} Span */

const GLYPH_REACH = 6;

/** The text of one document in one scrolling element. */
export class Painter {
	/**
	 * @param {HTMLElement} host what holds the lines
	 * @param {HTMLElement} frame what scrolls
	 * @param {Controller} controller
	 */
	constructor(host, frame, controller) {
		this.host = host;
		this.frame = frame;
		this.controller = controller;
		this.palette = new Palette(controller.schema);
		this.roll = new Roll(host, frame, {
			onOpen: (node, lines) => this.mount(node, lines),
			onClose: (node) => this.unmount(node),
			onTurn: () => this.placeNames(),
		});
		/** What each mounted line shows. @type {Map<HTMLElement, {span: Span, signature: string}>} */
		this.painted = new Map();
		/** Search hits, as spans. @type {Span[]} */
		this.hits = [];
		/** Words that a click would make the filler of the role that waits, or that another reading labels. @type {Span[]} */
		this.offered = [];
		/** Lines whose names have no place yet. @type {Set<HTMLElement>} */
		this.fresh = new Set();
	}

	load() {
		this.painted.clear();
		this.fresh.clear();
		this.roll.load(this.controller.article.lines);
	}

	/** Where the names of repainted lines belong; only reads. */
	measureNames() {
		const places = measureChips(this.fresh);
		this.fresh.clear();
		return places;
	}

	placeNames() {
		placeChips(this.measureNames());
	}

	/** @param {HTMLElement} node @param {readonly Span[]} lines */
	mount(node, lines) {
		for (const span of lines) {
			const kind = this.controller.article.sectionAt(span[0]);
			const line = make("p", { class: "gn-line", "data-section": kind });
			node.append(line);
			this.painted.set(line, { span, signature: "?" });
		}
		this.update();
	}

	/** @param {HTMLElement} node */
	unmount(node) {
		for (const line of /** @type {Iterable<HTMLElement>} */ (node.children)) {
			this.painted.delete(line);
			this.fresh.delete(line);
		}
	}

	/** Repaint the lines that no longer show what is there. */
	update() {
		const { records, event, focusId } = this.controller;
		const spans = [...this.painted.values()].map((line) => line.span);
		if (spans.length === 0) return;
		const from = Math.min(...spans.map((span) => span[0]));
		const to = Math.max(...spans.map((span) => span[1]));
		this.offered =
			event && this.controller.armedRole
				? candidatesNear(this.controller, event)
				: suggestedBetween(this.controller, from, to);
		const marks = marksOf(records, this.palette, event, from, to);
		for (const [line, painted] of this.painted) {
			const [start, end] = painted.span;
			const inside = marks.filter((mark) => mark.start < end && mark.end > start);
			const looks = this.looks(start, end);
			const focus = inside.some((mark) => mark.id === focusId) ? focusId : "";
			const signature = JSON.stringify([inside, looks, focus]);
			if (signature === painted.signature) continue;
			painted.signature = signature;
			this.paintLine(line, painted.span, inside, looks);
			this.fresh.add(line);
		}
	}

	/** The same words in another width. */
	refit() {
		for (const line of this.painted.keys()) this.fresh.add(line);
	}

	/** Passing looks of a line: selection, head, search hits. @param {number} start @param {number} end @returns {[string, number, number][]} */
	looks(start, end) {
		const { selection, focused } = this.controller;
		/** @type {[string, number, number][]} */
		const looks = [];
		if (selection) looks.push(["on", ...selection]);
		if (focused?.kind === "mention" && focused.head) looks.push(["head", ...focused.head]);
		for (const span of this.offered) looks.push(["may", ...span]);
		for (const hit of this.hits) looks.push(["hit", ...hit]);
		return looks.filter(([, from, to]) => from < end && to > start);
	}

	/**
	 * @param {HTMLElement} line
	 * @param {Span} span
	 * @param {Mark[]} marks
	 * @param {[string, number, number][]} looks
	 */
	paintLine(line, [start, end], marks, looks) {
		const lanes = assignLanes(marks);
		const cuts = looks.flatMap(([, from, to]) => [from, to]);
		const pieces = cutFlat(start, end, marks, cuts).filter((piece) => piece.start < piece.end);
		const nodes = pieces.map((piece) => this.paintPiece(piece, lanes, looks));
		replaceChanged(line, nodes.length > 0 ? nodes : [make("br")]);
	}

	/** @param {Segment} piece @param {Map<Mark, number>} lanes @param {[string, number, number][]} looks */
	paintPiece(piece, lanes, looks) {
		const { article, focusId } = this.controller;
		const node = make("span", {
			class: "gn-piece",
			"data-start": piece.start,
			"data-end": piece.end,
		});
		node.textContent = article.slice(piece.start, piece.end);
		for (const [name, from, to] of looks)
			if (from <= piece.start && piece.end <= to) node.classList.add(`gn-${name}`);
		if (piece.marks.length === 0) return node;
		node.classList.add("gn-marked");
		node.dataset.ids = piece.marks.map((mark) => mark.id).join(" ");
		const opening = piece.marks.filter((mark) => mark.start === piece.start && mark.opens);
		if (opening.length > 0) dressChip(node, opening, focusId);
		const roles = piece.marks.filter(
			(mark) => mark.role && mark.start === piece.start && mark.opens,
		);
		if (roles.length > 0) node.dataset.role = roles.map((mark) => mark.role).join(", ");
		drawLines(node, piece.marks, lanes, focusId);
		return node;
	}

	/** The first mounted piece of each record, by id. */
	pieces() {
		/** @type {Map<string, HTMLElement>} */
		const found = new Map();
		for (const line of this.painted.keys())
			for (const node of /** @type {Iterable<HTMLElement>} */ (line.children))
				for (const id of node.dataset.ids?.split(" ") ?? [])
					if (!found.has(id)) found.set(id, node);
		return found;
	}

	/** What the arcs run between: those of the event in focus, or of all events in view. */
	sheaves() {
		const { event, records, showsAllArcs } = this.controller;
		if (!event && !showsAllArcs) return [];
		const pieces = this.pieces();
		const events = showsAllArcs ? [...pieces.keys()].map((id) => records.get(id)) : [event];
		return events.flatMap((record) => {
			const trigger = record?.kind === "event" && pieces.get(record.id);
			if (!trigger) return [];
			const fillers = (record.arguments ?? []).flatMap(({ ref }) => pieces.get(ref) ?? []);
			const isFaint = record.id !== event?.id;
			return [{ trigger, fillers, colour: this.palette.colour(record.type), isFaint }];
		});
	}

	/** Bring a position into view. @param {number} position */
	reveal(position) {
		for (const node of this.roll.reveal(position)?.querySelectorAll("[data-start]") ?? []) {
			const piece = /** @type {HTMLElement} */ (node);
			if (Number(piece.dataset.start) > position || Number(piece.dataset.end) <= position) continue;
			const box = piece.getBoundingClientRect();
			const frame = this.frame.getBoundingClientRect();
			const isSeen = box.top >= frame.top + 24 && box.bottom <= frame.bottom - 24;
			if (!isSeen) this.frame.scrollTop += box.top - frame.top - frame.height / 3;
			return;
		}
	}

	/**
	 * The code point under the pointer.
	 * @param {EventTarget | null} target
	 * @param {number} x
	 * @param {number} y
	 * @returns {number} -1 outside the text
	 */
	positionAt(target, x, y) {
		if (!(target instanceof Element)) return -1;
		const piece = /** @type {HTMLElement | null} */ (target.closest("[data-start]"));
		if (piece) return this.positionIn(piece, x, y);
		const line = /** @type {HTMLElement | null} */ (target.closest(".gn-line"));
		return line ? this.nearestIn(line, x, y) : -1;
	}

	/**
	 * Whether the pointer is on words, their underline or their name, and not beside them.
	 * @param {EventTarget | null} target
	 * @param {number} x
	 */
	isOnWords(target, x) {
		const piece = target instanceof Element ? target.closest("[data-start]") : null;
		if (!piece?.firstChild) return false;
		const range = document.createRange();
		range.selectNodeContents(piece);
		const words = piece.textContent ?? "";
		range.setEnd(piece.firstChild, words.trimEnd().length);
		const boxes = [...(range.getClientRects?.() ?? [])];
		const isNear = boxes.some((b) => b.left - GLYPH_REACH <= x && x <= b.right + GLYPH_REACH);
		return isNear || piece.hasAttribute("data-chip");
	}

	/** @param {HTMLElement} piece @param {number} x @param {number} y */
	positionIn(piece, x, y) {
		const start = Number(piece.dataset.start);
		const end = Number(piece.dataset.end);
		const text = piece.firstChild;
		if (!text) return start;
		const { article } = this.controller;
		const base = article.points.toUnits(start);
		const range = document.createRange();
		let best = start;
		let bestDistance = Number.POSITIVE_INFINITY;
		for (let index = article.tokenAt(start); index < article.tokens.length; index += 1) {
			const [from, to] = article.tokens[index];
			if (from >= end) break;
			const first = Math.max(from, start);
			if (to <= first) continue;
			range.setStart(text, article.points.toUnits(first) - base);
			range.setEnd(text, article.points.toUnits(Math.min(to, end)) - base);
			for (const box of range.getClientRects?.() ?? []) {
				const distance = distanceTo(box, x, y);
				if (distance < bestDistance) [best, bestDistance] = [first, distance];
			}
			if (bestDistance === 0) break;
		}
		return best;
	}

	/** @param {HTMLElement} line @param {number} x @param {number} y */
	nearestIn(line, x, y) {
		let best = -1;
		let bestDistance = Number.POSITIVE_INFINITY;
		for (const node of line.querySelectorAll("[data-start]"))
			for (const box of node.getClientRects()) {
				const distance = distanceTo(box, x, y);
				if (distance >= bestDistance) continue;
				bestDistance = distance;
				best = this.positionIn(/** @type {HTMLElement} */ (node), x, y);
			}
		return best;
	}

	close() {
		this.roll.close();
		this.painted.clear();
	}
}

/** @param {DOMRect} box @param {number} x @param {number} y */
function distanceTo(box, x, y) {
	const dx = Math.max(box.left - x, 0, x - box.right);
	const dy = Math.max(box.top - y, 0, y - box.bottom);
	return dx + dy * 4;
}

/** @param {HTMLElement} node @param {Mark[]} opening @param {string} focusId */
function dressChip(node, opening, focusId) {
	const first = opening.find((mark) => mark.id === focusId) ?? opening[0];
	const sign = opening.some((mark) => mark.flagged) ? " ⚑" : "";
	node.dataset.chip = [...new Set(opening.map((mark) => mark.chip))].join(" · ") + sign;
	node.title = node.dataset.chip;
	node.dataset.kind = first.kind;
	node.style.setProperty("--gn-chip", first.colour);
}

/** @param {HTMLElement} node @param {Mark[]} marks @param {Map<Mark, number>} lanes @param {string} focusId */
function drawLines(node, marks, lanes, focusId) {
	/** @type {[image: string, position: string, size: string][]} */
	const layers = [];
	for (const mark of marks) {
		const height = mark.id === focusId ? 3 : 2;
		const raise = height + 1 + (lanes.get(mark) ?? 0) * 4;
		const colour = `var(--gn-mark, ${mark.colour})`;
		const image =
			mark.kind === "time"
				? `repeating-linear-gradient(90deg, ${colour} 0 5px, transparent 5px 8px)`
				: `linear-gradient(${colour}, ${colour})`;
		layers.push([image, `left 0 bottom calc(var(--gn-drop) - ${raise}px)`, `100% ${height}px`]);
		if (mark.kind !== "event") continue;
		const wash = `var(--gn-wash, color-mix(in srgb, ${mark.colour} 16%, transparent))`;
		layers.push([
			`linear-gradient(${wash}, ${wash})`,
			"left 0 top 0",
			"100% calc(100% - var(--gn-drop))",
		]);
	}
	node.style.backgroundImage = layers.map(([image]) => image).join(", ");
	node.style.backgroundPosition = layers.map(([, position]) => position).join(", ");
	node.style.backgroundSize = layers.map(([, , size]) => size).join(", ");
}
