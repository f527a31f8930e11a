"""Laws that hold for any sequence of deeds, restarts and folds."""

import random
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ghinhan.foundation.errors import EditConflict
from ghinhan.model import CORPUS, Edit
from ghinhan.model.layer import Record
from tests.store.conftest import MEMORY
from tests.store.records import Person, entity, mention, open_any_store

numbers = st.integers(min_value=0, max_value=5)
labels = st.sampled_from(["PER", "ORG", "GPE"])
desks = st.integers(min_value=0, max_value=2)

Content = dict[str, Record]


class WorkingDay(RuleBasedStateMachine):
    """An annotator at work on one document, at three desks, against a model of dictionaries.

    Each desk is a store that stays open and sees only at its turn what was done at the others.
    The model holds a list of all contents there ever were; undo and redo walk in it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        self.root = Path(self.folder.name)
        self.desks = [open_any_store(self.root) for _ in range(3)]
        self.person = Person(self.desks[0])
        self.past: list[tuple[Content, Content]] = [({}, {})]
        self.future: list[tuple[Content, Content]] = []
        self.made: list[list[Edit]] = []

    def teardown(self) -> None:
        """Take everything back: that gives the start. Then take the folder away."""
        while self.person.undo().applied:
            pass
        layer = self.person.store.layer("a1", "d")
        assert (layer.records, layer.state) == ((), "new")
        assert self.person.store.corpus_layer("a1").records == ()
        self.folder.cleanup()

    def sit_down(self, desk: int) -> None:
        """Go on at one of the desks."""
        self.person.store = self.desks[desk]

    def make(self, edits: list[Edit], layer: Content, corpus: Content) -> None:
        """One gesture in the store and in the model."""
        self.person.store.edit("a1", edits)
        self.made.append(edits)
        self.past.append((layer, corpus))
        self.future.clear()

    @rule(desk=desks, number=numbers, label=labels)
    def put(self, desk: int, number: int, label: str) -> None:
        """Add or change a mention."""
        self.sit_down(desk)
        layer, corpus = self.past[-1]
        after = mention(number, label)
        edit = self.person.edit_of("d", layer.get(after.id), after)
        self.make([edit], {**layer, after.id: after}, corpus)

    @rule(desk=desks, number=numbers)
    def delete(self, desk: int, number: int) -> None:
        """Delete a mention; one that is not there is a conflict."""
        self.sit_down(desk)
        layer, corpus = self.past[-1]
        identifier = f"m-{number}"
        if identifier in layer:
            rest = {name: record for name, record in layer.items() if name != identifier}
            self.make([self.person.edit_of("d", layer[identifier], None)], rest, corpus)
            return
        try:
            self.person.put(None, mention(number))
        except EditConflict:
            return
        raise AssertionError(identifier)

    @rule(desk=desks, number=numbers, label=labels)
    def link(self, desk: int, number: int, label: str) -> None:
        """A gesture over the document and the corpus-wide records."""
        self.sit_down(desk)
        layer, corpus = self.past[-1]
        thing, after = entity(f"x{number}", label), mention(number, entity=f"x{number}")
        edits = [
            self.person.edit_of("d", layer.get(after.id), after),
            self.person.edit_of(CORPUS, corpus.get(thing.id), thing),
        ]
        self.make(edits, {**layer, after.id: after}, {**corpus, thing.id: thing})

    @rule(desk=desks)
    def undo(self, desk: int) -> None:
        """Take back; nothing happens at the beginning."""
        self.sit_down(desk)
        self.person.undo()
        if len(self.past) > 1:
            self.future.append(self.past.pop())

    @rule(desk=desks)
    def redo(self, desk: int) -> None:
        """Do again; nothing happens when there is nothing."""
        self.sit_down(desk)
        self.person.redo()
        if self.future:
            self.past.append(self.future.pop())

    @precondition(lambda self: self.made)
    @rule(desk=desks, data=st.data())
    def replay(self, desk: int, data: st.DataObject) -> None:
        """Old edits come again, in any order and number."""
        self.sit_down(desk)
        old = [edit for edits in self.made for edit in edits]
        for edit in data.draw(st.lists(st.sampled_from(old), max_size=6)):
            assert self.person.store.edit("a1", [edit]).applied == ()

    @rule(desk=desks)
    def fold(self, desk: int) -> None:
        """Fold everything."""
        self.sit_down(desk)
        self.person.store.fold("a1")

    @rule(desk=desks)
    def restart(self, desk: int) -> None:
        """The kernel is started anew; the session in the browser goes on."""
        self.desks[desk] = open_any_store(self.root)
        self.sit_down(desk)

    @invariant()
    def store_and_model_agree(self) -> None:
        """What the store shows is what the model holds."""
        layer = self.person.store.layer("a1", "d")
        corpus = self.person.store.corpus_layer("a1")
        assert (layer.by_id(), corpus.by_id()) == self.past[-1]
        assert layer.state == ("in_progress" if len(self.past) > 1 else "new")


TestWorkingDay = WorkingDay.TestCase
TestWorkingDay.settings = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(numbers, labels, st.booleans()), max_size=20), st.integers(0, 2**32))
def test_edits_doubled_and_shuffled_change_nothing_more(
    deeds: list[tuple[int, str, bool]], seed: int
) -> None:
    """What the browser sends twice or late is known by its name (fault 10)."""
    chance = random.Random(seed)  # noqa: S311  repeatable, not secret
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        person = Person(open_any_store(Path(folder)))
        sent: list[Edit] = []
        layer: Content = {}
        for number, label, deletes in deeds:
            before = layer.pop(f"m-{number}", None)
            after = None if deletes and before else mention(number, label)
            layer |= {after.id: after} if after else {}
            sent.append(person.edit_of("d", before, after))
            person.store.edit("a1", [sent[-1]])
            for again in chance.choices(sent, k=2):
                assert person.store.edit("a1", [again]).applied == ()

        assert person.store.layer("a1", "d").by_id() == layer
