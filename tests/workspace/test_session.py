"""What a widget is given: one annotator's session."""

import pytest

from ghinhan.foundation.errors import (
    OffsetError,
    RecordError,
    UnknownNameError,
    UnsafeNameError,
)
from ghinhan.model import Comment, Document, Edit, LabellingSession, Layer, Source
from ghinhan.store import Store
from ghinhan.workspace import Workspace
from ghinhan.workspace.corpus import Corpus
from ghinhan.workspace.session import Labelling, refuse_other_text
from tests.workspace.samples import DOCUMENT, LAYER, write_seed


def begin(desk: Workspace, annotator: str = "a1") -> Labelling:
    """A session of its own on the desk's project."""
    corpus = Corpus(desk.root)
    return Labelling(Store(desk.root, text_of=corpus.text), corpus, annotator)


def remark(words: str, seq: int, session: str = "s") -> Edit:
    """The edit that adds a comment."""
    after = Comment(id=f"c-{words}", text=words)
    return Edit(scope="bai-1", id=after.id, after=after, session=session, seq=seq)


def test_it_is_what_the_model_calls_a_session(desk: Workspace) -> None:
    """The widget knows only the protocol."""
    session: LabellingSession = begin(desk)

    assert session.annotator == "a1"
    assert repr(session) == "Labelling(annotator='a1')"


def test_the_list_of_documents_tells_how_far_the_annotator_has_come(desk: Workspace) -> None:
    """Before the first label a document is new and holds nothing."""
    session = begin(desk)
    (before,) = session.documents()
    session.edit([remark("mot", 1)])
    (after,) = session.documents()

    assert (before.state, before.records) == ("new", 0)
    assert (after.state, after.records) == ("in_progress", 1)
    assert after.characters == len(DOCUMENT.text)
    assert after.title.startswith("Sáng 12-5 🌧, Chủ tịch tỉnh An Bình")


def test_what_one_session_does_the_other_is_told(desk: Workspace) -> None:
    """Two tabs on one document follow each other by revisions."""
    one, other = begin(desk), begin(desk)
    opened = other.open("bai-1")
    made = one.edit([remark("mot", 1)])
    told = other.changes_since(opened.revisions)

    assert opened.layer.records == ()
    assert [edit.id for edit in told.applied] == [edit.id for edit in made.applied]
    assert other.open("bai-1").layer.records == one.open("bai-1").layer.records
    assert other.changes_since(told.revisions).applied == ()


def test_undo_and_redo_reach_over_sessions(desk: Workspace) -> None:
    """The last gesture on the document, whichever window made it."""
    one, other = begin(desk), begin(desk)
    one.edit([remark("mot", 1)])
    other.undo("bai-1", session="o", seq=1)
    assert one.open("bai-1").layer.records == ()
    one.redo("bai-1", session="s", seq=2)

    assert [record.id for record in other.open("bai-1").layer.records] == ["c-mot"]


def test_whoever_asked_is_told_once_for_each_change(desk: Workspace) -> None:
    """A replay changes nothing, so nobody is told of it."""
    told: list[Labelling] = []
    corpus = Corpus(desk.root)
    store = Store(desk.root, text_of=corpus.text)
    session = Labelling(store, corpus, "a1", on_change=told.append)
    session.edit([remark("mot", 1)])
    session.edit([remark("mot", 1)])
    session.undo("bai-1", session="s", seq=2)

    assert told == [session, session]


def test_names_are_checked_before_anything_is_opened(desk: Workspace) -> None:
    """A bad annotator name is refused at the door, a bad document when it is opened."""
    with pytest.raises(UnsafeNameError, match="no file name"):
        begin(desk, "../gold")
    with pytest.raises(UnknownNameError, match="no document 'bai-2'"):
        begin(desk).open("bai-2")


def test_a_layer_on_another_text_is_refused_with_the_ways_out() -> None:
    """Never silently: the file, both checksums and what to do."""
    other = Document(id="bai-1", text="khác", source=Source(file="f", sha256="0"))
    with pytest.raises(OffsetError, match=r"annotations/a1/bai-1\.jsonl .*Bring the old seed back"):
        refuse_other_text(other, LAYER, "a1")

    refuse_other_text(DOCUMENT, LAYER, "a1")
    refuse_other_text(other, Layer(document="bai-1", text_sha256="f" * 64), "a1")
    assert other.text_sha256 != LAYER.text_sha256


def test_one_damaged_file_keeps_no_other_document_from_work(labelled_desk: Workspace) -> None:
    """A bad line in one reading must not close the project to everybody."""
    desk = labelled_desk
    seed = write_seed(desk.root)
    (seed.parent / "bai-2.txt").write_bytes(seed.read_bytes())
    desk.ingest()
    for name in ("a2", "a3"):
        with pytest.warns(match=f"'{name}' is a new annotator"):
            desk.edit("bai-1", name, put={"kind": "comment", "text": "?"})
    desk.save()
    path = desk.root / "annotations" / "a1" / "bai-1.jsonl"
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[2] = lines[2][:10]
    path.write_text("\n".join(lines), encoding="utf-8")
    layers = list(desk.rows("layers"))
    session = begin(desk)

    assert [(row["annotator"], row["state"]) for row in layers] == [
        ("a1", "damaged"),
        ("a2", "in_progress"),
        ("a3", "in_progress"),
    ]
    assert "annotations/a1/bai-1.jsonl:3" in str(layers[0]["fault"])
    assert [row["damaged"] for row in desk.progress()] == [1, 0, 0]
    assert list(desk.layers()["state"]) == ["damaged", "in_progress", "in_progress"]
    assert [document.state for document in session.documents()] == ["damaged", "new"]
    assert session.open("bai-2").layer.records == ()
    with pytest.raises(RecordError, match=r"annotations/a1/bai-1\.jsonl:3"):
        session.open("bai-1")
