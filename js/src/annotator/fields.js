// The small controls that the side panel is made of.

import { bilingual, make, pair } from "./dom.js";
import { say } from "./strings.js";

/** @typedef {import("./controller.js").Controller} Controller */
/** @typedef {{value: string, name: string}} Choice */

/** Makes labelled controls whose changes are edits. */
export class Fields {
	/** @param {string} language */
	constructor(language) {
		this.language = language;
		this.count = 0;
	}

	/** @param {string | HTMLElement} title @param {HTMLElement} control @param {...Node} more */
	row(title, control, ...more) {
		const caption = typeof title === "string" ? bilingual(title, this.language) : title;
		return make(
			"label",
			{ class: "gn-row" },
			make("span", { class: "gn-caption" }, caption),
			control,
			...more,
		);
	}

	/**
	 * A choice whose options are made only when somebody turns to it: there may be thousands.
	 * @param {string} field what it sets
	 * @param {string} value
	 * @param {readonly Choice[] | (() => Choice[])} choices
	 * @param {(value: string) => void} onPick
	 * @param {string} [shown] what stands for the value while the options are not made
	 */
	choice(field, value, choices, onPick, shown) {
		const ready = typeof choices === "function" ? [] : choices;
		const name = shown || ready.find((choice) => choice.value === value)?.name;
		const current = { value, name: name || value || "–" };
		const control = make("select", {
			"data-field": field,
			title: current.name,
			onchange: (/** @type {Event} */ e) =>
				onPick(/** @type {HTMLSelectElement} */ (e.target).value),
		});
		/** @param {readonly Choice[]} offered */
		const offer = (offered) => {
			control.replaceChildren(
				...offered.map((choice) => make("option", { value: choice.value }, choice.name)),
			);
			control.value = value;
		};
		offer([current]);
		const unfold = () => {
			if (control.options.length > 1) return;
			const all = typeof choices === "function" ? choices() : choices;
			offer(all.some((choice) => choice.value === value) ? all : [current, ...all]);
		};
		control.addEventListener("pointerdown", unfold);
		control.addEventListener("focus", unfold);
		return control;
	}

	/**
	 * @param {string} field
	 * @param {string} value
	 * @param {(value: string) => void} onSet
	 * @param {import("./dom.js").Properties} [properties]
	 */
	text(field, value, onSet, properties = {}) {
		const control = make("input", {
			"data-field": field,
			type: "text",
			autocomplete: "off",
			spellcheck: "false",
			...properties,
			onchange: (/** @type {Event} */ e) =>
				onSet(/** @type {HTMLInputElement} */ (e.target).value.trim().normalize("NFC")),
		});
		control.defaultValue = value;
		return control;
	}

	/**
	 * A box that is searched as one types. While an input method composes a letter nothing happens:
	 * redrawing the page would tear the half-made letter from it.
	 * @param {string} field
	 * @param {string} value
	 * @param {string} title
	 * @param {(value: string) => void} onType
	 */
	search(field, value, title, onType) {
		const name = say(title, this.language);
		const tell = (/** @type {Event} */ e) =>
			onType(/** @type {HTMLInputElement} */ (e.target).value.normalize("NFC"));
		const control = make("input", {
			type: "search",
			class: "gn-filter",
			"data-field": field,
			autocomplete: "off",
			spellcheck: "false",
			"aria-label": name,
			placeholder: name,
			oninput: (/** @type {InputEvent} */ e) => e.isComposing || tell(e),
			oncompositionend: tell,
		});
		control.value = value;
		return control;
	}

	/** @param {string} field @param {boolean} isOn @param {HTMLElement} title @param {(isOn: boolean) => void} onSet */
	tick(field, isOn, title, onSet) {
		const control = make("input", {
			"data-field": field,
			type: "checkbox",
			onchange: (/** @type {Event} */ e) =>
				onSet(/** @type {HTMLInputElement} */ (e.target).checked),
		});
		control.checked = isOn;
		return make("label", { class: "gn-tick" }, control, title);
	}

	/** @param {string} field @param {string} key @param {() => void} onPress @param {import("./dom.js").Properties} [properties] */
	button(field, key, onPress, properties = {}) {
		return make(
			"button",
			{ "data-field": field, class: "gn-button", ...properties, onclick: onPress },
			bilingual(key, this.language),
		);
	}

	/** @param {string} key @param {...(Node | null)} children */
	section(key, ...children) {
		return make(
			"section",
			{ class: "gn-section" },
			make("h4", {}, bilingual(key, this.language)),
			...children,
		);
	}

	/** Name of a type in the interface language. @param {{name: string, name_en: string}} type */
	name(type) {
		return pair(type.name, type.name_en, this.language);
	}

	/** The same as plain text, for options. @param {{code: string, name: string, name_en: string}} type */
	plainName(type) {
		const name = this.language === "en" ? type.name_en || type.name : type.name;
		return name ? `${type.code} · ${name}` : type.code;
	}
}
