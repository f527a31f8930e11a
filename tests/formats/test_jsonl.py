"""Laws of the JSON Lines format: nothing is ever lost, and faults are named with their line."""

import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given

from ghinhan.formats import jsonl
from ghinhan.foundation.errors import NewerFormatError, RecordError
from ghinhan.model import CorpusLayer, LabelledDocument
from tests.formats.sample import make_item
from tests.formats.strategies import labelled_documents, patient


@patient
@given(labelled_documents())
def test_reading_gives_back_what_was_written(items: list[LabelledDocument]) -> None:
    """Every other format may lose something; this one is the reference and may not."""
    with tempfile.TemporaryDirectory() as folder:
        report = jsonl.write(items, Path(folder), strict=True)

        assert list(jsonl.read(Path(folder))) == items
        assert report.losses == ()


def test_lines_are_cut_at_line_feeds_only(tmp_path: Path) -> None:
    """U+2028 and U+0085 stand bare in JSON; other cutters would break the line there."""
    item = make_item()
    document = msgspec.structs.replace(item.document, title="a\u2028b\x85c")
    item = msgspec.structs.replace(item, document=document)
    jsonl.write([item], tmp_path)

    assert (tmp_path / "documents.jsonl").read_bytes().count(b"\n") == 1
    assert list(jsonl.read(tmp_path)) == [item]


def test_two_readings_do_not_go_into_one_folder(tmp_path: Path) -> None:
    """The corpus-wide file is one annotator's; the second one's entities would be lost."""
    item = make_item()
    other = msgspec.structs.replace(item, corpus_layer=CorpusLayer())

    with pytest.raises(RecordError, match="bài-1 comes with other entities"):
        jsonl.write([item, other], tmp_path / "out")

    assert list(tmp_path.iterdir()) == []


def change(path: Path, old: bytes, new: bytes) -> None:
    """Plant a fault in a file."""
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "error", "message"),
    [
        (b'"NAM"', b'"NAM', RecordError, r"documents\.jsonl:1: JSON is malformed.*Restore"),
        (b'"extent":[[1,7]]', b'"extent":[[1]]', RecordError, r"jsonl:1: Expected `array`"),
        (b" H\xc3\xa0 N", b" Ho N", RecordError, "jsonl:1: the layer of bài-1 was made on"),
        (b"labelled/1", b"labelled/9", NewerFormatError, "'ghinhan-labelled/9', this version"),
    ],
)
def test_a_faulty_document_is_named_with_its_line(
    tmp_path: Path, old: bytes, new: bytes, error: type[Exception], message: str
) -> None:
    """A damaged line must be found, not guessed at."""
    jsonl.write([make_item()], tmp_path)
    change(tmp_path / "documents.jsonl", old, new)

    with pytest.raises(error, match=message):
        list(jsonl.read(tmp_path))


def test_all_faults_of_the_corpus_wide_file_come_at_once(tmp_path: Path) -> None:
    """Mending one line per run would take a day."""
    jsonl.write([make_item()], tmp_path)
    change(tmp_path / "entities.jsonl", b'"kind":"entity"', b'"kind":"thing"')

    with pytest.raises(RecordError, match=r"entities\.jsonl:2: .*\n.*entities\.jsonl:3: "):
        list(jsonl.read(tmp_path))


def test_a_newer_corpus_wide_file_is_refused(tmp_path: Path) -> None:
    """Half understanding a newer format would lose what is new in it."""
    jsonl.write([make_item()], tmp_path)
    change(tmp_path / "entities.jsonl", b"entities/1", b"entities/2")

    with pytest.raises(NewerFormatError, match=r"entities\.jsonl:1: .*'ghinhan-entities/2'"):
        list(jsonl.read(tmp_path))


def test_a_folder_that_is_no_export_is_refused(tmp_path: Path) -> None:
    """The message says which file is missing."""
    with pytest.raises(RecordError, match=r"holds no documents\.jsonl\. Point to"):
        list(jsonl.read(tmp_path))
