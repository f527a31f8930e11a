"""What a change made in doccano does to our records, as edits for the store.

Only what doccano shows is touched; heads, entities, times' values, realis and everything else of a
record stay. What a deleted record leaves behind goes or is emptied as in the annotator widget,
except remarks: they stay, on the document.
"""

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from ghinhan.foundation.identifiers import new_identifier
from ghinhan.model.document import Document
from ghinhan.model.edits import Edit
from ghinhan.model.events import Argument, Event
from ghinhan.model.layer import Layer, LayerRecord
from ghinhan.model.mentions import Mention
from ghinhan.model.notes import Comment, Relation
from ghinhan.model.spans import Provenance, Span, surface
from ghinhan.model.times import Time
from ghinhan.sync.merging import Changes
from ghinhan.sync.shapes import Arrow, Mark, Vocabulary, span_of
from ghinhan.text.offsets import Offsets


def edits_for(  # noqa: PLR0913  a gesture has a session, a number and an origin
    changes: Changes,
    layer: Layer,
    document: Document,
    words: Vocabulary,
    *,
    session: str,
    first: int,
    origin: str = "doccano",
) -> list[Edit]:
    """The edits, as one gesture, that bring doccano's changes into a layer.

    Args:
        changes: what doccano has and we do not.
        layer: the reading as it is now.
        document: its document.
        words: the schema's.
        session: who speaks.
        first: number of the first edit in the session.
        origin: what new records say of where they come from.

    """
    after = Rewriting(layer, document, words, origin)
    after.rewrite(changes)
    before = layer.by_id()
    changed = [
        key for key in dict.fromkeys((*before, *after.records)) if before.get(key) != after.get(key)
    ]
    group = first if len(changed) > 1 else 0
    return [
        Edit(
            scope=document.id,
            id=key,
            before=before.get(key),
            after=after.get(key),
            session=session,
            seq=seq,
            group=group,
        )
        for seq, key in enumerate(changed, first)
    ]


class Rewriting:
    """A layer's records while they are changed.

    Args:
        layer: as it is now.
        document: its document.
        words: the schema's.
        origin: what new records say of where they come from.

    """

    def __init__(
        self, layer: Layer, document: Document, words: Vocabulary, origin: str = "doccano"
    ) -> None:
        self.records: dict[str, LayerRecord] = layer.by_id()
        self._text = document.text
        self._offsets = Offsets(document.text)
        self._words = words
        self._provenance = Provenance(how="imported", source=origin)

    def get(self, key: str) -> LayerRecord | None:
        """A record as it is now."""
        return self.records.get(key)

    def rewrite(self, changes: Changes) -> None:
        """Make all changes: new marks first, so that arrows find them."""
        for key, mark in changes.marks.items():
            if mark is not None:
                self._put(key, mark)
        for arrow in changes.dropped:
            self._drop(arrow)
        for arrow in changes.added:
            self._draw(arrow)
        for key, mark in changes.marks.items():
            if mark is None:
                self._remove(key)
        for key, note in changes.notes.items():
            self._note(key, note)

    def _put(self, key: str, mark: Mark) -> None:
        place = span_of(mark, self._offsets)
        record = self.records.get(key)
        if record is None:
            self.records[key] = self._new(key, mark.label, place)
        elif isinstance(record, Mention | Time | Event):
            self.records[key] = self._moved(record, mark.label, place)

    def _new(self, key: str, label: str, place: Span) -> LayerRecord:
        text = surface(self._text, [place])
        kind, how = self._words.kind(label), self._provenance
        if kind == "event":
            return Event(id=key, type=label, trigger=(place,), text=text, provenance=how)
        if kind == "time":
            return Time(id=key, type=label, extent=(place,), text=text, provenance=how)
        is_value = self._words.schema.label(label).is_value
        level = "VAL" if is_value else ""
        return Mention(id=key, type=label, extent=(place,), text=text, level=level, provenance=how)

    def _moved(self, record: Mention | Time | Event, label: str, place: Span) -> LayerRecord:
        if (record.start, record.end) == place:
            return replace(record, type=label)
        text = surface(self._text, [place])
        if isinstance(record, Event):
            return replace(record, type=label, trigger=(place,), text=text)
        if isinstance(record, Time):
            return replace(record, type=label, extent=(place,), text=text)
        head = record.head
        is_inside = head is None or (place[0] <= head[0] and head[1] <= place[1])
        return replace(
            record, type=label, extent=(place,), text=text, head=head if is_inside else None
        )

    def _draw(self, arrow: Arrow) -> None:
        source = self.records.get(arrow.source)
        if isinstance(source, Event):
            grown = (*source.arguments, Argument(role=arrow.type, ref=arrow.target))
            self.records[source.id] = replace(source, arguments=grown)
        else:
            key = self._relation_name(arrow)
            self.records[key] = Relation(
                id=key,
                type=arrow.type,
                source=arrow.source,
                target=arrow.target,
                provenance=self._provenance,
            )

    def _relation_name(self, arrow: Arrow) -> str:
        """A name made from the ends, so that two pulls of one relation make one record."""
        stem = f"r-{arrow.source.partition('-')[2]}-{arrow.type.lower()}"
        stem += f"-{arrow.target.partition('-')[2]}"
        return stem if stem not in self.records else new_identifier("r")

    def _drop(self, arrow: Arrow) -> None:
        source = self.records.get(arrow.source)
        if isinstance(source, Event):
            kept = list(source.arguments)
            kept.remove(Argument(role=arrow.type, ref=arrow.target))
            self.records[source.id] = replace(source, arguments=tuple(kept))
            return
        for record in relations_of(self.records.values()):
            if Arrow(record.source, record.type, record.target) == arrow:
                del self.records[record.id]
                return

    def _remove(self, key: str) -> None:
        self.records.pop(key, None)
        for other in list(self.records.values()):
            if isinstance(other, Event):
                self.records[other.id] = without(other, key)
            elif isinstance(other, Time) and other.anchor == key:
                self.records[other.id] = replace(other, anchor="")
            elif isinstance(other, Comment) and other.target == key:
                self.records[other.id] = replace(other, target="")
            elif isinstance(other, Relation) and key in {other.source, other.target}:
                del self.records[other.id]

    def _note(self, key: str, note: str | None) -> None:
        record = self.records.get(key)
        if note is None:
            self.records.pop(key, None)
        elif isinstance(record, Comment):
            self.records[key] = replace(record, text=note)
        else:
            self.records[key] = Comment(id=key, text=note)


def relations_of(records: Iterable[msgspec.Struct]) -> list[Relation]:
    """The relations among records."""
    return [record for record in records if isinstance(record, Relation)]


def without(event: Event, key: str) -> Event:
    """An event that no longer names a record."""
    kept = tuple(argument for argument in event.arguments if argument.ref != key)
    attribution = "" if event.attribution == key else event.attribution
    return replace(event, arguments=kept, attribution=attribution)
