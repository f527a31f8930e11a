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
		document: openText(SEED_1),
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
	const { root, model, session } = await show(t, { schema, document });
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
