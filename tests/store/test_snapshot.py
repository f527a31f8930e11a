"""Tracked files that cannot be trusted are refused whole, with file, line and a way out."""

import gc
from pathlib import Path

import pytest

from ghinhan.foundation.errors import NewerFormatError, RecordError
from ghinhan.model import CORPUS
from ghinhan.store.snapshot import decode_snapshot, without_garbage_collection
from tests.store.records import Person, entity, mention, open_store

NAME = "annotations/a1/d.jsonl"


@pytest.fixture
def layer(tmp_path: Path) -> Path:
    """A tracked file with two records."""
    person = Person(open_store(tmp_path))
    person.put(mention(1))
    person.put(mention(2))
    person.store.fold("a1")
    return tmp_path / NAME


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (
            b"layer/1",
            b"layer/2",
            r"d\.jsonl:1: .* as ghinhan-layer/2.* reads ghinhan-layer/1",
        ),
        (b"layer/1", b"layer/0", r"d\.jsonl:1: format 'ghinhan-layer/0' is not"),
        (b"layer/1", b"coat/7", r"d\.jsonl:1: format 'ghinhan-coat/7' is not"),
        (b'"document":"d"', b'"document":"e"', r"d\.jsonl:1: .*'e' but stands in the place of 'd'"),
        (b"in_progress", b"nearly", r"d\.jsonl:1: state 'nearly' is none of new, in_progress"),
        (b'"state":', b'"states":', r"d\.jsonl:1: the header line is not valid: .*states"),
        (b'{"document"', b'{"document', r"d\.jsonl:1: the header line is not valid"),
        (b'"id":"m-2"', b'"id":"m-1"', r"d\.jsonl:3: id 'm-1' stands on line 2 already"),
        (b"[[2,5]]", b"[]", r"d\.jsonl:3: record 'm-2' has no fragment"),
        (b'"id":"m-2"', b'"new":1,"id":"m-2"', r"d\.jsonl:3: not a valid record: .*unknown field"),
        (b'"id":"m-2"', b'"id":2', r"d\.jsonl:3: not a valid record"),
        (b"PER", b"P\xff\xff", r"d\.jsonl:2: not a valid record"),
    ],
)
def test_a_bad_file_is_refused_with_its_line_and_ways_out(
    layer: Path, old: bytes, new: bytes, message: str
) -> None:
    """Nothing is loaded in part and nothing is changed (faults 6, 26, 27)."""
    content = layer.read_bytes()
    assert old in content
    damaged = content.replace(old, new, 1)
    layer.write_bytes(damaged)

    with pytest.raises(RecordError, match=message):
        open_store(layer.parents[2]).layer("a1", "d")
    with pytest.raises(RecordError, match=message):
        Person(open_store(layer.parents[2]), session="t").put(mention(3))
    assert layer.read_bytes() == damaged
    layer.write_bytes(content)
    assert Person(open_store(layer.parents[2])).ids() == ["m-1", "m-2"]


def test_a_newer_file_has_its_own_error(layer: Path) -> None:
    """So that a program can say: upgrade."""
    layer.write_bytes(layer.read_bytes().replace(b"layer/1", b"layer/12"))
    with pytest.raises(NewerFormatError, match=r"Upgrade ghinhan"):
        open_store(layer.parents[2]).layer("a1", "d")


def test_conflict_markers_are_named_with_their_lines(layer: Path) -> None:
    """Half a merge is no data (fault 13)."""
    first, second, third = layer.read_bytes().splitlines()
    lines = [first, b"<<<<<<< HEAD", second, b"=======", third, b">>>>>>> other", b""]
    layer.write_bytes(b"\n".join(lines))

    with pytest.raises(RecordError, match=r"d\.jsonl:2-6: an unresolved merge .*lines 2, 4, 6"):
        open_store(layer.parents[2]).layer("a1", "d")


def test_text_that_looks_like_a_marker_is_text(tmp_path: Path) -> None:
    """Seven equals signs in an article are no conflict."""
    person = Person(open_store(tmp_path))
    person.put(entity("======= <<<<<<<"), document=CORPUS)
    person.store.fold("a1")

    assert open_store(tmp_path).corpus_layer("a1").entities[0].id == "======= <<<<<<<"


def test_all_bad_lines_are_listed_at_once(layer: Path) -> None:
    """Nobody should have to mend a file line by line."""
    layer.write_bytes(layer.read_bytes() + b"x\n" * 30)

    with pytest.raises(RecordError, match=r"(?s):4: .*:23: .*and 10 more\n.*git checkout"):
        open_store(layer.parents[2]).layer("a1", "d")


def test_garbage_collection_is_left_as_it_was() -> None:
    """Bulk decoding turns it off; whoever had it off wants it off."""
    assert gc.isenabled()
    with without_garbage_collection():
        assert not gc.isenabled()
        with without_garbage_collection():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_empty_lines_between_records_are_no_records(layer: Path) -> None:
    """A text editor leaves them behind; nothing is lost by reading on."""
    content = layer.read_bytes().replace(b"\n", b"\n\n")

    assert set(decode_snapshot(content, "d", NAME).records) == {"m-1", "m-2"}
