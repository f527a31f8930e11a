"""From two readings to the gold one, on a project: kept, refused, repeated, stale."""

import hashlib
import json
from pathlib import Path

import pytest

from ghinhan.foundation.errors import AdjudicationError, ReleaseError, UnknownNameError
from ghinhan.model import Mention
from ghinhan.review.decisions import Decision, Revision
from ghinhan.workspace import Workspace
from ghinhan.workspace.adjudicating import decisions_path, load_decisions
from ghinhan.workspace.deciding import as_decisions
from tests.workspace.samples import span

CHAIR = "Chủ tịch tỉnh An Bình Lê Thị Hoa"


@pytest.fixture
def two(labelled_desk: Workspace) -> Workspace:
    """A second reading: the chair is a description there, and Mrs Hoa is found once more."""
    with pytest.warns(match="new annotator"):
        labelled_desk.copy_reading("bai-1", "b2", source="a1")
    labelled_desk.edit(
        "bai-1",
        "b2",
        put=[
            {
                "kind": "mention",
                "id": "m-chair",
                "type": "PER",
                "level": "NOM",
                "extent": [span(CHAIR)],
                "head": span("Lê Thị Hoa"),
                "entity": "le-thi-hoa",
            },
            {
                "kind": "mention",
                "id": "m-hoa",
                "type": "PER",
                "level": "NAM",
                "extent": [span("Bà Hoa")],
                "head": [span("Bà Hoa")[0] + 3, span("Bà Hoa")[1]],
                "entity": "le-thi-hoa",
            },
        ],
        state="done",
    )
    labelled_desk.edit("bai-1", "a1", state="done")
    return labelled_desk


def label_files(desk: Workspace) -> dict[str, str]:
    """The SHA-256 of every tracked file of labels and decisions."""
    paths = (desk.root / "annotations").rglob("*.jsonl")
    return {
        path.relative_to(desk.root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in paths
    }


def decide_all(desk: Workspace) -> None:
    """Settle both differences from the frame: a1 is right about the chair, b2 about Mrs Hoa."""
    frame = desk.differences("a1", "b2")
    frame["choice"] = ["left", "right"]
    frame["reason"] = "Ruling 1 says so."
    desk.adjudicate("a1", "b2", frame, by="an")


def test_differences_say_what_each_side_says_in_words(two: Workspace) -> None:
    """A person decides about names and words, not about ids."""
    rows = list(two.difference_rows("a1", "b2"))
    chair, hoa = (dict(zip(two.differences("a1", "b2").columns, row, strict=True)) for row in rows)

    assert (chair["quote"], chair["fields"]) == (CHAIR, "level")
    assert (chair["left_says"], chair["right_says"]) == ("level: NAM", "level: NOM")
    assert (chair["start"], chair["end"]) == span(CHAIR)
    assert hoa["left_says"] == ""
    assert "entity: Lê Thị Hoa" in str(hoa["right_says"])


def test_nothing_is_settled_while_a_difference_is_open(two: Workspace) -> None:
    """All open ones are listed, and what was decided is kept."""
    with pytest.raises(AdjudicationError, match=r"(?s)2 of 2 differences are open.*level: NOM"):
        two.adjudicate("a1", "b2")
    frame = two.differences("a1", "b2")
    frame.loc[0, ["choice", "reason"]] = ["left", "A title and a name are a name."]
    with pytest.raises(AdjudicationError, match=r"(?s)1 of 2 differences are open.*Bà Hoa"):
        two.adjudicate("a1", "b2", frame, by="an")
    shown = two.differences("a1", "b2")

    assert "gold" not in two.annotators()
    assert shown["choice"].tolist()[0] == "left"
    assert shown["choice"].isna().tolist() == [False, True]
    assert shown["by"].tolist()[0] == "an"


def test_the_gold_reading_is_what_was_decided(two: Workspace) -> None:
    """With provenance, settled, and the reading that counts from then on."""
    decide_all(two)
    layer = two.layer("bai-1", "gold")
    levels = {mention.id: (mention.level, mention.provenance) for mention in layer.mentions}

    assert layer.state == "settled"
    assert two.reading() == "gold"
    assert {name: level for name, (level, _) in levels.items()} == {
        "m-chair": "NAM",
        "m-union": "NAM",
        "m-hoa": "NAM",
    }
    how = {name: provenance.how for name, (_, provenance) in levels.items() if provenance}
    assert how == {"m-chair": "adjudicated", "m-union": "agreed", "m-hoa": "adjudicated"}
    assert two.mentions(annotator="gold")["provenance"].value_counts()["agreed"] == 1
    assert two.doctor().query("severity == 'error'").empty


def test_the_same_decisions_give_the_same_bytes(two: Workspace) -> None:
    """Run again, in this process or in another, nothing changes in git."""
    decide_all(two)
    before = label_files(two)
    again = two.adjudicate("a1", "b2")
    elsewhere = Workspace.open(two.root).adjudicate("a1", "b2")

    assert label_files(two) == before
    assert again == elsewhere
    assert (again.agreed, again.adjudicated, again.decisions) == (3, 2, 2)
    assert "2 decisions" in str(again)


def test_an_annotator_who_edits_afterwards_makes_the_gold_stale(two: Workspace) -> None:
    """The doctor says so, a release is refused, and only what changed is open again."""
    decide_all(two)
    two.edit("bai-1", "b2", delete="m-hoa")
    stale = two.doctor().query("rule == 'stale-gold'")

    assert stale["message"].str.contains("'b2' was edited after 'gold' was settled").all()
    assert stale["severity"].tolist() == ["error"]
    with pytest.raises(ReleaseError, match="stale-gold"):
        two.release("0.1.0")
    with pytest.raises(AdjudicationError, match="m-hoa: decided, but not in dispute"):
        two.adjudicate("a1", "b2")
    two.undo("bai-1", "b2")
    assert two.doctor().query("rule == 'stale-gold'").empty


def test_a_hand_in_the_gold_is_seen_and_not_written_over(two: Workspace) -> None:
    """What a person put right in the gold itself must not vanish in the next run."""
    decide_all(two)
    two.edit("bai-1", "gold", delete="m-hoa")

    assert two.doctor()["rule"].tolist().count("gold-edited") == 1
    with pytest.raises(AdjudicationError, match=r"'gold' was changed by hand.*bai-1"):
        two.adjudicate("a1", "b2")
    two.adjudicate("a1", "b2", replace=True)
    assert "m-hoa" in two.layer("bai-1", "gold").by_id()
    assert "gold-edited" not in two.doctor()["rule"].tolist()


def test_a_revision_mends_what_both_readings_have_wrong(two: Workspace) -> None:
    """The reviewer's pass stands in the file as well, with its reason."""
    decide_all(two)
    union = two.layer("bai-1", "gold").by_id()["m-union"]
    assert isinstance(union, Mention)
    revision = {
        "kind": "revision",
        "document": "bai-1",
        "id": "m-union",
        "reason": "A name has a head.",
        "record": {
            "kind": "mention",
            "id": "m-union",
            "type": "ORG",
            "level": "NAM",
            "extent": [span("Hội Nông dân")],
            "head": span("Hội Nông dân"),
            "text": "Hội Nông dân",
        },
    }
    settled = two.adjudicate("a1", "b2", [revision], by="an")
    mended = two.layer("bai-1", "gold").by_id()["m-union"]

    assert settled.revisions == 1
    assert isinstance(mended, Mention)
    assert mended.head == span("Hội Nông dân")


def test_decisions_that_do_not_fit_together_settle_nothing(two: Workspace) -> None:
    """A mention cannot be taken away from under the event that it takes part in."""
    decide_all(two)
    gone = Revision(scope="bai-1", id="m-chair", reason="no mention")

    with pytest.raises(AdjudicationError, match=r"(?s)do not fit together.*v-meet.*'m-chair'"):
        two.adjudicate("a1", "b2", [gone])
    assert "m-chair" in two.layer("bai-1", "gold").by_id()


def test_a_record_whose_words_stand_elsewhere_is_refused(two: Workspace) -> None:
    """A position typed by hand is checked against the text."""
    decide_all(two)
    wrong = Mention(id="m-new", type="PER", level="PRO", extent=((0, 4),), text="Họ", head=(0, 4))

    with pytest.raises(AdjudicationError, match=r"m-new: the record says 'Họ', but .* 'Sáng'"):
        two.adjudicate("a1", "b2", [Revision(scope="bai-1", id="m-new", reason="r", record=wrong)])


def test_wrong_relations_between_entities_are_found_too(two: Workspace) -> None:
    """The corpus-wide records are checked like those of a document."""
    decide_all(two)
    odd = {
        "kind": "revision",
        "document": "entities",
        "id": "le-thi-hoa",
        "reason": "r",
        "record": {"kind": "entity", "id": "le-thi-hoa", "type": "NONE"},
    }

    with pytest.raises(AdjudicationError, match="entities: le-thi-hoa"):
        two.adjudicate("a1", "b2", [odd])


def test_the_form_has_a_line_for_every_difference(two: Workspace) -> None:
    """People fill in choice and reason in any editor; git shows who decided what."""
    path = two.write_decisions("a1", "b2")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    filled = [
        {**line, "choice": "left" if line["id"] == "m-chair" else "neither", "reason": "why"}
        if line.get("kind") == "decision"
        else line
        for line in lines
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in filled), encoding="utf-8")

    assert [line["choice"] for line in lines[1:]] == ["", ""]
    assert "level: NAM | level: NOM" in lines[1]["quote"]
    assert two.adjudicate("a1", "b2").adjudicated == 1
    assert two.write_decisions("a1", "b2") == path
    assert load_decisions(two.root, "gold").decisions[0].choice == "left"  # type: ignore[union-attr]  # it is there


def test_decisions_come_from_a_file_as_well(two: Workspace, tmp_path: Path) -> None:
    """A colleague's file of decisions can be taken over."""
    decide_all(two)
    copy = tmp_path / "theirs.jsonl"
    copy.write_bytes(decisions_path(two.root, "gold").read_bytes())
    decisions_path(two.root, "gold").unlink()

    assert two.adjudicate("a1", "b2", copy, replace=True).decisions == 2


@pytest.mark.parametrize("given", ["nowhere", 3, {"id": "m"}, ["left"]])
def test_what_is_no_decision_is_said(given: object, two: Workspace) -> None:
    """With what it is and what is wanted."""
    with pytest.raises(AdjudicationError, match=r"no decision|no file"):
        two.adjudicate("a1", "b2", given)


def test_a_row_of_the_wrong_shape_is_shown() -> None:
    """The message holds the row."""
    with pytest.raises(AdjudicationError, match="is no decision"):
        as_decisions([{"document": "d", "choice": "left", "reason": "r"}])
    made = Decision(scope="d", id="m", choice="left", reason="r")
    assert as_decisions([made, {"scope": "d", "id": "n"}]) == [made]


def test_readings_are_named_once_and_in_one_order(two: Workspace) -> None:
    """The file of decisions speaks the ids of the left reading."""
    decide_all(two)

    with pytest.raises(AdjudicationError, match="settles 'a1' and 'b2', not 'b2' and 'a1'"):
        two.adjudicate("b2", "a1")
    with pytest.raises(AdjudicationError, match="name two annotators, and a third name"):
        two.adjudicate("a1", "a1")
    with pytest.raises(UnknownNameError, match="no annotator 'c3'"):
        two.adjudicate("a1", "c3", into="other")


def test_a_damaged_file_of_decisions_is_named(two: Workspace) -> None:
    """By the doctor and by whoever needs it; the labels stay readable."""
    decide_all(two)
    with decisions_path(two.root, "gold").open("ab") as stream:
        stream.write(b"{nothing\n")

    faults = two.doctor().query("rule == 'decisions'")
    assert faults["message"].str.contains("gold.decisions.jsonl:10: not a valid line").all()
    with pytest.raises(AdjudicationError, match="not a valid line"):
        two.differences("a1", "b2")


def test_a_layer_that_cannot_be_read_makes_the_gold_stale(two: Workspace) -> None:
    """What it was made from is not there any more as it was."""
    decide_all(two)
    (two.root / "annotations" / "b2" / "bai-1.jsonl").write_bytes(b"nothing\n")

    assert "stale-gold" in set(Workspace.open(two.root).doctor()["rule"])
