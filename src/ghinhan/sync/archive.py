"""A project's export on the disk: proved whole, read line by line, so that memory stays flat.

A collaborative project has one file in its export, `all`; one whose members label apart has a
file for each of them, under the member's name.
"""

import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

from ghinhan.foundation.errors import SyncError
from ghinhan.sync.api import Api
from ghinhan.sync.wire import Page, read_page

EVERYBODY = "all"
SUFFIX = ".jsonl"
LARGEST = 4 << 30
TRIES = 2


class Archive:
    """Every example of a project as it was at one moment, read by one pair of eyes.

    Args:
        lines: what doccano exported, one example on a line.
        recognise: what to make of a page; left out, it stays as it is.

    """

    def __init__(
        self, lines: IO[bytes], recognise: Callable[[Page], Page] = lambda page: page
    ) -> None:
        self._lines = lines
        self._recognise = recognise

    def pages(self) -> Iterator[tuple[int, Page]]:
        """Every example with its place in the file.

        Raises:
            RecordError: a line that cannot be read.

        """
        place = 0
        while True:
            self._lines.seek(place)
            line = self._lines.readline()
            if not line:
                return
            if line.strip():  # doccano exports an empty project as one empty line
                yield place, self._recognise(read_page(line))
            place += len(line)

    def page(self, place: int) -> Page:
        """The example that stands at a place."""
        self._lines.seek(place)
        return self._recognise(read_page(self._lines.readline()))


@contextmanager
def open_export(api: Api, project: int, folder: Path) -> Iterator[dict[str, IO[bytes]]]:
    """Fetch a project's export, prove it, and unpack it into anonymous files.

    Args:
        api: the server.
        project: the project's number there.
        folder: where the temporary files go.

    Yields:
        The lines of each file by its name: `all`, or the members' names.

    Raises:
        SyncError: what came is no whole zip file, twice.

    """
    folder.mkdir(parents=True, exist_ok=True)
    with ExitStack() as files:
        yield fetch(api, project, folder, files)


def fetch(api: Api, project: int, folder: Path, files: ExitStack) -> dict[str, IO[bytes]]:
    """Download and unpack, once more when it was damaged on its way."""
    for tries_left in reversed(range(TRIES)):
        with tempfile.TemporaryFile(dir=folder) as zipped:
            api.export(project, zipped)
            try:
                return unpack(zipped, folder, files)
            except (zipfile.BadZipFile, EOFError) as error:
                if not tries_left:
                    raise SyncError(
                        f"{api.url} sent an export of project {project} that is no whole zip file "
                        f"({error}). Run this again; nothing was changed."
                    ) from error
    raise AssertionError  # pragma: no cover  the last try returns or raises


def unpack(zipped: IO[bytes], folder: Path, files: ExitStack) -> dict[str, IO[bytes]]:
    """The files of an export, each anonymous; their checksums are proved on the way.

    Raises:
        zipfile.BadZipFile: cut or damaged, or larger than any export.

    """
    unpacked: dict[str, IO[bytes]] = {}
    left = LARGEST
    with zipfile.ZipFile(zipped) as archive:
        for name in archive.namelist():
            if not name.endswith(SUFFIX):
                continue
            lines = files.enter_context(tempfile.TemporaryFile(dir=folder))  # noqa: SIM115  the stack closes it
            with archive.open(name) as member:
                left -= copy_capped(member, lines, left)
            unpacked[name.removesuffix(SUFFIX)] = lines
    return unpacked


def copy_capped(source: IO[bytes], target: IO[bytes], most: int) -> int:
    """Copy a file of an archive, but no endless one; gives its size.

    Raises:
        zipfile.BadZipFile: damaged, or larger than any export.

    """
    copied = 0
    while part := source.read(1 << 20):
        copied += len(part)
        if copied > most:
            raise zipfile.BadZipFile(f"it unpacks to more than {LARGEST} bytes")
        target.write(part)
    return copied
