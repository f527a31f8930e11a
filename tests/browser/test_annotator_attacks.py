"""Words that would run as code, everywhere in the live annotator: each is shown and none runs."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.annotator_page import STAND_STILL_MILLISECONDS, WAIT_MILLISECONDS, AnnotatorPage
from tests.browser.conftest import OpenNotebook
from tests.browser.hostile_project import PLACES, write_seeds
from tests.browser.line import Line, run_unheard
from tests.project_copy import ROOT
from tests.widgets.hostile import PAYLOADS

OPEN = f"""
import sys, warnings
warnings.simplefilter('ignore')
sys.path.insert(0, {str(ROOT)!r})
from tests.browser.hostile_project import change_behind, open_hostile
desk, view = open_hostile('..')
view
"""
STRANGERS = """(root) => [...root.querySelectorAll(
    'script, img, iframe, object, embed, style, link, template, mjx-container, .MathJax, a[href]')]
    .map((node) => node.outerHTML)
    .concat([...root.querySelectorAll('*')].filter((node) =>
        [...node.attributes].some((a) => a.name.startsWith('on'))).map((node) => node.outerHTML))
    .concat([...root.querySelectorAll('svg')].filter((node) =>
        !node.matches('.gn-arcs')).map((node) => node.outerHTML))"""
PROVOKE = """(root) => {
    for (const node of root.querySelectorAll('*'))
        for (const name of ['mouseover', 'load', 'error', 'toggle', 'mouseenter'])
            node.dispatchEvent(new Event(name, { bubbles: true }));
}"""
TEXT = (
    "(root) => [...root.querySelectorAll('.gn-line')].map((line) => line.textContent).join('\\n')"
)
PANELS = ("chosen", "find", "events", "entities", "documents")


@pytest.fixture
def page(project: Path, notebook: OpenNotebook, line: Line) -> AnnotatorPage:
    """The annotator on a project whose every word is an attack."""
    write_seeds(project)
    nb = notebook([OPEN], project, url=line.url)
    nb.run_all()
    page = AnnotatorPage(nb)
    page.wait_until_ready()
    return page


def assert_nothing_ran(page: AnnotatorPage) -> None:
    """The page's title is the canary; nothing foreign was built either."""
    page.root.evaluate(PROVOKE)

    assert "owned" not in page.notebook.page.title()
    assert page.root.evaluate(STRANGERS) == []


def show_everything(page: AnnotatorPage) -> None:
    """Every record in focus once, every page of the panel, the help, the typed event keys."""
    root = page.root
    for kind in ("mention", "time", "event"):
        root.locator(f"[data-chip][data-kind={kind}]").first.click(position={"x": 2, "y": 4})
        page.notebook.page.wait_for_timeout(STAND_STILL_MILLISECONDS)
        for menu in root.locator("select").all():
            menu.focus()
        assert_nothing_ran(page)
    for panel in PANELS:
        root.locator(f"[data-field=tab-{panel}]").click()
        assert_nothing_ran(page)
    page.text.focus()
    page.press("Escape", "Escape", "Escape", "c")
    assert_nothing_ran(page)
    page.press("Escape", "Shift+Slash")
    expect(root.locator(".gn-help")).to_be_visible()
    assert_nothing_ran(page)
    page.press("Escape")


def test_no_attack_in_any_place_runs_and_each_is_shown_letter_for_letter(
    page: AnnotatorPage,
) -> None:
    """Articles, schemas and other people's labels come from strangers; the notebook is yours."""
    assert len(PLACES) * len(PAYLOADS) >= 80
    nb = page.notebook
    for place, payload in enumerate(PAYLOADS, start=1):
        expect(page.root.locator(".gn-count")).to_contain_text(
            f"{place}/", timeout=WAIT_MILLISECONDS
        )
        article = nb.ask_kernel(f"print(desk.document('evil-{place - 1:02}').text)")[:-1]
        assert page.root.evaluate(TEXT) == article
        assert article.count(payload) >= 3
        show_everything(page)
        page.press(".")
    nb.page.wait_for_timeout(2000)  # MathJax, were it to typeset anything, would have by now
    assert_nothing_ran(page)
    assert nb.errors == []


def test_no_attack_runs_in_a_conflict_a_refusal_or_a_question(
    page: AnnotatorPage, line: Line
) -> None:
    """Notes quote what others wrote and what the kernel says: both may be an attack."""
    nb, root = page.notebook, page.root
    marked = root.locator("[data-chip][data-kind=mention]").first
    marked.click(position={"x": 2, "y": 4})
    page.press("Delete")
    expect(root.locator(".gn-ask")).to_contain_text(PAYLOADS[0])
    assert_nothing_ran(page)
    page.press("Escape")
    run_unheard(nb, line, "change_behind(desk, 'evil-00')")
    level = root.locator("select[data-field=level]")
    level.focus()
    level.select_option(PAYLOADS[3])
    line.cut()
    line.mend()
    expect(root.locator(".gn-alert")).to_contain_text(PAYLOADS[0], timeout=WAIT_MILLISECONDS)
    assert_nothing_ran(page)
    gone = next((nb.path.parents[1] / "corpus").glob("*evil-07*"))
    gone.unlink()
    root.locator("[data-field=tab-documents]").click()
    root.locator("[data-field=evil-07]").click()
    expect(root.locator(".gn-alert")).to_have_count(2, timeout=WAIT_MILLISECONDS)
    assert_nothing_ran(page)
    nb.page.wait_for_timeout(1000)
    assert_nothing_ran(page)
    assert nb.errors == []
