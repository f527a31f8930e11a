// Which lines of the article are on the page: those near the window. All others are empty room.
//
// Lines lie in blocks and blocks in blocks, so that a book has no more nodes than a page.

import { make } from "./dom.js";

/** @typedef {import("./types.js").Span} Span */

/**
 * A stretch of lines; `parts` where it is cut further.
 * @typedef {object} Block
 * @property {HTMLElement | null} node made when it first comes near
 * @property {readonly Span[]} lines
 * @property {readonly Block[]} parts
 * @property {boolean} isOpen
 */

const LINES_IN_LEAF = 4;
const PARTS_IN_BLOCK = 24;
const MARGIN = "240px";
const CHARACTERS_IN_ROW = 80;
/** Height of a row and of the gap below a line, in rem; as in annotator.css. */
const ROW_HEIGHT = 3.134;
const LINE_GAP = 0.25;

/**
 * The lines of a text as a tree of blocks.
 * @param {readonly Span[]} lines
 * @returns {Block[]} at most `PARTS_IN_BLOCK`
 */
export function cutBlocks(lines) {
	let blocks = inGroups(lines, LINES_IN_LEAF).map((part) => makeBlock(part, []));
	while (blocks.length > PARTS_IN_BLOCK)
		blocks = inGroups(blocks, PARTS_IN_BLOCK).map((parts) =>
			makeBlock(
				parts.flatMap((part) => part.lines),
				parts,
			),
		);
	return blocks;
}

/** @template T @param {readonly T[]} items @param {number} size @returns {T[][]} */
function inGroups(items, size) {
	const groups = [];
	for (let at = 0; at < items.length; at += size) groups.push(items.slice(at, at + size));
	return groups;
}

/** @param {readonly Span[]} lines @param {readonly Block[]} parts @returns {Block} */
function makeBlock(lines, parts) {
	return { node: null, lines, parts, isOpen: false };
}

/** @param {Block} block */
function nodeOf(block) {
	if (!block.node) {
		block.node = make("div", { class: "gn-block" });
		block.node.style.minHeight = `${estimateHeight(block.lines)}rem`;
	}
	return block.node;
}

/** @param {readonly Span[]} lines */
function estimateHeight(lines) {
	let rows = 0;
	for (const [start, end] of lines)
		rows += Math.max(1, Math.ceil((end - start) / CHARACTERS_IN_ROW));
	return rows * ROW_HEIGHT + lines.length * LINE_GAP;
}

/** The lines of one article in one scrolling element. */
export class Roll {
	/**
	 * @param {HTMLElement} host what holds the blocks
	 * @param {HTMLElement} frame what scrolls
	 * @param {object} acts
	 * @param {(node: HTMLElement, lines: readonly Span[]) => void} acts.onOpen put the lines into the node
	 * @param {(node: HTMLElement) => void} acts.onClose the node is about to be emptied
	 * @param {() => void} acts.onTurn blocks were opened or closed
	 */
	constructor(host, frame, { onOpen, onClose, onTurn }) {
		this.host = host;
		this.frame = frame;
		this.onOpen = onOpen;
		this.onClose = onClose;
		this.onTurn = onTurn;
		/** @type {Block[]} */
		this.parts = [];
		/** Blocks that have a node on the page. @type {Map<Element, Block>} */
		this.blocks = new Map();
		/** @type {IntersectionObserver | null} */
		this.observer = null;
	}

	/** @param {readonly Span[]} lines */
	load(lines) {
		this.close();
		if (typeof IntersectionObserver !== "undefined")
			this.observer = new IntersectionObserver((entries) => this.turn(entries), {
				root: this.frame,
				rootMargin: MARGIN,
			});
		this.parts = cutBlocks(lines);
		this.lay(this.parts, this.host);
		this.reveal(0);
	}

	/** @param {readonly Block[]} parts @param {HTMLElement} host */
	lay(parts, host) {
		host.replaceChildren(...parts.map(nodeOf));
		for (const part of parts) {
			this.blocks.set(nodeOf(part), part);
			if (this.observer) this.observer.observe(nodeOf(part));
			else this.open(part);
		}
	}

	/** @param {IntersectionObserverEntry[]} entries */
	turn(entries) {
		/** @type {Block[]} */
		const leaving = [];
		for (const { target, isIntersecting } of entries) {
			const block = this.blocks.get(target);
			if (block && isIntersecting) this.open(block);
			else if (block) leaving.push(block);
		}
		const heights = leaving.map((block) => nodeOf(block).offsetHeight);
		for (const [place, block] of leaving.entries()) this.shut(block, heights[place]);
		this.onTurn();
	}

	/** @param {Block} block */
	open(block) {
		if (block.isOpen) return;
		block.isOpen = true;
		nodeOf(block).style.minHeight = "";
		if (block.parts.length > 0) this.lay(block.parts, nodeOf(block));
		else this.onOpen(nodeOf(block), block.lines);
	}

	/** @param {Block} block @param {number} height in CSS pixels, kept as empty room */
	shut(block, height) {
		if (!block.isOpen) return;
		block.isOpen = false;
		for (const part of block.parts) {
			const node = nodeOf(part);
			this.blocks.delete(node);
			this.observer?.unobserve(node);
			if (part.isOpen) this.shut(part, node.offsetHeight);
		}
		const node = nodeOf(block);
		if (block.parts.length === 0) this.onClose(node);
		node.replaceChildren();
		node.style.minHeight = `${height}px`;
	}

	/**
	 * Open the block that holds a position, however deep it lies.
	 * @param {number} position
	 * @returns {HTMLElement | null} its node
	 */
	reveal(position) {
		let parts = this.parts;
		for (;;) {
			const block = parts.find(({ lines }) => position <= lines[lines.length - 1][1]);
			if (!block) return null;
			this.open(block);
			if (block.parts.length === 0) return nodeOf(block);
			parts = [...block.parts];
		}
	}

	close() {
		this.observer?.disconnect();
		this.observer = null;
		this.blocks.clear();
		this.parts = [];
		this.host.replaceChildren();
	}
}
