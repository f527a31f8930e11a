// What a person does to labels: set, move, correct, take back. Each act is one gesture.

import { Adoption } from "./adoption.js";
import * as edits from "./edits.js";
import { fillSpan, makeEvent, pickSame } from "./event_acts.js";
import { endOf, fragmentsOf, isSpanned, startOf } from "./records.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./types.js").Candidate} Candidate */
/** @typedef {import("./types.js").Edit} Edit */
/** @typedef {import("./types.js").Event} Event */
/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").Spanned} Spanned */

/**
 * @param {Controller} controller
 * @param {string} code
 * @param {boolean} [all] every occurrence
 * @param {import("./types.js").Suggestion} [from] what suggested it
 */
export function label(controller, code, all = false, from = undefined) {
	const label = controller.schema.labels.find((l) => l.code === code);
	if (!label || !controller.selection) return controller.say("nothing");
	const record = controller.focused?.kind === "event" ? null : controller.focused;
	const gesture = all
		? edits.labelOccurrences(controller.desk, controller.selection, label)
		: edits.labelSpan(
				controller.desk,
				record ? fragmentsOf(record) : [controller.selection],
				label,
				record,
			);
	const made = gesture.find((e) => isSpanned(e.after))?.after;
	if (from && isSpanned(made))
		made.provenance = { how: "suggestion", source: from.source, score: from.score ?? null };
	const count = gesture.filter((e) => isSpanned(e.after) && !e.before).length;
	const spoken = all ? "places" : count > 0 ? "labelled" : "retyped";
	if (!controller.commit(gesture, spoken, code, all ? String(count) : "") || !made) return;
	controller.clear();
	controller.select(controller.selection, made.id);
	if (all) controller.list(controller.article.slice(...controller.selection));
}

/** @param {Controller} controller */
export function accept(controller) {
	if (controller.removing) return remove(controller);
	if (!controller.selection) return controller.step(1);
	if (controller.picking)
		return controller.picked
			? pickSame(controller, controller.records.get(controller.picked))
			: controller.step(1);
	if (controller.armed) {
		const event = controller.event;
		const isTrigger = event && startOf(event) === controller.selection[0];
		return isTrigger ? controller.step(1) : fillSpan(controller, controller.selection);
	}
	const suggestion = controller.candidate?.suggestion;
	if (!suggestion || controller.focusId) return controller.set({ wish: "panel" });
	if (suggestion.record) return adopt(controller, [suggestion.record]);
	if (suggestion.kind === "event") makeEvent(controller, suggestion.type);
	else label(controller, suggestion.type, false, suggestion);
}

/**
 * Take over what somebody else's reading says here.
 * @param {Controller} controller
 * @param {readonly Spanned[]} records
 */
export function adopt(controller, records) {
	const { suggested } = controller.opened;
	if (!suggested) return;
	const adoption = new Adoption(controller.desk, suggested);
	const ids = records.map((record) => adoption.take(record));
	const [first] = records;
	if (records.length > 1)
		return controller.commit(adoption.edits, "places", first.type, String(records.length));
	if (!controller.commit(adoption.edits, "labelled", first.type, first.text)) return;
	controller.clear();
	controller.follow(ids[0], true);
}

/**
 * @param {Controller} controller
 * @param {"start" | "end"} side
 * @param {1 | -1} step
 */
export function boundary(controller, side, step) {
	const record = controller.focused;
	if (!record) return nudge(controller, side, step);
	const gesture = edits.moveBoundary(controller.desk, record, side, step);
	if (controller.commit(gesture)) controller.follow(record.id);
}

/**
 * Without a record the selection itself moves.
 * @param {Controller} controller
 * @param {"start" | "end"} side
 * @param {1 | -1} step
 */
export function nudge(controller, side, step) {
	if (!controller.selection) return;
	const [start, end] = controller.selection;
	const edge = controller.article.tokenAt(side === "start" ? start : end - 1);
	const token = controller.article.tokens[edge + step];
	if (!token) return;
	const span = /** @type {Span} */ (side === "start" ? [token[0], end] : [start, token[1]]);
	if (span[0] < span[1]) controller.select(span, "", true);
}

/** @param {Controller} controller */
export function stepLevel(controller) {
	const record = controller.focused;
	if (record?.kind !== "mention") return;
	const levels = controller.schema.levels.filter((level) => level !== "VAL");
	const level = levels[(levels.indexOf(record.level ?? "") + 1) % levels.length];
	controller.commit(edits.setFields(controller.desk, record, { level }), "level", level);
}

/** The selected words inside a mention become its head; with the whole in focus, the next guess. @param {Controller} controller */
export function head(controller) {
	const record = controller.focused;
	if (record?.kind === "mention") {
		const head = edits.nextHead(controller.desk, record);
		return void controller.commit(
			edits.setHead(controller.desk, record, head),
			"head",
			controller.article.slice(...head),
		);
	}
	const last = controller.records.get(controller.lastId);
	const [start, end] = controller.selection ?? [0, 0];
	const isInside = last?.kind === "mention" && startOf(last) <= start && end <= endOf(last);
	const holder = isInside
		? last
		: controller.selection && edits.holderOf(controller.desk, controller.selection);
	if (!controller.selection || holder?.kind !== "mention") return;
	const gesture = edits.setHead(controller.desk, holder, controller.selection);
	if (controller.commit(gesture, "head", controller.article.slice(...controller.selection)))
		controller.follow(holder.id, true);
}

/** @param {Controller} controller @param {string} code */
export function stepAttribute(controller, code) {
	const record = controller.focused;
	const attribute = controller.schema.attributes.find((a) => a.code === code);
	if (!record || !attribute) return;
	const now = attribute.values.indexOf(edits.attributeOf(record, attribute));
	const value = attribute.values[(now + 1) % attribute.values.length];
	controller.commit(
		edits.setAttribute(controller.desk, record, code, value),
		"attribute",
		code,
		value,
	);
}

/** The selection becomes one more fragment of the record that was in focus before. @param {Controller} controller */
export function addFragment(controller) {
	const record = controller.records.get(controller.lastId);
	if (!controller.selection || !isSpanned(record)) return;
	const fragments = [...fragmentsOf(record), controller.selection].sort((a, b) => a[0] - b[0]);
	const clash = fragments.some(([start], index) => index > 0 && start < fragments[index - 1][1]);
	if (!clash && controller.commit(edits.reshape(controller.desk, record, fragments)))
		controller.follow(record.id);
}

/** @param {Controller} controller */
export function remove(controller) {
	const record = controller.focused;
	if (!record) return;
	const users = controller.records.eventsUsing(record.id);
	if (users.length > 0 && controller.removing !== record.id) {
		controller.set({ removing: record.id });
		return controller.say("confirmRemove", users.map((e) => `${e.type} “${e.text}”`).join(", "));
	}
	controller.removing = "";
	if (!controller.commit(edits.removeRecord(controller.desk, record), "removed", record.text))
		return;
	controller.select(controller.selection, "", true);
}

/**
 * Delete the record in focus; its roles go to another one.
 * @param {Controller} controller
 * @param {string} to
 */
export function removeFor(controller, to) {
	const record = controller.focused;
	if (!record || record.id === to) return;
	controller.removing = "";
	const moved = edits.repoint(controller.desk, record.id, to);
	const rest = edits
		.removeRecord(controller.desk, record)
		.filter((e) => !moved.some((m) => m.id === e.id));
	if (controller.commit([...moved, ...rest], "removed", record.text)) controller.focus(to);
}

/** @param {Controller} controller */
export function flag(controller) {
	const target = controller.focusId;
	const isSet = controller.records.commentsOn(target).some((comment) => comment.flag);
	controller.commit(edits.remark(controller.desk, target, { flag: !isSet }), "flag");
}

/**
 * Put refused edits over what the disk has now.
 * @param {Controller} controller
 * @param {readonly Edit[]} refused
 */
export function insist(controller, refused) {
	const fresh = refused.map((e) => ({ ...e, before: controller.records.saved.get(e.id) ?? null }));
	controller.commit(fresh.filter((e) => JSON.stringify(e.before) !== JSON.stringify(e.after)));
}

/** @param {Controller} controller @param {"undo" | "redo"} kind */
export function travel(controller, kind) {
	if (!controller.wire?.travel(kind, controller.opened.id)) controller.say("readOnly");
}

/** Say what became of an undo or redo. @param {Controller} controller @param {import("./types.js").KernelMessage} message */
export function tellTravel(controller, message) {
	if (message.kind !== "ack" || !controller.wire?.lastTravel) return;
	const { kind, seq } = controller.wire.lastTravel;
	if (message.seq !== seq) return;
	const isEmpty = (message.changes ?? []).length === 0 && !message.opened;
	if (kind === "undo") controller.say(isEmpty ? "nothingToUndo" : "undone");
	else controller.say(isEmpty ? "nothingToRedo" : "redone");
}

/** @param {Controller} controller */
export function toggleDone(controller) {
	const state = controller.records.state === "done" ? "in_progress" : "done";
	controller.commit(edits.setState(controller.desk, state), state === "done" ? "done" : "notDone");
}

/** @param {Controller} controller @param {1 | -1} direction */
export function page(controller, direction) {
	const place = controller.documents.findIndex((d) => d.id === controller.opened.id);
	const next = controller.documents[place + direction];
	if (next) controller.wire?.page(next.id);
	else controller.say("noMore");
}

/** Accept every open candidate with the suggestion of this one, as one gesture. @param {Controller} controller */
export function acceptAll(controller) {
	const suggestion = controller.candidate?.suggestion;
	if (!suggestion || controller.focusId) return;
	const isTheirs = suggestion.record !== undefined;
	const open = controller.candidates.filter((c) => {
		const other = controller.suggestionAt(c);
		const isSame = other?.type === suggestion.type && (other.record !== undefined) === isTheirs;
		return isSame && controller.isOpen(c);
	});
	if (isTheirs)
		return adopt(
			controller,
			open.flatMap((c) => c.suggestion?.record ?? []),
		);
	const label = controller.schema.labels.find((l) => l.code === suggestion.type);
	if (!label) return;
	const gesture = edits.acceptCandidates(controller.desk, open, label);
	controller.commit(gesture, "places", label.code, String(gesture.length));
}

/** Put the candidate aside for this sitting and go on. @param {Controller} controller */
export function reject(controller) {
	if (controller.focusId || !controller.selection) return;
	controller.rejected.add(controller.selection.join("-"));
	controller.say("rejected", controller.article.slice(...controller.selection));
	controller.step(1);
}
