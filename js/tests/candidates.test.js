import assert from "node:assert/strict";
import { test } from "node:test";

import { Article } from "../src/annotator/article.js";
import { findCandidates, findTriggers } from "../src/annotator/candidates.js";
import { defaultHead, defaultLevel } from "../src/annotator/defaults.js";
import { inferYear, readTime } from "../src/annotator/edits.js";
import { Memory } from "../src/annotator/memory.js";
import { isForeign } from "../src/annotator/names.js";
import { Records } from "../src/annotator/records.js";
import { findWords } from "../src/annotator/word_finder.js";
import { openText, SCHEMA, SEED_1, spanOf } from "./desk.js";

const article = new Article(openText(SEED_1));
const words = findCandidates(article, new Map()).map((c) => article.slice(c.start, c.end));

test("names and titles of seed 1 are stops, each once and in text order", () => {
	for (const name of [
		"Thủ tướng Anh Keir Starmer",
		"Anh",
		"ông Starmer",
		"Tổng thống Mỹ Donald Trump",
		"Emmanuel Macron",
		"Ukraine",
		"Điện Kremlin",
		"Steve Witkoff",
	])
		assert.ok(
			words.some((w) => w.includes(name)),
			`${name} is not among the candidates`,
		);
	const places = findCandidates(article, new Map()).map((c) => `${c.start}-${c.end}`);
	assert.equal(new Set(places).size, places.length);
});

test("one capital at the start of a sentence is no name", () => {
	for (const word of ["Những", "Tuy", "Hơn", "Trong", "Cuộc"])
		assert.ok(!words.includes(word), word);
});

test("a name is a stop with what belongs to it, and without it none", () => {
	for (const whole of ["châu Âu", "phương Tây", "các quan chức Mỹ", "phía Nga", "họ", "Aljazeera"])
		assert.ok(words.includes(whole), whole);
	for (const part of ["Âu", "Tây", "Tổng", "Anh Keir Starmer"])
		assert.ok(!words.includes(part), part);
});

test("a name with its classifier is guessed as the name alone was labelled", () => {
	const known = /** @type {const} */ ({ kind: "mention", type: "ORG", source: "schema" });
	const stops = findCandidates(article, new Map([["The Telegraph", known]]));
	const [start, end] = spanOf(SEED_1, "Tờ The Telegraph");
	const whole = stops.find((c) => c.start === start && c.end === end);
	assert.equal(whole?.suggestion?.type, "ORG");
});

test("a title inside a title is a stop of its own", () => {
	const article = new Article(openText("Hôm qua Moscow đón đặc phái viên của tổng thống Mỹ."));
	const found = findCandidates(article, new Map());
	assert.deepEqual(
		found.map((c) => [article.slice(c.start, c.end), c.suggestion?.type]),
		[
			["Hôm qua", "TIME"],
			["Moscow", "GPE"],
			["đặc phái viên của tổng thống Mỹ", "PER"],
			["tổng thống Mỹ", "PER"],
			["Mỹ", "GPE"],
		],
	);
});

test("a word that is no Vietnamese syllable is foreign", () => {
	for (const word of ["Reuters", "Kiev", "Telegraph", "Macron"]) assert.ok(isForeign(word), word);
	for (const word of ["Những", "Nghiêng", "Quyền", "Thành", "Đài", "Yên", "Giữa"])
		assert.ok(!isForeign(word), word);
});

test("times and numbers of seed 1 are stops", () => {
	for (const time of ["ngày 26-4", "ngày 25-4", "tháng 2-2022", "3 giờ"])
		assert.ok(
			words.some((w) => w.includes(time)),
			time,
		);
	assert.ok(words.includes("Hơn 30"));
});

test("strings labelled before are stops wherever they stand", () => {
	const memory = new Map([
		["đàm phán", /** @type {const} */ ({ kind: "event", type: "Contact.Negotiate", source: "v" })],
	]);
	const stops = findCandidates(article, memory).filter((c) => c.suggestion?.kind === "event");
	assert.equal(stops.length, SEED_1.split("đàm phán").length - 1);
});

/** @type {[string, string, string, string][]} extent, type, level, head: rulings 1 to 9 of the guidelines */
const RULED = [
	["Tờ The Telegraph", "ORG", "NAM", "The Telegraph"],
	["Thủ tướng Anh Keir Starmer", "PER", "NAM", "Keir Starmer"],
	["Tổng thống Nga Vladimir Putin", "PER", "NAM", "Vladimir Putin"],
	["ông Starmer", "PER", "NAM", "Starmer"],
	["đặc phái viên của tổng thống Mỹ về Trung Đông Steve Witkoff", "PER", "NAM", "Steve Witkoff"],
	["Anh", "GPE", "NAM", "Anh"],
	["các quan chức Mỹ", "PER", "NOM", "quan chức"],
	["họ", "PER", "PRO", "họ"],
	["Hơn 30 quốc gia", "GPE", "NOM", "quốc gia"],
	["tổng thống Mỹ", "PER", "NOM", "tổng thống"],
];

for (const [extent, type, level, head] of RULED)
	test(`${extent} is ${level} with the head ${head}`, () => {
		const span = spanOf(SEED_1, extent);
		const label = SCHEMA.labels.find((l) => l.code === type);
		assert.equal(defaultLevel(article, span, label), level);
		assert.equal(article.slice(...(defaultHead(article, span, level) ?? span)), head);
	});

test("a value has no head of its own", () => {
	const span = spanOf(SEED_1, "3 giờ");
	assert.equal(defaultLevel(article, span, SCHEMA.labels[5]), "VAL");
	assert.equal(defaultHead(article, span, "VAL"), null);
});

test("a time says what its words alone say, and no more", () => {
	assert.deepEqual(readTime("ngày 26-4"), { timex: "DATE", value: "XXXX-04-26" });
	assert.deepEqual(readTime("tháng 2-2022"), { timex: "DATE", value: "2022-02" });
	assert.deepEqual(readTime("tháng 8"), { timex: "DATE", value: "XXXX-08" });
	assert.deepEqual(readTime("ngày 22-12-2025"), { timex: "DATE", value: "2025-12-22" });
	assert.deepEqual(readTime("3 giờ"), { timex: "DURATION", value: "PT3H" });
	assert.deepEqual(readTime("4 năm"), { timex: "DURATION", value: "P4Y" });
	assert.deepEqual(readTime("hiện nay"), { timex: "DATE" });
});

test("the year of a day comes from the article's date, never from the future", () => {
	assert.equal(inferYear("XXXX-08", "2025-12-22"), "2025-08");
	assert.equal(inferYear("XXXX-12-22", "2025-12-22"), "2025-12-22");
	assert.equal(inferYear("XXXX-12-23", "2025-12-22"), "2024-12-23");
	assert.equal(inferYear("XXXX-04-26", ""), "");
	assert.equal(inferYear("2022-02", "2025-12-22"), "");
});

/** @param {string} text */
const triggersIn = (text) => {
	const article = new Article(openText(text));
	const memory = new Memory(SCHEMA, new Records(openText(text)));
	return findTriggers(article, memory.triggers).map((c) => [
		article.slice(c.start, c.end),
		c.suggestion?.type,
	]);
};

test("words of the schema that name events are found, in any case and the longest of them", () => {
	assert.deepEqual(triggersIn("Phát biểu sau khi gặp gỡ ông Putin, ông nói đã đồng ý. Gặp nhau."), [
		["Phát biểu", "Contact.Statement"],
		["gặp gỡ", "Contact.Meet"],
		["nói", "Contact.Statement"],
		["đồng ý", "Diplomacy.Agree"],
		["Gặp", "Contact.Meet"],
	]);
});

test("a trigger is whole words: nothing inside another word is one", () => {
	assert.deepEqual(triggersIn("Người đó nóibừa; gặpgỡ."), []);
});

test("letters that are longer when small move no place", () => {
	assert.deepEqual(triggersIn("İİİ 😀 gặp GẶP GỠ"), [
		["gặp", "Contact.Meet"],
		["GẶP GỠ", "Contact.Meet"],
	]);
});

test("one walk finds what a search for each string finds", () => {
	const strings = ["Ukraine", "Nga", "hội đàm", "Tổng thống", "ông", "3", "Tờ The Telegraph", "“"];
	const one = findWords(article, strings).map(([words, span]) => `${words} ${span}`);
	const each = strings.flatMap((words) =>
		article.placesOf(words).map((span) => `${words} ${span}`),
	);
	assert.deepEqual(one.sort(), each.sort());
	assert.ok(one.length > 40);
});

test("a capital inside a sentence makes a name of a trigger", () => {
	assert.deepEqual(triggersIn("Hôm qua bà Nói đến Hà Nội."), []);
	const text = "Hôm qua bà Nói đến. “Nói thật”, bà nói. NÓI.";
	assert.deepEqual(
		triggersIn(text).map(([words]) => words),
		["Nói", "nói", "NÓI"],
	);
	const memory = new Memory(SCHEMA, new Records(openText(text)));
	const article = new Article(openText(text));
	assert.equal(memory.suggest(article, ...spanOf(text, "Nói")), null);
	assert.equal(memory.suggest(article, ...spanOf(text, "Nói", 1))?.type, "Contact.Statement");
});
