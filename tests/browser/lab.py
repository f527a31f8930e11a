"""A real JupyterLab, seen through a browser: start it, open a notebook, run it, look at it.

Tests get these through the fixtures of `conftest.py`. Assert on what the kernel says
(`Notebook.ask_kernel`) and on what the page shows (`Notebook.page`), never on wall time.
"""

import contextlib
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from playwright.sync_api import Error, Locator, Page

Theme = Literal["light", "dark"]

START_SECONDS = 120
STOP_SECONDS = 30
PAGE_MILLISECONDS = 120_000
VIEWPORT_WIDTH, VIEWPORT_HEIGHT = 1300, 900
NO_NEWS = '{"fetchNews":"false","checkForUpdates":false}'
KERNEL_IS_IDLE = """() => {
    const context = globalThis.jupyterapp?.shell?.currentWidget?.context;
    return context?.isReady && context.sessionContext.session?.kernel?.status === 'idle';
}"""
ALL_CELLS_RAN = """() => {
    const context = jupyterapp.shell.currentWidget.context;
    const cells = jupyterapp.shell.currentWidget.content.widgets;
    const ran = (cell) => cell.model.type !== 'code' || cell.model.executionCount !== null;
    return cells.every(ran) && context.sessionContext.session?.kernel?.status === 'idle';
}"""
EXECUTE_QUIETLY = """async (code) => {
    const kernel = jupyterapp.shell.currentWidget.context.sessionContext.session.kernel;
    const future = kernel.requestExecute({ code, store_history: false });
    let printed = '';
    future.onIOPub = (message) => {
        if (message.header.msg_type === 'stream') printed += message.content.text;
        if (message.header.msg_type === 'error') {
            printed += message.content.ename + ': ' + message.content.evalue;
        }
    };
    await future.done;
    return printed;
}"""
BEGIN = """(code) => {
    const kernel = jupyterapp.shell.currentWidget.context.sessionContext.session.kernel;
    kernel.requestExecute({ code, store_history: false });
}"""
EXECUTE_COMMAND = """([name, args]) =>
    jupyterapp.commands.execute(name, args).then(() => null)"""
# While JupyterLab loads a theme, two of its parts may take the same node away; nothing of ours is
# in the stack. Every other error counts.
OWN_FAULT_OF_JUPYTERLAB = re.compile(
    r"NotFoundError: Failed to execute 'removeChild' on 'Node': [^\n]*"
    r"(\n\s+at [^\n]*/static/lab/jlab_core\.[^\n]*)+"
)
THEME_IS_ON = "(wanted) => document.body.dataset.jpThemeLight === wanted"


@dataclass(frozen=True, slots=True)
class Lab:
    """A running JupyterLab.

    Args:
        url: its address, without a closing slash.
        root: the folder it serves.

    """

    url: str
    root: Path

    def end_kernels(self) -> None:
        """End every kernel, so that the next test finds the machine as this one did."""
        listed = f"{self.url}/api/sessions"
        with urllib.request.urlopen(listed, timeout=30) as answer:  # noqa: S310  our own URL
            sessions = json.load(answer)
        for session in sessions:
            address = f"{self.url}/api/sessions/{session['id']}"
            request = urllib.request.Request(address, method="DELETE")  # noqa: S310  our own URL
            urllib.request.urlopen(request, timeout=30).close()  # noqa: S310  our own URL


@dataclass(slots=True)
class Notebook:
    """One notebook open in one page.

    Args:
        page: the Playwright page.
        path: the notebook's file.
        errors: uncaught errors of the page, in order; a good test ends with none.

    """

    page: Page
    path: Path
    errors: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Listen for errors from the first script on."""
        self.page.on("pageerror", lambda error: self.note(error))  # noqa: PLW0108  Playwright marks bound methods, and slots cannot be marked

    def note(self, error: Error) -> None:
        """Keep an error, but for one that JupyterLab itself makes when its theme is switched."""
        stack = error.stack or str(error)
        if not OWN_FAULT_OF_JUPYTERLAB.fullmatch(stack):
            self.errors.append(stack)

    def wait_until_idle(self) -> None:
        """Wait for the kernel itself; the toolbar's lamp lies right after a start."""
        self.page.wait_for_function(KERNEL_IS_IDLE, timeout=PAGE_MILLISECONDS)

    def command(self, name: str, **args: object) -> None:
        """Run a JupyterLab command, for example `docmanager:save`, and wait for it."""
        self.page.evaluate(EXECUTE_COMMAND, [name, args])

    def run_all(self) -> None:
        """Run every cell and wait until the kernel is idle again."""
        self.command("notebook:run-all-cells")
        self.page.wait_for_function(ALL_CELLS_RAN, timeout=PAGE_MILLISECONDS)

    def ask_kernel(self, code: str) -> str:
        """Run code in the notebook's kernel, leaving the notebook alone.

        Returns:
            What it printed, or `ErrorName: message` when it failed.

        """
        return str(self.page.evaluate(EXECUTE_QUIETLY, code))

    def begin(self, code: str) -> None:
        """Begin to run code in the notebook's kernel and do not wait for it."""
        self.page.evaluate(BEGIN, code)

    def kill_kernel(self) -> None:
        """SIGKILL the kernel's process, as running out of memory would."""
        os.kill(int(self.ask_kernel("import os; print(os.getpid())")), signal.SIGKILL)

    def output(self, cell: int) -> Locator:
        """Everything that one cell printed or showed; cells count from 0."""
        return self.page.locator(".jp-Notebook .jp-Cell").nth(cell).locator(".jp-OutputArea")

    def save(self) -> None:
        """Save the notebook's file."""
        self.command("docmanager:save")

    def switch_theme(self, theme: Theme) -> None:
        """Show JupyterLab in its light or dark theme."""
        self.command("apputils:change-theme", theme=f"JupyterLab {theme.title()}")
        self.page.emulate_media(color_scheme=theme)
        wanted = "true" if theme == "light" else "false"
        self.page.wait_for_function(THEME_IS_ON, arg=wanted, timeout=PAGE_MILLISECONDS)

    def take_screenshots(self, target: Locator, path: Path) -> tuple[Path, Path]:
        """Picture one part of the page in both themes.

        Args:
            target: what to show.
            path: a `.png`; `-light` and `-dark` are put before its suffix.

        Returns:
            The two files, light first. The page is left in the light theme.

        """
        path.parent.mkdir(parents=True, exist_ok=True)
        themes: tuple[Theme, Theme] = ("dark", "light")
        for theme in themes:
            self.switch_theme(theme)
            target.screenshot(path=picture_path(path, theme), animations="disabled")
        return picture_path(path, "light"), picture_path(path, "dark")


def picture_path(path: Path, theme: Theme) -> Path:
    """Where the picture of one theme goes.

    Example:
        >>> picture_path(Path("shots/desk.png"), "dark").as_posix()
        'shots/desk-dark.png'

    """
    return path.with_name(f"{path.stem}-{theme}{path.suffix}")


@contextlib.contextmanager
def running_lab(root: Path, settings: Path) -> Iterator[Lab]:
    """JupyterLab on a free port of the loopback address, with settings of its own.

    Args:
        root: the folder to serve.
        settings: an empty folder for everything that Jupyter writes.

    """
    notices = settings / "lab/@jupyterlab/apputils-extension"
    notices.mkdir(parents=True)
    (notices / "notification.jupyterlab-settings").write_text(NO_NEWS, encoding="utf-8")
    url = f"http://127.0.0.1:{free_port()}"
    log = settings / "server.log"
    with (
        log.open("wb") as stream,
        subprocess.Popen(
            lab_command(url, root),
            env=lab_environment(settings),
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
        ) as process,
    ):
        try:
            wait_for_server(f"{url}/api/status", process, log)
            yield Lab(url=url, root=root)
        finally:
            stop(process)


def lab_command(url: str, root: Path) -> list[str]:
    """The command line that serves one folder at one address."""
    return [
        *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
        "--expose-app-in-browser",
        "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={url.rpartition(':')[2]}",
        "--ServerApp.port_retries=0",
        "--IdentityProvider.token=",
        "--ServerApp.disable_check_xsrf=True",
        f"--ServerApp.root_dir={root}",
    ]


def lab_environment(settings: Path) -> dict[str, str]:
    """The environment of a server that neither reads nor writes the person's own settings."""
    folders = {
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "lab",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
        "IPYTHONDIR": "ipython",
    }
    return os.environ | {name: str(settings / folder) for name, folder in folders.items()}


def free_port() -> int:
    """A port that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for_server(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Return once the server answers; fail with its log when it ends or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < deadline:
        with (
            contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError),
            urllib.request.urlopen(address, timeout=5),  # noqa: S310  our own http URL
        ):
            return
        time.sleep(0.1)
    raise AssertionError(f"The server did not start:\n{log.read_text(encoding='utf-8')}")


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a server kindly, and by force when it does not listen."""
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()


def write_notebook(path: Path, cells: Sequence[str]) -> None:
    """Write a notebook of code cells for the Python kernel."""
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    code: dict[str, object] = {
        "cell_type": "code",
        "execution_count": None,
        "metadata": {},
        "outputs": [],
    }
    content = {
        "cells": [{**code, "id": f"cell-{n}", "source": cell} for n, cell in enumerate(cells)],
        "metadata": {"kernelspec": kernel},
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def open_notebook(lab: Lab, page: Page, path: Path) -> Notebook:
    """Open a notebook that lies below the served folder, its kernel started and idle."""
    opened = Notebook(page, path)
    page.goto(f"{lab.url}/lab/tree/{path.relative_to(lab.root).as_posix()}?reset")
    opened.wait_until_idle()
    return opened
