r"""Positions in one text, counted in four ways: code points, UTF-16 units, bytes, graphemes.

Everything in ghinhan counts code points; browsers and Java count UTF-16 units, files count
bytes, readers count grapheme clusters. A position that would cut what it counts in two is
refused. Each table is made when it is first needed and holds only the exceptions.
"""

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate

from ghinhan.foundation.errors import OffsetError
from ghinhan.text.graphemes import long_clusters

CHUNK = 1024
"""Code points between two anchors of the byte table."""

LAST_OF_BMP = 0xFFFF
CONTINUATION = range(0x80, 0xC0)


class Offsets:
    r"""Converts positions in `text`; every method takes and gives 0 to the text's length.

    Args:
        text: without lone surrogates.

    Example:
        >>> offsets = Offsets("ế👍a")
        >>> offsets.to_utf16(2), offsets.to_utf8(2), offsets.to_grapheme(2)
        (3, 7, 2)
        >>> offsets.from_utf16(2)  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ghinhan.foundation.errors.OffsetError: UTF-16 offset 2 cuts character 1 (👍) in two...

    """

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def _astral(self) -> list[int]:
        """Positions of the characters that take two units in UTF-16."""
        if self.text.isascii() or max(self.text) <= chr(LAST_OF_BMP):
            return []
        return [place for place, letter in enumerate(self.text) if ord(letter) > LAST_OF_BMP]

    @cached_property
    def _astral_units(self) -> list[int]:
        """The UTF-16 offset of each of them."""
        return [place + number for number, place in enumerate(self._astral)]

    @cached_property
    def _chunk_bytes(self) -> list[int]:
        """The byte offset of every `CHUNK`-th character, and of the end."""
        sizes = (
            len(self.text[place : place + CHUNK].encode("utf-8"))
            for place in range(0, len(self.text), CHUNK)
        )
        return list(accumulate(sizes, initial=0))

    @cached_property
    def _clusters(self) -> tuple[list[int], list[int], list[int]]:
        """Of the clusters of several code points: starts, ends, and their grapheme numbers."""
        starts, ends, numbers = [], [], []
        surplus = 0
        for start, end in long_clusters(self.text):
            starts.append(start)
            ends.append(end)
            numbers.append(start - surplus)
            surplus += end - start - 1
        return starts, ends, numbers

    def to_utf16(self, position: int) -> int:
        """The UTF-16 offset of a code-point position."""
        self._refuse_outside(position)
        return position + bisect_left(self._astral, position)

    def from_utf16(self, offset: int) -> int:
        """The code-point position of a UTF-16 offset.

        Raises:
            OffsetError: outside the text, or between the halves of a surrogate pair.

        """
        index = bisect_left(self._astral_units, offset)
        if index and self._astral_units[index - 1] == offset - 1:
            raise self._cut("UTF-16 offset", offset, self._astral[index - 1])
        self._refuse_outside(offset - index, f"UTF-16 offset {offset}")
        return offset - index

    def to_utf8(self, position: int) -> int:
        """The byte offset, in UTF-8, of a code-point position."""
        self._refuse_outside(position)
        if self.text.isascii():
            return position
        chunk = position // CHUNK
        rest = self.text[chunk * CHUNK : position].encode("utf-8")
        return self._chunk_bytes[chunk] + len(rest)

    def from_utf8(self, offset: int) -> int:
        """The code-point position of a byte offset in UTF-8.

        Raises:
            OffsetError: outside the text, or inside the bytes of one character.

        """
        last = max(0, len(self.text) - 1) // CHUNK
        chunk = min(last, max(0, bisect_right(self._chunk_bytes, offset) - 1))
        content = self.text[chunk * CHUNK : (chunk + 1) * CHUNK].encode("utf-8")
        rest = offset - self._chunk_bytes[chunk]
        if not 0 <= rest <= len(content):
            self._refuse_outside(-1, f"byte offset {offset}")
        before = content[:rest].decode("utf-8", "replace")
        position = chunk * CHUNK + len(before)
        if rest < len(content) and content[rest] in CONTINUATION:
            raise self._cut("byte offset", offset, position - 1)
        return position

    def to_grapheme(self, position: int) -> int:
        """How many grapheme clusters lie before a code-point position.

        Raises:
            OffsetError: outside the text, or inside a cluster.

        """
        self._refuse_outside(position)
        if not self.is_grapheme_boundary(position):
            raise self._cut("position", position, position)
        starts, ends, numbers = self._clusters
        index = bisect_left(starts, position)
        return position if not index else numbers[index - 1] + 1 + position - ends[index - 1]

    def from_grapheme(self, number: int) -> int:
        """The code-point position at which a grapheme cluster, counted from 0, begins.

        Raises:
            OffsetError: more than there are.

        """
        _, ends, numbers = self._clusters
        index = bisect_left(numbers, number)
        position = number if not index else ends[index - 1] + number - numbers[index - 1] - 1
        self._refuse_outside(position, f"grapheme {number}")
        return position

    def is_grapheme_boundary(self, position: int) -> bool:
        """Whether a reader would put a cursor at a code-point position."""
        starts, ends, _ = self._clusters
        index = bisect_left(starts, position)
        return not index or position >= ends[index - 1]

    def widen_to_graphemes(self, start: int, end: int) -> tuple[int, int]:
        r"""The smallest stretch around one that cuts no grapheme cluster.

        Example:
            >>> Offsets("xe\u0301y").widen_to_graphemes(2, 3)
            (1, 3)

        """
        starts, ends, _ = self._clusters
        if not self.is_grapheme_boundary(start):
            start = starts[bisect_left(starts, start) - 1]
        if not self.is_grapheme_boundary(end):
            end = ends[bisect_left(starts, end) - 1]
        return start, end

    def _refuse_outside(self, position: int, name: str = "") -> None:
        if not 0 <= position <= len(self.text):
            raise OffsetError(
                f"{name or f'position {position}'} lies outside the text of "
                f"{len(self.text)} characters. Count from 0 to the end, in the unit asked for."
            )

    def _cut(self, name: str, offset: int, position: int) -> OffsetError:
        start, end = self.widen_to_graphemes(position, position + 1)
        return OffsetError(
            f"{name} {offset} cuts character {start} ({self.text[start:end]}) in two. "
            "It was counted in another unit, or on another text."
        )
