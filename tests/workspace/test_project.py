"""A new project for somebody's own articles."""

import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest

from ghinhan.foundation.errors import ProjectExistsError
from ghinhan.schema import EventType, Label, default_schema_path, load_schema
from ghinhan.workspace import Workspace
from ghinhan.workspace.project import (
    MERGE_DRIVER,
    TEMPLATE,
    create_project,
    skeleton,
    write_guidelines,
)
from tests.project_copy import ROOT

SCHEMA = load_schema(default_schema_path())


def git(folder: Path, *words: str) -> str:
    """What git says in a folder."""
    command = ["git", "-C", str(folder), *words]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout


def test_a_new_project_opens_and_is_sound(tmp_path: Path) -> None:
    """Nothing in it needs mending before the first article."""
    created = create_project(tmp_path / "mine")
    desk = Workspace.open(created.folder)

    assert desk.findings() == []
    assert desk.documents().empty
    assert set(created.files) == {
        path.relative_to(created.folder).as_posix()
        for path in created.folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize(
    "name", sorted(path.name for path in (ROOT / "notebooks").glob("0[12346]_*.ipynb"))
)
def test_the_packaged_notebooks_are_those_of_this_repository(name: str) -> None:
    """One text: whoever changes a notebook copies it, byte for byte, into the package.

    cp notebooks/*.ipynb src/ghinhan/workspace/template/notebooks/
    """
    packaged = TEMPLATE / "notebooks" / name

    assert packaged.read_bytes() == (ROOT / "notebooks" / name).read_bytes()


def test_no_other_notebook_is_packaged() -> None:
    """A notebook that was renamed must not live on in new projects."""
    packaged = {path.name for path in (TEMPLATE / "notebooks").glob("*")}

    assert packaged == {path.name for path in (ROOT / "notebooks").glob("0[12346]_*.ipynb")}


def test_a_folder_that_holds_something_is_refused(tmp_path: Path) -> None:
    """Nobody's file is written over; the message names what is there and the way out."""
    (tmp_path / "thesis.docx").write_bytes(b"years of work")
    with pytest.raises(ProjectExistsError, match=r"already holds thesis\.docx\..*--replace"):
        create_project(tmp_path)

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_long_list_of_what_is_there_is_cut(tmp_path: Path) -> None:
    """Five names tell enough."""
    for number in range(7):
        (tmp_path / f"{number}.txt").touch()
    with pytest.raises(ProjectExistsError, match=r"0\.txt, 1\.txt, 2\.txt, 3\.txt, 4\.txt …\."):
        create_project(tmp_path)


def test_replacing_renews_the_skeleton_and_nothing_else(tmp_path: Path) -> None:
    """Seeds, labels and whatever else is there stay."""
    create_project(tmp_path)
    (tmp_path / "seeds" / "mine.txt").write_text("Một bài.", encoding="utf-8")
    (tmp_path / "README.md").write_text("old", encoding="utf-8")
    create_project(tmp_path, replace=True)

    assert (tmp_path / "seeds" / "mine.txt").exists()
    assert (tmp_path / "README.md").read_bytes() == skeleton()["README.md"]


def test_in_a_git_repository_the_merge_driver_is_set_and_works(tmp_path: Path) -> None:
    """Two branches label the same document, and git merges them record by record."""
    git(tmp_path, "init", "-q", "-b", "main")
    git(tmp_path, "config", "user.name", "a1")
    git(tmp_path, "config", "user.email", "a1@example.org")
    created = create_project(tmp_path)
    driver = git(tmp_path, "config", "--get", "merge.ghinhan.driver").strip()

    assert created.merge_driver_is_set
    assert driver == MERGE_DRIVER["merge.ghinhan.driver"]
    attributes = git(tmp_path, "check-attr", "merge", "annotations/a1/d.jsonl")
    assert attributes.strip().endswith("merge: ghinhan")


def test_outside_a_repository_nothing_is_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The person is told to set it later; a machine without git is no error."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    assert not create_project(tmp_path / "plain").merge_driver_is_set
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("git") is None

    assert not create_project(tmp_path / "no-git").merge_driver_is_set


def test_the_guidelines_have_the_anchors_that_the_schema_points_to() -> None:
    """The widget shows the clause beside the label; a dead anchor would show nothing."""
    page = write_guidelines(SCHEMA)
    kinds: list[Label | EventType] = [*SCHEMA.labels, *SCHEMA.events]

    for kind in kinds:
        anchor = kind.guideline.partition("#")[2]
        assert not anchor or f'<a id="{anchor}"></a>' in page
        assert f"### {kind.code}: {kind.name}" in page


def test_a_schema_without_guidelines_gets_headings_all_the_same() -> None:
    """A person's own schema may say no more than its codes."""
    bare = msgspec.structs.replace(
        SCHEMA,
        labels=(Label(code="PER", name="người"),),
        events=(EventType(code="MEET", name="gặp"),),
    )

    assert "### MEET: gặp" in write_guidelines(bare)
    assert "<a id" not in write_guidelines(bare)
