"""Agreement type by type, and what is taken for what, counted by hand."""

import msgspec
import pytest

from ghinhan.model import Argument
from ghinhan.review.agreement import measure_agreement
from ghinhan.review.by_type import ConfusionRow, TypeRow, confusion_rows, type_rows
from ghinhan.review.compared import compare
from tests.review.readings import DAY, MEETING, MOSCOW, PUTIN, READING, WITKOFF, reading

PLACE = msgspec.structs.replace(MOSCOW, type="LOC")
ONE = reading(*READING)
OTHER = reading(DAY, PUTIN, MEETING, PLACE)
"""The other reading lacks Witkoff and takes Moscow for a place."""


def types() -> dict[tuple[str, str], TypeRow]:
    """The rows of the two readings, by layer and type."""
    return {(row.layer, row.type): row for row in type_rows(compare(ONE, OTHER))}


def confusions(layer: str, decision: str) -> list[ConfusionRow]:
    """The rows of one decision."""
    rows = confusion_rows(compare(ONE, OTHER))
    return [row for row in rows if (row.layer, row.decision) == (layer, decision)]


def test_each_type_has_its_own_score() -> None:
    """PER: one of two found; GPE and LOC: never the same; a sum of 0.4 would hide it."""
    rows = types()

    assert (rows["mentions", "PER"].left, rows["mentions", "PER"].right) == (2, 1)
    assert rows["mentions", "PER"].f1 == pytest.approx(2 / 3)
    assert rows["mentions", "GPE"].recall == 0.0
    assert rows["mentions", "GPE"].precision is None
    assert rows["mentions", "LOC"].precision == 0.0
    assert rows["times", "DATE"].f1 == 1.0


def test_alpha_of_a_type_is_taken_on_the_pairs() -> None:
    """PER against the rest agrees on both pairs; GPE and LOC against the rest do not."""
    rows = types()

    assert rows["mentions", "PER"].alpha == 1.0
    assert rows["mentions", "GPE"].alpha == pytest.approx(0.0)
    assert rows["times", "DATE"].alpha is None
    assert rows["arguments", "Place"].alpha is None


def test_roles_are_scored_with_trigger_and_extent() -> None:
    """The sum over roles is Arg-C+, so both reports tell one story."""
    rows = [row for row in type_rows(compare(ONE, OTHER)) if row.layer == "arguments"]
    report = measure_agreement(ONE, OTHER)
    (plus,) = [r for r in report if r.decision == "extent, trigger and role (Arg-C+)"]

    assert sum(row.left for row in rows) == plus.left
    assert sum(row.right for row in rows) == plus.right
    assert {row.type: row.both for row in rows} == {"Participant": 1, "Place": 1}


def test_confusion_counts_what_was_taken_for_what() -> None:
    """And what only one reading has, with an empty answer for the other."""
    found = {(row.left, row.right): row.count for row in confusions("mentions", "type")}

    assert found == {("PER", "PER"): 1, ("PER", ""): 1, ("GPE", "LOC"): 1}
    assert [row.count for row in confusions("mentions", "level")] == [2]


def test_a_record_of_the_right_reading_alone_is_an_answer_too() -> None:
    """Both directions of a miss are shown."""
    rows = confusion_rows(compare(OTHER, ONE))

    assert ("", "PER") in {(row.left, row.right) for row in rows}


def test_roles_are_confused_where_the_filler_is_the_same() -> None:
    """Place for Participant is another mistake than a missing participant."""
    arguments = (Argument("Place", "m1"), Argument("Time", "t1"))
    other = msgspec.structs.replace(MEETING, arguments=arguments)
    rows = confusion_rows(compare(ONE, reading(DAY, PUTIN, other, WITKOFF, MOSCOW)))
    found = {(row.left, row.right) for row in rows if row.decision == "role"}

    assert found == {("Participant", "Place"), ("Participant", ""), ("Place", ""), ("", "Time")}
