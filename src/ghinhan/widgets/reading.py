"""One reading of one document, looked up the way a picture of it needs.

Names come from the schema where it has them; a code that the schema lacks is shown as it is,
and a record that points nowhere is shown as pointing nowhere: a picture refuses nothing.
"""

from collections.abc import Iterator
from functools import cached_property

from ghinhan.model import (
    Comment,
    Entity,
    Event,
    Hopper,
    LabelledDocument,
    LayerRecord,
    Mention,
    Relation,
    Span,
    Time,
)
from ghinhan.model.spans import fault_in_fragments
from ghinhan.schema import EventType, Label, Schema
from ghinhan.widgets.markup import colours
from ghinhan.widgets.snapshot_words import word

Spanned = Mention | Time | Event
QUOTE_LENGTH = 80


class Reading:
    """A labelled document beside its schema.

    Args:
        labelled: the document and its layer.
        schema: names, colours and attributes.
        language: `vi` or `en`.

    """

    def __init__(self, labelled: LabelledDocument, schema: Schema, language: str) -> None:
        self.document = labelled.document
        self.layer = labelled.layer
        self.schema = schema
        self.language = language
        self.types: dict[str, Label | EventType] = {}
        self.types.update({label.code: label for label in schema.labels})
        self.types.update({event.code: event for event in schema.events})
        self.entities = {e.id: e for e in labelled.corpus_layer.entities}
        self.hoppers: dict[str, Hopper] = {h.id: h for h in labelled.corpus_layer.hoppers}

    @cached_property
    def records(self) -> dict[str, LayerRecord]:
        """Every record of the layer under its id."""
        return self.layer.by_id()

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each event in the picture, by id, counted from 1."""
        return {event.id: number for number, event in enumerate(self.events, 1)}

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Mentions that lie in the text."""
        return tuple(m for m in self.layer.mentions if not self.fault(m))

    @cached_property
    def times(self) -> tuple[Time, ...]:
        """Times that lie in the text."""
        return tuple(t for t in self.layer.times if not self.fault(t))

    @cached_property
    def events(self) -> tuple[Event, ...]:
        """Events whose triggers lie in the text."""
        return tuple(e for e in self.layer.events if not self.fault(e))

    def spanned(self) -> Iterator[Spanned]:
        """Everything of the layer that has a place in the text, drawn or not."""
        yield from self.layer.mentions
        yield from self.layer.times
        yield from self.layer.events

    def fault(self, record: Spanned) -> str:
        """Why a record cannot be drawn, or the empty string."""
        return fault_in_fragments(fragments_of(record), len(self.document.text))

    def faults(self) -> list[str]:
        """One line for each record that cannot be drawn."""
        return [f"{r.id} ({r.type}): {self.fault(r)}" for r in self.spanned() if self.fault(r)]

    @property
    def is_stale(self) -> bool:
        """Whether the layer was made on another text than the one shown."""
        made_on = self.layer.text_sha256
        return bool(made_on) and made_on != self.document.text_sha256

    def word(self, name: str) -> str:
        """One of our own words in the language of the picture."""
        return word(name, self.language)

    def type_name(self, code: str) -> str:
        """How people call a type; its code where the schema has no name."""
        kind = self.types.get(code)
        return self.pick_name(kind.name, kind.name_en, code) if kind else code

    def role_name(self, event_type: str, code: str) -> str:
        """How people call a role of an event type."""
        kind = self.types.get(event_type)
        roles = kind.roles if isinstance(kind, EventType) else ()
        names = [self.pick_name(r.name, r.name_en, code) for r in roles if r.code == code]
        return names[0] if names else code

    def pick_name(self, vietnamese: str, english: str, code: str) -> str:
        """The name in the language of the picture, else the other one, else the code."""
        first, second = (vietnamese, english) if self.language == "vi" else (english, vietnamese)
        return first or second or code

    def style(self, code: str) -> str:
        """The colours of a type."""
        kind = self.types.get(code)
        return colours(kind.colour, kind.colour_dark) if kind else colours("", "")

    def entity_name(self, identifier: str) -> str:
        """How people call an entity; its id where it has no name or is not there."""
        entity: Entity | None = self.entities.get(identifier)
        return (entity.name if entity else "") or identifier

    def quote(self, identifier: str) -> str:
        """What stands in the text under a record, or says that there is no such record."""
        record = self.records.get(identifier)
        match record:
            case Event():
                number = self.numbers.get(record.id, "?")
                return f"{self.word('event')} {number}: {self.surface(record)}"
            case Mention() | Time():
                return self.surface(record)
            case Relation():
                return f"{record.type} ({record.id})"
            case Comment():
                return record.text
            case None:
                return f"{identifier} ({self.word('missing')})" if identifier else ""
            case _:
                return f"{record.type} {record.value}".strip()

    def surface(self, record: Spanned) -> str:
        """The words of the shown text under a record, line breaks as spaces, long ones cut."""
        if self.fault(record):
            return record.text
        text = self.document.text
        words = " … ".join(" ".join(text[a:b].split()) for a, b in fragments_of(record))
        return words if len(words) <= QUOTE_LENGTH else f"{words[: QUOTE_LENGTH - 1]}…"

    def sentence_number(self, position: int) -> int:
        """The number of the sentence that holds a character, counted from 1; 0 without one."""
        for number, (start, end) in enumerate(self.document.sentences, 1):
            if start <= position < end:
                return number
        return 0

    def attributes(self, record: LayerRecord) -> list[tuple[str, str]]:
        """The attributes that a record states: code and value, the schema's order first."""
        on = type(record).__name__.lower()
        codes = [a.code for a in self.schema.attributes if a.on == on]
        own = dict(getattr(record, "attributes", {}))
        if isinstance(record, Event):
            fields = ("realis", "polarity", "tense", "modality")
            own = {name: getattr(record, name) for name in fields} | own
        ordered = [code for code in codes if code in own] + [
            code for code in own if code not in codes
        ]
        return [(code, str(own[code])) for code in ordered if own[code]]


def fragments_of(record: Spanned) -> tuple[Span, ...]:
    """The fragments of a record, whatever its kind calls them."""
    return record.trigger if isinstance(record, Event) else record.extent
