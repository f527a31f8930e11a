// The shapes that cross the wire; they mirror ghinhan.model, ghinhan.schema and annotator.py.

export type Span = [number, number];
export type Attributes = Record<string, string>;
export interface Provenance {
	how?: string;
	source?: string;
	score?: number | null;
}

interface Common {
	id: string;
	type: string;
	text: string;
	attributes?: Attributes;
	provenance?: Provenance | null;
}
export interface Mention extends Common {
	kind: "mention";
	extent: Span[];
	head?: Span | null;
	level?: string;
	entity?: string;
	metonym?: string;
	specific?: boolean;
	predicative?: boolean;
	partitive?: boolean;
}
export interface Time extends Common {
	kind: "time";
	extent: Span[];
	timex?: string;
	value?: string;
	resolved?: string;
	inferred?: boolean;
	mod?: string;
	anchor?: string;
	signal?: string;
	function?: string;
}
export interface Argument {
	role: string;
	ref: string;
}
export interface Event extends Common {
	kind: "event";
	trigger: Span[];
	hopper?: string;
	realis?: string;
	polarity?: string;
	tense?: string;
	modality?: string;
	attribution?: string;
	arguments?: Argument[];
}
export interface Relation {
	kind: "relation";
	id: string;
	type: string;
	source: string;
	target: string;
	attributes?: Attributes;
}
export interface DocumentLabel {
	kind: "label";
	id: string;
	type: string;
	value?: string;
}
export interface Comment {
	kind: "comment";
	id: string;
	target?: string;
	text?: string;
	flag?: boolean;
}
export interface Entity {
	kind: "entity";
	id: string;
	type: string;
	subtype?: string;
	name?: string;
	link?: string;
	link_note?: string;
	aliases?: string[];
	members?: string[];
	attributes?: Attributes;
}
export interface Hopper {
	kind: "hopper";
	id: string;
	type?: string;
	name?: string;
	arguments?: Argument[];
	note?: string;
}
export interface HopperRelation {
	kind: "hopper_relation";
	id: string;
	type: string;
	source: string;
	target: string;
}
export interface State {
	kind: "state";
	id: "#state";
	state: string;
}
export type Spanned = Mention | Time | Event;
export type AnyRecord =
	| Spanned
	| Relation
	| DocumentLabel
	| Comment
	| Entity
	| Hopper
	| HopperRelation
	| State;

export interface Edit {
	scope: string;
	id: string;
	before: AnyRecord | null;
	after: AnyRecord | null;
}

export interface Example {
	seed: string;
	text: string;
	mark?: string;
}
export interface Label {
	code: string;
	name: string;
	name_en: string;
	key: string;
	colour: string;
	colour_dark: string;
	is_value: boolean;
	subtypes: string[];
	guideline: string;
	description: string;
	examples: Example[];
}
export interface Role {
	code: string;
	name: string;
	name_en: string;
	key: string;
	fillers: string[];
	is_required: boolean;
	/** Words, in small letters, that stand in front of what fills it. */
	cues: string[];
}
export interface EventType {
	code: string;
	name: string;
	name_en: string;
	key: string;
	colour: string;
	colour_dark: string;
	roles: Role[];
	guideline: string;
	description: string;
	/** Words, in small letters, that mostly name such an event. */
	triggers: string[];
	examples: Example[];
}
export interface SchemaAttribute {
	code: string;
	name: string;
	name_en: string;
	on: string;
	values: string[];
	value_names: string[];
	key: string;
	is_required: boolean;
}
export interface RelationType {
	code: string;
	name: string;
	name_en: string;
	key: string;
	sources: string[];
	targets: string[];
	values: string[];
}
export interface Schema {
	name: string;
	labels: Label[];
	events: EventType[];
	attributes: SchemaAttribute[];
	relations: RelationType[];
	hopper_relations: RelationType[];
	document_labels: RelationType[];
	levels: string[];
}

export interface Section {
	kind: string;
	start: number;
	end: number;
}
export interface DocumentState {
	id: string;
	title: string;
	state: string;
	records: number;
	characters: number;
}
export interface OpenedDocument {
	id: string;
	title: string;
	/** ISO date; empty when unknown. */
	published?: string;
	language: string;
	text: string;
	text_sha256: string;
	project: string;
	annotator: string;
	sections: Section[];
	sentences: number[];
	tokens: number[];
	state: string;
	records: AnyRecord[];
	corpus: AnyRecord[];
	revisions: Record<string, string>;
	documents: DocumentState[];
	suggested?: Suggested | null;
}
/** Somebody else's reading, offered record by record. */
export interface Suggested {
	source: string;
	records: Spanned[];
	corpus: AnyRecord[];
}
export interface KnownThing {
	id: string;
	name: string;
	type?: string;
	aliases?: string[];
	note?: string;
}

/** Words labelled before: as what, by how many labels, of how many on these words. */
export interface Remembered {
	words: string;
	kind: "mention" | "time" | "event";
	type: string;
	count: number;
	of: number;
}

/** Kernel to view. `session` names the view that is spoken to. */
export interface KernelMessage {
	kind:
		| "welcome"
		| "ack"
		| "nack"
		| "patch"
		| "opened"
		| "beat"
		| "found"
		| "clause"
		| "remembered";
	session: string;
	seq?: number;
	reason?: string;
	conflict?: boolean;
	/** The disk refused for now: keep the operation and send it again. */
	again?: boolean;
	changes?: Edit[];
	revisions?: Record<string, string>;
	opened?: OpenedDocument;
	documents?: DocumentState[];
	/** Answers to `look_up`: what was asked for, and what fits. */
	words?: string;
	things?: KnownThing[];
	/** Answers to `clause`. */
	anchor?: string;
	text?: string;
	/** Answers to `remember`: of which document, whether that is all, and what is known. */
	document?: string;
	complete?: boolean;
	remembered?: Remembered[];
	/** The session that made the operation, which may be one that is gone. */
	author?: string;
}

/** One gesture on its way to the disk. */
export interface Operation {
	kind: "op" | "undo" | "redo";
	session: string;
	seq: number;
	document: string;
	edits: Edit[];
}

/** A stretch of text that is painted, one for each fragment. */
export interface Mark {
	id: string;
	kind: "mention" | "time" | "event";
	start: number;
	end: number;
	chip: string;
	colour: string;
	role: string;
	opens: boolean;
	closes: boolean;
	flagged: boolean;
}
export interface Segment {
	start: number;
	end: number;
	marks: Mark[];
}
export interface Suggestion {
	kind: "mention" | "time" | "event";
	type: string;
	source: string;
	/** How sure the source is, 0 to 1; absent where it does not say. */
	score?: number;
	/** The record itself, where somebody else's reading suggests it. */
	record?: Spanned;
}
export interface Candidate {
	start: number;
	end: number;
	suggestion: Suggestion | null;
}
export interface Config {
	language: string;
	keys: Record<string, string>;
	arcs: string;
}
