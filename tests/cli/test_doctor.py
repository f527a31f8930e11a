"""What `ghinhan doctor` prints: like warnings counted, errors in full, everything when asked."""

import json
from pathlib import Path

import pytest

from ghinhan.cli import main
from ghinhan.workspace import Workspace
from ghinhan.workspace.defaults import UnknownTypeWarning
from tests.workspace.samples import span, write_seed

EVENTS = ("gặp", "hỗ trợ", "cuộc gặp")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project whose readings a1 and a2 hold three bare events each."""
    folder = tmp_path / "project"
    desk = Workspace.init(folder)
    write_seed(folder)
    desk.ingest()
    for name in ("a1", "a2"):
        with pytest.warns(match="new annotator"):
            desk.edit("bai-1", name, put=[event(words) for words in EVENTS])
    desk.save()
    monkeypatch.chdir(folder)
    return folder


def event(words: str, code: str = "Contact.Meet") -> dict[str, object]:
    """A meeting of nobody."""
    return {
        "kind": "event",
        "type": code,
        "trigger": [span(words)],
        "realis": "ACTUAL",
        "polarity": "POS",
        "tense": "PAST",
        "modality": "ASSERTED",
    }


def lines_of(words: list[str], capsys: pytest.CaptureFixture[str], code: int = 0) -> list[str]:
    """What a command prints, line by line."""
    assert main(words) == code
    return capsys.readouterr().out.splitlines()


def test_like_warnings_are_counted_for_each_reading(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Thirty lines that say one thing bury the one that says another."""
    assert project.exists()
    *lines, total = lines_of(["doctor"], capsys)
    kinds = ("hopper-missing", "role-missing")
    openings = [f"reading {name}: {kind}: 3 records" for name in ("a1", "a2") for kind in kinds]

    assert [line.partition(", the first at ")[0] for line in lines] == [
        f"warning: {opening}" for opening in openings
    ]
    assert "annotations/a1/bai-1.jsonl:2 [" in lines[0]
    assert "`ghinhan doctor --annotator a1 --all`" in lines[0]
    assert total == "0 errors, 12 warnings."


def test_each_warning_is_shown_when_asked(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`--all` prints each on its line, `--annotator` leaves the others out, `--json` has all."""
    assert project.exists()

    assert len(lines_of(["doctor", "--all"], capsys)) == 13
    own = lines_of(["doctor", "--all", "--annotator", "a2"], capsys)
    assert len(own) == 7
    assert all("annotations/a2/" in line for line in own[:-1])
    faults = json.loads("\n".join(lines_of(["doctor", "--json"], capsys)))["faults"]
    assert len(faults) == 12
    assert all(fault["line"] > 1 and fault["record"] for fault in faults)


def test_errors_are_never_counted_together(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each has to be mended before anything is released."""
    desk = Workspace.open(project)
    with pytest.warns(UnknownTypeWarning, match="there is no"):
        desk.edit("bai-1", "a1", put=[event(words, "No.Such") for words in EVENTS])
    desk.save()
    lines = lines_of(["doctor"], capsys, code=1)

    assert sum("type-unknown" in line for line in lines) == 3
    assert lines_of(["doctor", "--annotator", "a2"], capsys)[-1] == "0 errors, 6 warnings."


def test_a_reading_that_is_not_there_is_wrong_usage(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A typing error must not look like a clean bill of health."""
    assert project.exists()
    assert main(["doctor", "--annotator", "a3"]) == 2
    assert "a3" in capsys.readouterr().err
