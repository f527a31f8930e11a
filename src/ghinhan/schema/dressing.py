"""Fills in what a schema file leaves out: keys, colours, fillers.

What the file says is never changed. The result depends on the file alone, so that everybody
who opens the project presses the same keys.
"""

from collections.abc import Iterator, Sequence
from itertools import product
from string import ascii_lowercase, digits

from msgspec.structs import replace

from ghinhan.schema.colours import DARK, LIGHT
from ghinhan.schema.label_set import EventType, Label, Role, Schema

KEYS = digits[1:] + digits[0] + ascii_lowercase
FEW = 10
"""Up to this many event types are given one key each; more are given two."""


def dress(schema: Schema) -> Schema:
    """The schema with a key, two colours and fillers wherever one can be given."""
    keys = {label.key for label in schema.labels} | {event.key for event in schema.events}
    keys.discard("")
    labels = colour_labels(schema.labels)
    labels = tuple(replace(item, key=item.key or take_key(item, keys)) for item in labels)
    is_small = len(schema.events) <= FEW
    events = tuple(
        replace(
            event,
            key=event.key or take_key(event, keys, one_key=is_small),
            roles=dress_roles(event.roles, tuple(label.code for label in labels)),
        )
        for event in colour_events(schema.events)
    )
    return replace(schema, labels=labels, events=events)


def take_key(item: Label | EventType, taken: set[str], *, one_key: bool = True) -> str:
    """A free key that neither begins a taken one nor is begun by one; noted as taken.

    The letters of the code come first; empty when none is left.
    """
    for key in proposals(item.code, one_key=one_key):
        if is_free(key, taken):
            taken.add(key)
            return key
    return ""


def is_free(key: str, taken: set[str]) -> bool:
    """Whether no taken key is this one, begins it, or begins with it."""
    if key in taken or key[0] in taken:
        return False
    return len(key) == 2 or all(other[0] != key for other in taken)


def proposals(code: str, *, one_key: bool) -> Iterator[str]:
    """Keys to try for a code, the most telling first."""
    category, _, own = code.lower().rpartition(".")
    letters = [letter for letter in own if letter in KEYS]
    if one_key:
        yield from letters
        yield from KEYS
    first = [letter for letter in (category or own) if letter in KEYS]
    for one, two in product(first, letters):
        yield one + two
    for one, two in product(first + list(KEYS), KEYS):
        yield one + two


def colour_labels(labels: Sequence[Label]) -> tuple[Label, ...]:
    """Labels with the colours of the palettes that no label of the file uses."""
    light = unused(LIGHT, [label.colour for label in labels])
    dark = unused(DARK, [label.colour_dark for label in labels])
    return tuple(
        replace(
            label,
            colour=label.colour or next(light),
            colour_dark=label.colour_dark or next(dark),
        )
        for label in labels
    )


def colour_events(events: Sequence[EventType]) -> tuple[EventType, ...]:
    """Events with one colour for each category, the part of the code before the dot."""
    light = unused(LIGHT, [event.colour for event in events])
    dark = unused(DARK, [event.colour_dark for event in events])
    given: dict[str, tuple[str, str]] = {}
    dressed = []
    for event in events:
        category = event.code.partition(".")[0]
        if category not in given:
            given[category] = (event.colour or next(light), event.colour_dark or next(dark))
        colour, colour_dark = given[category]
        dressed.append(
            replace(
                event,
                colour=event.colour or colour,
                colour_dark=event.colour_dark or colour_dark,
            )
        )
    return tuple(dressed)


def unused(palette: tuple[str, ...], used: Sequence[str]) -> Iterator[str]:
    """The colours of a palette that are free, then all of them again and again."""
    yield from (colour for colour in palette if colour not in used)
    while True:
        yield from palette


def dress_roles(roles: Sequence[Role], labels: tuple[str, ...]) -> tuple[Role, ...]:
    """Roles with keys of their own; a role without fillers takes every label."""
    taken = {role.key for role in roles if role.key}
    dressed = []
    for role in roles:
        letters = [letter for letter in role.code.lower() if letter in KEYS]
        free = (key for key in (*letters, *KEYS) if key not in taken)
        key = role.key or next(free, "")
        taken.add(key)
        dressed.append(replace(role, key=key, fillers=role.fillers or labels))
    return tuple(dressed)
