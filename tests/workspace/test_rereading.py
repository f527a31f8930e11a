"""A file that a person edits while a kernel runs."""

from pathlib import Path

import pytest

from ghinhan.workspace.rereading import Rereading


def read(path: Path) -> str:
    """The text, unless it cannot be meant."""
    text = path.read_text(encoding="utf-8")
    if text == "broken":
        raise ValueError(text)
    return text


def test_a_file_is_read_once_and_again_when_it_has_changed(tmp_path: Path) -> None:
    """A look-up for each key stroke must not read the file each time, nor miss what was added."""
    path, readings = tmp_path / "notes.txt", list[str]()

    def count(path: Path) -> str:
        readings.append(read(path))
        return readings[-1]

    kept = Rereading(path, count, absent="nothing")

    assert kept.value == "nothing"
    path.write_text("one", encoding="utf-8")
    assert [kept.value, kept.value] == ["one", "one"]
    path.write_text("one more", encoding="utf-8")
    assert kept.value == "one more"
    assert readings == ["one", "one more"]
    path.unlink()
    assert kept.value == "nothing"


def test_a_fault_is_told_each_time_until_it_is_mended(tmp_path: Path) -> None:
    """Told once and then forgotten, an old value would pass for what the file says."""
    path = tmp_path / "notes.txt"
    kept = Rereading(path, read, absent="")
    path.write_text("good", encoding="utf-8")
    assert kept.value == "good"
    path.write_text("broken", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ValueError, match="broken"):
            _ = kept.value
    path.write_text("mended", encoding="utf-8")

    assert kept.value == "mended"
