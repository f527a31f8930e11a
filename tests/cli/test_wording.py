"""What the command line says and how it exits, in its own terms and in the right order."""

from pathlib import Path

import pytest

from ghinhan.cli import main
from ghinhan.workspace import Workspace
from tests.workspace.samples import write_seed


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with one document that nobody has labelled."""
    folder = tmp_path / "project"
    desk = Workspace.init(folder)
    write_seed(folder)
    desk.ingest()
    monkeypatch.chdir(folder)
    return folder


def label(project: Path, *annotators: str) -> None:
    """One comment by each."""
    desk = Workspace.open(project)
    for name in annotators:
        with pytest.warns(match="new annotator"):
            desk.edit("bai-1", name, put={"kind": "comment", "text": "Ai?"})
    desk.save()


def test_a_document_that_nobody_labelled_is_shown(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Reading comes before labelling."""
    assert project.exists()
    assert main(["show", "bai-1"]) == 0
    assert "Hội Nông dân" in capsys.readouterr().out
    assert main(["show", "bai-1", "--annotator", "a1"]) == 2
    assert "there is no annotator 'a1'" in capsys.readouterr().err


def test_a_document_outside_several_readings_is_shown_too(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody has to choose between readings that say nothing of it."""
    label(project, "a1", "a2")
    (project / "seeds" / "bai-2.txt").write_text("Một bài khác.\n", encoding="utf-8")
    main(["ingest"])
    capsys.readouterr()

    assert main(["show", "bai-2"]) == 0
    assert "Một bài khác." in capsys.readouterr().out


def test_which_reading_is_asked_for_with_the_option(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`annotator='a1'` is nothing that a shell takes."""
    label(project, "a1", "a2")

    assert main(["show", "bai-1"]) == 2
    shown = capsys.readouterr().err
    assert "for example --annotator a1" in shown
    assert "annotator=" not in shown


def test_where_to_begin_is_said_without_python(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """No `desk.`, no `Workspace.`, no keyword: none of them is there in a shell."""
    assert main(["release", "1.0.0"]) == 2
    assert main(["show", "bai-9"]) == 2
    assert main(["init", str(project)]) == 2
    monkeypatch.chdir(project / "seeds")
    assert main(["doctor"]) == 2
    shown = capsys.readouterr().err

    for term in ("desk.", "Workspace", "replace=True", "annotator="):
        assert term not in shown
    assert "add --replace to write" in shown


def test_a_version_that_is_none_is_said_before_anything_is_examined(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Mending a corpus only to learn of a typing error is a wasted hour."""
    label(project, "a1")
    (project / "seeds" / "bai-1.txt").unlink()

    assert main(["release", "one"]) == 2
    shown = capsys.readouterr().err
    assert "'one' is no semantic version" in shown
    assert "seed-missing" not in shown
    assert main(["release", "1.0.0"]) == 1
    assert "seed-missing" in capsys.readouterr().err
