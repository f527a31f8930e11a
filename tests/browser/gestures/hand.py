"""A hand at the annotator: walks, points, drags and presses, and sees only what the page shows.

Places are code points of the document, as everywhere in the project. The hand finds them on the
page, brings them into view as scrolling would, and then uses the real mouse.
"""

from dataclasses import dataclass

from playwright.sync_api import expect

from ghinhan.model import Document
from tests.browser.annotator_page import WAIT_MILLISECONDS, AnnotatorPage
from tests.browser.gestures.tally import Tally, listen, read_tally
from tests.browser.lab import Notebook

Span = tuple[int, int]

# The place of one character, once the page stands still; the texts replayed here hold no
# character outside the basic plane, so a code point is one unit.
PLACE = """async (position) => {
    const find = () => [...document.querySelectorAll('.gn-paper [data-start]')].find((piece) =>
        Number(piece.dataset.start) <= position && position < Number(piece.dataset.end));
    const frames = (count) => new Promise((done) => {
        const next = (left) => left ? requestAnimationFrame(() => next(left - 1)) : done();
        next(count);
    });
    const frame = document.querySelector('.gn-text');
    for (let tries = 0; tries < 60 && !find(); tries += 1) {
        const pieces = [...frame.querySelectorAll('[data-start]')];
        const isAbove = pieces.length > 0 && Number(pieces[0].dataset.start) > position;
        frame.scrollTop += isAbove ? -frame.clientHeight : frame.clientHeight;
        await frames(4);
    }
    const box = () => {
        const piece = find();
        if (!piece) return null;
        const range = document.createRange();
        const unit = position - Number(piece.dataset.start);
        range.setStart(piece.firstChild, unit);
        range.setEnd(piece.firstChild, unit + 1);
        const {x, y, width, height} = range.getBoundingClientRect();
        return [x + width / 2, y + height / 2];
    };
    if (!find()) return null;
    const seen = frame.getBoundingClientRect();
    const y = box()[1];
    if (y < seen.top + 60 || y > seen.bottom - 60) {
        find().scrollIntoView({block: 'center'});
        await frames(4);
    }
    let place = box();
    for (let before = null; String(before) !== String(place);) {
        await frames(2);
        [before, place] = [place, box()];
    }
    return place;
}"""
SELECTED = """() => {
    const pieces = [...document.querySelectorAll('.gn-paper .gn-on')];
    if (pieces.length === 0) return null;
    return [pieces[0].dataset.start, pieces[pieces.length - 1].dataset.end].map(Number);
}"""
SHOW_OTHER = """([cell, source]) => {
    const cells = jupyterapp.shell.currentWidget.content.widgets;
    cells[cell].model.sharedModel.setSource(source);
}"""
OFFERED = """() => document.querySelector('.gn-mode')?.textContent.split(' ').pop() ?? ''"""
ARMED = """() => document.querySelector('[data-field^=role-][aria-pressed=true]')
    ?.dataset.field.slice(5) ?? ''"""
FORETOLD = """() => document.querySelector('.gn-would:not([hidden])')?.textContent ?? ''"""
WIDGET_CELL = 1


@dataclass(slots=True)
class Hand:
    """One annotator at one document.

    Args:
        notebook: an open notebook whose second cell shows the annotator.

    """

    notebook: Notebook

    @property
    def annotator(self) -> AnnotatorPage:
        """The widget on the page."""
        return AnnotatorPage(self.notebook)

    def sit_down(self, document: Document, annotator: str) -> None:
        """Show a document for an annotator, and begin to count."""
        source = f"desk.annotate({document.id!r}, annotator={annotator!r})"
        self.notebook.page.evaluate(SHOW_OTHER, [WIDGET_CELL, source])
        self.notebook.run_all()
        who = self.annotator.root.locator(".gn-who")
        expect(who).to_have_text(annotator, timeout=WAIT_MILLISECONDS)
        self.annotator.wait_until_ready()
        listen(self.notebook.page)

    def tally(self) -> Tally:
        """Gestures so far."""
        return read_tally(self.notebook.page)

    # --- seeing ----------------------------------------------------------------------------

    def selected(self) -> Span | None:
        """The words that stand selected."""
        found = self.notebook.page.evaluate(SELECTED)
        return (found[0], found[1]) if found else None

    def suggested(self) -> str:
        """The type that Enter would accept for the selection; empty without one."""
        return str(self.notebook.page.evaluate(OFFERED)) if not self.armed() else ""

    def armed(self) -> str:
        """The role that waits for its words."""
        return str(self.notebook.page.evaluate(ARMED))

    def foretold(self, position: int) -> str:
        """What a click on a character would fill, as the page says beside the pointer."""
        self.notebook.page.mouse.move(*self.place(position))
        return str(self.notebook.page.evaluate(FORETOLD))

    # --- doing -----------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys one after the other."""
        self.annotator.press(*keys)

    def click(self, position: int) -> None:
        """Click on a character."""
        self.notebook.page.mouse.click(*self.place(position))

    def bare_click(self, position: int) -> None:
        """Click on a word and not on the labels that it carries: with Alt."""
        place = self.place(position)
        self.notebook.page.keyboard.down("Alt")
        self.notebook.page.mouse.click(*place)
        self.notebook.page.keyboard.up("Alt")

    def click_type(self, code: str) -> None:
        """Click on a type of event in the palette."""
        self.annotator.root.locator(f"[data-field='type-{code}']").click()

    def double_click(self, position: int) -> None:
        """Click twice on a character."""
        self.notebook.page.mouse.dblclick(*self.place(position))

    def drag(self, span: Span) -> None:
        """Drag from the first character of a stretch to the last."""
        self.place(span[0])
        end = self.place(span[1] - 1)
        start = self.place(span[0])
        mouse = self.notebook.page.mouse
        mouse.move(*start)
        mouse.down()
        mouse.move(*end, steps=3)
        mouse.up()

    def place(self, position: int) -> tuple[float, float]:
        """Where a character is, brought into view."""
        found = self.notebook.page.evaluate(PLACE, position)
        assert found, f"character {position} is not on the page"
        return found[0], found[1]

    def wait_until_saved(self) -> None:
        """Wait until the disk has everything."""
        self.annotator.expect_saved()
