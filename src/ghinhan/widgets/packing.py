"""How an opened document and a schema look on the wire to a widget.

Positions stay code points: the browser converts them. Spans that come by the thousand are
packed as gap and length, flat, so that a message stays small. A whole document travels as JSON
text: what carries a nested value looks at each of its parts, several times on the way.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from ghinhan.model.document import Document
from ghinhan.model.edits import Edit, State
from ghinhan.model.events import Event
from ghinhan.model.layer import Record
from ghinhan.model.mentions import Mention
from ghinhan.model.session import DocumentState, LabellingSession, Suggested
from ghinhan.model.spans import Span
from ghinhan.model.times import Time
from ghinhan.schema.label_set import Schema

Packed = dict[str, Any]


def pack_spans(spans: Iterable[Span]) -> list[int]:
    """Spans as the gap to the span before and the length, one after the other.

    Example:
        >>> pack_spans([(0, 2), (3, 6)])
        [0, 2, 1, 3]

    """
    packed: list[int] = []
    position = 0
    for start, end in spans:
        packed += (start - position, end - start)
        position = end
    return packed


def pack_schema(schema: Schema) -> Packed:
    """The schema without the mappings to foreign inventories, which no annotator needs."""
    packed: Packed = msgspec.to_builtins(schema)
    for row in (*packed["labels"], *packed["events"]):
        row.pop("mappings", None)
        for role in row.get("roles", ()):
            role.pop("mappings", None)
    return packed


def pack_states(states: Sequence[DocumentState]) -> list[Packed]:
    """The list of documents with their progress."""
    return [msgspec.to_builtins(state) for state in states]


def encode_opened(opened: Packed) -> str:
    """A document packed by `pack_opened` as JSON text."""
    return msgspec.json.encode(opened).decode()


def pack_opened(session: LabellingSession, document: str) -> Packed:
    """A document and everything that the annotator said of it, as the disk has it now.

    Records stay values where they look the same on the wire; `encode_opened` writes them.

    Raises:
        GhinhanError: the session cannot open the document; the message says why.

    """
    opened = session.open(document)
    return {
        **pack_article(opened.document),
        "annotator": session.annotator,
        "project": session.project,
        "state": opened.layer.state,
        "records": [with_type(record) for record in opened.layer.records],
        "corpus": opened.corpus_layer.records,
        "revisions": dict(opened.revisions),
        "documents": pack_states(session.documents()),
        "suggested": pack_suggested(opened.suggested),
    }


def pack_suggested(suggested: Suggested | None) -> Packed | None:
    """Another reading's records, each a suggestion; remarks and document labels are not offered."""
    if suggested is None:
        return None
    return {
        "source": suggested.layer.annotator,
        "records": [
            with_type(record)
            for record in suggested.layer.records
            if isinstance(record, Mention | Time | Event)
        ],
        "corpus": suggested.corpus_layer.records,
    }


def with_type(record: Record) -> Record | Packed:
    """A record that says its type: a time does not by itself."""
    if not isinstance(record, Time):
        return record
    packed: Packed = pack_record(record)
    return packed


def pack_record(record: Record | State | None) -> Any:  # noqa: ANN401  JSON values
    """A record with its type said, which files leave out of a time: all times have one type."""
    packed = msgspec.to_builtins(record)
    return {**packed, "type": record.type} if isinstance(record, Time) else packed


def pack_article(document: Document) -> Packed:
    """The text of an article and its parts."""
    return {
        "id": document.id,
        "title": document.title,
        "published": document.published,
        "language": document.language,
        "text": document.text,
        "text_sha256": document.text_sha256,
        "sections": [msgspec.to_builtins(section) for section in document.sections],
        "sentences": pack_spans(document.sentences),
        "tokens": pack_spans(document.tokens),
    }


def pack_edits(edits: Iterable[Edit]) -> list[Packed]:
    """Edits as a view takes them over: scope, id, and what is there now."""
    return [
        {
            "scope": edit.scope,
            "id": edit.id,
            "before": None,
            "after": pack_record(edit.after),
        }
        for edit in edits
    ]


def unpack_edits(packed: Sequence[Packed], *, session: str, seq: int) -> list[Edit]:
    """The edits of one gesture, named and grouped.

    Args:
        packed: scope, id, before and after of each, in order.
        session: the view that made the gesture.
        seq: the number of its first edit; the others follow.

    Raises:
        msgspec.ValidationError: something that is no edit, or a record of no known shape.

    """
    rows = [
        {**row, "session": session, "seq": seq + place, "group": seq}
        for place, row in enumerate(packed)
    ]
    return msgspec.convert(rows, list[Edit])
