"""Where the files of one annotator stand in a project.

The names that people type become file names by `file_name_for`, and no path leads out of the
project, not even over a symbolic link. What the files hold is left to the other modules.
"""

from dataclasses import dataclass
from pathlib import Path

from ghinhan.foundation.errors import UnsafeNameError
from ghinhan.foundation.files import resolve_inside
from ghinhan.foundation.identifiers import file_name_for
from ghinhan.model.edits import CORPUS

ANNOTATIONS = "annotations"
PRIVATE = ".ghinhan"
NAME_FILE = "annotator.json"
"""Holds the annotator's name where it is not the name of the folder."""


@dataclass(frozen=True, slots=True)
class ScopePlaces:
    """The files of one scope: one document of one annotator, or the corpus-wide records.

    Args:
        annotator: the name as typed.
        scope: document id, or `CORPUS`.
        snapshot: the tracked layer file.
        journal: the edits since the snapshot was written.
        history: the edits before that.
        lock: held by whoever reads or writes the scope.

    """

    annotator: str
    scope: str
    snapshot: Path
    journal: Path
    history: Path
    lock: Path

    @property
    def name(self) -> str:
        """The tracked file as messages call it."""
        return "/".join(self.snapshot.parts[-3:])


class Places:
    """The paths of a project's labels.

    Args:
        root: the project folder.

    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def folder(self, annotator: str) -> Path:
        """The tracked folder of an annotator."""
        return resolve_inside(self.root, ANNOTATIONS, file_name_for(annotator))

    def scope(self, annotator: str, scope: str) -> ScopePlaces:
        """The files of one scope.

        Raises:
            UnsafeNameError: a name that cannot be a file name, or a link out of the project.

        """
        folder, name = file_name_for(annotator), file_name_for(scope)
        return ScopePlaces(
            annotator=annotator,
            scope=scope,
            snapshot=resolve_inside(self.root, ANNOTATIONS, folder, f"{name}.jsonl"),
            journal=resolve_inside(self.root, PRIVATE, "journal", folder, f"{name}.jsonl"),
            history=resolve_inside(self.root, PRIVATE, "history", folder, f"{name}.jsonl"),
            lock=resolve_inside(self.root, PRIVATE, "locks", folder, f"{name}.lock"),
        )

    def gestures(self, annotator: str) -> Path:
        """Where a gesture over several scopes is written before any of them."""
        return resolve_inside(self.root, PRIVATE, "gestures", f"{file_name_for(annotator)}.jsonl")

    def gestures_lock(self, annotator: str) -> Path:
        """Held by whoever makes a gesture over several scopes; taken before any other lock."""
        return resolve_inside(self.root, PRIVATE, "locks", f"{file_name_for(annotator)}.lock")

    def journals(self, annotator: str) -> Path:
        """The folder of an annotator's journals."""
        return resolve_inside(self.root, PRIVATE, "journal", file_name_for(annotator))


def refuse_corpus_name(document: str) -> None:
    """Refuse a document id that means the corpus-wide file.

    Raises:
        UnsafeNameError: says how to go on.

    """
    if document == CORPUS:
        raise UnsafeNameError(
            f"no document may be called {CORPUS!r}: that name stands for the corpus-wide records. "
            "Rename the seed file, or read them with corpus_layer()."
        )
