"""What one scope holds at this moment: records in file order, state, and which edits made it.

Plain memory: nothing here touches the disk. Applying an edit costs the same at sixty records
and at a hundred thousand.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from zlib import crc32

from ghinhan.model.edits import STATE_ID, Edit, State
from ghinhan.model.layer import Record, span_order
from ghinhan.store.journal import ENCODER, Line

REMEMBERED_STEPS = 20_000

Place = tuple[int, int, str, str]
"""What `span_order` says of a record; the last part is its id."""


class Content:
    """Records of one scope, kept in the order of the file.

    Args:
        records: by id.
        state: new, in_progress, done or settled; empty for the corpus-wide scope.

    """

    def __init__(self, records: dict[str, Record], state: str) -> None:
        self.records = dict(records)
        self.state = state
        self._order: list[Place] = sorted(map(span_order, records.values()))
        self._listed: tuple[Record, ...] | None = None

    def current(self, identifier: str) -> Record | State | None:
        """What stands under an id now."""
        if identifier == STATE_ID:
            return State(state=self.state)
        return self.records.get(identifier)

    def put(self, identifier: str, value: Record | State | None) -> None:
        """Let a value stand under an id; None takes it away."""
        if isinstance(value, State):
            self.state = value.state
            return
        old = self.records.pop(identifier, None)
        if old is not None:
            del self._order[bisect_left(self._order, span_order(old))]
        if value is not None:
            self.records[identifier] = value
            insort(self._order, span_order(value))
        self._listed = None

    def listed(self) -> tuple[Record, ...]:
        """All records in the order of the file."""
        if self._listed is None:
            self._listed = tuple(self.records[place[3]] for place in self._order)
        return self._listed


class Names:
    """The names (session, seq) of all edits a scope has taken, with what each one said.

    Args:
        older: names learnt before; they count too.

    """

    def __init__(self, older: "Names | None" = None) -> None:
        self._older = older
        self._said: dict[tuple[str, int], int] = {}

    def add(self, line: Line) -> bool:
        """Remember the name of a line; False when it was known."""
        is_new = not self.knows(line)
        self._said[line.session, line.seq] = fingerprint(line)
        return is_new

    def knows(self, edit: Edit | Line) -> bool:
        """Whether an edit of this name was taken."""
        return self._fingerprint(edit) is not None

    def agrees(self, edit: Edit) -> bool:
        """Whether the edit of this name said the same."""
        return self._fingerprint(edit) == fingerprint(edit)

    def _fingerprint(self, edit: Edit | Line) -> int | None:
        said = self._said.get((edit.session, edit.seq))
        if said is None and self._older is not None:
            return self._older._fingerprint(edit)  # noqa: SLF001  another of its own kind
        return said


def fingerprint(edit: Edit | Line) -> int:
    """A short number for what an edit says: which record, and what it becomes."""
    return crc32(ENCODER.encode((edit.id, edit.after)))


class Steps:
    """The edits since some token, so that a view can be told what it missed.

    A token names a point: how many journal lines there were, the checksum of the last, and
    the snapshot they build on.
    """

    def __init__(self) -> None:
        self._edits: list[Edit] = []
        self._marks: dict[str, int] = {}
        self._dropped = 0
        self.token = ""

    def mark(self, token: str) -> None:
        """The content as it is now has this token."""
        self.token = token
        self._marks[token] = self._dropped + len(self._edits)

    def add(self, edit: Edit) -> None:
        """One more step."""
        self._edits.append(edit)
        if len(self._edits) > 2 * REMEMBERED_STEPS:
            del self._edits[:REMEMBERED_STEPS]
            self._dropped += REMEMBERED_STEPS
            self._marks = {t: at for t, at in self._marks.items() if at >= self._dropped}

    def since(self, token: str) -> tuple[Edit, ...] | None:
        """The steps after a token, None when they cannot be told."""
        at = self._marks.get(token)
        return None if at is None else tuple(self._edits[at - self._dropped :])


def apply_to_changed(content: Content, lines: Iterable[Line]) -> list[Line]:
    """Bring journal lines onto a snapshot that is not the one they were made on.

    A record takes the journal's last value where the snapshot holds a value that the journal
    knew at some time: the one it began with, the last one (after a fold that was cut short),
    or one between. Any other value came from somewhere else, from git for example, and stays.

    Returns:
        The lines of records that clash.

    """
    chains: defaultdict[str, list[Line]] = defaultdict(list)
    for line in lines:
        chains[line.id].append(line)
    clashes: list[Line] = []
    for identifier, chain in chains.items():
        if is_known(content.current(identifier), chain):
            content.put(identifier, chain[-1].after)
        else:
            clashes += chain
    return clashes


def is_known(current: Record | State | None, chain: Sequence[Line]) -> bool:
    """Whether a value is one that the edits of its record began with or made."""
    return any(current in (line.before, line.after) for line in chain)
