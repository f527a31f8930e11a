"""A project's export on the disk: proved whole, read line by line, so that memory stays flat."""

import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from ghinhan.foundation.errors import RecordError, SyncError
from ghinhan.sync.api import Api
from ghinhan.sync.wire import Page, read_page

MEMBER = "all.jsonl"
LARGEST = 4 << 30
TRIES = 2


class Archive:
    """Every example of a project as it was at one moment.

    Args:
        api: the server.
        project: the project's number there.
        folder: where the temporary files go.

    Example:
        Read it, then read some pages again::

            with Archive(api, 7, folder) as archive:
                index = {page.example: place for place, page in archive.pages()}

    """

    def __init__(self, api: Api, project: int, folder: Path) -> None:
        self._api = api
        self._project = project
        self._folder = folder
        self._lines: IO[bytes] | None = None

    def __enter__(self) -> Self:
        """Fetch the export, prove it, unpack it into an anonymous file."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for tries_left in reversed(range(TRIES)):
            with tempfile.TemporaryFile(dir=self._folder) as zipped:
                self._api.export(self._project, zipped)
                try:
                    self._lines = unpack(zipped, self._folder)
                except (zipfile.BadZipFile, KeyError, EOFError) as error:
                    if not tries_left:
                        raise SyncError(
                            f"{self._api.url} sent an export of project {self._project} that is no "
                            f"whole zip file ({error}). Run this again; nothing was changed."
                        ) from error
                else:
                    return self
        raise AssertionError  # pragma: no cover  the last try returns or raises

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Throw the files away."""
        if self._lines is not None:
            self._lines.close()

    def pages(self) -> Iterator[tuple[int, Page]]:
        """Every example with its place in the file.

        Raises:
            RecordError: a line that cannot be read.

        """
        place = 0
        while True:
            self._file.seek(place)
            line = self._file.readline()
            if not line:
                return
            if line.strip():  # doccano exports an empty project as one empty line
                yield place, read_page(line)
            place += len(line)

    def page(self, place: int) -> Page:
        """The example that stands at a place."""
        self._file.seek(place)
        return read_page(self._file.readline())

    @property
    def _file(self) -> IO[bytes]:
        if self._lines is None:
            raise RecordError("the archive is not open; use it in a with block.")
        return self._lines


def unpack(zipped: IO[bytes], folder: Path) -> IO[bytes]:
    """The one member of an export, in an anonymous file; its checksum is proved on the way.

    Raises:
        zipfile.BadZipFile: cut or damaged, or larger than any export.

    """
    lines = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  the archive closes it
    try:
        with zipfile.ZipFile(zipped) as archive:
            names = archive.namelist()
            if not names:
                return lines
            with archive.open(MEMBER) as member:
                copy_capped(member, lines)
    except BaseException:
        lines.close()
        raise
    return lines


def copy_capped(source: IO[bytes], target: IO[bytes]) -> None:
    """Copy a member of an archive, but no endless one.

    Raises:
        zipfile.BadZipFile: damaged, or larger than any export.

    """
    copied = 0
    while part := source.read(1 << 20):
        copied += len(part)
        if copied > LARGEST:
            raise zipfile.BadZipFile(f"{MEMBER} is larger than {LARGEST} bytes")
        target.write(part)
