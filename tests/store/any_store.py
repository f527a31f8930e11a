"""What every store offers, and which one the crash suite looks at.

The kills, the power cuts, the failing disks and the laws use nothing but this, so that a store
that comes later must pass the same. `GHINHAN_STORE=package.module:function` names a function
that opens it (root, text_of, schema_name, disk); without it, it is the store of this package.
"""

import importlib
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from ghinhan.model import CorpusLayer, Edit, Layer, Receipt
from ghinhan.store.disk import Disk
from ghinhan.store.history import HistoryEntry

STORE, OURS = "GHINHAN_STORE", "ghinhan.store:Store"


class AnyStore(Protocol):
    """The store's interface; what each part promises is told in `ghinhan.store.store`."""

    def annotators(self) -> list[str]:
        """Everyone who has labels."""

    def documents(self, annotator: str) -> list[str]:
        """What an annotator has begun."""

    def layer(self, annotator: str, document: str) -> Layer:
        """One reading of one document, as it is now."""

    def corpus_layer(self, annotator: str) -> CorpusLayer:
        """The corpus-wide records, as they are now."""

    def revisions(self, annotator: str, document: str) -> dict[str, str]:
        """Tokens for `changes_since`."""

    def changes_since(self, annotator: str, revisions: Mapping[str, str]) -> Receipt:
        """What was changed after these tokens."""

    def edit(self, annotator: str, edits: Sequence[Edit]) -> Receipt:
        """Make a gesture durable, all of it or none."""

    def undo(self, annotator: str, document: str, *, session: str, seq: int) -> Receipt:
        """Take back the last gesture."""

    def redo(self, annotator: str, document: str, *, session: str, seq: int) -> Receipt:
        """Do it again."""

    def history(self, annotator: str, document: str) -> list[HistoryEntry]:
        """Every edit ever made, oldest first."""

    def fold(self, annotator: str, scope: str | None = None) -> None:
        """Bring everything into the tracked files."""

    def close(self) -> None:
        """Fold and end."""


class Opener(Protocol):
    """How a store is opened."""

    def __call__(
        self,
        root: Path,
        *,
        text_of: Callable[[str], str],
        schema_name: str = "",
        disk: Disk | None = None,
    ) -> AnyStore:
        """A store on a project folder."""


def opener() -> Opener:
    """The store under test."""
    module, _, name = os.environ.get(STORE, OURS).partition(":")
    found: Opener = getattr(importlib.import_module(module), name)
    return found
