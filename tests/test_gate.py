"""The gate counts truly: it would be worse than none if a red run could end green."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture
def gate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The gate's own module, with its reports in a temporary folder."""
    spec = importlib.util.spec_from_file_location("gate", ROOT / ".ci" / "gate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "gate", module)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "REPORTS", tmp_path)
    return module


def run_tests(gate: ModuleType, folder: Path, source: str) -> Any:  # noqa: ANN401  the gate is loaded as a module
    """Let the gate run one test file with pytest, away from our own settings."""
    (folder / "test_one.py").write_text(source, encoding="utf-8")
    report = f"--junitxml={gate.report_path('one')}"
    options = ("-q", "-p", "no:cacheprovider", "-c", "/dev/null", report)
    command = (sys.executable, "-m", "pytest", *options, str(folder / "test_one.py"))
    return gate.run(gate.Step("one", command, counts="pytest"))


def test_passed_failed_and_skipped_are_told_apart(gate: ModuleType, tmp_path: Path) -> None:
    """The closing line is what others read of a run; it adds up what really happened."""
    source = (
        "import pytest\n"
        "def test_a(): pass\n"
        "def test_b(): assert 1 == 2\n"
        "@pytest.fixture\n"
        "def broken(): raise OSError('no')\n"
        "def test_c(broken): pass\n"
        "def test_d(): pytest.skip('later')\n"
    )
    outcome = run_tests(gate, tmp_path, source)

    assert gate.closing_line([outcome]) == "ghinhan: 1 passed, 2 failed, 1 skipped"
    assert not outcome.is_good


def test_a_step_without_tests_has_failed(gate: ModuleType, tmp_path: Path) -> None:
    """A wrong marker or an empty folder must not look like success."""
    outcome = run_tests(gate, tmp_path, "")

    assert gate.closing_line([outcome]) == "ghinhan: 0 passed, 1 failed, 0 skipped"


def test_a_stale_bundle_fails_even_when_the_build_succeeds(
    gate: ModuleType, tmp_path: Path
) -> None:
    """What the committed bundle was is compared with what the sources build."""
    kept = tmp_path / "static"
    kept.mkdir()
    (kept / "a.js").write_text("old", encoding="utf-8")
    build = f"import pathlib; pathlib.Path({str(kept / 'a.js')!r}).write_text('new')"
    step = gate.Step("build", (sys.executable, "-c", build), keeps=kept)

    assert not gate.run(step).is_good
    assert gate.run(step).is_good


@pytest.mark.parametrize("mark", ["ℹ", "#"])
def test_both_styles_of_nodes_runner_are_read(gate: ModuleType, mark: str) -> None:
    """Node prints its summary in one of two styles, depending on where it runs."""
    words = {"tests": 9, "pass": 5, "fail": 1, "cancelled": 1, "skipped": 1, "todo": 1}
    lines = [f"{mark} {word} {number}" for word, number in words.items()]

    assert gate.count_node(["ok 1 - pass 3", *lines]) == (5, 2, 2)


def test_every_marker_kept_apart_has_a_step_of_its_own(gate: ModuleType) -> None:
    """A test behind a marker that nobody runs does not exist."""
    commands = [" ".join(step.command) for step in gate.test_steps()]
    lost = [mark for mark in gate.APART if not any(f"-m {mark} " in one for one in commands)]

    assert lost == []
