"""One reading told in the names of another, so that equal records become equal values.

Ids of records, entities and hoppers are private to each annotator. Records are paired by place
(`ghinhan.review.matching`), entities and hoppers by the paired mentions they share; then every
id of the right reading is replaced by its partner's id in the left one. An entity or hopper that
shares no mention is the same only under the same id and type. What has no partner keeps its own
id, made different where the left reading uses that id for something else.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeVar

import msgspec

from ghinhan.model import (
    Argument,
    Comment,
    CorpusLayer,
    CorpusRecord,
    DocumentLabel,
    Entity,
    Event,
    Hopper,
    HopperRelation,
    LabelledDocument,
    Layer,
    LayerRecord,
    Mention,
    Relation,
    Time,
)
from ghinhan.review.matching import SpanRecord, pair_records

replace = msgspec.structs.replace
Pairs = list[tuple[SpanRecord, SpanRecord]]
Any_ = TypeVar("Any_", bound=LayerRecord | CorpusRecord)


def translate(
    right: Sequence[LabelledDocument], left: Sequence[LabelledDocument]
) -> list[LabelledDocument]:
    """The right reading in the left reading's names.

    Args:
        right: the reading to translate, one item per document.
        left: the reading whose ids are taken over.

    Returns:
        The items of `right`, in order; a document that `left` lacks keeps its record ids.

    """
    left_layers = {item.document.id: item.layer for item in left}
    pairs_of = {
        item.document.id: paired_records(left_layers[item.document.id], item.layer)
        for item in right
        if item.document.id in left_layers
    }
    all_pairs = [pair for pairs in pairs_of.values() for pair in pairs]
    left_corpus = left[0].corpus_layer if left else CorpusLayer()
    right_corpus = right[0].corpus_layer if right else CorpusLayer()
    corpus_names = name_corpus_records(left_corpus, right_corpus, all_pairs)
    corpus_layer = CorpusLayer(
        schema=right_corpus.schema,
        annotator=right_corpus.annotator,
        records=tuple(rename(record, corpus_names) for record in right_corpus.records),
    )
    return [
        LabelledDocument(
            document=item.document,
            layer=rename_layer(
                item.layer,
                left_layers.get(item.document.id),
                pairs_of.get(item.document.id, []),
                corpus_names,
            ),
            corpus_layer=corpus_layer,
        )
        for item in right
    ]


def paired_records(left: Layer, right: Layer) -> Pairs:
    """Mentions, times and events of two layers that stand for each other."""
    found: Pairs = [(a, b) for a, b in pair_records(left.mentions, right.mentions) if a and b]
    found += [(a, b) for a, b in pair_records(left.times, right.times) if a and b]
    found += [(a, b) for a, b in pair_records(left.events, right.events) if a and b]
    return found


def name_corpus_records(left: CorpusLayer, right: CorpusLayer, pairs: Pairs) -> dict[str, str]:
    """New ids for the right reading's entities, hoppers and hopper relations."""
    entities: Counter[tuple[str, str]] = Counter()
    hoppers: Counter[tuple[str, str]] = Counter()
    for a, b in pairs:
        if isinstance(a, Mention) and isinstance(b, Mention) and a.entity and b.entity:
            entities[a.entity, b.entity] += 1
        elif isinstance(a, Event) and isinstance(b, Event) and a.hopper and b.hopper:
            hoppers[a.hopper, b.hopper] += 1
    names = align(entities) | align(hoppers)
    same = {(type(r), r.id, r.type) for r in left.records if r.id not in names.values()}
    taken = {record.id for record in left.records} | set(names.values())
    for record in right.records:
        if isinstance(record, HopperRelation) or record.id in names:
            continue
        known = (type(record), record.id, record.type) in same
        names[record.id] = record.id if known else _free_name(record.id, taken)
    names |= _name_relations(left.records, right.records, names, taken)
    return names


def align(shared: Mapping[tuple[str, str], int]) -> dict[str, str]:
    """Pair the names of two sides one to one, those that share most first.

    Args:
        shared: how many paired mentions a left and a right name have in common.

    Returns:
        Left name by right name.

    Example:
        >>> align({("russia", "nga"): 7, ("kremlin", "nga"): 1, ("kremlin", "dien"): 2})
        {'nga': 'russia', 'dien': 'kremlin'}

    """
    partner: dict[str, str] = {}
    taken: set[str] = set()
    for left, right in sorted(shared, key=lambda pair: (-shared[pair], pair)):
        if right not in partner and left not in taken:
            partner[right] = left
            taken.add(left)
    return partner


def rename_layer(
    layer: Layer, left: Layer | None, pairs: Pairs, corpus_names: Mapping[str, str]
) -> Layer:
    """One layer with every id replaced."""
    names = {theirs.id: mine.id for mine, theirs in pairs}
    taken = {record.id for record in left.records} if left else set()
    for record in layer.records:
        if isinstance(record, Mention | Time | Event) and record.id not in names:
            names[record.id] = _free_name(record.id, taken)
    names |= corpus_names
    if left:
        names |= _name_relations(left.records, layer.records, names, taken)
    return replace(layer, records=tuple(rename(record, names) for record in layer.records))


def rename(record: Any_, names: Mapping[str, str]) -> Any_:
    """A record with its own id and every id it refers to replaced by `names`."""

    def new(identifier: str) -> str:
        return names.get(identifier, identifier)

    changes: dict[str, object] = {"id": new(record.id)}
    if isinstance(record, Mention):
        changes |= {"entity": new(record.entity), "metonym": new(record.metonym)}
    elif isinstance(record, Time):
        changes |= {"anchor": new(record.anchor)}
    elif isinstance(record, Event):
        changes |= {"hopper": new(record.hopper), "attribution": new(record.attribution)}
        changes |= {"arguments": _rename_arguments(record.arguments, new)}
    elif isinstance(record, Relation | HopperRelation):
        changes |= {"source": new(record.source), "target": new(record.target)}
    elif isinstance(record, Comment):
        changes |= {"target": new(record.target)}
    elif isinstance(record, Entity):
        changes |= {"members": tuple(new(member) for member in record.members)}
    elif isinstance(record, Hopper):
        changes |= {"arguments": _rename_arguments(record.arguments, new)}
    return replace(record, **changes)


def _rename_arguments(
    arguments: Iterable[Argument], new: Callable[[str], str]
) -> tuple[Argument, ...]:
    return tuple(Argument(argument.role, new(argument.ref)) for argument in arguments)


def _name_relations(
    left: Iterable[LayerRecord | CorpusRecord],
    right: Iterable[LayerRecord | CorpusRecord],
    names: Mapping[str, str],
    taken: set[str],
) -> dict[str, str]:
    """Ids for records without a place: the left one that says the same, else their own."""
    same = {_saying(record, {}): record.id for record in left}
    found: dict[str, str] = {}
    for record in right:
        if isinstance(record, Relation | HopperRelation | DocumentLabel | Comment):
            saying = _saying(record, names)
            found[record.id] = same.get(saying) or _free_name(record.id, taken)
    return found


def _saying(record: LayerRecord | CorpusRecord, names: Mapping[str, str]) -> tuple[str, ...]:
    kind = type(record).__name__
    if isinstance(record, Relation | HopperRelation):
        ends = (names.get(record.source, record.source), names.get(record.target, record.target))
        return (kind, record.type, *ends)
    if isinstance(record, DocumentLabel):
        return (kind, record.type)
    if isinstance(record, Comment):
        return (kind, names.get(record.target, record.target), record.text)
    return (kind, record.id, "has a name of its own")


def _free_name(wanted: str, taken: set[str]) -> str:
    name, number = wanted, 2
    while name in taken:
        name, number = f"{wanted}.{number}", number + 1
    taken.add(name)
    return name
