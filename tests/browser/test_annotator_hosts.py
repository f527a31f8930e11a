"""The annotator in other hosts than JupyterLab."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, expect

from tests.browser.annotator_page import WAIT_MILLISECONDS, AnnotatorPage, read_journal
from tests.browser.lab import Lab, Notebook, free_port, stop, wait_for_server, write_notebook

DOCUMENT = "000_e85f3aaeab3ef9c0"
ANNOTATOR = "b3"
CELLS = [
    "from ghinhan import Workspace\ndesk = Workspace.open('..')",
    f"desk.annotate({DOCUMENT!r}, annotator={ANNOTATOR!r})",
]
MARIMO = f"""
import marimo

app = marimo.App()


@app.cell
def _():
    import warnings

    import marimo as mo

    from ghinhan import Workspace

    warnings.simplefilter("ignore")
    desk = Workspace.open("..")
    mo.ui.anywidget(desk.annotate({DOCUMENT!r}, annotator="b9"))
    return


if __name__ == "__main__":
    app.run()
"""
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


@contextlib.contextmanager
def running_marimo(script: Path, settings: Path) -> Iterator[str]:
    """Serve one notebook with marimo on a free port; gives its address."""
    url = f"http://127.0.0.1:{free_port()}"
    log = settings / "marimo.log"
    command = [sys.executable, "-m", "marimo", "-q", "run", "--headless", "--no-token"]
    command += ["--no-sandbox", "--host=127.0.0.1", f"--port={url.rpartition(':')[2]}", str(script)]
    homes = {name: str(settings / name) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME", "HOME")}
    with (
        log.open("wb") as stream,
        subprocess.Popen(
            command,
            cwd=script.parent,
            env=os.environ | homes,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            wait_for_server(f"{url}/health", process, log)
            yield url
        finally:
            stop(process)


def test_a_name_labelled_in_marimo_is_on_the_disk(
    browser: Browser, project: Path, tmp_path: Path
) -> None:
    """A shadow root, as marimo has it: styles, focus, keys and clicks must find it there."""
    script = project / "notebooks" / "labelling.py"
    script.write_text(MARIMO, encoding="utf-8")
    with running_marimo(script, tmp_path) as url:
        page = browser.new_page()
        page.goto(url)
        annotator = AnnotatorPage(Notebook(page, script))
        annotator.wait_until_ready()
        annotator.press("n", "2")
        annotator.drag("Thủ tướng Anh Keir Starmer")
        annotator.root.locator("[data-field=label-PER]").click()
        expect(annotator.chips).to_have_count(2)
        annotator.expect_saved()
        page.reload()
        annotator.wait_until_ready()
        expect(annotator.chips).to_have_count(2, timeout=WAIT_MILLISECONDS)
        in_shadow = annotator.root.evaluate("(root) => root.getRootNode() instanceof ShadowRoot")
        styled = annotator.root.evaluate("(root) => getComputedStyle(root).borderRadius")
        page.close()

    edits = [line for line in read_journal(project, "b9", DOCUMENT) if line["id"] != "#state"]
    assert [line["after"]["text"] for line in edits] == [
        "Tờ The Telegraph",
        "Thủ tướng Anh Keir Starmer",
    ]
    assert in_shadow
    assert styled == "8px"
