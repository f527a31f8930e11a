"""A file is wholly written or not at all, and never outside its folder."""

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghinhan.foundation.errors import StoreError, UnsafeNameError
from ghinhan.foundation.files import (
    cut_lines,
    flush_folder,
    resolve_inside,
    walk_files,
    write_atomically,
)


def test_the_same_content_is_not_written_again(tmp_path: Path) -> None:
    """Neither bytes nor times change, so nothing that watches the file is woken."""
    path = tmp_path / "deep" / "a.txt"

    assert write_atomically(path, b"x") is True
    before = path.stat()
    assert write_atomically(path, b"x") is False
    assert (path.stat().st_ino, path.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert write_atomically(path, b"y") is True
    assert path.read_bytes() == b"y"


CALLS = [(Path, "mkdir"), (os, "fsync"), (Path, "replace"), (os, "open"), (os, "fsync")]
"""What is asked of the system, in this order."""


class RefusingDisk:
    """Lets some calls to the system through and refuses the next."""

    def __init__(self, passed: int, number: int) -> None:
        self.left = passed
        self.number = number
        self.has_refused = False

    def wrap(self, call: Callable[..., object]) -> Callable[..., object]:
        """The call, refused when its turn has come."""

        def guarded(*arguments: object, **options: object) -> object:
            self.left -= 1
            if self.left < 0 and not self.has_refused:
                self.has_refused = True
                raise OSError(self.number, os.strerror(self.number))
            return call(*arguments, **options)

        return guarded


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS])
@pytest.mark.parametrize("passed", range(len(CALLS)))
def test_whichever_call_fails_the_old_file_or_the_new_one_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passed: int, number: int
) -> None:
    """And the error names the file, the reason and the way out; nothing else is left behind."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    disk = RefusingDisk(passed, number)
    with monkeypatch.context() as patch:
        for owner, name in set(CALLS):
            patch.setattr(owner, name, disk.wrap(getattr(owner, name)))
        with pytest.raises(StoreError, match=re.escape(f"could not write {path}")) as refusal:
            write_atomically(path, b"new")

    assert refusal.value.errno == number
    assert path.read_bytes() in {b"old", b"new"}
    assert [file.name for file in tmp_path.iterdir()] == ["a.txt"]
    assert write_atomically(path, b"later") is True


def test_a_folder_can_be_flushed(tmp_path: Path) -> None:
    """And one that is not there is an error, not silence."""
    flush_folder(tmp_path)
    with pytest.raises(FileNotFoundError, match="nowhere"):
        flush_folder(tmp_path / "nowhere")


@given(st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=["Cs"]))))
def test_lines_are_cut_at_line_feeds_only(lines: list[str]) -> None:
    """JSON leaves U+0085, U+2028 and U+2029 bare; they end no line."""
    encoded = [line.encode("utf-8") for line in lines]

    assert cut_lines(b"".join(line + b"\n" for line in encoded)) == encoded


def test_a_last_line_without_its_line_feed_counts() -> None:
    """A torn tail is seen, not dropped."""
    assert cut_lines(b"a\nb") == [b"a", b"b"]
    assert cut_lines(b"") == []


# Not st.text: it would merge the two alphabets and hardly ever draw from the first.
PARTS = st.lists(
    st.sampled_from("./\\a\x00 é") | st.characters(exclude_categories=["Cs"]), max_size=8
).map("".join)


@given(st.lists(PARTS, min_size=1, max_size=4))
def test_no_name_leads_out_of_the_root(parts: list[str]) -> None:
    """Whatever strangers' files call themselves."""
    root = Path("/nowhere/project")
    try:
        place = resolve_inside(root, *parts)
    except UnsafeNameError:
        return

    assert place != root
    assert place.is_relative_to(root)


@pytest.mark.parametrize(
    "part",
    ["..", "../project_evil/a", "/etc/passwd", "a/../..", "", ".", "a\x00b", "a" * 300 + "/b"],
)
def test_evil_names_are_refused(tmp_path: Path, part: str) -> None:
    """Also the sibling whose name begins with ours, and the root itself."""
    if len(part) > 255:
        assert resolve_inside(tmp_path / "project", part).is_relative_to(tmp_path)
        return
    with pytest.raises(UnsafeNameError, match=r"leads out of|cannot be a file name"):
        resolve_inside(tmp_path / "project", part)


def test_a_link_out_of_the_root_is_refused_and_one_inside_is_not(tmp_path: Path) -> None:
    """Where it leads counts, not what it is called."""
    root = tmp_path / "project"
    (root / "inner").mkdir(parents=True)
    (root / "out").symlink_to(tmp_path)
    (root / "in").symlink_to(root / "inner")

    assert resolve_inside(root, "in", "a") == (root / "inner/a").resolve()
    with pytest.raises(UnsafeNameError, match="leads out of"):
        resolve_inside(root, "out", "a")


def test_links_in_a_circle_are_refused_or_stay_inside(tmp_path: Path) -> None:
    """Python before 3.13 cannot say where they lead; later versions leave them as they are."""
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    try:
        place = resolve_inside(tmp_path, "loop", "a")
    except UnsafeNameError:
        return

    assert place.is_relative_to(tmp_path)


def test_files_are_walked_in_order_without_hidden_ones(tmp_path: Path) -> None:
    """By suffix, whatever its case; hidden folders are not entered either."""
    for name in ("b.txt", "a.TXT", "c.md", ".d.txt", "x/e.txt", ".y/f.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"")

    assert [path.name for path in walk_files(tmp_path, [".txt"])] == ["a.TXT", "b.txt", "e.txt"]
