// What a view asks the kernel and can do without: what an entity may be linked to, what the guidelines
// say, what words were labelled before. A question that hears no answer leaves its place empty; nothing
// waits for it.

/** @typedef {import("./types.js").KernelMessage} KernelMessage */
/** @typedef {import("./types.js").KnownThing} KnownThing */
/** @typedef {import("./types.js").Remembered} Remembered */

/** Questions, and the answers that have come. */
export class Questions {
	/**
	 * @param {(question: object) => void} ask
	 * @param {() => void} onAnswer
	 * @param {(remembered: readonly Remembered[]) => void} onRemembered
	 */
	constructor(ask, onAnswer, onRemembered) {
		this.ask = ask;
		this.onAnswer = onAnswer;
		this.onRemembered = onRemembered;
		/** The document whose words the kernel is asked about. */
		this.document = "";
		/** What is looked up. */
		this.words = "";
		/** What was found so far. @type {KnownThing[]} */
		this.things = [];
		/** @type {Map<string, string>} */
		this.clauses = new Map();
	}

	/** Ask what an entity may be linked to; nothing is asked for no words. @param {string} words @param {string} type */
	lookUp(words, type) {
		this.words = words;
		if (words) this.ask({ kind: "look_up", words, type });
		else this.things = [];
		this.onAnswer();
	}

	/**
	 * A clause of the guidelines; asked for once, and shown when it has come.
	 * @param {string} guideline `guidelines.md#per`
	 */
	clauseOf(guideline) {
		const anchor = guideline.slice(guideline.lastIndexOf("#") + 1);
		if (anchor && !this.clauses.has(anchor)) {
			this.clauses.set(anchor, "");
			this.ask({ kind: "clause", anchor });
		}
		return this.clauses.get(anchor) ?? "";
	}

	/** Ask what words of a document were labelled as in others. @param {string} document */
	remember(document) {
		this.document = document;
		this.ask({ kind: "remember", document });
	}

	/**
	 * The kernel reads a little for each question and answers others in between: ask until it is done.
	 * @param {KernelMessage} message
	 */
	hearRemembered({ document = "", complete = false, remembered = [] }) {
		if (document !== this.document) return;
		if (!complete) return this.remember(document);
		this.document = "";
		this.onRemembered(remembered);
	}

	/**
	 * Take an answer in; one that comes too late is dropped.
	 * @param {KernelMessage} message
	 * @returns {boolean} whether it was an answer
	 */
	hear(message) {
		const { kind, words, things = [], anchor = "", text = "" } = message;
		if (kind === "remembered") this.hearRemembered(message);
		if (kind !== "found" && kind !== "clause") return kind === "remembered";
		if (kind === "found" && words !== this.words) return true;
		if (kind === "found") this.things = things;
		else this.clauses.set(anchor, text);
		this.onAnswer();
		return true;
	}
}
