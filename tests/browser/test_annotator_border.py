"""Nothing is lost where the annotator meets the world: reload, tabs, a full disk, odd text."""

import os
import signal
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.annotator_page import (
    WAIT_MILLISECONDS,
    AnnotatorPage,
    read_journal,
)
from tests.browser.conftest import OpenNotebook
from tests.browser.lab import Lab, Notebook, open_notebook, write_notebook
from tests.project_copy import copy_project

DOCUMENT = "000_e85f3aaeab3ef9c0"
OTHER = "002_6e5c1c6c60e7ec83"
ANNOTATOR = "b2"
OPEN_DESK = "from ghinhan import Workspace\ndesk = Workspace.open('..')"
ANNOTATE = f"desk.annotate({DOCUMENT!r}, annotator={ANNOTATOR!r})"
PID = "import os; print(os.getpid())"
FILL_THE_DISK = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
_, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
"""
MAKE_ROOM = "resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))"
HOSTILE = (
    "  Ông 🙂 Putin 👨‍👩‍👧‍👦 đến Moskva\u00a0ngày\u200b mai   với &amp; <b>Anh</b> và $x^2$ Nga.\n"
    "\u2028 Dòng hai: 🇻🇳 Việt Nam \U0001d54f Lào."
)
HOSTILE_WORDS = ("Moskva", "Anh", "Nga", "🇻🇳", "Việt Nam", "Lào")


def marks(page: AnnotatorPage) -> Locator:
    """Every mark that carries a label."""
    return page.root.locator("[data-chip]")


def open_tab(nb: Notebook, url: str) -> Page:
    """A second tab of the same browser, with the same local storage."""
    with nb.page.expect_popup() as popup:
        nb.page.evaluate("(url) => void window.open(url)", url)
    return popup.value


@pytest.fixture
def annotator(project: Path, notebook: OpenNotebook) -> AnnotatorPage:
    """The annotator open on seed 1, for an annotator who has labelled nothing yet."""
    nb = notebook([OPEN_DESK, ANNOTATE], project)
    nb.run_all()
    page = AnnotatorPage(nb)
    page.wait_until_ready()
    return page


def test_a_page_that_is_loaded_again_shows_what_the_disk_has(annotator: AnnotatorPage) -> None:
    """A saved notebook holds the widget as it was born; the page must show it as it is."""
    nb = annotator.notebook
    nb.save()
    annotator.press("n", "2", "n", "n", "1")
    annotator.expect_saved()
    nb.page.reload()
    annotator.wait_until_ready()

    expect(marks(annotator)).to_have_count(2, timeout=WAIT_MILLISECONDS)


def test_two_tabs_stay_in_step(annotator: AnnotatorPage) -> None:
    """What one tab labels, the other shows, and the other way round."""
    first = annotator.notebook
    first.save()
    page = open_tab(first, first.page.url)
    second = AnnotatorPage(Notebook(page, first.path))
    second.wait_until_ready()
    annotator.press("n", "2")
    expect(marks(second)).to_have_count(1, timeout=WAIT_MILLISECONDS)
    second.press("n", "n", "1")
    expect(marks(annotator)).to_have_count(2, timeout=WAIT_MILLISECONDS)
    second.expect_saved()
    annotator.expect_saved()
    page.close()


def test_a_tab_left_with_an_unsent_edit_delivers_it_when_it_is_back(
    annotator: AnnotatorPage, project: Path
) -> None:
    """Kernel and tab both die with the edit between them; the browser's outbox has it."""
    nb = annotator.notebook
    nb.save()
    pid = int(nb.ask_kernel(PID))
    os.kill(pid, signal.SIGSTOP)
    annotator.press("n", "2")
    expect(marks(annotator)).to_have_count(1)
    url = nb.page.url
    nb.page.goto("about:blank")
    os.kill(pid, signal.SIGKILL)
    assert read_journal(project, ANNOTATOR, DOCUMENT) == []
    nb.page.goto(url)
    nb.wait_until_idle()
    nb.run_all()
    annotator.wait_until_ready()
    annotator.expect_saved()

    expect(marks(annotator)).to_have_count(1, timeout=WAIT_MILLISECONDS)
    assert [line["seq"] for line in read_journal(project, ANNOTATOR, DOCUMENT)] == [1, -1]


def test_an_unsent_edit_finds_its_document_and_no_other_project(
    annotator: AnnotatorPage, project: Path, lab: Lab
) -> None:
    """It was made on the second document; the next day only that one is opened, in two copies.

    What a browser keeps aside was once named by annotator and first text: the edit waited for the
    first document, and the same annotator's copy of the project would have got it.
    """
    nb = annotator.notebook
    copy = copy_project(project.with_name(f"{project.name}-copy"))
    later = f"desk.annotate({OTHER!r}, annotator={ANNOTATOR!r})"
    notebooks = [root / "notebooks" / "later.ipynb" for root in (copy, project)]
    for path in notebooks:
        write_notebook(path, [OPEN_DESK, later])
    annotator.press(".")
    expect(annotator.root.locator(".gn-count")).to_contain_text("2/", timeout=WAIT_MILLISECONDS)
    pid = int(nb.ask_kernel(PID))
    os.kill(pid, signal.SIGSTOP)
    annotator.press("n", "2")
    expect(annotator.chips).to_have_count(1)
    nb.page.goto("about:blank")
    os.kill(pid, signal.SIGKILL)
    for path, count in zip(notebooks, (0, 1), strict=True):
        opened = open_notebook(lab, nb.page, path)
        opened.run_all()
        annotator.wait_until_ready()
        annotator.expect_saved()
        expect(annotator.chips).to_have_count(count)
        edits = read_journal(path.parents[1], ANNOTATOR, OTHER)
        assert len([edit for edit in edits if edit["seq"] > 0]) == count


def test_a_full_disk_is_told_and_the_edit_saved_once_there_is_room(
    annotator: AnnotatorPage, project: Path
) -> None:
    """An edit that the disk refuses is neither lost nor called saved."""
    nb = annotator.notebook
    assert nb.ask_kernel(FILL_THE_DISK) == ""
    annotator.press("n", "2")
    annotator.expect_health("late")
    expect(annotator.root.locator(".gn-alert")).to_contain_text("Đĩa từ chối ghi")
    assert read_journal(project, ANNOTATOR, DOCUMENT) == []
    assert nb.ask_kernel(MAKE_ROOM) == ""
    annotator.expect_saved()

    assert [line["seq"] for line in read_journal(project, ANNOTATOR, DOCUMENT)] == [1, -1]
    expect(marks(annotator)).to_have_count(1)


def test_positions_in_odd_text_are_the_slice_that_python_takes(
    project: Path, notebook: OpenNotebook
) -> None:
    """Emoji, joiners, spaces of all kinds and markup shift other tools' offsets, not ours."""
    (project / "seeds" / "hostile.txt").write_text(HOSTILE, encoding="utf-8", newline="")
    annotate = f"desk.annotate('hostile', annotator={ANNOTATOR!r})"
    nb = notebook([OPEN_DESK + "\ndesk.ingest()", annotate], project)
    nb.run_all()
    page = AnnotatorPage(nb)
    page.wait_until_ready()
    for words in HOSTILE_WORDS:
        page.drag(words)
        page.press("3")
    page.click("Ông")
    page.press("Shift+ArrowRight", "Shift+ArrowRight", "1")
    page.expect_saved()
    printed = nb.ask_kernel(
        f"layer = desk.layer('hostile', {ANNOTATOR!r})\n"
        "text = desk.document('hostile').text\n"
        "for m in layer.mentions: print(text[m.start:m.end], m.text, sep='|')"
    )

    found = {tuple(line.split("|")) for line in printed.strip().split("\n")}
    assert found == {(words, words) for words in (*HOSTILE_WORDS, "Ông 🙂 Putin")}
    assert nb.errors == []
