"""From labelled documents to the rows of tables. Pure functions; frames are made elsewhere.

Each function yields tuples in the order of the columns of the table of the same name in
`ghinhan.workspace.columns`. An empty string means "not said"; the frame shows it as missing.
"""

import bisect
import json
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from ghinhan.model.document import Document, Section
from ghinhan.model.edits import State
from ghinhan.model.entities import Entity
from ghinhan.model.events import Event
from ghinhan.model.labelled import LabelledDocument
from ghinhan.model.layer import CorpusLayer, Record
from ghinhan.model.mentions import Mention
from ghinhan.model.session import DAMAGED
from ghinhan.model.spans import Provenance, Span
from ghinhan.model.times import Time
from ghinhan.store import HistoryEntry
from ghinhan.workspace.readings import Overview

Cell = str | int | float | bool | None
Row = tuple[Cell, ...]

JOINT = "; "


class Places:
    """Finds the section and the sentence of a position quickly.

    Args:
        document: whose positions are asked for.

    """

    def __init__(self, document: Document) -> None:
        self._sections = document.sections
        self._section_starts = [section.start for section in document.sections]
        self._sentences = document.sentences
        self._sentence_starts = [start for start, _ in document.sentences]

    def section(self, position: int) -> str:
        """The kind of the section that holds the position; empty between sections."""
        index = bisect.bisect_right(self._section_starts, position) - 1
        if index < 0:
            return ""
        section: Section = self._sections[index]
        return section.kind if position < section.end else ""

    def sentence(self, position: int) -> int | None:
        """The number of the sentence that holds the position; None between sentences."""
        index = bisect.bisect_right(self._sentence_starts, position) - 1
        if index < 0:
            return None
        span: Span = self._sentences[index]
        return index if position < span[1] else None


def names_of(corpus_layer: CorpusLayer) -> dict[str, str]:
    """Names of entities and occurrences by id; the id where one has no name."""
    names = {entity.id: entity.name or entity.id for entity in corpus_layer.entities}
    return names | {hopper.id: hopper.name or hopper.id for hopper in corpus_layer.hoppers}


def document_rows(document: Document) -> Iterator[Row]:
    """The one row of a document."""
    yield (
        document.id,
        document.title,
        document.publisher,
        document.published,
        document.url,
        document.language,
        len(document.text),
        len(document.sections),
        len(document.sentences),
        len(document.tokens),
        document.source.file,
        document.source.encoding,
        document.source.sha256,
        document.text_sha256,
    )


def section_rows(document: Document) -> Iterator[Row]:
    """One row per section."""
    for section in document.sections:
        words = document.text[section.start : section.end]
        yield (document.id, section.kind, section.start, section.end, words)


def sentence_rows(document: Document) -> Iterator[Row]:
    """One row per sentence."""
    places = Places(document)
    for number, (start, end) in enumerate(document.sentences):
        yield (document.id, number, start, end, document.text[start:end], places.section(start))


def token_rows(document: Document) -> Iterator[Row]:
    """One row per token."""
    places = Places(document)
    for number, (start, end) in enumerate(document.tokens):
        yield (
            document.id,
            number,
            start,
            end,
            document.text[start:end],
            places.sentence(start),
            places.section(start),
        )


def layer_row(seen: Overview) -> Row:
    """The row of one layer; of a damaged one, what is wrong with it and no numbers."""
    layer, numbers = seen.layer, 5
    if layer is None:
        unknown: Row = (None,) * (numbers + 1)
        return (seen.document.id, seen.annotator, DAMAGED, *unknown, seen.fault)
    return (
        layer.document,
        layer.annotator,
        layer.state,
        len(layer.records),
        len(layer.mentions),
        len(layer.times),
        len(layer.events),
        sum(len(event.arguments) for event in layer.events),
        layer.text_sha256 in {"", seen.document.text_sha256},
        "",
    )


def mention_rows(labelled: LabelledDocument) -> Iterator[Row]:
    """One row per mention."""
    places, names = Places(labelled.document), names_of(labelled.corpus_layer)
    for mention in labelled.layer.mentions:
        head_start, head_end = mention.head or (mention.start, mention.end)
        yield (
            labelled.document.id,
            labelled.layer.annotator,
            mention.id,
            mention.start,
            mention.end,
            mention.text,
            mention.type,
            mention.level,
            head_start,
            head_end,
            labelled.document.text[head_start:head_end] if mention.head else mention.text,
            mention.entity,
            names.get(mention.entity, ""),
            mention.metonym,
            mention.specific,
            mention.predicative,
            mention.partitive,
            len(mention.extent),
            places.section(mention.start),
            places.sentence(mention.start),
            how_made(mention.provenance),
            as_json(mention.attributes),
        )


def time_rows(labelled: LabelledDocument) -> Iterator[Row]:
    """One row per time expression."""
    places = Places(labelled.document)
    for time in labelled.layer.times:
        yield (
            labelled.document.id,
            labelled.layer.annotator,
            time.id,
            time.start,
            time.end,
            time.text,
            time.type,
            time.timex,
            time.value,
            time.resolved,
            time.inferred,
            time.mod,
            time.anchor,
            time.signal,
            time.function,
            len(time.extent),
            places.section(time.start),
            places.sentence(time.start),
            how_made(time.provenance),
            as_json(time.attributes),
        )


def event_rows(labelled: LabelledDocument) -> Iterator[Row]:
    """One row per event mention."""
    places, names = Places(labelled.document), names_of(labelled.corpus_layer)
    texts = {mention.id: mention.text for mention in labelled.layer.mentions}
    for event in labelled.layer.events:
        yield (
            labelled.document.id,
            labelled.layer.annotator,
            event.id,
            event.type,
            event.start,
            event.end,
            event.text,
            event.hopper,
            names.get(event.hopper, ""),
            event.realis,
            event.polarity,
            event.tense,
            event.modality,
            event.attribution,
            texts.get(event.attribution, ""),
            len(event.arguments),
            len(event.trigger),
            places.section(event.start),
            places.sentence(event.start),
            how_made(event.provenance),
            as_json(event.attributes),
        )


def argument_rows(labelled: LabelledDocument) -> Iterator[Row]:
    """One row per event, role and filler."""
    names, records = names_of(labelled.corpus_layer), labelled.layer.by_id()
    for event in labelled.layer.events:
        for argument in event.arguments:
            filler = records.get(argument.ref)
            entity = filler.entity if isinstance(filler, Mention) else ""
            yield (
                labelled.document.id,
                labelled.layer.annotator,
                event.id,
                event.type,
                event.text,
                event.start,
                event.end,
                argument.role,
                argument.ref,
                *describe_filler(filler),
                entity,
                names.get(entity, ""),
            )


def describe_filler(filler: object) -> Row:
    """Kind, type, start, end and text of what fills a role; nothing when it is not there."""
    if isinstance(filler, Mention | Time | Event):
        kind = type(filler).__name__.lower()
        return (kind, filler.type, filler.start, filler.end, filler.text)
    return ("", "", None, None, "")


def entity_rows(corpus_layer: CorpusLayer, items: Iterable[LabelledDocument]) -> Iterator[Row]:
    """One row per entity, with how often and where it is mentioned.

    Args:
        corpus_layer: one annotator's entities.
        items: the same annotator's readings in which mentions are counted.

    """
    mentions: Counter[str] = Counter()
    documents: Counter[str] = Counter()
    for item in items:
        met = Counter(mention.entity for mention in item.layer.mentions)
        mentions.update(met)
        documents.update(met.keys())
    for entity in corpus_layer.entities:
        counts = (mentions[entity.id], documents[entity.id])
        yield entity_row(corpus_layer.annotator, entity, counts)


def entity_row(annotator: str, entity: Entity, counts: tuple[int, int]) -> Row:
    """The row of one entity with its numbers of mentions and documents."""
    return (
        annotator,
        entity.id,
        entity.type,
        entity.subtype,
        entity.name,
        entity.link,
        entity.link_note,
        JOINT.join(entity.aliases),
        JOINT.join(entity.members),
        *counts,
        how_made(entity.provenance),
        as_json(entity.attributes),
    )


def how_made(provenance: Provenance | None) -> str:
    """How a record came to be; by hand when it does not say."""
    return provenance.how if provenance else "hand"


def as_json(attributes: dict[str, str]) -> str:
    """Attributes as one JSON object with sorted keys; empty without any."""
    return json.dumps(attributes, ensure_ascii=False, sort_keys=True) if attributes else ""


def history_row(entry: HistoryEntry) -> Row:
    """The row of one edit."""
    value = entry.after or entry.before
    words = value.state if isinstance(value, State) else getattr(value, "text", "")
    return (
        entry.at,
        entry.op,
        type(value).__struct_config__.tag if value else "",
        entry.id,
        words,
        written(entry.before),
        written(entry.after),
        entry.session,
        entry.seq,
        entry.gesture,
        entry.undoes,
        entry.document,
        entry.annotator,
    )


def written(value: Record | State | None) -> str:
    """A record as JSON; empty for none."""
    return "" if value is None else msgspec.json.encode(value).decode()
