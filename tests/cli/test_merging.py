"""git merges layers record by record, through the verb it calls."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from ghinhan.cli import main
from ghinhan.workspace import Workspace
from tests.workspace.samples import span, write_seed


def git(folder: Path, *words: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run git in a folder, with this interpreter's `ghinhan` on the path."""
    scripts = str(Path(sys.executable).parent)
    environment = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}"}
    command = ["git", "-C", str(folder), *words]
    return subprocess.run(
        command, check=check, capture_output=True, encoding="utf-8", env=environment
    )


def label(folder: Path, words: str, code: str) -> None:
    """Label words of the sample as a1 and commit."""
    with Workspace.open(folder) as desk:
        record = {"kind": "mention", "id": f"m-{span(words)[0]}", "type": code, "level": "NAM"}
        desk.edit("bai-1", "a1", put={**record, "extent": [span(words)]})
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", f"Label {code}")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A project in git with one labelled document on the main branch."""
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "user.name", "a1")
    git(tmp_path, "config", "user.email", "a1@example.org")
    desk = Workspace.init(tmp_path, replace=True)
    write_seed(tmp_path)
    desk.ingest()
    with pytest.warns(match="new annotator"):
        label(tmp_path, "Hội Nông dân", "ORG")
    return tmp_path


def test_two_branches_that_label_the_same_document_merge_cleanly(repository: Path) -> None:
    """Both labels are there, in the order of the text, without a conflict."""
    git(repository, "switch", "-qc", "other")
    label(repository, "Lê Thị Hoa", "PER")
    git(repository, "switch", "-q", "main")
    label(repository, "An Bình", "GPE")
    git(repository, "merge", "-q", "-m", "Merge", "other")
    texts = [mention.text for mention in Workspace.open(repository).layer("bai-1").mentions]

    assert texts == ["An Bình", "Lê Thị Hoa", "Hội Nông dân"]


def test_a_real_clash_stops_the_merge_and_leaves_a_readable_file(repository: Path) -> None:
    """No conflict markers: the file loads, and the clash is listed for a person."""
    git(repository, "switch", "-qc", "other")
    label(repository, "Hội Nông dân", "GPE")
    git(repository, "switch", "-q", "main")
    label(repository, "Hội Nông dân", "LOC")
    merged = git(repository, "merge", "-m", "Merge", "other", check=False)
    desk = Workspace.open(repository)

    assert merged.returncode == 1
    assert "record m-" in merged.stderr
    assert len(desk.layer("bai-1").mentions) == 1
    assert "merge-clash" in [finding.rule for finding in desk.findings()]


def test_files_may_be_merged_by_hand(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a path there is no list of clashes, only the result."""
    layer = repository / "annotations" / "a1" / "bai-1.jsonl"
    base, ours, theirs = (repository / name for name in ("b.jsonl", "o.jsonl", "t.jsonl"))
    content = layer.read_bytes()
    base.write_bytes(content)
    ours.write_bytes(content)
    theirs.write_bytes(content.replace(b'"ORG"', b'"GPE"'))

    assert main(["merge-driver", str(base), str(ours), str(theirs)]) == 0
    assert ours.read_bytes() == theirs.read_bytes()
    assert capsys.readouterr().err == ""


def test_a_file_that_cannot_be_read_is_named(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Our side stays as it was."""
    layer = repository / "annotations" / "a1" / "bai-1.jsonl"
    before = layer.read_bytes()
    broken = repository / "broken.jsonl"
    broken.write_bytes(b"{")

    assert main(["merge-driver", str(layer), str(layer), str(broken)]) == 1
    assert "Error: " in capsys.readouterr().err
    assert layer.read_bytes() == before


def test_a_clash_is_printed_with_what_was_kept(
    repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And listed in the project that the path leads to."""
    layer = repository / "annotations" / "a1" / "bai-1.jsonl"
    base, theirs = repository / "b.jsonl", repository / "t.jsonl"
    content = layer.read_bytes()
    base.write_bytes(content)
    layer.write_bytes(content.replace(b'"ORG"', b'"LOC"'))
    theirs.write_bytes(content.replace(b'"ORG"', b'"GPE"'))
    monkeypatch.chdir(repository.parent)
    name = f"{repository.name}/annotations/a1/bai-1.jsonl"

    assert main(["merge-driver", str(base), str(layer), str(theirs), name]) == 1
    told = capsys.readouterr().err
    assert "'Hội Nông dân': both sides" in told
    assert "type: was ORG, ours LOC (kept), theirs GPE." in told
    assert "`git add annotations/a1/bai-1.jsonl`" in told
    clashes = repository / ".ghinhan" / "clashes"
    assert (clashes / "annotations" / "a1" / "bai-1.jsonl").exists()
