"""Positions in odd text: what was dragged or selected by keys is the slice that Python takes.

Each article is one oddity that shifts other tools' offsets. In each a person drags over words
across it and selects others with keys alone; text and raw bytes must give both back.
"""

import json
import unicodedata
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from ghinhan.ingest.raw_positions import RawPositions
from ghinhan.model.mentions import Mention
from ghinhan.workspace import Workspace
from tests.browser.annotator_page import WAIT_MILLISECONDS, AnnotatorPage
from tests.browser.conftest import OpenNotebook

ANNOTATOR = "b7"
OPEN_DESK = "from ghinhan import Workspace\ndesk = Workspace.open('..')\ndesk.ingest()"
FAMILY = "👨\u200d👩\u200d👧\u200d👦"


class Oddity(NamedTuple):
    """One article, with words to drag over and words to select by keys."""

    text: str
    dragged: str
    selected: str


ODDITIES = {
    "1-emoji": Oddity("🙂 Ông Putin 🎉 gặp Trump 🇻🇳 ở Hà Nội. 𝕏", "Putin 🎉 gặp", "🇻🇳 ở Hà Nội"),
    "2-family": Oddity(
        f"Gia đình {FAMILY} ông Biden {FAMILY} về Mỹ.", f"đình {FAMILY} ông", "về Mỹ"
    ),
    "3-nfd": Oddity(
        *(
            unicodedata.normalize("NFD", words)
            for words in ("Thủ tướng Phạm Minh Chính thăm nước Lào.", "Phạm Minh Chính", "nước Lào")
        ),
    ),
    "4-crlf": Oddity(
        "Dòng một.\r\nDòng hai ở Hà Nội.\r\n\r\nDòng ba ở Đà Nẵng.", "Hà Nội", "Đà Nẵng"
    ),
    "5-nbsp": Oddity(
        "Ông\u00a0Putin\u00a0 đến\u00a0Moskva\u00a0gặp ông Trump.",
        "Ông\u00a0Putin\u00a0 đến",
        "Moskva\u00a0gặp",
    ),
    "6-zero-width": Oddity(
        "Ngoại\u200btrưởng\u200b Lavrov\u200b\u200b tới\u200b Ankara.",
        "Lavrov\u200b\u200b tới",
        "Ankara",
    ),
    "7-runs": Oddity(
        "Ông   Putin     tới   Moskva      hôm  nay.", "Putin     tới", "Moskva      hôm"
    ),
    "8-leading": Oddity("   Tổng thống Putin rời Moskva.", "Tổng thống Putin", "rời Moskva"),
    "9-markup": Oddity(
        "Hãng AT&amp;T &lt;b&gt; và <b>ông Putin</b> ở <i>Moskva</i>.",
        "AT&amp;T",
        "ông Putin</b> ở",
    ),
}


@pytest.fixture
def odd_project(project: Path) -> Path:
    """A project whose seeds are the oddities alone, written as bytes."""
    for folder in ("seeds", "corpus", "annotations/a1", "annotations/a2"):
        for path in (project / folder).glob("0*"):
            path.unlink()
    for name, odd in ODDITIES.items():
        (project / "seeds" / f"{name}.txt").write_bytes(odd.text.encode())
    return project


def select_with_keys(page: AnnotatorPage, text: str, words: str) -> None:
    """Reach words from the beginning of the text with arrow keys alone, token by token."""
    tokens = json.loads(page.notebook.ask_kernel("print([list(t) for t in article.tokens])"))
    start = text.index(words)
    end = start + len(words)
    first = next(place for place, token in enumerate(tokens) if token[1] > start)
    last = next(place for place, token in enumerate(tokens) if token[1] >= end)
    page.press("Escape", "Escape", "Escape")
    page.press(*["ArrowRight"] * (first + 1), *["Shift+ArrowRight"] * (last - first))


def test_a_drag_and_a_selection_by_keys_in_odd_text_are_the_slices_that_python_takes(
    odd_project: Path, notebook: OpenNotebook
) -> None:
    """An offset that is one off on emoji, NFD or CRLF ruins a corpus without anyone noticing."""
    nb = notebook([OPEN_DESK, f"desk.annotate('1-emoji', annotator={ANNOTATOR!r})"], odd_project)
    nb.run_all()
    page = AnnotatorPage(nb)
    page.wait_until_ready()
    for place, (name, odd) in enumerate(ODDITIES.items(), start=1):
        if place > 1:
            page.press(".")
        counted = page.root.locator(".gn-count")
        expect(counted).to_contain_text(f"{place}/", timeout=WAIT_MILLISECONDS)
        nb.ask_kernel(f"article = desk.document({name!r})")
        page.drag(unicodedata.normalize("NFC", odd.dragged))
        page.press("3")
        text = unicodedata.normalize("NFC", odd.text.replace("\r\n", "\n"))
        select_with_keys(page, text, unicodedata.normalize("NFC", odd.selected))
        page.press("2")
        page.expect_saved()
    nb.ask_kernel("desk.save()")

    assert nb.errors == []
    desk = Workspace.open(odd_project)
    for name, odd in ODDITIES.items():
        wanted = {"GPE": odd.dragged, "ORG": odd.selected}
        found = {mention.type: mention for mention in desk.layer(name, ANNOTATOR).mentions}
        assert found.keys() == wanted.keys(), name
        for kind, mention in found.items():
            assert_same_words(desk, name, mention, wanted[kind])


def assert_same_words(desk: Workspace, name: str, mention: Mention, words: str) -> None:
    """What is stored is what was pointed at, in the text and in the raw bytes."""
    article = desk.document(name)
    raw = (desk.root / article.source.file).read_bytes()
    start, end = RawPositions(article).raw_span(mention.start, mention.end)

    assert mention.text == article.text[mention.start : mention.end], name
    assert mention.text == unicodedata.normalize("NFC", words), name
    assert raw[start:end].decode() == words, name
