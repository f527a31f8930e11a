// The empty frame that everything is drawn into.

import { makeCanvas } from "./arcs.js";
import { make } from "./dom.js";
import { say } from "./strings.js";

/** @param {string} language */
export function makeFrame(language) {
	// A box that scrolls can have the focus, and JupyterLab must not take its keys.
	const keysStay = { "data-lm-suppress-shortcuts": "true" };
	const titleBar = make("header", { class: "gn-bar" });
	const lamp = make("span", { class: "gn-lampbox" });
	const alerts = make("div", { class: "gn-alerts", role: "alert", ...keysStay });
	const asks = make("div", { class: "gn-asks", role: "alert", ...keysStay });
	const arcs = makeCanvas();
	const paper = make("div", { class: "gn-paper" });
	const text = make(
		"div",
		{
			class: "gn-text",
			tabindex: "0",
			role: "application",
			"aria-label": say("text", language),
			lang: "vi",
		},
		arcs,
		paper,
	);
	const keys = make("div", { class: "gn-keybar" });
	const status = make("div", { class: "gn-status" });
	const live = make("div", { class: "gn-live", "aria-live": "polite", role: "status" });
	const tabs = make("div", { class: "gn-tabs", role: "tablist" });
	const body = make("div", {
		class: "gn-body",
		role: "tabpanel",
		tabindex: "-1",
		"aria-label": say("panel", language),
	});
	const main = make("div", { class: "gn-main" }, alerts, text, asks);
	const grid = make(
		"div",
		{ class: "gn-frame" },
		make("div", { class: "gn-top" }, titleBar, lamp),
		main,
		make("aside", { class: "gn-side", "aria-label": say("panel", language) }, tabs, body),
		make("div", { class: "gn-bottom" }, status, keys),
	);
	const root = make("div", { class: "gn", "data-ready": "false" }, grid, live);
	return {
		root,
		titleBar,
		lamp,
		main,
		alerts,
		asks,
		arcs,
		paper,
		text,
		keys,
		status,
		live,
		tabs,
		body,
	};
}
