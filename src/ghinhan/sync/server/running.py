"""Starting and stopping a doccano server for a project: web process, worker, database.

It listens on the loopback address only. Everything it keeps stands in `.ghinhan/doccano/`: the
SQLite database (write-ahead log; another one by DATABASE_URL), the task queue in a file of its own,
uploads and exports, the logs, and the admin's password, readable by the owner alone.
"""

import contextlib
import http.client
import os
import secrets
import signal
import socket
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from ghinhan.foundation.errors import SyncError
from ghinhan.foundation.files import write_atomically
from ghinhan.sync.secrets import Credentials, Secret
from ghinhan.sync.server.environment import Environment
from ghinhan.sync.server.settings_source import FIRST_STEPS, SETTINGS, SETTINGS_MODULE

HOST = "127.0.0.1"
PORT = 8000
USERNAME = "admin"
PASSWORD_FILE = "password"  # noqa: S105  a file's name
ADDRESS_FILE = "address"
WEB_PID = "web.pid"
WORKER_PID = "worker.pid"
START_SECONDS = 120.0
STOP_SECONDS = 10.0
NAMES_KEPT = ("PATH", "HOME", "LANG", "TMPDIR", "SSL_CERT_FILE")
"""Variables that the server's processes get from ours: theirs alone, no token or password."""


class DoccanoServer:
    """A doccano server on this machine.

    Args:
        home: where it keeps everything, normally `.ghinhan/doccano` of a project.
        environment: where doccano is installed.
        port: 0 for any free one.
        database_url: for example `postgres://user:password@host/name`; empty for SQLite in `home`.

    Example:
        In a project::

            with DoccanoServer.of_project(Path(".")) as server:
                print(server.url, server.credentials)

    """

    def __init__(
        self, home: Path, environment: Environment, *, port: int = PORT, database_url: str = ""
    ) -> None:
        self.home = home.absolute()
        self.environment = environment
        self._port = port
        self._database = Secret(database_url)
        self._processes: list[subprocess.Popen[bytes]] = []

    @classmethod
    def of_project(cls, root: Path, *, port: int = PORT, database_url: str = "") -> Self:
        """The server of a project; its database is DATABASE_URL's where none is named."""
        url = database_url or os.environ.get("DATABASE_URL", "")
        environment = Environment.of_project(root)
        return cls(root / ".ghinhan" / "doccano", environment, port=port, database_url=url)

    def __repr__(self) -> str:
        """Its address and home."""
        return f"DoccanoServer({self.url}, home={str(self.home)!r})"

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Stop it."""
        self.stop()

    @property
    def url(self) -> str:
        """Its address."""
        return f"http://{HOST}:{self._port}"

    @property
    def password_file(self) -> Path:
        """Holds the admin's password, readable by the owner alone."""
        return self.home / PASSWORD_FILE

    @property
    def credentials(self) -> Credentials:
        """The admin of this server."""
        password = Secret(self.password_file.read_text(encoding="utf-8").strip())
        return Credentials(username=USERNAME, password=password, source=str(self.password_file))

    def start(self, *, replace: bool = False) -> None:
        """Install what is missing, prepare the database, start both processes, wait until healthy.

        Args:
            replace: stop a server of this project that is running already.

        Raises:
            SyncError: something cannot be installed or started; names the log.

        """
        self._refuse_second(replace=replace)
        self.environment.install()
        self._prepare_home()
        if self._port == 0:
            self._port = free_port()
        elif not is_free(self._port):
            raise SyncError(
                f"port {self._port} of {HOST} is taken, perhaps by a server that runs already. "
                "Stop it or name another one: --port 8001."
            )
        try:
            self._initialise()
            web = ["gunicorn.app.wsgiapp", "--bind", f"{HOST}:{self._port}", "--workers", "1"]
            web += ["--threads", "4", "--timeout", "600", "--graceful-timeout", "2"]
            web += ["--pid", str(self.home / WEB_PID), "--keep-alive", "30"]
            self._spawn("web", [*web, "config.wsgi"])
            worker = ["celery", "--app=config", "worker", "--concurrency=1", "--loglevel=warning"]
            worker += ["--without-gossip", "--without-mingle", "--without-heartbeat"]
            worker += [f"--pidfile={self.home / WORKER_PID}"]
            self._spawn("worker", worker)
            self._wait_until_healthy()
            write_atomically(self.home / ADDRESS_FILE, f"{self.url}\n".encode("ascii"))
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop both processes and their children; data stays."""
        for process in self._processes:
            send_signal(process, signal.SIGTERM)
        for process in self._processes:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(STOP_SECONDS)
            send_signal(process, signal.SIGKILL)
            process.wait()
        self._processes.clear()
        with contextlib.suppress(FileNotFoundError):
            (self.home / ADDRESS_FILE).unlink()

    @property
    def is_running(self) -> bool:
        """Whether both processes that this object started are alive."""
        return bool(self._processes) and all(p.poll() is None for p in self._processes)

    def _refuse_second(self, *, replace: bool) -> None:
        """Let no two servers work on one database; one whose starter was killed still runs."""
        left = [pid for name in (WEB_PID, WORKER_PID) if (pid := running_from(self.home, name))]
        if left and not replace:
            address = self.home / ADDRESS_FILE
            where = address.read_text(encoding="ascii").strip() if address.is_file() else "?"
            raise SyncError(
                f"this project's doccano runs already at {where} (processes {left}). Use it, stop "
                "it with Ctrl+C where it was started, or take its place: --replace."
            )
        for pid in left:
            end_group(pid)

    def _prepare_home(self) -> None:
        for name in ("media", "uploads", "log"):
            (self.home / name).mkdir(parents=True, exist_ok=True)
        self.home.chmod(0o700)
        write_atomically(self.home / f"{SETTINGS_MODULE}.py", SETTINGS.encode("ascii"))
        given = os.environ.get("DOCCANO_PASSWORD", "")
        for name, value in ((PASSWORD_FILE, given), ("secret-key", "")):
            if not (self.home / name).exists():
                write_private(self.home / name, value or secrets.token_urlsafe(24))

    def _initialise(self) -> None:
        log = self.home / "log" / "init.log"
        secret = {
            "GHINHAN_DOCCANO_USERNAME": USERNAME,
            "GHINHAN_DOCCANO_PASSWORD": self.credentials.password.reveal(),
        }
        with log.open("wb") as stream:
            done = subprocess.run(  # noqa: S603  our own interpreter, no shell
                [str(self.environment.python), "-c", FIRST_STEPS],
                cwd=self.environment.backend,
                env=self._variables() | secret,
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                check=False,
            )
        if done.returncode:
            raise SyncError(
                f"doccano could not prepare its database: {last_line(log)} See {log}. With "
                "PostgreSQL without SSL, end the URL with ?sslmode=disable."
            )

    def _spawn(self, name: str, module: list[str]) -> None:
        with (self.home / "log" / f"{name}.log").open("ab") as stream:
            process = subprocess.Popen(  # noqa: S603  our own interpreter, no shell
                [str(self.environment.python), "-m", *module],
                cwd=self.environment.backend,
                env=self._variables(),
                stdin=subprocess.DEVNULL,
                stdout=stream,
                stderr=stream,
                start_new_session=True,
            )
        self._processes.append(process)

    def _variables(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in NAMES_KEPT if name in os.environ}
        key = (self.home / "secret-key").read_text(encoding="utf-8").strip()
        return kept | {
            "STANDALONE": "True",
            "DEBUG": "False",
            "DJANGO_SETTINGS_MODULE": SETTINGS_MODULE,
            "PYTHONPATH": f"{self.home}{os.pathsep}{self.environment.backend}",
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "ignore",
            "GHINHAN_DOCCANO_HOME": str(self.home),
            "DATABASE_URL": self._database.reveal() or f"sqlite:///{self.home / 'db.sqlite3'}",
            "CELERY_BROKER_URL": f"sqla+sqlite:///{self.home / 'broker.sqlite3'}",
            "MEDIA_ROOT": str(self.home / "media"),
            "SECRET_KEY": key,
        }

    def _wait_until_healthy(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            for process, name in zip(self._processes, ("web", "worker"), strict=True):
                if process.poll() is not None:
                    log = self.home / "log" / f"{name}.log"
                    raise SyncError(f"doccano's {name} process ended: {last_line(log)} See {log}.")
            if is_healthy(HOST, self._port):
                return
            time.sleep(0.25)
        raise SyncError(
            f"doccano did not become healthy within {START_SECONDS:.0f} s. See {self.home / 'log'}."
        )


def is_healthy(host: str, port: int) -> bool:
    """Whether database, storage and worker answer: doccano's own probe."""
    connection = http.client.HTTPConnection(host, port, timeout=10)
    try:
        connection.request("GET", "/v1/health/", headers={"Accept": "application/json"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def send_signal(process: subprocess.Popen[bytes], number: int) -> None:
    """Signal a process and its children: they are a session of their own."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def running_from(home: Path, name: str) -> int:
    """The process that a pid file of this home names, if it is alive and ours; else 0."""
    with contextlib.suppress(OSError, ValueError):
        pid = int((home / name).read_text(encoding="ascii"))
        shown = subprocess.run(  # noqa: S603  no shell
            ["ps", "-ww", "-o", "command=", "-p", str(pid)],  # noqa: S607  the system's own
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        return pid if str(home / name) in shown.stdout else 0
    return 0


def end_group(pid: int) -> None:
    """Stop a process that a killed run has left behind, with its children."""
    for number, seconds in ((signal.SIGTERM, STOP_SECONDS), (signal.SIGKILL, 2.0)):
        deadline = time.monotonic() + seconds
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(pid, number)
            while time.monotonic() < deadline:
                os.killpg(pid, 0)
                time.sleep(0.1)


def is_free(port: int) -> bool:
    """Whether nobody listens on a loopback port."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port: int = probe.getsockname()[1]
        return port


def write_private(path: Path, text: str) -> None:
    """Write a file that only its owner may read."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(f"{text}\n")


def last_line(log: Path) -> str:
    """What a log ends with."""
    lines = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
    return lines[-1] if lines else "it said nothing."
