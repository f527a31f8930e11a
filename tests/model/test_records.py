"""Laws of the model: records come back from JSON, refuse what they do not know, keep order."""

import hashlib
from collections.abc import Callable
from typing import get_args

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghinhan.foundation.errors import LossError, OffsetError, RecordError, UnknownNameError
from ghinhan.model import (
    Argument,
    Comment,
    CorpusLayer,
    CorpusRecord,
    Document,
    DocumentLabel,
    Edit,
    Entity,
    Event,
    Hopper,
    HopperRelation,
    LabelledDocument,
    Layer,
    LayerRecord,
    Loss,
    LossReport,
    Mention,
    Provenance,
    Record,
    Relation,
    Section,
    Source,
    State,
    Time,
)
from ghinhan.model.features import features_of
from ghinhan.model.layer import span_order
from ghinhan.model.spans import covers, fault_in_fragments, surface

names = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=6)
spans = st.tuples(st.integers(0, 50), st.integers(1, 50)).map(lambda pair: (pair[0], sum(pair)))
extents = st.lists(spans, min_size=1, max_size=3).map(tuple)
attributes = st.dictionaries(names, names, max_size=2)
provenances = st.none() | st.builds(
    Provenance, how=names, source=names, score=st.none() | st.floats(0, 1)
)
mentions = st.builds(
    Mention, extent=extents, head=st.none() | spans, attributes=attributes, provenance=provenances
)
times = st.builds(Time, extent=extents, inferred=st.booleans(), attributes=attributes)
events = st.builds(
    Event,
    trigger=extents,
    arguments=st.lists(st.builds(Argument), max_size=2).map(tuple),
    attributes=attributes,
)
others = st.one_of(
    st.builds(Relation, attributes=attributes), st.builds(DocumentLabel), st.builds(Comment)
)
corpus_records = st.one_of(
    st.builds(Entity, attributes=attributes), st.builds(Hopper), st.builds(HopperRelation)
)
records = st.one_of(mentions, times, events, others, corpus_records)


@given(records)
def test_a_record_comes_back_from_json(record: Record) -> None:
    """With its kind, so that a line of a file says by itself what it is."""
    content = msgspec.json.encode(record)

    assert msgspec.json.decode(content, type=LayerRecord | CorpusRecord) == record
    assert b'"kind"' in content


@given(records, names, st.none() | records)
def test_an_edit_comes_back_from_json(record: Record, scope: str, before: Record | None) -> None:
    """It is what the journal holds."""
    edit = Edit(scope=scope, id=record.id, before=before, after=record, session="s", seq=1)

    assert msgspec.json.decode(msgspec.json.encode(edit), type=Edit) == edit
    state = Edit(scope=scope, id="#state", after=State(state="done"))
    assert msgspec.json.decode(msgspec.json.encode(state), type=Edit) == state


@pytest.mark.parametrize("kind", get_args(LayerRecord) + get_args(CorpusRecord))
def test_a_record_refuses_a_field_it_does_not_know(kind: type[msgspec.Struct]) -> None:
    """A misspelt `polartiy` would be kept for ever and read by nobody."""
    required: dict[str, object] = {
        field.name: [[0, 1]] if field.name in {"extent", "trigger"} else "x"
        for field in msgspec.structs.fields(kind)
        if field.required
    }
    required["kind"] = kind.__struct_config__.tag

    assert isinstance(msgspec.convert(required, kind), kind)
    with pytest.raises(msgspec.ValidationError, match="unknown field `polartiy`"):
        msgspec.convert(required | {"polartiy": "x"}, kind)


@pytest.mark.parametrize("kind", get_args(LayerRecord) + get_args(CorpusRecord))
def test_a_record_cannot_be_changed_in_place(kind: type[msgspec.Struct]) -> None:
    """What another view holds must not change under it."""
    assert kind.__struct_config__.frozen


@given(st.lists(records))
def test_records_stand_in_text_order_and_placeless_ones_last(unsorted: list[Record]) -> None:
    """One order for all files, so that diffs show changes alone."""
    ordered = sorted(unsorted, key=span_order)
    places = [
        record.start if isinstance(record, Mention | Time | Event) else None for record in ordered
    ]
    placed = [place for place in places if place is not None]

    assert placed == sorted(placed)
    assert places[len(placed) :] == [None] * (len(places) - len(placed))


@given(extents)
def test_start_and_end_are_those_of_the_fragments(extent: tuple[tuple[int, int], ...]) -> None:
    """A discontinuous mention begins with its first fragment and ends with its last."""
    placed = (
        Mention(id="m", type="PER", extent=extent, text="x"),
        Time(id="t", extent=extent, text="x"),
        Event(id="v", type="A.B", trigger=extent, text="x"),
    )

    assert {(record.start, record.end) for record in placed} == {(extent[0][0], extent[-1][1])}


@given(st.lists(records))
def test_a_layer_sorts_its_records_by_kind_and_loses_none(unsorted: list[Record]) -> None:
    """Each view holds its kind, in the order of the file."""
    own = tuple(record for record in unsorted if isinstance(record, LayerRecord))
    shared = tuple(record for record in unsorted if isinstance(record, CorpusRecord))
    layer = Layer(document="d", text_sha256="", records=own)
    corpus_layer = CorpusLayer(records=shared)
    views = (
        *(layer.mentions, layer.times, layer.events),
        *(layer.relations, layer.labels, layer.comments),
    )
    corpus_views = (corpus_layer.entities, corpus_layer.hoppers, corpus_layer.hopper_relations)

    assert sorted(map(id, own)) == sorted(id(record) for view in views for record in view)
    assert sum(map(len, corpus_views)) == len(shared)
    assert set(layer.by_id()) == {record.id for record in own}
    assert set(corpus_layer.by_id()) == {record.id for record in shared}


def test_an_entity_is_found_by_its_id() -> None:
    """And a hopper of that name is none; an error says how to list them."""
    entity = Entity(id="nga", type="GPE")
    layer = CorpusLayer(annotator="a1", records=(Hopper(id="war"), entity))

    assert layer.entity("nga") is entity
    with pytest.raises(UnknownNameError, match=r"a1 has no entity 'war'\. List them"):
        layer.entity("war")
    with pytest.raises(UnknownNameError, match="this layer has no entity"):
        CorpusLayer().entity("nga")


@given(names, st.data())
def test_the_surface_is_the_text_under_the_fragments(text: str, data: st.DataObject) -> None:
    """Joined by an ellipsis where there are several."""
    places = st.sets(st.integers(0, len(text)), min_size=2, max_size=4)
    cuts = sorted(data.draw(places))
    fragments = list(zip(cuts[::2], cuts[1::2], strict=False))

    assert surface(text, fragments) == " … ".join(text[a:b] for a, b in fragments)
    assert covers([(0, len(text))], fragments)


@pytest.mark.parametrize(
    ("fragments", "message"),
    [
        ([], "at least one fragment"),
        ([(0, 0)], "characters 0-0 do not lie in the text of 5"),
        ([(-1, 2)], "characters -1-2"),
        ([(3, 6)], "characters 3-6"),
        ([(3, 4), (0, 1)], "the fragment 0-1 begins before the one in front of it ends at 4"),
        ([(0, 3), (2, 4)], "the fragment 2-4 begins before"),
    ],
)
def test_fragments_that_are_none_are_refused(
    fragments: list[tuple[int, int]], message: str
) -> None:
    """A record that points nowhere must not be made."""
    assert message in fault_in_fragments(fragments, 5)
    with pytest.raises(OffsetError, match=message):
        surface("abcde", fragments)


def test_lying_in_several_pieces_is_a_feature() -> None:
    """Most formats have no place for it, and must say so."""
    mention = Mention(id="m", type="PER", extent=((0, 1), (2, 3)), text="a … c")

    assert "mention.fragments" in list(features_of(mention))


def test_covering_needs_one_fragment_around_each() -> None:
    """A head across the gap of an extent lies not in it."""
    assert not covers([(0, 2), (4, 6)], [(1, 5)])
    assert covers([(0, 2), (4, 6)], [(0, 1), (5, 6)])


def make_document(text: str = "Nga", identifier: str = "d") -> Document:
    """A document with one section."""
    source = Source(file="seeds/d.txt", sha256="")
    sections = (Section(kind="header", start=0, end=2),)
    return Document(id=identifier, text=text, source=source, sections=sections)


def test_a_document_knows_its_checksum_and_its_sections() -> None:
    """The checksum is that of the text in UTF-8, which layers are made on."""
    document = make_document("ế" * 3)

    assert document.text_sha256 == hashlib.sha256("ế".encode() * 3).hexdigest()
    assert [document.section_at(place) for place in range(3)] == ["header", "header", ""]


def test_a_layer_of_another_document_or_text_is_refused() -> None:
    """Every offset of it would point elsewhere."""
    document = make_document()

    def pair(layer: Layer) -> Callable[[], None]:
        return LabelledDocument(
            document=document, layer=layer, corpus_layer=CorpusLayer()
        ).refuse_other_text

    pair(Layer(document="d", text_sha256=document.text_sha256))()
    with pytest.raises(RecordError, match="the layer is of document 'x'"):
        pair(Layer(document="x", text_sha256=document.text_sha256))()
    with pytest.raises(RecordError, match="was made on a text with SHA-256 abc"):
        pair(Layer(document="d", text_sha256="abc"))()


def test_a_loss_report_counts_lists_and_refuses() -> None:
    """What a format could not carry is said, record by record."""
    loss = Loss(document="d", record="m-1", what="nested mention", why="Flat.", quote="Anh")
    report = LossReport(format="conll", losses=(loss, msgspec.structs.replace(loss, document="")))

    assert report.counts() == {"nested mention": 2}
    assert report.rows()[0]["quote"] == "Anh"
    assert msgspec.json.decode(report.as_json(), type=LossReport) == report
    with pytest.raises(
        LossError, match=r"(?s)carry 2 things.*d: m-1: nested mention “Anh”.*corpus: m"
    ):
        report.refuse_loss()
    LossReport(format="jsonl").refuse_loss()
