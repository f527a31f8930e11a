"""The doctor: every fault of a project's label files, found without the store's own loader.

Faults are listed, never mended in place. Whether labels suit the schema is the work of
`ghinhan.schema.checking`.
"""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import msgspec

from ghinhan.foundation.files import TEMPORARY_SUFFIX, cut_lines
from ghinhan.foundation.wording import counted
from ghinhan.model.edits import CORPUS
from ghinhan.store.census import annotator_of
from ghinhan.store.clashes import CLASHES as CLASHED
from ghinhan.store.clashes import DECODER, describe
from ghinhan.store.disk import Disk
from ghinhan.store.faults import Fault
from ghinhan.store.journal import read_lines
from ghinhan.store.layer_faults import LayerFile, examine_file
from ghinhan.store.mending import BAD, CLASHES
from ghinhan.store.old_texts import find_old_text
from ghinhan.store.places import ANNOTATIONS, NAME_FILE, PRIVATE
from ghinhan.store.reference_faults import circles, dangling, repeated_between
from ghinhan.store.repair import Repaired, repair_file

__all__ = ["Fault", "Repaired", "examine", "repair"]

SUFFIX = ".jsonl"
REPAIRABLE = {
    "bad-record",
    "conflict-markers",
    "corrupt-line",
    "duplicate-id",
    "form",
    "header",
    "span",
    "state",
    "surface",
    "text-changed",
}


def examine(root: Path, *, text_of: Callable[[str], str | None]) -> list[Fault]:
    """Every fault of the files below `annotations/` and of the journals.

    Args:
        root: the project folder.
        text_of: the text of a document; None when there is no such document.

    Returns:
        Faults in order of file and line; none for a sound project.

    """
    found = [*examine_annotations(root, text_of), *examine_private(root)]
    return sorted(set(found))


def repair(root: Path, *, text_of: Callable[[str], str | None]) -> list[Repaired]:
    """Write a sound version of every faulty layer file to `.ghinhan/repaired/`.

    The files themselves stay as they are: compare (`git diff --no-index OLD NEW`), then move
    the new one over the old one.

    Args:
        root: the project folder.
        text_of: the text of a document; None when there is no such document.

    Returns:
        What was done, file by file; files of newer versions are left out.

    Raises:
        StoreError: the disk refused.

    """
    folder = f"{ANNOTATIONS}/"
    faults = examine(root, text_of=text_of)
    wanted = {fault.file for fault in faults if fault.rule in REPAIRABLE}
    old_text_of = partial(find_old_text, root)
    made = (
        repair_file(root, name, text_of=text_of, old_text_of=old_text_of)
        for name in sorted(wanted)
        if name.startswith(folder)
    )
    return [repaired for repaired in made if repaired]


def examine_annotations(root: Path, text_of: Callable[[str], str | None]) -> Iterator[Fault]:
    """Faults of the tracked files."""
    top = root / ANNOTATIONS
    for folder in folders_in(top):
        name = relative(root, folder)
        if folder.is_symlink() and not folder.resolve().is_relative_to(root.resolve()):
            yield Fault(name, 0, "link", "a symbolic link out of the project. Copy the files in.")
        elif annotator_of(Disk(), folder):
            yield from examine_annotator(root, folder, text_of)
        elif any(folder.glob(f"*{SUFFIX}")):
            yield Fault(
                name,
                0,
                "stranger",
                "holds layer files, but its name is no annotator's: a copy made by a cloud drive? "
                f"Merge what is wanted and remove it, or add {NAME_FILE} if a person was renamed.",
            )


def examine_annotator(
    root: Path, folder: Path, text_of: Callable[[str], str | None]
) -> Iterator[Fault]:
    """Faults of one annotator's tracked files, and between them."""
    files: list[LayerFile] = []
    for path in sorted(folder.iterdir()):
        name = relative(root, path)
        if path.name.endswith(TEMPORARY_SUFFIX):
            yield stray(name)
        elif path.is_symlink() and not path.resolve().is_relative_to(root.resolve()):
            yield Fault(name, 0, "link", "a symbolic link out of the project. Copy the file in.")
        elif path.is_file() and path.suffix == SUFFIX:
            files.append(examine_file(path, name, text_of))
        elif path.name != NAME_FILE:
            yield Fault(name, 0, "stranger", "not a layer file. Move it out of annotations/.")
    corpus_wide = {row.record.id for file in files if file.scope == CORPUS for row in file.rows}
    for file in files:
        yield from file.faults
        yield from dangling(file, corpus_wide)
        yield from circles(file)
    yield from repeated_between(files)


def examine_private(root: Path) -> Iterator[Fault]:
    """Faults of the journals, edits not in the tracked files yet, clashes of merges."""
    for path in sorted((root / PRIVATE / CLASHED).rglob(f"*{SUFFIX}")):
        yield from examine_clashes(path, relative(root, path))
    for folder in folders_in(root / PRIVATE / "journal"):
        for path in sorted(folder.iterdir()):
            name = relative(root, path)
            if path.name.endswith(TEMPORARY_SUFFIX):
                yield stray(name)
            elif path.name.endswith((BAD, CLASHES)):
                yield Fault(
                    name,
                    0,
                    "kept-aside",
                    f"holds {counted(len(cut_lines(path.read_bytes())), 'journal line')} that "
                    "were damaged or no longer fitted. Repeat what is still wanted, then remove "
                    "the file.",
                )
            elif path.suffix == SUFFIX:
                yield from examine_journal(path, name)


def examine_clashes(path: Path, name: str) -> Iterator[Fault]:
    """The clashes of a merge that nobody has settled yet."""
    for number, line in enumerate(cut_lines(path.read_bytes()), start=1):
        try:
            told = describe(DECODER.decode(line))
        except (msgspec.MsgspecError, UnicodeDecodeError):
            told = "the line is no clash that this version knows."
        yield Fault(
            name,
            number,
            "merge-clash",
            f"{told} Settle it in the annotator; remove the file when all of it is settled.",
        )


def examine_journal(path: Path, name: str) -> Iterator[Fault]:
    """Faults of one journal."""
    reading = read_lines(path.read_bytes())
    for number, _ in reading.bad:
        yield Fault(
            name,
            number,
            "damaged-journal",
            f"the line does not fit its checksum; the next opening moves it to {path.name}{BAD}.",
        )
    for number in reading.newer:
        message = "an edit of a newer version of ghinhan. Upgrade to see it; it is left as it is."
        yield Fault(name, number, "newer-format", message)
    if reading.lines:
        yield Fault(
            name,
            0,
            "unfolded",
            f"{counted(len(reading.lines), 'edit')} not in the tracked file yet, so git does "
            "not see them. Run `ghinhan save`.",
        )


def stray(name: str) -> Fault:
    """A temporary file that nobody renamed."""
    return Fault(
        name,
        0,
        "stray-temporary",
        "left by a process that was killed or is at work this moment. It is removed when the "
        "project is next opened.",
    )


def folders_in(top: Path) -> list[Path]:
    """The folders in a folder, in order; hidden ones left out."""
    if not top.is_dir():
        return []
    return [path for path in sorted(top.iterdir()) if path.is_dir() and path.name[0] != "."]


def relative(root: Path, path: Path) -> str:
    """A path below the project, with `/`."""
    return path.relative_to(root).as_posix()
