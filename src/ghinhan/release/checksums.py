"""`SHA256SUMS`: the last file a release gets, and the proof that it is whole.

The format is that of the `sha256sum` command, so `sha256sum -c SHA256SUMS` checks a release
without ghinhan.
"""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from ghinhan.foundation.errors import ReleaseError

FILE_NAME = "SHA256SUMS"


def files_below(folder: Path) -> Iterator[str]:
    """Every file of a release but the checksums, by its path with `/`, sorted."""
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    yield from sorted(name for name in names if name != FILE_NAME)


def digest_of(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def write_checksums(folder: Path) -> None:
    """Write `SHA256SUMS` for every other file of the folder."""
    lines = (f"{digest_of(folder / name)}  {name}\n" for name in files_below(folder))
    (folder / FILE_NAME).write_bytes("".join(lines).encode("utf-8"))


def find_faults(folder: Path) -> list[str]:
    """Hold a release against its own checksums.

    Args:
        folder: a release.

    Returns:
        One sentence for each file that is changed, missing or too many; empty when whole.

    Raises:
        ReleaseError: the folder has no checksums, so it is no release.

    """
    try:
        lines = (folder / FILE_NAME).read_bytes().decode("utf-8").split("\n")[:-1]
    except FileNotFoundError as error:
        raise ReleaseError(
            f"{folder} holds no {FILE_NAME}, so it is no release, or a part of one. Point to a "
            "folder that ghinhan release made."
        ) from error
    stated = {name: digest for digest, _, name in (line.partition("  ") for line in lines)}
    there = set(files_below(folder))
    faults = [f"{name} is missing." for name in sorted(set(stated) - there)]
    faults += [f"{name} is not in {FILE_NAME}." for name in sorted(there - set(stated))]
    for name in sorted(there & set(stated)):
        if digest_of(folder / name) != stated[name]:
            faults.append(f"{name} was changed after the release.")
    return faults
