"""Stores that break their promise: the crash suite must find them out, or it proves nothing."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from ghinhan.model import Edit, Receipt
from ghinhan.store import Store
from ghinhan.store.disk import Disk


class UnflushedDisk(Disk):
    """Says that everything is on the disk and leaves it in memory."""

    def flush_content(self, _descriptor: int) -> None:
        """Do nothing."""

    def flush_all(self, _descriptor: int) -> None:
        """Do nothing."""


def open_unflushed(
    root: Path,
    *,
    text_of: Callable[[str], str],
    schema_name: str = "",
    disk: Disk | None = None,  # noqa: ARG001  part of the interface
) -> Store:
    """A store that survives kills and no power cut."""
    return Store(root, text_of=text_of, schema_name=schema_name, disk=UnflushedDisk())


class HastyStore(Store):
    """Acknowledges an edit and writes it a little later."""

    def edit(self, annotator: str, edits: Sequence[Edit]) -> Receipt:
        """Do nothing yet."""
        threading.Timer(0.05, super().edit, (annotator, edits)).start()
        return Receipt(revisions={})
