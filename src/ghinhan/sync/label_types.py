"""Label types and relation types as doccano wants them, made from the schema.

doccano's keys are single digits and lower-case letters, each used once; a key of ours that is none
of these (`cm`) is left out. A type that the server has and the schema has not is left alone.
"""

import string
from collections.abc import Iterable, Sequence
from typing import Any

from ghinhan.foundation.errors import SyncError
from ghinhan.schema.label_set import EventType, Label, Schema
from ghinhan.sync.api import Api

KEYS = frozenset(string.digits + string.ascii_lowercase)
DARK = 0.45
"""Luminance under which white letters are easier to read than black ones."""

PLAIN = "#596373"
Fields = dict[str, Any]


def span_types(schema: Schema) -> list[Fields]:
    """One span type for each entity type, value type and event type."""
    kinds: list[Label | EventType] = [*schema.labels, *schema.events]
    return with_keys((kind.code, kind.key, kind.colour) for kind in kinds)


def relation_types(schema: Schema) -> list[Fields]:
    """One relation type for each role and for each relation between mentions."""
    codes = {role.code: "" for event in schema.events for role in event.roles}
    codes |= {relation.code: relation.key for relation in schema.relations}
    return with_keys((code, key, PLAIN) for code, key in codes.items())


def with_keys(kinds: Iterable[tuple[str, str, str]]) -> list[Fields]:
    """Fields of label types; of two that want one key the first gets it.

    Example:
        >>> [row["suffix_key"] for row in with_keys([("A", "a", ""), ("B", "a", "")])]
        ['a', None]

    """
    taken: set[str] = set()
    rows = []
    for code, key, colour in kinds:
        is_free = key in KEYS and key not in taken
        taken.add(key)
        background = colour or PLAIN
        rows.append(
            {
                "text": code,
                "prefix_key": None,
                "suffix_key": key if is_free else None,
                "background_color": background,
                "text_color": letters_on(background),
            }
        )
    return rows


def letters_on(background: str) -> str:
    """White on dark grounds, black on light ones.

    Example:
        >>> letters_on("#24025f"), letters_on("#dcc047")
        ('#ffffff', '#000000')

    """
    red, green, blue = (int(background[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return "#ffffff" if 0.299 * red + 0.587 * green + 0.114 * blue < DARK + 0.1 else "#000000"


def bring_up_to_date(api: Api, project: int, schema: Schema) -> int:
    """Make the types that are missing, correct keys and colours; gives how many changed.

    Running it again, also after a lost reply, changes nothing.
    """
    changed = 0
    for kind, wanted in (("span", span_types(schema)), ("relation", relation_types(schema))):
        there = {row["text"]: row for row in api.types(project, kind)}
        changed += put_types(api, project, kind, wanted, there)
    return changed


def put_types(
    api: Api, project: int, kind: str, wanted: Sequence[Fields], there: dict[str, Fields]
) -> int:
    """Make or correct the types of one kind; a key that a foreign type has is left to it."""
    ours = {row["text"] for row in wanted}
    foreign = {row["suffix_key"] for text, row in there.items() if text not in ours} - {None}
    rows = [{**r, "suffix_key": None} if r["suffix_key"] in foreign else r for r in wanted]
    missing = [row for row in rows if row["text"] not in there]
    stale = [row for row in rows if row["text"] in there and differs(row, there[row["text"]])]
    for row in stale:  # every key is given up before another type takes it
        number = there[row["text"]]["id"]
        api.update_type(project, kind, number, {"prefix_key": None, "suffix_key": None})
    for row in stale:
        api.update_type(project, kind, there[row["text"]]["id"], row)
    if missing:
        create(api, project, kind, missing)
    return len(stale) + len(missing)


def create(api: Api, project: int, kind: str, missing: Sequence[Fields]) -> None:
    """Make types; a repetition after a lost reply is refused by the server and found done.

    Raises:
        SyncError: the server did not take them.

    """
    try:
        api.create_types(project, kind, missing)
    except SyncError:
        there = {row["text"] for row in api.types(project, kind)}
        if not there.issuperset(row["text"] for row in missing):
            raise


def differs(wanted: Fields, there: Fields) -> bool:
    """Whether the server's type is not as wanted."""
    return any(there[name] != value for name, value in wanted.items())
