// Which role a record most likely has in an event, told from the words around it. No DOM.
//
// Four habits of Vietnamese sentences: the word in front of a name says what it is there for (`tại
// Moscow`, `với Ukraine`); what stands in a row with `và` shares a role; who acts stands in front of
// the verb and the others behind it; `bị` and `được` turn that round. Points were set by hand; a test
// holds them against the gold reading.

import { mayFill, takesAnything } from "./event_edits.js";
import { endOf, isSpanned, startOf } from "./records.js";

/** @typedef {import("./edits.js").Desk} Desk */
/** @typedef {import("./types.js").Event} Event */
/** @typedef {import("./types.js").EventType} EventType */
/** @typedef {import("./types.js").Role} Role */
/** @typedef {import("./types.js").Spanned} Spanned */
/** @typedef {{role: Role, filler: Spanned}} Guess */

const CUE = 4;
const NO_CUE = -1.5;
const IN_A_ROW = 5;
const FILLED_ALREADY = -2;
const TAKES_ANYTHING = -3;
const IN_PLACE = 1;
const PASSIVE_ACTOR = -3;
const PASSIVE_OTHER = 2;
const INSIDE_ANOTHER = -6;
/** For each kind of filler that a role takes: `Person` before `Agent`. */
const PER_KIND = -0.1;
/** For each code point between filler and trigger. */
const PER_STEP = -0.2;

/** How many records before and after a trigger are offered as its fillers. */
const NEIGHBOURS = 150;
const REACH = 40;
const ROW = /^\s*(?:,|,?\s*(?:và|cùng với|cùng|hay|hoặc|lẫn)|[-–—])\s*$/u;
const SMALL_WORDS = /(?:^|\s)(?:các|những|một|cuộc|vụ|việc|sự|phía|tờ|đài)$/u;
const PASSIVE = /(?:^|\s)(?:bị|được)\s/u;

/**
 * The role that a record would be given unasked.
 * @param {Desk} desk
 * @param {Event} event
 * @param {EventType} type
 * @param {Spanned} filler
 * @returns {Role | undefined} undefined where it fits none
 */
export function likelyRole(desk, event, type, filler) {
	return best(
		type.roles.filter((role) => mayFill(role, filler)),
		(role) => points(desk, event, type, role, filler),
	);
}

/**
 * The role and the record of the trigger's sentence that most likely belong together, of what is open.
 * @param {Desk} desk
 * @param {Event} event
 * @param {EventType} type
 * @param {ReadonlySet<string>} [passed] ids of records that a person has gone past
 * @returns {Guess | undefined}
 */
export function likelyArgument(desk, event, type, passed = new Set()) {
	const guesses = recordsNear(desk, event)
		.filter((r) => isInSentence(desk, event, r) && !passed.has(r.id))
		.flatMap((filler) => {
			const role = likelyRole(desk, event, type, filler);
			return role ? [{ role, filler }] : [];
		});
	return best(guesses, ({ role, filler }) => weight(desk, event, type, role, filler));
}

/**
 * Fillers for a role: those of the trigger's sentence before all others, the likeliest first.
 * @param {Desk} desk
 * @param {Event} event
 * @param {EventType} type
 * @param {Role} role
 * @returns {Spanned[]}
 */
export function fillersFor(desk, event, type, role) {
	const fitting = recordsNear(desk, event).filter((r) => mayFill(role, r));
	const near = fitting.filter((r) => isInSentence(desk, event, r));
	const rank = new Map(
		near.map((r) => {
			const isMeant = likelyRole(desk, event, type, r) === role;
			return [r, { isMeant, weight: weight(desk, event, type, role, r) }];
		}),
	);
	const farRank = { isMeant: false, weight: Number.NEGATIVE_INFINITY };
	return fitting.sort((a, b) => {
		const [one, other] = [rank.get(a) ?? farRank, rank.get(b) ?? farRank];
		const byMeaning = +other.isMeant - +one.isMeant;
		return byMeaning || other.weight - one.weight || awayFrom(event, a) - awayFrom(event, b);
	});
}

/** What may take part at all: no part of the trigger, nobody who does already. @param {Desk} desk @param {Event} event */
function recordsNear({ records }, event) {
	const taken = new Set((event.arguments ?? []).map((argument) => argument.ref));
	return records
		.around(startOf(event), NEIGHBOURS)
		.filter((r) => r.id !== event.id && !taken.has(r.id));
}

/** Whether a record stands in the trigger's sentence, and not on the trigger. @param {Desk} desk @param {Event} event @param {Spanned} record */
function isInSentence({ article }, event, record) {
	const [from, to] = article.sentenceAt(startOf(event));
	const isInside = startOf(record) >= from && endOf(record) <= to;
	return isInside && (endOf(record) <= startOf(event) || startOf(record) >= endOf(event));
}

/** Code points between a record and the trigger. @param {Event} event @param {Spanned} record */
function awayFrom(event, record) {
	return Math.max(startOf(event) - endOf(record), startOf(record) - endOf(event), 0);
}

/**
 * What speaks for a record in a role; against it the way to the trigger, and a filler around it.
 * @param {Desk} desk
 * @param {Event} event
 * @param {EventType} type
 * @param {Role} role
 * @param {Spanned} record
 */
function weight(desk, event, type, role, record) {
	const isPart = (event.arguments ?? []).some(({ ref }) => {
		const other = desk.records.get(ref);
		const isAround = (/** @type {Spanned} */ o) =>
			startOf(o) <= startOf(record) && endOf(record) <= endOf(o);
		return isSpanned(other) && isAround(other);
	});
	const sum = points(desk, event, type, role, record) + awayFrom(event, record) * PER_STEP;
	return isPart ? sum + INSIDE_ANOTHER : sum;
}

/**
 * How much speaks for a record in a role.
 * @param {Desk} desk
 * @param {Event} event
 * @param {EventType} type
 * @param {Role} role
 * @param {Spanned} filler
 */
function points({ article, records }, event, type, role, filler) {
	const isBehind = startOf(filler) >= endOf(event);
	const isActor = type.roles[0] === role;
	const isObject = type.roles[0].fillers.every((kind) => role.fillers.includes(kind));
	const isTime = filler.kind === "time";
	const lead = leadOf(article, filler);
	const hasCue = role.cues.some((cue) => lead === cue || lead.endsWith(` ${cue}`));
	const mates = (event.arguments ?? [])
		.filter((argument) => argument.role === role.code)
		.map(({ ref }) => records.get(ref))
		.filter(isSpanned);
	let sum = role.fillers.length * PER_KIND;
	if (hasCue) sum += CUE;
	else if (role.cues.length > 0 && !isTime && !isObject) sum += NO_CUE;
	if (isActor) sum += isBehind ? -IN_PLACE : IN_PLACE;
	else if (!isBehind && !isTime) sum -= IN_PLACE;
	if (!isBehind && PASSIVE.test(article.slice(endOf(filler), startOf(event))))
		sum += isActor ? PASSIVE_ACTOR : PASSIVE_OTHER;
	if (mates.some((mate) => stand(article, mate, filler))) sum += IN_A_ROW;
	else if (mates.length > 0) sum += FILLED_ALREADY;
	if (takesAnything(role)) sum += TAKES_ANYTHING;
	return sum;
}

/** The words in front of a record, without those that say nothing. @param {Desk["article"]} article @param {Spanned} record */
function leadOf(article, record) {
	const start = startOf(record);
	let lead = article
		.slice(Math.max(0, start - REACH), start)
		.toLowerCase()
		.trimEnd();
	while (SMALL_WORDS.test(lead)) lead = lead.replace(SMALL_WORDS, "").trimEnd();
	return lead;
}

/** Whether two records stand in a row: `Nga và Ukraine`. @param {Desk["article"]} article @param {Spanned} one @param {Spanned} other */
function stand(article, one, other) {
	const [first, second] = startOf(one) < startOf(other) ? [one, other] : [other, one];
	return ROW.test(article.slice(endOf(first), startOf(second)));
}

/**
 * The item with the most points; the first of equals.
 * @template T
 * @param {readonly T[]} items
 * @param {(item: T) => number} count
 */
function best(items, count) {
	const sums = items.map(count);
	return items[sums.indexOf(Math.max(...sums))];
}
