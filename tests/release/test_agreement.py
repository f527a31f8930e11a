"""The agreement of a release: measured for every pair, told on the card, undefined said."""

import json
from pathlib import Path

import msgspec

from ghinhan.model import LabelledDocument
from ghinhan.release.agreement import agreement_lines, decision_cell, digits, measure_pairs
from ghinhan.release.bundle import build_release
from ghinhan.review.report import AgreementRow
from tests.release.projects import make_item, make_project


def other_reading() -> LabelledDocument:
    """The same article, the country taken for a person."""
    item = make_item(0, annotator="b2")
    records = tuple(
        msgspec.structs.replace(record, type="PER") if record.id == "m-0-3" else record
        for record in item.layer.records
    )
    return msgspec.structs.replace(item, layer=msgspec.structs.replace(item.layer, records=records))


READINGS = {
    "b2": lambda: [other_reading()],
    "a1": lambda: [make_item(0)],
    "c3": lambda: [make_item(1, annotator="c3")],
}


def test_every_pair_is_measured_in_order() -> None:
    """Three readings, three pairs; one that shares no document says why it has no figures."""
    pairs = measure_pairs(READINGS)

    assert [(pair.left, pair.right) for pair in pairs] == [
        ("a1", "b2"),
        ("a1", "c3"),
        ("b2", "c3"),
    ]
    assert pairs[0].documents == ("bai-000",)
    assert "share no document" in pairs[1].undefined
    assert not pairs[0].undefined


def test_the_card_shows_each_decision_and_each_type_for_every_pair() -> None:
    """Numbers beside their counts; what could not be compared is said and not shown."""
    lines = "\n".join(agreement_lines(measure_pairs(READINGS)))

    assert "`a1` and `c3` could not be compared: the two readings share no document" in lines
    assert "| decision | `a1`–`b2` |" in lines
    assert "| mentions: extent | P 1.000, R 1.000, F1 1.000 (3/3) |" in lines
    assert "| mentions: level | = 1.000, α 1.000 (3) |" in lines
    assert "| events: tense | = 1.000, α undefined (1) |" in lines
    assert "| mentions: `GPE` | 0.000 (1/0) |" in lines


def test_a_type_that_one_pair_never_met_is_a_dash() -> None:
    """Pairs stand side by side, and not every pair uses every type."""
    alone = {name: READINGS[name] for name in ("a1", "b2")} | {"d4": lambda: [make_item(0)]}
    lines = list(agreement_lines(measure_pairs(alone)))

    (gpe,) = [line for line in lines if line.startswith("| mentions: `GPE`")]
    assert gpe == "| mentions: `GPE` | 0.000 (1/0) | 1.000 (1/1) | 0.000 (0/1) |"
    twins = {"b2": READINGS["b2"], "b3": READINGS["b2"], "a1": READINGS["a1"]}
    (row,) = [x for x in agreement_lines(measure_pairs(twins)) if x.startswith("| mentions: `GPE`")]
    assert row.endswith("| 0.000 (1/0) | 0.000 (1/0) | – |")


def test_what_has_no_value_is_a_dash() -> None:
    """No relation in either reading is no agreement on relations."""
    empty = AgreementRow(layer="relations", decision="type and ends", left=0, right=0)
    one_sided = AgreementRow(layer="events", decision="trigger", left=1, right=0, recall=0.0, f1=0)

    assert decision_cell(empty) == "–"
    assert decision_cell(one_sided) == "P –, R 0.000, F1 0.000 (1/0)"
    assert digits(None) == "–"


def test_without_a_second_reading_the_card_says_that_nothing_was_measured(tmp_path: Path) -> None:
    """Silence would look like something to hide."""
    schema = make_project(tmp_path)
    folder = build_release(tmp_path, "1.0.0", [make_item(0)], schema, reading="a1")
    card = (folder / "README.md").read_text(encoding="utf-8")

    assert "No agreement was measured" in card
    assert "agreement.json" not in card
    assert not (folder / "agreement.json").exists()


def test_a_release_carries_agreement_and_decisions(tmp_path: Path) -> None:
    """Whoever gets the dataset can see how it was settled; twice the same bytes."""
    schema = make_project(tmp_path)
    decisions = b'{"format":"ghinhan-decisions/1","into":"a1","left":"x","right":"y"}\n'
    (tmp_path / "annotations" / "a1.decisions.jsonl").write_bytes(decisions)
    settings = tmp_path / "annotations" / "release.toml"
    words = 'agreement = "Made by one hand."\n[readings]'
    settings.write_text(settings.read_text("utf-8").replace("[readings]", words), "utf-8")
    folders = [
        build_release(tmp_path, version, [make_item(0)], schema, reading="a1", compared=READINGS)
        for version in ("1.0.0", "1.0.1")
    ]
    first, second = ((folder / "agreement.json").read_bytes() for folder in folders)
    card = (folders[0] / "README.md").read_text(encoding="utf-8")

    assert first == second
    assert json.loads(first)[0]["decisions"][0]["f1"] == 1.0
    assert (folders[0] / "decisions.jsonl").read_bytes() == decisions
    assert "| `decisions.jsonl` | how every difference" in card
    assert card.index("**Read this first.** Made by one hand.") < card.index("| decision |")
    assert "- `a1`: made by a test.\n- `b2`: unknown." in card
