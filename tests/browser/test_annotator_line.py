"""What happens when the line between page and kernel breaks, or the kernel starts anew."""

from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from tests.browser.annotator_page import WAIT_MILLISECONDS, AnnotatorPage, read_journal
from tests.browser.conftest import OpenNotebook
from tests.browser.lab import Lab, Notebook
from tests.browser.line import Line

DOCUMENT = "000_e85f3aaeab3ef9c0"
ANNOTATOR = "b5"
CELLS = [
    "from ghinhan import Workspace\ndesk = Workspace.open('..')",
    f"desk.annotate({DOCUMENT!r}, annotator={ANNOTATOR!r})",
]
PID = "import os; print(os.getpid())"
TYPES = f"print(sorted(m.type for m in desk.layer({DOCUMENT!r}, {ANNOTATOR!r}).mentions))"
ASK_TO_RESTART = "() => void jupyterapp.commands.execute('kernelmenu:restart')"
SAVE_STATE = "@jupyter-widgets/jupyterlab-manager:saveWidgetState"


def names(journal: list[dict[str, Any]]) -> list[tuple[str, int]]:
    """Session and number of every edit, in order."""
    return [(entry["session"], entry["seq"]) for entry in journal]


def wait_for_edits(nb: Notebook, project: Path, count: int) -> None:
    """Wait until the journal holds so many edits, the automatic ones of the state left out."""
    for _ in range(100):
        found = [name for name in names(read_journal(project, ANNOTATOR, DOCUMENT)) if name[1] > 0]
        if len(found) == count:
            return
        nb.page.wait_for_timeout(100)
    raise AssertionError(f"{len(found)} edits on the disk, not {count}")


def close_dialog(nb: Notebook) -> None:
    """Close what JupyterLab itself says, if it says something."""
    button = nb.page.locator(".jp-Dialog-footer button").last
    if button.count():
        button.click()


def test_edits_on_a_cut_line_are_told_kept_and_made_exactly_once(
    project: Path, notebook: OpenNotebook, line: Line
) -> None:
    """The kernel lives and the network does not: an answer is lost, then an edit, then both come.

    Made twice they would be two edits of one undo; made never, they are the person's work.
    """
    nb = notebook(CELLS, project, url=line.url)
    nb.run_all()
    annotator = AnnotatorPage(nb)
    annotator.wait_until_ready()
    pid = nb.ask_kernel(PID)
    annotator.press("n", "2")
    annotator.expect_saved()
    line.mute()
    annotator.press("n", "n", "1")
    wait_for_edits(nb, project, 2)
    line.cut()
    annotator.expect_health("late")
    expect(annotator.root.locator(".gn-alert")).to_contain_text("(1)")
    line.mend()
    annotator.expect_saved()
    close_dialog(nb)
    expect(annotator.chips).to_have_count(2)
    before = read_journal(project, ANNOTATOR, DOCUMENT)
    line.cut()
    annotator.text.focus()
    annotator.press("n", "n", "3")
    expect(annotator.chips).to_have_count(3)
    annotator.expect_health("late")
    expect(annotator.root.locator(".gn-alert")).to_contain_text("Chưa lưu được")
    annotator.expect_health("gone")
    expect(annotator.root.locator(".gn-alert")).to_contain_text("Không liên lạc được với kernel")
    for _ in range(20):  # JupyterLab tells of the lost line too, in a dialog that takes the keys
        close_dialog(nb)
        annotator.text.focus()
        annotator.press("n", "4")
        if "chưa thể sửa" in annotator.root.locator(".gn-live").inner_text():
            break
    expect(annotator.root.locator(".gn-live")).to_contain_text("chưa thể sửa")
    expect(annotator.chips).to_have_count(3)
    assert read_journal(project, ANNOTATOR, DOCUMENT) == before
    line.mend()
    annotator.expect_saved()
    close_dialog(nb)
    wait_for_edits(nb, project, 3)
    journal = read_journal(project, ANNOTATOR, DOCUMENT)

    assert len(names(journal)) == len(set(names(journal)))
    assert nb.ask_kernel(PID) == pid
    assert nb.ask_kernel(TYPES).strip() == "['GPE', 'ORG', 'PER']"
    expect(annotator.root.locator(".gn-alert")).to_have_count(0)
    annotator.text.focus()
    annotator.press("n", "4")
    expect(annotator.chips).to_have_count(4)
    annotator.expect_saved()
    assert nb.errors == []


def test_after_a_restart_from_the_menu_the_cell_runs_again_and_undo_goes_on(
    project: Path, notebook: OpenNotebook
) -> None:
    """People restart kernels; the old view must say that it is dead, the new one go on."""
    nb = notebook(CELLS, project)
    nb.run_all()
    annotator = AnnotatorPage(nb)
    annotator.wait_until_ready()
    annotator.press("n", "2", "n", "n", "1")
    annotator.expect_saved()
    pid = nb.ask_kernel(PID)
    nb.page.evaluate(ASK_TO_RESTART)
    nb.page.locator(".jp-Dialog .jp-mod-accept").click()
    annotator.expect_health("gone")
    annotator.text.focus()
    annotator.press("n", "3")
    expect(annotator.chips).to_have_count(2)
    nb.wait_until_idle()
    assert nb.ask_kernel(PID) != pid
    nb.run_all()
    expect(nb.page.locator(".gn")).to_have_count(1, timeout=WAIT_MILLISECONDS)
    annotator.wait_until_ready()
    expect(annotator.chips).to_have_count(2)
    annotator.press("Control+z")
    expect(annotator.chips).to_have_count(1)
    annotator.press("n", "n", "3")
    expect(annotator.chips).to_have_count(2)
    annotator.expect_saved()

    assert nb.ask_kernel(TYPES).strip() == "['GPE', 'ORG']"
    assert nb.errors == []


def test_a_notebook_opened_with_a_saved_widget_takes_no_edit_before_a_kernel_answers(
    lab: Lab, project: Path, notebook: OpenNotebook
) -> None:
    """JupyterLab paints a saved widget that has no kernel model; edits in it would be lost."""
    nb = notebook(CELLS, project)
    nb.command(SAVE_STATE)
    try:
        nb.run_all()
        annotator = AnnotatorPage(nb)
        annotator.wait_until_ready()
        annotator.press("n", "2")
        annotator.expect_saved()
        nb.save()
        assert "application/vnd.jupyter.widget-state+json" in nb.path.read_text(encoding="utf-8")
        lab.end_kernels()
        nb.page.goto(f"{lab.url}/lab/tree/{nb.path.relative_to(lab.root).as_posix()}?reset")
        nb.wait_until_idle()
        expect(annotator.root).to_have_attribute("data-ready", "false", timeout=WAIT_MILLISECONDS)
        shown = annotator.chips.count()
        annotator.text.focus()
        annotator.press("n", "1", "Shift+3")
        expect(annotator.root.locator(".gn-live")).to_contain_text("chưa thể sửa")
        expect(annotator.chips).to_have_count(shown)
        alert = annotator.root.locator(".gn-alert")
        expect(alert).to_contain_text("hãy chạy lại ô này", timeout=WAIT_MILLISECONDS)
        nb.run_all()
        annotator.wait_until_ready()
        expect(annotator.chips).to_have_count(1)
        annotator.press("n", "n", "1")
        annotator.expect_saved()
        assert nb.ask_kernel(TYPES).strip() == "['ORG', 'PER']"
    finally:
        nb.command(SAVE_STATE)
    assert nb.errors == []
