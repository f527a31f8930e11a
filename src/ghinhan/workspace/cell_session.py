"""The cells of a notebook as one session of edits: who speaks, and how far it has counted."""

from collections.abc import Collection, Sequence

from ghinhan.foundation.identifiers import new_identifier
from ghinhan.model.edits import Receipt
from ghinhan.model.layer import Record
from ghinhan.schema.label_set import Schema
from ghinhan.workspace.defaults import with_defaults
from ghinhan.workspace.editing import CellEdits, Puttable, as_identifiers, as_records
from ghinhan.workspace.session import Labelling


class CellSession:
    """Names every edit that comes from a cell, so that none is taken for another."""

    def __init__(self) -> None:
        self._name = new_identifier("cell")
        self._next = 1

    def edit(  # noqa: PLR0913  what a person may want at once
        self,
        session: Labelling,
        document: str,
        *,
        put: Sequence[Record],
        delete: str | Sequence[str] | None,
        state: str | None,
        expected: Puttable,
        once_there: Collection[str],
        schema: Schema | None,
    ) -> Receipt:
        """Make the edits of one call, all of them or none.

        Args:
            session: whose reading.
            document: document id.
            put: records to add or to put in the place of others.
            delete: ids to take away.
            state: how far the annotator has come; None leaves it.
            expected: what the caller saw; None for what stands there now.
            once_there: ids that the history knows.
            schema: what to fill in; None leaves the records as they are.

        Returns:
            What changed; nothing when everything was so before.

        """
        opened = session.open(document)
        changes = CellEdits(opened.document, opened.layer, opened.corpus_layer)
        changes.put(
            put
            if schema is None
            else [with_defaults(record, schema, opened.document) for record in put]
        )
        changes.delete(as_identifiers(delete), once_there=once_there)
        if state is not None:
            changes.set_state(state)
        if expected is not None:
            changes.expect(as_records(expected))
        edits = changes.edits(session=self._name, first=self._next)
        self._next += len(edits)
        return session.edit(edits) if edits else Receipt(revisions=opened.revisions)

    def undo(self, session: Labelling, document: str) -> Receipt:
        """Take back the last gesture on a document."""
        self._next += 1
        return session.undo(document, session=self._name, seq=self._next - 1)

    def redo(self, session: Labelling, document: str) -> Receipt:
        """Do again the gesture last taken back."""
        self._next += 1
        return session.redo(document, session=self._name, seq=self._next - 1)
