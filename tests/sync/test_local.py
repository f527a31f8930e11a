"""What a change in doccano does to our records, and what it leaves alone."""

import pytest

from ghinhan.foundation.errors import OffsetError
from ghinhan.model import (
    Argument,
    Comment,
    Document,
    DocumentLabel,
    Event,
    Layer,
    Mention,
    Relation,
    Source,
    Time,
)
from ghinhan.schema import default_schema_path, load_schema
from ghinhan.sync.local import edits_for
from ghinhan.sync.merging import Changes
from ghinhan.sync.naming import Base, see
from ghinhan.sync.shapes import Arrow, Mark, Shape, Vocabulary, shape_of
from ghinhan.sync.summary import Outcome, Summary
from ghinhan.sync.wire import Page

TEXT = "Moscow và Kiev đàm phán hôm nay."
ARTICLE = Document(id="d", text=TEXT, source=Source(file="f", sha256="0" * 64))
WORDS = Vocabulary(load_schema(default_schema_path()))
MOSCOW = Mention(id="m-1", type="GPE", extent=((0, 6),), text="Moscow", head=(0, 6))
KIEV = Mention(id="m-2", type="GPE", extent=((10, 14),), text="Kiev")
TODAY = Time(id="t-1", type="TIME", extent=((24, 31),), text="hôm nay", value="2025-01-01")
LATER = Time(id="t-2", type="TIME", extent=((15, 23),), text="đàm phán", anchor="t-1")
TALKS = Event(
    id="v-1",
    type="Contact.Negotiate",
    trigger=((15, 23),),
    text="đàm phán",
    attribution="m-1",
    arguments=(Argument(role="Participant", ref="m-1"), Argument(role="Time", ref="t-1")),
)
ALLIED = Relation(id="r-1", type="ORG-AFF", source="m-1", target="m-2")
REMARK = Comment(id="c-1", target="m-1", text="sao?")
TOPIC = DocumentLabel(id="l-1", type="topic", value="war")
LAYER = Layer(
    document="d",
    text_sha256=ARTICLE.text_sha256,
    records=(MOSCOW, KIEV, TODAY, LATER, TALKS, ALLIED, REMARK, TOPIC),
)


def after(changes: Changes) -> dict[str, object]:
    """The records that change, as they are then."""
    edits = edits_for(changes, LAYER, ARTICLE, WORDS, session="s", first=5)
    groups = {edit.group for edit in edits}
    assert groups <= ({5} if len(edits) > 1 else {0})
    return {edit.id: edit.after for edit in edits}


def test_a_deleted_mark_takes_along_what_named_it_and_nothing_more() -> None:
    """Arguments and relations go, attribution empties, a remark stays on the document."""
    changed = after(Changes(marks={"m-1": None}))

    assert changed.keys() == {"m-1", "v-1", "r-1", "c-1"}
    assert changed["m-1"] is changed["r-1"] is None
    assert changed["c-1"] == Comment(id="c-1", text="sao?")
    talks = changed["v-1"]
    assert isinstance(talks, Event)
    assert (talks.attribution, talks.arguments) == ("", (Argument(role="Time", ref="t-1"),))


def test_a_deleted_time_leaves_no_anchor_to_it() -> None:
    """An anchor to nothing would be an error of the doctor's."""
    changed = after(Changes(marks={"t-1": None}))

    assert changed.keys() == {"t-1", "t-2", "v-1"}
    assert changed["t-2"] == Time(
        id="t-2", type="TIME", extent=((15, 23),), text="đàm phán", anchor=""
    )


def test_moved_marks_keep_what_doccano_cannot_show() -> None:
    """A head that still lies inside, a time's value, an event's arguments."""
    moved: dict[str, Mark | None] = {
        "m-1": Mark(0, 9, "ORG"),
        "m-2": Mark(10, 12, "GPE"),
        "t-1": Mark(24, 27, "TIME"),
        "v-1": Mark(15, 18, "Contact.Negotiate"),
    }
    changed = after(Changes(marks=moved))

    assert changed["m-1"] == Mention(
        id="m-1", type="ORG", extent=((0, 9),), text="Moscow và", head=(0, 6)
    )
    assert changed["t-1"] == Time(
        id="t-1", type="TIME", extent=((24, 27),), text="hôm", value="2025-01-01"
    )
    talks = changed["v-1"]
    assert isinstance(talks, Event)
    assert (talks.text, talks.arguments) == ("đàm", TALKS.arguments)
    cut = after(Changes(marks={"m-1": Mark(0, 3, "GPE")}))["m-1"]
    assert cut == Mention(id="m-1", type="GPE", extent=((0, 3),), text="Mos")


def test_relations_and_comments_come_and_go() -> None:
    """Each by its own id; a comment that is there changes its words alone."""
    arrow = Arrow("m-1", "ORG-AFF", "m-2")
    assert after(Changes(dropped=(arrow,))) == {"r-1": None}
    assert after(Changes(dropped=(Arrow("m-2", "ORG-AFF", "m-1"),))) == {}, "gone here already"
    assert list(after(Changes(added=(Arrow("m-2", "ORG-AFF", "m-1"),)))) == ["r-2-org-aff-1"]
    twice = after(Changes(added=(arrow, arrow)))
    assert len(twice) == 2
    assert after(Changes(notes={"c-1": None})) == {"c-1": None}
    assert after(Changes(notes={"c-1": "rồi", "c-2": "mới"})) == {
        "c-1": Comment(id="c-1", target="m-1", text="rồi"),
        "c-2": Comment(id="c-2", text="mới"),
    }


def test_a_mark_of_an_id_that_is_something_else_here_changes_nothing() -> None:
    """Two clones may disagree about an id; the record that is here is not overwritten."""
    assert after(Changes(marks={"c-1": Mark(0, 3, "GPE")})) == {}


def test_what_doccano_cannot_show_is_named_before_it_is_sent() -> None:
    """A stretch beyond the text, a type of another schema, and what joins such things."""
    odd = Layer(
        document="d",
        text_sha256=ARTICLE.text_sha256,
        records=(
            Mention(id="m-1", type="GPE", extent=((90, 99),), text="?"),
            Mention(id="m-2", type="LẠ", extent=((0, 6),), text="Moscow"),
            KIEV.__class__(id="m-3", type="GPE", extent=((0, 2), (4, 6)), text="Mo … ow"),
            TALKS,
            Relation(id="r-1", type="ORG-AFF", source="m-3", target="v-1"),
        ),
    )
    shape, losses = shape_of(odd, ARTICLE, WORDS)
    said = {(loss.record, loss.what): loss.why for loss in losses}

    assert shape.marks.keys() == {"m-3", "v-1"}
    assert shape.marks["m-3"] == Mark(0, 6, "GPE")
    assert shape.arrows == ()
    assert "the schema has no label LẠ" in said["m-2", "record"]
    assert "as one stretch" in said["m-3", "fragments"]
    assert "Contact.Negotiate is an event" in said["m-3", "relation"]
    assert "one of its ends is not shown" in said["v-1", "relation"]
    assert ("m-1", "record") in said


def test_what_a_person_may_break_on_the_server_is_refused_and_counts_as_unchanged() -> None:
    """An empty stretch, an unknown label on a mark of ours, an arrow to either."""
    base = Base(shape=Shape(marks={"m-1": Mark(0, 6, "GPE")}), marks={"m-1": 1})
    page = Page(
        example=4,
        text=TEXT,
        marks={1: Mark(0, 6, "LẠ"), 2: Mark(3, 3, "GPE"), 3: Mark(10, 14, "GPE")},
        arrows={7: (3, "ORG-AFF", 2)},
    )
    seen = see(page, base, base.shape, ARTICLE, WORDS)

    assert seen.shape.marks["m-1"] == Mark(0, 6, "GPE")
    assert len(seen.shape.marks) == 2
    said = " ".join(seen.refused)
    assert "no label 'LẠ'" in said
    assert "3-3 are no stretch of text" in said
    assert "relation 7 (ORG-AFF): one of its ends was refused" in said
    other = Page(example=4, text="Khác")
    with pytest.raises(OffsetError, match="is not the text here"):
        see(other, base, base.shape, ARTICLE, WORDS)


def test_a_clone_that_knows_no_numbers_knows_a_mark_by_its_place() -> None:
    """A label changed on the server is the same record with another type, not a new one."""
    base = Base(shape=Shape(marks={"m-1": Mark(0, 6, "GPE"), "m-2": Mark(10, 14, "GPE")}))
    page = Page(example=4, text=TEXT, marks={1: Mark(0, 6, "ORG"), 2: Mark(10, 14, "GPE")})

    assert see(page, base, base.shape, ARTICLE, WORDS).marks == {"m-2": 2, "m-1": 1}


def test_a_summary_tells_counts_rows_and_reasons() -> None:
    """What people read after a job."""
    done = (
        Outcome(document="d-1", outcome="created", changes=3),
        Outcome(document="d-2", outcome="refused", why="no text."),
    )
    summary = Summary(job="push", outcomes=done, remarks=("d-1: m-1 stays here.",))

    assert str(summary).splitlines()[0] == (
        "push: 1 created, 0 updated, 0 skipped, 1 refused; 3 changes."
    )
    assert "d-2: no text." in str(summary)
    assert "d-1: m-1 stays here." in str(summary)
    assert repr(summary) == str(summary)  # what a cell that ends with a push shows
    assert summary.rows()[1] == {
        "document": "d-2",
        "outcome": "refused",
        "changes": 0,
        "why": "no text.",
    }
    assert str(Summary(job="pull")).endswith("0 changes.")
