"""The ground the other browser tests stand on: JupyterLab opens, runs, and is closed again."""

from pathlib import Path

from tests.browser.conftest import OpenNotebook
from tests.project_copy import ROOT


def test_a_cell_runs_in_jupyterlab_and_shows_its_output(notebook: OpenNotebook) -> None:
    """Without this no other browser test means anything."""
    nb = notebook(["print('Xin chào,', 6 * 7)"])
    nb.run_all()

    assert nb.output(0).inner_text().strip() == "Xin chào, 42"
    assert nb.errors == []


def test_the_kernel_answers_aside_and_tells_its_errors(notebook: OpenNotebook) -> None:
    """Asserts on the kernel's own state must leave the notebook as the person sees it."""
    nb = notebook(["desk = 'mở'"])
    nb.run_all()

    assert nb.ask_kernel("print(desk)") == "mở\n"
    assert nb.ask_kernel("1 / 0") == "ZeroDivisionError: division by zero"
    assert nb.page.locator(".jp-Notebook .jp-Cell").count() == 1


def test_writing_in_the_copied_project_leaves_the_repository_alone(
    project: Path, notebook: OpenNotebook
) -> None:
    """A test that dirties the real annotations would destroy somebody's work."""
    seed = "seeds/000_e85f3aaeab3ef9c0.txt"
    before = (ROOT / seed).read_bytes()
    nb = notebook([f"open('../{seed}', 'w').close()"], project)
    nb.run_all()

    assert (project / seed).read_bytes() == b""
    assert (ROOT / seed).read_bytes() == before


def test_pictures_are_taken_in_both_themes(notebook: OpenNotebook, tmp_path: Path) -> None:
    """What is only looked at in light is unreadable in dark."""
    nb = notebook(["print('sáng, tối')"])
    nb.run_all()
    light, dark = nb.take_screenshots(nb.output(0), tmp_path / "cell.png")

    assert light.read_bytes() != dark.read_bytes()
    assert nb.page.evaluate("document.body.dataset.jpThemeLight") == "true"
