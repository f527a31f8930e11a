"""The annotator as a person sees it: find words, click, drag, press, read what it says."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, expect

from tests.browser.lab import Notebook

WAIT_MILLISECONDS = 30_000
STAND_STILL_MILLISECONDS = 120
PLACE_OF_WORDS = """(root, [words, nth]) => {
    const pieces = [...root.querySelectorAll('.gn-paper [data-start]')];
    let text = '';
    const starts = pieces.map((piece) => {
        const start = text.length;
        text += piece.textContent;
        return start;
    });
    let at = -1;
    for (let count = 0; count <= nth; count += 1) at = text.indexOf(words, at + 1);
    if (at < 0) return null;
    const spot = (position) => {
        const index = starts.findLastIndex((start) => start <= position);
        const range = document.createRange();
        range.setStart(pieces[index].firstChild, position - starts[index]);
        range.setEnd(pieces[index].firstChild, position - starts[index] + 1);
        return range;
    };
    spot(at).startContainer.parentElement.scrollIntoView({block: 'center'});
    const pane = root.querySelector('.gn-text');
    const seen = pane.getBoundingClientRect();
    const box = spot(at).getBoundingClientRect();
    if (box.top < seen.top || box.bottom > seen.bottom) {
        pane.scrollTop += box.top - seen.top - seen.height / 2;
    }
    const centre = (range) => {
        const box = range.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
    };
    return [centre(spot(at)), centre(spot(at + words.length - 1))];
}"""


@dataclass(slots=True)
class AnnotatorPage:
    """One annotator that a notebook shows.

    Args:
        notebook: the open notebook; its cells have been run.
        nth: which of several views, from the top.

    """

    notebook: Notebook
    nth: int = 0

    @property
    def root(self) -> Locator:
        """The widget."""
        return self.notebook.page.locator(".gn").nth(self.nth)

    @property
    def text(self) -> Locator:
        """The article in it, which keys go to."""
        return self.root.locator(".gn-text")

    @property
    def chips(self) -> Locator:
        """Every mark that carries a label."""
        return self.root.locator("[data-chip]")

    def wait_until_ready(self) -> None:
        """Wait for the handshake with the kernel: before it nothing can be edited."""
        expect(self.root).to_have_attribute("data-ready", "true", timeout=WAIT_MILLISECONDS)
        self.text.focus()

    def press(self, *keys: str) -> None:
        """Press keys one after the other, as Playwright names them."""
        for key in keys:
            self.notebook.page.keyboard.press(key)

    def place(self, words: str, nth: int = 0) -> tuple[tuple[float, float], tuple[float, float]]:
        """The middle of the first and of the last character of words, once they stand still."""
        page = self.notebook.page
        before, found = None, self.root.evaluate(PLACE_OF_WORDS, [words, nth])
        while found != before:
            page.wait_for_timeout(STAND_STILL_MILLISECONDS)
            before, found = found, self.root.evaluate(PLACE_OF_WORDS, [words, nth])
        assert found, f"{words!r} ({nth}) is not on the page"
        first, last = found
        return (first[0], first[1]), (last[0], last[1])

    def click(self, words: str, nth: int = 0) -> None:
        """Click on the beginning of words."""
        start, _ = self.place(words, nth)
        self.notebook.page.mouse.click(*start)

    def drag(self, words: str, nth: int = 0) -> None:
        """Drag from the first character of words to the last."""
        start, end = self.place(words, nth)
        mouse = self.notebook.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move(*end, steps=4)
        mouse.up()

    def expect_saved(self) -> None:
        """Wait until it says that the disk has everything."""
        self.expect_health("saved")

    def expect_health(self, health: str) -> None:
        """Wait until the save lamp shows `saved`, `saving`, `late` or `gone`."""
        lamp = self.root.locator(".gn-lamp")
        expect(lamp).to_have_attribute("data-health", health, timeout=WAIT_MILLISECONDS)


def read_journal(project: Path, annotator: str, document: str) -> list[dict[str, Any]]:
    """Every line of a document's journal, read without the store."""
    path = project / ".ghinhan" / "journal" / annotator / f"{document}.jsonl"
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines if line]


def read_layer(project: Path, annotator: str, document: str) -> list[dict[str, Any]]:
    """Every record of a tracked layer file, read without the store."""
    path = project / "annotations" / annotator / f"{document}.jsonl"
    lines = path.read_text(encoding="utf-8").split("\n")
    return [json.loads(line) for line in lines[1:] if line]
