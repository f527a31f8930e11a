"""From two readings to one: nothing is settled silently and nothing is lost."""

import pytest

from ghinhan.foundation.errors import AdjudicationError
from ghinhan.model import Argument, Entity, LabelledDocument, Provenance, Record
from ghinhan.review.adjudication import (
    Difference,
    differing_fields,
    find_differences,
    settle,
)
from ghinhan.review.decisions import Decision, Revision
from tests.review.readings import (
    CORPUS_RECORDS,
    DAY,
    IN_MOSCOW,
    MEETING,
    MOSCOW,
    PUTIN,
    READING,
    WITKOFF,
    reading,
    replace,
)

NARROW = replace(PUTIN, extent=((15, 20),), text="Putin")
LATER = replace(DAY, resolved="2026-04-26")
ONE = reading(*READING)
OTHER = reading(LATER, NARROW, MEETING, WITKOFF, IN_MOSCOW, annotator="a2")


def decide(choice: str, differences: tuple[Difference, ...]) -> list[Decision]:
    """The same choice for every difference."""
    return [Decision(scope=d.scope, id=d.id, choice=choice, reason="ruling 1") for d in differences]


def without_provenance(items: list[LabelledDocument]) -> list[Record]:
    """Every record of the reading, how it came to be left out."""
    records: list[Record] = [*items[0].layer.records, *items[0].corpus_layer.records]
    return [
        replace(r, provenance=None) if "provenance" in r.__struct_fields__ else r for r in records
    ]


def test_equal_readings_have_no_differences() -> None:
    """A person is asked only about what is in dispute."""
    assert find_differences(ONE, ONE) == ()


def test_every_difference_is_listed_with_its_fields() -> None:
    """Extent, time value, and what only one side has."""
    found = {(d.id, d.fields, d.right is None) for d in find_differences(ONE, OTHER)}

    assert found == {
        ("t1", ("resolved",), False),
        ("m1", ("extent", "text"), False),
        ("m3", (), True),
        ("c1", (), True),
        ("l1", (), True),
    }


def test_a_difference_knows_the_record_it_is_about() -> None:
    """The left one's where there is one: its words are shown in lists."""
    records = {d.id: d.record for d in find_differences(ONE, OTHER)}
    (alone,) = find_differences(reading(PUTIN), reading(PUTIN, WITKOFF))

    assert records["m1"] == PUTIN
    assert alone.record == WITKOFF


def test_the_order_of_arguments_is_no_difference() -> None:
    """Arguments are a set of decisions; the order they were made in says nothing."""
    turned = replace(MEETING, arguments=MEETING.arguments[::-1])

    assert (
        find_differences(
            reading(PUTIN, WITKOFF, MOSCOW, MEETING), reading(PUTIN, WITKOFF, MOSCOW, turned)
        )
        == ()
    )


def test_another_kind_of_record_under_one_id_is_two_differences() -> None:
    """An entity called `series` is not the occurrence of that name: both are listed."""
    corpus = (*CORPUS_RECORDS[:5], Entity(id="series", type="PER"))
    found = {d.id for d in find_differences(ONE, reading(*READING, corpus=corpus))}

    assert found == {"series", "series.2", "hr1"}


def test_records_of_two_kinds_differ_in_kind() -> None:
    """Fields of unlike records cannot be compared one by one."""
    assert differing_fields(PUTIN, DAY) == ("kind",)


def test_choosing_the_left_side_throughout_gives_the_left_reading() -> None:
    """The gold reading holds what was decided, and what was never in dispute."""
    gold = settle(ONE, OTHER, decide("left", find_differences(ONE, OTHER)))

    assert set(map(repr, without_provenance(gold))) == set(map(repr, without_provenance(ONE)))
    assert gold[0].layer.state == "settled"
    assert gold[0].layer.annotator == "gold"


def test_choosing_the_right_side_throughout_gives_the_right_reading() -> None:
    """What only the left side has goes away when neither is chosen for it."""
    differences = find_differences(ONE, OTHER)
    decisions = decide("right", tuple(d for d in differences if d.right is not None))
    decisions += decide("neither", tuple(d for d in differences if d.right is None))
    gold = settle(ONE, OTHER, decisions)

    assert set(map(repr, without_provenance(gold))) == set(map(repr, without_provenance(OTHER)))


def test_every_gold_record_knows_whether_it_was_in_dispute() -> None:
    """A reader of the corpus can tell agreement from adjudication."""
    differences = find_differences(ONE, OTHER)
    decisions = decide("left", tuple(d for d in differences if d.id != "m1"))
    custom = replace(PUTIN, level="NOM")
    decisions.append(Decision(scope="d", id="m1", choice="other", reason="ruling 2", record=custom))
    gold = settle(ONE, OTHER, decisions)[0].layer.by_id()
    told = {key: gold[key].provenance for key in ("m1", "m2", "t1")}  # type: ignore[union-attr]  # these three have it

    assert [(p.how, p.source) for p in told.values() if p] == [
        ("adjudicated", ""),
        ("agreed", "a1 a2"),
        ("adjudicated", "a1"),
    ]


def test_nothing_is_settled_silently() -> None:
    """A difference that nobody decided stops the gold, and all of them are listed."""
    with pytest.raises(AdjudicationError, match=r"(?s)5 things.*t1: nobody has decided .differs"):
        settle(ONE, OTHER, [])


def test_a_decision_about_nothing_is_refused() -> None:
    """A stale decision may hide that the readings changed after it."""
    with pytest.raises(AdjudicationError, match="d m2: decided, but not in dispute"):
        settle(ONE, ONE, [Decision(scope="d", id="m2", choice="left", reason="ruling 1")])


def test_a_side_without_a_record_cannot_be_chosen() -> None:
    """To leave a record out, say neither."""
    with pytest.raises(AdjudicationError, match="m3: 'right' was chosen, but it has no record"):
        settle(ONE, OTHER, decide("right", find_differences(ONE, OTHER)))


def test_a_decision_needs_a_known_choice_and_a_reason() -> None:
    """The reason is what a later annotator learns from."""
    faulty = [Decision(scope="d", id="m1", choice="a1", reason=" ")]

    with pytest.raises(AdjudicationError, match=r"(?s)'a1' is none of left.*no reason given"):
        settle(ONE, OTHER, faulty)


def test_readings_without_a_common_document_cannot_be_settled() -> None:
    """There is no gold reading of nothing."""
    with pytest.raises(AdjudicationError, match="share no document"):
        settle(ONE, [], [])
    assert find_differences([], []) == ()


def test_documents_of_one_reading_only_are_left_out() -> None:
    """Gold needs two readings; what has one stays in its own layer."""
    alone = replace(ONE[0], document=replace(ONE[0].document, id="e"))
    differences = find_differences([*ONE, alone], OTHER)

    assert len(settle([*ONE, alone], OTHER, decide("left", differences))) == 1
    assert Argument("Place", "m3") in MEETING.arguments


def test_a_decision_is_about_what_was_seen() -> None:
    """When an annotator changes the record afterwards, it has to be decided anew."""
    differences = find_differences(ONE, OTHER)
    made = [
        replace(decision, seen=difference.seen)
        for decision, difference in zip(decide("left", differences), differences, strict=True)
    ]
    changed = reading(
        LATER, replace(NARROW, level="NOM"), MEETING, WITKOFF, IN_MOSCOW, annotator="a2"
    )

    assert settle(ONE, OTHER, made)
    with pytest.raises(AdjudicationError, match=r"(?s)1 things.*m1: a reading was changed since"):
        settle(ONE, changed, made)


def test_a_line_without_a_choice_is_no_decision() -> None:
    """The form that people fill in has a line for every difference."""
    differences = find_differences(ONE, OTHER)
    form = [Decision(scope=d.scope, id=d.id, choice="", reason="") for d in differences]

    with pytest.raises(AdjudicationError, match=r"5 things"):
        settle(ONE, OTHER, form)


def test_provenance_names_the_ruling() -> None:
    """Who reads a record of the gold finds the rule behind it."""
    decisions = [
        replace(decision, ruling="14") for decision in decide("left", find_differences(ONE, OTHER))
    ]
    gold = settle(ONE, OTHER, decisions)[0].layer.by_id()["m1"]

    assert gold.provenance.source == "a1, ruling 14"  # type: ignore[union-attr]  # a mention has it


def test_a_revision_puts_what_neither_reading_has() -> None:
    """Both readings can be wrong, and both can be wrong in the same way."""
    decisions = decide("left", find_differences(ONE, OTHER))
    moved = replace(WITKOFF, level="NOM")
    new = replace(MOSCOW, id="m9", extent=((37, 47),), text="tại Moscow")
    revisions = [
        Revision(scope="d", id="m2", reason="why", ruling="2", record=moved),
        Revision(scope="d", id="m9", reason="why", record=new),
        Revision(scope="d", id="r1", reason="why"),
        Revision(scope="entities", id="hr1", reason="why"),
    ]
    gold = settle(ONE, OTHER, decisions, revisions=revisions)[0]
    records = gold.layer.by_id()

    assert records["m2"] == replace(
        moved, provenance=Provenance(how="adjudicated", source="review, ruling 2")
    )
    assert records["m9"].provenance == Provenance(how="adjudicated", source="review")  # type: ignore[union-attr]  # a mention has it
    assert "r1" not in records
    assert "hr1" not in gold.corpus_layer.by_id()


def test_a_revision_that_changes_nothing_is_refused() -> None:
    """It would look like a difference that is none, for ever."""
    decisions = decide("left", find_differences(ONE, OTHER))
    revisions = [
        Revision(scope="d", id="m2", reason="why", record=WITKOFF),
        Revision(scope="d", id="nobody", reason="why"),
        Revision(scope="e", id="m1", reason="why"),
    ]

    with pytest.raises(
        AdjudicationError,
        match=r"(?s)3 things.*m2: revised, but that changes nothing.*nobody.*e m1: revised, but",
    ):
        settle(ONE, OTHER, decisions, revisions=revisions)
