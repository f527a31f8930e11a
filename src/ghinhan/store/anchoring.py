"""Finding labelled words again after the text around them changed.

A record quotes its words. They are looked for in the new text, together with the characters
that stood before and after them; where the quote stands several times, a comparison of both
texts decides. What stays uncertain is left to a person, never guessed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise, takewhile

import msgspec

from ghinhan.model.events import Event
from ghinhan.model.mentions import Mention
from ghinhan.model.spans import FRAGMENT_JOINT, Span
from ghinhan.model.times import Time
from ghinhan.text.tokens import split_tokens

CONTEXT = 24
"""Characters on each side of a quote that count as its surroundings."""

ENOUGH_CONTEXT = CONTEXT // 2
"""So many of them must be the same where the comparison of the texts does not help."""

LONGEST_COMPARED = 200_000
"""Texts above this many characters are not compared word by word; context alone decides."""

SpanRecord = Mention | Time | Event


@dataclass(frozen=True, slots=True)
class Anchored:
    """What became of one record.

    Args:
        record: with its new place; None when its words are gone or their place is uncertain.
        why: why there is no place; empty otherwise.

    """

    record: SpanRecord | None
    why: str = ""


class Anchoring:
    """The way from one text to its successor.

    Args:
        old: the text the records were made on; None when nobody has it any more.
        new: the text as it is now.

    """

    def __init__(self, old: str | None, new: str) -> None:
        self._old = old
        self._new = new
        self._moves = list(moved_stretches(old, new)) if old is not None else []

    def anchor(self, record: SpanRecord) -> Anchored:
        """Find the words of a record in the new text."""
        fragments = record.trigger if isinstance(record, Event) else record.extent
        quotes = self._quotes(record, fragments)
        if quotes is None:
            return Anchored(None, f"the quote {record.text!r} is not what the span covered")
        found: list[Span] = []
        for quote, fragment in zip(quotes, fragments, strict=True):
            starts = self._starts(quote, fragment, found[-1][1] if found else 0)
            if len(starts) != 1:
                count = len(list(occurrences(self._new, quote)))
                return Anchored(None, f"{quote!r} stands {count} times in the new text")
            found.append((starts[0], starts[0] + len(quote)))
        return Anchored(moved(record, fragments, tuple(found)))

    def _quotes(self, record: SpanRecord, fragments: Sequence[Span]) -> list[str] | None:
        """The words of each fragment; None when the record's quote contradicts the old text."""
        quotes = record.text.split(FRAGMENT_JOINT) if len(fragments) > 1 else [record.text]
        if len(quotes) != len(fragments) or not all(quotes):
            return None
        if self._old is not None and quotes != [self._old[start:end] for start, end in fragments]:
            return None
        return quotes

    def _starts(self, quote: str, fragment: Span, after: int) -> list[int]:
        """Where a fragment may stand now: one place when it is certain."""
        places = [at for at in occurrences(self._new, quote) if at >= after]
        if self._old is None or not places:
            return places
        scores = [self._likeness(place, fragment) for place in places]
        top = max(scores)
        best = [at for at, score in zip(places, scores, strict=True) if score == top]
        kept, low, high = self._window(fragment)
        expected = [at for at in best if low <= at <= high]
        if kept and expected:
            return expected if len(best) == 1 or top == 2 * CONTEXT else places
        if len(best) == len(expected) == 1 and top >= ENOUGH_CONTEXT:
            return expected
        only_one = len(places) == self._old.count(quote) == 1
        return places if only_one else []

    def _likeness(self, place: int, fragment: Span) -> int:
        """How many characters before and after a place are those that stood there once."""
        old, (start, end) = self._old or "", fragment
        before = old[max(0, start - CONTEXT) : start][::-1]
        behind = self._new[max(0, place - CONTEXT) : place][::-1]
        after = old[end : end + CONTEXT]
        ahead = self._new[place + end - start : place + end - start + CONTEXT]
        return common_length(before, behind) + common_length(after, ahead)

    def _window(self, fragment: Span) -> tuple[bool, int, int]:
        """Whether a comparison of both texts sees the fragment kept whole, and where it begins.

        Otherwise the first and last place where it may begin if the order was kept.
        """
        start, end = fragment
        low = 0
        for old_start, new_start, length in self._moves:
            if old_start <= start and end <= old_start + length:
                place = new_start + start - old_start
                return True, place, place
            if old_start + length <= start:
                low = new_start + length
            if old_start >= end:
                return False, low, new_start
        return False, low, len(self._new)


def common_length(one: str, other: str) -> int:
    """How many characters two strings begin with in common."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))


def moved_stretches(old: str, new: str) -> Iterator[tuple[int, int, int]]:
    """Stretches that both texts share, in order: start in the old, in the new, length."""
    if len(old) + len(new) > LONGEST_COMPARED:
        return
    old_pieces, new_pieces = cut_pieces(old), cut_pieces(new)
    old_words = [old[start:end] for start, end in old_pieces]
    new_words = [new[start:end] for start, end in new_pieces]
    matcher = SequenceMatcher(None, old_words, new_words, autojunk=False)
    for i, j, size in matcher.get_matching_blocks():
        if size:
            start = old_pieces[i][0]
            yield start, new_pieces[j][0], old_pieces[i + size - 1][1] - start


def cut_pieces(text: str) -> list[Span]:
    """Words with the space behind them: every character lies in exactly one piece."""
    starts = [0, *(start for start, _ in split_tokens(text) if start), len(text)]
    return list(pairwise(starts))


def occurrences(text: str, quote: str) -> Iterator[int]:
    """Every place of a quote, overlapping ones as well."""
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def moved(record: SpanRecord, old: Sequence[Span], new: tuple[Span, ...]) -> SpanRecord:
    """The record at its new place; a head moves along with the fragment it lies in."""
    if isinstance(record, Event):
        return msgspec.structs.replace(record, trigger=new)
    if isinstance(record, Time) or record.head is None:
        return msgspec.structs.replace(record, extent=new)
    start, end = record.head
    shifts = [n[0] - o[0] for o, n in zip(old, new, strict=True) if o[0] <= start and end <= o[1]]
    head = (start + shifts[0], end + shifts[0]) if shifts else None
    return msgspec.structs.replace(record, extent=new, head=head)
