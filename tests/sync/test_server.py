"""The server's environment and processes, where no doccano is needed to see what happens."""

import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from ghinhan.foundation.errors import SyncError
from ghinhan.sync import DoccanoServer, Environment
from ghinhan.sync.server import environment as environment_module
from ghinhan.sync.server import running as running_module
from ghinhan.sync.server.environment import VARIABLE
from ghinhan.sync.server.running import end_group, free_port, running_from

SLEEPER = "import signal, sys, time; signal.signal(signal.SIGTERM, {}); print(1); time.sleep(60)"


def sleeping(handler: str, *words: str) -> subprocess.Popen[bytes]:
    """A process of its own session that waits, and takes SIGTERM in a way of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", SLEEPER.format(handler), *words],
        stdout=subprocess.PIPE,
        start_new_session=True,
    )
    assert process.stdout is not None
    assert process.stdout.read(1) == b"1"
    return process


def make_server(tmp_path: Path, port: int = 0) -> DoccanoServer:
    """A server that is not started, in a prepared home."""
    server = DoccanoServer(tmp_path / "home", Environment(tmp_path / "venv"), port=port)
    server._prepare_home()
    return server


def test_an_environment_is_made_once_and_again_when_the_pins_change(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With nothing to install, so that only the making is seen."""
    pins = tmp_path / "pins.txt"
    pins.write_text("# none\n", encoding="ascii")
    monkeypatch.setattr(environment_module, "PINS", pins)
    monkeypatch.setattr(environment_module, "PROBE", "import sys")
    made = Environment(tmp_path / "venv")
    monkeypatch.setattr(sys, "argv", ["environment", str(made.folder)])
    assert [made.is_ready, environment_module.main(), made.is_ready] == [False, 0, True]
    before = made.python.lstat().st_ctime_ns
    made.install()
    assert made.python.lstat().st_ctime_ns == before

    pins.write_text("# none any more\n", encoding="ascii")
    assert not made.is_ready
    monkeypatch.setattr(environment_module, "PROBE", "import no_such_module_of_ours")
    assert environment_module.main() == 1
    assert "could not import doccano in" in capsys.readouterr().err
    assert not made.is_ready
    with pytest.raises(SyncError, match=r"holds no doccano\. Delete it"):
        _ = made.backend


def test_windows_is_told_what_to_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is made."""
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(SyncError, match="on Windows use WSL"):
        Environment(tmp_path / "venv").install()
    assert not (tmp_path / "venv").exists()


def test_a_project_has_its_own_server_or_shares_an_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DATABASE_URL names the database, GHINHAN_DOCCANO_VENV the environment; neither is shown."""
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setenv("DATABASE_URL", "postgres://doccano:kanari@db/doccano")
    server = DoccanoServer.of_project(tmp_path, port=8123)
    assert server.environment.folder == tmp_path / ".ghinhan/doccano/venv"
    assert server.url == "http://127.0.0.1:8123"
    (server.environment.folder / "lib/python3.11/site-packages/backend").mkdir(parents=True)
    server._prepare_home()
    assert server._variables()["DATABASE_URL"] == "postgres://doccano:kanari@db/doccano"
    assert "kanari" not in repr(server) + repr(vars(server))
    assert not server.is_running
    monkeypatch.setenv(VARIABLE, str(tmp_path / "shared"))
    assert repr(Environment.of_project(tmp_path)) == f"Environment({str(tmp_path / 'shared')!r})"


def test_a_port_that_is_taken_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of a web process that dies with a log nobody reads."""
    monkeypatch.setattr(Environment, "is_ready", True)
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        server = make_server(tmp_path, other.getsockname()[1])
        with pytest.raises(SyncError, match=r"port \d+ of 127.0.0.1 is taken.*--port 8001"):
            server.start()
        port = free_port()
    with pytest.raises(SyncError, match="holds no doccano"):
        make_server(tmp_path, port).start()


def test_a_process_that_ends_is_quoted_and_one_that_hangs_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last line of its log says more than a time-out."""
    server = make_server(tmp_path)
    (server.home / "log/worker.log").write_text("first\nno such queue\n", encoding="utf-8")
    web, worker = sleeping("signal.SIG_DFL"), sleeping("signal.SIG_DFL")
    server._processes = [web, worker]
    states = [server.is_running]
    monkeypatch.setattr(running_module, "START_SECONDS", 0.3)
    with pytest.raises(SyncError, match="did not become healthy within 0 s"):
        server._wait_until_healthy()
    worker.kill()
    worker.wait()
    states.append(server.is_running)
    assert states == [True, False]
    monkeypatch.setattr(running_module, "START_SECONDS", 60)
    with pytest.raises(SyncError, match=r"worker process ended: no such queue See .*worker\.log"):
        server._wait_until_healthy()
    server.stop()
    assert web.poll() is not None
    for process in (web, worker):
        assert process.stdout is not None
        process.stdout.close()


def test_what_a_killed_run_left_is_ended_even_if_it_does_not_listen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SIGTERM first, SIGKILL for who ignores it; a number that is somebody else's is left alone."""
    monkeypatch.setattr(running_module, "STOP_SECONDS", 0.3)
    deaf = sleeping("signal.SIG_IGN")
    (tmp_path / "web.pid").write_text(str(deaf.pid), encoding="ascii")
    assert running_from(tmp_path, "web.pid") == 0
    assert running_from(tmp_path, "worker.pid") == 0
    started = time.monotonic()
    end_group(deaf.pid)
    assert deaf.wait(5) == -9
    assert time.monotonic() - started > 0.2
    assert deaf.stdout is not None
    deaf.stdout.close()


def test_a_server_whose_starter_was_killed_is_named_or_its_place_taken(tmp_path: Path) -> None:
    """Two servers would spoil one database; nobody shall hunt the one that is left by hand."""
    server = make_server(tmp_path)
    left = sleeping("signal.SIG_DFL", str(server.home / running_module.WEB_PID))
    (server.home / running_module.WEB_PID).write_text(str(left.pid), encoding="ascii")
    with pytest.raises(SyncError, match=rf"runs already at \? \(processes \[{left.pid}\]\)"):
        server._refuse_second(replace=False)
    assert left.poll() is None
    waited = threading.Thread(target=left.wait, daemon=True)  # or it would stay, dead, till asked
    waited.start()
    server._refuse_second(replace=True)
    waited.join(30)

    assert left.returncode == -signal.SIGTERM
    assert left.stdout is not None
    left.stdout.close()
