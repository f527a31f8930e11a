"""Laws of positions: every way of counting leads there and back, and never inside a character."""

from itertools import accumulate

import pytest
import regex
from hypothesis import example, given
from hypothesis import strategies as st

from ghinhan.foundation.errors import OffsetError
from ghinhan.text.graphemes import long_clusters, split_graphemes
from ghinhan.text.offsets import CHUNK, Offsets

AWKWARD = (
    "a ế\u0301\u200d👍🏽👩🇻🇳\r\n\x00\u0915\u094d\u0937\u0600\u1100\u1161\u11a8가각\ufeff\u2028"
)
AWKWARD += "\U00011a3a\U00011df1\u1cf5\u0939\u0d4e\u200c\u2764\ufe0f"
# Not st.text: it would merge the two alphabets and hardly ever draw from the first.
texts = st.lists(
    st.sampled_from(AWKWARD) | st.characters(exclude_categories=["Cs"]), max_size=30
).map("".join)


@given(texts)
@example("\uac00\u11a8\uac01\u1161")
@example("\u1100\u1100\uac00\u1161\u11a8\u11a8")
@example("\u0915\u0301\U00011a3a\U00011df1\u0915\u094d\u0937")
@example("🇻🇳🇻🇳🇻 👩\u200d👧🏽")
@example("\u0600\u0600a\u0301\r\n\r\u0301")
def test_clusters_are_those_of_an_independent_library(text: str) -> None:
    """What a reader takes for one character, by Unicode's rules."""
    ours = [text[start:end] for start, end in split_graphemes(text)]

    assert ours == regex.findall(r"\X", text)


@given(texts)
def test_utf16_leads_there_and_back(text: str) -> None:
    """A browser's position is the length, in its units, of what stands before."""
    offsets = Offsets(text)
    for position in range(len(text) + 1):
        units = len(text[:position].encode("utf-16-le")) // 2

        assert offsets.to_utf16(position) == units
        assert offsets.from_utf16(units) == position


@given(texts)
def test_bytes_lead_there_and_back(text: str) -> None:
    """A byte position is the length in UTF-8 of what stands before."""
    offsets = Offsets(text)
    for position in range(len(text) + 1):
        before = len(text[:position].encode("utf-8"))

        assert offsets.to_utf8(position) == before
        assert offsets.from_utf8(before) == position


@given(texts)
def test_graphemes_lead_there_and_back(text: str) -> None:
    """Grapheme n begins where the first n clusters end; inside one there is no position."""
    offsets = Offsets(text)
    lengths = map(len, regex.findall(r"\X", text))
    boundaries = list(accumulate(lengths, initial=0))
    for number, position in enumerate(boundaries):
        assert offsets.to_grapheme(position) == number
        assert offsets.from_grapheme(number) == position
    for position in set(range(len(text))) - set(boundaries):
        assert not offsets.is_grapheme_boundary(position)
        with pytest.raises(OffsetError, match=f"position {position} cuts character"):
            offsets.to_grapheme(position)


@given(texts, st.data())
def test_widening_cuts_no_grapheme_and_adds_no_more(text: str, data: st.DataObject) -> None:
    """The result holds the stretch, begins and ends on boundaries, and is the smallest such."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    offsets = Offsets(text)
    first, last = offsets.widen_to_graphemes(start, end)
    boundaries = [0, *(stop for _, stop in split_graphemes(text))]

    assert first == max(place for place in boundaries if place <= start)
    assert last == min(place for place in boundaries if place >= end)


def test_widening_moves_either_end() -> None:
    """A stretch that begins or ends inside a cluster takes all of it."""
    offsets = Offsets("xe\u0301y")

    assert offsets.widen_to_graphemes(2, 3) == (1, 3)
    assert offsets.widen_to_graphemes(0, 2) == (0, 3)
    assert offsets.widen_to_graphemes(2, 2) == (1, 3)
    assert offsets.widen_to_graphemes(0, 4) == (0, 4)


def test_long_texts_are_counted_across_anchors() -> None:
    """The byte table has an anchor every so many characters; nothing happens at the joints."""
    text = ("Tiếng Việt 👍 " * (CHUNK // 5))[: 2 * CHUNK]
    offsets = Offsets(text)
    for position in (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK - 1, 2 * CHUNK):
        before = len(text[:position].encode("utf-8"))

        assert offsets.to_utf8(position) == before
        assert offsets.from_utf8(before) == position


@pytest.mark.parametrize(
    ("method", "offset", "message"),
    [
        ("to_utf16", 3, "position 3 lies outside the text of 2 characters"),
        ("to_utf16", -1, "position -1 lies outside"),
        ("from_utf16", 4, "UTF-16 offset 4 lies outside"),
        ("from_utf16", -1, "UTF-16 offset -1 lies outside"),
        ("from_utf16", 1, r"UTF-16 offset 1 cuts character 0 \(👍\) in two"),
        ("to_utf8", 3, "position 3 lies outside"),
        ("from_utf8", 8, "byte offset 8 lies outside"),
        ("from_utf8", -1, "byte offset -1 lies outside"),
        ("from_utf8", 5, r"byte offset 5 cuts character 1 \(ế\) in two"),
        ("to_grapheme", 3, "position 3 lies outside"),
        ("from_grapheme", 3, "grapheme 3 lies outside"),
        ("from_grapheme", -1, "grapheme -1 lies outside"),
    ],
)
def test_a_position_that_is_none_is_refused(method: str, offset: int, message: str) -> None:
    """Outside the text, or inside a character: a label there would be wrong silently."""
    with pytest.raises(OffsetError, match=message):
        getattr(Offsets("👍ế"), method)(offset)


def test_plain_vietnamese_has_no_long_clusters() -> None:
    """The fast path: nothing is searched for in a text without joiners."""
    assert list(long_clusters("Tiếng Việt")) == []
    assert list(long_clusters("ascii\n")) == []
    assert list(long_clusters("ascii\r\n")) == [(5, 7)]
