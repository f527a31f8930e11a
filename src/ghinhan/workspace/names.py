"""What to say when somebody names a thing that is not there."""

import difflib
from collections.abc import Sequence

from ghinhan.foundation.identifiers import file_name_for

LISTED_AT_ONCE = 20
SHORTEST_SLIP = 4
"""Shorter names that differ in one letter, such as a1 and a2, are two names."""


def suggest_name(kind: str, name: str, known: Sequence[str]) -> str:
    """One message that names the wrong name, the nearest right one, and what there is.

    Args:
        kind: what was asked for, for example `document`.
        name: what was typed.
        known: the names there are.

    Example:
        >>> print(suggest_name("annotator", "a11", ["a1", "gold"]))
        there is no annotator 'a11'. Did you mean 'a1'? There are: a1, gold.
        >>> print(suggest_name("document", "x", []))
        there is no document 'x'. There is none yet.

    """
    nearest = difflib.get_close_matches(name, known, n=1)
    meant = f" Did you mean {nearest[0]!r}?" if nearest else ""
    shown = ", ".join(known[:LISTED_AT_ONCE])
    more = f" and {len(known) - LISTED_AT_ONCE} more" if len(known) > LISTED_AT_ONCE else ""
    listed = f" There are: {shown}{more}." if known else " There is none yet."
    return f"there is no {kind} {name!r}.{meant}{listed}"


def introduce(annotator: str, known: Sequence[str]) -> str:
    """What is said aloud when somebody labels under a new name.

    Example:
        >>> print(introduce("a2", ["a1"]))
        'a2' is a new annotator: a folder annotations/a2/ will be made.

    """
    nearest = [name for name in known if is_slip(annotator, name)]
    meant = f" Did you mean {nearest[0]!r}?" if nearest else ""
    folder = file_name_for(annotator)
    return f"{annotator!r} is a new annotator: a folder annotations/{folder}/ will be made.{meant}"


def is_slip(typed: str, known: str) -> bool:
    """Whether one name is another with one character wrong, missing or too many.

    Example:
        >>> is_slip("golf", "gold"), is_slip("golds", "gold"), is_slip("a2", "a1")
        (True, True, False)

    """
    if min(len(typed), len(known)) < SHORTEST_SLIP or abs(len(typed) - len(known)) > 1:
        return False
    short, long = sorted((typed, known), key=len)
    pairs = enumerate(zip(short, long, strict=False))
    cut = next((place for place, (one, other) in pairs if one != other), len(short))
    rest = short[cut + 1 :] if len(short) == len(long) else short[cut:]
    return short != long and rest == long[cut + 1 :]
