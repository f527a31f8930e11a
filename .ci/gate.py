"""The gate: every check and every test, and one closing line over all runners.

`make test` and `.ci/run` run all of it, `make check` only the static part (`--static`). Every
step runs, whatever failed before it; the report at the end names the steps that failed. A step
in which no test ran has failed.
"""

import hashlib
import io
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree as ET

ROOT = Path(__file__).resolve().parents[1]
BUNDLE = ROOT / "src/ghinhan/widgets/static"
REPORTS = ROOT / ".tools/reports"
APART = ("browser", "notebook", "doccano", "packaging")
MEASURED = ("--cov=ghinhan", "--cov-branch", "--cov-report=")
# A real browser or server may be slow for a moment: what fails there is tried once more, and the
# report of pytest names it (decision 401).
TWICE = ("--reruns=1", "-rR")
NODE_COUNT = re.compile(r"^(?:#|ℹ) (pass|fail|cancelled|skipped|todo) (\d+)$")

# The rooms of floors 0 to 3: every branch of theirs is tested.
COVERED_ROOMS = (
    *("foundation", "text", "model", "schema"),
    *("ingest", "store", "formats", "review", "release", "sync"),
)

# The poorest place a person may work in: no UTF-8 locale, and every text file opened without
# naming its encoding is an error.
POOREST = {"LC_ALL": "C", "PYTHONUTF8": "0"}


@dataclass(frozen=True, slots=True)
class Step:
    """One command of the gate.

    Args:
        name: how the report calls it.
        command: what is run, from the repository's root.
        counts: which runner's counts it gives: `pytest`, `node`, or none.
        environment: variables set for it.
        keeps: a folder that must be the same after it as before.

    """

    name: str
    command: Sequence[str]
    counts: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    keeps: Path | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one step ended."""

    name: str
    is_good: bool
    seconds: float = 0.0
    passed: int = 0
    failed: int = 0
    skipped: int = 0


def static_steps() -> list[Step]:
    """Style, types, floors and the bundle."""
    npm = ("npm", "--prefix", "js", "run")
    return [
        Step("ruff", ("ruff", "check", ".")),
        Step("format", ("ruff", "format", "--check", ".")),
        Step("types", ("mypy",)),
        Step("floors", ("lint-imports",)),
        Step("javascript style", (*npm, "check")),
        Step("fresh bundle", (*npm, "build"), keeps=BUNDLE),
    ]


def test_steps() -> list[Step]:
    """All tests of all runners."""
    covered = ",".join(f"src/ghinhan/{room}/*" for room in COVERED_ROOMS)
    apart = " and ".join(f"not {marker}" for marker in APART)
    python = pytest_step("python tests", apart, *MEASURED, "--durations=15")
    encoding = (sys.executable, "-X", "warn_default_encoding", *python.command[1:])
    return [
        replace(python, command=encoding, environment=POOREST),
        Step("javascript tests", ("npm", "--prefix", "js", "test"), counts="node"),
        pytest_step("notebooks", "notebook"),
        pytest_step("browser", "browser", *TWICE),
        pytest_step("doccano", "doccano", *TWICE, *MEASURED, "--cov-append", "--durations=15"),
        doccano_client_step(),
        Step("branch coverage", ("coverage", "report", "--fail-under=100", f"--include={covered}")),
        pytest_step("packaging", "packaging"),
    ]


def doccano_client_step() -> Step:
    """The round trip over a real DoccanoClient, in the one environment that holds it."""
    name = "doccano client"
    tests = ("tests/doccano/test_client.py", "tests/doccano/test_round_trip.py")
    python = ROOT / ".venv-doccano-client/bin/python"
    report = f"--junitxml={report_path(name)}"
    options = ("-q", "-p", "no:cacheprovider", report, *MEASURED, "--cov-append")
    command = (str(python), "-m", "pytest", *options, *tests)
    return Step(name, command, counts="pytest", environment={"GHINHAN_TRANSPORT": "client"})


def pytest_step(name: str, marker: str, *options: str) -> Step:
    """A run of pytest over the tests that a marker expression picks."""
    report = f"--junitxml={report_path(name)}"
    command = (sys.executable, "-m", "pytest", "-q", "-m", marker, report, *options)
    return Step(name, command, counts="pytest")


def report_path(name: str) -> Path:
    """Where pytest leaves the counts of a step."""
    return REPORTS / f"{name.replace(' ', '-')}.xml"


def run(step: Step) -> Outcome:
    """Run a step, showing its output as it comes."""
    print(f"\n== {step.name}: {' '.join(step.command)}", flush=True)
    report_path(step.name).unlink(missing_ok=True)
    before = digest(step.keeps)
    started = time.monotonic()
    code, lines = stream(step)
    is_good = code == 0
    if digest(step.keeps) != before:
        print(f"{step.keeps} was stale and has been built again: commit it.")
        is_good = False
    passed, failed, skipped = count(step, lines)
    if step.counts and not passed + failed:
        print(f"{step.name}: no test ran.")
        is_good = False
    seconds = time.monotonic() - started
    return Outcome(step.name, is_good and not failed, seconds, passed, failed, skipped)


def stream(step: Step) -> tuple[int, list[str]]:
    """Run a command, print every line at once, and return its exit code and its lines."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    lines: list[str] = []
    with subprocess.Popen(
        step.command,
        cwd=ROOT,
        env=os.environ | {"PATH": path, **step.environment},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            lines.append(line.rstrip("\n"))
    return process.returncode, lines


def digest(folder: Path | None) -> str:
    """A checksum over the names and contents of a folder's files."""
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")) if folder else ():
        if path.is_file():
            total.update(f"{path.name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def count(step: Step, lines: Iterable[str]) -> tuple[int, int, int]:
    """Passed, failed and skipped tests of a step."""
    if step.counts == "pytest":
        return count_junit(report_path(step.name))
    return count_node(lines) if step.counts == "node" else (0, 0, 0)


def count_junit(report: Path) -> tuple[int, int, int]:
    """Passed, failed and skipped tests in a JUnit report; zeros when there is none."""
    if not report.is_file():
        return 0, 0, 0
    suites = ET.parse(report).iter("testsuite")  # noqa: S314  pytest wrote it a moment ago
    ran = failed = skipped = 0
    for suite in suites:
        ran += int(suite.get("tests", 0))
        failed += int(suite.get("failures", 0)) + int(suite.get("errors", 0))
        skipped += int(suite.get("skipped", 0))
    return ran - failed - skipped, failed, skipped


def count_node(lines: Iterable[str]) -> tuple[int, int, int]:
    """Passed, failed and skipped tests in what node's runner prints, in either of its styles."""
    numbers: dict[str, int] = {}
    for line in lines:
        if match := NODE_COUNT.match(line):
            numbers[match[1]] = numbers.get(match[1], 0) + int(match[2])
    failed = numbers.get("fail", 0) + numbers.get("cancelled", 0)
    return numbers.get("pass", 0), failed, numbers.get("skipped", 0) + numbers.get("todo", 0)


def closing_line(outcomes: Sequence[Outcome]) -> str:
    """The sum over all runners; a step that failed without a failed test counts as one."""
    bad_steps = sum(not outcome.is_good and not outcome.failed for outcome in outcomes)
    passed = sum(outcome.passed for outcome in outcomes)
    failed = sum(outcome.failed for outcome in outcomes) + bad_steps
    skipped = sum(outcome.skipped for outcome in outcomes)
    return f"ghinhan: {passed} passed, {failed} failed, {skipped} skipped"


def main() -> int:
    """Run the gate and print its report; 1 when anything failed."""
    REPORTS.mkdir(parents=True, exist_ok=True)
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    is_static = "--static" in sys.argv[1:]
    outcomes = [run(step) for step in (*static_steps(), *([] if is_static else test_steps()))]

    print("\n== report")
    for outcome in outcomes:
        verdict = "ok" if outcome.is_good else "FAILED"
        print(f"{verdict:7}{outcome.name:18}{outcome.seconds:7.1f} s")
    if not is_static:
        print(closing_line(outcomes))
    return 0 if all(outcome.is_good for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main())
