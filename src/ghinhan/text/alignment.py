"""How a text lies on the source it was made from, run by run.

A run is a row of text start, text end, source start, source end. In a *verbatim* run both sides
advance together; any other run stands as a whole for its source. What the source is counted in
(code points or bytes) is the affair of whoever made the alignment.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from ghinhan.foundation.errors import OffsetError


class Run(NamedTuple):
    """One stretch of text and the stretch of the source that it stands for."""

    text_start: int
    text_end: int
    source_start: int
    source_end: int
    is_verbatim: bool = True


class Alignment(NamedTuple):
    """Runs in order, the text covered without a gap, both sides counted in code points."""

    runs: tuple[Run, ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that a stretch of the text came from.

        Args:
            start: first character of the text.
            end: one past the last; greater than `start`.

        Raises:
            OffsetError: empty, or outside the text.

        Example:
            >>> Alignment((Run(0, 2, 1, 3), Run(2, 3, 3, 5, is_verbatim=False))).source_span(1, 3)
            (2, 5)

        """
        length = self.runs[-1].text_end if self.runs else 0
        refuse_outside(start, end, length)
        first = self.runs[bisect_right(self.runs, start, key=lambda run: run.text_start) - 1]
        last = self.runs[bisect_left(self.runs, end, key=lambda run: run.text_end)]
        source_start = first.source_start + first.is_verbatim * (start - first.text_start)
        source_end = last.source_end - last.is_verbatim * (last.text_end - end)
        return source_start, source_end

    def text_span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the text that a stretch of the source became; empty if dropped.

        Args:
            start: first position in the source.
            end: one past the last.

        Example:
            >>> Alignment((Run(0, 2, 1, 3), Run(2, 3, 3, 5, is_verbatim=False))).text_span(4, 5)
            (2, 3)

        """
        index = bisect_right(self.runs, start, key=lambda run: run.source_end)
        if index == len(self.runs):
            length = self.runs[-1].text_end if self.runs else 0
            return length, length
        first = self.runs[index]
        text_start = first.text_start + first.is_verbatim * max(0, start - first.source_start)
        stop = bisect_left(self.runs, end, key=lambda run: run.source_start)
        if stop <= index:
            return text_start, text_start
        last = self.runs[stop - 1]
        return text_start, last.text_end - last.is_verbatim * max(0, last.source_end - end)


def refuse_outside(start: int, end: int, length: int) -> None:
    """Refuse a stretch that is empty or not in the text.

    Raises:
        OffsetError: names the stretch and the length.

    """
    if not 0 <= start < end <= length:
        raise OffsetError(
            f"characters {start}-{end} are no stretch of the text of {length} characters. "
            "Positions count code points from 0, the end is exclusive and after the start."
        )


def join_runs(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Merge verbatim neighbours, and runs that share a part of the source."""
    joined: list[Run] = []
    for run in runs:
        before = joined[-1] if joined else None
        if before and before.is_verbatim and run.is_verbatim:
            is_next = before.source_end == run.source_start
        else:
            is_next = bool(before and run.source_start < before.source_end)
        if before and is_next:
            joined[-1] = Run(
                before.text_start,
                run.text_end,
                before.source_start,
                max(before.source_end, run.source_end),
                before.is_verbatim and run.is_verbatim,
            )
        else:
            joined.append(run)
    return tuple(joined)
