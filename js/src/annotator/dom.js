// Elements made from values; data reaches the page as text nodes and attributes, never as HTML.

import { texts } from "./strings.js";

/** @typedef {Record<string, string | boolean | number | undefined | ((event: any) => void)>} Properties */

const FOCUSABLE = new Set(["button", "input", "select", "textarea", "summary"]);

/**
 * An element with attributes, listeners (`onclick`) and children.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Properties} [properties] false and undefined leave an attribute out
 * @param {...(Node | string | null | undefined | false)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function make(tag, properties = {}, ...children) {
	const node = document.createElement(tag);
	if (tag === "button") node.setAttribute("type", "button");
	if (FOCUSABLE.has(tag) || properties.tabindex !== undefined)
		node.setAttribute("data-lm-suppress-shortcuts", "true");
	for (const [name, value] of Object.entries(properties)) {
		if (typeof value === "function") node.addEventListener(name.slice(2), value);
		else if (value === true) node.setAttribute(name, "");
		else if (value !== false && value !== undefined) node.setAttribute(name, String(value));
	}
	for (const child of children) if (child) node.append(child);
	return node;
}

/**
 * Give an element other children; those at its beginning and end that look the same stay as they are.
 * @param {Element} host
 * @param {readonly Node[]} nodes
 */
export function replaceChanged(host, nodes) {
	const old = [...host.childNodes];
	const most = Math.min(old.length, nodes.length);
	let head = 0;
	while (head < most && old[head].isEqualNode(nodes[head])) head += 1;
	let tail = 0;
	while (
		tail < most - head &&
		old[old.length - 1 - tail].isEqualNode(nodes[nodes.length - 1 - tail])
	)
		tail += 1;
	const rest = old[old.length - tail] ?? null;
	for (const node of old.slice(head, old.length - tail)) host.removeChild(node);
	for (const node of nodes.slice(head, nodes.length - tail)) host.insertBefore(node, rest);
}

/**
 * A text in both languages: Vietnamese first and English beside it, or English alone.
 * @param {string} key
 * @param {string} language
 * @returns {HTMLElement}
 */
export function bilingual(key, language) {
	const [vi, en] = texts(key);
	return pair(vi, en, language);
}

/**
 * Two names of one thing.
 * @param {string} vi
 * @param {string} en
 * @param {string} language
 */
export function pair(vi, en, language) {
	if (language === "en") return make("span", { lang: "en" }, en || vi);
	const beside = en && en !== vi ? make("span", { class: "gn-en", lang: "en" }, en) : null;
	return make("span", {}, make("span", { lang: "vi" }, vi), beside ? " " : null, beside);
}

/** The names of a type, for a tooltip. @param {{name: string, name_en: string}} type @param {string} language */
export function namesOf({ name, name_en }, language) {
	return language === "en" ? name_en || name : `${name} · ${name_en}`;
}

/** A key as it is printed on a keyboard. @param {string} key */
export function keycap(key) {
	const shown = key
		.replace("Shift+/", "?")
		.replace("Arrow", "")
		.replace("Right", "→")
		.replace("Left", "←")
		.replace("Enter", "↵")
		.replace("Escape", "Esc")
		.replace("Delete", "Del")
		.replace("Shift+", "⇧");
	return make("kbd", { class: "gn-key" }, shown);
}

/**
 * Rebuild part of a page without taking from a person the field they are in or what they type.
 * @param {HTMLElement} host
 * @param {() => Node[]} build
 * @param {string} [about] what it shows; words typed about one thing are never put to another
 */
export function rebuild(host, build, about = "") {
	const root = /** @type {Document | ShadowRoot} */ (host.getRootNode());
	const active = /** @type {HTMLElement | null} */ (root.activeElement);
	const field = active && host.contains(active) ? active.getAttribute("data-field") : null;
	const isSame = (host.dataset.about ?? "") === about;
	const restoreTyping = isSame ? keepTyping(active) : () => undefined;
	host.dataset.about = about;
	// Where the part was scrolled to stays: the page is laid out only once the new nodes are in.
	host.replaceChildren(...build());
	if (!field) return;
	for (const node of host.querySelectorAll("[data-field]"))
		if (node.getAttribute("data-field") === field) {
			/** @type {HTMLElement} */ (node).focus({ preventScroll: true });
			restoreTyping(node);
			return;
		}
	// What was pressed is gone: without a focus, keys would go to the notebook.
	/** @type {HTMLElement | null | undefined} */ (
		host.closest(".gn")?.querySelector(".gn-text")
	)?.focus({ preventScroll: true });
}

/**
 * What is being typed in a field, and where the caret stands, for the field that takes its place.
 * @param {Element | null} field
 * @returns {(heir: Element) => void}
 */
function keepTyping(field) {
	const old = /** @type {HTMLInputElement} */ (field);
	if (old?.tagName !== "INPUT" || !/^(?:text|search)$/u.test(old.type)) return () => undefined;
	const { value, defaultValue, selectionStart, selectionEnd } = old;
	return (heir) => {
		const fresh = /** @type {HTMLInputElement} */ (heir);
		if (value !== defaultValue) fresh.value = value;
		fresh.setSelectionRange(selectionStart, selectionEnd);
	};
}
