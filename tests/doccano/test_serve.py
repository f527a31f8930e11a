"""`ghinhan doccano serve`: one command, and it stops as cleanly as it started."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ghinhan.foundation.errors import SyncError
from ghinhan.sync import DoccanoServer, Environment
from ghinhan.sync.server.environment import VARIABLE
from ghinhan.sync.server.running import end_group, is_free, running_from
from ghinhan.workspace import Workspace
from ghinhan.workspace.doccano import local_address

pytestmark = pytest.mark.doccano


VERB = (sys.executable, "-m", "ghinhan", "-C")


@contextmanager
def serving(
    desk: Workspace, environment: Environment, *options: str
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """The verb in a process of its own, ready, and what it has said by then."""
    settings = {name: v for name, v in os.environ.items() if not name.startswith("DOCCANO")}
    with subprocess.Popen(
        [*VERB, str(desk.root), "doccano", "serve", "--port", "0", *options],
        env=settings | {VARIABLE: str(environment.folder)},
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        assert process.stdout is not None
        said = ""
        while "Ctrl+C" not in said and (line := process.stdout.readline()):
            said += line
        yield process, said
        if process.poll() is None:
            process.kill()


def left_over(home: Path) -> list[int]:
    """Processes of this home that are still alive."""
    return [pid for name in ("web.pid", "worker.pid") if (pid := running_from(home, name))]


def test_serve_runs_until_it_is_told_to_stop_and_keeps_its_data(
    desk: Workspace, environment: Environment
) -> None:
    """Push to it without naming it; stop it; start it again: what was pushed is still there."""
    home = desk.root / ".ghinhan/doccano"
    with serving(desk, environment) as (process, said):
        url = local_address(desk.root)
        assert f"doccano is at {url}" in said
        assert f"User admin, password in {home / 'password'}" in said
        assert (home / "password").read_text(encoding="utf-8").strip() not in said
        assert desk.doccano("a1", shows_progress=False).push().counts()["created"] == 2
        with pytest.raises(SyncError, match="runs already at"):
            DoccanoServer(home, environment, port=0).start()
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    assert is_free(int(url.rpartition(":")[2]))
    assert local_address(desk.root) == ""
    assert not left_over(home)
    assert (home / "db.sqlite3").read_bytes()[18:20] == b"\x02\x02", "no write-ahead log"
    assert (home / "broker.sqlite3").is_file()

    with serving(desk, environment) as (process, _):
        states = {s.state for s in desk.doccano("a1", shows_progress=False).status()}
        process.kill()
        process.wait()
        assert left_over(home), "the server outlives a starter that was killed"
    with serving(desk, environment, "--replace") as (process, _):
        assert len(left_over(home)) == 2
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    assert states == {"in step"}
    assert not left_over(home)


def test_a_server_that_cannot_start_says_why(tmp_path: Path, environment: Environment) -> None:
    """A wrong database: the reason, the log, and nothing left running."""
    wrong = "postgres://doccano:geheim@127.0.0.1:9/doccano?sslmode=disable"
    server = DoccanoServer(tmp_path / "home", environment, port=0, database_url=wrong)
    started = time.monotonic()

    with pytest.raises(SyncError, match=r"could not prepare its database.*init\.log") as caught:
        server.start()
    assert "geheim" not in str(caught.value) + repr(server)
    assert not left_over(tmp_path / "home")
    assert time.monotonic() - started < 60
    end_group(2**30)


def test_an_environment_that_cannot_be_made_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No skip and no half environment: the installer's own words."""
    pins = tmp_path / "pins.txt"
    pins.write_text("no-such-package-of-ghinhan==0.0.0\n", encoding="ascii")
    monkeypatch.setattr("ghinhan.sync.server.environment.PINS", pins)
    environment = Environment(tmp_path / "venv")

    with pytest.raises(SyncError, match="could not install doccano"):
        environment.install()
    assert not environment.is_ready
