"""What is to be labelled again: a gold reading as marks."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ghinhan.model import Document, Event, Layer, Mention, Time
from ghinhan.schema import EventType, Schema

Span = tuple[int, int]
Filled = tuple[str, Span, str]
MOST_SHOWN = 60
"""Code points of a record that the annotator shows in little space."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch with a label; `roles` say who takes part, as (role, span, type of the filler)."""

    span: Span
    type: str
    is_event: bool = False
    roles: tuple[Filled, ...] = ()

    @property
    def bare(self) -> tuple[Span, str]:
        """The stretch and its label."""
        return self.span, self.type


def marks_of(layer: Layer) -> list[Mark]:
    """Every mention, time and event of a reading, in text order, outer before inner."""
    spanned = [r for r in layer.records if isinstance(r, Mention | Time | Event)]
    by_id = {record.id: record for record in spanned}
    marks = []
    for record in spanned:
        fillers = [(a.role, by_id[a.ref]) for a in getattr(record, "arguments", ())]
        roles = tuple((role, (r.start, r.end), r.type) for role, r in fillers)
        span = (record.start, record.end)
        marks.append(Mark(span, record.type, isinstance(record, Event), roles))
    return sorted(marks, key=lambda m: (m.span[0], -m.span[1]))


def events_in_order(marks: Sequence[Mark]) -> list[Mark]:
    """The events, those that others take as fillers before those others."""
    waiting = [mark for mark in marks if mark.is_event]
    spans = {mark.span for mark in waiting}
    ordered: list[Mark] = []
    while waiting:
        made = {mark.span for mark in ordered}
        ready = [m for m in waiting if all(s in made or s not in spans for _, s, _ in m.roles)]
        assert ready, f"events fill each other in a circle: {waiting}"
        ordered += ready
        waiting = [mark for mark in waiting if mark not in ready]
    return ordered


def kind_of(mark: Mark) -> str:
    """What the schema calls a filler."""
    return "EVENT" if mark.is_event else mark.type


def covering(marks: Iterable[Mark], position: int) -> list[Mark]:
    """Marks that cover a position, the innermost first."""
    found = [mark for mark in marks if mark.span[0] <= position < mark.span[1]]
    return sorted(found, key=lambda mark: mark.span[1] - mark.span[0])


def event_type(schema: Schema, code: str) -> EventType:
    """An event type of the schema."""
    return next(kind for kind in schema.events if kind.code == code)


def label_key(schema: Schema, code: str) -> str:
    """The key of a label."""
    return next(label.key for label in schema.labels if label.code == code)


def words_at(document: Document, span: Span) -> str:
    """The words of a stretch."""
    return document.text[slice(*span)]


def shortened(words: str) -> str:
    """Words as the annotator shows them in little space."""
    return words if len(words) <= MOST_SHOWN else f"{words[:MOST_SHOWN]}…"


def places_of(document: Document, span: Span) -> list[Span]:
    """Every stretch of whole tokens with the same words."""
    words = words_at(document, span)
    starts, ends = {s for s, _ in document.tokens}, {e for _, e in document.tokens}
    found, at = [], document.text.find(words)
    while at >= 0:
        if at in starts and at + len(words) in ends:
            found.append((at, at + len(words)))
        at = document.text.find(words, at + len(words))
    return found


def tokens_in(document: Document, span: Span) -> list[Span]:
    """The tokens of a stretch."""
    return [(s, e) for s, e in document.tokens if span[0] <= s and e <= span[1]]
