"""Streams and folders appear whole or not at all."""

import errno
from pathlib import Path

import pytest

from ghinhan.foundation.errors import RecordError, StoreError
from ghinhan.foundation.outputs import build_folder, mend_folder, open_atomically


def names_in(folder: Path) -> list[str]:
    """Everything below a folder, hidden things too."""
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*"))


def test_an_error_inside_the_block_leaves_the_old_file(tmp_path: Path) -> None:
    """Half an export must never stand where a whole one stood."""
    target = tmp_path / "a.txt"
    target.write_bytes(b"old")

    def write_half() -> None:
        with open_atomically(target) as stream:
            stream.write(b"half")
            raise RecordError("bad item")

    with pytest.raises(RecordError, match="bad item"):
        write_half()

    assert target.read_bytes() == b"old"
    assert names_in(tmp_path) == ["a.txt"]


def test_an_error_inside_the_block_leaves_no_new_folder(tmp_path: Path) -> None:
    """A strict export that refuses writes nothing, not even an empty folder."""
    with pytest.raises(ValueError, match="no"), open_atomically(tmp_path / "new" / "a.txt"):
        raise ValueError("no")

    assert names_in(tmp_path) == []


def test_what_the_disk_refuses_is_said_with_the_path(tmp_path: Path) -> None:
    """A full disk is the user's to mend: she needs the path and the reason."""
    (tmp_path / "file").write_bytes(b"")

    with (
        pytest.raises(StoreError, match=r"could not write .*a\.txt.*untouched"),
        open_atomically(tmp_path / "file" / "a.txt"),
    ):
        pass
    with pytest.raises(StoreError, match="No space left"), open_atomically(tmp_path / "b.txt"):
        raise OSError(errno.ENOSPC, "No space left on device")


def test_an_error_about_another_file_passes_unchanged(tmp_path: Path) -> None:
    """An input that is missing must not be reported as an output that failed."""
    with pytest.raises(FileNotFoundError, match="seed"), open_atomically(tmp_path / "a.txt"):
        raise FileNotFoundError(errno.ENOENT, "No such file", "/elsewhere/seed.txt")


def test_a_folder_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    """The old content goes only once the new one stands."""
    target = tmp_path / "release"
    for content in (b"one", b"two"):
        with build_folder(target) as folder:
            (folder / "deep").mkdir()
            (folder / "deep" / "a.txt").write_bytes(content)

    assert names_in(tmp_path) == ["release", "release/deep", "release/deep/a.txt"]
    assert (target / "deep" / "a.txt").read_bytes() == b"two"


def test_an_error_while_building_leaves_the_old_folder(tmp_path: Path) -> None:
    """Whatever happens inside the block, what was published stays."""
    target = tmp_path / "release"
    with build_folder(target) as folder:
        (folder / "a.txt").write_bytes(b"one")

    def build_half() -> None:
        with build_folder(target) as folder:
            (folder / "a.txt").write_bytes(b"two")
            raise OSError(errno.EIO, "Input/output error")

    def build_badly() -> None:
        with build_folder(target):
            raise RecordError("bad item")

    with pytest.raises(StoreError, match="could not write"):
        build_half()
    with pytest.raises(RecordError, match="bad item"):
        build_badly()

    assert names_in(tmp_path) == ["release", "release/a.txt"]
    assert (target / "a.txt").read_bytes() == b"one"


def test_a_rename_that_fails_brings_the_old_folder_back(tmp_path: Path) -> None:
    """Between the two renames nothing stands at the path: an error there is mended at once."""
    target = tmp_path / "release"
    with build_folder(target) as folder:
        (folder / "a.txt").write_bytes(b"one")

    with pytest.raises(StoreError, match="could not write"), build_folder(target) as folder:
        folder.rename(tmp_path / "elsewhere")

    assert (target / "a.txt").read_bytes() == b"one"


def test_mending_brings_back_what_a_kill_set_aside(tmp_path: Path) -> None:
    """After a kill between the renames the old folder stands under a hidden name."""
    (tmp_path / ".release.00000001.old").mkdir()
    (tmp_path / ".release.00000002.tmp").mkdir()
    mend_folder(tmp_path / "release")

    assert names_in(tmp_path) == ["release"]

    (tmp_path / ".release.00000003.old").mkdir()
    mend_folder(tmp_path / "release")

    assert names_in(tmp_path) == ["release"]
