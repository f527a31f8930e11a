"""What doccano can hold of a reading, as plain values: marks, arrows and notes.

A *mark* is a labelled stretch in UTF-16 units, doccano's own count; an *arrow* is a typed relation
between two marks; a *note* is a comment. Mentions, times and triggers are marks; arguments and
relations between mentions are arrows. Everything else of a record stays at home, under its id.
"""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from ghinhan.foundation.errors import OffsetError
from ghinhan.model.document import Document
from ghinhan.model.events import Event
from ghinhan.model.labelled import Loss
from ghinhan.model.layer import Layer
from ghinhan.model.mentions import Mention
from ghinhan.model.spans import fault_in_fragments
from ghinhan.model.times import Time
from ghinhan.schema.label_set import Schema
from ghinhan.text.offsets import Offsets

TIME_LABEL = "TIME"


class Mark(NamedTuple):
    """A labelled stretch, in UTF-16 units."""

    start: int
    end: int
    label: str


class Arrow(NamedTuple):
    """A typed relation from one record to another."""

    source: str
    type: str
    target: str


class Shape(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of one document as doccano shows it; all keys are record ids.

    Args:
        marks: mentions, times and triggers.
        arrows: arguments (from the event) and relations, each as often as it stands there.
        notes: comments with a text.

    """

    marks: dict[str, Mark] = {}
    arrows: tuple[Arrow, ...] = ()
    notes: dict[str, str] = {}


class Vocabulary:
    """Which labels and relation types a schema gives doccano, and what each of them is.

    Args:
        schema: the project's.

    """

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self._kinds = {label.code: "mention" for label in schema.labels}
        self._kinds |= {event.code: "event" for event in schema.events}
        if TIME_LABEL in self._kinds:
            self._kinds[TIME_LABEL] = "time"
        self.roles = frozenset(role.code for event in schema.events for role in event.roles)
        self.relations = frozenset(relation.code for relation in schema.relations)

    def kind(self, label: str) -> str:
        """`mention`, `time` or `event`; empty for a label that the schema does not know."""
        return self._kinds.get(label, "")

    def fault_in(self, source: str, type_: str, target: str) -> str:
        """Why an arrow of this type means nothing between marks with these labels, or nothing.

        Args:
            source: label of the mark it starts from.
            type_: the relation type.
            target: label of the mark it points to.

        """
        if self.kind(source) == "event":
            known = type_ in self.roles
            return "" if known else f"{type_} is no role, so it cannot start at an event"
        if type_ not in self.relations:
            return f"{type_} is a role and must start at the trigger, not at a {source}"
        if self.kind(target) == "event":
            return f"{type_} joins mentions, and {target} is an event"
        return ""


def shape_of(layer: Layer, document: Document, schema: Vocabulary) -> tuple[Shape, list[Loss]]:
    """What doccano can hold of a layer, and what of it must stay at home.

    A record in several pieces is shown as one stretch from its first to its last character.

    Returns:
        The shape, and one loss for each record that doccano shows otherwise or not at all.

    Example:
        >>> from ghinhan.model.document import Source
        >>> from ghinhan.schema.label_set import Label
        >>> article = Document(id="d", text="👍 Nga", source=Source(file="f", sha256="0"))
        >>> mention = Mention(id="m-1", type="GPE", extent=((2, 5),), text="Nga")
        >>> layer = Layer(document="d", text_sha256="", records=(mention,))
        >>> words = Vocabulary(Schema(name="s", labels=(Label(code="GPE", name="nước"),)))
        >>> shape_of(layer, article, words)[0].marks
        {'m-1': Mark(start=3, end=6, label='GPE')}

    """
    offsets = Offsets(document.text)
    losses: list[Loss] = []
    marks: dict[str, Mark] = {}

    def lose(record: str, what: str, why: str) -> None:
        losses.append(Loss(document=document.id, record=record, what=what, why=why))

    for record in layer.records:
        if not isinstance(record, Mention | Time | Event):
            continue
        fragments = record.trigger if isinstance(record, Event) else record.extent
        fault = fault_in_fragments(fragments, len(document.text))
        if fault or not schema.kind(record.type):
            lose(record.id, "record", fault or f"the schema has no label {record.type}.")
            continue
        if len(fragments) > 1:
            lose(record.id, "fragments", "doccano shows the pieces as one stretch.")
        start, end = offsets.to_utf16(record.start), offsets.to_utf16(record.end)
        marks[record.id] = Mark(start, end, record.type)
    arrows = []
    for arrow in arrows_of(layer):
        if fault := fault_in_arrow(arrow, marks, schema):
            lose(arrow.source, "relation", f"{arrow.type} to {arrow.target}: {fault}.")
        else:
            arrows.append(arrow)
    notes = {c.id: c.text for c in layer.comments if c.text.strip()}
    return Shape(marks=marks, arrows=tuple(arrows), notes=notes), losses


def arrows_of(layer: Layer) -> list[Arrow]:
    """The arguments and relations of a layer, as arrows."""
    found = [Arrow(e.id, a.role, a.ref) for e in layer.events for a in e.arguments]
    return found + [Arrow(r.source, r.type, r.target) for r in layer.relations]


def fault_in_arrow(arrow: Arrow, marks: Mapping[str, Mark], schema: Vocabulary) -> str:
    """Why an arrow cannot be shown, or nothing."""
    if arrow.source not in marks or arrow.target not in marks:
        return "one of its ends is not shown in doccano"
    return schema.fault_in(marks[arrow.source].label, arrow.type, marks[arrow.target].label)


def span_of(mark: Mark, offsets: Offsets) -> tuple[int, int]:
    """A mark's place in code points.

    Raises:
        OffsetError: outside the text, empty, or inside a surrogate pair.

    """
    start, end = offsets.from_utf16(mark.start), offsets.from_utf16(mark.end)
    if start >= end:
        raise OffsetError(f"characters {start}-{end} are no stretch of text.")
    return start, end
