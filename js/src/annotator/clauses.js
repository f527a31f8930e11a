// The clause of the guidelines for what is in focus: a role that waits for its words, or a type.

import { make } from "./dom.js";
import { say } from "./strings.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {import("./fields.js").Fields} Fields */
/** @typedef {import("./types.js").Spanned} Spanned */

/**
 * @param {Controller} controller
 * @param {Fields} fields
 * @param {Spanned} record
 */
export function guideline(controller, fields, record) {
	const role = controller.armedRole;
	if (role) {
		const clause = controller.questions.clauseOf(`#role-${role.code.toLowerCase()}`);
		const fillers = role.fillers.join(", ");
		const title = make("b", {}, role.code);
		return box(fields, [
			make("p", { class: "gn-rule" }, title, ` · ${role.name}: ${fillers}`),
			...paragraphs(clause),
		]);
	}
	const type = [...controller.schema.labels, ...controller.schema.events].find(
		(t) => t.code === record.type,
	);
	if (!type) return make("div");
	const clause = paragraphs(controller.questions.clauseOf(type.guideline));
	const example = type.examples[0];
	const short = [
		type.description && make("p", { class: "gn-rule", lang: "vi" }, type.description),
		example ? make("p", { class: "gn-quote", lang: "vi" }, example.text) : null,
	];
	const shown = (clause.length > 0 ? clause : short).filter((node) => node instanceof Node);
	return shown.length > 0 ? box(fields, shown) : make("div");
}

/** Rules beside what they rule; long ones scroll, also by keyboard. @param {Fields} fields @param {Node[]} rules */
function box(fields, rules) {
	const title = say("guideline", fields.language);
	return make(
		"section",
		{
			class: "gn-clause",
			"data-field": "clause",
			tabindex: "0",
			role: "region",
			"aria-label": title,
		},
		...rules,
	);
}

/**
 * The paragraphs of a clause; its quotations look like quotations.
 * @param {string} clause Markdown
 * @returns {HTMLElement[]}
 */
function paragraphs(clause) {
	return clause
		.split("\n")
		.map((line) => ({ isQuote: line.startsWith(">"), words: line.replace(/^>\s*/u, "").trim() }))
		.filter(({ words }) => words)
		.map(({ isQuote, words }) =>
			make(
				"p",
				{ class: isQuote && !words.startsWith("→") ? "gn-quote" : "gn-rule", lang: "vi" },
				...emphasised(words),
			),
		);
}

/** `**bold**`, `*slanted*` and `` `code` `` as elements; everything else as it stands. @param {string} words */
function emphasised(words) {
	return words.split(/(\*\*[^*]+\*\*|\*[^*]+\*|`[^`]+`)/u).map((part) => {
		if (part.startsWith("**")) return make("b", {}, part.slice(2, -2));
		if (part.length > 2 && part.startsWith("*")) return make("i", {}, part.slice(1, -1));
		if (part.length > 2 && part.startsWith("`")) return make("q", {}, part.slice(1, -1));
		return part;
	});
}
