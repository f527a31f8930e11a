"""Laws and examples of sentences and tokens: together they are the text, nothing is cut wrong."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghinhan.text.offsets import Offsets
from ghinhan.text.sentences import split_sentences
from ghinhan.text.tokens import split_tokens

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
AWKWARD = 'aB1 .,!?…"“”()-–\n\r\t\u2028\u0085\u00a0\u200b\u0301\u200d👍🏽🇻\x00\x1c\ufeff%'
# Not st.text: it would merge the two alphabets and hardly ever draw from the first.
texts = st.lists(st.sampled_from(AWKWARD) | st.characters(), max_size=40).map("".join)


def assert_partition(text: str, spans: tuple[tuple[int, int], ...]) -> None:
    """Spans in order, not empty, without white space around, and only white space between."""
    position = 0
    for start, end in spans:
        assert position <= start < end
        assert text[position:start].strip() == ""
        assert text[start:end] == text[start:end].strip()
        position = end
    assert text[position:].strip() == ""


@given(texts)
def test_sentences_partition_the_text_up_to_white_space(text: str) -> None:
    """No character is lost and none is counted twice, whatever the string."""
    assert_partition(text, split_sentences(text))


@given(texts)
def test_tokens_partition_the_text_up_to_white_space(text: str) -> None:
    """Likewise; so a label can always be put on whole tokens."""
    tokens = split_tokens(text)

    assert_partition(text, tokens)


@given(texts)
def test_tokens_and_sentences_cut_no_grapheme_without_white_space(text: str) -> None:
    """A letter and its accents, an emoji and its colour belong together."""
    offsets = Offsets(text)
    for start, end in (*split_tokens(text), *split_sentences(text)):
        for edge in (start, end):
            first, last = offsets.widen_to_graphemes(edge, edge)

            assert first == last or any(character.isspace() for character in text[first:last])


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("ngày 26-4 là", ["ngày", "26-4", "là"]),
        ("tháng 2-2022.", ["tháng", "2-2022", "."]),
        ("tăng 1.234,5%", ["tăng", "1.234,5", "%"]),
        ('"mở cánh cửa"', ['"', "mở", "cánh", "cửa", '"']),
        ("(VTC News) -", ["(", "VTC", "News", ")", "-"]),
        ("Nga-Ukraine", ["Nga", "-", "Ukraine"]),
        ("máy bay F-16, COVID-19", ["máy", "bay", "F-16", ",", "COVID-19"]),
        ("lúc 10:30 22/12/2025...", ["lúc", "10:30", "22/12/2025", "..."]),
        ("Vie\u0323\u0302t Nam", ["Vie\u0323\u0302t", "Nam"]),
        ("👩\u200d👧!", ["👩\u200d👧", "!"]),
        ("giá 20km và 5", ["giá", "20km", "và", "5"]),
        ("3\u0301,5", ["3\u0301", ",", "5"]),
    ],
)
def test_tokens_are_what_an_annotator_would_point_at(text: str, tokens: list[str]) -> None:
    """Dates and decimals whole, quotation marks and brackets alone, accents with their letter."""
    assert [text[start:end] for start, end in split_tokens(text)] == tokens


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Ông nói. Bà nghe.", ["Ông nói.", "Bà nghe."]),
        ("Ông tới TP. Huế hôm qua.", ["Ông tới TP. Huế hôm qua."]),
        ("PGS. TS. Nguyễn An nói.", ["PGS. TS. Nguyễn An nói."]),
        ("George W. Bush đến.", ["George W. Bush đến."]),
        ("“Tôi đến.” Ông nói.", ["“Tôi đến.”", "Ông nói."]),
        ("Ông đi... rồi về.", ["Ông đi... rồi về."]),
        ("Hết. 26-4 là ngày họp.", ["Hết.", "26-4 là ngày họp."]),
        ("Hết. (Ảnh: Reuters)", ["Hết.", "(Ảnh: Reuters)"]),
        ("Một dòng\n\nhai dòng\u2028ba", ["Một dòng", "hai dòng", "ba"]),
        ("Thật ư?! Ờ.", ["Thật ư?!", "Ờ."]),
        ("Giá 1.5 USD", ["Giá 1.5 USD"]),
        ('"Ta thắng!" 🎉 Ông Kim nói.', ['"Ta thắng!" 🎉', "Ông Kim nói."]),
        ("Thắng rồi!👍🏽 ❤️ Bà về.", ["Thắng rồi!👍🏽 ❤️", "Bà về."]),
        ("Ông tới TP. 🎉 Huế.", ["Ông tới TP. 🎉 Huế."]),
        ("  ", []),
    ],
)
def test_sentences_end_where_a_reader_stops(text: str, sentences: list[str]) -> None:
    """Abbreviations, initials, decimals and quotations included."""
    assert [text[start:end] for start, end in split_sentences(text)] == sentences


@pytest.mark.parametrize(("seed", "count"), [(SEEDS[0], 20), (SEEDS[1], 14)])
def test_the_seeds_have_as_many_sentences_as_a_reader_counts(seed: Path, count: int) -> None:
    """Counted by hand, caption, credit, header and comment line each as one."""
    assert len(split_sentences(seed.read_text(encoding="utf-8"))) == count
