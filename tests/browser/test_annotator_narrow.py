"""The annotator in hard surroundings: a phone, 200 % zoom, a note over the text, forced colours."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, ViewportSize, expect

from tests.browser.accessibility import (
    focus_of,
    lines_under,
    sideways,
    tap,
    unreachable,
    violations,
)
from tests.browser.annotator_page import WAIT_MILLISECONDS, AnnotatorPage, read_layer
from tests.browser.conftest import OpenNotebook
from tests.browser.lab import Theme
from tests.browser.line import Line, run_unheard
from tests.browser.test_annotator_access import (
    ANNOTATOR,
    DOCUMENT,
    MAKE_CONFLICT,
    STATES,
    THEMES,
    look_for_the_same,
    meet_a_conflict,
    open_page,
)

PHONE: ViewportSize = {"width": 320, "height": 700}
ENLARGED: ViewportSize = {"width": 650, "height": 450}
WIDTHS = (1100, 700, 560, 440, 320, 202)
READABLE_PIXELS = 15
FAR_CONFLICT = MAKE_CONFLICT.replace("Tờ The Telegraph", "ông Starmer")
BOXES = """(root) => Object.fromEntries(
    ['top', 'main', 'text', 'alerts', 'asks', 'side', 'status', 'keybar'].map((name) => {
        const { top, bottom, left, right, height } =
            root.querySelector(`.gn-${name}`).getBoundingClientRect();
        return [name, { top, bottom, left, right, height }];
    }))"""
ROWS_OF_THE_TOP = """(root) => {
    const rows = new Set();
    for (const node of root.querySelectorAll('.gn-bar > *, .gn-lampbox')) {
        const { top, height } = node.getBoundingClientRect();
        if (height > 0) rows.add(Math.round((top + height / 2) / 12));
    }
    return rows.size;
}"""
OUTSIDE_THE_STATUS = """(root) => {
    const status = root.querySelector('.gn-status').getBoundingClientRect();
    return [...root.querySelectorAll('.gn-mode *')].filter((node) => {
        const { left, right, top, bottom } = node.getBoundingClientRect();
        if (right === left) return false;
        return right > status.right || left < status.left
            || top < status.top - 1 || bottom > status.bottom + 1;
    }).map((node) => node.textContent);
}"""
FIRST_LINE = """(root) => {
    const alerts = root.querySelector('.gn-alerts').getBoundingClientRect();
    const box = root.querySelector('.gn-paper [data-start]').getClientRects()[0];
    const hit = root.getRootNode().elementFromPoint(box.left + 4, box.top + box.height / 2);
    return box.top >= alerts.bottom && hit?.closest('.gn-paper') !== null;
}"""
LAST_LINE = """(root) => {
    const asks = root.querySelector('.gn-asks').getBoundingClientRect();
    const pieces = [...root.querySelectorAll('.gn-paper [data-start]')];
    const boxes = pieces.at(-1).getClientRects();
    return boxes[boxes.length - 1].bottom <= asks.top;
}"""


def choose_words(page: AnnotatorPage) -> None:
    """Words without a label: every type of event is offered."""
    page.press("Escape", "Escape", "Escape")
    page.click("coi")


EVERY: dict[str, Callable[[AnnotatorPage], None]] = {
    **{name: reach for name, reach in STATES.items() if name != "help"},
    "words": choose_words,
}


@pytest.fixture
def full(project: Path, notebook: OpenNotebook) -> AnnotatorPage:
    """A whole reading of seed 1, with the file browser out of the way."""
    page = open_page(notebook, project, "a1")
    page.notebook.command("application:toggle-left-area")
    return page


def boxes(page: AnnotatorPage) -> dict[str, dict[str, float]]:
    """Where the parts of the widget stand in the window."""
    found: dict[str, dict[str, float]] = page.root.evaluate(BOXES)
    return found


def set_width(page: AnnotatorPage, width: int) -> None:
    """Give the widget so many CSS pixels, as a column of a page would."""
    page.root.evaluate("(root, width) => { root.parentElement.style.width = width }", f"{width}px")
    page.notebook.page.wait_for_timeout(200)


def finger(page: AnnotatorPage) -> Callable[[Locator], None]:
    """What taps the middle of an element."""
    window = page.notebook.page
    session = window.context.new_cdp_session(window)
    session.send("Emulation.setTouchEmulationEnabled", {"enabled": True, "maxTouchPoints": 1})

    def tap_on(target: Locator) -> None:
        target.scroll_into_view_if_needed()
        box = target.bounding_box()
        assert box
        tap(window, box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)

    return tap_on


def test_on_a_phone_a_finger_and_keys_label_make_an_event_and_read_it(
    project: Path, notebook: OpenNotebook
) -> None:
    """JupyterLab leaves 202 of 320 pixels: a mention, an event and the panel must fit there."""
    page = open_page(notebook, project, ANNOTATOR)
    page.notebook.command("application:toggle-left-area")
    page.notebook.page.set_viewport_size(PHONE)
    page.root.evaluate("(root) => root.scrollIntoView({ block: 'start' })")
    tap_on = finger(page)
    for words, keys, chip in (
        ("Telegraph", ("2",), "ORG"),
        ("đưa tin", ("Shift+ArrowRight", "c", "s"), "Statement"),
    ):
        page.press("Escape", "Escape")
        start, _ = page.place(words)
        tap(page.notebook.page, *start)
        page.press(*keys)
        expect(page.root.locator(f"[data-chip={chip}]")).to_have_count(1)
    tap_on(page.root.locator("[data-field=role-Speaker]"))
    start, _ = page.place("Telegraph")
    tap(page.notebook.page, *start)
    argument = page.root.locator(".gn-argument .gn-link")
    expect(argument).to_have_text("Telegraph")
    page.expect_saved()
    # The panel is painted after the text, and anew with the answer of the kernel.
    page.notebook.page.wait_for_timeout(400)
    argument.scroll_into_view_if_needed()
    expect(argument).to_be_in_viewport(ratio=0.9)
    page.notebook.ask_kernel("desk.save()")
    records = read_layer(project, ANNOTATOR, DOCUMENT)

    assert sorted(r["text"] for r in records if "text" in r) == ["Telegraph", "đưa tin"]
    assert violations(page.root) == []
    assert page.notebook.errors == []


def test_on_a_phone_nothing_is_cut_off_and_text_and_keys_are_in_view_at_once(
    full: AnnotatorPage, tmp_path: Path
) -> None:
    """Who must scroll the notebook between word and label, or sideways, does not come back."""
    full.notebook.page.set_viewport_size(PHONE)
    for state, reach in EVERY.items():
        reach(full)
        full.notebook.page.wait_for_timeout(200)
        full.root.screenshot(path=tmp_path / f"phone-{state}.png")
        assert sideways(full.root) == [], state
        assert unreachable(full.root) == [], state
        assert violations(full.root) == [], state
        full.text.focus()
    full.press("Escape", "Escape", "Escape")
    full.root.evaluate("(root) => root.scrollIntoView({ block: 'start' })")
    for part in (".gn-top", ".gn-text", ".gn-keybar"):
        expect(full.root.locator(part)).to_be_in_viewport(ratio=0.95)
    size = "(node) => parseFloat(getComputedStyle(node).fontSize)"

    assert boxes(full)["side"]["top"] >= boxes(full)["text"]["bottom"]
    assert full.root.locator(".gn-line").first.evaluate(size) >= READABLE_PIXELS
    assert full.notebook.errors == []


def test_on_a_phone_the_help_can_be_read_and_closed(full: AnnotatorPage) -> None:
    """It tells the whole title and whose reading this is, which the bar has no room for."""
    full.notebook.page.set_viewport_size(PHONE)
    STATES["help"](full)
    page_of_help = full.root.locator(".gn-help")
    expect(page_of_help).to_contain_text("a1 · Tờ The Telegraph")

    for theme in THEMES:
        full.notebook.switch_theme(theme)
        assert violations(full.root) == [], theme
    assert sideways(page_of_help) == []
    assert unreachable(page_of_help) == []


def test_at_twice_the_size_every_state_can_be_worked_in(full: AnnotatorPage) -> None:
    """200 % zoom of a laptop's screen leaves 650 by 450 CSS pixels of twice the density."""
    window = full.notebook.page
    session = window.context.new_cdp_session(window)
    window.set_viewport_size(ENLARGED)
    zoomed = {**ENLARGED, "deviceScaleFactor": 2, "mobile": False}
    session.send("Emulation.setDeviceMetricsOverride", zoomed)
    assert window.evaluate("devicePixelRatio") == 2
    for state, reach in EVERY.items():
        reach(full)
        window.wait_for_timeout(200)
        assert sideways(full.root) == [], state
        assert unreachable(full.root) == [], state
        full.text.focus()
    parts = boxes(full)

    assert parts["side"]["top"] >= parts["text"]["bottom"]
    assert violations(full.root) == []


def test_the_bar_on_top_has_two_rows_at_most(full: AnnotatorPage) -> None:
    """Three rows of buttons on a phone were a fifth of the text."""
    for width in WIDTHS:
        set_width(full, width)
        rows = full.root.evaluate(ROWS_OF_THE_TOP)
        assert rows <= (1 if width >= 700 else 2), (width, rows)
        title = full.root.locator(".gn-title").bounding_box()
        lamp = full.root.locator(".gn-lamp").bounding_box()
        assert title, width
        assert lamp, width
        assert title["width"] >= 60, width
        assert abs(title["y"] - lamp["y"]) < 12, width
        assert unreachable(full.root.locator(".gn-top")) == [], width


def test_the_status_keeps_its_place_and_holds_what_is_waited_for(full: AnnotatorPage) -> None:
    """The question for the same entity was a line longer than the widget."""
    waiting = {"same": (look_for_the_same,), "role": (STATES["event"], STATES["role"])}
    for width in WIDTHS:
        set_width(full, width)
        full.press("Escape", "Escape", "Escape")
        before = boxes(full)
        for name, steps in waiting.items():
            for step in steps:
                step(full)
            expect(full.root.locator(".gn-hints")).to_be_visible()
            now = boxes(full)
            heights = {part: box["height"] for part, box in now.items()}
            assert heights == {part: box["height"] for part, box in before.items()}, (width, name)
            assert full.root.evaluate(OUTSIDE_THE_STATUS) == [], (width, name)
            full.press("Escape", "Escape", "Escape")


def test_words_stay_under_a_note_and_are_reached_from_under_it(
    project: Path, notebook: OpenNotebook, line: Line
) -> None:
    """A banner lay over the first lines, which then could not be read until it was gone."""
    page = open_page(notebook, project, "a1", url=line.url)
    root, window = page.root, page.notebook.page
    page.click("ông Starmer")
    run_unheard(page.notebook, line, FAR_CONFLICT)
    page.press("u")
    words = piece_of(page, "tìm kiếm")
    before, parts = words.bounding_box(), boxes(page)
    assert before
    line.cut()
    line.mend()
    expect(root.locator("[data-field^=keep-mine]")).to_be_visible(timeout=WAIT_MILLISECONDS)
    expect(root.locator(".gn-alert[data-health]")).to_have_count(0, timeout=WAIT_MILLISECONDS)
    assert words.bounding_box() == pytest.approx(before, abs=1)
    for part in ("top", "main", "side", "status", "keybar"):
        assert boxes(page)[part] == parts[part], part
    window.mouse.move(before["x"], before["y"])
    window.mouse.wheel(0, -2000)
    window.wait_for_timeout(300)
    assert root.evaluate(FIRST_LINE), "the first line cannot be scrolled out from under the note"
    window.mouse.wheel(0, boxes(page)["alerts"]["height"])
    window.wait_for_timeout(300)
    there = words.bounding_box()
    root.locator("[data-field^=dismiss]").focus()
    page.press("Enter")
    expect(root.locator(".gn-alert")).to_have_count(0)

    assert words.bounding_box() == pytest.approx(there, abs=1)
    assert focus_of(root)["isInside"], "keys would go to the notebook"
    assert page.notebook.errors == []


def test_the_end_of_the_text_is_reached_while_a_question_stands_over_it(
    full: AnnotatorPage,
) -> None:
    """What a deletion takes along may be in the very lines that the question covers."""
    for width in (1100, 320, 202):
        set_width(full, width)
        STATES["removal"](full)
        full.text.evaluate("(text) => { text.scrollTop = text.scrollHeight }")
        full.notebook.page.wait_for_timeout(300)
        full.text.evaluate("(text) => { text.scrollTop = text.scrollHeight }")
        assert full.root.evaluate(LAST_LINE), width
        for way in ("remove-all", "keep", "heir"):
            expect(full.root.locator(f"[data-field={way}]")).to_be_in_viewport(ratio=0.9)
        full.text.focus()
        full.press("Escape", "Escape", "Escape")


def test_a_note_in_a_small_place_leaves_room_for_the_text(
    project: Path, notebook: OpenNotebook, line: Line
) -> None:
    """A conflict while the line is down: two notes, and still a row of text and every button."""
    page = open_page(notebook, project, "a1", url=line.url)
    page.notebook.command("application:toggle-left-area")
    set_width(page, 202)
    meet_a_conflict(page, line)
    line.cut()
    page.press("u")
    page.expect_health("gone")
    expect(page.root.locator(".gn-alert")).not_to_have_count(1)
    alerts = page.root.locator(".gn-alerts")

    assert boxes(page)["text"]["height"] >= 50
    assert sideways(page.root) == []
    assert alerts.evaluate(
        "(node) => node.scrollHeight <= node.clientHeight || node.tabIndex === 0"
    )


STYLE = """(node) => {
    const { backgroundColor, outlineStyle, outlineColor } = getComputedStyle(node);
    return { backgroundColor, outlineStyle, outlineColor };
}"""


def piece_of(page: AnnotatorPage, words: str, nth: int = 0) -> Locator:
    """The marked piece that holds exactly these words."""
    return page.root.locator(".gn-piece").get_by_text(words, exact=True).nth(nth)


def style_of(node: Locator) -> dict[str, Any]:
    """What tells an element from its neighbours where there is no colour of ours."""
    found: dict[str, Any] = node.evaluate(STYLE)
    return found


@pytest.mark.parametrize("scheme", THEMES)
def test_forced_colours_show_as_many_lines_as_there_are_marks(
    full: AnnotatorPage, scheme: Theme
) -> None:
    """Browsers drop pictures there, and our lines are pictures: nested marks became one."""
    full.press("Escape", "Escape", "Escape")
    full.notebook.page.emulate_media(forced_colors="active", color_scheme=scheme)
    within, alone, outer = ("Anh", 0), ("Ukraine", 0), ("binh lính ", 0)
    plain = full.root.locator(".gn-piece:not(.gn-marked)").first

    assert lines_under(piece_of(full, *within)) == 2
    assert lines_under(piece_of(full, *outer)) == 1
    assert lines_under(piece_of(full, *alone)) == 1
    assert lines_under(plain) == 0
    assert violations(full.root) == []


def test_forced_colours_tell_selection_event_and_pressed_keys_apart(full: AnnotatorPage) -> None:
    """Without colours of ours: what is chosen, what is an event, what is on, where the keys go."""
    full.notebook.page.emulate_media(forced_colors="active")
    full.click("Ukraine")
    chosen, other = piece_of(full, "Ukraine"), piece_of(full, "Anh")
    assert style_of(chosen)["backgroundColor"] != style_of(other)["backgroundColor"]
    assert style_of(chosen)["outlineStyle"] == "solid"
    assert lines_under(chosen) == 1
    chip = "(node) => getComputedStyle(node, '::before').backgroundColor"
    event = full.root.locator("[data-kind=event]").first
    assert event.evaluate(chip) != other.evaluate(chip)
    full.click("đưa tin")
    full.press("s")
    armed = full.root.locator("[data-field=role-Speaker]")
    unarmed = full.root.locator("[data-field=role-Audience]")
    assert style_of(armed)["backgroundColor"] != style_of(unarmed)["backgroundColor"]
    tabs = [full.root.locator(f"[data-field=tab-{name}]") for name in ("chosen", "find")]
    assert style_of(tabs[0])["backgroundColor"] != style_of(tabs[1])["backgroundColor"]
    full.press("Tab")
    where = focus_of(full.root)

    assert where == where | {"isInside": True, "isRinged": True}
    assert violations(full.root) == []
