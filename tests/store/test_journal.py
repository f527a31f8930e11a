"""Journals that were cut short, damaged, or overtaken by git: nothing is lost in silence."""

import random
import shutil
import warnings
from contextlib import suppress
from pathlib import Path
from zlib import crc32

import msgspec
import pytest

from ghinhan.foundation.errors import EditConflict, NewerFormatError, RecordError
from ghinhan.model import STATE_ID, Mention
from ghinhan.store import JournalWarning
from ghinhan.store.doctor import examine
from ghinhan.store.gestures import whole_gestures
from ghinhan.store.journal import Line, decode_line, encode_line, read_lines
from tests.store.faulty_disk import DyingDisk, Killed
from tests.store.records import Person, entity, mention, open_store
from tests.store.repository import Repository

FLIPS = 3000
JOURNAL = ".ghinhan/journal/a1/d.jsonl"
LAYER = "annotations/a1/d.jsonl"


@pytest.fixture
def journal(memory_folder: Path) -> Path:
    """The journal of a document with five gestures, the last one of three edits."""
    person = Person(open_store(memory_folder))
    for number in range(4):
        person.put(mention(number))
    person.put_all(mention(4), mention(5), mention(6))
    return memory_folder / JOURNAL


def ids(root: Path) -> list[str]:
    """The ids in the layer, as a fresh process reads them."""
    return Person(open_store(root)).ids()


def test_a_journal_cut_at_any_byte_keeps_every_whole_gesture(
    journal: Path, memory_folder: Path
) -> None:
    """A write that never finished is cut back; the torn bytes stay beside it (fault 5)."""
    content = journal.read_bytes()
    lines = read_lines(content)
    ends = [0, *(content.index(raw) + len(raw) + 1 for raw in lines.raw)]
    parts = [line.part for line in lines.lines]
    complete = [0, *(n for n, (number, of) in enumerate(parts, 1) if number == of)]
    torn = journal.with_name("d.jsonl.torn")
    for size in range(len(content) + 1):
        journal.write_bytes(content[:size])
        torn.unlink(missing_ok=True)
        whole = max(n for n in complete if ends[n] <= size + 1)
        expected = [line.id for line in lines.lines[:whole] if line.id != STATE_ID]

        assert ids(memory_folder) == expected, size
        assert journal.read_bytes() == content[: ends[whole]]
        assert torn.exists() == (size > ends[whole])
        if size % 4 == 0:  # the next edit is at home on what was left
            Person(open_store(memory_folder), session=f"t{size}").put(mention(99))
            assert ids(memory_folder) == [*expected, "m-99"]


def test_no_flipped_bit_goes_unnoticed(journal: Path, memory_folder: Path) -> None:
    """Bit rot: what the flip touched is kept aside with file and line, all else stands (6)."""
    content = journal.read_bytes()
    sound = ids(memory_folder)
    raws = content.split(b"\n")[:-1]
    chance = random.Random(6)  # noqa: S311  repeatable, not secret
    silent = unnoticed = 0
    for _ in range(FLIPS):
        place = chance.randrange(len(content))
        flipped = bytearray(content)
        flipped[place] ^= 1 << chance.randrange(8)
        journal.write_bytes(flipped)
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always")
            found = ids(memory_folder)
        touched = min(content[:place].count(b"\n"), len(raws) - 1)
        at_the_end = place == len(content) - 1
        kept = [raw for n, raw in enumerate(raws) if n not in {touched, touched + 1}]
        if not at_the_end:
            unnoticed += not any(f"d.jsonl:{touched + 1}" in str(w.message) for w in said)
        silent += found != sound and not said and not journal.with_name("d.jsonl.torn").exists()
        assert all(raw in journal.read_bytes() for raw in kept[:4])
        for name in ("d.jsonl.bad", "d.jsonl.torn"):
            journal.with_name(name).unlink(missing_ok=True)
    assert (silent, unnoticed) == (0, 0)


def test_a_damaged_line_is_kept_aside_and_the_rest_goes_on(
    journal: Path, memory_folder: Path
) -> None:
    """The warning names file and line; the bytes are in `.bad`."""
    lines = journal.read_bytes().split(b"\n")
    lines[2] = lines[2].replace(b"m-1", b"m-7")
    journal.write_bytes(b"\n".join(lines))

    with pytest.warns(JournalWarning, match=r"d\.jsonl:3"):
        assert ids(memory_folder) == ["m-0", "m-2", "m-3", "m-4", "m-5", "m-6"]
    assert '"line":3' in journal.with_name("d.jsonl.bad").read_text(encoding="utf-8")
    assert ids(memory_folder) == ["m-0", "m-2", "m-3", "m-4", "m-5", "m-6"]


def test_edits_of_a_newer_version_are_refused_and_left_alone(
    journal: Path, memory_folder: Path
) -> None:
    """Its checksum fits: it is an edit that somebody was told is saved, and no bit rot."""
    line = encode_line(read_line_of(mention(1)))
    assert decode_line(line.rstrip(b"\n")).id == "m-1"
    body = line.replace(b'"kind":"mention"', b'"kind":"frame"')[: -len(b',"crc":"00000000"}\n')]
    content = journal.read_bytes() + body + b',"crc":"%08x"}\n' % crc32(body)
    journal.write_bytes(content)

    with pytest.raises(NewerFormatError, match=r"d\.jsonl:9: 1 edit of a newer.*than.*\d\.\d"):
        ids(memory_folder)
    with pytest.raises(RecordError, match=r"Upgrade.*safe in its journal"):
        open_store(memory_folder).fold("a1")
    assert journal.read_bytes() == content
    found = examine(memory_folder, text_of=lambda _: None)
    assert [(f.line, f.rule) for f in found] == [(0, "unfolded"), (9, "newer-format")]


def read_line_of(record: Mention) -> Line:
    """A journal line that adds a record."""
    return Line(
        op="add",
        scope="d",
        id=record.id,
        session="s",
        seq=1,
        base="x",
        at="2026-01-01T00:00:00+00:00",
        after=record,
    )


def test_a_gesture_without_its_first_part_is_not_whole() -> None:
    """Only lines from the first part to the last make a gesture."""
    first, second = (msgspec.structs.replace(read_line_of(mention(1)), part=(n, 2)) for n in (1, 2))

    assert whole_gestures([first, second]) == [first, second]
    assert whole_gestures([second]) == []
    assert whole_gestures([first, first, second]) == [first, second]


@pytest.fixture
def folded(memory_folder: Path) -> Person:
    """Somebody with two folded records and a third one in the journal."""
    person = Person(open_store(memory_folder))
    person.put(mention(1))
    person.put(mention(2))
    person.store.fold("a1")
    person.put(mention(3))
    return person


def test_a_file_changed_by_git_is_noticed_before_the_next_edit(
    folded: Person, memory_folder: Path
) -> None:
    """`git pull` under an open session: the journal goes on top of the new file (fault 15)."""
    layer = memory_folder / LAYER
    tokens = folded.store.revisions("a1", "d")
    layer.write_bytes(layer.read_bytes().replace(b"m-2", b"m-8"))

    assert folded.ids() == ["m-1", "m-8", "m-3"]
    assert folded.store.changes_since("a1", tokens).must_reload
    folded.put(mention(8, "ORG"), msgspec.structs.replace(mention(2), id="m-8"))


def test_real_git_may_switch_branches_under_an_open_session(tmp_path: Path) -> None:
    """`git checkout` and back: each look and each edit is on the branch that is there (15)."""
    repository = Repository(tmp_path / "p", driver=False)
    person = Person(open_store(repository.folder))
    person.put(mention(1))
    person.store.fold("a1")
    repository.commit(repository.file.read_bytes())
    assert repository.git("checkout", "-q", "-b", "other") == 0
    person.put(mention(2))
    person.store.fold("a1")
    repository.commit(repository.file.read_bytes())

    assert repository.git("checkout", "-q", "main") == 0
    assert person.ids() == ["m-1"]
    with pytest.raises(EditConflict, match=r"found: *no such record"):
        person.put(None, mention(2))
    person.put(mention(3))
    person.store.fold("a1")
    repository.commit(repository.file.read_bytes())
    assert repository.git("checkout", "-q", "other") == 0
    assert person.ids() == ["m-1", "m-2"]
    person.put(mention(4))
    assert person.ids() == ["m-1", "m-2", "m-4"]


def test_an_edit_that_git_overtook_is_kept_aside_with_a_warning(
    folded: Person, memory_folder: Path
) -> None:
    """Git brought another value for a record that the journal had changed as well."""
    folded.put(mention(1, "ORG"), mention(1))
    layer = memory_folder / LAYER
    layer.write_bytes(layer.read_bytes().replace(b'"PER"', b'"GPE"', 1))

    with pytest.warns(JournalWarning, match=r"a1/d\.jsonl was changed from outside.*m-1"):
        records = folded.store.layer("a1", "d").records
    assert records == (mention(1, "GPE"), mention(2), mention(3))
    aside = (memory_folder / JOURNAL).with_name("d.jsonl.clashes")
    assert aside.read_bytes().count(b"\n") == 1
    assert [e.id for e in folded.store.history("a1", "d") if e.id == "m-1"] == ["m-1", "m-1"]
    assert Person(open_store(memory_folder)).ids() == ["m-1", "m-2", "m-3"]


def test_a_layer_that_git_removed_keeps_what_is_in_the_journal(
    folded: Person, memory_folder: Path
) -> None:
    """`git checkout` of a branch on which the document was not begun."""
    (memory_folder / LAYER).unlink()

    assert folded.ids() == ["m-3"]


def test_a_fold_cut_short_before_the_journal_is_cut_changes_nothing(
    folded: Person, memory_folder: Path
) -> None:
    """The new file is in place and the journal still holds what is in it already."""
    journal, layer = memory_folder / JOURNAL, memory_folder / LAYER
    folded.put(mention(3, "ORG"), mention(3))
    folded.put(None, mention(2))
    unfolded = journal.read_bytes()
    expected = folded.store.layer("a1", "d").records
    folded.store.fold("a1")
    journal.write_bytes(unfolded)

    assert open_store(memory_folder).layer("a1", "d").records == expected
    history = [(e.session, e.seq) for e in open_store(memory_folder).history("a1", "d")]
    assert len(history) == len(set(history))
    assert b"m-2" not in layer.read_bytes()


def test_a_history_line_cut_short_does_not_swallow_the_next(
    folded: Person, memory_folder: Path
) -> None:
    """A kill while the history was written: the journal still has those lines."""
    history = memory_folder / ".ghinhan/history/a1/d.jsonl"
    history.write_bytes(history.read_bytes() + b'{"after":{"ext')
    folded.store.fold("a1")

    ids_told = [entry.id for entry in open_store(memory_folder).history("a1", "d")]
    assert ids_told == ["m-1", STATE_ID, "m-2", "m-3"]


def test_a_journal_replaced_by_another_is_read_anew(folded: Person, memory_folder: Path) -> None:
    """A backup put back, or another process that mended the file."""
    journal = memory_folder / JOURNAL
    before = journal.read_bytes()
    folded.put(mention(4))
    journal.write_bytes(before)
    assert folded.ids() == ["m-1", "m-2", "m-3"]
    other = memory_folder / "other"
    shutil.copytree(memory_folder, other, ignore=shutil.ignore_patterns("other"))
    Person(open_store(other), session="x").put(mention(5))
    Person(open_store(other), session="x2").put(mention(6))
    content = (other / JOURNAL).read_bytes()
    folded.put(mention(7))
    with journal.open("r+b") as stream:
        stream.write(content)
        stream.truncate()

    assert folded.ids() == ["m-1", "m-2", "m-3", "m-5", "m-6"]


def test_a_gesture_whose_writer_died_reaches_every_journal(memory_folder: Path) -> None:
    """Also when the next one to come makes a gesture over other documents."""
    outcomes = set()
    for at in range(1, 200):
        root = memory_folder / str(at)
        Person(open_store(root)).put(mention(1))
        with suppress(Killed):
            store = open_store(root, DyingDisk(at))
            Person(store, session="t").put_all(entity("x"), mention(2, entity="x"))
        Person(open_store(root), session="u").put_all(entity("y"), mention(3), document="e")

        store = open_store(root)
        linked = "m-2" in Person(store).ids()
        names = [record.id for record in store.corpus_layer("a1").records]
        assert names == (["x", "y"] if linked else ["y"]), at
        assert (root / ".ghinhan/gestures/a1.jsonl").read_bytes() == b""
        outcomes.add(linked)
    assert outcomes == {True, False}
