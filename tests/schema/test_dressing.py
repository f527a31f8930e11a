"""Keys and colours that are filled in: never a clash, always the same."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from ghinhan.schema import EventType, Label, Role, Schema
from ghinhan.schema.colours import DARK, LIGHT
from ghinhan.schema.consistency import find_inconsistencies
from ghinhan.schema.dressing import dress

codes = st.from_regex(re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,6}"), fullmatch=True)
names = st.lists(codes, min_size=1, max_size=60, unique=True)


def schema_of(labels: list[str], events: list[str], key: str = "") -> Schema:
    """A schema of bare codes; the first label may have a key."""
    return Schema(
        name="mine/1",
        labels=tuple(
            Label(code=f"L{code}", name=code, key=key if number == 0 else "")
            for number, code in enumerate(labels)
        ),
        events=tuple(
            EventType(
                code=code, name=code, roles=(Role(code="A", name=""), Role(code="a", name=""))
            )
            for code in events
            if not code.startswith("L") and code != "EVENT"
        ),
    )


@settings(deadline=None)
@given(names, names, st.sampled_from(["", "a", "7"]))
def test_a_dressed_schema_is_always_consistent(
    labels: list[str], events: list[str], key: str
) -> None:
    """Filled-in keys never clash with each other nor with those of the file."""
    dressed = dress(schema_of(labels, events, key))

    assert list(find_inconsistencies(dressed)) == []
    assert not key or dressed.labels[0].key == key
    assert all(label.colour in LIGHT and label.colour_dark in DARK for label in dressed.labels)


@settings(deadline=None)
@given(names, names)
def test_dressing_twice_changes_nothing(labels: list[str], events: list[str]) -> None:
    """Everybody who opens the project presses the same keys."""
    dressed = dress(schema_of(labels, events))

    assert dress(dressed) == dressed


def test_twenty_labels_have_twenty_colours_and_the_next_begin_again() -> None:
    """The palette is used up before a colour comes back."""
    dressed = dress(schema_of([str(n) for n in range(21)], []))

    assert len({label.colour for label in dressed.labels[:20]}) == 20
    assert dressed.labels[20].colour == dressed.labels[0].colour


def test_a_given_colour_is_not_given_twice() -> None:
    """A label whose colour is written keeps it to itself while others are free."""
    schema = Schema(
        name="mine/1",
        labels=(Label(code="A", name="a"), Label(code="B", name="b", colour=LIGHT[0])),
    )

    assert [label.colour for label in dress(schema).labels] == [LIGHT[1], LIGHT[0]]


def test_many_events_are_given_two_keys_and_few_one() -> None:
    """Ten event types fit on single keys; more begin with the letter of their category."""
    few = dress(schema_of(["p"], ["Go.Walk"]))
    many = dress(schema_of(["p"], [f"Go.{letter}" for letter in "abcdefghijk"]))

    assert few.event("Go.Walk").key == "w"
    assert many.event("Go.a").key == "ga"


def test_events_of_one_category_share_a_colour() -> None:
    """The colour says the category; the chip says the type."""
    dressed = dress(schema_of(["p"], ["Go.Walk", "Go.Run", "Say.Hello"]))
    colours = [event.colour for event in dressed.events]

    assert colours[0] == colours[1] != colours[2]


def test_the_thirty_seventh_label_has_no_key() -> None:
    """There are 36 keys; what is left is reached by mouse and search."""
    dressed = dress(schema_of([str(n) for n in range(40)], ["Go"]))

    assert [bool(label.key) for label in dressed.labels] == [True] * 36 + [False] * 4
    assert dressed.events[0].key == ""
