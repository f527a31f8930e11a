// The talk between view and kernel: hello first, one operation per gesture, saved only when told.
// No DOM and no clock of its own: `tick` is called with the time.

import { Outbox } from "./outbox.js";

/** @typedef {import("./types.js").Edit} Edit */
/** @typedef {import("./types.js").KernelMessage} KernelMessage */
/** @typedef {import("./types.js").Operation} Operation */
/** @typedef {"connecting" | "saved" | "saving" | "late" | "gone"} Health */
/** @typedef {{operation: Operation, reason: string, isConflict: boolean}} Refusal */

export const LATE_AFTER = 3000;
export const SILENT_AFTER = 6000;
export const BEAT_EVERY = 2000;
export const RESEND_EVERY = 5000;
/** @type {Operation} */
const ENTRY = { kind: "op", session: "", seq: 0, document: "", edits: [] };
export const MESSAGE_LIMIT = 8 * 1024 * 1024;

/** One view's side of the conversation. */
export class Wire {
	/**
	 * @param {object} parts
	 * @param {(message: object) => void} parts.send
	 * @param {Outbox} parts.outbox
	 * @param {string} parts.session
	 * @param {() => number} parts.now
	 * @param {() => {document: string, revisions: Record<string, string>}} parts.position
	 * @param {(message: KernelMessage) => void} parts.onNews changes, or a whole document
	 * @param {(refusal: Refusal) => void} parts.onRefusal
	 * @param {() => void} parts.onHealth
	 */
	constructor({ send, outbox, session, now, position, onNews, onRefusal, onHealth }) {
		this.sendRaw = send;
		this.outbox = outbox;
		this.session = session;
		this.now = now;
		this.position = position;
		this.onNews = onNews;
		this.onRefusal = onRefusal;
		this.onHealth = onHealth;
		/** @type {(Operation & {sent: number, first: number})[]} */
		this.waiting = [];
		/** @type {Health} */
		this.health = "connecting";
		this.seq = 0;
		this.welcomed = false;
		this.heard = 0;
		this.asked = 0;
		this.lastBeat = 0;
		/** The document that was asked for, and when. */
		this.opening = "";
		this.turned = 0;
		/** Why the disk refuses at the moment. */
		this.trouble = "";
		this.toldTrouble = "";
		/** The last undo or redo. @type {{kind: "undo" | "redo", seq: number} | null} */
		this.lastTravel = null;
	}

	/** Whether an edit would be taken now. */
	get open() {
		return this.welcomed && !this.opening && (this.health === "saved" || this.health === "saving");
	}

	/** Edits shown but not confirmed, of this view. @returns {Edit[]} */
	get unconfirmed() {
		return this.waiting.filter((o) => o.session === this.session).flatMap((o) => o.edits);
	}

	/** Said again until somebody answers; how long that takes counts from the first time. */
	hello() {
		this.lastBeat = this.now();
		this.asked ||= this.lastBeat;
		this.say({ kind: "hello", ...this.position() });
	}

	/** The view is closed: nothing need be told to it any more. */
	bye() {
		this.say({ kind: "bye" });
	}

	/**
	 * One gesture: shown at once by the caller, kept in the outbox, sent.
	 * @param {string} document
	 * @param {readonly Edit[]} edits
	 * @returns {boolean} false when nothing may be edited now
	 */
	commit(document, edits) {
		if (!this.open || edits.length === 0) return false;
		const seq = this.seq + 1;
		this.seq += edits.length;
		return this.dispatch({ kind: "op", session: this.session, seq, document, edits: [...edits] });
	}

	/**
	 * Take back, or do again, the last gesture on the document.
	 * @param {"undo" | "redo"} kind
	 * @param {string} document
	 */
	travel(kind, document) {
		if (!this.open) return false;
		this.seq += 1;
		this.lastTravel = { kind, seq: this.seq };
		return this.dispatch({ kind, session: this.session, seq: this.seq, document, edits: [] });
	}

	/** Page to another document. @param {string} document */
	page(document) {
		if (!this.welcomed || this.health === "gone") return;
		this.opening = document;
		this.turned = this.now();
		this.asked = this.turned;
		this.say({ kind: "open", document });
	}

	/** A question that changes nothing; who asks must live with hearing no answer. @param {object} question */
	ask(question) {
		if (this.welcomed && this.health !== "gone") this.say(question);
	}

	/** @param {Operation} operation */
	dispatch(operation) {
		const size = JSON.stringify(operation).length * 3;
		if (size > MESSAGE_LIMIT) {
			this.onRefusal({ operation, reason: "too-large", isConflict: false });
			return false;
		}
		const now = this.now();
		this.waiting.push({ ...operation, sent: now, first: now });
		this.keep();
		this.say(operation);
		this.assess();
		return true;
	}

	/** @param {KernelMessage} message */
	receive(message) {
		if (message.session !== this.session) return;
		this.heard = this.now();
		this.asked = 0;
		if (message.kind === "ack" || message.kind === "nack") this.answer(message);
		if (message.kind === "nack" && !message.seq) this.refuseEntry(message.reason ?? "");
		if (message.kind === "opened") this.opening = "";
		if (message.kind === "welcome") this.enter();
		// Whoever hears the news may ask something: that goes out only where the kernel is known to live.
		this.assess();
		this.onNews(message);
		this.assess();
	}

	/** A document cannot be opened: the one on the page stays. @param {string} reason */
	refuseEntry(reason) {
		const operation = { ...ENTRY, session: this.session, document: this.opening };
		if (this.opening || !this.welcomed) this.onRefusal({ operation, reason, isConflict: false });
		this.opening = "";
	}

	/** What earlier views could not deliver goes out under their own names. */
	enter() {
		const first = !this.welcomed;
		this.welcomed = true;
		this.opening = "";
		if (!first) return;
		const now = this.now();
		for (const operation of this.outbox.leftBehind()) {
			this.waiting.push({ ...operation, sent: now, first: now });
			this.say(operation);
		}
	}

	/** @param {KernelMessage} message */
	answer(message) {
		const author = message.author ?? this.session;
		const index = this.waiting.findIndex((o) => o.seq === message.seq && o.session === author);
		if (index < 0) return;
		this.trouble = message.again ? (message.reason ?? "") : "";
		if (message.again) {
			this.waiting[index].first = Number.NEGATIVE_INFINITY;
			return;
		}
		const [operation] = this.waiting.splice(index, 1);
		if (author === this.session) this.keep();
		else this.outbox.forget(author, operation.seq);
		if (message.kind !== "nack") return;
		const isConflict = message.conflict ?? false;
		this.onRefusal({ operation, reason: message.reason ?? "", isConflict });
	}

	/** @param {number} now */
	tick(now) {
		if (!this.welcomed) {
			if (now - this.lastBeat >= LATE_AFTER) this.hello();
		} else if (!this.asked && now - this.lastBeat >= BEAT_EVERY) {
			this.lastBeat = now;
			this.asked = now;
			this.say({ kind: "beat", ...this.position() });
		} else if (this.asked && now - this.lastBeat >= RESEND_EVERY) {
			this.lastBeat = now;
			this.say({ kind: "beat", ...this.position() });
		}
		if (this.opening && now - this.turned >= RESEND_EVERY) {
			this.turned = now;
			this.say({ kind: "open", document: this.opening });
		}
		for (const operation of this.waiting)
			if (now - operation.sent >= RESEND_EVERY) {
				operation.sent = now;
				this.say({ ...operation, revisions: this.position().revisions });
			}
		this.assess();
	}

	assess() {
		const now = this.now();
		const oldest = this.waiting[0];
		/** @type {Health} */
		let health = this.waiting.length > 0 ? "saving" : "saved";
		if (oldest && now - oldest.first >= LATE_AFTER) health = "late";
		if (this.asked && now - this.asked >= SILENT_AFTER) health = "gone";
		if (!this.welcomed && health !== "gone") health = "connecting";
		if (health === this.health && this.trouble === this.toldTrouble) return;
		this.health = health;
		this.toldTrouble = this.trouble;
		this.onHealth();
	}

	keep() {
		this.outbox.keep(
			this.waiting
				.filter((o) => o.session === this.session)
				.map(({ kind, session, seq, document, edits }) => ({
					kind,
					session,
					seq,
					document,
					edits,
				})),
		);
	}

	/** @param {object} message */
	say(message) {
		try {
			this.sendRaw({ from: this.session, ...message });
		} catch {
			// A closed comm throws; the missing answer is what turns the banner red.
		}
	}
}
