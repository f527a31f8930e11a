"""Names that people and programs type never leave the project and never meet in one file."""

import random
import unicodedata
from pathlib import Path

from ghinhan.foundation.errors import UnsafeNameError
from ghinhan.store.places import Places

EVIL = (
    "..",
    ".",
    "...",
    "../a1",
    "..\\a1",
    "/etc/passwd",
    "C:\\windows",
    "c:",
    "a/../../b",
    "a\0b",
    "\n",
    "",
    "   ",
    "con",
    "NUL.txt",
    "com1",
    "aux.jsonl",
    "a" * 300,
    "é" * 400,
    "x" * 5000,
    "\u202etxt.exe",
    "\ud800",
    "~",
    "$HOME",
    "-rf",
    ".git",
    "annotations_evil",
    "A1",
    "a1 ",
    "a1.",
    "%2e%2e%2f",
    "é",
    "e\u0301",
)
ALPHABET = 'abAB01 ._-éÉeđĐ\u0301\u0065\u200b/\\:*?"<>|\0\t~$%😀ſßİı'


def folder_for(places: Places, name: str) -> Path | None:
    """The folder of an annotator of this name; None when the name is refused."""
    try:
        return places.folder(name)
    except UnsafeNameError:
        return None


def test_no_name_leads_out_and_no_two_names_meet(tmp_path: Path) -> None:
    """Evil ones, and 20,000 random ones; not on a disk that ignores case or form either (31)."""
    chance = random.Random(31)  # noqa: S311  repeatable, not secret
    drawn = {"".join(chance.choices(ALPHABET, k=chance.randint(1, 12))) for _ in range(20_000)}
    places = Places(tmp_path)
    owners: dict[str, str] = {}
    for name in sorted({*EVIL, *drawn}):
        folder = folder_for(places, name)
        if folder is None:
            continue
        assert folder.parent == (tmp_path / "annotations").resolve()
        assert len(folder.name.encode()) <= 120
        key = unicodedata.normalize("NFC", folder.name).casefold()
        assert owners.setdefault(key, name) == name
    assert len(owners) > 2000


def test_evil_names_are_refused_or_tamed(tmp_path: Path) -> None:
    """Whatever is let through is a plain name in its place, for every kind of file."""
    places = Places(tmp_path)
    for name in EVIL:
        try:
            scope = places.scope("a1", name)
        except UnsafeNameError:
            continue
        for path in (scope.snapshot, scope.journal, scope.history, scope.lock):
            assert path.resolve() == path
            assert path.parent.name == "a1"
            assert path.is_relative_to(tmp_path.resolve())
