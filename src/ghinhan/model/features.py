"""The features of the model, by name, so that a format can say which of them it carries.

A feature is a kind of record (`mention`, `event`) or one optional field of it (`mention.head`,
`event.realis`), or that a record lies in several pieces (`mention.fragments`). The names are
read from the structs themselves: a field added to the model is a feature from that day on, and
every format that does not carry it reports it as lost.
"""

from collections.abc import Iterable, Iterator
from functools import cache

import msgspec

from ghinhan.model.document import Document
from ghinhan.model.entities import Entity, Hopper, HopperRelation
from ghinhan.model.events import Event
from ghinhan.model.labelled import LabelledDocument, Loss
from ghinhan.model.layer import CorpusLayer, Layer
from ghinhan.model.mentions import Mention
from ghinhan.model.notes import Comment, DocumentLabel, Relation
from ghinhan.model.times import Time

RECORD_KINDS = (Mention, Time, Event, Relation, DocumentLabel, Comment)
CORPUS_KINDS = (Entity, Hopper, HopperRelation)

ALWAYS_THERE = frozenset({"id", "type", "format", "records"})
"""Fields that are no feature of their own: whoever carries the record carries them."""

FRAGMENTS = "fragments"


def kind_of(value: type[msgspec.Struct] | msgspec.Struct) -> str:
    """The name of a kind: the tag of a record, else the class name in lower case.

    Example:
        >>> kind_of(Mention), kind_of(HopperRelation), kind_of(Document)
        ('mention', 'hopper_relation', 'document')

    """
    tag = value.__struct_config__.tag
    return str(tag) if tag else (value if isinstance(value, type) else type(value)).__name__.lower()


@cache
def optional_fields(kind: type[msgspec.Struct]) -> tuple[tuple[str, object], ...]:
    """The fields of a kind that may be left out, each with its default."""
    return tuple(
        (
            field.name,
            field.default_factory() if field.default is msgspec.NODEFAULT else field.default,
        )
        for field in msgspec.structs.fields(kind)
        if not field.required and field.name not in ALWAYS_THERE
    )


def features_of(value: msgspec.Struct) -> Iterator[str]:
    """The features that one record, document or layer makes use of.

    Args:
        value: a record of a layer, a Document or a Layer.

    Example:
        >>> mention = Mention(id="m-1", type="PER", extent=((0, 4),), text="Nga", head=(0, 3))
        >>> list(features_of(mention))
        ['mention', 'mention.head']

    """
    kind = kind_of(value)
    yield kind
    for name, default in optional_fields(type(value)):
        if getattr(value, name) != default:
            yield f"{kind}.{name}"
    if len(fragments_of(value)) > 1:
        yield f"{kind}.{FRAGMENTS}"


def fragments_of(value: msgspec.Struct) -> tuple[tuple[int, int], ...]:
    """Where a record lies in the text; empty for records without a place."""
    if isinstance(value, Mention | Time):
        return value.extent
    return value.trigger if isinstance(value, Event) else ()


def all_features(kinds: Iterable[type[msgspec.Struct]]) -> frozenset[str]:
    """Every feature of these kinds."""
    names = set()
    for kind in kinds:
        names.add(kind_of(kind))
        names.update(f"{kind_of(kind)}.{name}" for name, _ in optional_fields(kind))
        if kind in {Mention, Time, Event}:
            names.add(f"{kind_of(kind)}.{FRAGMENTS}")
    return frozenset(names)


RECORD_FEATURES = all_features(RECORD_KINDS)
CORPUS_FEATURES = all_features(CORPUS_KINDS)
FEATURES = RECORD_FEATURES | CORPUS_FEATURES | all_features((Document, Layer))
"""Everything there is to carry."""


def list_uncarried(
    value: msgspec.Struct, carries: frozenset[str], *, format_name: str, document: str = ""
) -> list[Loss]:
    """What of one record, document or layer a format leaves out, one loss for each feature.

    A record whose kind is not carried at all is one loss, not one for every field.

    Args:
        value: a record, a Document or a Layer.
        carries: the features of the format.
        format_name: how the sentence in the report calls the format.
        document: id of the document it belongs to; empty for corpus-wide records.

    """
    missing = [name for name in features_of(value) if name not in carries]
    if kind_of(value) in missing:
        missing = [kind_of(value)]
    return [
        Loss(
            document=document,
            record=getattr(value, "id", "") if not isinstance(value, Document) else "",
            what=name,
            why=f"{format_name} has no place for {name}.",
            quote=getattr(value, "text", "") if fragments_of(value) else "",
        )
        for name in missing
    ]


def list_document_losses(
    item: LabelledDocument, carries: frozenset[str], *, format_name: str
) -> list[Loss]:
    """What of one document, its layer's header and its records a format leaves out."""
    values = (item.document, item.layer, *item.layer.records)
    return [
        loss
        for value in values
        for loss in list_uncarried(
            value, carries, format_name=format_name, document=item.document.id
        )
    ]


def list_corpus_losses(
    corpus_layer: CorpusLayer, carries: frozenset[str], *, format_name: str
) -> list[Loss]:
    """What of the entities, occurrences and their relations a format leaves out."""
    return [
        loss
        for record in corpus_layer.records
        for loss in list_uncarried(record, carries, format_name=format_name)
    ]
