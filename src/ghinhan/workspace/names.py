"""What to say when somebody names a thing that is not there."""

import difflib
from collections.abc import Sequence

LISTED_AT_ONCE = 20


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
