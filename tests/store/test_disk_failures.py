"""Every call on the disk fails once, in every way; nothing that was saved is touched."""

import errno
import os
import resource
import shutil
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from ghinhan.foundation.errors import StoreError
from ghinhan.model import CORPUS, Edit
from ghinhan.store.disk import Disk
from tests.store.any_store import AnyStore
from tests.store.faulty_disk import DyingDisk, FaultyDisk, ForgetfulDisk, Killed
from tests.store.records import Person, entity, mention, open_any_store

REFUSALS = (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EINTR)
SCOPES = ("d", "e")

State = tuple[object, ...]
Deed = Callable[[AnyStore], object]


def add(number: int, document: str = "d") -> Deed:
    """A gesture that adds one mention."""
    edit = Edit(scope=document, id=f"m-{number}", after=mention(number), session="s", seq=number)
    return lambda store: store.edit("Bà", [edit])


def add_with_entity(number: int) -> Deed:
    """A gesture over a document and the corpus-wide records."""
    edits = [
        Edit(
            scope="d", id=f"m-{number}", after=mention(number, entity="x"), session="s", seq=number
        ),
        Edit(scope=CORPUS, id=f"e-{number}", after=entity(f"e-{number}"), session="t", seq=number),
    ]
    return lambda store: store.edit("Bà", edits)


DEEDS: tuple[Deed, ...] = (
    add(1),
    add_with_entity(2),
    add(3),
    lambda store: store.fold("Bà", "d"),
    add(4),
    lambda store: store.undo("Bà", "d", session="s", seq=5),
    lambda store: store.undo("Bà", "d", session="s", seq=6),
    add_with_entity(7),
    lambda store: store.fold("Bà"),
    add(8, "e"),
)
"""A short day's work: every kind of writing the store knows."""


def seen(store: AnyStore) -> State:
    """Everything a reader can see."""
    return (
        *(store.layer("Bà", document).records for document in SCOPES),
        *(store.layer("Bà", document).state for document in SCOPES),
        store.corpus_layer("Bà").records,
    )


def states_of_a_good_day(root: Path) -> list[State]:
    """What is seen before the first deed and after each, when nothing fails."""
    store = open_any_store(root)
    states = [seen(store)]
    for deed in DEEDS:
        deed(store)
        states.append(seen(open_any_store(root)))
    return states


@pytest.fixture(scope="module")
def good_day(tmp_path_factory: pytest.TempPathFactory) -> list[State]:
    """The states of a day without failures."""
    return states_of_a_good_day(tmp_path_factory.mktemp("good"))


def work_through(
    root: Path, disk: FaultyDisk, good_day: list[State], *, to_the_end: bool = True
) -> None:
    """Do the day's work on a failing disk; whatever fails is looked at and done again.

    Not to the end means until one more deed went well after the failure.
    """
    store = open_any_store(root, disk)
    for number, deed in enumerate(DEEDS):
        if disk.failed and not to_the_end:
            deed(store)
            assert seen(store) == seen(open_any_store(root)) == good_day[number + 1], disk.failed
            return
        error = error_of(deed, store)
        if error is not None:
            before, after = good_day[number : number + 2]
            found = seen(open_any_store(root))
            assert found in (before, after), disk.failed
            if isinstance(error, StoreError):
                assert found == before, disk.failed
                assert os.strerror(error.errno or 0) in str(error)
                assert "Bà" in str(error)
            deed(store)
            assert seen(open_any_store(root)) == good_day[number + 1], disk.failed
    assert seen(store) == good_day[-1]
    store.close()
    assert seen(open_any_store(root)) == good_day[-1]


def error_of(deed: Deed, store: AnyStore) -> BaseException | None:
    """What a deed raised."""
    try:
        deed(store)
    except (StoreError, KeyboardInterrupt) as error:
        return error
    return None


def count_calls(root: Path) -> int:
    """How many calls a good day makes."""
    disk = FaultyDisk(0, OSError())
    store = open_any_store(root, disk)
    for deed in DEEDS:
        deed(store)
    return disk.calls


@pytest.mark.parametrize(
    ("number", "too_late"),
    [*((number, False) for number in REFUSALS), (errno.EIO, True), (errno.ENOSPC, True)],
)
def test_each_call_may_fail_and_nothing_is_lost(
    memory_folder: Path, good_day: list[State], number: int, *, too_late: bool
) -> None:
    """The error names what refused, the old state is intact, the next try works (fault 3)."""
    calls = count_calls(memory_folder / "count")
    assert calls > 100
    for at in range(1, calls + 1):
        error = OSError(number, os.strerror(number))
        disk = FaultyDisk(at, error, too_late=too_late)
        work_through(memory_folder / str(at), disk, good_day, to_the_end=number == errno.EIO)
        assert disk.failed


@pytest.mark.parametrize("too_late", [False, True])
def test_an_interrupt_at_each_call_leaves_all_or_nothing(
    memory_folder: Path, good_day: list[State], *, too_late: bool
) -> None:
    """The stop button of the notebook may come at any moment."""
    for at in range(1, count_calls(memory_folder / "count") + 1):
        disk = FaultyDisk(at, KeyboardInterrupt(), too_late=too_late)
        try:
            work_through(memory_folder / str(at), disk, good_day)
        except KeyboardInterrupt:
            assert disk.failed


def test_a_kill_at_each_call_leaves_all_or_nothing(
    memory_folder: Path, good_day: list[State]
) -> None:
    """The deterministic brother of the kills of real processes (fault 1)."""
    for at in range(1, count_calls(memory_folder / "count") + 1):
        root = memory_folder / str(at)
        done = 0
        with suppress(Killed):
            store = open_any_store(root, DyingDisk(at))
            for deed in DEEDS:
                deed(store)
                done += 1

        found = seen(open_any_store(root))
        assert found in good_day[done : done + 2]
        for deed in DEEDS[done:]:
            deed(open_any_store(root))
        assert seen(open_any_store(root)) == good_day[-1]


def test_a_disk_that_takes_nothing_can_still_be_read(memory_folder: Path) -> None:
    """A project on a read-only medium opens; only labelling is refused, with the reason."""

    class ReadOnlyDisk(Disk):
        def open(self, path: Path, flags: int) -> int:
            if flags & (os.O_WRONLY | os.O_RDWR):
                raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
            return super().open(path, flags)

    person = Person(open_any_store(memory_folder))
    person.put_all(entity("e"), mention(1))
    journal = memory_folder / ".ghinhan/journal/a1/d.jsonl"
    journal.write_bytes(journal.read_bytes() + b"{torn")
    reader = open_any_store(memory_folder, ReadOnlyDisk())

    assert reader.layer("a1", "d").records == (mention(1),)
    assert reader.corpus_layer("a1").records == (entity("e"),)
    with pytest.raises(StoreError, match=r"Read-only file system.*not saved"):
        Person(reader, session="t").put(mention(2))
    assert journal.read_bytes().endswith(b"{torn")


@pytest.fixture
def small_files() -> Iterator[Callable[[int], None]]:
    """Sets the largest size a file may have; the limit is lifted afterwards."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    yield lambda size: resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    resource.setrlimit(resource.RLIMIT_FSIZE, before)
    signal.signal(signal.SIGXFSZ, handler)


def test_after_a_full_disk_the_same_session_goes_on(
    tmp_path: Path, small_files: Callable[[int], None]
) -> None:
    """A real limit of the kernel, met in the middle of a write (fault 4)."""
    person = Person(open_any_store(tmp_path))
    person.put(mention(1))
    journal = tmp_path / ".ghinhan/journal/a1/d.jsonl"
    size = journal.stat().st_size
    for room in (0, 1, 40, 150):
        small_files(size + room)
        with pytest.raises(StoreError, match=r"File too large.*not saved"):
            person.put(mention(2))
        person.seq -= 1
        assert journal.stat().st_size == size
        assert person.ids() == ["m-1"]
    small_files(100)
    with pytest.raises(StoreError, match="File too large"):
        person.store.fold("a1")
    small_files(resource.RLIM_INFINITY)
    person.put(mention(2))
    person.store.fold("a1")

    assert Person(open_any_store(tmp_path)).ids() == ["m-1", "m-2"]


def test_a_power_cut_at_any_moment_keeps_what_was_acknowledged(
    memory_folder: Path, good_day: list[State]
) -> None:
    """A disk that forgets whatever was not flushed, names of files included (fault 2).

    The power goes after each call of the day; `make crash` does the same with a real file
    system where it can.
    """
    states = iter(good_day)
    target = memory_folder / "after"
    certain: list[Path] = []

    class CountingDisk(ForgetfulDisk):
        def flush_content(self, descriptor: int) -> None:
            super().flush_content(descriptor)
            self.copy()

        def flush_all(self, descriptor: int) -> None:
            super().flush_all(descriptor)
            self.copy()

        def copy(self) -> None:
            place = target / str(len(certain))
            self.cut_power(place)
            certain.append(place)

    root = memory_folder / "project"
    root.mkdir()
    store = open_any_store(root, CountingDisk(root))
    before = next(states)
    for deed in DEEDS:
        certain.clear()
        deed(store)
        after = next(states)
        found = [seen(open_any_store(place)) for place in certain]
        assert all(state in (before, after) for state in found)
        assert found[-1] == after
        for place in certain:
            shutil.rmtree(place)
        before = after
