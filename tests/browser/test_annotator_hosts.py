"""The annotator in other hosts than JupyterLab."""

from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.annotator_page import WAIT_MILLISECONDS, AnnotatorPage, read_journal
from tests.browser.lab import Lab, Notebook, write_notebook

DOCUMENT = "000_e85f3aaeab3ef9c0"
ANNOTATOR = "b3"
CELLS = [
    "from ghinhan import Workspace\ndesk = Workspace.open('..')",
    f"desk.annotate({DOCUMENT!r}, annotator={ANNOTATOR!r})",
]

A_KERNEL_IS_IDLE = """async () => {
    const kernels = await (await fetch('/api/kernels')).json();
    return kernels.some((kernel) => kernel.execution_state === 'idle');
}"""


def test_a_name_labelled_in_notebook_7_is_on_the_disk(
    lab: Lab, browser: Browser, project: Path
) -> None:
    """The same widget, the same promise, and no notebook shortcut in between."""
    path = project / "notebooks" / "classic.ipynb"
    write_notebook(path, CELLS)
    page = browser.new_page()
    page.goto(f"{lab.url}/notebooks/{path.relative_to(lab.root)}")
    page.wait_for_selector(".jp-Cell", timeout=WAIT_MILLISECONDS)
    page.wait_for_function(A_KERNEL_IS_IDLE, timeout=WAIT_MILLISECONDS)
    page.get_by_role("menuitem", name="Run", exact=True).click(timeout=WAIT_MILLISECONDS)
    page.get_by_role("menuitem", name="Run All Cells", exact=True).click()
    annotator = AnnotatorPage(Notebook(page, path))
    annotator.wait_until_ready()
    annotator.press("n", "2", "b", "Escape")
    annotator.expect_saved()

    expect(page.locator(".jp-Cell")).to_have_count(len(CELLS))
    assert [line["id"][:1] for line in read_journal(project, ANNOTATOR, DOCUMENT)] == ["m", "#"]
    page.close()
    lab.end_kernels()
