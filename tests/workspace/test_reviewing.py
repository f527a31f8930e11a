"""Agreement on a project: pairs, documents in common, frames, and what is undefined."""

import pytest

from ghinhan.foundation.errors import AgreementUndefinedError, UnknownNameError
from ghinhan.model import CORPUS, Argument, Edit, Entity, HopperRelation, Relation
from ghinhan.workspace import Workspace
from ghinhan.workspace.column import Table
from ghinhan.workspace.difference_rows import quote_of, say, spell
from ghinhan.workspace.review_columns import REVIEW_TABLES
from tests.workspace.samples import span


@pytest.fixture
def three(labelled_desk: Workspace) -> Workspace:
    """Three readings: b2 is a1's, c3 has another type for the trigger."""
    for name in ("b2", "c3", "gold"):
        with pytest.warns(match="new annotator"):
            labelled_desk.copy_reading("bai-1", name, source="a1")
    labelled_desk.copy_reading("bai-1", "practice", source="a1")
    labelled_desk.edit(
        "bai-1",
        "c3",
        put={
            "kind": "event",
            "id": "v-meet",
            "type": "Contact.Contact",
            "trigger": [span("gặp")],
            "realis": "ACTUAL",
            "polarity": "POS",
            "tense": "PAST",
            "modality": "ASSERTED",
        },
    )
    return labelled_desk


def test_every_pair_is_compared(three: Workspace) -> None:
    """Three annotators make three pairs; gold is made of them, and practice is play."""
    frame = three.agreement()
    pairs = set(zip(frame["left"], frame["right"], strict=True))

    assert pairs == {("a1", "b2"), ("a1", "c3"), ("b2", "c3")}
    typed = frame.query("layer == 'events' and decision == 'trigger and type'")
    assert typed["f1"].tolist() == [1.0, 0.0, 0.0]
    assert typed["left_count"].tolist() == [1, 1, 1]


def test_an_undefined_coefficient_is_missing_and_not_made_up(three: Workspace) -> None:
    """One event that all call past: equal, and alpha has nothing to say."""
    tense = three.agreement(["a1", "b2"]).query("decision == 'tense'")

    assert tense["equal"].tolist() == [1.0]
    assert tense["alpha"].isna().all()


def test_types_and_confusions_have_tables_of_their_own(three: Workspace) -> None:
    """Which type was taken for which."""
    types = three.agreement_by_type(["a1", "c3"]).set_index("type")
    confusion = three.confusion(["a1", "c3"]).query("layer == 'events' and decision == 'type'")

    assert types.loc["Contact.Meet", "recall"] == 0.0
    assert types.loc["PER", "f1"] == 1.0
    assert confusion[["left_answer", "right_answer", "count"]].values.tolist() == [
        ["Contact.Meet", "Contact.Contact", 1]
    ]


@pytest.mark.parametrize("table", REVIEW_TABLES, ids=lambda table: table.name)
def test_the_columns_are_the_documented_ones(table: Table, three: Workspace) -> None:
    """Shift-Tab on the method shows them."""
    method = getattr(three, table.name)
    is_of_two = table.name == "differences"
    frame = method("a1", "c3") if is_of_two else method(["a1", "c3"], "bai-1")

    assert list(frame.columns) == [column.name for column in table.columns]
    assert all(column.meaning in method.__doc__ for column in table.columns)


def test_agreement_needs_two_readings_of_one_document(labelled_desk: Workspace) -> None:
    """It says who there is and what to do."""
    with pytest.raises(AgreementUndefinedError, match="two annotators or more, got 1: a1"):
        labelled_desk.agreement()
    with pytest.raises(UnknownNameError, match="no annotator 'b2'"):
        labelled_desk.agreement(["a1", "b2"])
    with pytest.warns(match="new annotator"):
        labelled_desk.edit("bai-1", "b2", put={"kind": "comment", "id": "c", "text": "?"})
    with pytest.raises(UnknownNameError, match="no document 'bai-2'"):
        labelled_desk.agreement(document="bai-2")


def test_readings_without_a_common_document_are_refused(labelled_desk: Workspace) -> None:
    """Entities alone are no reading of a document."""
    labelled_desk._store.edit(
        "b2",
        [Edit(scope=CORPUS, id="e", after=Entity(id="e", type="PER"), session="s", seq=1)],
    )
    with pytest.raises(AgreementUndefinedError, match="no document in common"):
        labelled_desk.agreement()


def test_values_are_spelled_with_the_words_they_stand_for() -> None:
    """Ids mean nothing to those who decide."""
    names = {"m": "“bà Hoa”", "h1": "gặp", "h2": "họp"}

    assert spell((Argument("Agent", "m"), Argument("Time", "t")), names) == "Agent “bà Hoa”, Time t"
    assert spell(((0, 3), (5, 6)), names) == "0-3, 5-6"
    assert spell((), names) == "–"
    assert spell("", names) == "–"
    assert spell(False, names) == "False"  # noqa: FBT003  a value to be spelled
    assert quote_of(HopperRelation(id="r", type="before", source="h1", target="h2"), names) == (
        "gặp → họp"
    )
    assert quote_of(Relation(id="r", type="PHYS", source="m", target="x"), names) == "“bà Hoa” → x"
    assert say(None, (), names) == ""
