// What the tests stand on: a small schema, an article from plain text, a kernel that answers.

import { readFileSync } from "node:fs";

import { Controller } from "../src/annotator/controller.js";
import { Outbox } from "../src/annotator/outbox.js";
import { Wire } from "../src/annotator/wire.js";

/** @typedef {import("../src/annotator/types.js").Edit} Edit */
/** @typedef {import("../src/annotator/types.js").KernelMessage} KernelMessage */
/** @typedef {import("../src/annotator/types.js").OpenedDocument} OpenedDocument */
/** @typedef {import("../src/annotator/types.js").Schema} Schema */

const SEEDS = new URL("../../seeds/", import.meta.url);
export const SEED_1 = readFileSync(new URL("000_e85f3aaeab3ef9c0.txt", SEEDS), "utf8");

/** @param {string} code @param {string} key @param {boolean} [isValue] */
function label(code, key, isValue = false) {
	return {
		code,
		key,
		name: code.toLowerCase(),
		name_en: code.toLowerCase(),
		colour: "#575e83",
		colour_dark: "#76e1ec",
		is_value: isValue,
		subtypes: [],
		guideline: "",
		description: "",
		examples: [],
	};
}

/** @param {string} code @param {string} key @param {string[]} fillers @param {boolean} [isRequired] @param {string[]} [cues] */
function role(code, key, fillers, isRequired = false, cues = []) {
	return { code, key, name: code, name_en: code, fillers, cues, is_required: isRequired };
}

const ACTORS = ["PER", "ORG", "GPE"];

/** @type {Schema} */
export const SCHEMA = {
	name: "test/1",
	levels: ["NAM", "NOM", "PRO", "VAL"],
	labels: [
		label("PER", "1"),
		label("ORG", "2"),
		label("GPE", "3"),
		label("LOC", "4"),
		label("TIME", "9", true),
		label("NUM", "z", true),
	],
	events: [
		{
			...label("Contact.Statement", "cs"),
			triggers: ["phát biểu", "nói"],
			roles: [
				role("Speaker", "s", ACTORS, true),
				role("Audience", "u", ACTORS),
				role("Place", "l", ["GPE", "LOC"]),
				role("Time", "t", ["TIME"]),
			],
		},
		{
			...label("Contact.Meet", "cm"),
			triggers: ["hội đàm", "gặp", "gặp gỡ"],
			roles: [role("Participant", "p", ACTORS, true)],
		},
		{
			...label("Diplomacy.Agree", "da"),
			triggers: ["đồng ý", "nhất trí"],
			roles: [role("Theme", "h", ["EVENT"])],
		},
	],
	attributes: [
		attribute("realis", "event", ["ACTUAL", "OTHER"], "1", true),
		attribute("certainty", "event", ["high", "low"], "5"),
		attribute("specific", "mention", ["true", "false"], "f"),
	],
	relations: [],
	hopper_relations: [],
	document_labels: [],
};

/** @param {string} code @param {string} on @param {string[]} values @param {string} key @param {boolean} [isRequired] */
function attribute(code, on, values, key, isRequired = false) {
	return {
		code,
		on,
		values,
		key,
		name: code,
		name_en: code,
		value_names: [],
		is_required: isRequired,
	};
}

/** @param {[number, number][]} spans */
function pack(spans) {
	let position = 0;
	return spans.flatMap(([start, end]) => {
		const packed = [start - position, end - start];
		position = end;
		return packed;
	});
}

/** @param {string} text @param {RegExp} pattern @returns {[number, number][]} */
function find(text, pattern) {
	return [...text.matchAll(pattern)].map((match) => {
		const start = [...text.slice(0, match.index)].length;
		return [start, start + [...match[0]].length];
	});
}

/**
 * A document as the kernel packs it.
 * @param {string} text
 * @param {import("../src/annotator/types.js").AnyRecord[]} [records]
 * @returns {OpenedDocument}
 */
export function openText(text, records = []) {
	return {
		id: "doc",
		title: "",
		language: "vi",
		text,
		text_sha256: "0".repeat(64),
		project: "p1",
		annotator: "a1",
		sections: [],
		sentences: pack(find(text, /[^\n]+?(?:[.!?…]+["”]?(?=\s)|(?=\n)|$)/gu)),
		tokens: pack(find(text, /[\p{L}\p{N}]+(?:[-/.,]\p{N}+)*|[^\s\p{L}\p{N}]/gu)),
		state: "new",
		records: records.filter((r) => !["entity", "hopper"].includes(r.kind)),
		corpus: records.filter((r) => ["entity", "hopper"].includes(r.kind)),
		revisions: { doc: "r0" },
		documents: [{ id: "doc", title: "", state: "new", records: 0, characters: text.length }],
	};
}

/**
 * Where words stand.
 * @param {string} text
 * @param {string} words
 * @param {number} [nth]
 * @returns {[number, number]}
 */
export function spanOf(text, words, nth = 0) {
	let unit = -1;
	for (let count = 0; count <= nth; count += 1) unit = text.indexOf(words, unit + 1);
	if (unit < 0) throw new Error(`${words} is not in the text`);
	const start = [...text.slice(0, unit)].length;
	return [start, start + [...words].length];
}

/** A shelf like localStorage. */
export class MemoryShelf {
	constructor() {
		/** @type {Map<string, string>} */
		this.kept = new Map();
	}
	get length() {
		return this.kept.size;
	}
	/** @param {number} index */
	key(index) {
		return [...this.kept.keys()][index] ?? null;
	}
	/** @param {string} key */
	getItem(key) {
		return this.kept.get(key) ?? null;
	}
	/** @param {string} key @param {string} value */
	setItem(key, value) {
		this.kept.set(key, value);
	}
	/** @param {string} key */
	removeItem(key) {
		this.kept.delete(key);
	}
}

/**
 * A controller on a text, with a wire whose kernel answers at once unless it is told to be silent.
 * @param {string} text
 * @param {import("../src/annotator/types.js").AnyRecord[]} [records]
 * @param {Partial<OpenedDocument>} [more] what else the kernel says of the document
 */
export function sitDown(text, records = [], more = {}) {
	let count = 0;
	let now = 0;
	/** @type {any[]} */
	const sent = [];
	/** @type {string[]} */
	const said = [];
	const shelf = new MemoryShelf();
	const kernel = { isSilent: false };
	const controller = new Controller({
		schema: SCHEMA,
		config: { language: "vi", keys: {}, arcs: "focus" },
		opened: { ...openText(text, records), ...more },
		newId: (prefix) => {
			count += 1;
			return `${prefix}-${count}`;
		},
		onChange: () => undefined,
		onSay: (key) => said.push(key),
	});
	/** @type {import("../src/annotator/wire.js").Refusal[]} */
	const refusals = [];
	const wire = new Wire({
		send: (message) => {
			sent.push(message);
			if (!kernel.isSilent) queueMicrotask(() => answer(message));
		},
		outbox: new Outbox(shelf, "a1:text", "s1"),
		session: "s1",
		now: () => now,
		position: () => ({ document: controller.opened.id, revisions: controller.revisions }),
		onNews: (message) => controller.hear(message),
		onRefusal: (refusal) => refusals.push(refusal),
		onHealth: () => undefined,
	});
	/** @param {any} message */
	const answer = (message) => {
		if (message.kind === "hello") wire.receive({ kind: "welcome", session: "s1" });
		if (message.kind === "beat") wire.receive({ kind: "beat", session: "s1" });
		if (message.kind === "op")
			wire.receive({
				kind: "ack",
				session: "s1",
				author: message.session,
				seq: message.seq,
				changes: message.edits,
			});
	};
	controller.wire = wire;
	wire.hello();
	return {
		controller,
		wire,
		sent,
		said,
		shelf,
		kernel,
		refusals,
		answer,
		settle: () => new Promise((done) => setTimeout(done, 0)),
		/** @param {number} milliseconds */
		pass: (milliseconds) => {
			now += milliseconds;
			wire.tick(now);
		},
		/** @param {...string} codes `KeyC`, `Shift+Digit1` */
		press: (...codes) => {
			for (const written of codes) {
				const parts = written.split("+");
				controller.press({
					code: parts[parts.length - 1],
					shift: parts.includes("Shift"),
					ctrl: parts.includes("Ctrl"),
					alt: parts.includes("Alt"),
				});
			}
		},
		/** @param {string} words @param {number} [nth] */
		click: (words, nth = 0) => controller.point(spanOf(text, words, nth)[0]),
		/** @param {string} words @param {number} [nth] */
		drag: (words, nth = 0) => controller.drag(...spanOf(text, words, nth)),
	};
}
