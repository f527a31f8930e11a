// Which key means what, given what is in focus. No DOM: keys come as `event.code`.
//
// Labels, events and roles have the keys that the schema gives them; commands have defaults that a
// project may change. An event in focus gives letters to its roles and digits to its attributes; a
// mention in focus gives its attributes their letters; everything else is labels and commands.

/** @typedef {import("./types.js").Schema} Schema */
/** @typedef {import("./types.js").EventType} EventType */
/** @typedef {{code: string, shift: boolean, ctrl: boolean, alt: boolean}} Press */
/** @typedef {{does: "command" | "label" | "role" | "event" | "attribute" | "typing" | "none", name: string, all?: boolean}} Meaning */
/** @typedef {{kind: string, type: EventType | undefined, typed: string}} Focus kind of the record in focus, its type if it is an event */

/** Command to key; `Shift+` and `Ctrl+` in front. @type {Record<string, string>} */
export const DEFAULT_KEYS = {
	next: "n",
	previous: "Shift+n",
	nextTrigger: "Shift+ArrowDown",
	previousTrigger: "Shift+ArrowUp",
	accept: "Enter",
	acceptAll: "Shift+Enter",
	reject: "-",
	right: "ArrowRight",
	left: "ArrowLeft",
	extendRight: "Shift+ArrowRight",
	extendLeft: "Shift+ArrowLeft",
	endBack: "[",
	endOn: "]",
	startBack: "Shift+[",
	startOn: "Shift+]",
	level: "u",
	head: "i",
	same: "a",
	fragment: "=",
	remove: "Delete",
	comment: ";",
	flag: "Shift+;",
	edit: "e",
	undo: "Ctrl+z",
	redo: "Ctrl+Shift+z",
	search: "/",
	arcs: "'",
	done: "Ctrl+Enter",
	nextDocument: ".",
	previousDocument: ",",
	cancel: "Escape",
	help: "Shift+/",
};

/** Further keys for the same commands. @type {Record<string, string>} */
export const ALIASES = {
	ArrowDown: "next",
	ArrowUp: "previous",
	Space: "next",
	"Shift+Space": "previous",
	Backspace: "remove",
	"Ctrl+y": "redo",
};

/** @type {Record<string, string>} */
const SIGNS = {
	"[": "BracketLeft",
	"]": "BracketRight",
	";": "Semicolon",
	"'": "Quote",
	"/": "Slash",
	".": "Period",
	",": "Comma",
	"=": "Equal",
	"-": "Minus",
	"`": "Backquote",
	"\\": "Backslash",
};

/**
 * The `event.code` of a key as people write it.
 * @param {string} key `a`, `7`, `[`, `Enter`
 */
export function codeOf(key) {
	if (/^[a-z]$/iu.test(key)) return `Key${key.toUpperCase()}`;
	if (/^\d$/u.test(key)) return `Digit${key}`;
	return SIGNS[key] ?? key;
}

/** The character a code stands for in schemas; empty where it has none. @param {string} code */
export function characterOf(code) {
	if (/^Key[A-Z]$/u.test(code)) return code[3].toLowerCase();
	const digit = /^(?:Digit|Numpad)(\d)$/u.exec(code);
	return digit ? digit[1] : "";
}

/** How a press is written: `Ctrl+Shift+KeyZ`. @param {Press} press */
function written({ code, shift, ctrl, alt }) {
	return `${ctrl ? "Ctrl+" : ""}${alt ? "Alt+" : ""}${shift ? "Shift+" : ""}${code.replace("NumpadEnter", "Enter")}`;
}

/** What the keys of one project mean. */
export class Keymap {
	/**
	 * @param {Schema} schema
	 * @param {Record<string, string>} [changed] command to key
	 */
	constructor(schema, changed = {}) {
		this.schema = schema;
		this.keys = { ...DEFAULT_KEYS, ...changed };
		/** @type {Map<string, string>} */
		this.commands = new Map();
		for (const [key, command] of Object.entries(ALIASES)) this.bind(key, command);
		for (const [command, key] of Object.entries(this.keys)) this.bind(key, command);
	}

	/** @param {string} key @param {string} command */
	bind(key, command) {
		const parts = key.split("+").filter((part) => part);
		const last = parts.pop() ?? "";
		this.commands.set(
			written({
				code: codeOf(last),
				shift: parts.includes("Shift"),
				ctrl: parts.includes("Ctrl"),
				alt: parts.includes("Alt"),
			}),
			command,
		);
	}

	/** Event types whose key begins with what was typed. @param {string} typed */
	eventsStarting(typed) {
		return typed ? this.schema.events.filter((type) => type.key.startsWith(typed)) : [];
	}

	/**
	 * @param {Press} press
	 * @param {Focus} focus
	 * @returns {Meaning}
	 */
	read(press, focus) {
		const character = press.ctrl || press.alt ? "" : characterOf(press.code);
		if (focus.typed && character) return this.readEventKey(focus.typed + character);
		const own = character && !press.shift ? this.readOwnKey(character, focus) : null;
		if (own) return own;
		const label = character && this.schema.labels.find((l) => l.key === character);
		if (label) return { does: "label", name: label.code, all: press.shift };
		const command = this.commands.get(written(press));
		if (command && !(character && this.eventsStarting(character).length > 0 && !press.shift))
			return { does: "command", name: command };
		if (character && !press.shift) return this.readEventKey(character);
		return { does: "none", name: "" };
	}

	/** @param {string} character @param {Focus} focus @returns {Meaning | null} */
	readOwnKey(character, focus) {
		const role = focus.type?.roles.find((r) => r.key === character);
		if (role) return { does: "role", name: role.code };
		const attribute = this.schema.attributes.find(
			(a) => a.on === focus.kind && a.key === character,
		);
		return attribute ? { does: "attribute", name: attribute.code } : null;
	}

	/** @param {string} typed @returns {Meaning} */
	readEventKey(typed) {
		const found = this.eventsStarting(typed);
		const exact = found.find((type) => type.key === typed);
		if (exact) return { does: "event", name: exact.code };
		return found.length > 0 ? { does: "typing", name: typed } : { does: "none", name: typed };
	}
}
