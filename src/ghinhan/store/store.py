"""The store: where every label is kept, and the one way it changes.

*Saved* means: the edit's journal line was written and flushed to the disk while the lock was
held. Only then does `edit` return. How the parts work together is told in docs/guide/saved.md;
this module takes locks, calls the parts in the right order and names the file in every error.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self, cast

from ghinhan.foundation.errors import RecordError
from ghinhan.model.edits import CORPUS, Edit, Receipt
from ghinhan.model.layer import CorpusLayer, CorpusRecord, Layer, LayerRecord
from ghinhan.store.access import Access, in_order, telling
from ghinhan.store.census import Stamps, list_annotators, list_scopes, stamp_scopes, sweep
from ghinhan.store.disk import Disk
from ghinhan.store.folder import Folder
from ghinhan.store.history import HistoryEntry, read_history
from ghinhan.store.places import Places, refuse_corpus_name
from ghinhan.store.planning import prepare
from ghinhan.store.undoing import Turn


def utc_now() -> str:
    """The time of day in UTC, ISO 8601 with milliseconds."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Store:
    """The labels of one project, on the disk.

    Many stores, in as many processes, may work on the same project; none loses an edit.

    Args:
        root: the project folder.
        text_of: gives a document's text; asked when a layer begins, to name the text by its
            SHA-256.
        schema_name: the schema that new layers are made with.
        disk: the file system.
        clock: the time written beside each edit.

    """

    def __init__(
        self,
        root: Path,
        *,
        text_of: Callable[[str], str],
        schema_name: str = "",
        disk: Disk | None = None,
        clock: Callable[[], str] = utc_now,
    ) -> None:
        self._places = Places(root)
        self._disk = disk or Disk()
        self._schema_name = schema_name
        self._access = Access(
            self._disk, self._places, text_of=text_of, schema_name=schema_name, clock=clock
        )
        self._folder = Folder(self._access)
        sweep(self._disk, self._places)

    def __repr__(self) -> str:
        """Which project it keeps."""
        return f"Store({str(self._places.root)!r})"

    def __enter__(self) -> Self:
        """The store itself; it is closed at the end of the `with` block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Fold what was edited."""
        self.close()

    def close(self) -> None:
        """Fold every scope that this store has opened.

        Raises:
            RecordError: tracked files with bad lines, all of them; their edits stay where they
                are, in the journals, and everything else was folded.
            StoreError: the disk refused; every edit is still safe.

        """
        self._folder.wait()
        opened = self._access.known()
        for annotator in dict.fromkeys(annotator for annotator, _ in opened):
            self._fold_all(annotator, [scope for one, scope in opened if one == annotator])

    def annotators(self) -> list[str]:
        """Everyone who has labels here, sorted."""
        with telling("of any name", ["the folders"]):
            return list_annotators(self._disk, self._places)

    def documents(self, annotator: str) -> list[str]:
        """The documents an annotator has begun, sorted."""
        with suppress(OSError):  # a disk that takes nothing can still be listed
            self._access.settle(annotator)
        return [scope for scope in self._scopes(annotator) if scope != CORPUS]

    def layer(self, annotator: str, document: str) -> Layer:
        """One annotator's reading of one document, as it is on the disk now.

        Raises:
            RecordError: a bad line in the tracked file; names file and line.

        """
        refuse_corpus_name(document)
        with self._access.seen(annotator, [document]) as scopes:
            scope = scopes[document]
            return Layer(
                document=document,
                text_sha256=scope.text_sha256,
                schema=scope.header.schema or self._schema_name,
                annotator=annotator,
                state=scope.content.state,
                records=cast("tuple[LayerRecord, ...]", scope.content.listed()),
            )

    def stamps(self, annotator: str) -> dict[str, Stamps]:
        """What tells that a layer has changed, without reading it, for each document begun.

        Take them before `glance`: a layer that changes while it is read then has others.
        """
        begun = self.documents(annotator)
        with telling(annotator, ["the folders"]):
            return stamp_scopes(self._disk, self._places, annotator, begun)

    def glance(self, annotator: str, document: str) -> tuple[LayerRecord, ...]:
        """The records of a layer, for whoever reads very many: nothing is kept for next time.

        No lock is taken, so nobody waits; see `stamps` for a layer that changes meanwhile.

        Raises:
            RecordError: a bad line in the tracked file; names file and line.

        """
        refuse_corpus_name(document)
        scope = self._access.glance(annotator, document)
        return cast("tuple[LayerRecord, ...]", scope.content.listed())

    def corpus_layer(self, annotator: str) -> CorpusLayer:
        """One annotator's entities and occurrences, as they are on the disk now."""
        with self._access.seen(annotator, [CORPUS]) as scopes:
            scope = scopes[CORPUS]
            return CorpusLayer(
                schema=scope.header.schema or self._schema_name,
                annotator=annotator,
                records=cast("tuple[CorpusRecord, ...]", scope.content.listed()),
            )

    def revisions(self, annotator: str, document: str) -> dict[str, str]:
        """The tokens of a document and of the corpus-wide records, for `changes_since`."""
        with self._access.seen(annotator, [CORPUS, document]) as scopes:
            return {name: scope.steps.token for name, scope in scopes.items()}

    def changes_since(self, annotator: str, revisions: Mapping[str, str]) -> Receipt:
        """What anyone changed in these scopes after these tokens."""
        with self._access.seen(annotator, revisions) as scopes:
            steps = {name: scopes[name].steps.since(revisions[name]) for name in scopes}
            return Receipt(
                revisions={name: scope.steps.token for name, scope in scopes.items()},
                applied=tuple(edit for edits in steps.values() for edit in edits or ()),
                must_reload=any(edits is None for edits in steps.values()),
            )

    def edit(self, annotator: str, edits: Sequence[Edit]) -> Receipt:
        """Make one gesture's edits durable, all of them or none.

        An edit whose (session, seq) was taken before changes nothing. The first edit of a
        document, and an edit after done, make it `in_progress`.

        Returns:
            What changed, in order, with the new tokens of the scopes concerned.

        Raises:
            EditConflict: what an edit expects is not there; shows both values.
            RecordError: an edit that cannot be stored, or a bad tracked file.
            StoreError: the disk refused. In all three cases nothing was written.

        """
        if not edits:
            return Receipt(revisions={})
        prepared = prepare(edits)
        names = {edit.scope for edit in prepared}
        with (
            self._access.flushing(annotator) as unflushed,
            self._access.opened(annotator, names) as scopes,
        ):
            receipt = self._access.make(annotator, scopes, prepared, unflushed)
        self._folder.fold_when_due(receipt, scopes)
        return receipt

    def undo(self, annotator: str, document: str, *, session: str, seq: int) -> Receipt:
        """Take back the last gesture on a document that is not yet taken back.

        Args:
            annotator: whose gesture.
            document: where.
            session: who asks.
            seq: with the session the name of this act: asked twice, it is done once.

        Returns:
            What changed; nothing when there is nothing to take back.

        Raises:
            EditConflict: a later edit stands in the way; nothing was written.

        """
        return Turn(self._access, annotator, document, f"{session}#{seq}", redo=False).make()

    def redo(self, annotator: str, document: str, *, session: str, seq: int) -> Receipt:
        """Do again the gesture last taken back; a new edit has made that impossible.

        Raises:
            EditConflict: a later edit stands in the way; nothing was written.

        """
        return Turn(self._access, annotator, document, f"{session}#{seq}", redo=True).make()

    def history(self, annotator: str, document: str) -> list[HistoryEntry]:
        """Every edit ever made to a document (or `CORPUS`), oldest first, over all restarts."""
        with self._access.seen(annotator, [document]) as scopes:
            return read_history(scopes[document])

    def fold(self, annotator: str, scope: str | None = None) -> None:
        """Bring the journal's edits into the tracked file.

        Args:
            annotator: whose.
            scope: document id or `CORPUS`; None for everything of the annotator.

        Raises:
            RecordError: a tracked file with a bad line; its edits stay in the journal.
            StoreError: the disk refused; every edit is still safe.

        """
        if scope is not None:
            self._folder.fold(annotator, scope)
            return
        with telling(annotator, ["the gestures"]):
            self._access.settle(annotator)
        self._fold_all(annotator, self._scopes(annotator))

    def _fold_all(self, annotator: str, names: Iterable[str]) -> None:
        """Fold what can be folded, corpus-wide records first; say at the end what could not."""
        faults: list[str] = []
        for name in in_order(names):
            try:
                if self._access.has_unfolded(annotator, name):
                    self._folder.fold(annotator, name)
            except RecordError as error:
                faults.append(f"{error} The edits of {name!r} are safe in its journal.")
        if faults:
            raise RecordError("\n".join(faults))

    def _scopes(self, annotator: str) -> list[str]:
        with telling(annotator, ["the folders"]):
            return list_scopes(self._disk, self._places, annotator)
