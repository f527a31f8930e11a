"""Documents are read as they are on the disk, and kept while they stand still."""

import os
from pathlib import Path

import pytest

from ghinhan.foundation.errors import UnknownNameError
from ghinhan.ingest import document_bytes
from ghinhan.model import Document, Source
from ghinhan.workspace import corpus as corpus_module
from ghinhan.workspace.corpus import TITLE_LENGTH, Corpus, title_of


def write(root: Path, identifier: str, text: str = "Một hai.") -> Path:
    """Put a document into a corpus."""
    path = root / "corpus" / f"{identifier}.json"
    path.parent.mkdir(exist_ok=True)
    document = Document(id=identifier, text=text, source=Source(file="seeds/x", sha256="0"))
    path.write_bytes(document_bytes(document))
    return path


def test_an_unchanged_document_is_read_once(tmp_path: Path) -> None:
    """Tables walk the corpus again and again."""
    write(tmp_path, "a")
    corpus = Corpus(tmp_path)

    assert corpus.document("a") is corpus.document("a")
    assert corpus.text("a") == "Một hai."


def test_a_changed_document_is_read_again(tmp_path: Path) -> None:
    """Also when its size is the same."""
    path = write(tmp_path, "a")
    corpus = Corpus(tmp_path)
    corpus.document("a")
    write(tmp_path, "a", "Hai một.")
    os.utime(path, ns=(1, 1))

    assert corpus.text("a") == "Hai một."


def test_new_and_removed_documents_are_noticed(tmp_path: Path) -> None:
    """Another process may ingest while the desk is open."""
    corpus = Corpus(tmp_path)
    assert corpus.ids() == []
    write(tmp_path, "b")
    path = write(tmp_path, "a")
    assert corpus.ids() == ["a", "b"]
    assert [document.id for document in corpus.walk()] == ["a", "b"]
    path.unlink()

    assert corpus.ids() == ["b"]
    with pytest.raises(UnknownNameError, match=r"no document 'a'.*There are: b\."):
        corpus.document("a")


def test_memory_holds_only_the_documents_used_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten thousand articles must not stay in memory because one table was asked for."""
    monkeypatch.setattr(corpus_module, "KEPT_IN_MEMORY", 2)
    for identifier in ("a", "b", "c"):
        write(tmp_path, identifier)
    corpus = Corpus(tmp_path)
    first = corpus.document("a")
    list(corpus.walk(["b", "c"]))

    assert corpus.document("a") is not first
    assert len(corpus._kept) == 2


def test_headings_are_kept_for_every_document(tmp_path: Path) -> None:
    """A list of ten thousand documents is shown again and again while a person labels."""
    path = write(tmp_path, "a")
    corpus = Corpus(tmp_path)
    first = corpus.heading("a")
    assert corpus.heading("a") is first
    assert first == ("Một hai.", 8)
    write(tmp_path, "a", "Bài đã đổi.")
    assert corpus.heading("a") == ("Bài đã đổi.", 11)
    path.unlink()

    with pytest.raises(UnknownNameError, match="no document 'a'"):
        corpus.heading("a")


@pytest.mark.parametrize(
    ("title", "text", "shown"),
    [
        ("Cuộc gặp", "Sáng nay …", "Cuộc gặp"),
        ("", "Sáng nay\n\ntrời mưa.", "Sáng nay trời mưa."),
        ("", "chữ " * 60, ("chữ " * (TITLE_LENGTH // 4))[:-1] + " …"),
    ],
)
def test_a_document_is_listed_by_its_headline_or_its_first_words(
    title: str, text: str, shown: str
) -> None:
    """An id alone says nothing to a person."""
    document = Document(id="d", title=title, text=text, source=Source(file="f", sha256="0"))

    assert title_of(document) == shown
