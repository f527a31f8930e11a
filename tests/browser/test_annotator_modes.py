"""Who has only a mouse, or only a keyboard, makes what was meant and nothing else."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.annotator_page import AnnotatorPage, read_layer
from tests.browser.conftest import OpenNotebook

DOCUMENT = "000_e85f3aaeab3ef9c0"
ANNOTATOR = "b4"
CELLS = [
    "from ghinhan import Workspace\ndesk = Workspace.open('..')",
    f"desk.annotate({DOCUMENT!r}, annotator={ANNOTATOR!r})",
]


@pytest.fixture
def annotator(project: Path, notebook: OpenNotebook) -> AnnotatorPage:
    """The annotator open on seed 1, for an annotator who has labelled nothing yet."""
    nb = notebook(CELLS, project)
    nb.run_all()
    page = AnnotatorPage(nb)
    page.wait_until_ready()
    return page


def test_with_the_mouse_alone_an_event_gets_its_roles_and_no_junk(
    annotator: AnnotatorPage, project: Path
) -> None:
    """After an event, clicks on plain words and on blank paper used to make mentions."""
    root = annotator.root
    annotator.drag("đưa tin")
    root.locator("[data-field=start-c]").click()
    root.locator("[data-field='label-Contact.Statement']").click()
    root.locator(".gn-text").click(position={"x": 8, "y": 60})
    expect(root.locator("[data-field=label-PER]")).to_be_visible()
    annotator.click("đưa tin")
    root.locator("[data-field=role-Speaker]").click()
    annotator.click("Telegraph")
    annotator.click("bước đột phá")
    annotator.click("tháng gần đây")
    expect(root.locator("[data-field=label-PER]")).to_be_visible()
    annotator.click("đưa tin")
    root.locator("[data-field=leave]").click()
    expect(root.locator("[data-field=label-PER]")).to_be_visible()
    annotator.expect_saved()
    annotator.notebook.ask_kernel("desk.save()")
    records = read_layer(project, ANNOTATOR, DOCUMENT)

    assert sorted(r["text"] for r in records if "text" in r) == ["Tờ The Telegraph", "đưa tin"]
    assert annotator.notebook.errors == []


def test_with_the_keyboard_alone_two_mentions_become_one_entity(
    annotator: AnnotatorPage, project: Path
) -> None:
    """The walk to the other mention used to end the search for it, and Enter did something else."""
    annotator.drag("Thủ tướng Anh Keir Starmer")
    annotator.press("1", "Escape")
    annotator.drag("ông Starmer")
    annotator.press("1", "a")
    mode = annotator.root.locator(".gn-mode")
    expect(mode).to_contain_text("↵")
    annotator.press("n", "Enter")
    annotator.expect_saved()
    annotator.notebook.ask_kernel("desk.save()")
    records = read_layer(project, ANNOTATOR, DOCUMENT)
    mentions = [r for r in records if r["kind"] == "mention"]

    assert len(mentions) == 2
    assert len({m.get("entity") for m in mentions}) == 1
    assert mentions[0].get("entity")
    assert annotator.notebook.errors == []
