"""The three annotators: how each is opened, where its marks are, and how one more label is set.

Each is measured at the last event of its gesture. Ours labels the words that `n` has come to by a
key. ipyannotations labels what has been dragged over when the button goes up. spanmark does so too,
but in the Chromium of November 2026 the layer over its text sends every drag to the start of the
text, so its other gesture is measured: a key gives the clicked span another label.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import files
from pathlib import Path

from playwright.sync_api import Page

from ghinhan.widgets.annotator import STATIC
from ghinhan.widgets.module import load_module
from tests.browser.crowded import ANNOTATOR, TYPES, Crowd

WORD = """([root, marks, nth]) => {
    const host = document.querySelector(root);
    const walker = document.createTreeWalker(host, NodeFilter.SHOW_TEXT);
    let seen = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (node.parentElement.closest(marks)) continue;
        for (const match of node.data.matchAll(/(?<=\\s)\\p{L}{2,}(?=\\s)/gu)) {
            if (seen++ < nth) continue;
            node.parentElement.scrollIntoView({block: 'nearest'});
            const range = document.createRange();
            range.setStart(node, match.index);
            range.setEnd(node, match.index + match[0].length);
            const {left, right, top, height} = range.getBoundingClientRect();
            if (top < 60 || top > innerHeight - 60) {
                let box = node.parentElement;
                while (box && box.scrollHeight <= box.clientHeight + 1) box = box.parentElement;
                if (box) box.scrollTop += top - innerHeight / 2;
                return null;
            }
            return [left + 1, right - 1, top + height / 2];
        }
    }
    throw new Error(`no word ${nth}`);
}"""
WORDS_APART = 3
SCROLLS = 20


@dataclass(frozen=True, slots=True)
class Tool:
    """One annotator.

    Args:
        name: how the table calls it.
        setup: first cell; it may use `crowd.json` beside the notebook.
        show: second cell, which shows the widget.
        root: selector of the widget.
        marks: selector of what is labelled.
        trigger: the DOM event whose time is taken.
        state: JavaScript that tells from the widget `host` and the number `nth` of the label
            what the label changes.
        package: whose files the browser loads.
        assets: part of their paths.

    """

    name: str
    setup: str
    show: str
    root: str
    marks: str
    trigger: str
    state: str
    package: str
    assets: tuple[str, ...]

    def loaded(self) -> Iterator[bytes]:
        """What the browser loads: scripts and styles, as they travel."""
        if self.package == "ghinhan":
            yield load_module(STATIC, "annotator").encode()
            yield (STATIC / "annotator.css").read_bytes()
            return
        for path in files(self.package) or ():
            if any(part in str(path) for part in self.assets) and path.suffix in {".js", ".css"}:
                yield Path(str(path.locate())).read_bytes()

    def prepare(self, page: Page, nth: int) -> None:
        """Come to a place, up to the last event of the gesture."""
        if self.name == "ghinhan":
            page.locator(".gn-text").focus()
            page.keyboard.press("n")
        elif self.name == "spanmark":
            mark = page.locator(self.marks).nth(nth)
            mark.click(position={"x": 4, "y": 8})
        else:
            self.drag(page, nth)

    def drag(self, page: Page, nth: int) -> None:
        """Drag over a word that carries no label, the button still down."""
        page.mouse.move(0, 0)
        wanted = [self.root, self.marks, nth * WORDS_APART]
        places = (page.evaluate(WORD, wanted) for _ in range(SCROLLS))
        place = next(filter(None, places), None)
        if place is None:
            raise TimeoutError(f"{self.name}: word {nth} does not come into view")
        left, right, middle = place
        page.mouse.move(left, middle)
        page.mouse.down()
        page.mouse.move(right, middle, steps=2)

    def act(self, page: Page, nth: int) -> None:
        """The last event: the label is set."""
        if self.name == "ghinhan":
            page.keyboard.press("1234"[nth % 4])
        elif self.name == "spanmark":
            page.keyboard.press("1234"[(nth + 1) % 4])
        else:
            page.mouse.up()


def tools_for(crowd: Crowd) -> list[Tool]:
    """The annotators, each about to show this document."""
    labels = list(TYPES)
    read = "import json\ncrowd = json.load(open('crowd.json', encoding='utf-8'))"
    return [
        Tool(
            name="ghinhan",
            setup="from ghinhan import Workspace\ndesk = Workspace.open('..')",
            show=f"desk.annotate({crowd.document.id!r}, annotator={ANNOTATOR!r})",
            root=".gn",
            marks=".gn-piece[data-chip]",
            trigger="keydown",
            state="host.querySelector('.gn-on')?.dataset.ids",
            package="ghinhan",
            assets=(),
        ),
        Tool(
            name="spanmark",
            setup=f"from spanmark import AnnotationSession\nimport time\n{read}",
            show=f"session = AnnotationSession([crowd], labels={labels},"
            " output_path=f'spanmark-{time.time_ns()}.jsonl')\nsession.display()",
            root=".so-textlayer",
            marks=".so-inline-span",
            trigger="keydown",
            state="host.querySelectorAll('.so-inline-span')[nth].textContent",
            package="spanmark",
            assets=("spanmark/static",),
        ),
        Tool(
            name="ipyannotations",
            setup=f"from ipyannotations.text import TextTagger\n{read}\n"
            "spans = [(s['start'], s['end'], s['label']) for s in crowd['suggestions']]",
            # Given as `data=`, the spans are lost: a link made after it empties them.
            show=f"tagger = TextTagger(classes={labels}, text=crowd['text'])\n"
            "tagger.data = spans\ntagger",
            root=".entity-tagger",
            marks=".entity",
            trigger="mouseup",
            state="host.querySelectorAll('.entity').length",
            package="ipyannotations",
            assets=("ipyannotations/labextension/static",),
        ),
    ]
