"""What was labelled yesterday is suggested today, in another document and by a new kernel."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.annotator_page import WAIT_MILLISECONDS, AnnotatorPage, read_journal
from tests.browser.conftest import OpenNotebook

DOCUMENT = "000_e85f3aaeab3ef9c0"
OTHER = "002_6e5c1c6c60e7ec83"
ANNOTATOR = "b7"
OPEN_DESK = "from ghinhan import Workspace\ndesk = Workspace.open('..')"
WORDS = "liên minh"
"""In both seeds; no name, no title, and in no example of the schema."""


def test_words_of_another_day_are_a_stop_with_their_type_and_enter_takes_it(
    project: Path, notebook: OpenNotebook
) -> None:
    """Nobody should teach the same string twice; what is taken says where it came from."""
    cells = [OPEN_DESK, f"desk.annotate({DOCUMENT!r}, annotator={ANNOTATOR!r})"]
    first = notebook(cells, project, name="first.ipynb")
    first.run_all()
    yesterday = AnnotatorPage(first)
    yesterday.wait_until_ready()
    yesterday.drag(WORDS)
    yesterday.press("Shift+2")
    yesterday.expect_saved()
    first.kill_kernel()
    cells[1] = f"desk.annotate({OTHER!r}, annotator={ANNOTATOR!r})"
    second = notebook(cells, project, name="second.ipynb")
    second.run_all()
    today = AnnotatorPage(second)
    today.wait_until_ready()
    panel = today.root.locator(".gn-body")
    today.drag(WORDS)
    expect(panel).to_contain_text("memory · 100 %", timeout=WAIT_MILLISECONDS)
    today.press("Escape")
    today.click("việc của liên minh")
    today.press("n")
    expect(panel.locator(".gn-quote")).to_have_text(WORDS)
    expect(panel.locator("[data-field=accept]")).to_contain_text("ORG")
    today.press("Enter")
    today.expect_saved()
    made = read_journal(project, ANNOTATOR, OTHER)[0]["after"]

    assert (made["text"], made["type"]) == (WORDS, "ORG")
    assert made["provenance"] == {"how": "suggestion", "score": 1.0, "source": "memory"}
    assert second.errors == []
