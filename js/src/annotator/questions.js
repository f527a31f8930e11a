// What a view asks the kernel and can do without: what an entity may be linked to, what the guidelines
// say. A question that hears no answer leaves its place empty; nothing waits for it.

/** @typedef {import("./types.js").KernelMessage} KernelMessage */
/** @typedef {import("./types.js").KnownThing} KnownThing */

/** Questions, and the answers that have come. */
export class Questions {
	/** @param {(question: object) => void} ask @param {() => void} onAnswer */
	constructor(ask, onAnswer) {
		this.ask = ask;
		this.onAnswer = onAnswer;
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

	/**
	 * Take an answer in; one that comes too late is dropped.
	 * @param {KernelMessage} message
	 * @returns {boolean} whether it was an answer
	 */
	hear({ kind, words, things = [], anchor = "", text = "" }) {
		if (kind !== "found" && kind !== "clause") return false;
		if (kind === "found" && words !== this.words) return true;
		if (kind === "found") this.things = things;
		else this.clauses.set(anchor, text);
		this.onAnswer();
		return true;
	}
}
