// Which role a record most likely has: each habit of the language by an example of its own.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Article } from "../src/annotator/article.js";
import { Records } from "../src/annotator/records.js";
import { likelyArgument, likelyRole } from "../src/annotator/role_guess.js";
import { openText, SCHEMA, sitDown, spanOf } from "./desk.js";

/** @typedef {import("../src/annotator/types.js").AnyRecord} AnyRecord */
/** @typedef {import("../src/annotator/types.js").Event} Event */
/** @typedef {import("../src/annotator/types.js").EventType} EventType */
/** @typedef {import("../src/annotator/types.js").Role} Role */
/** @typedef {import("../src/annotator/types.js").Spanned} Spanned */

/** @param {string} code @param {string[]} fillers @param {string[]} [cues] */
const role = (code, fillers, cues = []) => /** @type {Role} */ ({ code, fillers, cues });
const ANYTHING = ["DOC", "EVENT", "PER", "ORG", "GPE", "LOC", "FAC"];
const PLACE = role("Place", ["GPE", "LOC"], ["tại", "ở"]);
const TIME = role("Time", ["TIME"], ["vào", "hôm"]);
const MEET = {
	code: "Contact.Meet",
	roles: [
		role("Participant", ["PER", "GPE"], ["giữa", "với"]),
		role("Topic", ANYTHING),
		PLACE,
		TIME,
	],
};
const ATTACK = {
	code: "Conflict.Attack",
	roles: [
		role("Attacker", ["PER", "GPE"], ["do", "bởi"]),
		role("Target", ["PER", "GPE"], ["vào"]),
		PLACE,
		TIME,
	],
};
const APPOINT = {
	code: "Personnel.Start-Position",
	roles: [role("Agent", ["PER", "ORG", "GPE"], ["do"]), role("Person", ["PER"]), TIME],
};

/**
 * A sentence with its trigger and its labelled words, fillers of roles with the role behind them.
 * @param {{code: string, roles: Role[]}} kind
 * @param {string} text
 * @param {string} trigger
 * @param {Record<string, string>} labels words to label, or to `label role`
 */
function read(kind, text, trigger, labels) {
	/** @type {Spanned[]} */
	const records = Object.entries(labels).map(([words, label]) => {
		const [type] = label.split(" ");
		const kind = type === "TIME" ? "time" : "mention";
		return /** @type {Spanned} */ ({
			kind,
			id: words,
			type,
			text: words,
			extent: [spanOf(text, words)],
		});
	});
	/** @type {Event} */
	const event = {
		kind: "event",
		id: "v-1",
		type: kind.code,
		trigger: [spanOf(text, trigger)],
		text: trigger,
		arguments: Object.entries(labels)
			.map(([ref, label]) => ({ role: label.split(" ")[1], ref }))
			.filter((argument) => argument.role),
	};
	const opened = openText(text, [...records, event]);
	const desk = {
		article: new Article(opened),
		records: new Records(opened),
		schema: SCHEMA,
		newId: () => "",
	};
	const type = /** @type {EventType} */ (/** @type {unknown} */ (kind));
	return {
		/** @param {string} words */
		roleOf: (words) =>
			likelyRole(desk, event, type, /** @type {Spanned} */ (desk.records.get(words)))?.code,
		next: () => {
			const guess = likelyArgument(desk, event, type);
			return guess && `${guess.role.code} ${guess.filler.text}`;
		},
	};
}

test("the word in front of a name says what it is there for", () => {
	const text = "Putin họp với Mỹ tại Moscow vào thứ sáu.";
	const labels = { Putin: "PER Participant", Mỹ: "GPE", Moscow: "GPE", "thứ sáu": "TIME" };
	const sentence = read(MEET, text, "họp", labels);
	assert.deepEqual(["Mỹ", "Moscow", "thứ sáu"].map(sentence.roleOf), [
		"Participant",
		"Place",
		"Time",
	]);
});

test("classifiers and plural words do not hide the word in front of them", () => {
	const text = "Putin họp với các nước tại phía Nga.";
	const sentence = read(MEET, text, "họp", { nước: "GPE", Nga: "GPE" });
	assert.deepEqual(["nước", "Nga"].map(sentence.roleOf), ["Participant", "Place"]);
});

test("what stands in a row shares a role", () => {
	for (const row of ["Nga và Ukraine", "Nga, Ukraine", "Nga - Ukraine", "Nga cùng với Ukraine"]) {
		const sentence = read(MEET, `Cuộc họp giữa ${row}.`, "họp", {
			Nga: "GPE Participant",
			Ukraine: "GPE",
		});
		assert.equal(sentence.roleOf("Ukraine"), "Participant", row);
	}
	const apart = read(MEET, "Cuộc họp của Nga hôm qua ở Ukraine.", "họp", {
		Nga: "GPE Participant",
		Ukraine: "GPE",
	});
	assert.equal(apart.roleOf("Ukraine"), "Place");
});

test("who acts stands in front of the verb, whom it befalls behind it", () => {
	const sentence = read(ATTACK, "Nga tấn công Ukraine.", "tấn công", {
		Nga: "GPE",
		Ukraine: "GPE",
	});
	assert.deepEqual(["Nga", "Ukraine"].map(sentence.roleOf), ["Attacker", "Target"]);
});

test("`bị` turns it round, and who acts stands behind `bị`", () => {
	const labels = { Nga: "GPE", Ukraine: "GPE" };
	const sentence = read(ATTACK, "Ukraine bị Nga tấn công.", "tấn công", labels);
	assert.deepEqual(["Ukraine", "Nga"].map(sentence.roleOf), ["Target", "Attacker"]);
});

test("a role that takes only this kind of filler goes before one that takes many", () => {
	const sentence = read(APPOINT, "Việc bổ nhiệm Turner.", "bổ nhiệm", { Turner: "PER" });
	assert.equal(sentence.roleOf("Turner"), "Person");
});

test("a role that takes nearly anything is guessed only for what fits no other", () => {
	const labels = { Putin: "PER Participant", Trump: "PER", "thỏa thuận": "DOC" };
	const sentence = read(MEET, "Putin gặp Trump bàn thỏa thuận.", "gặp", labels);
	assert.deepEqual(["Trump", "thỏa thuận"].map(sentence.roleOf), ["Participant", "Topic"]);
});

test("what fits no role is guessed for none", () => {
	const sentence = read(APPOINT, "Việc bổ nhiệm ở Paris.", "bổ nhiệm", { Paris: "LOC" });
	assert.equal(sentence.roleOf("Paris"), undefined);
	assert.equal(sentence.next(), undefined);
});

test("of all that is open the nearest with the most evidence is shown first, and each once", () => {
	const text = "Hôm qua, Putin họp với Trump tại Alaska. Zelensky ở Kiev.";
	const open = { "Hôm qua": "TIME", Putin: "PER", Trump: "PER", Alaska: "GPE", Zelensky: "PER" };
	/** @type {Record<string, string>} */
	const labels = { ...open };
	const shown = [];
	for (;;) {
		const next = read(MEET, text, "họp", labels).next();
		if (!next) break;
		const [code, ...words] = next.split(" ");
		labels[words.join(" ")] += ` ${code}`;
		shown.push(next);
	}
	assert.deepEqual(shown, [
		"Participant Trump",
		"Place Alaska",
		"Participant Putin",
		"Time Hôm qua",
	]);
});

test("what lies inside a filler is guessed after all others", () => {
	const text = "Putin họp với đặc phái viên của Mỹ.";
	const labels = { Putin: "PER", "đặc phái viên của Mỹ": "PER Participant", Mỹ: "GPE" };
	assert.equal(read(MEET, text, "họp", labels).next(), "Participant Putin");
});

test("a record that one has gone past is not shown again for this event", async () => {
	const desk = sitDown("Zelensky nói Putin họp với Trump.");
	await desk.settle();
	for (const name of ["Zelensky", "Putin", "Trump"]) {
		desk.drag(name);
		desk.press("Digit1", "Escape");
	}
	const selected = () => {
		const [start, end] = desk.controller.selection ?? [0, 0];
		return desk.controller.article.slice(start, end);
	};
	desk.drag("họp");
	desk.press("KeyC", "KeyM");
	assert.equal(selected(), "Putin");
	desk.press("KeyN");
	assert.equal(selected(), "Zelensky");
	desk.press("Enter");
	assert.equal(selected(), "Trump", "Putin was passed");
	desk.press("Escape", "Escape");
	desk.click("họp");
	desk.press("KeyP");
	assert.equal(selected(), "Putin", "a role that is asked for shows all again");
});

test("an argument that has no place in the text is passed over", () => {
	const text = "Cuộc họp giữa Nga và Ukraine.";
	const records = /** @type {AnyRecord[]} */ ([
		{ kind: "entity", id: "russia", type: "GPE", name: "Nga" },
		{ kind: "mention", id: "m-1", type: "GPE", text: "Ukraine", extent: [spanOf(text, "Ukraine")] },
		{
			kind: "event",
			id: "v-1",
			type: "Contact.Meet",
			text: "họp",
			trigger: [spanOf(text, "họp")],
			arguments: [{ role: "Participant", ref: "russia" }],
		},
	]);
	const opened = openText(text, records);
	const all = new Records(opened);
	const desk = { article: new Article(opened), records: all, schema: SCHEMA, newId: () => "" };
	const [event] = all.all("event");
	const type = SCHEMA.events[1];
	assert.equal(likelyArgument(desk, event, type)?.filler.id, "m-1");
});

test("words that name an event elsewhere are made no mention by a click", async () => {
	const desk = sitDown("Putin nói. Gặp Gỡ Hà Nội mở cửa, và Putin phát biểu ở Gặp Gỡ Hà Nội.");
	await desk.settle();
	const [start, end] = spanOf(desk.controller.article.points.text, "Gặp Gỡ Hà Nội", 1);
	const stop = desk.controller.candidates.find((c) => c.start === start && c.end === end);
	assert.equal(stop?.suggestion, null, "it is searched before the words are labelled");
	desk.drag("Putin");
	desk.press("Digit1", "Escape");
	desk.drag("Gặp Gỡ Hà Nội");
	desk.press("KeyC", "KeyM", "Escape", "Escape");
	desk.drag("phát biểu");
	desk.press("Enter");
	const before = desk.controller.records.spanned().length;
	desk.click("Gặp Gỡ Hà Nội", 1);
	assert.equal(desk.controller.records.spanned().length, before);
	assert.ok(!desk.controller.records.all("mention").some((m) => m.text.startsWith("Gặp")));
});
