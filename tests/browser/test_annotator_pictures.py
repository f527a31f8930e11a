"""The pictures of the guide, each of a state that a person really comes into."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.annotator_page import AnnotatorPage
from tests.browser.conftest import OpenNotebook

DOCUMENT = "000_e85f3aaeab3ef9c0"
ANNOTATOR = "b9"
OPEN_DESK = "from ghinhan import Workspace\ndesk = Workspace.open('..')"
NARROW_PIXELS = 360


def open_page(notebook: OpenNotebook, project: Path, call: str) -> AnnotatorPage:
    """The annotator that a call shows, with the file browser out of the way."""
    nb = notebook([OPEN_DESK, call], project)
    nb.run_all()
    page = AnnotatorPage(nb)
    page.wait_until_ready()
    nb.command("application:toggle-left-area")
    return page


def annotate(annotator: str = ANNOTATOR, more: str = "") -> str:
    """The call of a cell that opens seed 1."""
    return f"desk.annotate({DOCUMENT!r}, annotator={annotator!r}{more})"


@pytest.fixture
def finished(notebook: OpenNotebook, project: Path) -> AnnotatorPage:
    """A whole reading of seed 1."""
    return open_page(notebook, project, annotate("a1"))


def test_pictures_of_an_event_its_role_and_all_arcs(
    finished: AnnotatorPage, pictures: Path
) -> None:
    """An event in focus, the clause of the role that waits, and every event's arcs at once."""
    nb, root = finished.notebook, finished.root
    finished.click("đưa tin")
    expect(root.locator(".gn-argument")).not_to_have_count(0)
    expect(root.locator(".gn-arcs path")).to_have_count(1)
    light, dark = nb.take_screenshots(root, pictures / "annotator.png")
    root.locator("[data-field=role-Speaker]").click()
    expect(root.locator(".gn-clause .gn-rule").first).to_contain_text("Speaker")
    expect(root.locator(".gn-clause .gn-rule")).not_to_have_count(1)
    nb.take_screenshots(root, pictures / "annotator-role.png")
    root.locator("[data-field=arcs]").click()
    expect(root.locator(".gn-arcs .gn-faint")).not_to_have_count(0)
    nb.take_screenshots(root, pictures / "annotator-arcs.png")

    assert light.read_bytes() != dark.read_bytes()
    assert nb.errors == []


def test_pictures_of_linking_an_entity_and_of_a_narrow_window(
    finished: AnnotatorPage, pictures: Path
) -> None:
    """The search of the project's own knowledge file; the same page at the width of a phone."""
    nb, root = finished.notebook, finished.root
    finished.click("Ukraine")
    root.locator("[data-field=link-search]").fill("moscow")
    expect(root.locator("[data-field=link-Q649]")).to_contain_text("Moskva")
    nb.take_screenshots(root, pictures / "annotator-link.png")
    nb.page.evaluate(
        "([width]) => { document.querySelector('.gn').parentElement.style.width = `${width}px`; }",
        [NARROW_PIXELS],
    )
    finished.click("đưa tin")
    nb.take_screenshots(root, pictures / "annotator-narrow.png")

    assert root.evaluate("root => root.scrollWidth <= root.clientWidth + 1")
    assert nb.errors == []


def test_pictures_of_a_suggestion_and_of_a_conflict(
    notebook: OpenNotebook, project: Path, pictures: Path
) -> None:
    """Another reading offered record by record; an edit that somebody else was faster with."""
    call = annotate(more=", suggest_from='a1'")
    page = open_page(notebook, project, call)
    nb, root = page.notebook, page.root
    page.press("n")
    expect(root.locator("[data-field=accept]")).to_contain_text("ORG")
    expect(root.locator(".gn-may")).not_to_have_count(0)
    nb.take_screenshots(root, pictures / "annotator-suggestion.png")
    root.locator(".gn-text").focus()
    page.press("Enter")
    page.expect_saved()
    nb.ask_kernel(
        "import msgspec\n"
        f"seen = desk.layer({DOCUMENT!r}, {ANNOTATOR!r}).mentions[0]\n"
        "other = msgspec.structs.replace(seen, level='NOM')\n"
        "from ghinhan.model import Edit\n"
        f"desk._store.edit({ANNOTATOR!r}, [Edit(scope={DOCUMENT!r}, id=seen.id, before=seen,"
        " after=other, session='elsewhere', seq=1)])"
    )
    page.press("u", "u")
    expect(root.locator("[data-field^=keep-mine]").first).to_be_visible()
    nb.take_screenshots(root, pictures / "annotator-conflict.png")

    assert nb.errors == []


def test_one_key_each_takes_over_what_another_reading_says(
    notebook: OpenNotebook, project: Path
) -> None:
    """Who checks a model's reading accepts or rejects each record; the rest is untouched."""
    page = open_page(notebook, project, annotate(more=", suggest_from='a1'"))
    page.press("n", "Enter", "n", "Enter", "n", "-", "Enter")
    page.expect_saved()
    printed = page.notebook.ask_kernel(
        f"mine = desk.layer({DOCUMENT!r}, {ANNOTATOR!r})\n"
        "print([(m.text, m.level, m.entity, m.provenance.source) for m in mine.mentions])\n"
        "print([(e.text, len(e.arguments), e.hopper) for e in mine.events])\n"
        f"print(len(desk.corpus_layer({ANNOTATOR!r}).entities))"
    )

    assert "('Tờ The Telegraph', 'NAM', 'telegraph', 'a1')" in printed
    assert "('đưa tin', 1, 'telegraph-report-us-offer')" in printed
    assert "('Mỹ', 'NAM', 'usa', 'a1')" in printed
    assert "các quan chức Mỹ" not in printed
    assert page.notebook.errors == []
