// What each gesture changes, as edits of records. No DOM; nothing here is applied or sent.
//
// Every function returns the edits of one gesture; the store writes them together or not at all.

import { defaultHead, defaultLevel } from "./defaults.js";
import { CORPUS, endOf, fragmentsOf, STATE_ID, startOf } from "./records.js";

/** @typedef {import("./types.js").AnyRecord} AnyRecord */
/** @typedef {import("./types.js").Attributes} Attributes */
/** @typedef {import("./types.js").Edit} Edit */
/** @typedef {import("./types.js").Event} Event */
/** @typedef {import("./types.js").Label} Label */
/** @typedef {import("./types.js").Mention} Mention */
/** @typedef {import("./types.js").SchemaAttribute} SchemaAttribute */
/** @typedef {import("./types.js").Span} Span */
/** @typedef {import("./types.js").Spanned} Spanned */
/** @typedef {import("./types.js").Time} Time */
/** @typedef {{article: import("./article.js").Article, records: import("./records.js").Records, schema: import("./types.js").Schema, newId: (prefix: string) => string}} Desk everything an edit may look at */

export const TIME_CODE = "TIME";
const JOINT = " … ";
const OWN_FIELDS = new Set(
	"realis polarity tense modality timex mod function value resolved anchor signal".split(" "),
);
const FLAG_FIELDS = new Set(["specific", "predicative", "partitive", "inferred"]);

/**
 * Put one record in the place of another.
 * @param {Desk} desk
 * @param {AnyRecord | null | undefined} before
 * @param {AnyRecord | null} after
 * @returns {Edit}
 */
export function change(desk, before, after) {
	const record = /** @type {AnyRecord} */ (after ?? before);
	const isCorpusWide = ["entity", "hopper", "hopper_relation"].includes(record.kind);
	return {
		scope: isCorpusWide ? CORPUS : desk.records.document,
		id: record.id,
		before: before ?? null,
		after,
	};
}

/**
 * The words under fragments, as they are stored.
 * @param {Desk["article"]} article
 * @param {readonly Span[]} fragments
 */
export function surface(article, fragments) {
	return fragments.map(([start, end]) => article.slice(start, end)).join(JOINT);
}

/**
 * A new mention, or a time where the label says so.
 * @param {Desk} desk
 * @param {readonly Span[]} extent
 * @param {Label} label
 * @param {string} [entity]
 * @returns {Mention | Time}
 */
export function newMention(desk, extent, label, entity) {
	const { article } = desk;
	const fragments = extent.map(([start, end]) => /** @type {Span} */ ([start, end]));
	const text = surface(article, fragments);
	if (label.code === TIME_CODE)
		return {
			kind: "time",
			id: desk.newId("t"),
			extent: fragments,
			text,
			type: TIME_CODE,
			...readTime(text),
		};
	const level = defaultLevel(article, fragments[0], label);
	const head = defaultHead(article, fragments[0], level);
	/** @type {Mention} */
	const mention = {
		kind: "mention",
		id: desk.newId("m"),
		extent: fragments,
		text,
		type: label.code,
	};
	if (head) mention.head = head;
	if (level) mention.level = level;
	const known = label.is_value ? "" : (entity ?? knownEntity(desk, mention));
	if (known) mention.entity = known;
	return mention;
}

/**
 * What the words of a time say by themselves, where that is beyond doubt.
 * @param {string} text
 * @returns {Partial<Time>}
 */
export function readTime(text) {
	const year = /tháng (\d{1,2})(?:[-/.]| năm )(\d{4})/iu.exec(text);
	if (year) return { timex: "DATE", value: `${year[2]}-${year[1].padStart(2, "0")}` };
	const month = /tháng (\d{1,2})(?![\d/.-])/iu.exec(text);
	if (month) return { timex: "DATE", value: `XXXX-${month[1].padStart(2, "0")}` };
	const day = /(?<!\d)(\d{1,2})[-/.](\d{1,2})(?:[-/.](\d{4}))?(?!\d)/u.exec(text);
	if (day)
		return {
			timex: "DATE",
			value: `${day[3] ?? "XXXX"}-${day[2].padStart(2, "0")}-${day[1].padStart(2, "0")}`,
		};
	const length = /^(\d+) (giây|phút|giờ|ngày|tuần|tháng|năm)$/iu.exec(text);
	if (!length) return { timex: "DATE" };
	const unit = { giây: "TS", phút: "TM", giờ: "TH", ngày: "D", tuần: "W", tháng: "M", năm: "Y" }[
		/** @type {"năm"} */ (length[2].toLowerCase())
	];
	const code = unit.startsWith("T") ? `PT${length[1]}${unit[1]}` : `P${length[1]}${unit}`;
	return { timex: "DURATION", value: code };
}

/**
 * A day or month without a year, with the year that puts it nearest before the article's date.
 * @param {string} value `XXXX-04-26`
 * @param {string} published `2025-12-22`; empty when unknown
 * @returns {string} empty where nothing can be inferred
 */
export function inferYear(value, published) {
	const day = /^XXXX-(\d{2}(?:-\d{2})?)$/u.exec(value);
	const year = Number(/^(\d{4})-\d{2}-\d{2}$/u.exec(published)?.[1] ?? 0);
	if (!day || !year) return "";
	const isLater = day[1] > published.slice(5, 5 + day[1].length);
	return `${isLater ? year - 1 : year}-${day[1]}`;
}

/**
 * The one entity that is called exactly what the head of a name says.
 * @param {Desk} desk
 * @param {Mention} mention
 * @returns {string} its id; empty when there is none, or more than one
 */
export function knownEntity(desk, mention) {
	if (mention.level !== "NAM") return "";
	const name = desk.article.slice(...(mention.head ?? mention.extent[0]));
	const same = desk.records
		.all("entity")
		.filter((e) => e.type === mention.type && (e.name === name || e.aliases?.includes(name)));
	return same.length === 1 ? same[0].id : "";
}

/**
 * Label a stretch: a new record, or another type for the one that stands exactly there.
 * @param {Desk} desk
 * @param {readonly Span[]} extent
 * @param {Label} label
 * @param {Spanned | null | undefined} [focused] the record that is being looked at
 * @returns {Edit[]}
 */
export function labelSpan(desk, extent, label, focused) {
	if (focused && focused.kind !== "event") return relabel(desk, focused, label);
	const twin = findTwin(desk, extent, label.code);
	if (twin) return [];
	return [change(desk, null, newMention(desk, extent, label))];
}

/** @param {Desk} desk @param {readonly Span[]} extent @param {string} type */
function findTwin(desk, extent, type) {
	const wanted = JSON.stringify(extent);
	return desk.records
		.touching(...extent[0])
		.find((r) => r.kind !== "event" && r.type === type && JSON.stringify(r.extent) === wanted);
}

/**
 * Give a mention another type. Between times and mentions the record changes its kind, so it gets
 * a new id and the events that use it follow.
 * @param {Desk} desk
 * @param {Mention | Time} record
 * @param {Label} label
 * @returns {Edit[]}
 */
export function relabel(desk, record, label) {
	if (record.type === label.code) return [];
	const isSameKind = record.kind === "mention" && label.code !== TIME_CODE;
	if (isSameKind) {
		const wasValue = record.level === "VAL";
		/** @type {Mention} */
		const after = { ...record, type: label.code };
		if (wasValue !== label.is_value) {
			after.level = defaultLevel(desk.article, record.extent[0], label);
			after.head = defaultHead(desk.article, record.extent[0], after.level);
		}
		const entity = desk.records.get(record.entity);
		if (entity && (label.is_value || ("type" in entity && entity.type !== label.code)))
			after.entity = "";
		return [change(desk, record, after)];
	}
	const replacement = newMention(desk, record.extent, label);
	return [
		change(desk, null, replacement),
		...repoint(desk, record.id, replacement.id),
		change(desk, record, null),
	];
}

/**
 * Label every place where the same words stand.
 * @param {Desk} desk
 * @param {Span} span
 * @param {Label} label
 * @returns {Edit[]}
 */
export function labelOccurrences(desk, span, label) {
	const here = findTwin(desk, [span], label.code);
	const first = here ?? newMention(desk, [span], label);
	const entity = first.kind === "mention" ? first.entity : undefined;
	const level = first.kind === "mention" ? first.level : undefined;
	/** @type {Edit[]} */
	const edits = here ? [] : [change(desk, null, first)];
	for (const [start, end] of desk.article.occurrences(...span)) {
		if (start === span[0] || findTwin(desk, [[start, end]], label.code)) continue;
		const mention = newMention(desk, [[start, end]], label, entity);
		mention.provenance = { how: "propagated", source: first.id };
		if (mention.kind === "mention" && first.kind === "mention") {
			mention.level = level;
			if (first.head)
				mention.head = [start + first.head[0] - span[0], start + first.head[1] - span[0]];
			else delete mention.head;
		}
		edits.push(change(desk, null, mention));
	}
	return edits;
}

/**
 * Accepted suggestions, each saying who suggested it.
 * @param {Desk} desk
 * @param {readonly import("./types.js").Candidate[]} candidates
 * @param {Label} label
 * @returns {Edit[]}
 */
export function acceptCandidates(desk, candidates, label) {
	return candidates.map(({ start, end, suggestion }) => {
		const mention = newMention(desk, [[start, end]], label);
		const { source = "", score = null } = suggestion ?? {};
		mention.provenance = { how: "suggestion", source, score };
		return change(desk, null, mention);
	});
}

/**
 * Give a record other fragments; its words follow, its head stays inside, events keep it.
 * @param {Desk} desk
 * @param {Spanned} record
 * @param {Span[]} fragments
 * @returns {Edit[]}
 */
export function reshape(desk, record, fragments) {
	const text = surface(desk.article, fragments);
	if (record.kind === "event")
		return [change(desk, record, { ...record, trigger: fragments, text })];
	if (record.kind === "time") return [change(desk, record, { ...record, extent: fragments, text })];
	/** @type {Mention} */
	const after = { ...record, extent: fragments, text };
	if (record.head) after.head = clampHead(record.head, fragments);
	if (!after.head && record.head)
		after.head = defaultHead(desk.article, fragments[0], record.level ?? "");
	return [change(desk, record, after)];
}

/**
 * What is left of a head inside new fragments.
 * @param {Span} head
 * @param {readonly Span[]} fragments
 * @returns {Span | null}
 */
function clampHead(head, fragments) {
	for (const [start, end] of fragments)
		if (head[0] < end && start < head[1]) return [Math.max(head[0], start), Math.min(head[1], end)];
	return null;
}

/**
 * Move one end of a record by one token.
 * @param {Desk} desk
 * @param {Spanned} record
 * @param {"start" | "end"} side
 * @param {1 | -1} step forwards or backwards in the text
 * @returns {Edit[]}
 */
export function moveBoundary(desk, record, side, step) {
	const { article } = desk;
	const fragments = fragmentsOf(record).map(([start, end]) => /** @type {Span} */ ([start, end]));
	const moved = side === "start" ? fragments[0] : fragments[fragments.length - 1];
	const edge = side === "start" ? article.tokenAt(moved[0]) : article.tokenAt(moved[1] - 1);
	const token = article.tokens[edge + step];
	if (!token) return [];
	if (side === "start") moved[0] = token[0];
	else moved[1] = token[1];
	const isOrdered = fragments.every(
		([start, end], index) => start < end && (index === 0 || fragments[index - 1][1] <= start),
	);
	return isOrdered ? reshape(desk, record, fragments) : [];
}

/**
 * Everything that goes when a record goes: roles that name it, remarks on it, relations from it.
 * @param {Desk} desk
 * @param {AnyRecord} record
 * @returns {Edit[]}
 */
export function removeRecord(desk, record) {
	const edits = repoint(desk, record.id, "");
	for (const comment of desk.records.commentsOn(record.id)) edits.push(change(desk, comment, null));
	for (const relation of desk.records.all("relation"))
		if (relation.source === record.id || relation.target === record.id)
			edits.push(change(desk, relation, null));
	return [...edits, change(desk, record, null)];
}

/**
 * Let everything that names one record name another, or nothing.
 * @param {Desk} desk
 * @param {string} from
 * @param {string} to a record id; empty drops the roles
 * @returns {Edit[]}
 */
export function repoint(desk, from, to) {
	/** @type {Edit[]} */
	const edits = desk.records
		.eventsUsing(from)
		.filter((e) => e.id !== from)
		.map((event) => {
			const kept = (event.arguments ?? []).map((a) => (a.ref === from ? { ...a, ref: to } : a));
			/** @type {Event} */
			const after = { ...event, arguments: kept.filter((a) => a.ref) };
			if (event.attribution === from) after.attribution = to;
			return change(desk, event, after);
		});
	for (const time of desk.records.all("time"))
		if (time.anchor === from && time.id !== from)
			edits.push(change(desk, time, { ...time, anchor: to }));
	return edits;
}

/**
 * The value of an attribute; the schema's first value where nothing is said.
 * @param {AnyRecord} record
 * @param {SchemaAttribute} attribute
 * @returns {string}
 */
export function attributeOf(record, attribute) {
	const fields = /** @type {Record<string, unknown>} */ (/** @type {unknown} */ (record));
	if (FLAG_FIELDS.has(attribute.code))
		return String(fields[attribute.code] ?? attribute.code === "specific");
	if (OWN_FIELDS.has(attribute.code)) return String(fields[attribute.code] ?? "");
	return "attributes" in record ? (record.attributes?.[attribute.code] ?? "") : "";
}

/**
 * Set one field or attribute of a record.
 * @param {Desk} desk
 * @param {AnyRecord} record
 * @param {string} code
 * @param {string} value
 * @returns {Edit[]}
 */
export function setAttribute(desk, record, code, value) {
	/** @type {Record<string, unknown>} */
	const after = { ...record };
	if (FLAG_FIELDS.has(code)) after[code] = value === "true";
	else if (OWN_FIELDS.has(code)) after[code] = value;
	else
		after.attributes = {
			.../** @type {{attributes?: Attributes}} */ (record).attributes,
			[code]: value,
		};
	if (JSON.stringify(after) === JSON.stringify(record)) return [];
	return [change(desk, record, /** @type {AnyRecord} */ (/** @type {unknown} */ (after)))];
}

/**
 * Change any fields of a record at once.
 * @template {AnyRecord} R
 * @param {Desk} desk
 * @param {R} record
 * @param {Partial<R>} fields
 * @returns {Edit[]}
 */
export function setFields(desk, record, fields) {
	const after = { ...record, ...fields };
	return JSON.stringify(after) === JSON.stringify(record) ? [] : [change(desk, record, after)];
}

/**
 * The head of a mention set to a stretch inside it.
 * @param {Desk} desk
 * @param {Mention} mention
 * @param {Span} head
 */
export function setHead(desk, mention, head) {
	const inside = mention.extent.some(([start, end]) => start <= head[0] && head[1] <= end);
	return inside ? setFields(desk, mention, { head }) : [];
}

/**
 * Heads worth stepping through: the guess, then each shorter tail, then the whole.
 * @param {Desk} desk
 * @param {Mention} mention
 * @returns {Span}
 */
export function nextHead(desk, mention) {
	const [start, end] = mention.extent[mention.extent.length - 1];
	const current = mention.head ?? [start, end];
	const index = desk.article.tokenAt(current[0]) + 1;
	const token = desk.article.tokens[index];
	return token && token[0] < end ? [token[0], end] : [start, end];
}

/**
 * The document's state.
 * @param {Desk} desk
 * @param {string} state
 * @returns {Edit[]}
 */
export function setState(desk, state) {
	if (desk.records.state === state) return [];
	const before = /** @type {const} */ ({ kind: "state", id: STATE_ID, state: desk.records.state });
	return [change(desk, before, { ...before, state })];
}

/**
 * A remark, or a flag, on a record or (empty target) on the document.
 * @param {Desk} desk
 * @param {string} target
 * @param {{text?: string, flag?: boolean}} content
 * @returns {Edit[]}
 */
export function remark(desk, target, content) {
	const old = desk.records.commentsOn(target)[0];
	const text = content.text ?? old?.text ?? "";
	const flag = content.flag ?? old?.flag ?? false;
	if (!text && !flag) return old ? [change(desk, old, null)] : [];
	const id = old?.id ?? desk.newId("c");
	return [change(desk, old, { kind: "comment", id, target, text, flag })];
}

/**
 * The innermost record that covers a whole stretch.
 * @param {Desk} desk
 * @param {Span} span
 */
export function holderOf(desk, [start, end]) {
	return desk.records
		.touching(start, end)
		.filter((r) => startOf(r) <= start && end <= endOf(r))
		.sort((a, b) => endOf(a) - startOf(a) - (endOf(b) - startOf(b)))[0];
}
