"""`.ci/setup` copes with the machine it finds: the browser that is there, the Python that is new.

The script itself runs, in a folder of its own; only the programs it calls are stand-ins, which
note how they were called. Otherwise these ways are walked only on machines nobody here has.
"""

import re
import shutil
import subprocess
import tomllib
from dataclasses import dataclass, field
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
BORROWED = ("bash", "sh", "env", "dirname", "mkdir", "rm", "touch", "cp")
PYTHON_OF_VENV = """
case "$*" in
  "-m tests.browser.chromium") test -e browser ;;
  "-m playwright install"*) test -n "$PLAYWRIGHT" && touch browser ;;
esac
"""
APT = """
case "$*" in *install*) test -n "$APT" && touch browser ;; esac
"""
NEW_PYTHON = """
case "$*" in
  *%d.%d*) echo 3.12 ;;
  "-m venv .venv") mkdir -p .venv/bin && cp python_of_venv .venv/bin/python ;;
esac
"""


@dataclass
class Machine:
    """A machine that holds what a test put there.

    Args:
        folder: the clone.
        settings: variables that say which stand-ins succeed.

    """

    folder: Path
    settings: dict[str, str] = field(default_factory=dict)

    def has(self, program: str, script: str = "") -> None:
        """Put a stand-in there that notes its call and then runs a script."""
        path = self.folder / program
        path.parent.mkdir(parents=True, exist_ok=True)
        note = f'echo "{path.name} $*" >> {self.folder / "calls"}'
        path.write_text(f"#!/bin/sh\n{note}\n{script}\n", encoding="utf-8")
        path.chmod(0o755)

    def set_up(self, part: str) -> subprocess.CompletedProcess[str]:
        """Run the script for one part."""
        return subprocess.run(
            [self.folder / ".ci/setup", part],
            env={"PATH": str(self.folder / "bin")} | self.settings,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    def calls(self) -> list[str]:
        """What was called, in order."""
        return (self.folder / "calls").read_text(encoding="utf-8").splitlines()


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A clone with the script, and nothing but a shell and its like on the PATH."""
    (tmp_path / ".ci").mkdir()
    shutil.copy(ROOT / ".ci/setup", tmp_path / ".ci/setup")
    (tmp_path / "bin").mkdir()
    for name in BORROWED:
        (tmp_path / "bin" / name).symlink_to(str(shutil.which(name)))
    made = Machine(tmp_path)
    made.has("bin/apt-get", APT)
    made.has("bin/id", "echo ${ME:-1000}")
    return made


CHECK = "python -m tests.browser.chromium"
PLAYWRIGHT = "python -m playwright install chromium"
WITH_LIBRARIES = "python -m playwright install --with-deps chromium"


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"THERE": "1", "ME": "0", "APT": "1"}, [CHECK]),
        ({"ME": "0", "APT": "1"}, [CHECK, "apt-get update", "apt-get install", CHECK]),
        (
            {"ME": "0", "PLAYWRIGHT": "1"},
            [CHECK, "apt-get update", "apt-get install", CHECK, WITH_LIBRARIES, CHECK],
        ),
        ({"PLAYWRIGHT": "1", "APT": "1"}, [CHECK, CHECK, PLAYWRIGHT, CHECK]),
    ],
    ids=["one is there", "root", "root without packages", "not root"],
)
def test_a_browser_is_taken_installed_or_fetched(
    machine: Machine, settings: dict[str, str], expected: list[str]
) -> None:
    """The one on the machine first, Debian's for root, else Playwright's own."""
    machine.settings = settings
    machine.has(".venv/bin/python", PYTHON_OF_VENV)
    if "THERE" in settings:
        (machine.folder / "browser").touch()
    done = machine.set_up("browser")
    calls = [call for call in machine.calls() if not call.startswith("id ")]

    assert done.returncode == 0, done.stderr
    assert [call.split(" -")[0] if "apt" in call else call for call in calls] == expected
    assert (machine.folder / ".venv/.stamp-browser").exists()


def test_without_any_browser_it_says_what_to_do(machine: Machine) -> None:
    """It must not go on, and must try again the next time."""
    machine.has(".venv/bin/python", PYTHON_OF_VENV)
    done = machine.set_up("browser")

    assert done.returncode == 1
    assert "no Chromium that starts. Install one" in done.stderr
    assert "CHROMIUM=/path/to/chromium" in done.stderr
    assert not (machine.folder / ".venv/.stamp-browser").exists()


def test_an_old_python3_is_passed_over_for_a_newer_one(machine: Machine) -> None:
    """Debian 11 and Ubuntu 22.04 have a python3 that is too old, and newer ones under a number."""
    machine.has("python_of_venv", PYTHON_OF_VENV)
    machine.has("bin/python3", "exit 1")
    machine.has("bin/python3.12", NEW_PYTHON)
    done = machine.set_up("lab")

    assert done.returncode == 0, done.stderr
    assert "making .venv with Python 3.12" in done.stdout
    assert "python3.12 -m venv .venv" in machine.calls()
    assert (machine.folder / ".venv/.stamp-lab").exists()


def test_setup_and_package_ask_for_the_same_python() -> None:
    """Otherwise setup would choose a Python that pip refuses, or pass over one that will do."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked = re.findall(
        r"version_info < \((\d+), (\d+)\)", (ROOT / ".ci/setup").read_text(encoding="utf-8")
    )

    assert {f">={major}.{minor}" for major, minor in asked} == {project["requires-python"]}


def test_without_a_new_python_it_says_what_to_do(machine: Machine) -> None:
    """The first line a newcomer may see must help."""
    machine.has("bin/python3", "echo Python 3.9.2; exit 1")
    done = machine.set_up("lab")

    assert done.returncode == 1
    assert "ghinhan needs Python 3.11 or newer; python3 here is" in done.stderr
    assert "make PYTHON=" in done.stderr


def test_a_python_without_venv_gets_it_or_says_which_package(machine: Machine) -> None:
    """Debian and Ubuntu cut venv out of Python; apt can bring it only to root."""
    machine.has("bin/python3", 'case "$*" in *%d.%d*) echo 3.11 ;; "-m venv .venv") exit 1 ;; esac')
    done = machine.set_up("lab")

    assert done.returncode == 1
    assert "apt-get install python3.11-venv" in done.stderr
    assert not any(call.startswith("apt-get") for call in machine.calls())

    machine.settings = {"ME": "0", "APT": "1"}
    machine.set_up("lab")

    assert any("python3.11-venv" in call for call in machine.calls())
