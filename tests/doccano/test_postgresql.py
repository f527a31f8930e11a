"""The same on PostgreSQL, named by DATABASE_URL, where its programs are installed."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from ghinhan.sync import DoccanoServer, Environment
from ghinhan.workspace import Workspace
from tests.doccano.sides import (
    RandomAnnotator,
    ServerSide,
    make_side,
    roles_of,
    tracked_bytes,
    view_of,
)

pytestmark = pytest.mark.doccano

DOCUMENT = "002_6e5c1c6c60e7ec83"
IS_ROOT = os.geteuid() == 0


def find_program(name: str) -> str | None:
    """One of PostgreSQL's programs: on the path, or where Debian hides it."""
    hidden = sorted(str(path) for path in Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or next(reversed(hidden), None)


def run_as_postgres(*command: str) -> None:
    """Run one of PostgreSQL's programs, which refuse to run as root."""
    user = {"user": "postgres", "group": "postgres"} if IS_ROOT else {}
    subprocess.run(command, check=True, capture_output=True, cwd="/", **user)  # type: ignore[call-overload]  # two words


@pytest.fixture
def database() -> Iterator[str]:
    """The URL of an empty database of a server of its own."""
    initdb, control = find_program("initdb"), find_program("pg_ctl")
    if initdb is None or control is None:
        pytest.skip("PostgreSQL's initdb and pg_ctl are not installed")
    folder = Path("/tmp") / f"ghinhan-pg-{os.getpid()}"  # noqa: S108  short: a socket's path has a limit
    folder.mkdir(mode=0o700)
    if IS_ROOT:
        shutil.chown(folder, "postgres", "postgres")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    where = str(folder / "cluster")
    listen = f"-p {port} -c listen_addresses=127.0.0.1 -k {folder}"
    log = str(folder / "log")
    try:
        run_as_postgres(initdb, "-D", where, "-A", "trust", "-U", "doccano")
        run_as_postgres(control, "-D", where, "-l", log, "-o", listen, "-w", "start")
        yield f"postgres://doccano:x@127.0.0.1:{port}/postgres?sslmode=disable"
        run_as_postgres(control, "-D", where, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_the_round_trip_holds_on_postgresql(
    desk: Workspace, environment: Environment, database: str, tmp_path: Path
) -> None:
    """Another database, other row numbers and times: the same labels, byte for byte."""
    before = tracked_bytes(desk.root)
    home = tmp_path / "home"
    with DoccanoServer(home, environment, port=0, database_url=database) as server:
        side = make_side(desk, server.url, server.credentials)
        side.push()
        assert side.pull().changes() == 0
        desk.save()
        assert tracked_bytes(desk.root) == before
        project = ServerSide(server.url, server.credentials).project(side.name)
        RandomAnnotator(project, desk, 3).work(DOCUMENT, 12)
        side.pull(allow_deletions=True)
        shown = project.view(project.example_of(DOCUMENT)["id"])

        layer = desk.layer(DOCUMENT, "a1")
        assert view_of(layer, desk.document(DOCUMENT), roles_of(desk)) == shown
        assert not (home / "db.sqlite3").exists()
