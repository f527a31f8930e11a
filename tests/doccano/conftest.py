"""A real doccano server, a fault proxy before it, and a copy of the real project."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from ghinhan.sync import DoccanoServer, Environment
from ghinhan.sync.server.environment import VARIABLE
from ghinhan.workspace import Workspace
from tests.doccano.fault_proxy import FaultProxy
from tests.doccano.sides import ServerSide, add_articles
from tests.project_copy import ROOT, copy_project

CANARY = "kanari-7d1f3c-mat-khau"
"""The admin's password in all these tests: it must be seen nowhere."""


@pytest.fixture(scope="session")
def environment() -> Environment:
    """The server's environment; made when missing, and the tests fail when it cannot be."""
    found = Environment(Path(os.environ.get(VARIABLE) or ROOT / ".venv-doccano"))
    found.install()
    os.environ[VARIABLE] = str(found.folder)
    return found


@pytest.fixture(scope="session")
def server(
    environment: Environment, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[DoccanoServer]:
    """A running server: web process and worker, as `ghinhan doccano serve` starts them."""
    home = tmp_path_factory.mktemp("doccano")
    before = os.environ.pop("DOCCANO_PASSWORD", None)
    os.environ["DOCCANO_PASSWORD"] = CANARY
    try:
        with DoccanoServer(home, environment, port=0) as running:
            del os.environ["DOCCANO_PASSWORD"]
            ServerSide(running.url, running.credentials)  # whose token the tests share
            yield running
    finally:
        if before is not None:
            os.environ["DOCCANO_PASSWORD"] = before


@pytest.fixture(scope="session")
def people(server: DoccanoServer) -> ServerSide:
    """Somebody who works on the server."""
    return ServerSide(server.url, server.credentials)


@pytest.fixture
def proxy(server: DoccanoServer) -> Iterator[FaultProxy]:
    """A proxy in front of the server; faults are set by the test."""
    with FaultProxy(server.url) as standing:
        yield standing


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """A copy of the real project."""
    return Workspace.open(copy_project(tmp_path / "project"))


@pytest.fixture
def small_desk(desk: Workspace) -> Workspace:
    """The same project with three short labelled articles in the place of the real ones.

    A fault shows as well in three lines as in a page, and doccano is many times faster.
    """
    for path in (*desk.root.glob("corpus/*.json"), *desk.root.glob("annotations/*/*.jsonl")):
        path.unlink()
    add_articles(desk, 3)
    desk.save()
    return Workspace.open(desk.root)
