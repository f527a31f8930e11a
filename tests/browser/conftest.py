"""Fixtures for tests in a real browser: `lab`, `browser`, `project`, `notebook`, `pictures`.

    def test_a_person_labels_a_name(project: Path, notebook: OpenNotebook) -> None:
        nb = notebook(["from ghinhan import Workspace", "desk = Workspace.open('..')"], project)
        nb.run_all()

One server and one browser serve the whole folder; each test gets its own copy of the project
and its own pages.
"""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import launch_chromium
from tests.browser.lab import (
    VIEWPORT_HEIGHT,
    VIEWPORT_WIDTH,
    Lab,
    Notebook,
    open_notebook,
    running_lab,
    write_notebook,
)
from tests.browser.line import Line
from tests.project_copy import ROOT, copy_project


class OpenNotebook(Protocol):
    """Opens a notebook made of these cells, in `<project>/notebooks/`."""

    def __call__(
        self,
        cells: Sequence[str],
        project: Path | None = None,
        *,
        name: str = "test.ipynb",
        url: str = "",
    ) -> Notebook:
        """Write the notebook, open it in a new page, wait for its kernel; `url` is a way round."""
        ...


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser; say so, for `-m browser`."""
    here = Path(__file__).parent
    for item in items:
        if item.path.is_relative_to(here):
            item.add_marker("browser")


@pytest.fixture(scope="package")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """A JupyterLab that serves an empty folder."""
    root = tmp_path_factory.mktemp("served")
    with running_lab(root, tmp_path_factory.mktemp("settings")) as server:
        yield server


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """A headless Chromium."""
    with sync_playwright() as playwright:
        chromium = launch_chromium(playwright)
        yield chromium
        chromium.close()


@pytest.fixture
def project(lab: Lab, tmp_path: Path) -> Path:
    """A copy of the real project inside the served folder, for one test."""
    return copy_project(lab.root / tmp_path.name)


@pytest.fixture
def notebook(lab: Lab, browser: Browser, tmp_path: Path) -> Iterator[OpenNotebook]:
    """A function that opens notebooks; their pages close and kernels end with the test."""
    opened: list[Notebook] = []

    def open_one(
        cells: Sequence[str],
        project: Path | None = None,
        *,
        name: str = "test.ipynb",
        url: str = "",
    ) -> Notebook:
        path = (project or lab.root / tmp_path.name) / "notebooks" / name
        write_notebook(path, cells)
        page = browser.new_page(
            viewport={"width": VIEWPORT_WIDTH, "height": VIEWPORT_HEIGHT}, color_scheme="light"
        )
        page.on("dialog", lambda dialog: dialog.accept())
        opened.append(open_notebook(Lab(url or lab.url, lab.root), page, path))
        return opened[-1]

    yield open_one
    for one in opened:
        one.page.close()
    lab.end_kernels()


@pytest.fixture
def line(lab: Lab) -> Iterator[Line]:
    """A line to the server that can be cut."""
    parts = urlsplit(lab.url)
    with Line(str(parts.hostname), int(parts.port or 0)) as line:
        yield line


@pytest.fixture
def pictures(tmp_path: Path) -> Path:
    """Where screenshots go: a temporary folder, or the one that `make screenshots` names."""
    named = os.environ.get("GHINHAN_PICTURES")
    return ROOT / named if named else tmp_path
