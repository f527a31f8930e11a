"""Where the code points of a document stand in the raw bytes of its seed.

`map_to_bytes` makes the map when the document is made; `RawPositions` reads it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cached_property

from ghinhan.model.document import Document, RawMap
from ghinhan.model.spans import Span
from ghinhan.text.alignment import Run, join_runs, refuse_outside
from ghinhan.text.normalise import Normalised
from ghinhan.text.offsets import Offsets


class RawPositions:
    r"""Finds the raw bytes of any stretch of one document.

    Args:
        document: with its `raw_map`.

    Example:
        >>> from ghinhan.model.document import Source
        >>> raw_map = RawMap(runs=((0, 2, 3, 7),), verbatim=(True,))
        >>> source = Source(file="seeds/a.txt", sha256="")
        >>> document = Document(id="a", text="ếa", source=source, raw_map=raw_map)
        >>> RawPositions(document).raw_span(1, 2)
        (6, 7)

    """

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def _offsets(self) -> Offsets:
        return Offsets(self.document.text)

    def raw_span(self, start: int, end: int) -> Span:
        """The bytes that a stretch of the text was made from.

        Args:
            start: first character, in code points.
            end: one past the last; greater than `start`.

        Returns:
            Start and end in bytes; empty for characters that were put in.

        Raises:
            OffsetError: empty, or outside the text.

        """
        refuse_outside(start, end, len(self.document.text))
        runs = self.document.raw_map.runs
        first = bisect_right(runs, start, key=lambda run: run[0]) - 1
        last = bisect_left(runs, end, key=lambda run: run[1])
        raw_start, raw_end = runs[first][2], runs[last][3]
        if self.document.raw_map.verbatim[first]:
            raw_start += self._bytes_between(runs[first][0], start)
        if self.document.raw_map.verbatim[last]:
            raw_end -= self._bytes_between(end, runs[last][1])
        return raw_start, raw_end

    def _bytes_between(self, start: int, end: int) -> int:
        encoding = self.document.source.encoding
        if encoding == "utf-8":
            return self._offsets.to_utf8(end) - self._offsets.to_utf8(start)
        return len(self.document.text[start:end].encode(encoding))


def map_to_bytes(
    normalised: Normalised, decoded: str, origin: Sequence[Run], encoding: str
) -> RawMap:
    """Lay the stored text on the raw bytes.

    Args:
        normalised: the text and its alignment with `decoded`.
        decoded: what the file says, before normalisation.
        origin: runs that lay `decoded` on the bytes; verbatim ones are encoded as is.
        encoding: of the verbatim runs.

    """
    rows: list[Run] = []
    walker = OriginWalker(decoded, origin, encoding)
    for run in normalised.alignment.runs:
        pieces = walker.pieces_between(run.source_start, run.source_end)
        if run.is_verbatim:
            shift = run.text_start - run.source_start
            rows += [
                piece._replace(text_start=piece.text_start + shift, text_end=piece.text_end + shift)
                for piece in pieces
            ]
        else:
            whole = list(pieces)
            raw_start, raw_end = whole[0].source_start, whole[-1].source_end
            rows.append(Run(run.text_start, run.text_end, raw_start, raw_end, is_verbatim=False))
    joined = join_runs(rows)
    return RawMap(
        runs=tuple((row[0], row[1], row[2], row[3]) for row in joined),
        verbatim=tuple(row.is_verbatim for row in joined),
    )


class OriginWalker:
    """Goes once through the runs of a decoded string and cuts them where it is asked to."""

    def __init__(self, decoded: str, origin: Sequence[Run], encoding: str) -> None:
        self.decoded = decoded
        self.origin = origin
        self.encoding = encoding
        self.index = 0
        self.position = 0
        self.byte = origin[0].source_start if origin else 0

    def pieces_between(self, start: int, end: int) -> Iterator[Run]:
        """The runs of one stretch; stretches must be asked for in order."""
        list(self._advance(start))
        yield from self._advance(end)

    def _advance(self, target: int) -> Iterator[Run]:
        while self.position < target:
            run = self.origin[self.index]
            stop = min(target, run.text_end)
            if run.is_verbatim:
                if self.position == run.text_start:
                    self.byte = run.source_start
                before = self.byte
                self.byte += len(self.decoded[self.position : stop].encode(self.encoding))
                yield Run(self.position, stop, before, self.byte)
            else:
                yield Run(self.position, stop, run.source_start, run.source_end, is_verbatim=False)
            self.position = stop
            if stop == run.text_end:
                self.index += 1
