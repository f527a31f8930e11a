"""Every tracked reading of the seeds holds together: text, places, references, clusters."""

import hashlib
from collections import Counter
from pathlib import Path

import msgspec
import pytest

from ghinhan.foundation.files import cut_lines
from ghinhan.model import Event, LayerRecord, Mention, Time
from ghinhan.model.layer import span_order
from ghinhan.model.spans import covers, surface
from ghinhan.text.sentences import split_sentences
from tests.corpus.sources import (
    ANNOTATIONS,
    LAYERS,
    READERS,
    SEEDS,
    project_schema,
    read_corpus_layer,
    read_layer,
)

BY_LAYER = pytest.mark.parametrize(
    "path", LAYERS, ids=lambda path: path.relative_to(ANNOTATIONS).as_posix()
)
BY_READER = pytest.mark.parametrize("reader", READERS)
Spanned = Mention | Time | Event


def spanned(records: tuple[LayerRecord, ...]) -> list[Spanned]:
    """The records that have a place in the text."""
    return [record for record in records if isinstance(record, Spanned)]


def place_of(record: Spanned) -> tuple[tuple[int, int], ...]:
    """The fragments a record covers."""
    return record.trigger if isinstance(record, Event) else record.extent


def test_both_seeds_are_read_and_marked_as_done() -> None:
    """The first reading covers the corpus."""
    layers = {path.stem: read_layer(path) for path in LAYERS if path.parent.name == "a1"}

    assert set(layers) == set(SEEDS)
    assert {layer.state for layer in layers.values()} == {"done"}
    assert all(layer.mentions and layer.times and layer.events for layer in layers.values())


@BY_LAYER
def test_positions_reproduce_the_words_of_the_seed(path: Path) -> None:
    """The law of the whole corpus: a span is where its words are."""
    layer, text = read_layer(path), SEEDS[path.stem]
    wrong = [r.id for r in spanned(layer.records) if surface(text, place_of(r)) != r.text]

    assert layer.text_sha256 == hashlib.sha256(text.encode("utf-8")).hexdigest()
    assert wrong == []


@BY_LAYER
def test_heads_lie_inside_their_extents(path: Path) -> None:
    """Entity mentions have a head inside, values have none."""
    values = {label.code for label in project_schema().labels if label.is_value}
    for mention in read_layer(path).mentions:
        assert (mention.head is None) == (mention.type in values), mention
        assert mention.head is None or covers(mention.extent, [mention.head]), mention


@BY_LAYER
def test_lines_are_in_file_order_with_sorted_keys(path: Path) -> None:
    """One record gives one line, always the same, so that git shows what changed."""
    layer = read_layer(path)
    lines = cut_lines(path.read_bytes())[1:]

    assert lines == [msgspec.json.encode(record, order="sorted") for record in layer.records]
    assert list(layer.records) == sorted(layer.records, key=span_order)
    assert path.read_bytes().endswith(b"}\n")


@BY_LAYER
def test_every_reference_leads_to_a_record(path: Path) -> None:
    """Nothing points into the void, and an id names one record."""
    layer = read_layer(path)
    corpus = read_corpus_layer(path.parent.name).by_id()
    here = layer.by_id()
    inside = [a.ref for event in layer.events for a in event.arguments]
    inside += [event.attribution for event in layer.events if event.attribution]
    inside += [time.anchor for time in layer.times if time.anchor]
    outside = [m.entity for m in layer.mentions if m.level != "VAL"]
    outside += [m.metonym for m in layer.mentions if m.metonym]
    outside += [event.hopper for event in layer.events]

    assert [ref for ref in inside if ref not in here] == []
    assert [ref for ref in outside if ref not in corpus] == []
    assert len(here) == len(layer.records)


@BY_LAYER
def test_triggers_and_their_arguments_share_a_sentence(path: Path) -> None:
    """An event is read out of one sentence; what other sentences add stands on the hopper."""
    layer, sentences = read_layer(path), split_sentences(SEEDS[path.stem])
    here = layer.by_id()
    for event in layer.events:
        home = [bounds for bounds in sentences if covers([bounds], event.trigger)]
        fillers = [here[argument.ref] for argument in event.arguments]

        assert len(home) == 1, event
        assert all(covers(home, place_of(f)) for f in spanned(tuple(fillers))), event


@BY_LAYER
def test_mentions_and_times_never_cross(path: Path) -> None:
    """Nested or apart: anything else is a slip of the hand."""
    layer = read_layer(path)
    spans = {(mention.start, mention.end) for mention in layer.mentions}
    spans |= {(time.start, time.end) for time in layer.times}
    crossing = [(a, b) for a in spans for b in spans if a[0] < b[0] < a[1] < b[1]]

    assert crossing == []


@BY_READER
def test_clusters_have_one_type_in_all_documents(reader: str) -> None:
    """A thing is not a person here and an organisation there."""
    types = {entity.id: entity.type for entity in read_corpus_layer(reader).entities}
    layers = [read_layer(path) for path in LAYERS if path.parent.name == reader]
    mentions = [mention for layer in layers for mention in layer.mentions if mention.entity]

    assert [m.id for m in mentions if types[m.entity] != m.type] == []


@BY_READER
def test_hoppers_hold_one_realis_or_say_why_not(reader: str) -> None:
    """An occurrence that happened and did not happen is two occurrences, or needs a note."""
    notes = {hopper.id: hopper.note for hopper in read_corpus_layer(reader).hoppers}
    layers = [read_layer(path) for path in LAYERS if path.parent.name == reader]
    told = {(e.hopper, e.realis) for layer in layers for e in layer.events}
    unlike = [name for name, count in Counter(name for name, _ in told).items() if count > 1]

    assert [name for name in unlike if not notes[name]] == []


@BY_READER
def test_no_entity_and_no_hopper_is_an_orphan(reader: str) -> None:
    """Whatever is kept for the corpus is spoken of in it."""
    corpus = read_corpus_layer(reader)
    layers = [read_layer(path) for path in LAYERS if path.parent.name == reader]
    meant = {name for layer in layers for m in layer.mentions for name in (m.entity, m.metonym)}
    meant |= {member for entity in corpus.entities for member in entity.members}
    told = {event.hopper for layer in layers for event in layer.events}

    assert {entity.id for entity in corpus.entities} - meant == set()
    assert {hopper.id for hopper in corpus.hoppers} == told


@BY_READER
def test_corpus_wide_references_lead_to_records(reader: str) -> None:
    """Members, document-level participants and related occurrences exist."""
    corpus = read_corpus_layer(reader)
    entities = {entity.id for entity in corpus.entities}
    hoppers = {hopper.id for hopper in corpus.hoppers}
    members = {member for entity in corpus.entities for member in entity.members}
    members |= {argument.ref for hopper in corpus.hoppers for argument in hopper.arguments}
    related = {end for r in corpus.hopper_relations for end in (r.source, r.target)}

    assert members - entities == set()
    assert related - hoppers == set()
