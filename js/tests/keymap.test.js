import assert from "node:assert/strict";
import { test } from "node:test";

import { Keymap } from "../src/annotator/keymap.js";
import { SCHEMA } from "./desk.js";

const keymap = new Keymap(SCHEMA);
const idle = { kind: "", type: undefined, typed: "" };

/** @param {string} code @param {Partial<import("../src/annotator/keymap.js").Press>} [how] */
function press(code, how = {}) {
	return { code, shift: false, ctrl: false, alt: false, ...how };
}

test("a label key labels, and with Shift labels every occurrence", () => {
	assert.deepEqual(keymap.read(press("Digit1"), idle), { does: "label", name: "PER", all: false });
	assert.equal(keymap.read(press("Digit1", { shift: true }), idle).all, true);
	assert.equal(keymap.read(press("Numpad1"), idle).name, "PER");
});

test("two letters make an event, and the first is never taken for a command", () => {
	assert.deepEqual(keymap.read(press("KeyC"), idle), { does: "typing", name: "c" });
	const half = { ...idle, typed: "c" };
	assert.deepEqual(keymap.read(press("KeyS"), half), { does: "event", name: "Contact.Statement" });
	assert.equal(keymap.read(press("KeyX"), half).does, "none");
});

test("an event in focus gives letters to its roles and digits to its attributes", () => {
	const focus = { kind: "event", type: SCHEMA.events[0], typed: "" };
	assert.deepEqual(keymap.read(press("KeyS"), focus), { does: "role", name: "Speaker" });
	assert.deepEqual(keymap.read(press("KeyU"), focus), { does: "role", name: "Audience" });
	assert.deepEqual(keymap.read(press("Digit1"), focus), { does: "attribute", name: "realis" });
	assert.equal(keymap.read(press("KeyC"), focus).does, "typing");
});

test("commands have keys that a project may change", () => {
	assert.equal(keymap.read(press("KeyN"), idle).name, "next");
	assert.equal(keymap.read(press("KeyZ", { ctrl: true }), idle).name, "undo");
	assert.equal(keymap.read(press("KeyZ", { ctrl: true, shift: true }), idle).name, "redo");
	assert.equal(keymap.read(press("BracketRight", { shift: true }), idle).name, "startOn");
	const changed = new Keymap(SCHEMA, { level: "r" });
	assert.equal(changed.read(press("KeyR"), idle).name, "level");
	assert.equal(changed.read(press("KeyU"), idle).does, "none");
});

test("keys of the browser are left to the browser", () => {
	assert.equal(keymap.read(press("Tab"), idle).does, "none");
	assert.equal(keymap.read(press("KeyC", { ctrl: true }), idle).does, "none");
});
