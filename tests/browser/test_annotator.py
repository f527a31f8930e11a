"""A person labels seed 1 in a real JupyterLab; what was called saved is on the disk."""

import os
import signal
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.annotator_page import (
    WAIT_MILLISECONDS,
    AnnotatorPage,
    read_journal,
    read_layer,
)
from tests.browser.conftest import OpenNotebook

DOCUMENT = "000_e85f3aaeab3ef9c0"
ANNOTATOR = "b1"
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


def by_text(records: list[dict[str, Any]], kind: str) -> dict[str, dict[str, Any]]:
    """Records of one kind under their words; a later one wins."""
    return {record["text"]: record for record in records if record["kind"] == kind}


def test_a_person_labels_the_article_and_finds_it_on_the_disk(
    annotator: AnnotatorPage, project: Path
) -> None:
    """The main job, by keyboard and by mouse, from the first name to the tracked file."""
    annotator.press("n", "2")
    annotator.drag("Thủ tướng Anh Keir Starmer")
    annotator.press("1")
    annotator.drag("Anh Keir Starmer")
    annotator.press("i")
    annotator.click("đưa tin")
    annotator.press("Shift+ArrowRight", "c", "s", "s")
    annotator.click("Telegraph")
    annotator.press("Escape", "Escape")
    annotator.drag("ông Starmer")
    annotator.press("1", "u", "u", "u", "u", "a")
    annotator.click("Keir Starmer")
    annotator.expect_saved()
    annotator.notebook.ask_kernel("desk.save()")
    records = read_layer(project, ANNOTATOR, DOCUMENT)
    mentions, events = by_text(records, "mention"), by_text(records, "event")
    entities = by_entity(project)

    telegraph, starmer = mentions["Tờ The Telegraph"], mentions["Thủ tướng Anh Keir Starmer"]
    assert (telegraph["type"], telegraph["level"], telegraph["head"]) == ("ORG", "NAM", [3, 16])
    assert (starmer["type"], starmer["level"]) == ("PER", "NAM")
    assert starmer["head"] == [starmer["extent"][0][0] + 10, starmer["extent"][0][1]]
    assert events["đưa tin"]["type"] == "Contact.Statement"
    assert events["đưa tin"]["arguments"] == [{"ref": telegraph["id"], "role": "Speaker"}]
    assert mentions["ông Starmer"]["entity"] == starmer["entity"]
    assert entities[starmer["entity"]]["type"] == "PER"
    assert annotator.notebook.errors == []


def by_entity(project: Path) -> dict[str, dict[str, Any]]:
    """The annotator's entities under their ids."""
    records = read_layer(project, ANNOTATOR, "entities")
    return {record["id"]: record for record in records if record["kind"] == "entity"}


def test_undo_and_redo_go_through_the_store(annotator: AnnotatorPage) -> None:
    """What is taken back must be gone for the kernel too, and can be had again."""
    count = f"print(len(desk.layer({DOCUMENT!r}, {ANNOTATOR!r}).records))"
    annotator.press("n", "2", "n", "n", "1")
    annotator.expect_saved()
    assert annotator.notebook.ask_kernel(count).strip() == "2"
    annotator.press("Control+z")
    expect(annotator.root.locator("[data-chip]")).to_have_count(1)
    annotator.expect_saved()
    assert annotator.notebook.ask_kernel(count).strip() == "1"
    annotator.press("Control+Shift+Z")
    expect(annotator.root.locator("[data-chip]")).to_have_count(2)
    annotator.expect_saved()

    assert annotator.notebook.ask_kernel(count).strip() == "2"


def test_it_says_saved_only_after_the_disk_has_it(annotator: AnnotatorPage, project: Path) -> None:
    """While the kernel cannot answer, the mark is shown as on its way, then as late."""
    pid = int(annotator.notebook.ask_kernel("import os; print(os.getpid())"))
    os.kill(pid, signal.SIGSTOP)
    annotator.press("n", "2")
    annotator.expect_health("saving")
    expect(annotator.root.locator("[data-chip=ORG]")).to_have_count(1)
    assert read_journal(project, ANNOTATOR, DOCUMENT) == []
    annotator.expect_health("late")
    expect(annotator.root.locator(".gn-alert")).to_contain_text("Chưa lưu được")
    os.kill(pid, signal.SIGCONT)
    annotator.expect_saved()

    assert [line["seq"] for line in read_journal(project, ANNOTATOR, DOCUMENT)] == [1, -1]
    expect(annotator.root.locator(".gn-alert")).to_have_count(0)


def test_a_killed_kernel_loses_no_acknowledged_edit_and_the_outbox_replays(
    annotator: AnnotatorPage, project: Path
) -> None:
    """A widget that looks alive and swallows edits is the stock behaviour; ours says so.

    What was not acknowledged stays in the browser and is delivered once a kernel is there.
    """
    nb = annotator.notebook
    annotator.press("n", "2", "n", "n", "1")
    annotator.expect_saved()
    acknowledged = read_journal(project, ANNOTATOR, DOCUMENT)
    pid = int(nb.ask_kernel("import os; print(os.getpid())"))
    os.kill(pid, signal.SIGSTOP)
    annotator.press("n", "3")
    annotator.expect_health("late")
    os.kill(pid, signal.SIGKILL)
    annotator.expect_health("gone")
    expect(annotator.root.locator(".gn-alert")).to_contain_text("Không liên lạc được với kernel")
    assert read_journal(project, ANNOTATOR, DOCUMENT) == acknowledged
    annotator.press("n", "4")
    expect(annotator.root.locator("[data-chip]")).to_have_count(3)
    nb.wait_until_idle()
    nb.run_all()
    annotator.wait_until_ready()
    annotator.expect_saved()
    expect(annotator.root.locator("[data-chip]")).to_have_count(3, timeout=WAIT_MILLISECONDS)
    types = nb.ask_kernel(
        f"print(sorted(m.type for m in desk.layer({DOCUMENT!r}, {ANNOTATOR!r}).mentions))"
    )

    assert types.strip() == "['GPE', 'ORG', 'PER']"
    assert nb.errors == []


def test_an_edit_from_a_cell_shows_in_the_widget(annotator: AnnotatorPage) -> None:
    """Widget and tables are two views of one store."""
    annotator.notebook.ask_kernel(
        "from ghinhan.model import Mention\n"
        f"desk.edit({DOCUMENT!r}, {ANNOTATOR!r}, put=Mention(id='m-cell', type='ORG', "
        "extent=((0, 16),), text='Tờ The Telegraph', level='NAM', head=(3, 16)))"
    )

    expect(annotator.root.locator("[data-chip=ORG]")).to_have_count(1, timeout=WAIT_MILLISECONDS)


def test_the_panel_edits_what_the_keys_edit_and_pages_turn(annotator: AnnotatorPage) -> None:
    """Who cannot or will not point at the text works in the panel; documents are paged."""
    root = annotator.root
    annotator.press("n", "2")
    choose(root.locator("select[data-field=level]"), "NOM")
    choose(root.locator("select[data-field=entity]"), "+")
    root.locator("input[data-field=entity-link]").fill("Q192621")
    root.locator("input[data-field=entity-link]").press("Enter")
    root.locator("input[data-field=comment]").fill("kiểm tra lại <b>")
    root.locator("input[data-field=comment]").press("Enter")
    root.locator("[data-field=done]").click()
    annotator.expect_saved()
    printed = annotator.notebook.ask_kernel(
        f"layer = desk.layer({DOCUMENT!r}, {ANNOTATOR!r})\n"
        f"entity = desk.corpus_layer({ANNOTATOR!r}).entities[0]\n"
        "print(layer.state, layer.mentions[0].level, entity.id, entity.link,"
        " layer.comments[0].text, sep='|')"
    )
    assert printed.strip() == "done|NOM|the-telegraph|Q192621|kiểm tra lại <b>"
    root.locator(".gn-text").focus()
    annotator.press(".")
    expect(root.locator(".gn-paper")).to_contain_text("VTC News", timeout=WAIT_MILLISECONDS)
    annotator.press(",")
    expect(root.locator("[data-chip^=ORG]")).to_have_count(1, timeout=WAIT_MILLISECONDS)

    assert annotator.notebook.errors == []


def choose(control: Locator, value: str) -> None:
    """Choose in a list whose options are made when somebody turns to it."""
    control.focus()
    control.select_option(value)
