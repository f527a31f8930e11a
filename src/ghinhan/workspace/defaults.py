"""What a cell may leave unsaid: the values that the annotator's window would have set.

Required attributes begin with the schema's first value, values have the level VAL, and the head
of a name or pronoun of one token is that token. All else is left for a person to say.
"""

import warnings
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from ghinhan.model.document import Document
from ghinhan.model.entities import Entity
from ghinhan.model.events import Event
from ghinhan.model.layer import Record
from ghinhan.model.mentions import Mention
from ghinhan.model.spans import Span
from ghinhan.model.times import Time
from ghinhan.schema.label_set import Schema
from ghinhan.workspace.columns import TIMEX
from ghinhan.workspace.names import suggest_name

VALUE_LEVEL = "VAL"
SHORT_LEVELS = ("NAM", "PRO")


class UnknownTypeWarning(UserWarning):
    """A record has a type that the schema does not list; it is kept, and the doctor names it."""


def with_defaults(record: Record, schema: Schema, document: Document) -> Record:
    """The record with what it leaves unsaid, where that is obvious.

    Args:
        record: as a person wrote it.
        schema: says which attributes are required and which types are values.
        document: the article, for the tokens.

    """
    if isinstance(record, Mention):
        record = with_level_and_head(record, schema, document)
    if isinstance(record, Mention | Time | Event | Entity):
        return with_attributes(record, schema)
    return record


def with_level_and_head(mention: Mention, schema: Schema, document: Document) -> Mention:
    """A mention with the level of values, and with the one token it consists of as its head."""
    values = {label.code for label in schema.labels if label.is_value}
    if not mention.level and mention.type in values and VALUE_LEVEL in schema.levels:
        return msgspec.structs.replace(mention, level=VALUE_LEVEL)
    may_be_head = mention.head is None and mention.level in SHORT_LEVELS
    if may_be_head and len(mention.extent) == 1 and is_token(mention.extent[0], document):
        return msgspec.structs.replace(mention, head=mention.extent[0])
    return mention


def is_token(span: Span, document: Document) -> bool:
    """Whether a span is one token of the document, found by halving: there may be millions."""
    place = bisect_left(document.tokens, span)
    return document.tokens[place : place + 1] == (span,)


def with_attributes(
    record: Mention | Time | Event | Entity, schema: Schema
) -> Mention | Time | Event | Entity:
    """A record with the first value of every required attribute that it does not say."""
    kind = type(record).__name__.lower()
    for attribute in schema.attributes:
        if attribute.on != kind or not attribute.is_required or not attribute.values:
            continue
        code, first = attribute.code, attribute.values[0]
        if not hasattr(record, code):
            record = msgspec.structs.replace(record, attributes={code: first} | record.attributes)
        elif getattr(record, code) == "":
            record = msgspec.structs.replace(record, **{code: first})
    return record


def warn_of_types(records: Sequence[Record], schema: Schema, *, stacklevel: int) -> None:
    """Warn of every type that the schema does not list; it is stored all the same."""
    labels = [label.code for label in schema.labels]
    events = [event.code for event in schema.events]
    for record in records:
        known = events if isinstance(record, Event) else labels
        if isinstance(record, Mention | Time | Event | Entity) and record.type not in known:
            kind = "event type" if isinstance(record, Event) else "type"
            message = suggest_name(kind, record.type, known)
            if isinstance(record, Time) and record.type in TIMEX:
                message = f"{record.type} is no type. Did you mean type TIME, timex {record.type}?"
            warnings.warn(message, UnknownTypeWarning, stacklevel=stacklevel + 1)
