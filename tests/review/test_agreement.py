"""Agreement between two readings of one sentence, counted by hand."""

import msgspec
import pytest

from ghinhan.foundation.errors import AgreementUndefinedError
from ghinhan.model import Argument
from ghinhan.review.agreement import AgreementRow, measure_agreement
from tests.review.readings import (
    DAY,
    MEETING,
    MOSCOW,
    PUTIN,
    READING,
    WITKOFF,
    reading,
    renamed_reading,
)


def row(rows: tuple[AgreementRow, ...], layer: str, decision: str) -> AgreementRow:
    """The one row with this name."""
    (found,) = [r for r in rows if (r.layer, r.decision) == (layer, decision)]
    return found


def test_a_reading_agrees_with_itself_in_every_decision() -> None:
    """Anything below 1.0 here would be our own mistake."""
    rows = measure_agreement(reading(*READING), reading(*READING))

    assert {r.f1 for r in rows if r.f1 is not None} == {1.0}
    assert {r.equal for r in rows if r.equal is not None} == {1.0}
    assert {r.alpha for r in rows if r.alpha is not None} == {1.0}


def test_ids_and_cluster_names_do_not_matter() -> None:
    """Two people never make the same ids."""
    rows = measure_agreement(reading(*READING), renamed_reading())

    assert row(rows, "entities", "CoNLL mean").f1 == 1.0
    assert row(rows, "arguments", "head, trigger and role (Arg-C+)").f1 == 1.0


def test_one_wrong_extent_costs_the_extent_but_not_the_head() -> None:
    """`Putin` for `ông Putin`: 2 of 3 extents, all heads, and its argument by extent only."""
    narrow = msgspec.structs.replace(PUTIN, extent=((15, 20),), text="Putin")
    rows = measure_agreement(reading(*READING), reading(DAY, narrow, MEETING, WITKOFF, MOSCOW))

    assert row(rows, "mentions", "extent").f1 == pytest.approx(2 / 3)
    assert row(rows, "mentions", "head and type").f1 == 1.0
    assert row(rows, "arguments", "extent and role (Arg-C)").f1 == pytest.approx(2 / 3)
    assert row(rows, "arguments", "head and role (Arg-C)").f1 == 1.0
    assert row(rows, "events", "attribution").equal == 1.0
    assert row(rows, "mentions", "type of each syllable").equal == pytest.approx(10 / 11)


def test_a_wrong_role_costs_the_role_but_not_the_argument() -> None:
    """Arg-I looks at who takes part, Arg-C also at the role."""
    arguments = (*MEETING.arguments[:2], Argument("Topic", "m3"))
    other = msgspec.structs.replace(MEETING, arguments=arguments)
    rows = measure_agreement(reading(*READING), reading(DAY, PUTIN, other, WITKOFF, MOSCOW))

    assert row(rows, "arguments", "extent (Arg-I)").f1 == 1.0
    assert row(rows, "arguments", "extent, trigger and role (Arg-C+)").f1 == pytest.approx(2 / 3)


def test_another_trigger_costs_the_arguments_that_hang_on_it() -> None:
    """Arg-I+ ties an argument to its trigger, Arg-I does not; the article vouches by default."""
    other = msgspec.structs.replace(MEETING, trigger=((21, 28),), text="gặp ông", attribution="")
    rows = measure_agreement(reading(*READING), reading(DAY, PUTIN, other, WITKOFF, MOSCOW))

    assert row(rows, "events", "trigger").f1 == 0.0
    assert row(rows, "arguments", "extent (Arg-I)").f1 == 1.0
    assert row(rows, "arguments", "extent, trigger (Arg-I+)").f1 == 0.0
    assert row(rows, "events", "attribution").equal == 0.0


def test_time_values_are_compared_on_the_pairs() -> None:
    """The same words may be understood as two dates."""
    other = msgspec.structs.replace(DAY, resolved="2026-04-26")
    rows = measure_agreement(reading(*READING), reading(other, PUTIN, MEETING, WITKOFF, MOSCOW))

    assert row(rows, "times", "value").equal == 1.0
    assert row(rows, "times", "resolved").equal == 0.0


def test_an_argument_without_its_filler_counts_for_nothing() -> None:
    """A dangling reference is the doctor's business; it must not break the figures."""
    rows = measure_agreement(reading(*READING), reading(DAY, PUTIN, MEETING, WITKOFF))

    assert row(rows, "arguments", "head and role (Arg-C)").recall == pytest.approx(2 / 3)


def test_an_event_that_only_one_reading_has_is_no_pair() -> None:
    """Attributes are compared on events that both have; the missing one costs recall."""
    second = msgspec.structs.replace(MEETING, id="v2", trigger=((37, 40),), text="tại")
    rows = measure_agreement(reading(*READING, second), reading(*READING))

    assert row(rows, "events", "realis").left == 1
    assert row(rows, "events", "attribution").left == 1
    assert row(rows, "events", "trigger").recall == 0.5


def test_readings_without_a_common_document_cannot_be_compared() -> None:
    """An empty comparison must say so instead of showing figures."""
    with pytest.raises(AgreementUndefinedError, match="share no document"):
        measure_agreement(reading(*READING), [])


def test_readings_of_different_texts_cannot_be_compared() -> None:
    """Positions in two versions of a text mean different characters."""
    with pytest.raises(AgreementUndefinedError, match="different texts"):
        measure_agreement(reading(*READING), reading(*READING, text_sha256="0" * 64))
