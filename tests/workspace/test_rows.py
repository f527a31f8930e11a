"""What the rows of each table say of one labelled document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghinhan.model import Document, LabelledDocument, Layer, Section, Source
from ghinhan.workspace import rows
from ghinhan.workspace.readings import Overview
from ghinhan.workspace.tables import OF_DOCUMENTS, OF_LAYERS, as_dicts, find_table
from tests.workspace.samples import CORPUS_LAYER, DOCUMENT, LABELLED, LAYER, TEXT, span


def dicts_of(name: str) -> list[dict[str, rows.Cell]]:
    """The rows of one table of the sample, as dicts."""
    made = OF_DOCUMENTS[name](DOCUMENT) if name in OF_DOCUMENTS else OF_LAYERS[name](LABELLED)
    return list(as_dicts(find_table(name), made))


@pytest.mark.parametrize("name", [*OF_DOCUMENTS, *OF_LAYERS])
def test_every_row_has_a_cell_for_every_column(name: str) -> None:
    """A shifted column would be believed by whoever counts with it."""
    found = dicts_of(name)

    assert found
    assert {len(row) for row in found} == {len(find_table(name).columns)}


@pytest.mark.parametrize("name", ["sections", "sentences", "tokens", "mentions", "events", "times"])
def test_positions_cut_the_text_that_stands_beside_them(name: str) -> None:
    """Start and end are code points, also behind a character outside the basic plane."""
    for row in dicts_of(name):
        words = row["trigger"] if name == "events" else row["text"]
        start, end = row["start"], row["end"]

        assert isinstance(start, int)
        assert isinstance(end, int)
        assert TEXT[start:end] == words or row["fragments"] == 2


def test_a_mention_says_its_head_its_entity_and_its_place() -> None:
    """Everything a corpus query asks of a mention stands in its row."""
    chair = next(row for row in dicts_of("mentions") if row["id"] == "m-chair")

    assert (chair["head_start"], chair["head_end"]) == span("Lê Thị Hoa")
    assert chair["head_text"] == "Lê Thị Hoa"
    assert (chair["entity"], chair["entity_name"]) == ("le-thi-hoa", "Lê Thị Hoa")
    assert (chair["section"], chair["sentence"], chair["provenance"]) == ("body", 0, "hand")


def test_a_mention_without_a_head_is_its_own_head() -> None:
    """Values have no head; a query for heads must not lose them."""
    union = next(row for row in dicts_of("mentions") if row["id"] == "m-union")

    assert (union["head_start"], union["head_end"]) == (union["start"], union["end"])
    assert union["head_text"] == union["text"]


def test_an_entity_without_a_name_goes_by_its_id() -> None:
    """A blank cell would hide that the mention is linked."""
    province = next(row for row in dicts_of("mentions") if row["id"] == "m-province")

    assert province["entity_name"] == "an-binh"
    assert province["provenance"] == "suggestion"


def test_arguments_have_one_row_for_each_event_role_and_filler() -> None:
    """Mentions, times and events fill roles; a filler that is gone is kept and shown as gone."""
    found = [
        (row["event"], row["role"], row["filler_kind"], row["filler_text"], row["entity"])
        for row in dicts_of("arguments")
    ]

    assert found == [
        ("v-meet", "Participant", "mention", "Chủ tịch tỉnh An Bình Lê Thị Hoa", "le-thi-hoa"),
        ("v-meet", "Participant", "mention", "Hội Nông dân", None),
        ("v-meet", "Time", "time", "Sáng 12-5", None),
        ("v-aid", "Theme", "event", "gặp", None),
        ("v-aid", "Recipient", None, None, None),
    ]


def test_an_event_says_who_vouches_for_it_and_what_occurrence_it_tells_of() -> None:
    """Attribution and coreference are read from the words, not only from ids."""
    meeting, promise = dicts_of("events")

    assert (meeting["hopper"], meeting["hopper_name"]) == ("cuoc-gap", "cuộc gặp ngày 12-5")
    assert (promise["attribution"], promise["attribution_text"]) == ("m-she", "Bà Hoa")
    assert (promise["fragments"], promise["arguments"]) == (2, 2)


def test_entities_count_their_mentions_in_the_documents_asked_for() -> None:
    """How often a name is met is the first thing people want to know of it."""
    other = LabelledDocument(
        document=DOCUMENT, layer=Layer(document="b", text_sha256=""), corpus_layer=CORPUS_LAYER
    )
    table = find_table("entities")
    found = {
        row["id"]: (row["mentions"], row["documents"], row["aliases"])
        for row in as_dicts(table, rows.entity_rows(CORPUS_LAYER, [LABELLED, other]))
    }

    assert found == {"an-binh": (1, 1, None), "le-thi-hoa": (2, 1, "bà Hoa; Hoa")}


def test_attributes_of_a_schema_are_one_json_object() -> None:
    """What a project adds to the model is not lost on the way to a table."""
    she = next(row for row in dicts_of("mentions") if row["id"] == "m-she")

    assert she["attributes"] == '{"zone": "body"}'


def test_a_layer_on_another_text_is_told_apart() -> None:
    """Whoever counts must be able to leave out positions that no longer fit."""
    stale = Overview(
        document=DOCUMENT,
        annotator="a1",
        layer=Layer(document="bai-1", text_sha256="0" * 64, annotator="a1"),
    )

    fresh = Overview(document=DOCUMENT, annotator="a1", layer=LAYER)
    on_this_text = [
        row["on_this_text"]
        for row in as_dicts(find_table("layers"), map(rows.layer_row, [fresh, stale]))
    ]

    assert on_this_text == [True, False]


@given(st.lists(st.integers(1, 9), max_size=8), st.integers(0, 60))
def test_places_are_those_that_a_slow_search_finds(lengths: list[int], position: int) -> None:
    """The quick search for section and sentence agrees with looking at every one of them."""
    starts = [sum(lengths[:index]) + index for index in range(len(lengths))]
    spans = [(start, start + length) for start, length in zip(starts, lengths, strict=True)]
    document = Document(
        id="d",
        text="x" * 100,
        source=Source(file="f", sha256="0"),
        sections=tuple(Section(f"s{a}", a, b) for a, b in spans),
        sentences=tuple(spans),
    )
    places = rows.Places(document)
    slow = next((number for number, (a, b) in enumerate(spans) if a <= position < b), None)

    assert places.sentence(position) == slow
    assert places.section(position) == document.section_at(position)
