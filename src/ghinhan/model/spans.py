"""Spans: half-open stretches of a document's text, counted in Unicode code points."""

from collections.abc import Sequence

import msgspec

from ghinhan.foundation.errors import OffsetError

Span = tuple[int, int]
"""Start and end in code points of the stored text; `start <= position < end`."""

FRAGMENT_JOINT = " … "
"""What stands between the fragments when a discontinuous extent is printed."""


class Provenance(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """How a record came to be; a record without one was made by hand.

    Args:
        how: `hand`, `suggestion` (accepted), `propagated`, `imported`, and in a gold reading
            `agreed` (both annotators say so) or `adjudicated` (a difference, settled).
        source: which suggester, mention, file or annotators.
        score: the suggester's own score, if it gave one.

    """

    how: str = "hand"
    source: str = ""
    score: float | None = None


def surface(text: str, fragments: Sequence[Span]) -> str:
    """The text under the fragments, as it is printed and stored beside them.

    Args:
        text: the document's text.
        fragments: ordered spans, normally one.

    Raises:
        OffsetError: a fragment lies outside the text, is empty, or overlaps the one before.

    Example:
        >>> surface("đã không đàm phán trực tiếp", [(9, 17)])
        'đàm phán'
        >>> surface("cách chức", [(0, 1), (5, 6)])
        'c … c'

    """
    fault = fault_in_fragments(fragments, len(text))
    if fault:
        raise OffsetError(fault)
    return FRAGMENT_JOINT.join(text[start:end] for start, end in fragments)


def fault_in_fragments(fragments: Sequence[Span], length: int) -> str:
    """What is wrong with the fragments of one record, or the empty string.

    Args:
        fragments: spans in code points.
        length: code points of the text.

    """
    if not fragments:
        return "a span needs at least one fragment [start, end], got none."
    before = 0
    for start, end in fragments:
        if not 0 <= start < end <= length:
            return (
                f"characters {start}-{end} do not lie in the text of {length} characters. "
                "Positions count Unicode code points from 0 and the end is exclusive."
            )
        if start < before:
            return (
                f"the fragment {start}-{end} begins before the one in front of it ends at "
                f"{before}. List fragments in order, without overlap."
            )
        before = end
    return ""


def covers(outer: Sequence[Span], inner: Sequence[Span]) -> bool:
    """Whether every character of `inner` lies in a fragment of `outer`.

    Example:
        >>> covers([(0, 16)], [(3, 16)])
        True

    """
    return all(any(a <= start and end <= b for a, b in outer) for start, end in inner)
