"""Which record of one reading stands for which record of another.

Two people never make the same ids, and often not the same extents either. Records are paired
by where they stand in the text; nothing here judges whether a pair agrees.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TypeVar

from ghinhan.model import Event, Mention, Span, Time

SpanRecord = Mention | Time | Event
One = TypeVar("One", bound=SpanRecord)


def place(record: SpanRecord) -> tuple[Span, ...]:
    """The fragments a record stands on: its extent, or the trigger of an event."""
    return record.trigger if isinstance(record, Event) else record.extent


def head_of(record: SpanRecord) -> tuple[Span, ...]:
    """The head of a mention, or the whole place of anything that has none."""
    if isinstance(record, Mention) and record.head is not None:
        return (record.head,)
    return place(record)


def overlap(left: Sequence[Span], right: Sequence[Span]) -> float:
    """Characters in both places as a share of the characters in either (Jaccard).

    Example:
        >>> overlap([(0, 4)], [(2, 6)])
        0.3333333333333333

    """
    shared = sum(max(0, min(b, d) - max(a, c)) for a, b in left for c, d in right)
    size = sum(end - start for start, end in (*left, *right))
    return shared / (size - shared)


def pair_records(
    left: Sequence[One], right: Sequence[One]
) -> list[tuple[One, One] | tuple[One, None] | tuple[None, One]]:
    """Pair the records of two readings of one document, each at most once.

    The closest pairs are made first: equal places before equal heads before the larger
    overlap, equal types before unequal ones. What touches nothing stays alone.

    Args:
        left: records of one kind from one reading.
        right: records of the same kind from the other.

    Returns:
        Every record of both sides exactly once, in text order.

    """
    candidates = sorted((*closeness(left[i], right[j]), i, j) for i, j in overlapping(left, right))
    partner_of: dict[int, int] = {}
    taken: set[int] = set()
    for *_, i, j in candidates:
        if i not in partner_of and j not in taken:
            partner_of[i] = j
            taken.add(j)

    pairs: list[tuple[One, One] | tuple[One, None] | tuple[None, One]] = []
    for i, record in enumerate(left):
        pairs.append((record, right[partner_of[i]]) if i in partner_of else (record, None))
    pairs += [(None, record) for j, record in enumerate(right) if j not in taken]
    return sorted(pairs, key=_text_order)


def closeness(left: SpanRecord, right: SpanRecord) -> tuple[bool, bool, float, bool]:
    """How close two records stand, the smaller the closer."""
    return (
        place(left) != place(right),
        head_of(left) != head_of(right),
        -overlap(place(left), place(right)),
        left.type != right.type,
    )


def overlapping(left: Sequence[One], right: Sequence[One]) -> Iterator[tuple[int, int]]:
    """Index pairs of records that share at least one character."""
    order = sorted(range(len(right)), key=lambda j: right[j].start)
    starts = [right[j].start for j in order]
    longest = max((record.end - record.start for record in right), default=0)
    for i, record in enumerate(left):
        first = bisect_left(starts, record.start - longest)
        for j in order[first : bisect_left(starts, record.end)]:
            if overlap(place(record), place(right[j])) > 0:
                yield i, j


def _text_order(pair: tuple[SpanRecord | None, SpanRecord | None]) -> tuple[int, int, str, str]:
    record = pair[0] or pair[1]
    if record is None:  # pragma: no cover  a pair always holds a record
        return (0, 0, "", "")
    return (record.start, record.end, record.type, record.id)
