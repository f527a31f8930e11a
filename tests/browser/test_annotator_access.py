"""The annotator for everybody: no mouse, little sight, small or strange screens, a finger."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import expect

from tests.browser.accessibility import focus_of, sideways, tap, unreachable, violations
from tests.browser.annotator_page import WAIT_MILLISECONDS, AnnotatorPage, read_layer
from tests.browser.conftest import OpenNotebook
from tests.browser.lab import Theme
from tests.browser.line import Line, run_unheard

DOCUMENT = "000_e85f3aaeab3ef9c0"
OTHER = "002_6e5c1c6c60e7ec83"
ANNOTATOR = "b8"
OPEN_DESK = "from ghinhan import Workspace\ndesk = Workspace.open('..')"
MAKE_CONFLICT = f"""
from msgspec.structs import replace
mention = next(m for m in desk.layer({DOCUMENT!r}, 'a1').mentions if m.text == 'Tờ The Telegraph')
desk.edit({DOCUMENT!r}, 'a1', put=replace(mention, level='PRO'))
"""
THEMES: tuple[Theme, Theme] = ("light", "dark")
SEEN = {"isInside": True, "isRinged": True, "isInView": True}
LEAVE_THE_CELL = """() => {
    const { content } = jupyterapp.shell.currentWidget;
    content.mode = 'command';
    content.activate();
}"""


def open_page(
    notebook: OpenNotebook, project: Path, annotator: str, url: str = ""
) -> AnnotatorPage:
    """The annotator open on seed 1."""
    annotate = f"desk.annotate({DOCUMENT!r}, annotator={annotator!r})"
    nb = notebook([OPEN_DESK, annotate], project, url=url)
    nb.run_all()
    page = AnnotatorPage(nb)
    page.wait_until_ready()
    return page


@pytest.fixture
def full(project: Path, notebook: OpenNotebook) -> AnnotatorPage:
    """A whole reading: everything the panel can show is there."""
    return open_page(notebook, project, "a1")


@pytest.fixture
def empty(project: Path, notebook: OpenNotebook) -> AnnotatorPage:
    """The annotator of somebody who has labelled nothing yet."""
    return open_page(notebook, project, ANNOTATOR)


def turn_to(page: AnnotatorPage, name: str) -> None:
    """Open a page of the panel."""
    page.root.locator(f"[data-field=tab-{name}]").click()


def ask_about_removal(page: AnnotatorPage) -> None:
    """Delete what an event uses: a question."""
    page.click("Telegraph")
    page.press("Delete")
    expect(page.root.locator("[data-field=remove-all]")).to_be_visible()


def meet_a_conflict(page: AnnotatorPage, line: Line) -> None:
    """A cell and the widget change one record at once."""
    page.press("Escape", "Escape", "Escape")
    page.click("Telegraph")
    run_unheard(page.notebook, line, MAKE_CONFLICT)
    page.press("u")
    line.cut()
    line.mend()
    expect(page.root.locator("[data-field^=keep-mine]")).to_be_visible(timeout=WAIT_MILLISECONDS)


def choose_a_time(page: AnnotatorPage) -> None:
    """Focus a TIMEX."""
    page.press("Escape", "Escape", "Escape")
    page.root.locator("[data-chip=TIME]").first.click()
    expect(page.root.locator("[data-field=value]")).to_be_visible()
    expect(page.root.locator(".gn-status")).to_contain_text("TIME: ")


def look_for_the_same(page: AnnotatorPage) -> None:
    """Wait for the mention that means the same."""
    page.press("Escape")
    page.click("Telegraph")
    page.press("a")


def search(page: AnnotatorPage) -> None:
    """Mark every place of some letters."""
    page.press("Escape", "Escape", "/", "g", "i", "a")


STATES: dict[str, Callable[[AnnotatorPage], None]] = {
    "nothing": lambda page: page.press("Escape"),
    "mention": lambda page: page.click("Telegraph"),
    "event": lambda page: page.click("đưa tin"),
    "role": lambda page: page.press("s"),
    "time": choose_a_time,
    "same": look_for_the_same,
    "typed": lambda page: page.press("Escape", "Escape", "Escape", "c"),
    "find": search,
    "events": lambda page: turn_to(page, "events"),
    "entities": lambda page: turn_to(page, "entities"),
    "documents": lambda page: turn_to(page, "documents"),
    "removal": ask_about_removal,
    "help": lambda page: page.root.locator("[data-field=help]").click(),
}


def assert_axe_is_content(page: AnnotatorPage, name: str, pictures: Path) -> None:
    """No violation in the light theme and none in the dark; both are pictured."""
    for theme in THEMES:
        page.notebook.switch_theme(theme)
        found = violations(page.root)
        page.root.screenshot(path=pictures / f"state-{name}-{theme}.png")
        assert found == [], (name, theme)


def test_axe_finds_nothing_in_any_state_in_light_or_dark(
    project: Path, notebook: OpenNotebook, line: Line, tmp_path: Path
) -> None:
    """WCAG 2.2 AA in every page of the panel, the help, a question and a conflict."""
    page = open_page(notebook, project, "a1", url=line.url)
    page.notebook.command("application:toggle-left-area")
    for name, reach in STATES.items():
        reach(page)
        assert_axe_is_content(page, name, tmp_path)
        if name == "help":
            page.press("Escape")
        page.text.focus()
    meet_a_conflict(page, line)
    assert_axe_is_content(page, "conflict", tmp_path)
    assert page.notebook.errors == []


class Step(NamedTuple):
    """Keys, and what is said or shown after them."""

    keys: tuple[str, ...]
    said: str


TASK = (
    Step(("n", "2"), "labelled"),
    Step(("[",), "Tờ The"),
    Step(("]",), "Tờ The Telegraph"),
    Step(("i",), "Head"),
    Step(("u",), "NOM"),
    Step(("u", "u"), "NAM"),
    Step((";", *"xem lại", "Enter"), "Comment"),
    Step(("Escape", "e", "Tab", "Tab"), ""),
    Step(("Escape", "/", *"đưa tin", "Enter"), "1/"),
    Step(("Escape", "c", "s"), "labelled"),
    Step(("s", "n", "Enter"), "role filled"),
    Step(("1",), "realis"),
    Step(("Escape", "Escape", "n", "1"), "labelled"),
    Step(("a", "n", "Enter"), "linked"),
    Step(("Control+z",), "undone"),
    Step(("Control+Shift+Z",), "redone"),
    Step(("Control+Enter",), "done"),
    Step((".",), "opened"),
)


def test_the_whole_task_is_done_by_keyboard_with_the_focus_in_view(
    empty: AnnotatorPage, project: Path
) -> None:
    """Label, head, level, comment, event with role, attribute, link, undo, done, next document."""
    nb, live = empty.notebook, empty.root.locator(".gn-live")
    nb.page.evaluate(LEAVE_THE_CELL)
    for _ in range(60):
        if focus_of(empty.root)["isInside"]:
            break
        nb.page.keyboard.press("Tab")
    while focus_of(empty.root)["what"] != "gn-text":
        nb.page.keyboard.press("Tab")
        assert focus_of(empty.root)["isInside"], "Tab never came to the article"
    for step in TASK:
        before = live.inner_text()
        for key in step.keys:
            if key.isascii():
                empty.press(key)
            else:
                nb.page.keyboard.insert_text(key)
            where = focus_of(empty.root)
            assert where == where | SEEN, (step, where)
        if step.said:
            expect(live).to_contain_text(step.said, timeout=WAIT_MILLISECONDS)
            assert live.inner_text() != before, step
    empty.expect_saved()
    nb.ask_kernel("desk.save()")
    records = read_layer(project, ANNOTATOR, DOCUMENT)
    by_kind: dict[str, list[dict[str, object]]] = {}
    for record in records:
        by_kind.setdefault(str(record["kind"]), []).append(record)

    assert [c["text"] for c in by_kind["comment"]] == ["xem lại"]
    assert by_kind["event"][0]["arguments"]
    assert nb.errors == []


def test_narrow_and_enlarged_windows_hide_nothing(full: AnnotatorPage, tmp_path: Path) -> None:
    """320 CSS pixels, and 200 % zoom: nothing scrolls sideways and every control can be pressed."""
    nb = full.notebook
    nb.command("application:toggle-left-area")
    for width, height, name in ((440, 900, "narrow"), (650, 450, "zoomed")):
        nb.page.set_viewport_size({"width": width, "height": height})
        for state in ("mention", "event", "documents"):
            STATES[state](full)
            nb.page.wait_for_timeout(300)
            full.root.screenshot(path=tmp_path / f"{name}-{state}.png")
            assert sideways(full.root) == [], (name, state)
            assert unreachable(full.root) == [], (name, state)
            full.text.focus()
            full.press("Escape", "Escape", "Escape")
        page_width = nb.page.evaluate("document.scrollingElement.scrollWidth")
        assert page_width <= width, name


def test_a_finger_selects_and_labels(empty: AnnotatorPage) -> None:
    """On a tablet there is neither key nor hover: tap the word, tap the label."""
    nb = empty.notebook
    session = nb.page.context.new_cdp_session(nb.page)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 1})
    start, _ = empty.place("Telegraph")
    tap(nb.page, *start)
    label = empty.root.locator("[data-field=label-ORG]")
    label.scroll_into_view_if_needed()
    box = label.bounding_box()
    assert box
    tap(nb.page, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(empty.root.locator("[data-chip=ORG]")).to_have_count(1)
    empty.expect_saved()

    assert nb.errors == []


def test_nothing_moves_for_who_wants_no_motion(empty: AnnotatorPage) -> None:
    """Motion makes some people ill; a tool for eight hours a day has none where it is unwanted."""
    nb = empty.notebook
    nb.page.emulate_media(reduced_motion="reduce")
    empty.press("n", "2")
    moving = """(root) => [root, ...root.querySelectorAll('*')].filter((node) => {
        const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(node);
        return parseFloat(transitionDuration) > 0 || animationName !== 'none'
            || scrollBehavior === 'smooth' || node.getAnimations().length > 0;
    }).map((node) => node.className)"""

    assert empty.root.evaluate(moving) == []
