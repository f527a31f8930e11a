"""The tables that a desk gives: their columns, what type each has, what each means.

This is the one place that says so: `ghinhan.workspace.tables` builds frames by it, and
`docs/reference/tables.md` is generated from it.
"""

from collections.abc import Callable
from typing import TypeVar

from ghinhan.model.document import SECTION_KINDS
from ghinhan.model.layer import STATES
from ghinhan.model.session import DAMAGED
from ghinhan.workspace.column import Column, Table, fact, number, text
from ghinhan.workspace.review_columns import REVIEW_TABLES

PROVENANCES = ("hand", "suggestion", "propagated", "imported", "agreed", "adjudicated")
FILLERS = ("mention", "time", "event")
TIMEX = ("DATE", "TIME", "DURATION", "SET")


Method = TypeVar("Method", bound=Callable[..., object])

DOCUMENT = text("document", "id of the document")
ANNOTATOR = text("annotator", "whose reading it is")
START = number("start", "first character, in code points of the document's text")
END = number("end", "one past the last character")
FRAGMENTS = number("fragments", "how many pieces the words come in; 1 unless discontinuous")
SECTION = Column(
    "section", "category", "kind of the section that the first character lies in", SECTION_KINDS
)
SENTENCE = number("sentence", "number of its sentence in the document, from 0")
PROVENANCE = Column("provenance", "category", "how the record came to be", PROVENANCES)
ATTRIBUTES = text("attributes", "further attributes of the schema as JSON; missing without any")

DOCUMENTS = Table(
    "documents",
    "one document",
    (
        DOCUMENT,
        text("title", "headline; missing where the article states none"),
        text("publisher", "outlet; missing where unknown"),
        text("published", "ISO 8601 date; missing where unknown"),
        text("url", "address; missing where unknown"),
        text("language", "BCP 47 code"),
        number("characters", "length of the text in code points"),
        number("sections", "how many sections"),
        number("sentences", "how many sentences"),
        number("tokens", "how many syllables, numbers and punctuation marks"),
        text("source", "the seed's path below the project"),
        text("encoding", "of the seed's bytes"),
        text("seed_sha256", "checksum of the seed's bytes"),
        text("text_sha256", "checksum of the text, which layers are made on"),
    ),
)
SECTIONS = Table(
    "sections",
    "one section of one document",
    (
        DOCUMENT,
        Column("section", "category", "its kind", SECTION_KINDS),
        START,
        END,
        text("text", "the characters"),
    ),
)
SENTENCES = Table(
    "sentences",
    "one sentence",
    (DOCUMENT, SENTENCE, START, END, text("text", "the sentence"), SECTION),
)
TOKENS = Table(
    "tokens",
    "one syllable, number or punctuation mark",
    (
        DOCUMENT,
        number("token", "number in the document, from 0"),
        START,
        END,
        text("text", "the characters"),
        SENTENCE,
        SECTION,
    ),
)
LAYERS = Table(
    "layers",
    "one annotator's reading of one document",
    (
        DOCUMENT,
        ANNOTATOR,
        Column(
            "state",
            "category",
            "how far the annotator has come; damaged when the file cannot be read",
            (*STATES, DAMAGED),
        ),
        number("records", "everything labelled"),
        number("mentions", "of which mentions"),
        number("times", "of which time expressions"),
        number("events", "of which event mentions"),
        number("arguments", "participants of those events"),
        fact("on_this_text", "False when the document's text changed after it was labelled"),
        text("fault", "what is wrong with a damaged file, with its line; missing for a sound one"),
    ),
)
MENTIONS = Table(
    "mentions",
    "one mention in one reading",
    (
        DOCUMENT,
        ANNOTATOR,
        text("id", "record id"),
        START,
        END,
        text("text", "the words; pieces joined by ' … '"),
        text("type", "code of the schema, for example PER"),
        Column("level", "category", "name, description, pronoun or value", attribute="level"),
        number("head_start", "first character of the head; the whole mention where none is set"),
        number("head_end", "one past the last character of the head"),
        text("head_text", "the words of the head"),
        text("entity", "id of the entity it refers to; missing while nobody has said"),
        text("entity_name", "that entity's name"),
        text("metonym", "id of the entity literally named, where it stands for another"),
        fact("specific", "False for what is negated, hypothetical or generic"),
        fact("predicative", "says something of another mention"),
        fact("partitive", "a part of a named whole"),
        FRAGMENTS,
        SECTION,
        SENTENCE,
        PROVENANCE,
        ATTRIBUTES,
    ),
)
ENTITIES = Table(
    "entities",
    "one entity of one annotator",
    (
        ANNOTATOR,
        text("id", "entity id"),
        text("type", "code of the schema"),
        text("subtype", "of that type; missing where none is given"),
        text("name", "how people call it"),
        text("link", "Wikidata id or NIL; missing while nobody has looked"),
        text("link_note", "why the link is NIL"),
        text("aliases", "other spellings, joined by '; '"),
        text("members", "entity ids a group is made of, joined by '; '"),
        number("mentions", "how many mentions refer to it in the documents asked for"),
        number("documents", "in how many of these documents"),
        PROVENANCE,
        ATTRIBUTES,
    ),
)
EVENTS = Table(
    "events",
    "one event mention in one reading",
    (
        DOCUMENT,
        ANNOTATOR,
        text("id", "record id"),
        text("type", "code of the schema, for example Contact.Statement"),
        START,
        END,
        text("trigger", "the words that say it happens"),
        text("hopper", "id of the occurrence it tells of; missing while nobody has said"),
        text("hopper_name", "that occurrence's name"),
        Column("realis", "category", "whether it happened", attribute="realis"),
        Column("polarity", "category", "affirmed or denied", attribute="polarity"),
        Column("tense", "category", "past, present or future", attribute="tense"),
        Column("modality", "category", "how it is put", attribute="modality"),
        text("attribution", "id of the mention that vouches for it; missing: the article"),
        text("attribution_text", "the words of that mention"),
        number("arguments", "how many participants"),
        FRAGMENTS,
        SECTION,
        SENTENCE,
        PROVENANCE,
        ATTRIBUTES,
    ),
)
ARGUMENTS = Table(
    "arguments",
    "one role of one event mention and what fills it",
    (
        DOCUMENT,
        ANNOTATOR,
        text("event", "record id of the event"),
        text("event_type", "code of the schema"),
        text("trigger", "the event's words"),
        number("trigger_start", "first character of the trigger"),
        number("trigger_end", "one past the last character of the trigger"),
        text("role", "code of the schema, for example Speaker"),
        text("filler", "record id of what fills the role"),
        Column("filler_kind", "category", "missing when the filler is not there", FILLERS),
        text("filler_type", "its code of the schema"),
        number("filler_start", "its first character"),
        number("filler_end", "one past its last character"),
        text("filler_text", "its words"),
        text("entity", "for a mention: id of the entity it refers to"),
        text("entity_name", "that entity's name"),
    ),
)
TIMES = Table(
    "times",
    "one time expression in one reading",
    (
        DOCUMENT,
        ANNOTATOR,
        text("id", "record id"),
        START,
        END,
        text("text", "the words"),
        text("type", "the schema's code for times"),
        Column("timex", "category", "TIMEX3 type", TIMEX),
        text("value", "TIMEX3 value that the words alone give"),
        text("resolved", "the value once context is used"),
        fact("inferred", "context gave something that no word states"),
        text("mod", "TIMEX3 modifier"),
        text("anchor", "id of the time or event it is counted from"),
        text("signal", "the connecting word"),
        text("function", "its function in the document"),
        FRAGMENTS,
        SECTION,
        SENTENCE,
        PROVENANCE,
        ATTRIBUTES,
    ),
)
TABLES = (
    DOCUMENTS,
    SECTIONS,
    SENTENCES,
    TOKENS,
    LAYERS,
    MENTIONS,
    ENTITIES,
    EVENTS,
    ARGUMENTS,
    TIMES,
)
HISTORY = Table(
    "history",
    "one edit, oldest first",
    (
        text("at", "when, ISO 8601 in UTC; as right as that machine's clock"),
        text("op", "add, change or delete"),
        text("kind", "of the record, or state"),
        text("id", "record id, or #state"),
        text("text", "the words concerned, or the state"),
        text("before", "the record as it was, JSON; missing when it is new"),
        text("after", "the record as it became, JSON; missing when it was deleted"),
        text("session", "who spoke: one opened widget, or one run of a notebook"),
        number("seq", "number in the session; negative where the store moved the state along"),
        text("gesture", "the same for all edits that are undone together"),
        text("undoes", "the gesture that this one takes back or does again"),
        DOCUMENT,
        ANNOTATOR,
    ),
)
SEEDS = Table(
    "seed_checksums",
    "one seed file",
    (
        text("seed", "path below the project"),
        number("bytes", "size"),
        text("sha256", "checksum of the bytes"),
        number("documents", "how many documents were made from exactly these bytes"),
    ),
)
LABEL_SET = Table(
    "label_set",
    "one type, role, attribute or relation of the schema",
    (
        text("kind", "entity, value, event, role, attribute, relation …"),
        text("code", "what files hold"),
        text("name", "what annotators read"),
        text("name_en", "the same in English"),
        text("key", "the key that sets it in the annotator"),
        text("of", "for a role its event type, for an attribute its kind of record"),
        text("takes", "subtypes, fillers (a required role has a *), values, or ends"),
        text("mappings", "codes in other inventories"),
        text("description", "the definition in one line"),
    ),
)
DOCTOR = Table(
    "doctor",
    "one fault",
    (
        Column(
            "severity",
            "category",
            "an error keeps a release back, a warning asks you to look",
            ("error", "warning"),
        ),
        text("rule", "short name of the kind of fault"),
        text("file", "path below the project"),
        number("line", "counted from 1; missing for the file as a whole"),
        text("document", "document id; missing where it concerns none"),
        text("annotator", "whose labels; missing for the corpus"),
        text("record", "record id; missing where it concerns none"),
        number("start", "first character; missing where it has no place in the text"),
        number("end", "one past its last character"),
        text("quote", "the words concerned"),
        text("message", "what is wrong and what to do"),
    ),
)
EVERY_TABLE = (*TABLES, *REVIEW_TABLES, HISTORY, SEEDS, LABEL_SET, DOCTOR)


def describe_columns(method: Method) -> Method:
    """Let the docstring of a desk's method end with the columns of the table it gives.

    Args:
        method: named like the table.

    """
    table = next(table for table in EVERY_TABLE if table.name == method.__name__)
    width = max(len(column.name) for column in table.columns)
    lines = [
        f"{column.name.ljust(width)}  {column.dtype.ljust(8)}  {column.meaning}"
        for column in table.columns
    ]
    opening = (method.__doc__ or "").rstrip()
    indented = "\n    ".join([f"Columns, one row for {table.row}:", *lines])
    method.__doc__ = f"{opening}\n\n{indented}\n"
    return method
