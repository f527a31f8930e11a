// Draws the annotator, listens to keys and pointers, talks to the kernel. Rules live elsewhere.

import { drawArcs, measureArcs } from "./arcs.js";
import { banner, keyBar, saveLamp, titleBar } from "./bars.js";
import { placeChips } from "./chips.js";
import { Controller } from "./controller.js";
import { bilingual, make, rebuild } from "./dom.js";
import { Fields } from "./fields.js";
import { makeFrame } from "./frame.js";
import { helpPage } from "./help.js";
import { inspect } from "./inspector.js";
import { findWords, listDocuments, listEntities, listEvents, listFinds } from "./lists.js";
import { overText, refusalNote, removalNote } from "./notes.js";
import { Outbox } from "./outbox.js";
import { Painter } from "./painter.js";
import { Pointer } from "./pointer.js";
import { searchLater } from "./recollection.js";
import { modeNodes, wordsFor } from "./speech.js";
import { say } from "./strings.js";
import { followTheme } from "./theme.js";
import { Wire } from "./wire.js";

/** @typedef {import("./types.js").Config} Config */
/** @typedef {import("./types.js").KernelMessage} KernelMessage */
/** @typedef {import("./types.js").OpenedDocument} OpenedDocument */
/** @typedef {import("./types.js").Schema} Schema */
/**
 * What anywidget hands over.
 * @typedef {object} Model
 * @property {(name: string) => any} get
 * @property {(name: string, handler: (...args: any[]) => void) => void} on
 * @property {(name: string, handler: (...args: any[]) => void) => void} off
 * @property {(content: any) => void} send
 */

const TICK = 500;
const PANEL_WITHIN = 60;
const PAGES = ["chosen", "find", "events", "entities", "documents"];

/** Random hex for ids that nobody else makes. @param {number} bytes */
function randomHex(bytes) {
	const values = crypto.getRandomValues(new Uint8Array(bytes));
	return [...values].map((value) => value.toString(16).padStart(2, "0")).join("");
}

/** A document travels as JSON text. @param {string} text @returns {OpenedDocument} */
function readDocument(text) {
	return JSON.parse(text);
}

/** @returns {Storage | null} */
function findShelf() {
	try {
		return globalThis.localStorage ?? null;
	} catch {
		return null;
	}
}

/** One place where the annotator is shown. */
class View {
	/** @param {Model} model @param {HTMLElement} el */
	constructor(model, el) {
		this.model = model;
		/** @type {Config} */
		this.config = model.get("config");
		this.language = this.config.language ?? "vi";
		this.stop = new AbortController();
		this.page = "chosen";
		this.filter = "";
		/** The page of finds lists what was just labelled, until one moves on. */
		this.isListing = false;
		this.shownDocument = "";
		/** A key or a pointer is being dealt with. */
		this.isActing = false;
		/** Something has changed that the page does not show yet. */
		this.isStale = false;
		/** The panel does not show yet what the text shows. */
		this.isPanelDue = false;
		/** What was said last. @type {Node[]} */
		this.spoken = [];
		this.told = 0;
		/** What each part of the page showed last. @type {Map<HTMLElement, string>} */
		this.drawn = new Map();
		/** The record and words the panel showed last. */
		this.place = "";
		/** @type {HTMLElement | undefined} */
		this.help = undefined;
		/** @type {import("./wire.js").Refusal[]} */
		this.refusals = [];
		const opened = readDocument(model.get("document"));
		this.session = randomHex(8);
		this.fields = new Fields(this.language);
		this.controller = new Controller({
			schema: /** @type {Schema} */ (model.get("schema")),
			config: this.config,
			opened,
			newId: (prefix) => `${prefix}-${randomHex(6)}`,
			onChange: () => this.update(),
			onSay: (key, ...details) => this.speak(key, details),
		});
		this.wire = new Wire({
			send: (message) => model.send(message),
			outbox: new Outbox(findShelf(), `${opened.project}:${opened.annotator}`, this.session),
			session: this.session,
			now: () => performance.now(),
			position: () => ({
				document: this.controller.opened.id,
				revisions: this.controller.revisions,
			}),
			onNews: (message) => this.controller.hear(message),
			onRefusal: (refusal) => this.refuse(refusal),
			onHealth: () => this.updateHealth(),
		});
		this.controller.wire = this.wire;
		const frame = makeFrame(this.language);
		this.root = frame.root;
		this.titleBar = frame.titleBar;
		this.lamp = frame.lamp;
		this.alerts = frame.alerts;
		this.asks = frame.asks;
		this.arcs = frame.arcs;
		this.paper = frame.paper;
		this.text = frame.text;
		this.keys = frame.keys;
		this.status = frame.status;
		this.live = frame.live;
		this.tabs = frame.tabs;
		this.body = frame.body;
		this.painter = new Painter(this.paper, this.text, this.controller);
		this.pointer = new Pointer({
			text: this.text,
			controller: this.controller,
			painter: this.painter,
			once: (act) => this.once(act),
		});
		frame.main.append(this.pointer.sign);
		el.append(this.root);
		this.unfollow = followTheme(this.root, () => this.model.get("theme"));
		this.update();
		this.listen();
	}

	listen() {
		const { signal } = this.stop;
		this.root.addEventListener("keydown", (event) => this.onKey(event), { signal });
		this.pointer.listen(signal);
		for (const act of ["pointerdown", "keydown", "input", "change", "click"])
			this.body.addEventListener(act, (event) => this.catchUp(event), { capture: true, signal });
		addEventListener(
			"beforeunload",
			(event) => {
				if (this.wire.waiting.length > 0) event.preventDefault();
			},
			{ signal },
		);
		const onMessage = (/** @type {any} */ { opened, ...message }) => {
			if (message.session !== this.session) return;
			this.wire.receive(opened ? { ...message, opened: readDocument(opened) } : message);
			if (this.isPanelDue && message.kind === "ack") this.updatePanel();
		};
		const onTheme = () => this.unfollow.refresh();
		this.model.on("msg:custom", onMessage);
		this.model.on("change:theme", onTheme);
		const timer = setInterval(() => this.wire.tick(performance.now()), TICK);
		signal.addEventListener("abort", () => {
			clearInterval(timer);
			this.model.off("msg:custom", onMessage);
			this.model.off("change:theme", onTheme);
			this.unfollow();
			this.painter.close();
			this.wire.bye();
			this.root.remove();
		});
		if (typeof ResizeObserver !== "undefined") {
			const observer = new ResizeObserver(() => {
				this.painter.refit();
				this.settle();
			});
			observer.observe(this.paper);
			signal.addEventListener("abort", () => observer.disconnect());
		}
		this.wire.hello();
	}

	// --- input -----------------------------------------------------------------------------

	/** @param {KeyboardEvent} event */
	onKey(event) {
		if (event.isComposing || event.keyCode === 229) return;
		const target = /** @type {HTMLElement} */ (event.composedPath()[0]);
		const isField = /^(INPUT|SELECT|TEXTAREA)$/u.test(target.tagName);
		const isControl =
			isField || (target.tagName === "BUTTON" && /^(Enter|Space)$/u.test(event.code));
		event.stopPropagation();
		const isSearch = this.page === "find" && target.dataset.field === "filter";
		if (event.code === "Escape") {
			this.leaveSearch(isSearch);
			if (isField || this.help) {
				event.preventDefault();
				return this.closeHelp();
			}
		}
		if (isSearch && /Enter$/u.test(event.code)) {
			event.preventDefault();
			return this.goToHit(event.shiftKey ? -1 : 1);
		}
		const ctrl = event.ctrlKey || event.metaKey;
		const isTravel = ctrl && /^Key[ZY]$/u.test(event.code);
		if (isControl && !(isTravel && target.tagName === "SELECT")) return;
		if (target.closest("[role=tablist]") && event.code.startsWith("Arrow"))
			return this.turnTab(event);
		const press = { code: event.code, shift: event.shiftKey, ctrl, alt: event.altKey };
		if (this.once(() => this.controller.press(press))) event.preventDefault();
	}

	/**
	 * However often something changes meanwhile, the page is brought up to date once.
	 * @template T
	 * @param {() => T} act
	 */
	once(act) {
		this.isActing = true;
		try {
			return act();
		} finally {
			this.isActing = false;
			if (this.isStale) this.update();
			else this.updateStatus();
		}
	}

	/** The next place of the words that are searched, round the end of the text. @param {1 | -1} direction */
	goToHit(direction) {
		const { hits } = this.painter;
		const [start, end] = this.controller.selection ?? [0, 0];
		const ahead =
			direction > 0
				? (hits.find((hit) => hit[0] >= end) ?? hits[0])
				: ([...hits].reverse().find((hit) => hit[1] <= start) ?? hits[hits.length - 1]);
		if (!ahead) return this.speak("noHits", [this.filter]);
		this.controller.goTo(ahead);
		this.speak("hit", [`${hits.indexOf(ahead) + 1}/${hits.length}`]);
	}

	/** No marks of a search any more. @param {boolean} isInBox */
	leaveSearch(isInBox) {
		if (this.painter.hits.length === 0 && !isInBox) return;
		this.painter.hits = [];
		this.filter = "";
		if (this.page === "find") this.page = "chosen";
		this.painter.update();
		this.updatePanel();
	}

	/** @param {KeyboardEvent} event */
	turnTab(event) {
		const step = event.code === "ArrowRight" ? 1 : -1;
		this.page = PAGES[(PAGES.indexOf(this.page) + step + PAGES.length) % PAGES.length];
		this.filter = "";
		this.updatePanel();
		/** @type {HTMLElement | null} */ (this.tabs.querySelector("[aria-selected=true]"))?.focus();
	}

	// --- output ----------------------------------------------------------------------------

	/** @param {string} key @param {string[]} details */
	speak(key, details) {
		this.spoken = wordsFor(this.controller, this.language, key, details);
		this.live.replaceChildren(...this.spoken.map((node) => node.cloneNode(true)));
		this.told += 1;
		if (!this.isActing) this.updateStatus();
	}

	/** @param {import("./wire.js").Refusal} refusal */
	refuse(refusal) {
		if (refusal.reason === "too-large") refusal.reason = say("tooLarge", this.language);
		const { reason } = refusal;
		if (!this.refusals.some((told) => !told.operation.seq && told.reason === reason))
			this.refusals.push(refusal);
		this.updateHealth();
	}

	update() {
		this.isStale = this.isActing;
		if (this.isStale) return;
		const { controller } = this;
		this.pointer.hide();
		const isNew = this.shownDocument !== controller.opened.id;
		if (isNew) {
			this.shownDocument = controller.opened.id;
			this.painter.load();
			this.text.scrollTop = 0;
			searchLater(controller);
		} else this.painter.update();
		const { documents, event, armed, typed, picking, showsAllArcs } = controller;
		const { state } = controller.records;
		this.redraw(this.titleBar, [controller.opened.id, state, documents, showsAllArcs], () =>
			titleBar(controller, this.language),
		);
		this.redraw(this.keys, [event, armed, typed, picking], () => keyBar(controller, this.language));
		if (controller.focusId || controller.selection) {
			const moved = `${controller.focusId}${controller.selection}`;
			if (this.isListing && moved !== this.place) this.filter = "";
			if (moved !== this.place) this.isListing = false;
			if (this.page !== "chosen" && moved !== this.place && !this.filter) this.page = "chosen";
			this.place = moved;
		}
		if (isNew) this.updatePanel();
		else this.updatePanelSoon();
		this.updateHealth();
		if (controller.selection) this.painter.reveal(controller.selection[0]);
		this.settle();
		this.grantWish();
	}

	/** Reads where things have come to stand, then places names and arcs: one layout for all. */
	settle() {
		const names = this.painter.measureNames();
		const arcs = measureArcs(this.text, this.painter.sheaves());
		placeChips(names);
		drawArcs(this.arcs, arcs);
	}

	/**
	 * Rebuild a part of the page if what it shows has changed.
	 * @param {HTMLElement} host
	 * @param {unknown} shown
	 * @param {() => Node[]} build
	 * @param {(host: HTMLElement, build: () => Node[]) => void} [put]
	 */
	redraw(host, shown, build, put = rebuild) {
		const signature = JSON.stringify(shown);
		if (this.drawn.get(host) === signature) return;
		this.drawn.set(host, signature);
		put(host, build);
	}

	/** The text is painted first; the panel follows with the kernel's answer, unless somebody works in it. */
	updatePanelSoon() {
		const root = /** @type {Document | ShadowRoot} */ (this.root.getRootNode());
		const isBusy = root.activeElement && this.body.contains(root.activeElement);
		if (isBusy || typeof requestAnimationFrame === "undefined") return this.updatePanel();
		if (this.isPanelDue) return;
		this.isPanelDue = true;
		const wait = this.wire.waiting.length > 0 ? PANEL_WITHIN : 0;
		requestAnimationFrame(() => setTimeout(() => this.isPanelDue && this.updatePanel(), wait));
	}

	/**
	 * A hand was quicker than the panel: what it meets is about the record before. The panel is brought up
	 * to date, and an act that was meant for the other record does nothing.
	 * @param {Event} event
	 */
	catchUp(event) {
		if (!this.isPanelDue) return;
		if (/^(?:input|change|click)$/u.test(event.type)) event.stopImmediatePropagation();
		this.updatePanel();
	}

	updatePanel() {
		this.isPanelDue = false;
		const { controller, fields, language } = this;
		this.redraw(this.tabs, this.page, () =>
			PAGES.map((page) =>
				make(
					"button",
					{
						role: "tab",
						class: "gn-tab",
						"data-field": `tab-${page}`,
						"aria-selected": String(page === this.page),
						tabindex: page === this.page ? "0" : "-1",
						onclick: () => {
							this.page = page;
							this.filter = "";
							this.updatePanel();
						},
					},
					bilingual(page, language),
				),
			),
		);
		const onFilter = (/** @type {string} */ filter) => {
			this.filter = filter;
			this.painter.hits = this.page === "find" ? findWords(controller.article, filter) : [];
			this.painter.update();
			this.updatePanel();
		};
		const show = () => {
			if (this.page === "find") return listFinds(controller, fields, this.filter, onFilter);
			if (this.page === "events") return listEvents(controller, fields, this.filter, onFilter);
			if (this.page === "entities") return listEntities(controller, fields, this.filter, onFilter);
			if (this.page === "documents")
				return listDocuments(controller, fields, this.filter, onFilter);
			return inspect(controller, fields);
		};
		rebuild(this.body, show, `${this.page}:${controller.opened.id}:${controller.focusId}`);
		if (controller.questions.words) this.showFinds();
	}

	/** What was looked up must not hide below the edge of the panel. */
	showFinds() {
		const list = this.body.querySelector(".gn-links");
		const hidden = list
			? list.getBoundingClientRect().bottom - this.body.getBoundingClientRect().bottom
			: 0;
		if (hidden > 0) this.body.scrollTop += hidden;
	}

	updateStatus() {
		const { controller, language, spoken } = this;
		const { armed, picking, typed } = controller;
		const guess = controller.focusId ? "" : controller.candidate?.suggestion?.type;
		this.redraw(this.status, [this.told, armed, picking, typed, guess], () => [
			make("span", { class: "gn-said" }, ...spoken),
			...modeNodes(controller, language),
		]);
	}

	updateHealth() {
		const { health, welcomed } = this.wire;
		const { language, controller } = this;
		const ready = String(this.wire.open);
		if (this.root.dataset.ready !== ready) this.root.dataset.ready = ready;
		if (this.root.dataset.health !== health) this.root.dataset.health = health;
		this.redraw(this.lamp, health, () => [saveLamp(health, language)]);
		this.redraw(this.asks, controller.removing, () =>
			controller.removing ? [removalNote(controller, this.fields)] : [],
		);
		const problem = welcomed || health === "gone" ? banner(this.wire, language) : null;
		const shown = [problem?.textContent, this.refusals.length && controller.revisions];
		this.redraw(
			this.alerts,
			[...shown, this.refusals.map((r) => [r.operation.seq, r.reason])],
			() => [
				...(problem ? [problem] : []),
				...this.refusals.map((refusal) =>
					refusalNote(controller, refusal, language, () => {
						this.refusals = this.refusals.filter((r) => r !== refusal);
						this.updateHealth();
					}),
				),
			],
			overText(this.text),
		);
		this.updateStatus();
	}

	grantWish() {
		const { wish } = this.controller;
		this.controller.wish = "";
		if (wish === "help") this.openHelp();
		if (wish === "panel" || wish === "comment") {
			this.page = "chosen";
			this.updatePanel();
			const field = wish === "comment" ? "[data-field=comment]" : "select, input, button";
			/** @type {HTMLElement | null} */ (this.body.querySelector(field))?.focus();
		}
		if (wish === "list") {
			this.page = "find";
			this.filter = this.controller.listed;
			this.isListing = true;
			this.updatePanel();
		}
		if (wish === "search") {
			this.page = "find";
			this.updatePanel();
			/** @type {HTMLElement | null} */ (this.body.querySelector("[data-field=filter]"))?.focus();
		}
	}

	openHelp() {
		if (this.help) return this.closeHelp();
		this.help = helpPage(this.controller, this.language, () => this.closeHelp());
		this.root.append(this.help);
		this.help.focus();
	}

	closeHelp() {
		this.help?.remove();
		this.help = undefined;
		this.text.focus({ preventScroll: true });
	}
}

/** @param {{model: Model, el: HTMLElement}} props */
function render({ model, el }) {
	const view = new View(model, el);
	return () => view.stop.abort();
}

export default { render };
