"""Agreement between two readings of one sentence, counted by hand."""

import msgspec
import pytest

from ghinhan.foundation.errors import AgreementUndefinedError
from ghinhan.model import Argument, Hopper
from ghinhan.review.agreement import measure_agreement
from ghinhan.review.report import AgreementRow
from ghinhan.review.translation import rename
from tests.review.readings import (
    CORPUS_RECORDS,
    DAY,
    MEETING,
    MOSCOW,
    PUTIN,
    READING,
    TOPIC,
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


def test_what_is_said_of_a_record_is_compared_under_the_left_readings_names() -> None:
    """Metonyms and anchors are ids, and ids are private to each annotator."""
    metonymic = msgspec.structs.replace(MOSCOW, metonym="p")
    anchored = msgspec.structs.replace(DAY, anchor="v1", mod="LESS_THAN")
    mine = reading(anchored, PUTIN, MEETING, WITKOFF, metonymic)
    theirs = [
        msgspec.structs.replace(
            renamed_reading()[0],
            layer=msgspec.structs.replace(
                renamed_reading()[0].layer,
                records=tuple(
                    rename(record, {one.id: f"x-{one.id}" for one in (*READING, *CORPUS_RECORDS)})
                    for record in (anchored, PUTIN, MEETING, WITKOFF, metonymic)
                ),
            ),
        )
    ]
    rows = measure_agreement(mine, theirs)

    assert row(rows, "mentions", "metonym").equal == 1.0
    assert row(rows, "times", "anchor").equal == 1.0
    assert row(rows, "times", "mod").alpha is None


def test_attributes_of_the_schema_are_compared_as_well() -> None:
    """A project's own attributes are decisions like the built-in ones."""
    said = msgspec.structs.replace(PUTIN, attributes={"stance": "for"})
    rows = measure_agreement(reading(said, WITKOFF), reading(PUTIN, WITKOFF))

    assert row(rows, "mentions", "stance").equal == 0.5


def test_occurrences_are_compared_with_their_relations_and_participants() -> None:
    """Two people may agree on every trigger and draw two pictures of what belongs together."""
    fewer = tuple(r for r in CORPUS_RECORDS if r.id != "hr1")
    bare = tuple(
        msgspec.structs.replace(r, arguments=()) if isinstance(r, Hopper) else r for r in fewer
    )
    rows = measure_agreement(reading(*READING), reading(*READING, corpus=bare))

    assert row(rows, "hoppers", "relations").recall == 0.0
    assert row(rows, "hoppers", "participants").recall == 0.0
    assert row(rows, "hoppers", "CoNLL mean").f1 == 1.0


def test_entities_are_compared_by_what_is_said_of_them() -> None:
    """The same cluster may be called another subtype or linked to another entry."""
    linked = tuple(
        msgspec.structs.replace(r, link="Q1") if r.id == "p" else r for r in CORPUS_RECORDS
    )
    rows = measure_agreement(reading(*READING), reading(*READING, corpus=linked))

    assert row(rows, "entities", "link").equal == 0.75
    assert row(rows, "entities", "members").equal == 1.0


def test_relations_and_labels_of_the_document_have_their_rows() -> None:
    """Whatever the schema lets people say is compared."""
    other = msgspec.structs.replace(TOPIC, value="war")
    rows = measure_agreement(reading(*READING), reading(*READING[:-2], other))

    assert row(rows, "relations", "type and ends").recall == 0.0
    assert row(rows, "labels", "topic").equal == 0.0
    assert row(measure_agreement(reading(*READING), reading(PUTIN)), "labels", "topic").equal == 0
