// Edits of events, of who takes part in them, and of what is the same as what. No DOM.

import { change, newMention, setFields, surface, TIME_CODE } from "./edits.js";

/** @typedef {import("./types.js").AnyRecord} AnyRecord */
/** @typedef {import("./types.js").Edit} Edit */
/** @typedef {import("./types.js").Entity} Entity */
/** @typedef {import("./types.js").Event} Event */
/** @typedef {import("./types.js").EventType} EventType */
/** @typedef {import("./types.js").Mention} Mention */
/** @typedef {import("./types.js").Role} Role */
/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").Spanned} Spanned */
/** @typedef {import("./types.js").Suggestion} Suggestion */
/** @typedef {import("./edits.js").Desk} Desk */

export const EVENT_FILLER = "EVENT";

/**
 * An event on a trigger; another type for the event that stands exactly there.
 * @param {Desk} desk
 * @param {readonly Span[]} trigger
 * @param {EventType} type
 * @returns {{edits: Edit[], id: string}}
 */
export function makeEvent(desk, trigger, type) {
	const wanted = JSON.stringify(trigger);
	const twin = desk.records
		.touching(...trigger[0])
		.find((r) => r.kind === "event" && JSON.stringify(r.trigger) === wanted);
	if (twin?.kind === "event") return { id: twin.id, edits: retype(desk, twin, type) };
	const id = desk.newId("v");
	const fragments = trigger.map(([start, end]) => /** @type {Span} */ ([start, end]));
	/** @type {Event} */
	const event = {
		kind: "event",
		id,
		type: type.code,
		trigger: fragments,
		text: surface(desk.article, fragments),
	};
	const fields = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (event));
	for (const attribute of desk.schema.attributes)
		if (attribute.on === "event" && attribute.is_required && attribute.values.length > 0) {
			if (["realis", "polarity", "tense", "modality"].includes(attribute.code))
				fields[attribute.code] = attribute.values[0];
			else event.attributes = { ...event.attributes, [attribute.code]: attribute.values[0] };
		}
	return { id, edits: [change(desk, null, event)] };
}

/**
 * Another type; roles that the new type does not have are dropped.
 * @param {Desk} desk
 * @param {Event} event
 * @param {EventType} type
 * @returns {Edit[]}
 */
export function retype(desk, event, type) {
	const codes = new Set(type.roles.map((role) => role.code));
	return setFields(desk, event, {
		type: type.code,
		arguments: (event.arguments ?? []).filter((argument) => codes.has(argument.role)),
	});
}

/** Whether a record may fill a role. @param {Role} role @param {AnyRecord | undefined} record */
export function mayFill(role, record) {
	if (!record) return false;
	if (role.fillers.length === 0) return record.kind !== "entity";
	if (record.kind === "event") return role.fillers.includes(EVENT_FILLER);
	if (record.kind === "time") return role.fillers.includes(TIME_CODE);
	return record.kind === "mention" && role.fillers.includes(record.type);
}

/** A role that takes events and more kinds of fillers than this says nothing of who fills it. */
const KINDS_OF_ONE_MEANING = 5;

/** Whether a role takes nearly anything, as a topic does. @param {Role} role */
export function takesAnything({ fillers }) {
	return fillers.includes(EVENT_FILLER) && fillers.length > KINDS_OF_ONE_MEANING;
}

/**
 * The first role that nobody fills yet; one that takes nearly anything only when no other is left.
 * @param {Event} event
 * @param {EventType} type
 */
export function nextRole(event, type) {
	const filled = new Set((event.arguments ?? []).map((argument) => argument.role));
	const open = type.roles.filter((role) => !filled.has(role.code));
	return open.find((role) => !takesAnything(role)) ?? open[0];
}

/**
 * Fill a role with a record.
 * @param {Desk} desk
 * @param {Event} event
 * @param {string} role
 * @param {string} ref
 * @returns {Edit[]}
 */
export function addArgument(desk, event, role, ref) {
	const old = event.arguments ?? [];
	if (ref === event.id || old.some((a) => a.role === role && a.ref === ref)) return [];
	return setFields(desk, event, { arguments: [...old, { role, ref }] });
}

/** The type that words get when they fill a role: the guess where it fits, else what the role is there for. @param {Role} role @param {Suggestion | null} suggestion */
export function typeIn({ fillers }, suggestion) {
	return suggestion && fillers.includes(suggestion.type) ? suggestion.type : fillers[0];
}

/**
 * Fill a role with words that are no mention yet: mention and argument in one gesture.
 * @param {Desk} desk
 * @param {Event} event
 * @param {Role} role
 * @param {Span} span
 * @param {Suggestion | null} suggestion
 * @returns {Edit[]}
 */
export function addArgumentAt(desk, event, role, span, suggestion) {
	const wanted = typeIn(role, suggestion) ?? suggestion?.type;
	const label = desk.schema.labels.find((l) => l.code === wanted);
	if (!label) return [];
	const mention = newMention(desk, [span], label);
	return [change(desk, null, mention), ...addArgument(desk, event, role.code, mention.id)];
}

/**
 * Take one argument away, by its place in the list.
 * @param {Desk} desk
 * @param {Event} event
 * @param {number} index
 */
export function dropArgument(desk, event, index) {
	return setFields(desk, event, {
		arguments: (event.arguments ?? []).filter((_, place) => place !== index),
	});
}

/**
 * A readable id that nobody has: `the-telegraph`, `the-telegraph-2`.
 * @param {string} name
 * @param {(id: string) => boolean} isTaken
 */
export function readableId(name, isTaken) {
	const plain = name
		.replace(/[đĐ]/gu, "d")
		.normalize("NFD")
		.replace(/\p{M}/gu, "")
		.toLowerCase()
		.replace(/[^a-z0-9]+/gu, "-")
		.replace(/^-+|-+$/gu, "")
		.slice(0, 48);
	const base = plain || "entity";
	let id = base;
	for (let count = 2; isTaken(id); count += 1) id = `${base}-${count}`;
	return id;
}

/**
 * A new entity named by a mention, and the mention linked to it.
 * @param {Desk} desk
 * @param {Mention} mention
 * @param {string} [name]
 * @returns {{entity: Entity, edits: Edit[]}}
 */
export function makeEntity(desk, mention, name) {
	const called = name || desk.article.slice(...(mention.head ?? mention.extent[0]));
	const id = readableId(called, (wanted) => desk.records.get(wanted) !== undefined);
	/** @type {Entity} */
	const entity = { kind: "entity", id, type: mention.type, name: called };
	return {
		entity,
		edits: [change(desk, null, entity), change(desk, mention, { ...mention, entity: id })],
	};
}

/**
 * Two mentions mean the same: the first takes the second's entity, or both a new one.
 * @param {Desk} desk
 * @param {Mention} mention
 * @param {Mention} other
 * @returns {Edit[]}
 */
export function sameEntity(desk, mention, other) {
	if (mention.id === other.id) return mention.entity ? [] : makeEntity(desk, mention).edits;
	if (other.entity) return setFields(desk, mention, { entity: other.entity });
	if (mention.entity) return setFields(desk, other, { entity: mention.entity });
	const named = other.level === "NAM" || mention.level !== "NAM" ? other : mention;
	const { entity, edits } = makeEntity(desk, named);
	const rest = named === other ? mention : other;
	return [...edits, ...setFields(desk, rest, { entity: entity.id })];
}

/**
 * A new occurrence that an event mention tells of.
 * @param {Desk} desk
 * @param {Event} event
 * @returns {{id: string, edits: Edit[]}}
 */
export function makeOccurrence(desk, event) {
	const tail = event.type.split(".").pop() ?? "";
	const id = readableId(
		`${event.text} ${tail}`,
		(wanted) => desk.records.get(wanted) !== undefined,
	);
	return {
		id,
		edits: [
			change(desk, null, { kind: "hopper", id, type: event.type, name: event.text }),
			...setFields(desk, event, { hopper: id }),
		],
	};
}

/**
 * Two event mentions tell of one occurrence: one hopper for both, made where there is none.
 * @param {Desk} desk
 * @param {Event} event
 * @param {Event} other
 * @returns {Edit[]}
 */
export function sameOccurrence(desk, event, other) {
	if (event.id === other.id) return event.hopper ? [] : makeOccurrence(desk, event).edits;
	if (other.hopper) return setFields(desk, event, { hopper: other.hopper });
	if (event.hopper) return setFields(desk, other, { hopper: event.hopper });
	const { id, edits } = makeOccurrence(desk, other);
	return [...edits, ...setFields(desk, event, { hopper: id })];
}
