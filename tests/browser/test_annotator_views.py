"""Several views of one store: widgets, tabs, cells and tables say the same at once."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ghinhan.workspace import Workspace
from tests.browser.annotator_page import WAIT_MILLISECONDS, AnnotatorPage, read_journal
from tests.browser.conftest import OpenNotebook
from tests.browser.lab import Notebook
from tests.browser.line import Line, run_unheard
from tests.project_copy import copy_project

DOCUMENT = "000_e85f3aaeab3ef9c0"
ANNOTATOR = "b6"
NOTEBOOK_2 = "02_annotate.ipynb"
OPEN_DESK = "from ghinhan import Workspace\ndesk = Workspace.open('..')"
ANNOTATE = f"view = desk.annotate({DOCUMENT!r}, annotator={ANNOTATOR!r})\nview"
TABLE = f"print(desk.mentions(annotator={ANNOTATOR!r})[['text', 'type']].values.tolist())"
EDIT_MEANWHILE = f"""
from msgspec.structs import replace
(mention,) = desk.layer({DOCUMENT!r}, {ANNOTATOR!r}).mentions
desk.edit({DOCUMENT!r}, {ANNOTATOR!r}, put=replace(mention, type='LOC'))
"""
WRITTEN = 40
WRITE_OFTEN = f"""
for number in range({WRITTEN}):
    comment = {{'kind': 'comment', 'id': f'c-{{number}}', 'text': 'cell'}}
    desk.edit({DOCUMENT!r}, {ANNOTATOR!r}, put=comment)
"""
COUNT = f"""
layer = desk.layer({DOCUMENT!r}, {ANNOTATOR!r})
print(len(layer.mentions), len(layer.comments))
"""
RUN_CELL = """(index) => {
    const { content } = jupyterapp.shell.currentWidget;
    content.activeCellIndex = index;
    return jupyterapp.commands.execute('notebook:run-cell').then(() => null);
}"""


@pytest.fixture
def annotator(project: Path, notebook: OpenNotebook) -> AnnotatorPage:
    """The annotator open on seed 1, for an annotator who has labelled nothing yet."""
    nb = notebook([OPEN_DESK, ANNOTATE], project)
    nb.run_all()
    page = AnnotatorPage(nb)
    page.wait_until_ready()
    return page


def open_tab(nb: Notebook) -> Page:
    """The same notebook in a second tab of the same browser."""
    nb.save()
    with nb.page.expect_popup() as popup:
        nb.page.evaluate("(url) => void window.open(url)", nb.page.url)
    return popup.value


def run_cells(nb: Notebook, *cells: int) -> None:
    """Run cells in this order, one after the other."""
    for cell in cells:
        nb.page.evaluate(RUN_CELL, cell)
    nb.wait_until_idle()


def test_what_the_widget_labels_is_in_the_table_at_once(annotator: AnnotatorPage) -> None:
    """Nobody should have to save, run or wait before looking at what was labelled."""
    annotator.press("n", "2")
    annotator.expect_saved()

    assert annotator.notebook.ask_kernel(TABLE) == "[['Tờ The Telegraph', 'ORG']]\n"


def test_running_cells_again_in_any_order_changes_nothing(
    annotator: AnnotatorPage, project: Path
) -> None:
    """Re-running is what people do in notebooks; it must neither label, undo nor break."""
    nb = annotator.notebook
    annotator.press("n", "2", "n", "n", "1")
    annotator.expect_saved()
    journal = read_journal(project, ANNOTATOR, DOCUMENT)
    for order in ((1, 1), (0, 1), (0, 0), (1, 0)):
        run_cells(nb, *order)
        expect(nb.page.locator(".gn")).to_have_count(1, timeout=WAIT_MILLISECONDS)
        annotator.wait_until_ready()
        expect(annotator.chips).to_have_count(2)
    nb.ask_kernel(
        f"desk.edit({DOCUMENT!r}, {ANNOTATOR!r}, put={{'kind': 'mention', 'id': 'm-cell', "
        "'type': 'PER', 'extent': [[135, 147]]})"
    )
    expect(annotator.chips).to_have_count(3, timeout=WAIT_MILLISECONDS)

    assert read_journal(project, ANNOTATOR, DOCUMENT)[: len(journal)] == journal
    assert nb.errors == []


def test_two_views_of_one_widget_stay_in_step(project: Path, notebook: OpenNotebook) -> None:
    """One widget shown by two cells: each view paints what the other labels and undoes."""
    nb = notebook([OPEN_DESK, ANNOTATE, "view"], project)
    nb.page.set_viewport_size({"width": 1300, "height": 2000})
    nb.run_all()
    first, second = AnnotatorPage(nb, 0), AnnotatorPage(nb, 1)
    first.wait_until_ready()
    second.wait_until_ready()
    first.text.focus()
    first.press("n", "2")
    expect(second.chips).to_have_count(1, timeout=WAIT_MILLISECONDS)
    second.text.focus()
    second.press("n", "n", "1")
    expect(first.chips).to_have_count(2, timeout=WAIT_MILLISECONDS)
    first.text.focus()
    first.press("Control+z")
    expect(first.chips).to_have_count(1)
    expect(second.chips).to_have_count(1, timeout=WAIT_MILLISECONDS)
    first.expect_saved()
    second.expect_saved()

    assert nb.ask_kernel(TABLE) == "[['Tờ The Telegraph', 'ORG']]\n"
    assert nb.errors == []


def test_what_another_tab_does_to_the_record_in_focus_shows_and_spares_what_is_typed(
    annotator: AnnotatorPage,
) -> None:
    """A comment half typed must survive the news that somebody else changed the record."""
    annotator.press("n", "2")
    annotator.expect_saved()
    comment = annotator.root.locator("input[data-field=comment]")
    comment.click()
    comment.press_sequentially("chưa chắc")
    comment.press("ArrowLeft")
    tab = open_tab(annotator.notebook)
    other = AnnotatorPage(Notebook(tab, annotator.notebook.path))
    other.wait_until_ready()
    other.click("Telegraph")
    other.press("u")
    other.expect_saved()
    level = annotator.root.locator("select[data-field=level]")
    expect(level).to_have_value("NOM", timeout=WAIT_MILLISECONDS)
    expect(comment).to_have_value("chưa chắc")
    expect(comment).to_be_focused()
    comment.press_sequentially("!")
    comment.press("Enter")
    expect(other.root.locator("input[data-field=comment]")).to_have_value(
        "chưa chắ!c", timeout=WAIT_MILLISECONDS
    )
    annotator.expect_saved()
    other.press("Delete")
    expect(annotator.chips).to_have_count(0, timeout=WAIT_MILLISECONDS)
    expect(annotator.root.locator("select[data-field=level]")).to_have_count(0)
    tab.close()
    assert annotator.notebook.errors == []


def test_a_conflict_between_a_cell_and_the_widget_shows_both_values(
    project: Path, notebook: OpenNotebook, line: Line
) -> None:
    """Neither side may win in silence: the person sees both and chooses, twice here.

    The news of the cell's edit is lost on the line, so the widget labels what it still sees.
    """
    nb = notebook([OPEN_DESK, ANNOTATE], project, url=line.url)
    nb.run_all()
    annotator, root = AnnotatorPage(nb), AnnotatorPage(nb).root
    annotator.wait_until_ready()
    annotator.press("n", "2")
    annotator.expect_saved()
    run_unheard(nb, line, EDIT_MEANWHILE)
    annotator.press("1")
    line.cut()
    line.mend()
    note = root.locator(".gn-alert").filter(has_text="Telegraph")
    expect(note).to_contain_text("PER NAM “Tờ The Telegraph”", timeout=WAIT_MILLISECONDS)
    expect(note).to_contain_text("LOC NAM “Tờ The Telegraph”")
    expect(root.locator("[data-chip=LOC]")).to_have_count(1)
    note.locator("[data-field^=keep-mine]").click()
    annotator.expect_saved()
    assert nb.ask_kernel(TABLE) == "[['Tờ The Telegraph', 'PER']]\n"
    annotator.text.focus()
    run_unheard(nb, line, EDIT_MEANWHILE)
    annotator.press("3")
    line.cut()
    line.mend()
    note.locator("[data-field^=dismiss]").click()
    expect(note).to_have_count(0)
    expect(root.locator("[data-chip=LOC]")).to_have_count(1)
    annotator.expect_saved()

    assert nb.ask_kernel(TABLE) == "[['Tờ The Telegraph', 'LOC']]\n"
    assert nb.errors == []


def test_a_cell_and_the_widget_write_at_the_same_time_and_nothing_is_lost(
    annotator: AnnotatorPage,
) -> None:
    """JupyterLab hands the widget's messages to a thread of their own: both write at once.

    Neither may lose an edit, or be told of a conflict that is none.
    """
    nb = annotator.notebook
    nb.begin(WRITE_OFTEN)
    annotator.press("n", "n", "2", "n", "n", "1", "n", "n", "3")
    expect(annotator.chips).to_have_count(3)
    annotator.expect_saved()

    assert nb.ask_kernel(COUNT).split() == ["3", str(WRITTEN)]
    expect(annotator.root.locator(".gn-alert")).to_have_count(0)
    expect(annotator.chips).to_have_count(3)
    assert nb.errors == []


def test_notebook_2_gives_the_same_exports_with_a_browser_and_without_one(
    project: Path, notebook: OpenNotebook
) -> None:
    """Who runs notebooks from a script must get what a person gets, byte for byte."""
    plain = copy_project(project.with_name(f"{project.name}-plain"))
    for root in (project, plain):
        Workspace.open(root).ingest()
    execute = [sys.executable, "-m", "nbconvert", "--to=notebook", "--execute", "--inplace"]
    path = plain / "notebooks" / NOTEBOOK_2
    subprocess.run([*execute, "--log-level=ERROR", str(path)], check=True, capture_output=True)
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    nb = notebook(
        ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"],
        project,
        name=NOTEBOOK_2,
    )
    nb.run_all()
    AnnotatorPage(nb).wait_until_ready()

    assert nb.errors == []
    exports = [exported(root) for root in (project, plain)]
    assert exports[0] == exports[1]
    assert len(exports[0]) > 20


def exported(root: Path) -> dict[str, bytes]:
    """Every file of a release of what notebook 2 made."""
    folder = Workspace.open(root).release("0.1.0", annotator="practice")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(Path(folder).rglob("*"))
        if path.is_file()
    }
