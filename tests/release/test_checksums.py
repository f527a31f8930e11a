"""A release proves by itself that it is whole."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ghinhan.foundation.errors import ReleaseError
from ghinhan.release import find_faults
from ghinhan.release.checksums import write_checksums

NAME = "Hà Nội.txt" if sys.getfilesystemencoding() == "utf-8" else "Ha Noi.txt"
"""In the locale C, Python has no way to write the first one."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two files with their checksums."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / NAME).write_bytes(b"a")
    (tmp_path / "b.txt").write_bytes(b"b")
    write_checksums(tmp_path)
    return tmp_path


def test_a_whole_release_has_no_faults(folder: Path) -> None:
    """Also by the command that every Linux has."""
    assert find_faults(folder) == []
    command = shutil.which("sha256sum")
    if command:
        subprocess.run([command, "-c", "--quiet", "SHA256SUMS"], cwd=folder, check=True)


def test_every_kind_of_damage_is_named(folder: Path) -> None:
    """Changed, missing, too many: each by its name."""
    (folder / "b.txt").write_bytes(b"c")
    (folder / "deep" / NAME).unlink()
    (folder / "new.txt").write_bytes(b"")

    assert find_faults(folder) == [
        f"deep/{NAME} is missing.",
        "new.txt is not in SHA256SUMS.",
        "b.txt was changed after the release.",
    ]


def test_a_folder_without_checksums_is_no_release(tmp_path: Path) -> None:
    """The checksums come last: without them the folder may be half there."""
    with pytest.raises(ReleaseError, match="holds no SHA256SUMS, so it is no release"):
        find_faults(tmp_path)
