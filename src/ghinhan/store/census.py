"""Who and what is in a project's folders, told from the names of folders and files.

A folder counts as an annotator only when its name is what the store would have made of the
annotator's name; a copy that a cloud drive left beside it does not.
"""

import os
import re
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import UnsafeNameError
from ghinhan.foundation.files import TEMPORARY_SUFFIX
from ghinhan.foundation.identifiers import file_name_for
from ghinhan.store.disk import Disk, Stamp, read_from, stamp_of
from ghinhan.store.places import ANNOTATIONS, NAME_FILE, PRIVATE, Places

SUFFIX = ".jsonl"
TEMPORARY_NAME = re.compile(r".+\.(\d+)-[0-9a-f]{8}" + re.escape(TEMPORARY_SUFFIX))
"""The number is that of the process that writes the file."""


Stamps = tuple[Stamp | None, Stamp | None]
"""Of a scope's tracked file and of its journal; None where there is no such file."""


class AnnotatorName(msgspec.Struct, frozen=True):
    """The name of an annotator as it was typed."""

    annotator: str


class ScopeName(msgspec.Struct, frozen=True):
    """The document that a layer file or a journal line speaks of."""

    document: str = ""
    scope: str = ""


def list_annotators(disk: Disk, places: Places) -> list[str]:
    """Everyone who has labels in the project, sorted."""
    journals = places.root / PRIVATE / "journal"
    folders = set(names_in(disk, journals)) | set(names_in(disk, places.root / ANNOTATIONS))
    named = (annotator_of(disk, places.root / ANNOTATIONS / folder) for folder in folders)
    return sorted(name for name in named if name and list_scopes(disk, places, name))


def annotator_of(disk: Disk, folder: Path) -> str:
    """The annotator whose folder this is; empty when it is nobody's."""
    if maps_to(folder.name, folder.name):
        return folder.name
    try:
        read = msgspec.json.decode(read_from(disk, folder / NAME_FILE), type=AnnotatorName)
    except (msgspec.DecodeError, NotADirectoryError):
        return ""
    return read.annotator if maps_to(read.annotator, folder.name) else ""


def list_scopes(disk: Disk, places: Places, annotator: str) -> list[str]:
    """The documents an annotator has begun, and `CORPUS` where there is something, sorted."""
    found = set()
    for folder in (places.folder(annotator), places.journals(annotator)):
        for name in names_in(disk, folder):
            if name.endswith(SUFFIX):
                found.add(scope_of(disk, folder / name))
    return sorted(found - {""})


def stamp_scopes(
    disk: Disk, places: Places, annotator: str, names: Iterable[str]
) -> dict[str, Stamps]:
    """The stamps of several scopes of one annotator; two calls on the disk for each."""
    folder, journals = places.folder(annotator), places.journals(annotator)
    files = {name: f"{file_name_for(name)}{SUFFIX}" for name in names}
    return {
        name: (stamp_of(disk, folder / file), stamp_of(disk, journals / file))
        for name, file in files.items()
    }


def scope_of(disk: Disk, path: Path) -> str:
    """The scope a file belongs to; empty when its name is not one the store makes."""
    stem = path.name.removesuffix(SUFFIX)
    if maps_to(stem, stem):
        return stem
    first = read_from(disk, path).partition(b"\n")[0]
    try:
        read = msgspec.json.decode(first, type=ScopeName)
    except msgspec.DecodeError:
        return ""
    name = read.document or read.scope
    return name if maps_to(name, stem) else ""


def maps_to(name: str, file_name: str) -> bool:
    """Whether the store would keep this name under this file name."""
    try:
        return file_name_for(name) == file_name
    except UnsafeNameError:
        return False


def names_in(disk: Disk, folder: Path) -> list[str]:
    """The names in a folder; none when it is not there."""
    try:
        return disk.list_folder(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []


def sweep(disk: Disk, places: Places) -> None:
    """Remove temporary files whose writer is dead; a disk that refuses keeps them."""
    for top in (places.root / ANNOTATIONS, places.root / PRIVATE / "journal"):
        with suppress(OSError):
            for folder in names_in(disk, top):
                for name in filter(is_stray, names_in(disk, top / folder)):
                    disk.remove(top / folder / name)


def is_stray(name: str) -> bool:
    """Whether a file is a temporary one of a process that has ended."""
    found = TEMPORARY_NAME.fullmatch(name)
    if found is None:
        return False
    try:
        os.kill(int(found[1]), 0)
    except ProcessLookupError:
        return True
    except (PermissionError, OverflowError):
        return False
    return False
