import assert from "node:assert/strict";
import { test } from "node:test";

import { JSDOM } from "jsdom";

import { openText, SCHEMA, SEED_1 } from "./desk.js";

/** A page, with listeners that last counted. */
function openPage() {
	const { window } = new JSDOM("<!doctype html><body></body>", { url: "http://localhost/" });
	for (const name of [
		"document",
		"Node",
		"Element",
		"HTMLElement",
		"MutationObserver",
		"localStorage",
	])
		Object.defineProperty(globalThis, name, {
			value: Reflect.get(window, name),
			configurable: true,
		});
	Object.defineProperty(globalThis, "addEventListener", {
		value: window.addEventListener.bind(window),
		configurable: true,
	});
	for (const name of ["AbortController", "AbortSignal"])
		Object.defineProperty(globalThis, name, {
			value: Reflect.get(window, name),
			configurable: true,
		});
	return window;
}

/** @param {any} [fields] */
function modelOf(fields = {}) {
	/** @type {Map<string, Set<(...args: any[]) => void>>} */
	const handlers = new Map();
	/** @type {any[]} */
	const sent = [];
	/** @type {Record<string, any>} */
	const values = {
		document: JSON.stringify(openText(SEED_1)),
		schema: SCHEMA,
		config: { language: "vi", keys: {} },
		theme: "auto",
		...fields,
	};
	return {
		sent,
		handlers,
		get: (/** @type {string} */ name) => values[name],
		on: (/** @type {string} */ name, /** @type {any} */ handler) => {
			handlers.set(name, (handlers.get(name) ?? new Set()).add(handler));
		},
		off: (/** @type {string} */ name, /** @type {any} */ handler) => {
			handlers.get(name)?.delete(handler);
		},
		send: (/** @type {any} */ message) => sent.push(message),
		say: (/** @type {any} */ message) => {
			for (const handler of handlers.get("msg:custom") ?? []) handler(message);
		},
	};
}

/**
 * The widget on a page of its own, closed with its test.
 * @param {import("node:test").TestContext} t
 * @param {any} [fields]
 */
async function show(t, fields) {
	const window = openPage();
	const { default: widget } = await import("../src/annotator/index.js");
	const el = window.document.body.appendChild(window.document.createElement("div"));
	const model = modelOf(fields);
	const close = widget.render({ model, el });
	t.after(close);
	const session = model.sent[0].from;
	const root = /** @type {HTMLElement} */ (el.querySelector(".gn"));
	/** @param {string} code */
	const press = (code) =>
		root
			.querySelector(".gn-text")
			?.dispatchEvent(new window.KeyboardEvent("keydown", { code, bubbles: true, composed: true }));
	return { window, el, model, close, session, root, press };
}

test("the text on the page is the article, labels never in it", async (t) => {
	const { root, model, session, press } = await show(t);
	model.say({ kind: "welcome", session });
	press("KeyN");
	press("Digit2");
	const lines = [...root.querySelectorAll(".gn-line")].map((line) => line.textContent);
	assert.equal(lines.join("\n"), SEED_1);
	assert.equal(root.querySelector("[data-chip]")?.getAttribute("data-chip"), "ORG");
});

test("nothing can be edited before the kernel has said welcome", async (t) => {
	const { root, model, press } = await show(t);
	press("KeyN");
	press("Digit2");
	assert.equal(root.dataset.ready, "false");
	assert.equal(model.sent.filter((m) => m.kind === "op").length, 0);
	assert.equal(root.querySelectorAll("[data-chip]").length, 0);
});

test("closing leaves no node, no handler and no timer", async (t) => {
	const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
	const { el, close, model } = await show(t);
	assert.equal(model.handlers.get("msg:custom")?.size, 1);
	close();
	assert.equal(el.childNodes.length, 0);
	for (const handlers of model.handlers.values()) assert.equal(handlers.size, 0);
	assert.equal(
		process.getActiveResourcesInfo().filter((name) => name === "Timeout").length,
		before,
	);
});

test("script in text, label, colour, name or reason stays text", async (t) => {
	const evil = '<img src=x onerror="globalThis.hacked=1">$x$';
	const schema = structuredClone(SCHEMA);
	schema.labels[0] = {
		...schema.labels[0],
		name: evil,
		name_en: evil,
		colour: 'red;background:url("x")',
		description: evil,
	};
	const document = openText(`${evil} Ông Putin`, [
		{ kind: "mention", id: "m-1", type: "PER", extent: [[0, 5]], text: evil, entity: "x" },
		{ kind: "entity", id: "x", type: "PER", name: evil },
		{ kind: "comment", id: "c-1", target: "m-1", text: evil },
	]);
	document.title = evil;
	document.annotator = evil;
	document.documents[0].title = evil;
	const { root, model, session } = await show(t, { schema, document: JSON.stringify(document) });
	model.say({ kind: "welcome", session });
	for (const tab of root.querySelectorAll("[role=tab]")) /** @type {HTMLElement} */ (tab).click();
	model.say({ kind: "nack", session, author: session, seq: 0, reason: evil });
	assert.equal(root.querySelectorAll("img, script").length, 0);
	for (const node of root.querySelectorAll("[style]"))
		assert.doesNotMatch(node.getAttribute("style") ?? "", /url|red;/);
	assert.ok(root.querySelector(".gn-title")?.textContent?.includes(evil));
	assert.equal(/** @type {any} */ (globalThis).hacked, undefined);
});

test("every element that takes the focus keeps JupyterLab's shortcuts away", async (t) => {
	const { root, model, session, press } = await show(t);
	model.say({ kind: "welcome", session });
	press("KeyN");
	press("Digit2");
	for (const node of root.querySelectorAll("button, input, select, [tabindex]"))
		assert.ok(node.hasAttribute("data-lm-suppress-shortcuts"), node.outerHTML);
});

test("letters that an input method composes are not keys", async (t) => {
	const { root, model, session, window } = await show(t);
	model.say({ kind: "welcome", session });
	root
		.querySelector(".gn-text")
		?.dispatchEvent(
			new window.KeyboardEvent("keydown", { code: "KeyN", bubbles: true, isComposing: true }),
		);
	assert.equal(root.querySelectorAll(".gn-on").length, 0);
});

/** The words of a part of the page that a Vietnamese letter betrays. @param {Element | null} part */
function vietnamese(part) {
	const nodes = [...(part?.querySelectorAll("*") ?? [])].filter((n) => n.children.length === 0);
	const words = nodes.flatMap((n) => [n.textContent ?? "", n.getAttribute("title") ?? ""]);
	return words.filter((w) => /[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽềềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]/iu.test(w));
}

/** A schema whose types have names in both languages. */
function namedTwice() {
	const schema = structuredClone(SCHEMA);
	for (const type of [...schema.labels, ...schema.events, ...schema.attributes])
		type.name = "tên tiếng Việt đủ dấu";
	for (const type of schema.events) for (const role of type.roles) role.name = "vai đủ dấu";
	return schema;
}

test("in English nothing that has an English name is Vietnamese", async (t) => {
	const config = { language: "en", keys: {} };
	const { root, model, session, press } = await show(t, { schema: namedTwice(), config });
	model.say({ kind: "welcome", session });
	for (const code of ["KeyN", "KeyC", "KeyS"]) press(code);
	press("Slash");
	for (const part of [".gn-keybar", ".gn-status", ".gn-tabs", ".gn-body", ".gn-live"])
		assert.deepEqual(
			vietnamese(root.querySelector(part)).filter((w) => /tên|vai|Tìm|Đang|đã/u.test(w)),
			[],
			part,
		);
	assert.equal(root.querySelector(".gn-text")?.getAttribute("aria-label"), "Article");
});

test("in Vietnamese tabs, attributes and messages have English beside", async (t) => {
	const { root, model, session, press } = await show(t, { schema: namedTwice() });
	model.say({ kind: "welcome", session });
	for (const code of ["KeyN", "KeyC", "KeyS"]) press(code);
	const bar = root.querySelector("[data-field=attribute-realis]");
	assert.equal(bar?.querySelector(".gn-en")?.textContent, "realis");
	assert.match(root.querySelector(".gn-said")?.textContent ?? "", /đã gán.*labelled/u);
	assert.equal(root.querySelector("[data-field=tab-find] .gn-en")?.textContent, "Find");
});

test("Esc is a button while an event is in focus, and brings the label chips back", async (t) => {
	const { root, model, session, press } = await show(t);
	model.say({ kind: "welcome", session });
	for (const code of ["KeyN", "KeyC", "KeyS"]) press(code);
	assert.equal(root.querySelector("[data-field=label-PER]"), null);
	const leave = /** @type {HTMLElement | null} */ (root.querySelector("button[data-field=leave]"));
	assert.match(leave?.textContent ?? "", /xong.*done.*Esc/u);
	leave?.click();
	assert.ok(root.querySelector("[data-field=label-PER]"));
});

test("help lists keys of events, roles and attributes, and the second keys of commands", async (t) => {
	const { root, model, session } = await show(t);
	model.say({ kind: "welcome", session });
	/** @type {HTMLElement} */ (root.querySelector("[data-field=help]")).click();
	const words = root.querySelector(".gn-help")?.textContent ?? "";
	for (const wanted of [
		"cs Contact.Statement",
		"s Speaker",
		"1 realis",
		"f specific",
		"Space",
		"Backspace",
	])
		assert.ok(words.includes(wanted), `${wanted} in ${words}`);
});

test("Enter in the search goes from hit to hit, Esc clears the marks and goes back to the text", async (t) => {
	const { root, model, session, press, window } = await show(t);
	model.say({ kind: "welcome", session });
	press("Slash");
	const box = () => /** @type {HTMLInputElement} */ (root.querySelector("[data-field=filter]"));
	box().value = "Ukraine";
	box().dispatchEvent(new window.Event("input", { bubbles: true }));
	/** @param {string} code */
	const key = (code) =>
		box().dispatchEvent(
			new window.KeyboardEvent("keydown", { code, bubbles: true, composed: true }),
		);
	const selected = () => root.querySelector(".gn-on")?.getAttribute("data-start");
	key("Enter");
	const first = selected();
	key("Enter");
	assert.ok(first && Number(selected()) > Number(first));
	assert.ok(root.querySelectorAll(".gn-hit").length > 2);
	key("Escape");
	assert.equal(root.querySelectorAll(".gn-hit").length, 0);
	assert.ok(window.document.activeElement?.classList.contains("gn-text"));
});

test("a panel that is still about the record before changes nothing of the next one", async (t) => {
	/** @type {(() => void)[]} */
	const frames = [];
	Object.defineProperty(globalThis, "requestAnimationFrame", {
		value: (/** @type {() => void} */ act) => frames.push(act),
		configurable: true,
	});
	t.after(() => Reflect.deleteProperty(globalThis, "requestAnimationFrame"));
	const { window, root, model, session, press } = await show(t);
	model.say({ kind: "welcome", session });
	press("KeyN");
	press("Digit2");
	press("Escape");
	press("KeyN");
	press("Digit3");
	for (const { seq, edits } of model.sent.filter((m) => m.kind === "op"))
		model.say({ kind: "ack", session, author: session, seq, changes: edits });
	const shown = () => root.querySelector(".gn-body .gn-quote")?.textContent;
	const first = shown();
	press("ArrowLeft");
	assert.equal(shown(), first, "the panel is drawn after the text");
	const sent = model.sent.length;
	const type = /** @type {HTMLSelectElement} */ (root.querySelector("[data-field=type]"));
	type.dispatchEvent(new window.Event("change", { bubbles: true }));
	assert.equal(model.sent.length, sent);
	assert.notEqual(shown(), first);
});
