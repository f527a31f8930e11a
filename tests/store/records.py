"""Records and edits that the store's tests write; a project whose every text is one line."""

from pathlib import Path

from ghinhan.model import CORPUS, STATE_ID, Edit, Entity, Mention, Receipt, State
from ghinhan.model.layer import Record
from ghinhan.store import Store
from ghinhan.store.disk import Disk
from tests.store.any_store import AnyStore, opener

TEXT = "Tờ The Telegraph đưa tin từ Moscow."
SCHEMA = "ghinhan-test/1"


def text_of(_document: str) -> str:
    """The text of every document."""
    return TEXT


def open_store(root: Path, disk: Disk | None = None) -> Store:
    """The store of this package, for tests that look at its files."""
    return Store(root, text_of=text_of, schema_name=SCHEMA, disk=disk)


def open_any_store(root: Path, disk: Disk | None = None) -> AnyStore:
    """The store under test on a project folder, as a fresh process would open it."""
    return opener()(root, text_of=text_of, schema_name=SCHEMA, disk=disk)


def mention(number: int, label: str = "PER", entity: str = "") -> Mention:
    """One of many mentions, recognisable by its number."""
    return Mention(
        id=f"m-{number}", type=label, extent=((number, number + 3),), text="chà", entity=entity
    )


def entity(name: str, label: str = "PER") -> Entity:
    """An entity with a readable id."""
    return Entity(id=name, type=label, name=name)


class Person:
    """Somebody who makes edits in one session and counts them.

    Args:
        store: where.
        annotator: whose layer.
        session: name of the session.

    """

    def __init__(self, store: AnyStore, annotator: str = "a1", session: str = "s") -> None:
        self.store = store
        self.annotator = annotator
        self.session = session
        self.seq = 0

    def count(self) -> int:
        """The next number of the session."""
        self.seq += 1
        return self.seq

    def edit_of(self, document: str, before: Record | None, after: Record | None) -> Edit:
        """One edit, not yet made."""
        record = after or before
        assert record is not None
        return Edit(
            scope=document,
            id=record.id,
            before=before,
            after=after,
            session=self.session,
            seq=self.count(),
        )

    def put(
        self, after: Record | None, before: Record | None = None, document: str = "d"
    ) -> Receipt:
        """Put one record in the place of another."""
        return self.store.edit(self.annotator, [self.edit_of(document, before, after)])

    def put_all(self, *records: Record, document: str = "d") -> Receipt:
        """Add several records in one gesture; entities go where entities go."""
        edits = [
            self.edit_of(CORPUS if isinstance(record, Entity) else document, None, record)
            for record in records
        ]
        return self.store.edit(self.annotator, edits)

    def declare(self, before: str, after: str, document: str = "d") -> Receipt:
        """Change the state of a document."""
        edit = Edit(
            scope=document,
            id=STATE_ID,
            before=State(state=before),
            after=State(state=after),
            session=self.session,
            seq=self.count(),
        )
        return self.store.edit(self.annotator, [edit])

    def undo(self, document: str = "d") -> Receipt:
        """Take back the last gesture."""
        return self.store.undo(self.annotator, document, session=self.session, seq=self.count())

    def redo(self, document: str = "d") -> Receipt:
        """Do it again."""
        return self.store.redo(self.annotator, document, session=self.session, seq=self.count())

    def ids(self, document: str = "d") -> list[str]:
        """The ids of the records in the layer, in order."""
        return [record.id for record in self.store.layer(self.annotator, document).records]
