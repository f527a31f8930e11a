// What a person is doing: where they are, what is in focus, what each act changes. No DOM.

import { Article } from "./article.js";
import { findCandidates } from "./candidates.js";
import * as edits from "./edits.js";
import * as eventEdits from "./event_edits.js";
import { Keymap } from "./keymap.js";
import { Memory } from "./memory.js";
import { endOf, fragmentsOf, isSpanned, Records, startOf } from "./records.js";

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

/** @param {Schema} schema @param {OpenedDocument} opened */
function readOpened(schema, opened) {
	const article = new Article(opened);
	const records = new Records(opened);
	const memory = new Memory(schema, records);
	return { article, records, memory, candidates: findCandidates(article, memory.known) };
}

/**
 * Whether two states show the same; an acknowledged edit changes nothing that is seen.
 * @param {Map<string, import("./types.js").AnyRecord>} before
 * @param {Map<string, import("./types.js").AnyRecord>} after
 */
function isSame(before, after) {
	if (before.size !== after.size) return false;
	for (const [id, record] of after) {
		const old = before.get(id);
		if (old !== record && JSON.stringify(old, sorted) !== JSON.stringify(record, sorted))
			return false;
	}
	return true;
}

/** Objects with their keys in order, empty values left out. @param {string} _ @param {any} value */
function sorted(_, value) {
	if (value === null || typeof value !== "object" || Array.isArray(value)) return value;
	const entries = Object.entries(value).filter(([, v]) => v !== "" && v !== null);
	return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
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
		/** Requests for the view: `panel`, `comment`, `search`, `help`. */
		this.wish = "";
		/** The mention whose inside was selected last: its head is what `head` sets. */
		this.headOf = "";
		this.focusId = "";
		/** The selection is meant as it stands: no record under it is in focus. */
		this.isRaw = false;
		/** The role that waits for its words. */
		this.armed = "";
		this.isAutoArmed = false;
		/** The beginning of an event key. */
		this.typed = "";
		/** The record that waits for the one that means the same. */
		this.picking = "";
		/** The record whose deletion waits for a yes. */
		this.removing = "";
		/** @type {Span | null} */
		this.selection = null;
		this.opened = opened;
		this.revisions = opened.revisions;
		this.documents = opened.documents;
		const parts = readOpened(schema, opened);
		this.article = parts.article;
		this.records = parts.records;
		this.memory = parts.memory;
		this.candidates = parts.candidates;
	}

	/** Show another document from its beginning. @param {OpenedDocument} opened */
	load(opened) {
		Object.assign(this, readOpened(this.schema, opened));
		this.opened = opened;
		this.revisions = opened.revisions;
		this.documents = opened.documents;
		this.selection = null;
		this.headOf = "";
		this.clear();
	}

	/** Leave every mode; the selection stays. */
	clear() {
		this.focusId = "";
		this.isRaw = false;
		this.armed = "";
		this.isAutoArmed = false;
		this.typed = "";
		this.picking = "";
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
		const here = this.candidates.find((c) => c.start === start && c.end === end);
		if (here?.suggestion || !this.selection) return here;
		const suggestion = this.memory.known.get(this.article.slice(start, end));
		return suggestion ? { start, end, suggestion } : here;
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

	/** A stretch, with the record that stands exactly there in focus. @param {Span} span */
	arrive(span) {
		const twin = this.isRaw
			? undefined
			: this.records
					.spanned()
					.find(
						(r) => startOf(r) === span[0] && endOf(r) === span[1] && fragmentsOf(r).length === 1,
					);
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
			this.leaveRecord();
			const span = /** @type {Span} */ ([
				Math.min(this.selection[0], token[0]),
				Math.max(this.selection[1], token[1]),
			]);
			this.select(span, "", true);
			return this.say("span", this.article.slice(...span), "");
		}
		const covering = this.records.covering(position);
		if (this.picking) return this.pickSame(covering.find((r) => this.isPickable(r)));
		if (this.armed) return this.fillAt(position, covering);
		if (how.twice) return this.pointTwice(position, token);
		this.pointOnce(token, how.exact ? [] : covering);
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
	 * @param {readonly string[]} [wanted] types
	 * @returns {Span | null}
	 */
	candidateAround(position, wanted = []) {
		/** @param {Candidate} c */
		const fits = (c) => wanted.includes(c.suggestion?.type ?? "");
		const around = this.candidates
			.filter((c) => c.start <= position && position < c.end)
			.sort((a, b) => +fits(b) - +fits(a) || b.end - b.start - (a.end - a.start))[0];
		return around ? [around.start, around.end] : null;
	}

	/** A stretch dragged or selected by hand. @param {number} start @param {number} end */
	drag(start, end) {
		const span = this.article.snap(Math.min(start, end), Math.max(start, end));
		if (this.armed) return this.fillSpan(span);
		const mention = this.focused?.kind === "mention" ? this.focused : null;
		this.clear();
		this.select(span, "", true);
		const inside = mention && startOf(mention) <= span[0] && span[1] <= endOf(mention);
		this.headOf = inside ? mention.id : "";
		this.say("span", this.article.slice(...span), "");
	}

	/** Coming from a record, the words stay but the record is left. */
	leaveRecord() {
		const record = this.focused;
		this.headOf = record?.kind === "mention" ? record.id : this.headOf;
		this.focusId = "";
	}

	// --- keys ------------------------------------------------------------------------------

	/**
	 * @param {Press} press
	 * @returns {boolean} whether the key meant something
	 */
	press(press) {
		const focus = { kind: this.focused?.kind ?? "", type: this.eventType, typed: this.typed };
		const meaning = this.keymap.read(press, focus);
		if (meaning.does === "none") {
			if (this.typed) this.set({ typed: "" });
			return meaning.name !== "";
		}
		this.typed = "";
		if (meaning.does === "command") this.run(meaning.name);
		if (meaning.does === "label") this.label(meaning.name, meaning.all);
		if (meaning.does === "event") this.makeEvent(meaning.name);
		if (meaning.does === "role") this.arm(meaning.name);
		if (meaning.does === "attribute") this.stepAttribute(meaning.name);
		if (meaning.does === "typing") this.set({ typed: meaning.name });
		return true;
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
			right: () => this.move(1),
			left: () => this.move(-1),
			extendRight: () => this.extend(1),
			extendLeft: () => this.extend(-1),
			endBack: () => this.boundary("end", -1),
			endOn: () => this.boundary("end", 1),
			startBack: () => this.boundary("start", -1),
			startOn: () => this.boundary("start", 1),
			accept: () => this.accept(),
			level: () => this.stepLevel(),
			head: () => this.head(),
			same: () => this.pick(),
			fragment: () => this.addFragment(),
			remove: () => this.remove(),
			flag: () => this.flag(),
			undo: () => this.travel("undo"),
			redo: () => this.travel("redo"),
			done: () => this.toggleDone(),
			nextDocument: () => this.page(1),
			previousDocument: () => this.page(-1),
			cancel: () => this.cancel(),
			edit: () => this.set({ wish: "panel" }),
			comment: () => this.set({ wish: "comment" }),
			search: () => this.set({ wish: "search" }),
			help: () => this.set({ wish: "help" }),
		};
		commands[command]?.();
	}

	cancel() {
		const wasBusy = this.typed || this.armed || this.picking || this.removing;
		this.typed = this.armed = this.picking = this.removing = "";
		if (wasBusy) return this.onChange(this);
		if (this.focusId) return this.select(this.selection, "", true);
		this.select(null);
	}

	/** To the next place worth looking at. @param {1 | -1} direction */
	step(direction) {
		const role = this.armedRole;
		if (role && this.event) {
			const stops = this.fillerStops(this.event, role);
			const at = stops.findIndex(([start, end]) => `${[start, end]}` === `${this.selection}`);
			if (stops.length === 0) return this.say("noCandidates");
			this.isRaw = false;
			return this.arrive(stops[(at + direction + stops.length) % stops.length]);
		}
		const next = this.nextCandidate(direction);
		if (!next) return this.say("noCandidates");
		this.clear();
		this.arrive([next.start, next.end]);
	}

	/** The next candidate that nobody has labelled, round the end of the text. @param {1 | -1} direction */
	nextCandidate(direction) {
		const { candidates } = this;
		const [start, end] = this.selection ?? [-1, 0];
		/** @param {Candidate} c */
		const isAhead = (c) => c.start > start || (c.start === start && c.end < end);
		let low = 0;
		let high = candidates.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if (isAhead(candidates[middle])) high = middle;
			else low = middle + 1;
		}
		let place = direction > 0 ? low : low - 1;
		for (let count = 0; count < candidates.length; count += 1, place += direction) {
			const c = candidates[(place + candidates.length) % candidates.length];
			const isHere = c.start === start && c.end === end;
			if (!isHere && !this.records.isTaken(c.start, c.end)) return c;
		}
		return null;
	}

	/** Candidates inside a stretch that nobody has labelled yet. @param {Span} within @returns {Span[]} */
	openCandidates([from, to]) {
		return this.candidates
			.filter((c) => c.start >= from && c.end <= to && !this.records.isTaken(c.start, c.end))
			.map((c) => [c.start, c.end]);
	}

	/** @param {Event} event @param {import("./types.js").Role} role @returns {Span[]} */
	fillerStops(event, role) {
		const fillers = eventEdits.fillersFor(this.desk, event, role);
		const sentence = this.article.sentenceAt(startOf(event));
		const open = this.openCandidates(sentence).filter(
			([start, end]) => end <= startOf(event) || start >= endOf(event),
		);
		return [...fillers.map((r) => /** @type {Span} */ ([startOf(r), endOf(r)])), ...open];
	}

	/** @param {1 | -1} direction */
	move(direction) {
		const { tokens } = this.article;
		const [start, end] = this.selection ?? [0, 0];
		const from =
			direction > 0 && this.selection ? this.article.tokenAt(end - 1) : this.article.tokenAt(start);
		const token = tokens[this.selection ? from + direction : from];
		if (!token) return;
		if (!this.armed && !this.picking) this.clear();
		this.arrive([token[0], token[1]]);
	}

	/** @param {1 | -1} direction */
	extend(direction) {
		if (!this.selection) return this.move(direction);
		const { tokens } = this.article;
		const [start, end] = this.selection;
		const first = this.article.tokenAt(start);
		const last = this.article.tokenAt(end - 1);
		const to = tokens[last + direction];
		if (!to || last + direction < first) return;
		this.leaveRecord();
		this.select([start, to[1]], this.armed ? this.focusId : "", true);
		this.say("span", this.article.slice(start, to[1]), "");
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
		this.records.expect(gesture);
		for (const { after } of gesture) this.learn(after);
		if (spoken) this.say(spoken, ...details);
		this.onChange(this);
		return true;
	}

	/** @param {import("./types.js").AnyRecord | null} record */
	learn(record) {
		const words = this.memory.learn(record);
		if (!words || !isSpanned(record)) return;
		const known = new Set(this.candidates.map((c) => `${c.start}-${c.end}`));
		const suggestion = this.memory.known.get(words) ?? null;
		for (const [start, end] of this.article.occurrences(startOf(record), endOf(record)))
			if (!known.has(`${start}-${end}`)) this.candidates.push({ start, end, suggestion });
		this.candidates.sort((a, b) => a.start - b.start || b.end - a.end);
	}

	/** @param {string} code @param {boolean} [all] every occurrence */
	label(code, all = false) {
		const label = this.schema.labels.find((l) => l.code === code);
		if (!label || !this.selection) return this.say("nothing");
		const record = this.focused?.kind === "event" ? null : this.focused;
		const gesture = all
			? edits.labelOccurrences(this.desk, this.selection, label)
			: edits.labelSpan(this.desk, record ? fragmentsOf(record) : [this.selection], label, record);
		const made = gesture.find((e) => isSpanned(e.after))?.after;
		const count = gesture.filter((e) => isSpanned(e.after) && !e.before).length;
		if (!this.commit(gesture, all ? "places" : "labelled", code, String(count)) || !made) return;
		this.clear();
		this.select(this.selection, made.id);
	}

	/** @param {string} code */
	makeEvent(code) {
		const type = this.schema.events.find((t) => t.code === code);
		if (!type || !this.selection) return this.say("nothing");
		const trigger = this.event ? this.event.trigger : [this.selection];
		const { edits: gesture, id } = eventEdits.makeEvent(this.desk, trigger, type);
		if (!this.commit(gesture, "labelled", code)) return;
		this.clear();
		this.focusId = id;
		this.armNext();
	}

	/** Wait for the words of the next role that nobody fills. */
	armNext() {
		const role = this.event && this.eventType && eventEdits.nextRole(this.event, this.eventType);
		this.armed = role?.code ?? "";
		this.isAutoArmed = true;
		const event = this.event;
		this.select(event ? [startOf(event), endOf(event)] : this.selection, this.focusId);
	}

	/** Wait for the words of this role; the likeliest stand selected already. @param {string} code */
	arm(code) {
		const event = this.event;
		const isAgain = this.armed === code && !this.isAutoArmed;
		if (!event) return;
		this.armed = code;
		this.isAutoArmed = false;
		const stops = this.armedRole ? this.fillerStops(event, this.armedRole) : [];
		if (isAgain) return this.step(1);
		if (stops[0]) this.select(stops[0], event.id);
		else this.onChange(this);
		this.say("pickRole", code, stops[0] ? this.article.slice(...stops[0]) : "");
	}

	/** @param {number} position @param {Spanned[]} covering */
	fillAt(position, covering) {
		const event = this.event;
		const type = this.eventType;
		if (!event || !type) return this.cancel();
		const fillers = covering.filter((r) => r.id !== event.id);
		const fitting = fillers.find((r) => this.armedRole && eventEdits.mayFill(this.armedRole, r));
		if (fitting) return this.fill(fitting);
		if (fillers.length > 0 && this.isAutoArmed) {
			const role = eventEdits.openRoles(event, type, fillers[0])[0];
			if (!role) return this.say("notFitting", fillers[0].type);
			this.armed = role.code;
			return this.fill(fillers[0]);
		}
		this.fillSpan(
			this.candidateAround(position, this.armedRole?.fillers) ??
				this.article.snap(position, position + 1),
		);
	}

	/** @param {Spanned} filler */
	fill(filler) {
		if (!this.event) return;
		const gesture = eventEdits.addArgument(this.desk, this.event, this.armed, filler.id);
		if (this.commit(gesture, "filled", this.armed, filler.text)) this.armNext();
	}

	/** Words that are no mention yet. @param {Span} span */
	fillSpan(span) {
		const event = this.event;
		const role = this.armedRole;
		if (!event || !role) return;
		const here = this.records
			.spanned()
			.filter((r) => startOf(r) === span[0] && endOf(r) === span[1] && r.id !== event.id);
		const twin = here.find((r) => eventEdits.mayFill(role, r));
		if (twin) return this.fill(twin);
		if (here.length > 0) return this.say("notFitting", role.code, here[0].type);
		const words = this.article.slice(...span);
		const candidate = this.candidates.find((c) => c.start === span[0] && c.end === span[1]);
		const guess = candidate?.suggestion ?? this.memory.known.get(words) ?? null;
		const gesture = eventEdits.addArgumentAt(this.desk, event, role, span, guess);
		if (gesture.length === 0) return this.say("notFitting", role.code);
		if (this.commit(gesture, "filled", role.code, words)) this.armNext();
	}

	accept() {
		if (this.removing) return this.remove();
		if (!this.selection) return this.step(1);
		if (this.picking) {
			const [start, end] = this.selection;
			const exact = this.records
				.covering(start)
				.find((r) => this.isPickable(r) && endOf(r) === end);
			return this.pickSame(exact ?? this.records.get(this.focusId));
		}
		if (this.armed) {
			const event = this.event;
			const isTrigger = event && startOf(event) === this.selection[0];
			return isTrigger ? this.step(1) : this.fillSpan(this.selection);
		}
		const suggestion = this.candidate?.suggestion;
		if (!suggestion || this.focusId) return this.set({ wish: "panel" });
		if (suggestion.kind === "event") this.makeEvent(suggestion.type);
		else this.label(suggestion.type);
	}

	/** @param {"start" | "end"} side @param {1 | -1} step */
	boundary(side, step) {
		const record = this.focused;
		if (!record) return this.nudge(side, step);
		const gesture = edits.moveBoundary(this.desk, record, side, step);
		if (this.commit(gesture)) this.follow(record.id);
	}

	/** Without a record the selection itself moves. @param {"start" | "end"} side @param {1 | -1} step */
	nudge(side, step) {
		if (!this.selection) return;
		const [start, end] = this.selection;
		const edge = this.article.tokenAt(side === "start" ? start : end - 1);
		const token = this.article.tokens[edge + step];
		if (!token) return;
		const span = /** @type {Span} */ (side === "start" ? [token[0], end] : [start, token[1]]);
		if (span[0] < span[1]) this.select(span, "", true);
	}

	/** Keep the selection on a record that changed. @param {string} id */
	follow(id) {
		const record = this.records.get(id);
		if (!isSpanned(record)) return;
		this.select([startOf(record), endOf(record)], id);
		this.say("span", record.text, "");
	}

	stepLevel() {
		const record = this.focused;
		if (record?.kind !== "mention") return;
		const levels = this.schema.levels.filter((level) => level !== "VAL");
		const level = levels[(levels.indexOf(record.level ?? "") + 1) % levels.length];
		this.commit(edits.setFields(this.desk, record, { level }), "level", level);
	}

	/** The selected words inside a mention become its head; with the whole in focus, the next guess. */
	head() {
		const record = this.focused;
		if (record?.kind === "mention") {
			const head = edits.nextHead(this.desk, record);
			return void this.commit(
				edits.setHead(this.desk, record, head),
				"head",
				this.article.slice(...head),
			);
		}
		const before = this.records.get(this.headOf);
		const holder =
			before?.kind === "mention"
				? before
				: this.selection && edits.holderOf(this.desk, this.selection);
		if (!this.selection || holder?.kind !== "mention") return;
		const gesture = edits.setHead(this.desk, holder, this.selection);
		if (this.commit(gesture, "head", this.article.slice(...this.selection))) this.follow(holder.id);
	}

	/** @param {string} code */
	stepAttribute(code) {
		const record = this.focused;
		const attribute = this.schema.attributes.find((a) => a.code === code);
		if (!record || !attribute) return;
		const now = attribute.values.indexOf(edits.attributeOf(record, attribute));
		const value = attribute.values[(now + 1) % attribute.values.length];
		this.commit(edits.setAttribute(this.desk, record, code, value), "attribute", code, value);
	}

	/** Wait for the mention, or event, that means the same. */
	pick() {
		const record = this.focused;
		if (!record || record.kind === "time") return;
		this.armed = "";
		this.set({ picking: record.id });
		this.say(record.kind === "event" ? "pickSameEvent" : "pickSame");
	}

	/** @param {import("./types.js").AnyRecord} record */
	isPickable(record) {
		return record.kind === this.records.get(this.picking)?.kind;
	}

	/** @param {import("./types.js").AnyRecord | undefined} other */
	pickSame(other) {
		const record = this.records.get(this.picking);
		if (!other || !record) return;
		/** @type {Edit[]} */
		let gesture = [];
		if (record.kind === "mention" && other.kind === "mention")
			gesture = eventEdits.sameEntity(this.desk, record, other);
		else if (record.kind === "event" && other.kind === "event")
			gesture = eventEdits.sameOccurrence(this.desk, record, other);
		this.picking = "";
		this.commit(gesture, "linked");
		this.follow(record.id);
	}

	/** The selection becomes one more fragment of the mention that was in focus before. */
	addFragment() {
		const record = this.records.get(this.headOf);
		if (!this.selection || !isSpanned(record)) return;
		const fragments = [...fragmentsOf(record), this.selection].sort((a, b) => a[0] - b[0]);
		const clash = fragments.some(([start], index) => index > 0 && start < fragments[index - 1][1]);
		if (!clash && this.commit(edits.reshape(this.desk, record, fragments))) this.follow(record.id);
	}

	remove() {
		const record = this.focused;
		if (!record) return;
		const users = this.records.eventsUsing(record.id);
		if (users.length > 0 && this.removing !== record.id) {
			this.set({ removing: record.id });
			return this.say("confirmRemove", users.map((e) => `${e.type} “${e.text}”`).join(", "));
		}
		this.removing = "";
		if (!this.commit(edits.removeRecord(this.desk, record), "removed", record.text)) return;
		this.select(this.selection, "", true);
	}

	flag() {
		const target = this.focusId;
		const isSet = this.records.commentsOn(target).some((comment) => comment.flag);
		this.commit(edits.remark(this.desk, target, { flag: !isSet }), "flag");
	}

	/** Put refused edits over what the disk has now. @param {readonly Edit[]} refused */
	insist(refused) {
		const fresh = refused.map((e) => ({ ...e, before: this.records.saved.get(e.id) ?? null }));
		this.commit(fresh.filter((e) => JSON.stringify(e.before) !== JSON.stringify(e.after)));
	}

	/** @param {"undo" | "redo"} kind */
	travel(kind) {
		if (!this.wire?.travel(kind, this.opened.id)) this.say("readOnly");
	}

	toggleDone() {
		const state = this.records.state === "done" ? "in_progress" : "done";
		this.commit(edits.setState(this.desk, state), state === "done" ? "done" : "notDone");
	}

	/** @param {1 | -1} direction */
	page(direction) {
		const place = this.documents.findIndex((d) => d.id === this.opened.id);
		const next = this.documents[place + direction];
		if (next) this.wire?.page(next.id);
	}

	// --- news from the kernel --------------------------------------------------------------

	/** Say what became of an undo or redo. @param {KernelMessage} message */
	tellTravel(message) {
		if (message.kind !== "ack" || !this.wire?.lastTravel) return;
		const { kind, seq } = this.wire.lastTravel;
		if (message.seq !== seq) return;
		const isEmpty = (message.changes ?? []).length === 0 && !message.opened;
		if (kind === "undo") this.say(isEmpty ? "nothingToUndo" : "undone");
		else this.say(isEmpty ? "nothingToRedo" : "redone");
	}

	/** @param {KernelMessage} message */
	hear(message) {
		this.tellTravel(message);
		const fresh = message.opened;
		if (fresh && fresh.id !== this.opened.id) this.load(fresh);
		else if (fresh) {
			this.opened = fresh;
			this.records.load(fresh);
			this.documents = fresh.documents;
		}
		if (fresh) this.revisions = fresh.revisions;
		if (message.revisions) this.revisions = message.revisions;
		const isMine = message.kind === "ack" || message.kind === "nack";
		if (!fresh && !message.changes && !isMine) return;
		const before = this.records.shown;
		this.records.settle(message.changes ?? [], this.wire?.unconfirmed ?? []);
		for (const { after } of message.changes ?? []) this.learn(after);
		if (!fresh && isSame(before, this.records.shown)) return;
		if (this.focusId && !this.focused) this.clear();
		const record = this.focused;
		if (record && !this.armed && !this.picking) this.selection = [startOf(record), endOf(record)];
		this.onChange(this);
	}
}
