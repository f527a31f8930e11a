// What the status line and the live region say: what just happened, and what is waited for.

import { bilingual, keycap, make } from "./dom.js";
import { pickingText } from "./event_acts.js";
import { isSpanned } from "./records.js";

/** @typedef {import("./controller.js").Controller} Controller */

/**
 * What happened, in words.
 * @param {Controller} controller
 * @param {string} language
 * @param {string} key
 * @param {readonly string[]} details
 * @returns {Node[]}
 */
export function wordsFor(controller, language, key, details) {
	const words = details.filter(Boolean);
	if (key === "span") return [plain(words.join(", "))];
	if (key === "record") {
		const record = controller.records.get(details[0]);
		const level = record && "level" in record ? (record.level ?? "") : "";
		return isSpanned(record)
			? [plain(`${[record.type, level].filter(Boolean).join(" ")}: ${record.text}`)]
			: [];
	}
	if (key === "pickRole")
		return [question(bilingual(key, language), ` ${details[0]}: `), plain(details[1] ?? "")];
	if (key.startsWith("pickSame"))
		return [question(bilingual(key, language), " "), bilingual(`${key}How`, language)];
	if (key === "noCandidates")
		return [bilingual("suggestion", language), plain(": "), bilingual("empty", language)];
	const text = bilingual(key, language);
	return words.length > 0 ? [text, plain(`: ${words.join(" ")}`)] : [text];
}

/** What is asked; the status line shows it beside, for as long as it waits. @param {...(Node | string)} words */
function question(...words) {
	return make("span", { class: "gn-question" }, ...words);
}

/** @param {string} words */
function plain(words) {
	return document.createTextNode(words);
}

/** @param {string} language @param {...[string[], string]} keys keys with what they do */
function hints(language, ...keys) {
	const one = (/** @type {string[]} */ caps, /** @type {string} */ key) =>
		make("span", {}, ...caps.map((cap) => keycap(cap)), " ", bilingual(key, language));
	return make("span", { class: "gn-hints" }, ...keys.map(([caps, key]) => one(caps, key)));
}

/**
 * What a click or key would do now.
 * @param {Controller} controller
 * @param {string} language
 * @returns {Node[]}
 */
export function modeNodes(controller, language) {
	const role = controller.armedRole;
	const { next, previous, accept, cancel } = controller.keymap.keys;
	const suggestion = controller.focusId ? null : controller.candidate?.suggestion;
	/** @param {...(Node | string)} children */
	const mode = (...children) => [make("span", { class: "gn-mode" }, ...children)];
	if (controller.typed) return mode(keycap(controller.typed), "…");
	if (role) {
		const keys = hints(language, [[next], "walk"], [[accept], "fillIt"], [[cancel], "leave"]);
		return mode(make("span", {}, bilingual("pickRole", language), ` ${role.code}`), keys);
	}
	if (controller.picking) {
		const walk = [next, previous, "ArrowLeft", "ArrowRight"];
		const keys = hints(language, [walk, "walk"], [[accept], "linkIt"], [[cancel], "drop"]);
		return mode(bilingual(pickingText(controller), language), keys);
	}
	return suggestion ? mode(keycap(accept), ` ${suggestion.type}`) : [];
}
