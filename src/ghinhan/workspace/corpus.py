"""The documents of a project, read when they are asked for and kept while they are unchanged.

Only the most recently used documents stay in memory, so a corpus of ten thousand articles can
be walked without holding it. Making documents from seeds is the work of `ghinhan.ingest`.
"""

import contextlib
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path

from ghinhan.foundation.errors import UnknownNameError, UnsafeNameError
from ghinhan.foundation.identifiers import file_name_for
from ghinhan.ingest import list_documents, read_document
from ghinhan.model.document import Document
from ghinhan.workspace.names import suggest_name

CORPUS_FOLDER = "corpus"
KEPT_IN_MEMORY = 256
TITLE_LENGTH = 70

Stamp = tuple[int, int, int]
"""Modification time in nanoseconds, size in bytes, inode: tells that a file was replaced."""

Heading = tuple[str, int]
"""Title and length of a document: what a list of documents shows, kept for all of them."""


class Corpus:
    """The documents in `corpus/`, by id.

    Args:
        root: the project folder.

    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._kept: OrderedDict[str, tuple[Stamp, Document]] = OrderedDict()
        self._headings: dict[str, tuple[Stamp, Heading]] = {}
        self._listed: tuple[list[str], list[str]] = ([], [])

    @property
    def root(self) -> Path:
        """The project folder."""
        return self._root

    def ids(self) -> list[str]:
        """The ids of all documents, sorted.

        Raises:
            RecordError: a file that is no document, or has another document's name.

        """
        folder = self._root / CORPUS_FOLDER
        names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
        if names != self._listed[0]:
            self._listed = (names, list(list_documents(self._root)))
        return list(self._listed[1])

    def document(self, identifier: str) -> Document:
        """One document, as it is on the disk now.

        Raises:
            UnknownNameError: no such document; suggests the nearest and lists what there is.
            RecordError: its file is damaged; names file and line.

        """
        with contextlib.suppress(FileNotFoundError, UnsafeNameError):
            return self._read(identifier)
        raise self._unknown(identifier)

    def heading(self, identifier: str) -> Heading:
        """Title and length in characters of a document, read again only when it changed.

        Raises:
            UnknownNameError: no such document.

        """
        with contextlib.suppress(FileNotFoundError, UnsafeNameError):
            stamp = stamp_of(self._path(identifier))
            if self._headings.get(identifier, ((0, 0, 0),))[0] == stamp:
                return self._headings[identifier][1]
            document = self._read(identifier)
            self._headings[identifier] = (stamp, (title_of(document), len(document.text)))
            return self._headings[identifier][1]
        raise self._unknown(identifier)

    def walk(self, wanted: Sequence[str] | None = None) -> Iterator[Document]:
        """Documents one after the other.

        Args:
            wanted: ids; None for all, in the order of their ids.

        Raises:
            UnknownNameError: one of the wanted documents is not there.

        """
        for identifier in self.ids() if wanted is None else wanted:
            yield self.document(identifier)

    def text(self, identifier: str) -> str:
        """The text of one document."""
        return self.document(identifier).text

    def text_or_none(self, identifier: str) -> str | None:
        """The text of one document; None when there is no such document."""
        return self.text(identifier) if identifier in self.ids() else None

    def _unknown(self, identifier: str) -> UnknownNameError:
        return UnknownNameError(
            suggest_name("document", identifier, self.ids())
            + " Documents are made from seeds/ by desk.ingest() or `ghinhan ingest`."
        )

    def _path(self, identifier: str) -> Path:
        return self._root / CORPUS_FOLDER / f"{file_name_for(identifier)}.json"

    def _read(self, identifier: str) -> Document:
        path = self._path(identifier)
        stamp = stamp_of(path)
        kept = self._kept.pop(identifier, None)
        document = kept[1] if kept and kept[0] == stamp else read_document(path)
        self._kept[identifier] = (stamp, document)
        if len(self._kept) > KEPT_IN_MEMORY:
            self._kept.popitem(last=False)
        return document


def stamp_of(path: Path) -> Stamp:
    """What tells that a file was replaced."""
    state = path.stat()
    return (state.st_mtime_ns, state.st_size, state.st_ino)


def title_of(document: Document) -> str:
    """The headline, or the first words of the text where the article states none."""
    if document.title:
        return document.title
    opening = " ".join(document.text[: TITLE_LENGTH * 2].split())
    if len(opening) <= TITLE_LENGTH:
        return opening
    return opening[:TITLE_LENGTH].rsplit(" ", 1)[0] + " …"
