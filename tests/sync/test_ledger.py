"""What this clone knows survives kills, and is found again when it is lost."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghinhan.foundation.errors import RecordError
from ghinhan.sync.ledger import Begun, Bound, Ended, Forgotten, Known, Ledger
from ghinhan.sync.naming import Base
from ghinhan.sync.shapes import Mark, Shape

URL = "http://127.0.0.1:8000"


def known(document: str, example: int) -> Known:
    """A fact about a document."""
    base = Base(shape=Shape(marks={"m-1": Mark(0, example + 1, "PER")}), marks={"m-1": example})
    return Known(document=document, example=example, text_sha256="0" * 64, base=base)


def file_of(root: Path) -> Path:
    """The ledger's one file."""
    return next((root / ".ghinhan/sync").glob("*.jsonl"))


def test_the_last_word_counts(tmp_path: Path) -> None:
    """Facts are added, never changed; reading them again gives the newest."""
    first = Ledger(tmp_path, URL, "a1")
    first.write(Bound(project=7), known("d-1", 1), known("d-2", 2), known("d-1", 3))
    first.write(Begun(push="p-1", documents=("d-1",)), Begun(push="p-2", documents=("d-2",)))
    first.write(Ended(push="p-1"), Forgotten(document="d-2"))
    again = Ledger(tmp_path, URL, "a1")

    for ledger in (first, again):
        assert ledger.project == 7
        assert list(ledger.documents()) == ["d-1"]
        assert ledger.known("d-1") == known("d-1", 3)
        assert ledger.known("d-2") is None
        assert [begun.push for begun in ledger.unfinished] == ["p-2"]


@settings(max_examples=30, deadline=None)
@given(st.integers(min_value=0, max_value=400))
def test_cut_anywhere_only_the_torn_line_is_lost(
    tmp_path_factory: pytest.TempPathFactory, cut: int
) -> None:
    """A power cut in the middle of a line."""
    root = tmp_path_factory.mktemp("ledger")
    Ledger(root, URL, "a1").write(*(known(f"d-{n}", n) for n in range(4)))
    path = file_of(root)
    content = path.read_bytes()
    kept = content[: max(0, len(content) - cut)]
    path.write_bytes(kept)
    again = Ledger(root, URL, "a1")

    assert len(list(again.documents())) == kept.count(b"\n")
    again.write(known("d-9", 9))
    assert Ledger(root, URL, "a1").known("d-9") == known("d-9", 9)


def test_a_crowded_ledger_is_written_anew(tmp_path: Path) -> None:
    """A year of pulls does not make it grow without end."""
    ledger = Ledger(tmp_path, URL, "a1")
    for number in range(200):
        ledger.write(known("d-1", number), Bound(project=4), Begun(push="p", documents=()))
    before = file_of(tmp_path).stat().st_size
    again = Ledger(tmp_path, URL, "a1")

    assert file_of(tmp_path).stat().st_size < before / 20
    assert again.known("d-1") == known("d-1", 199)
    assert again.project == 4
    assert len(again.unfinished) == 1


def test_a_damaged_line_names_the_file_and_the_way_out(tmp_path: Path) -> None:
    """Never silently half of what is known."""
    Ledger(tmp_path, URL, "a1").write(known("d-1", 1))
    file_of(tmp_path).write_bytes(b'{"fact":"known"}\n')

    with pytest.raises(RecordError, match=r"sync/.*jsonl holds a line.*Delete the file"):
        Ledger(tmp_path, URL, "a1")


def test_a_book_that_holds_nothing_is_closed_without_a_trace(tmp_path: Path) -> None:
    """A pull of nothing makes no file."""
    Ledger(tmp_path, URL, "a1").close_book()

    assert not list(tmp_path.iterdir())
