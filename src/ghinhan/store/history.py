"""What happened in one document or in the corpus-wide records, edit by edit."""

import msgspec

from ghinhan.model.edits import State
from ghinhan.model.layer import Record
from ghinhan.store.content import Names
from ghinhan.store.journal import Line
from ghinhan.store.scope import Scope


class HistoryEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One edit that was taken.

    Args:
        annotator: whose layer it changed.
        document: document id, or `entities` for the corpus-wide records.
        at: when, ISO 8601 in UTC; as right as the clock of that machine.
        op: add, change or delete.
        id: the record's id, or `#state`.
        before: what was there.
        after: what stood there afterwards.
        session: who spoke.
        seq: its number in the session; negative for a change of state the store made along.
        gesture: `session:number`, the same for all edits of one gesture.
        undoes: the gesture that this one takes back or does again; empty otherwise.

    """

    annotator: str
    document: str
    at: str
    op: str
    id: str
    before: Record | State | None
    after: Record | State | None
    session: str
    seq: int
    gesture: str
    undoes: str = ""


def read_history(scope: Scope) -> list[HistoryEntry]:
    """All edits of a scope, oldest first, each once."""
    known = Names()
    return [entry_of(line, scope) for line in scope.past() if known.add(line)]


def entry_of(line: Line, scope: Scope) -> HistoryEntry:
    """One journal line as the history shows it."""
    return HistoryEntry(
        annotator=scope.places.annotator,
        document=line.scope,
        at=line.at,
        op=line.op,
        id=line.id,
        before=line.before,
        after=line.after,
        session=line.session,
        seq=line.seq,
        gesture=line.gesture,
        undoes=line.undoes,
    )
