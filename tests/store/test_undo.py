"""Taking back and doing again: unlimited, across restarts and folds, over several scopes."""

from pathlib import Path

import pytest

from ghinhan.foundation.errors import EditConflict
from ghinhan.model import CORPUS, STATE_ID
from ghinhan.store import Store
from tests.store.records import Person, entity, mention, open_store, text_of


@pytest.fixture
def person(memory_folder: Path) -> Person:
    """An annotator at work in an empty project."""
    return Person(open_store(memory_folder))


def test_taking_back_everything_gives_the_start(person: Person, memory_folder: Path) -> None:
    """Thirty gestures, a fold and a restart between them (fault 51)."""
    for number in range(10):
        person.put_all(entity(f"x{number}"), mention(number, entity=f"x{number}"))
        person.put(mention(number, "ORG"), mention(number, entity=f"x{number}"))
        person.put_all(mention(100 + number), mention(200 + number))
        if number == 5:
            person.store.fold("a1")
            person.store = open_store(memory_folder)
    end = person.store.layer("a1", "d")
    person.store = open_store(memory_folder)
    for _ in range(30):
        assert person.undo().applied

    assert person.undo().applied == ()
    layer = person.store.layer("a1", "d")
    assert (layer.records, layer.state) == ((), "new")
    assert person.store.corpus_layer("a1").records == ()
    for _ in range(30):
        assert person.redo().applied
    assert person.redo().applied == ()
    assert person.store.layer("a1", "d") == end


def test_a_gesture_over_two_scopes_is_taken_back_in_both(person: Person) -> None:
    """The mention and the entity that was made for it go together."""
    person.put_all(entity("x"), mention(1, entity="x"))
    receipt = person.undo()

    assert {edit.scope for edit in receipt.applied} == {"d", CORPUS}
    assert {edit.undoes for edit in receipt.applied} == {"s:1"}
    assert set(receipt.revisions) == {"d", CORPUS}
    assert person.store.corpus_layer("a1").records == ()


def test_the_same_act_sent_twice_is_done_once(person: Person, memory_folder: Path) -> None:
    """The answer to an undo was lost on the way; the browser asks again, even after a restart."""
    person.put(mention(1))
    person.put(mention(2))
    person.store.undo("a1", "d", session="s", seq=9)
    again = person.store.undo("a1", "d", session="s", seq=9)
    restarted = open_store(memory_folder).undo("a1", "d", session="s", seq=9)

    assert again.applied == restarted.applied == ()
    assert again.revisions.keys() == {"d"}
    assert person.ids() == ["m-1"]


def test_a_new_edit_ends_what_could_be_done_again(person: Person) -> None:
    """As in every editor."""
    person.put(mention(1))
    person.undo()
    person.put(mention(2))

    assert person.redo().applied == ()


def test_undo_leaves_the_numbers_of_the_session_free(person: Person) -> None:
    """An undo of three edits has one number; the next edit of the view takes the next one."""
    person.put_all(mention(1), mention(2), mention(3))
    person.undo()
    receipt = person.put(mention(4))

    assert [edit.id for edit in receipt.applied] == ["m-4", STATE_ID]


def test_undo_takes_back_done(person: Person) -> None:
    """Declaring a document done is a gesture like any other."""
    person.put(mention(1))
    person.declare("in_progress", "done")
    person.undo()
    assert person.store.layer("a1", "d").state == "in_progress"

    person.declare("in_progress", "done")
    person.put(mention(2))
    person.undo()
    assert person.store.layer("a1", "d").state == "done"


def test_an_undo_that_a_later_edit_forbids_explains_itself(person: Person) -> None:
    """The entity that the gesture made was renamed from another document."""
    person.put_all(entity("x"), mention(1, entity="x"))
    person.put(entity("x", "ORG"), entity("x"), document=CORPUS)

    with pytest.raises(EditConflict, match=r"(?s)cannot take back the gesture s:1.*ORG"):
        person.undo()
    assert person.ids() == ["m-1"]


def test_a_redo_that_a_later_edit_forbids_explains_itself(person: Person) -> None:
    """Somebody used the id meanwhile."""
    person.put_all(entity("x"), mention(1, entity="x"))
    person.undo()
    person.put(entity("x", "ORG"), document=CORPUS)

    with pytest.raises(EditConflict, match=r"(?s)cannot do again the gesture s:1.*ORG"):
        person.redo()
    assert person.ids() == []


def test_two_tabs_share_one_row_of_gestures(person: Person, memory_folder: Path) -> None:
    """The last gesture is the annotator's last, wherever it was made."""
    other = Person(open_store(memory_folder), session="other tab")
    person.put(mention(1))
    other.put(mention(2))
    person.undo()
    assert other.ids() == ["m-1"]

    other.redo()
    other.undo()
    person.undo()
    assert other.ids() == []


def test_the_history_tells_everything_in_order(person: Person, memory_folder: Path) -> None:
    """Who, when, what, before, after; over folds and restarts."""
    person.put(mention(1))
    person.put(mention(1, "ORG"), mention(1))
    person.store.fold("a1")
    person.store = open_store(memory_folder)
    person.undo()
    person.put(None, mention(1))

    told = person.store.history("a1", "d")
    assert [(entry.op, entry.id) for entry in told] == [
        ("add", "m-1"),
        ("change", STATE_ID),
        ("change", "m-1"),
        ("change", "m-1"),
        ("delete", "m-1"),
    ]
    assert [entry.gesture for entry in told] == ["s:1", "s:1", "s:2", "s#3:1", "s:4"]
    assert told[2].after == told[3].before == mention(1, "ORG")
    assert told[3].undoes == "s:2"
    assert {(entry.annotator, entry.document) for entry in told} == {("a1", "d")}
    assert all(entry.at.endswith("+00:00") for entry in told)


def test_order_never_depends_on_the_clock(memory_folder: Path) -> None:
    """A clock that runs backwards tells wrong times and nothing else (fault 45)."""
    hours = iter(range(23, 0, -1))
    store = Store(
        memory_folder, text_of=text_of, clock=lambda: f"2026-01-01T{next(hours):02}:00:00+00:00"
    )
    person = Person(store)
    for number in range(5):
        person.put(mention(number))
    person.undo()

    assert person.ids() == ["m-0", "m-1", "m-2", "m-3"]
    assert [entry.id for entry in store.history("a1", "d")][-2:] == ["m-4", "m-4"]
