"""One annotator's reading: a layer for each document, and one for the whole corpus."""

from typing import TypeVar

import msgspec

from ghinhan.foundation.errors import UnknownNameError
from ghinhan.model.entities import Entity, Hopper, HopperRelation
from ghinhan.model.events import Event
from ghinhan.model.mentions import Mention
from ghinhan.model.notes import Comment, DocumentLabel, Relation
from ghinhan.model.times import Time

LayerRecord = Mention | Time | Event | Relation | DocumentLabel | Comment
"""What one document's layer holds."""

CorpusRecord = Entity | Hopper | HopperRelation
"""What is shared by all documents of one annotator."""

Record = LayerRecord | CorpusRecord

STATES = ("new", "in_progress", "done", "settled")
LAYER_FORMAT = "ghinhan-layer/1"
CORPUS_FORMAT = "ghinhan-entities/1"

Kind = TypeVar("Kind", bound=Record)


def span_order(record: Record) -> tuple[int, int, str, str]:
    """Where a record stands in its file: by start, end, type and id.

    Records without a place in the text come last.
    """
    if isinstance(record, Mention | Time | Event):
        return (record.start, record.end, record.type, record.id)
    name = "" if isinstance(record, Comment) else record.type
    return (2**31, 2**31, type(record).__name__ + name, record.id)


class Layer(msgspec.Struct, frozen=True, kw_only=True):
    """One annotator's reading of one document.

    Args:
        document: the document's id.
        text_sha256: SHA-256 of the text (UTF-8) that the positions were made on.
        schema: format name of the schema, for example `ghinhan-diplomacy/1`.
        annotator: whose reading it is.
        state: new, in_progress, done or settled; an edit after done makes it in_progress.
        records: everything labelled, in the order of `span_order`.

    """

    document: str
    text_sha256: str
    schema: str = ""
    annotator: str = ""
    state: str = "new"
    records: tuple[LayerRecord, ...] = ()

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """Entity and value mentions, in text order."""
        return pick(self.records, Mention)

    @property
    def times(self) -> tuple[Time, ...]:
        """Time expressions, in text order."""
        return pick(self.records, Time)

    @property
    def events(self) -> tuple[Event, ...]:
        """Event mentions, in text order of their triggers."""
        return pick(self.records, Event)

    @property
    def relations(self) -> tuple[Relation, ...]:
        """Relations between mentions."""
        return pick(self.records, Relation)

    @property
    def labels(self) -> tuple[DocumentLabel, ...]:
        """Labels on the whole document."""
        return pick(self.records, DocumentLabel)

    @property
    def comments(self) -> tuple[Comment, ...]:
        """Remarks and flags."""
        return pick(self.records, Comment)

    def by_id(self) -> dict[str, LayerRecord]:
        """Every record under its id."""
        return {record.id: record for record in self.records}


class CorpusLayer(msgspec.Struct, frozen=True, kw_only=True):
    """What one annotator says of the whole corpus: entities, occurrences, their relations.

    Args:
        schema: format name of the schema.
        annotator: whose reading it is.
        records: in the order of `span_order`.

    """

    schema: str = ""
    annotator: str = ""
    records: tuple[CorpusRecord, ...] = ()

    @property
    def entities(self) -> tuple[Entity, ...]:
        """What mentions refer to."""
        return pick(self.records, Entity)

    @property
    def hoppers(self) -> tuple[Hopper, ...]:
        """What event mentions tell of."""
        return pick(self.records, Hopper)

    @property
    def hopper_relations(self) -> tuple[HopperRelation, ...]:
        """How occurrences are related."""
        return pick(self.records, HopperRelation)

    def by_id(self) -> dict[str, CorpusRecord]:
        """Every record under its id."""
        return {record.id: record for record in self.records}

    def entity(self, identifier: str) -> Entity:
        """The entity with this id.

        Raises:
            UnknownNameError: no such entity.

        """
        for record in self.records:
            if record.id == identifier and isinstance(record, Entity):
                return record
        raise UnknownNameError(
            f"{self.annotator or 'this layer'} has no entity {identifier!r}. "
            "List them with desk.entities()."
        )


def pick(records: tuple[Record, ...], kind: type[Kind]) -> tuple[Kind, ...]:
    """The records of one kind, order kept."""
    return tuple(record for record in records if isinstance(record, kind))
