"""What part of an article does which job, on the seeds and on what other newspapers print."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghinhan.ingest.sections import HeaderFacts, find_sections
from ghinhan.model.document import SECTION_KINDS

SEEDS = Path(__file__).parents[2] / "seeds"
LINES = [
    "Ông Starmer nói.",
    "Thủ tướng Anh. Ảnh: Reuters",
    "Ảnh: AFP",
    "Bình luận (0)",
    "22/12/2025 10:30 (GMT+7)",
    "(Dân trí) - Ông nói.",
    "Một tiêu đề",
    "",
    " \t\u00a0",
    "\u2028x",
]
articles = st.lists(st.sampled_from(LINES) | st.text(max_size=10), max_size=12).map("\n".join)


def parts(text: str) -> list[tuple[str, str]]:
    """Kind and words of each section."""
    return [(part.kind, text[part.start : part.end]) for part in find_sections(text)[0]]


@given(articles)
def test_sections_cover_everything_but_white_space_in_order(text: str) -> None:
    """Nothing is removed: what has no other job is body."""
    position = 0
    for section in find_sections(text)[0]:
        assert section.kind in SECTION_KINDS
        assert position <= section.start < section.end
        assert text[position : section.start].strip() == ""
        assert text[section.start : section.end].strip() == text[section.start : section.end]
        position = section.end

    assert text[position:].strip() == ""


@given(articles)
def test_neighbours_never_have_the_same_kind(text: str) -> None:
    """Paragraphs of one kind are one section, so that counts mean something."""
    kinds = [section.kind for section in find_sections(text)[0]]

    assert all(before != after for before, after in pairwise(kinds))


def test_the_first_seed_has_its_caption_credit_and_comment_line() -> None:
    """And states neither date nor outlet nor headline: nothing is made up."""
    text = (SEEDS / "000_e85f3aaeab3ef9c0.txt").read_text(encoding="utf-8")
    found = parts(text)

    assert [kind for kind, _ in found] == ["body", "caption", "credit", "body", "boilerplate"]
    assert found[1][1].startswith("Thủ tướng Anh Keir Starmer tuyên bố một số quốc gia")
    assert found[1][1].endswith("hỗ trợ Ukraine.")
    assert found[2][1] == "Ảnh: Aljazeera"
    assert found[4][1] == "Bình luận (0)"
    assert find_sections(text)[1] == HeaderFacts()


def test_the_second_seed_states_date_and_outlet_in_its_header() -> None:
    """The line with the date is the header; the caption stands before its credit."""
    text = (SEEDS / "002_6e5c1c6c60e7ec83.txt").read_text(encoding="utf-8")
    found = parts(text)

    assert [kind for kind, _ in found] == ["header", "body", "caption", "credit", "body"]
    assert found[0][1] == "date 2025-12-22 (VTC News) -"
    assert found[2][1] == "Tổng thống Mỹ Donald Trump và Thủ tướng Anh Keir Starmer."
    assert found[3][1] == "(Ảnh: Reuters)"
    assert find_sections(text)[1] == HeaderFacts(publisher="VTC News", published="2025-12-22")


@pytest.mark.parametrize(
    ("header", "published", "publisher"),
    [
        ("Thứ hai, 22/12/2025, 10:30 (GMT+7)", "2025-12-22", ""),
        ("22-12-2025 (VTC News)", "2025-12-22", "VTC News"),
        ("Ngày đăng: 1.2.2025", "2025-02-01", ""),
        ("Cập nhật: 2025-12-22 08h05", "2025-12-22", ""),
        ("Chủ nhật, 21/12/2025 | 07:00", "2025-12-21", ""),
    ],
)
def test_date_lines_of_newspapers_are_headers(header: str, published: str, publisher: str) -> None:
    """Whatever joins day, month and year."""
    text = f"{header}\nÔng Starmer nói."
    sections, facts = find_sections(text)

    assert [section.kind for section in sections] == ["header", "body"]
    assert (facts.published, facts.publisher) == (published, publisher)


@pytest.mark.parametrize("line", ["31/02/2025", "22/13/2025", "2025-00-10"])
def test_a_day_that_does_not_exist_is_no_header(line: str) -> None:
    """A date is read only when there is such a day."""
    sections, facts = find_sections(f"{line}.\nÔng nói.")

    assert facts.published == ""
    assert find_sections(f"{line}\n")[1].published == ""
    assert sections[0].kind == "body"


def test_only_the_first_date_line_is_the_header() -> None:
    """A second one is part of what the article says."""
    assert [kind for kind, _ in parts("22/12/2025\n23/12/2025.\nÔng nói.")] == ["header", "body"]


@pytest.mark.parametrize(
    ("line", "prefix", "publisher"),
    [
        ("(Dân trí) - Ông Starmer nói.", "(Dân trí) -", "Dân trí"),
        ("TTO - Ông Starmer nói.", "TTO -", "TTO"),
        ("(VTC News) – Ông Starmer nói.", "(VTC News) –", "VTC News"),
    ],
)
def test_a_dateline_before_the_first_sentence_is_header(
    line: str, prefix: str, publisher: str
) -> None:
    """The outlet signs the first paragraph; the paragraph itself is body."""
    assert parts(line) == [("header", prefix), ("body", "Ông Starmer nói.")]
    assert find_sections(line)[1].publisher == publisher


def test_capitals_before_a_dash_are_no_dateline() -> None:
    """`NATO - Nga` is what the article is about, not who wrote it."""
    assert parts("NATO - Nga căng thẳng.") == [("body", "NATO - Nga căng thẳng.")]


def test_a_headline_is_the_first_line_that_is_no_sentence() -> None:
    """It is header, and the document's title, before or after the line with the date."""
    for text in (
        "Anh và Mỹ điện đàm\n22/12/2025\nÔng nói.",
        "22/12/2025\nAnh và Mỹ điện đàm\nÔng nói.",
    ):
        sections, facts = find_sections(text)

        assert [section.kind for section in sections] == ["header", "body"]
        assert facts.title == "Anh và Mỹ điện đàm"


@pytest.mark.parametrize(
    "text",
    [
        "Một dòng không dấu chấm",
        "Một câu.\nHai câu.",
        "a" * 201 + "\nÔng nói.",
        "- Gạch đầu dòng\nÔng nói.",
        "Ảnh: Reuters\nÔng nói.",
        "Bình luận (0)\nÔng nói.",
        "(Dân trí) - Một câu dở\nÔng nói.",
    ],
)
def test_what_is_no_headline_gives_no_title(text: str) -> None:
    """Nothing is invented from a line that does another job."""
    assert find_sections(text)[1].title == ""


@pytest.mark.parametrize(
    "credit",
    [
        "Ảnh: Reuters",
        "(Ảnh: Reuters)",
        "(ảnh: Reuters/AFP).",
        "Ảnh minh họa: TTXVN",
        "Video: VTV",
        "Nguồn ảnh: Getty Images",
        "Photo: AP.",
    ],
)
def test_a_credit_ends_its_line_and_what_stands_before_is_the_caption(credit: str) -> None:
    """Bracketed or not, whatever the medium."""
    assert parts(f"Bà đến.\n\nÔng và bà. {credit}\n\nBà đi.") == [
        ("body", "Bà đến."),
        ("caption", "Ông và bà."),
        ("credit", credit),
        ("body", "Bà đi."),
    ]


def test_a_caption_may_stand_on_the_line_above_its_credit() -> None:
    """A paragraph of two lines, the second being the credit."""
    assert parts("Bà đến.\n\nÔng và bà\nẢnh: Reuters\n\nBà đi.")[1:3] == [
        ("caption", "Ông và bà"),
        ("credit", "Ảnh: Reuters"),
    ]
    assert parts("Bà đến.\n\nÔng và bà\nẢnh: Reuters")[1][0] == "caption"


@pytest.mark.parametrize(
    "text",
    [
        "Bà đến.\nÔng và bà.\nẢnh: Reuters\nBà đi.",
        "Bà đến.\n\nÔng và bà.\nẢnh: Reuters\nBà đi.",
    ],
)
def test_a_credit_inside_a_running_text_makes_no_caption(text: str) -> None:
    """Only a paragraph of just the two is sure to be a picture's."""
    assert "caption" not in [kind for kind, _ in parts(text)]


def test_a_long_paragraph_before_a_credit_stays_body() -> None:
    """A caption of a thousand characters is none."""
    text = "Bà đến.\n" + "Ông nói. " * 100 + "Ảnh: Reuters"

    assert [kind for kind, _ in parts(text)] == ["body", "credit"]


def test_a_source_of_facts_in_the_text_is_no_credit() -> None:
    """`(Nguồn: …)` after a sentence says where a number is from; on its own line it is a credit."""
    assert [kind for kind, _ in parts("Tăng 5% (Nguồn: Bộ Y tế)")] == ["body"]
    assert [kind for kind, _ in parts("Bà đến.\nNguồn: Reuters")] == ["body", "credit"]


@pytest.mark.parametrize(
    "line",
    [
        "Bình luận (12)",
        "Ý kiến bạn đọc (3)",
        "Chia sẻ",
        "Xem thêm: Nga và Ukraine đàm phán",
        ">> Đọc thêm tin về Nga",
        "Từ khóa: Nga, Ukraine",
        "Mời bạn đọc theo dõi báo trên Google News",
        "© Bản quyền thuộc báo",
    ],
)
def test_what_the_site_adds_is_boilerplate(line: str) -> None:
    """It stays in the text, and suggestions and exports can leave it out."""
    assert parts(f"Bà đến.\n{line}") == [("body", "Bà đến."), ("boilerplate", line)]
