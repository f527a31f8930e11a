"""Laws of the stored form: what it is, and that every code point knows where it came from."""

import sys
import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ghinhan.foundation.errors import OffsetError, TextError
from ghinhan.text.alignment import Alignment, Run, join_runs
from ghinhan.text.normalise import joins_backward, normalise

AWKWARD = (
    "\ufeff\r\n\r\n \u0301\u0323\u0302eoaVế\u0344\u1100\u1161\u11a8가\u212b\u0958👍🏽\u200d\x00"
)
AWKWARD += "\u09c7\u09be\u0dd9\u0dca\u0dcf\U0001d15e\u0f73\u0f71\u0f72\ud55c"
BLOCK = 1024
# Not st.text: it would merge the two alphabets and hardly ever draw from the first.
texts = st.lists(
    st.sampled_from(AWKWARD) | st.characters(exclude_categories=["Cs"]), max_size=30
).map("".join)


def expected_form(decoded: str) -> str:
    """The stored form, said in the fewest words."""
    lines = decoded.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", lines)


@given(texts)
@example("\ufeff\ufeffa\u0301\r\n\u0323")
@example("")
def test_the_text_is_nfc_with_lf_and_without_a_mark(decoded: str) -> None:
    """One form for all readers, whatever machine the article came from."""
    text = normalise(decoded).text

    assert text == expected_form(decoded)
    assert normalise(text).text == text


@given(texts)
def test_every_code_point_is_made_from_its_source(decoded: str) -> None:
    """A verbatim character is its source; any other is what its source becomes."""
    text, alignment = normalise(decoded)
    for position in range(len(text)):
        start, end = alignment.source_span(position, position + 1)
        first, last = alignment.text_span(start, end)

        assert first <= position < last
        assert (
            unicodedata.normalize("NFC", decoded[start:end].replace("\r\n", "\r")).replace(
                "\r", "\n"
            )
            == (text[first:last])
        )


@given(texts)
def test_runs_cover_text_and_source_in_order(decoded: str) -> None:
    """Without gaps in the text; the source lacks only what was dropped."""
    text, alignment = normalise(decoded)
    text_end = source_end = 0
    for run in alignment.runs:
        assert run.text_start == text_end < run.text_end
        assert source_end <= run.source_start < run.source_end
        assert decoded[source_end : run.source_start].strip("\ufeff") == ""
        if run.is_verbatim:
            source = decoded[run.source_start : run.source_end]
            assert source == text[run.text_start : run.text_end]
            for place in range(run.text_start, run.text_end):
                assert alignment.source_span(place, place + 1) == (
                    run.source_start + place - run.text_start,
                    run.source_start + place - run.text_start + 1,
                )
        else:
            source = decoded[run.source_start : run.source_end]
            assert source != text[run.text_start : run.text_end]
        text_end, source_end = run.text_end, run.source_end

    assert (text_end, source_end) == (len(text), len(decoded) if text else source_end)


def code_points() -> list[str]:
    """Every character there can be in a text."""
    return [chr(p) for p in range(sys.maxunicode + 1) if not 0xD800 <= p <= 0xDFFF]


def test_every_code_point_of_unicode_keeps_its_place() -> None:
    """All of Unicode, block by block, each between two letters that join nothing."""
    points = code_points()
    for block in range(0, len(points), BLOCK):
        decoded = "x".join(points[block : block + BLOCK])
        text, alignment = normalise(decoded)

        assert text == expected_form(decoded)
        for run in alignment.runs:
            source = decoded[run.source_start : run.source_end]
            assert expected_form(f"x{source}")[1:] == text[run.text_start : run.text_end]


def test_no_character_that_composes_begins_a_stretch() -> None:
    """The stretches are cut where, by Unicode's own decompositions, nothing can cross."""
    for character in code_points():
        if unicodedata.is_normalized("NFD", character) or "\uac00" <= character <= "\ud7a3":
            continue
        first, *others = list(unicodedata.normalize("NFD", character))
        is_composed = unicodedata.is_normalized("NFC", character)

        assert not is_composed or all(joins_backward(other) for other in others), character
        assert joins_backward(character) or not joins_backward(first), character


@pytest.mark.parametrize(("text", "position"), [("ab\ud800", 2), ("\udfffa", 0)])
def test_a_lone_surrogate_is_refused_with_its_position(text: str, position: int) -> None:
    """It cannot be written as UTF-8: better refused now than after the file was opened."""
    with pytest.raises(TextError, match=f"character {position} is a lone surrogate"):
        normalise(text)


@pytest.mark.parametrize("span", [(0, 0), (-1, 1), (0, 4), (2, 1)])
def test_a_stretch_outside_the_text_is_refused(span: tuple[int, int]) -> None:
    """An empty or foreign stretch comes from nowhere."""
    with pytest.raises(OffsetError, match="no stretch of the text of 3"):
        normalise("abc").alignment.source_span(*span)


def test_dropped_source_and_source_beyond_the_end_become_nothing() -> None:
    """The byte order mark is in no text, and past the last run there is none."""
    alignment = normalise("\ufeffab").alignment

    assert alignment.text_span(0, 1) == (0, 0)
    assert alignment.text_span(1, 2) == (0, 1)
    assert alignment.text_span(9, 10) == (2, 2)
    assert Alignment(()).text_span(0, 1) == (0, 0)
    with pytest.raises(OffsetError, match="0 characters"):
        Alignment(()).source_span(0, 1)


def test_runs_are_joined_where_they_go_on_or_share_their_source() -> None:
    """Neighbours that advance together are one run; a shared source stands as a whole."""
    go_on = [Run(0, 1, 0, 1), Run(1, 2, 1, 2)]
    shared = [
        Run(0, 1, 0, 4, is_verbatim=False),
        Run(1, 2, 0, 4, is_verbatim=False),
        Run(2, 3, 4, 5),
    ]
    apart = [Run(0, 1, 0, 1), Run(1, 2, 2, 3)]

    assert join_runs(go_on) == (Run(0, 2, 0, 2),)
    assert join_runs(shared) == (Run(0, 2, 0, 4, is_verbatim=False), Run(2, 3, 4, 5))
    assert join_runs(apart) == tuple(apart)
