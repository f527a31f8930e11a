"""The documents of a project, read when they are asked for and kept while they are unchanged.

Only the most recently used documents stay in memory, so a corpus of ten thousand articles can
be walked without holding it. Making documents from seeds is the work of `ghinhan.ingest`.
"""

from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path

from ghinhan.foundation.errors import UnknownNameError
from ghinhan.ingest.manifest import list_documents, read_document
from ghinhan.model.document import Document
from ghinhan.workspace.names import suggest_name

KEPT_IN_MEMORY = 256

Stamp = tuple[int, int]
"""Modification time in nanoseconds and size in bytes: tells that a file was replaced."""


class Corpus:
    """The documents in `corpus/`, by id.

    Args:
        root: the project folder.

    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._kept: OrderedDict[str, tuple[Stamp, Document]] = OrderedDict()

    def ids(self) -> list[str]:
        """The ids of all documents, sorted."""
        return sorted(list_documents(self._root))

    def document(self, identifier: str) -> Document:
        """One document, as it is on the disk now.

        Raises:
            UnknownNameError: no such document; suggests the nearest and lists what there is.

        """
        paths = list_documents(self._root)
        if identifier not in paths:
            raise UnknownNameError(
                suggest_name("document", identifier, sorted(paths))
                + " Documents are made from seeds/ by desk.ingest() or `ghinhan ingest`."
            )
        return self._read(identifier, paths[identifier])

    def walk(self, wanted: Sequence[str] | None = None) -> Iterator[Document]:
        """Documents one after the other, in the order of their ids.

        Args:
            wanted: ids; None for all.

        Raises:
            UnknownNameError: one of the wanted documents is not there.

        """
        paths = list_documents(self._root)
        for identifier in sorted(paths) if wanted is None else wanted:
            if identifier in paths:
                yield self._read(identifier, paths[identifier])
            else:
                yield self.document(identifier)

    def text(self, identifier: str) -> str:
        """The text of one document."""
        return self.document(identifier).text

    def _read(self, identifier: str, path: Path) -> Document:
        state = path.stat()
        stamp = (state.st_mtime_ns, state.st_size)
        kept = self._kept.pop(identifier, None)
        document = kept[1] if kept and kept[0] == stamp else read_document(path)
        self._kept[identifier] = (stamp, document)
        if len(self._kept) > KEPT_IN_MEMORY:
            self._kept.popitem(last=False)
        return document
