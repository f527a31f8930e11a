"""Folding: when, in which order, and that it never stands in anybody's way."""

import errno
import gc
import os
import subprocess
import sys
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ghinhan.foundation.errors import EditConflict, RecordError, StoreError
from ghinhan.model import Comment
from ghinhan.store.census import is_stray
from ghinhan.store.disk import Disk
from ghinhan.store.folding import finish_fold, plan_fold, write_fold
from ghinhan.store.journal import Line
from ghinhan.store.scope import Scope
from ghinhan.store.stacks import UndoStacks
from tests.store.faulty_disk import DyingDisk, FaultyDisk, Killed
from tests.store.records import Person, entity, mention, open_store

if TYPE_CHECKING:
    from collections.abc import Callable

LAYER = "annotations/a1/d.jsonl"
JOURNAL = ".ghinhan/journal/a1/d.jsonl"


class GatedDisk(Disk):
    """Lets something happen each time a new tracked file has been written beside its place."""

    def __init__(self) -> None:
        self.meanwhile: Callable[[], object] = lambda: None
        self.times = 0

    def flush_all(self, descriptor: int) -> None:
        """The last step of writing the temporary file; no lock is held."""
        super().flush_all(descriptor)
        if Path(f"/proc/self/fd/{descriptor}").readlink().suffix == ".tmp":
            self.times += 1
            self.meanwhile()


@pytest.fixture
def disk() -> GatedDisk:
    """A disk with a gate."""
    return GatedDisk()


def test_edits_go_on_while_a_fold_writes(memory_folder: Path, disk: GatedDisk) -> None:
    """What was edited meanwhile stays in the journal, in order, and views follow."""
    person = Person(open_store(memory_folder, disk))
    token = person.put(mention(1)).revisions
    other = Person(open_store(memory_folder), session="t")
    steps: list[object] = []

    def edit_meanwhile() -> None:
        disk.meanwhile = lambda: None
        steps.append(person.put(mention(2)).revisions)
        other.put(mention(3))

    disk.meanwhile = edit_meanwhile
    person.store.fold("a1")

    assert b"m-2" not in (memory_folder / LAYER).read_bytes()
    assert (memory_folder / JOURNAL).read_bytes().count(b"\n") == 2
    assert person.ids() == other.ids() == Person(open_store(memory_folder)).ids()
    assert [e.id for e in person.store.changes_since("a1", token).applied] == ["m-2", "m-3"]
    person.put(mention(4))
    assert person.ids() == ["m-1", "m-2", "m-3", "m-4"]
    assert len(person.store.history("a1", "d")) == 5


def test_a_fold_never_overwrites_what_git_brought(memory_folder: Path, disk: GatedDisk) -> None:
    """The file was replaced while its successor was being written: the fold begins again."""
    person = Person(open_store(memory_folder, disk))
    person.put(mention(1))
    person.store.fold("a1")
    person.put(mention(2))
    layer = memory_folder / LAYER

    def change_file() -> None:
        disk.meanwhile = lambda: None
        layer.write_bytes(layer.read_bytes().replace(b"m-1", b"m-9"))

    disk.meanwhile = change_file
    person.store.fold("a1")

    assert person.ids() == ["m-9", "m-2"]
    assert b"m-9" in layer.read_bytes()
    assert b"m-2" in layer.read_bytes()
    assert list(memory_folder.rglob("*.tmp")) == []


@pytest.mark.parametrize("act", ["edit", "fold"])
def test_a_journal_folded_and_grown_to_its_old_size_is_noticed(
    memory_folder: Path, act: str
) -> None:
    """Two kernels: the file is the same, the journal as long as before, its lines are others."""
    person = Person(open_store(memory_folder))
    other = Person(open_store(memory_folder), session="t")
    person.put(mention(1))
    person.store.fold("a1")
    other.put(mention(1, "GPE"), mention(1))
    other.put(mention(1), mention(1, "GPE"))
    assert person.ids() == ["m-1"]
    before = (memory_folder / JOURNAL).stat()
    other.store.fold("a1")
    other.put(mention(1, "ORG"), mention(1))
    other.put(mention(1, "LOC"), mention(1, "ORG"))
    after = (memory_folder / JOURNAL).stat()
    assert (after.st_size, after.st_ino) == (before.st_size, before.st_ino)

    if act == "edit":
        with pytest.raises(EditConflict, match=r"expected: .*PER.*\n.*found: .*LOC"):
            person.put(mention(1, "VEH"), mention(1))
    person.store.fold("a1")
    assert open_store(memory_folder).layer("a1", "d").records == (mention(1, "LOC"),)


def test_a_replay_of_what_others_folded_without_a_trace_is_known(memory_folder: Path) -> None:
    """An edit and its undo, folded: nothing in file or journal tells that they ever were."""
    person = Person(open_store(memory_folder))
    other = Person(open_store(memory_folder), session="t")
    person.put(mention(1))
    person.store.fold("a1")
    edit = other.edit_of("d", None, mention(2))
    other.store.edit("a1", [edit])
    other.undo()
    other.store.fold("a1")
    other.put(mention(3))

    assert person.ids() == ["m-1", "m-3"]
    assert person.store.edit("a1", [edit]).applied == ()
    assert person.ids() == ["m-1", "m-3"]


def test_a_scope_that_was_let_go_during_its_fold_is_looked_at_anew(
    memory_folder: Path, disk: GatedDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Memory is bounded; what was measured on one reading says nothing about the next."""
    monkeypatch.setattr("ghinhan.store.access.SCOPES_AT_HAND", 1)
    person = Person(open_store(memory_folder, disk))
    other = Person(open_store(memory_folder), session="t")
    person.put(mention(1))

    def let_go() -> None:
        disk.meanwhile = lambda: None
        person.put(mention(9), document="e")
        person.put(mention(9), document="f")
        other.store.fold("a1", "d")
        other.put(mention(2))

    disk.meanwhile = let_go
    person.store.fold("a1", "d")

    assert open_store(memory_folder).layer("a1", "d").records == (mention(1), mention(2))
    assert list(memory_folder.rglob("*.bad")) == []


def test_a_fold_never_cuts_a_journal_within_a_line(memory_folder: Path) -> None:
    """The last look before the cut: whatever was miscounted, no line is torn."""
    store = open_store(memory_folder)
    Person(store).put(mention(1))
    journal = (memory_folder / JOURNAL).read_bytes()
    with store._access.opened("a1", ["d"]) as scopes:
        plan = plan_fold(scopes["d"])
        assert plan is not None
        short = replace(plan, journal_size=plan.journal_size - 20)
        written = write_fold(store._disk, scopes["d"], short)
        assert not finish_fold(store._disk, scopes["d"], written)

    assert (memory_folder / JOURNAL).read_bytes() == journal
    assert not (memory_folder / LAYER).exists()
    assert list(memory_folder.rglob("*.tmp")) == []


def scopes_in(root: Path) -> int:
    """How many scopes of one project are in memory; other tests may have left theirs."""
    gc.collect()
    scopes = [thing for thing in gc.get_objects() if isinstance(thing, Scope)]
    return sum(scope.places.journal.is_relative_to(root) for scope in scopes)


def test_closing_folds_what_was_let_go(
    memory_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A thousand documents in one session: few are in memory, all are in the tracked files."""
    monkeypatch.setattr("ghinhan.store.access.SCOPES_AT_HAND", 3)
    store = open_store(memory_folder)
    for number in range(20):
        Person(store, session=f"s{number}").put(mention(1), document=f"d{number}")
    at_hand = scopes_in(memory_folder)
    store.close()

    assert at_hand <= 4
    assert len(list((memory_folder / "annotations/a1").iterdir())) == 20


def test_large_documents_leave_room_for_fewer_others(
    memory_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is records that fill the memory, not files."""
    monkeypatch.setattr("ghinhan.store.access.RECORDS_AT_HAND", 10)
    store = open_store(memory_folder)
    for number in range(5):
        records = [mention(n) for n in range(6)]
        Person(store, session=f"s{number}").put_all(*records, document=f"d{number}")

    assert scopes_in(memory_folder) <= 2
    assert len(Person(store).ids("d0")) == 6


def test_closing_over_a_damaged_file_folds_the_others_and_loses_nothing(
    memory_folder: Path,
) -> None:
    """A tracked file that somebody spoilt is never overwritten, and never holds up the rest."""
    store = open_store(memory_folder)
    person = Person(store)
    for document in ("c", "d", "e", "f"):
        person.put(mention(1), document=document)
    store.fold("a1")
    for document in ("c", "d", "e", "f"):
        person.put(mention(2), document=document)
    layers = {name: memory_folder / f"annotations/a1/{name}.jsonl" for name in "cdef"}
    layers["d"].write_bytes(layers["d"].read_bytes().replace(b'"PER"', b'"PER'))
    layers["e"].write_bytes(b"<<<<<<< ours\n" + layers["e"].read_bytes())
    spoilt = {name: layers[name].read_bytes() for name in "de"}

    for save in (
        store.close,
        lambda: store.fold("a1"),
        lambda: open_store(memory_folder).fold("a1"),
    ):
        with pytest.raises(
            RecordError,
            match=r"(?s)d\.jsonl:2: not.*'d' are safe.*e\.jsonl:1-1: an.*'e' are",
        ):
            save()
    assert [b"m-2" in layers[name].read_bytes() for name in "cf"] == [True, True]
    assert {name: layers[name].read_bytes() for name in "de"} == spoilt
    layers["d"].write_bytes(spoilt["d"].replace(b'"PER', b'"PER"'))
    layers["e"].write_bytes(spoilt["e"].partition(b"\n")[2])
    store.close()
    assert [Person(open_store(memory_folder)).ids(name) for name in "de"] == [["m-1", "m-2"]] * 2


def test_two_folds_in_one_process_lose_no_edit_made_between_them(
    memory_folder: Path, disk: GatedDisk
) -> None:
    """`save` while the fold of *done* is writing: the slower one measured a journal long cut."""
    store = open_store(memory_folder, disk)
    person = Person(store)
    person.put(mention(1))

    def overtake() -> None:
        disk.meanwhile = lambda: None
        store.fold("a1", "d")
        person.put(mention(2))

    disk.meanwhile = overtake
    store.fold("a1", "d")

    kept = {record.id for record in open_store(memory_folder).layer("a1", "d").records}
    assert kept == {mention(1).id, mention(2).id}


def test_done_is_folded_also_when_a_fold_was_under_way(
    memory_folder: Path, disk: GatedDisk
) -> None:
    """The fold that ran had looked before: another one follows it."""
    store = open_store(memory_folder, disk)
    person = Person(store)
    person.put(mention(1))
    waiting = [lambda: person.declare("in_progress", "done"), lambda: person.put(mention(2))]

    def go_on() -> None:
        if waiting:
            waiting.pop()()
            if waiting:
                waiting.pop()()

    disk.meanwhile = go_on
    person.declare("in_progress", "done")
    store._folder.wait()

    assert b'"state":"done"' in (memory_folder / LAYER).read_bytes()
    assert b"m-2" in (memory_folder / LAYER).read_bytes()
    assert (memory_folder / JOURNAL).read_bytes() == b""


def test_a_fold_that_breaks_off_does_not_prevent_the_next(
    memory_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever went wrong in the background, the next *done* tries again."""
    store = open_store(memory_folder)
    person = Person(store)
    person.put(mention(1))
    monkeypatch.setattr("threading.excepthook", lambda _: None)

    def break_off(*_: object) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(store._folder, "fold", break_off)
        person.declare("in_progress", "done")
        store._folder.wait()
    assert not (memory_folder / LAYER).exists()
    person.put(mention(2))
    person.declare("in_progress", "done")
    store._folder.wait()

    assert b"m-2" in (memory_folder / LAYER).read_bytes()


def test_done_folds_the_entities_before_the_document_that_names_them(memory_folder: Path) -> None:
    """A commit made right after *done* holds no reference to an entity that is not in it."""
    with open_store(memory_folder) as store:
        person = Person(store)
        person.put_all(entity("x"), mention(1, entity="x"))
        person.declare("in_progress", "done")
        store._folder.wait()
        entities = (memory_folder / "annotations/a1/entities.jsonl").read_text(encoding="utf-8")

        assert entity("x").id in entities
        assert mention(1).id in (memory_folder / LAYER).read_text(encoding="utf-8")


def test_a_fold_that_is_always_overtaken_makes_the_others_wait(
    memory_folder: Path, disk: GatedDisk
) -> None:
    """After three attempts the file is written under the lock, once and for all."""
    person = Person(open_store(memory_folder, disk))
    person.put(mention(1))
    person.store.fold("a1")
    person.put(mention(2))
    layer = memory_folder / LAYER
    disk.times = 0

    def touch_file() -> None:
        if disk.times <= 3:
            layer.write_bytes(layer.read_bytes().replace(b"m-1", b"m-%d" % (10 + disk.times)))

    disk.meanwhile = touch_file
    person.store.fold("a1")

    assert disk.times == 4
    assert (memory_folder / JOURNAL).read_bytes() == b""


def test_somebody_else_folds_each_time(memory_folder: Path, disk: GatedDisk) -> None:
    """In the end there is nothing left to fold."""
    person = Person(open_store(memory_folder, disk))
    other = Person(open_store(memory_folder), session="t")
    person.put(mention(1))
    disk.times = 0

    def fold_elsewhere() -> None:
        other.store.fold("a1")
        if disk.times < 3:
            other.put(mention(10 + disk.times))

    disk.meanwhile = fold_elsewhere
    person.store.fold("a1")

    assert disk.times == 3
    assert person.ids() == ["m-1", "m-11", "m-12"]


def test_a_large_layer_is_written_in_pieces(memory_folder: Path) -> None:
    """So that other threads get a turn while a hundred thousand records are encoded."""
    person = Person(open_store(memory_folder))
    person.put_all(*(mention(number) for number in range(1200)))
    person.store.fold("a1")

    assert len(Person(open_store(memory_folder)).ids()) == 1200


def test_somebody_else_may_have_folded_already(memory_folder: Path, disk: GatedDisk) -> None:
    """Two processes close at the same time."""
    person = Person(open_store(memory_folder, disk))
    other = open_store(memory_folder)
    person.put(mention(1))
    folded: list[bytes] = []

    def fold_elsewhere() -> None:
        disk.meanwhile = lambda: None
        other.fold("a1")
        folded.append((memory_folder / LAYER).read_bytes())

    disk.meanwhile = fold_elsewhere
    person.store.fold("a1")

    assert (memory_folder / LAYER).read_bytes() == folded[0]
    assert person.ids() == ["m-1"]


def test_a_fold_that_changes_nothing_leaves_the_file_alone(memory_folder: Path) -> None:
    """An edit and its undo: git must not see the file as touched."""
    person = Person(open_store(memory_folder))
    person.put(mention(1))
    person.store.fold("a1")
    before = (memory_folder / LAYER).stat()
    person.put(mention(2))
    person.undo()
    person.store.fold("a1")
    after = (memory_folder / LAYER).stat()

    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert (memory_folder / JOURNAL).read_bytes() == b""


def test_a_journal_that_has_grown_is_folded_in_the_background(memory_folder: Path) -> None:
    """Nobody asked; the gesture that made it too long did not wait."""
    of_others = set(threading.enumerate())  # progress bars have a thread that never ends
    person = Person(open_store(memory_folder))
    for number in range(4):
        person.put(Comment(id=f"c-{number}", text="x" * 20_000))
    for thread in set(threading.enumerate()) - of_others:
        thread.join()

    assert (memory_folder / LAYER).read_bytes().count(b"c-") == 4
    assert (memory_folder / JOURNAL).read_bytes() == b""


def test_entities_that_have_grown_are_folded_by_themselves(memory_folder: Path) -> None:
    """Corpus-wide records need no document to be folded with."""
    with open_store(memory_folder) as store:
        Person(store).put_all(*(entity(f"{number}-{'x' * 300}") for number in range(200)))
        store._folder.wait()

        assert (memory_folder / "annotations/a1/entities.jsonl").is_file()


def test_a_fold_in_the_background_that_fails_loses_nothing(memory_folder: Path) -> None:
    """The disk is full just then: the edits are in the journal, the next fold works."""

    class FullForRenames(Disk):
        full = True

        def rename(self, source: Path, target: Path) -> None:
            if self.full and target.suffix == ".jsonl":
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            super().rename(source, target)

    disk = FullForRenames()
    store = open_store(memory_folder, disk)
    person = Person(store)
    person.put(mention(1))
    person.declare("in_progress", "done")
    store._folder.wait()
    assert not (memory_folder / LAYER).exists()
    with pytest.raises(StoreError, match="No space left on device"):
        person.store.fold("a1")
    assert list(memory_folder.rglob("*.tmp")) == []

    disk.full = False
    person.store.close()
    assert b"m-1" in (memory_folder / LAYER).read_bytes()


def test_nothing_to_fold_makes_no_file(memory_folder: Path) -> None:
    """Reading a document is not beginning it."""
    store = open_store(memory_folder)
    store.layer("a1", "d")
    store.fold("a1", "d")
    store.close()

    assert not (memory_folder / LAYER).exists()


def test_folding_everything_opens_only_what_was_edited(memory_folder: Path) -> None:
    """`ghinhan save` in a project of ten thousand documents."""
    person = Person(open_store(memory_folder))
    for document in ("d", "e"):
        person.put(mention(1), document=document)
        person.store.fold("a1")
    (memory_folder / LAYER).write_bytes(b"unreadable")
    person.put(mention(2), document="e")
    open_store(memory_folder).fold("a1")

    assert Person(open_store(memory_folder)).ids("e") == ["m-1", "m-2"]
    assert (memory_folder / LAYER).read_bytes() == b"unreadable"


def test_folding_everything_finishes_a_gesture_whose_writer_died(memory_folder: Path) -> None:
    """Its lines may be in no journal yet."""
    saved = set()
    for at in range(60, 110):
        root = memory_folder / str(at)
        with suppress(Killed):
            Person(open_store(root, DyingDisk(at))).put_all(entity("x"), mention(1))
        if at % 2:
            open_store(root).documents("a1")
        open_store(root).fold("a1")
        files = {path.name for path in (root / "annotations/a1").glob("*.jsonl")}
        assert files in (set(), {"d.jsonl", "entities.jsonl"})
        saved.add(bool(files))
    assert saved == {True, False}


def test_a_lock_that_nobody_gives_back_is_named(
    memory_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stopped process: after half a minute the error says which file and how to find out."""
    monkeypatch.setattr("ghinhan.store.disk.PATIENCE_SECONDS", 0.05)
    Person(open_store(memory_folder)).put(mention(1))
    lock = memory_folder / ".ghinhan/locks/a1/d.lock"
    script = (
        "import fcntl, sys, time\n"
        "stream = open(sys.argv[1])\n"
        "fcntl.flock(stream, fcntl.LOCK_EX)\n"
        "print('held', flush=True)\n"
        "time.sleep(60)\n"
    )
    holder = subprocess.Popen([sys.executable, "-c", script, str(lock)], stdout=subprocess.PIPE)
    assert holder.stdout is not None
    holder.stdout.readline()
    try:
        with pytest.raises(StoreError, match=r"has held .*d\.lock.*fuser"):
            Person(open_store(memory_folder), session="t").put(mention(2))
        with pytest.raises(StoreError, match=r"has held .*d\.lock"):
            open_store(memory_folder).layer("a1", "d")
    finally:
        holder.kill()
        holder.communicate()


def test_temporary_files_of_the_dead_are_removed_at_opening(memory_folder: Path) -> None:
    """Those of the living are left alone, and what is not ours as well (fault 7)."""
    folder = memory_folder / "annotations/a1"
    folder.mkdir(parents=True)
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    dead = folder / f"d.jsonl.{ended.pid}-0123abcd.tmp"
    living = folder / f"d.jsonl.{os.getpid()}-0123abcd.tmp"
    foreign = folder / "d.jsonl.tmp"
    impossible = folder / f"d.jsonl.{10**30}-0123abcd.tmp"
    for path in (dead, living, foreign, impossible):
        path.write_bytes(b"")
    open_store(memory_folder)

    assert sorted(path.name for path in folder.iterdir()) == sorted(
        path.name for path in (living, foreign, impossible)
    )


def test_a_process_of_somebody_else_is_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    """We may not send it signals; that proves that it is there."""

    def refuse(_process: int, _signal: int) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "kill", refuse)
    assert not is_stray("d.jsonl.1-0123abcd.tmp")


def test_listing_names_the_disk_that_refuses(memory_folder: Path) -> None:
    """As every other error of the disk."""
    disk = FaultyDisk(0, OSError(errno.EIO, "x"))
    store = open_store(memory_folder, disk)
    for ask, call in ((store.annotators, 1), (lambda: store.documents("a1"), 2)):
        disk.at = disk.calls + call
        with pytest.raises(StoreError, match="Input/output error"):
            ask()


def test_an_undo_of_a_gesture_nobody_knows_is_ignored() -> None:
    """Its history was removed by hand; what is left still works."""
    stacks = UndoStacks()
    line = Line(op="delete", scope="d", id="m", session="u", seq=1, base="", at="", undoes="lost:1")
    stacks.push(line)

    assert (stacks.done, stacks.undone) == ([], [])


def test_what_others_left_torn_is_mended_by_a_store_that_is_open(memory_folder: Path) -> None:
    """Another tab died in the middle of a write."""
    person = Person(open_store(memory_folder))
    person.put(mention(1))
    with (memory_folder / JOURNAL).open("ab") as stream:
        stream.write(b'{"after":{"ext')

    assert person.ids() == ["m-1"]
    person.put(mention(2))
    assert Person(open_store(memory_folder)).ids() == ["m-1", "m-2"]
