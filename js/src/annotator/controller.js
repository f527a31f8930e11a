// What a person is doing: where they are, what is in focus, what each act changes. No DOM.

import * as acts from "./acts.js";
import { Article } from "./article.js";
import { candidateOn } from "./candidates.js";
import * as eventActs from "./event_acts.js";
import { Keymap } from "./keymap.js";
import { Memory } from "./memory.js";
import { Questions } from "./questions.js";
import { learn, recall, search } from "./recollection.js";
import { endOf, isSpanned, Records, STATE_ID, startOf } from "./records.js";
import * as walk from "./walk.js";

/** @typedef {import("./types.js").Candidate} Candidate */
/** @typedef {import("./types.js").Config} Config */
/** @typedef {import("./types.js").Edit} Edit */
/** @typedef {import("./types.js").Event} Event */
/** @typedef {import("./types.js").KernelMessage} KernelMessage */
/** @typedef {import("./types.js").Mention} Mention */
/** @typedef {import("./types.js").OpenedDocument} OpenedDocument */
/** @typedef {import("./types.js").Schema} Schema */
/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").Spanned} Spanned */
/** @typedef {import("./keymap.js").Press} Press */
/** @typedef {import("./wire.js").Wire} Wire */

/** What keys may do while one looks for the record that means the same. */
const WHILE_PICKING = ["next", "previous", "right", "left", "accept", "cancel", "help"];

/** @param {Schema} schema @param {OpenedDocument} opened @param {Memory} [before] */
function readOpened(schema, opened, before) {
	const article = new Article(opened);
	const records = new Records(opened);
	const memory = new Memory(schema, records, before);
	return { article, records, memory, found: null };
}

/** A position in the work: selection, focus, and what the next click or key will do. */
export class Controller {
	/**
	 * @param {object} parts
	 * @param {Schema} parts.schema
	 * @param {Config} parts.config
	 * @param {OpenedDocument} parts.opened
	 * @param {(prefix: string) => string} parts.newId
	 * @param {(controller: Controller) => void} parts.onChange something to repaint
	 * @param {(key: string, ...details: string[]) => void} parts.onSay something to tell
	 */
	constructor({ schema, config, opened, newId, onChange, onSay }) {
		this.schema = schema;
		this.config = config;
		this.newId = newId;
		this.onChange = onChange;
		this.say = onSay;
		this.keymap = new Keymap(schema, config.keys);
		/** @type {Wire | null} */
		this.wire = null;
		/** Requests for the view: `panel`, `comment`, `search`, `list`, `help`. */
		this.wish = "";
		/** The record that was in focus last: `head` and `fragment` are about it. */
		this.lastId = "";
		/** Candidates that somebody has put aside. @type {Set<string>} */
		this.rejected = new Set();
		this.focusId = "";
		/** The selection is meant as it stands: no record under it is in focus. */
		this.isRaw = false;
		/** The role that waits for its words. */
		this.armed = "";
		this.isAutoArmed = false;
		/** Records that were gone past while roles of this event waited. @type {Set<string>} */
		this.passed = new Set();
		/** The beginning of an event key. */
		this.typed = "";
		/** The record that waits for the one that means the same. */
		this.picking = "";
		/** The one that keys have come to meanwhile. */
		this.picked = "";
		/** The last gesture put a finished document back to work. */
		this.hasReopened = false;
		/** The record whose deletion waits for a yes. */
		this.removing = "";
		/** Words whose places are wished to be listed. */
		this.listed = "";
		this.questions = new Questions(
			(question) => this.wire?.ask(question),
			() => onChange(this),
			(remembered) => recall(this, remembered),
		);
		/** Arcs of all events in view, not only of the one in focus. */
		this.showsAllArcs = false;
		/** @type {Span | null} */
		this.selection = null;
		this.opened = opened;
		this.revisions = opened.revisions;
		this.documents = opened.documents;
		const parts = readOpened(schema, opened);
		this.article = parts.article;
		this.records = parts.records;
		this.memory = parts.memory;
		/** @type {{candidates: Candidate[], triggers: Candidate[]} | null} */
		this.found = null;
	}

	/** Places worth stopping at, and likely triggers, both in text order; searched for when first asked for. */
	get guesses() {
		this.found ??= search(this);
		return this.found;
	}

	get candidates() {
		return this.guesses.candidates;
	}

	/** Show another document from its beginning. @param {OpenedDocument} opened */
	load(opened) {
		Object.assign(this, readOpened(this.schema, opened, this.memory));
		this.opened = opened;
		this.revisions = opened.revisions;
		this.documents = opened.documents;
		this.selection = null;
		this.lastId = "";
		this.rejected = new Set();
		this.clear();
		this.say("opened", opened.title || opened.id);
	}

	/** Leave every mode; the selection stays. */
	clear() {
		this.leaveRecord();
		this.isRaw = false;
		this.armed = "";
		this.isAutoArmed = false;
		this.passed.clear();
		this.typed = "";
		this.picking = "";
		this.picked = "";
		this.removing = "";
	}

	/** @returns {import("./edits.js").Desk} */
	get desk() {
		return {
			article: this.article,
			records: this.records,
			schema: this.schema,
			newId: this.newId,
		};
	}

	/** @returns {Spanned | null} */
	get focused() {
		const record = this.records.get(this.focusId);
		return isSpanned(record) ? record : null;
	}

	/** @returns {Event | null} */
	get event() {
		const record = this.focused;
		return record?.kind === "event" ? record : null;
	}

	get eventType() {
		return this.schema.events.find((type) => type.code === this.event?.type);
	}

	get armedRole() {
		return this.eventType?.roles.find((role) => role.code === this.armed);
	}

	/** The guess for the selection, if there is one. @returns {Candidate | undefined} */
	get candidate() {
		const [start, end] = this.selection ?? [-1, -1];
		if (!this.selection) return undefined;
		const here = candidateOn(this.candidates, start, end);
		const suggestion = this.suggestionAt(here ?? { start, end, suggestion: null });
		return suggestion ? { start, end, suggestion } : here;
	}

	/** Another's record, else what the words were labelled before, else a guess from their form. @param {Candidate} c */
	suggestionAt({ start, end, suggestion }) {
		if (suggestion?.record) return suggestion;
		return this.memory.suggest(this.article, start, end) ?? suggestion;
	}

	// --- showing ---------------------------------------------------------------------------

	/** @param {Span | null} selection @param {string} [focusId] @param {boolean} [isRaw] */
	select(selection, focusId = "", isRaw = false) {
		this.selection = selection;
		this.focusId = focusId;
		this.isRaw = isRaw;
		this.removing = "";
		this.onChange(this);
	}

	/** Put a record in focus. @param {string} id */
	focus(id) {
		const record = this.records.get(id);
		if (!isSpanned(record)) return;
		this.clear();
		this.select([startOf(record), endOf(record)], id);
		this.say("record", id);
	}

	/**
	 * Keep the selection on a record that changed.
	 * @param {string} id
	 * @param {boolean} [isTold] what happened has been said, and says more than the words
	 */
	follow(id, isTold = false) {
		const record = this.records.get(id);
		if (!isSpanned(record)) return;
		this.select([startOf(record), endOf(record)], id);
		if (!isTold && !this.hasReopened) this.say("span", record.text, "");
	}

	/** A stretch, with the record that stands exactly there in focus. @param {Span} span */
	arrive(span) {
		const twin = this.isRaw ? undefined : this.records.exactly(...span)[0];
		const keepsEvent = this.armed !== "" || this.picking !== "";
		if (keepsEvent) this.select(span, this.focusId);
		else this.select(span, twin?.id ?? "");
		if (!keepsEvent && twin) this.say("record", twin.id);
		else this.say("span", this.article.slice(...span), this.candidate?.suggestion?.type ?? "");
	}

	/** Select words that were found. @param {Span} span */
	goTo(span) {
		this.clear();
		this.arrive(this.article.snap(...span));
	}

	// --- pointing --------------------------------------------------------------------------

	/**
	 * A click on a position of the text.
	 * @param {number} position
	 * @param {{extend?: boolean, twice?: boolean, exact?: boolean}} [how]
	 */
	point(position, how = {}) {
		const token = this.article.snap(position, position + 1);
		this.typed = "";
		if (how.extend && this.selection) {
			this.clear();
			const span = /** @type {Span} */ ([
				Math.min(this.selection[0], token[0]),
				Math.max(this.selection[1], token[1]),
			]);
			this.select(span, "", true);
			return this.say("span", this.article.slice(...span), "");
		}
		const covering = this.records.covering(position);
		if (this.picking)
			return eventActs.pickSame(
				this,
				covering.find((r) => eventActs.isPickable(this, r)),
			);
		if (this.armed) return how.twice ? undefined : eventActs.fillAt(this, position, covering);
		if (how.twice) return this.pointTwice(position, token);
		this.pointOnce(token, how.exact ? [] : covering);
	}

	/** A click that hits no word leaves the mode one is in, and does nothing else. */
	pointOutside() {
		if (this.armed || this.picking || this.typed) this.cancel();
	}

	/** Each further click on one place goes one record outwards, and at last to the bare word. @param {Span} token @param {Spanned[]} covering */
	pointOnce(token, covering) {
		const place = covering.findIndex((record) => record.id === this.focusId);
		const next = covering[place + 1];
		this.clear();
		if (next) {
			this.select([startOf(next), endOf(next)], next.id);
			this.say("record", next.id);
		} else {
			this.select(token, "", true);
			this.say("span", this.article.slice(...token), "");
		}
	}

	/** @param {number} position @param {Span} token */
	pointTwice(position, token) {
		this.clear();
		this.arrive(this.candidateAround(position) ?? token);
	}

	/**
	 * The longest candidate at a position; one of a wanted type before all others.
	 * @param {number} position
	 * @param {readonly string[]} [wanted] types of fillers; with them no trigger is meant
	 * @returns {Span | null}
	 */
	candidateAround(position, wanted = []) {
		/** @param {Candidate} c */
		const fits = (c) => wanted.includes(c.suggestion?.type ?? "");
		const around = (
			wanted.length > 0 ? this.candidates : [...this.candidates, ...this.guesses.triggers]
		)
			.filter((c) => c.start <= position && position < c.end)
			.sort((a, b) => +fits(b) - +fits(a) || b.end - b.start - (a.end - a.start))[0];
		return around ? [around.start, around.end] : null;
	}

	/** A stretch dragged or selected by hand. @param {number} start @param {number} end */
	drag(start, end) {
		const span = this.article.snap(Math.min(start, end), Math.max(start, end));
		if (this.armed && eventActs.isMeant(this, span)) return eventActs.fillSpan(this, span);
		this.clear();
		this.select(span, "", true);
		this.say("span", this.article.slice(...span), "");
	}

	/** The words stay selected; the record is left, and remembered. */
	leaveRecord() {
		if (this.focusId) this.lastId = this.focusId;
		this.focusId = "";
	}

	// --- keys ------------------------------------------------------------------------------

	/**
	 * @param {Press} press
	 * @returns {boolean} whether the key meant something
	 */
	press(press) {
		if (this.picking) return this.pressPicking(press);
		const focus = { kind: this.focused?.kind ?? "", type: this.eventType, typed: this.typed };
		const meaning = this.keymap.read(press, focus);
		if (meaning.does === "none") {
			if (this.typed) this.set({ typed: "" });
			return meaning.name !== "";
		}
		this.typed = "";
		if (meaning.does === "command") this.run(meaning.name);
		if (meaning.does === "label") acts.label(this, meaning.name, meaning.all);
		if (meaning.does === "event") eventActs.makeEvent(this, meaning.name);
		if (meaning.does === "role") eventActs.arm(this, meaning.name);
		if (meaning.does === "attribute") acts.stepAttribute(this, meaning.name);
		if (meaning.does === "typing") this.set({ typed: meaning.name });
		return true;
	}

	/** While the same entity or occurrence is looked for, keys walk, link or leave. @param {Press} press */
	pressPicking(press) {
		const meaning = this.keymap.read(press, { kind: "", type: undefined, typed: "" });
		if (meaning.does === "command" && WHILE_PICKING.includes(meaning.name)) this.run(meaning.name);
		else if (meaning.does !== "none") this.say(eventActs.pickingText(this));
		return meaning.does !== "none" || meaning.name !== "";
	}

	/** @param {Partial<Pick<Controller, "typed" | "wish" | "picking" | "removing">>} fields */
	set(fields) {
		Object.assign(this, fields);
		this.onChange(this);
	}

	/** @param {string} command */
	run(command) {
		/** @type {Record<string, () => void>} */
		const commands = {
			next: () => this.step(1),
			previous: () => this.step(-1),
			nextTrigger: () => walk.stepTrigger(this, 1),
			previousTrigger: () => walk.stepTrigger(this, -1),
			right: () => walk.move(this, 1),
			left: () => walk.move(this, -1),
			extendRight: () => walk.extend(this, 1),
			extendLeft: () => walk.extend(this, -1),
			endBack: () => acts.boundary(this, "end", -1),
			endOn: () => acts.boundary(this, "end", 1),
			startBack: () => acts.boundary(this, "start", -1),
			startOn: () => acts.boundary(this, "start", 1),
			accept: () => acts.accept(this),
			acceptAll: () => acts.acceptAll(this),
			reject: () => acts.reject(this),
			level: () => acts.stepLevel(this),
			head: () => acts.head(this),
			same: () => eventActs.pick(this),
			fragment: () => acts.addFragment(this),
			remove: () => acts.remove(this),
			flag: () => acts.flag(this),
			undo: () => acts.travel(this, "undo"),
			redo: () => acts.travel(this, "redo"),
			done: () => acts.toggleDone(this),
			nextDocument: () => acts.page(this, 1),
			previousDocument: () => acts.page(this, -1),
			cancel: () => this.cancel(),
			edit: () => this.set({ wish: "panel" }),
			comment: () => this.set({ wish: "comment" }),
			search: () => this.set({ wish: "search" }),
			arcs: () => this.toggleArcs(),
			help: () => this.set({ wish: "help" }),
		};
		commands[command]?.();
	}

	/** One step out: of a half-typed key, a question, a search for the same, a role, a record. */
	cancel() {
		if (this.typed || this.removing) {
			this.typed = this.removing = "";
			return this.onChange(this);
		}
		if (this.picking) return this.focus(this.picking);
		if (!this.focusId) return this.select(null);
		const { event } = this;
		const trigger = this.armed && event ? [startOf(event), endOf(event)] : this.selection;
		this.clear();
		this.select(/** @type {Span | null} */ (trigger), "", true);
	}

	toggleArcs() {
		this.showsAllArcs = !this.showsAllArcs;
		this.say(this.showsAllArcs ? "allArcs" : "ownArcs");
		this.onChange(this);
	}

	/** To the next place worth looking at. @param {1 | -1} direction */
	step(direction) {
		walk.step(this, direction);
	}

	/** Show every place where words stand. @param {string} words */
	list(words) {
		this.listed = words;
		this.set({ wish: "list" });
	}

	/** Whether nobody has labelled a candidate or put it aside. @param {Candidate} c */
	isOpen({ start, end }) {
		return !this.rejected.has(`${start}-${end}`) && !this.records.isTaken(start, end);
	}

	// --- changing --------------------------------------------------------------------------

	/**
	 * Show a gesture and send it.
	 * @param {readonly Edit[]} gesture
	 * @param {string} [spoken] what the live region says
	 * @param {...string} details
	 * @returns {boolean}
	 */
	commit(gesture, spoken = "", ...details) {
		if (gesture.length === 0) {
			this.say("alreadyThere");
			return false;
		}
		if (!this.wire?.commit(this.opened.id, gesture)) {
			this.say("readOnly");
			return false;
		}
		const wasDone = ["done", "settled"].includes(this.records.state);
		this.hasReopened = wasDone && !gesture.some((edit) => edit.id === STATE_ID);
		this.records.expect(gesture);
		for (const { after } of gesture) learn(this, after);
		if (spoken) this.say(spoken, ...details);
		if (this.hasReopened) this.say("reopened");
		this.onChange(this);
		return true;
	}

	// --- news from the kernel --------------------------------------------------------------

	/** @param {KernelMessage} message */
	hear(message) {
		acts.tellTravel(this, message);
		if (this.questions.hear(message)) return;
		if (message.kind === "nack" && !message.seq && message.reason)
			this.say("refused", message.reason);
		const fresh = message.opened;
		if (fresh && fresh.id !== this.opened.id) this.load(fresh);
		else if (fresh) {
			this.opened = fresh;
			this.records.load(fresh);
			this.documents = fresh.documents;
		}
		if (fresh) this.revisions = fresh.revisions;
		if (message.revisions) this.revisions = message.revisions;
		if (["welcome", "opened"].includes(message.kind)) this.questions.remember(this.opened.id);
		const isMine = message.kind === "ack" || message.kind === "nack";
		if (!fresh && !message.changes && !isMine) return;
		const isSeen = this.records.settle(message.changes ?? [], this.wire?.unconfirmed ?? []);
		for (const { after } of message.changes ?? []) learn(this, after);
		if (!fresh && !isSeen) return;
		if (this.focusId && !this.focused) this.clear();
		const record = this.focused;
		if (record && !this.armed && !this.picking) this.selection = [startOf(record), endOf(record)];
		this.onChange(this);
	}
}
