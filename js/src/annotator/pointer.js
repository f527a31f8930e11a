// What a pointer does on the text: click, double click, drag, and what a click would do before it.

import { make } from "./dom.js";
import { clickMeans } from "./event_acts.js";
import { shorten } from "./words.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./painter.js").Painter} Painter */

const DOUBLE_WITHIN = 350;
const BESIDE = 14;

/** The pointer on one text. */
export class Pointer {
	/**
	 * @param {object} parts
	 * @param {HTMLElement} parts.text what scrolls
	 * @param {Controller} parts.controller
	 * @param {Painter} parts.painter
	 * @param {<T>(act: () => T) => T} parts.once brings the page up to date once, however much an act does
	 */
	constructor({ text, controller, painter, once }) {
		this.text = text;
		this.controller = controller;
		this.painter = painter;
		this.once = once;
		/** @type {{position: number, now: number} | undefined} */
		this.lastClick = undefined;
		/** @type {{start: number, moved: boolean, isOnWords: boolean} | null} */
		this.dragging = null;
		/** The role that a click would fill, beside the pointer. */
		this.sign = make("div", { class: "gn-would", "aria-hidden": "true", hidden: true });
	}

	/** @param {AbortSignal} signal */
	listen(signal) {
		const hide = () => this.hide();
		const leave = () => {
			this.dragging = null;
			this.hide();
		};
		const { text } = this;
		text.addEventListener("pointerdown", (event) => this.onDown(event), { signal });
		text.addEventListener("pointermove", (event) => this.onMove(event), { signal });
		text.addEventListener("pointerup", (event) => this.onUp(event), { signal });
		text.addEventListener("pointercancel", leave, { signal });
		text.addEventListener("pointerleave", hide, { signal });
		text.addEventListener("scroll", hide, { signal });
	}

	/** What was foretold no longer holds. */
	hide() {
		if (!this.sign.hidden) this.sign.hidden = true;
	}

	/** @param {PointerEvent} event */
	onDown(event) {
		if (event.button !== 0) return;
		this.hide();
		const start = this.painter.positionAt(event.target, event.clientX, event.clientY);
		this.text.focus({ preventScroll: true });
		const isOnWords = start >= 0 && this.painter.isOnWords(event.target, event.clientX);
		if (!isOnWords) this.controller.pointOutside();
		if (start < 0) return;
		event.preventDefault();
		this.dragging = { start, moved: false, isOnWords };
	}

	/** @param {PointerEvent} event */
	onMove(event) {
		if (!this.dragging || (event.buttons & 1) === 0) return this.foretell(event);
		const position = this.painter.positionAt(event.target, event.clientX, event.clientY);
		if (position < 0) return;
		const { article } = this.controller;
		if (article.tokenAt(position) !== article.tokenAt(this.dragging.start))
			this.dragging.moved = true;
		if (!this.dragging.moved) return;
		const from = Math.min(this.dragging.start, position);
		const to = Math.max(this.dragging.start, position) + 1;
		if (!this.controller.armed) this.controller.leaveRecord();
		this.controller.select(
			article.snap(from, to),
			this.controller.armed ? this.controller.focusId : "",
			true,
		);
	}

	/** @param {PointerEvent} event */
	onUp(event) {
		const dragging = this.dragging;
		this.dragging = null;
		if (!dragging) return;
		const { selection } = this.controller;
		if (dragging.moved && selection) return this.once(() => this.controller.drag(...selection));
		if (!dragging.isOnWords) return;
		const how = {
			extend: event.shiftKey,
			twice: event.detail > 1 || this.isDouble(dragging.start),
			exact: event.altKey,
		};
		this.once(() => this.controller.point(dragging.start, how));
	}

	/** Pointer events do not count clicks, so we do. @param {number} position */
	isDouble(position) {
		const now = performance.now();
		const last = this.lastClick;
		this.lastClick = { position, now };
		return last !== undefined && last.position === position && now - last.now < DOUBLE_WITHIN;
	}

	/** Say beside the pointer which role a click would fill, while nobody has chosen one. @param {PointerEvent} event */
	foretell(event) {
		const { controller, painter, sign } = this;
		if (!controller.isAutoArmed && sign.hidden) return;
		const { target, clientX, clientY } = event;
		const position = controller.isAutoArmed ? painter.positionAt(target, clientX, clientY) : -1;
		const isOnWords = position >= 0 && painter.isOnWords(target, clientX);
		const meant = isOnWords ? clickMeans(controller, position) : null;
		sign.hidden = !meant;
		if (!meant) return;
		const { role, filler, type } = meant;
		const words = Array.isArray(filler) ? controller.article.slice(...filler) : filler.text;
		const told = [role, type, shorten(words)].filter(Boolean).join(" · ");
		if (sign.textContent !== told) sign.textContent = told;
		const frame = /** @type {HTMLElement} */ (sign.parentElement).getBoundingClientRect();
		const widest = Math.max(0, frame.width - sign.offsetWidth);
		const x = Math.min(clientX - frame.left + BESIDE, widest);
		const y = clientY - frame.top + BESIDE;
		sign.style.transform = `translate(${x}px, ${y}px)`;
	}
}
