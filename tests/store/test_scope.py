"""Writing beside others: nobody waits for a flush, and a flush that fails is never believed."""

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ghinhan.foundation.errors import StoreError
from ghinhan.store.disk import Disk
from tests.store.records import Person, mention, open_store

if TYPE_CHECKING:
    from collections.abc import Callable

JOURNAL = ".ghinhan/journal/a1/d.jsonl"


class WatchedDisk(Disk):
    """Lets something happen in the place of the next flush of a journal."""

    def __init__(self) -> None:
        self.instead: Callable[[], object] | None = None
        self.flushes = 0

    def flush_content(self, descriptor: int) -> None:
        """Flush, or do what was asked for first."""
        self.flushes += 1
        instead, self.instead = self.instead, None
        if instead is not None:
            instead()
        super().flush_content(descriptor)


def refuse() -> None:
    """What a broken disk says."""
    raise OSError(errno.EIO, os.strerror(errno.EIO))


@pytest.fixture
def disk() -> WatchedDisk:
    """A disk that does what it is told."""
    return WatchedDisk()


@pytest.fixture
def person(memory_folder: Path, disk: WatchedDisk) -> Person:
    """Somebody who has begun; the journal is there."""
    person = Person(open_store(memory_folder, disk))
    person.put(mention(1))
    return person


@pytest.fixture
def other(memory_folder: Path, disk: WatchedDisk) -> Person:
    """Somebody in another process, as far as locks and memory go."""
    return Person(open_store(memory_folder, disk), session="t")


def test_others_write_while_a_gesture_is_flushed(
    person: Person, other: Person, disk: WatchedDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The flush is what takes time; its lock would make writers wait in a row for the disk."""
    monkeypatch.setattr("ghinhan.store.disk.PATIENCE_SECONDS", 0.3)
    other.put(mention(2))
    disk.instead = lambda: other.put(mention(3))
    disk.flushes = 0
    person.put(mention(4))

    assert disk.flushes == 2
    assert person.ids() == other.ids() == ["m-1", "m-2", "m-3", "m-4"]


def test_a_gesture_that_could_not_be_flushed_is_taken_back(
    person: Person, other: Person, disk: WatchedDisk
) -> None:
    """Nobody sees it any more, and it can be done again."""
    disk.instead = refuse
    with pytest.raises(StoreError, match=r"Input/output error.*not saved"):
        person.put(mention(2))

    assert person.ids() == other.ids() == ["m-1"]
    person.put(mention(2))
    assert person.ids() == other.ids() == ["m-1", "m-2"]


def test_a_gesture_that_others_built_on_is_written_anew(
    person: Person, other: Person, disk: WatchedDisk, memory_folder: Path
) -> None:
    """It can no longer be taken back; a second flush would prove nothing, a new file does."""
    other.ids()

    def write_and_refuse() -> None:
        other.put(mention(2, "ORG"), mention(2))
        refuse()

    before = (memory_folder / JOURNAL).stat().st_ino
    disk.instead = write_and_refuse
    person.put(mention(2))

    assert (memory_folder / JOURNAL).stat().st_ino != before
    assert person.store.layer("a1", "d").records == (mention(1), mention(2, "ORG"))
    person.put(mention(3))
    assert other.ids() == ["m-1", "m-2", "m-3"]


def test_a_gesture_that_a_replay_made_sure_is_not_taken_back(
    person: Person, other: Person, disk: WatchedDisk
) -> None:
    """The browser asked another kernel meanwhile, and was told that it is saved."""
    edit = person.edit_of("d", None, mention(2))
    other.ids()

    def replay_and_refuse() -> None:
        assert other.store.edit("a1", [edit]).applied == ()
        refuse()

    disk.instead = replay_and_refuse
    person.store.edit("a1", [edit])

    assert person.ids() == other.ids() == ["m-1", "m-2"]


def test_a_gesture_that_cannot_be_made_sure_is_not_acknowledged(
    person: Person, other: Person, disk: WatchedDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk stays broken: the error says so, and what others saved is there."""

    def write_and_refuse() -> None:
        other.put(mention(3))
        monkeypatch.setattr(disk, "flush_all", lambda _descriptor: refuse())
        refuse()

    other.ids()
    disk.instead = write_and_refuse
    with pytest.raises(StoreError, match=r"Input/output error.*not saved"):
        person.put(mention(2))
    monkeypatch.undo()

    assert person.ids() == ["m-1", "m-2", "m-3"]
    person.seq -= 1
    assert person.put(mention(2)).applied == ()


def test_a_replay_is_answered_only_when_the_journal_was_written_anew(
    person: Person, memory_folder: Path
) -> None:
    """Its first answer may have been lost because the flush failed; the file shows nothing."""
    edit = person.edit_of("d", None, mention(2))
    person.store.edit("a1", [edit])
    before = (memory_folder / JOURNAL).stat().st_ino
    content = (memory_folder / JOURNAL).read_bytes()

    assert person.store.edit("a1", [edit]).applied == ()
    assert (memory_folder / JOURNAL).stat().st_ino != before
    assert (memory_folder / JOURNAL).read_bytes() == content
