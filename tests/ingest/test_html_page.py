"""A web page becomes its article, and every character knows its bytes in the page."""

import html
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghinhan.foundation.errors import IngestError, MissingExtraError
from ghinhan.ingest.article import read_articles
from ghinhan.ingest.html_page import BlockReader, choose_blocks, read_page
from ghinhan.ingest.raw_positions import RawPositions

LONG = "thảo luận về cuộc xung đột quân sự và vai trò của liên minh các nước cam kết ủng hộ"
PAGE = f"""<!DOCTYPE html><?pi x?><html><head><title>Báo Thử - Điện đàm</title>
<meta property="og:title" content="&#272;iện đàm Anh &amp; Mỹ">
<meta property="og:site_name" content="Báo Thử"><meta name="og:title" content="khác">
<meta property="article:published_time" content="2025-12-22T10:00:00+07:00"><meta charset="utf-8">
<link rel="canonical" href="https://example.org/a.html"><link rel="icon" href="x"></head><body>
<nav><a href="/">Trang chủ</a></nav>
<article><h1>Điện đàm Anh &amp; Mỹ</h1>
<p>Nhà <b>lãnh</b> đạo Anh&nbsp;và M&#7929;   đã {LONG}<!-- x --> Nga &ndash; Ukraine.<br>
Dòng hai của đoạn văn thứ nhất, cũng đủ dài để được giữ lại trong bài.</p>
<figure><img src="x"><figcaption><p>Hai ông. (Ảnh: Reuters)</p></figcaption></figure>
<p>Ông Starmer trao đổi với ông Trump, {LONG} Ukraine trong tương lai.</p>
<script>var p = "<p>không phải bài</p>";</script><![CDATA[x]]>
<p>Ngắn.</p></article></figcaption>
<footer>Bản quyền</footer></body></html>"""


def write_page(folder: Path, page: str, encoding: str = "utf-8") -> Path:
    """A project with one page among its seeds."""
    (folder / "seeds").mkdir(exist_ok=True)
    path = folder / "seeds/a.html"
    path.write_bytes(page.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_character_of_the_article_is_found_in_the_page(
    tmp_path: Path, encoding: str, line_end: str
) -> None:
    """Put in are only the line breaks; white space in a row stands for one space."""
    path = write_page(tmp_path, PAGE.replace("\n", line_end), encoding)
    (document,) = read_articles([path], root=tmp_path)
    positions = RawPositions(document)
    raw = path.read_bytes()
    for place, character in enumerate(document.text):
        start, end = positions.raw_span(place, place + 1)
        source = html.unescape(raw[start:end].decode(document.source.encoding))
        if character == " ":
            assert source.strip(" \r\n") == ""
            assert source != ""
        elif character == "\n":
            assert source == ""
        else:
            assert source == character


def test_the_article_is_what_the_library_finds_and_its_captions(tmp_path: Path) -> None:
    """No menu, no script, no footer; the caption that libraries drop is there."""
    (document,) = read_articles([write_page(tmp_path, PAGE)], root=tmp_path)

    assert document.text.split("\n") == [
        "Điện đàm Anh & Mỹ",
        f"Nhà lãnh đạo Anh\u00a0và Mỹ đã {LONG} Nga – Ukraine.",
        "Dòng hai của đoạn văn thứ nhất, cũng đủ dài để được giữ lại trong bài.",
        "Hai ông. (Ảnh: Reuters)",
        f"Ông Starmer trao đổi với ông Trump, {LONG} Ukraine trong tương lai.",
        "Ngắn.",
    ]
    kinds = [section.kind for section in document.sections]
    assert kinds == ["header", "body", "caption", "credit", "body"]


def test_facts_are_those_that_the_page_states(tmp_path: Path) -> None:
    """From its tags, the first of each kind; nothing is guessed from the layout."""
    (document,) = read_articles([write_page(tmp_path, PAGE)], root=tmp_path)

    assert document.title == "Điện đàm Anh & Mỹ"
    assert document.publisher == "Báo Thử"
    assert document.published == "2025-12-22"
    assert document.url == "https://example.org/a.html"


def test_a_head_that_is_never_closed_hides_nothing(tmp_path: Path) -> None:
    """HTML lets `</head>` be left out, and pages do."""
    (document,) = read_articles([write_page(tmp_path, PAGE.replace("</head>", ""))], root=tmp_path)

    assert document.text.startswith("Điện đàm Anh & Mỹ\nNhà lãnh đạo")


def test_a_page_without_an_article_is_refused() -> None:
    """An empty document would be kept and never noticed."""
    with pytest.raises(IngestError, match=r"a\.html: no article is found on the page"):
        read_page("<html><body></body></html>", "a.html")


def test_a_paragraph_that_cannot_be_located_is_refused() -> None:
    """Its bytes would be unknown, and a label on it would point nowhere."""
    with pytest.raises(IngestError, match="the paragraph 'Lạ' cannot be located"):
        choose_blocks([], ["Lạ"], "a.html")


def test_without_the_library_the_install_line_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is an extra: most projects have plain text."""
    monkeypatch.setitem(sys.modules, "trafilatura", None)

    with pytest.raises(MissingExtraError, match=r"pip install 'ghinhan\[html\]'"):
        read_page(PAGE, "a.html")


TAGS = ["<p>", "</p>", "<b>", "<br/>", "<script>", "</script>", "<a href='&amp;'>", "</x>"]
REFERENCES = ["&amp;", "&#7929;", "&nope", "&lt", "&", "<", "ế👍", " \n ", "\r\n", "<!-- x -->"]
MARKUP = st.sampled_from(TAGS + REFERENCES)


@given(st.lists(MARKUP | st.text("ab &;#<>\"'/!?-\n", max_size=6), max_size=20).map("".join))
def test_pieces_stand_in_the_page_in_order_whatever_the_markup(source: str) -> None:
    """However broken the page: a piece is what its stretch of the page says."""
    position = 0
    for block in BlockReader(source).blocks:
        for piece in block.pieces:
            assert position <= piece.start < piece.end <= len(source)
            stretch = source[piece.start : piece.end]
            assert piece.content in (stretch, html.unescape(stretch)) or not stretch.strip()
            assert not piece.is_verbatim or piece.content == stretch
            position = piece.end
