"""The Python environment of the doccano server, apart from everybody else's.

doccano 1.8.4 asks for packages that no longer work together (pandas below 2, marshmallow 3,
setuptools with `pkg_resources`). `pins.txt` names one version of every package, found by letting
newer ones in where doccano runs with them; they are installed without looking at what each asks
for. See docs/decisions/0302.

`.ci/setup doccano` makes one through `main`.
"""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from ghinhan.foundation.errors import SyncError
from ghinhan.foundation.files import write_atomically

PINS = Path(__file__).parent / "pins.txt"
STAMP = ".pins-sha256"
VARIABLE = "GHINHAN_DOCCANO_VENV"
"""Names an environment that is shared by several projects."""

PROBE = "import pkg_resources, backend, celery, django, gunicorn, pandas, psycopg2"


class Environment:
    """A virtual environment that holds doccano.

    Args:
        folder: where it is or will be.

    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder.absolute()

    @classmethod
    def of_project(cls, root: Path) -> "Environment":
        """The project's own, or the one that GHINHAN_DOCCANO_VENV names."""
        named = os.environ.get(VARIABLE)
        return cls(Path(named) if named else root / ".ghinhan" / "doccano" / "venv")

    def __repr__(self) -> str:
        """Its folder."""
        return f"Environment({str(self.folder)!r})"

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.folder / "bin" / "python"

    @property
    def is_ready(self) -> bool:
        """Whether it holds what `pins.txt` names."""
        stamp = self.folder / STAMP
        return stamp.is_file() and stamp.read_text(encoding="ascii").strip() == wanted_stamp()

    @property
    def backend(self) -> Path:
        """The folder of doccano's own code."""
        found = sorted(self.folder.glob("lib/python3.*/site-packages/backend"))
        if not found:
            raise SyncError(f"{self.folder} holds no doccano. Delete it and start again.")
        return found[0]

    def install(self) -> None:
        """Make the environment, or make it again when the pins have changed.

        Raises:
            SyncError: Python cannot make environments, or a package cannot be installed; quotes
                the end of what the installer said.

        """
        if self.is_ready:
            return
        if sys.platform == "win32":
            raise SyncError("doccano's server runs on Linux and macOS; on Windows use WSL.")
        shutil.rmtree(self.folder, ignore_errors=True)
        self._run([sys.executable, "-m", "venv", str(self.folder)], "make the environment")
        install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"]
        pins = [*install, "--no-deps", "--requirement", str(PINS)]
        self._run([str(self.python), *pins], "install doccano")
        self._run([str(self.python), "-c", PROBE], "import doccano")
        write_atomically(self.folder / STAMP, f"{wanted_stamp()}\n".encode("ascii"))

    def _run(self, command: list[str], what: str) -> None:
        clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
        done = subprocess.run(  # noqa: S603  our own interpreter, no shell
            command, env=clean, capture_output=True, encoding="utf-8", errors="replace", check=False
        )
        if done.returncode:
            said = "\n".join((done.stderr or done.stdout).strip().splitlines()[-8:])
            raise SyncError(
                f"could not {what} in {self.folder}:\n{said}\nMend that (network? disk? "
                "python3-venv?) and run it again; a half-made environment is thrown away."
            )


def wanted_stamp() -> str:
    """What a finished environment of today's pins is marked with."""
    return hashlib.sha256(PINS.read_bytes()).hexdigest()


def main() -> int:
    """Make the environment in the folder named on the command line."""
    try:
        Environment(Path(sys.argv[1])).install()
    except SyncError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0
