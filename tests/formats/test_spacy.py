"""Laws of the spaCy format: the text is exact, nothing is lost, spaCy itself can read it."""

import sys
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
import spacy
from hypothesis import given
from spacy.tokens import DocBin

from ghinhan.formats import spacy as spacy_format
from ghinhan.foundation.errors import LossError, MissingExtraError, RecordError
from ghinhan.model import CorpusLayer, LabelledDocument, Mention
from tests.formats.sample import make_item
from tests.formats.strategies import labelled_documents, patient


@patient
@given(labelled_documents())
def test_reading_gives_back_all_that_the_report_does_not_name(
    items: list[LabelledDocument],
) -> None:
    """Documents and layers come back whole; only entities nobody refers to may be lost."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.spacy"
        report = spacy_format.write(items, path)
        found = list(spacy_format.read(path))
        lost = {loss.record for loss in report.losses}
        kept = [r for r in items[0].corpus_layer.records if r.id not in lost]

        assert [item.document for item in found] == [item.document for item in items]
        assert [item.layer for item in found] == [item.layer for item in items]
        assert all(list(item.corpus_layer.records) == kept for item in found)


@patient
@given(labelled_documents())
def test_spacy_shows_the_very_text(items: list[LabelledDocument]) -> None:
    """Offsets are worth nothing if the text is not the same, character by character."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.spacy"
        spacy_format.write(items, path)
        docs = list(DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab))

        assert [doc.text for doc in docs] == [item.document.text for item in items]


def load(path: Path) -> list[Any]:
    """The docs as a user of spaCy gets them."""
    return list(DocBin().from_disk(path).get_docs(spacy.blank("xx").vocab))


@patient
@given(labelled_documents(most=1))
def test_spacy_shows_every_mention_or_the_report_says_why_not(
    items: list[LabelledDocument],
) -> None:
    """A span group trains a model: what is missing there must be known."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.spacy"
        report = spacy_format.write(items, path)
        (doc,) = load(path)
    shown = {
        (span.id_, span.label_, span.start_char, span.end_char) for span in doc.spans["mentions"]
    }
    hidden = {
        loss.record for loss in report.unseen if loss.what.startswith(("discont", "mention not"))
    }

    assert shown == {
        (mention.id, mention.type, mention.start, mention.end)
        for mention in items[0].layer.mentions
        if mention.id not in hidden
    }
    starts = {start for start, _ in items[0].document.tokens}
    ends = {end for _, end in items[0].document.tokens}
    assert all(
        len(mention.extent) > 1 or mention.start not in starts or mention.end not in ends
        for mention in items[0].layer.mentions
        if mention.id in hidden
    )


def test_strict_refuses_an_entity_that_no_document_refers_to(tmp_path: Path) -> None:
    """A DocBin holds documents; what hangs on none of them has no place in it."""
    with pytest.raises(LossError, match=r"spacy cannot carry 1 things.*\n.*nobody: unused entity"):
        spacy_format.write([make_item()], tmp_path / "a.spacy", strict=True)
    assert list(tmp_path.iterdir()) == []

    item = msgspec.structs.replace(make_item(), corpus_layer=CorpusLayer())
    spacy_format.write([item], tmp_path / "a.spacy", strict=True)

    assert list(spacy_format.read(tmp_path / "a.spacy")) == [item]


def test_what_travels_unseen_is_listed(tmp_path: Path) -> None:
    """Lost is one thing, invisible to spaCy's own tools another."""
    report = spacy_format.write([make_item()], tmp_path / "a.spacy")

    assert {(loss.record, loss.what) for loss in report.unseen} == {
        ("m-cut", "mention not on token borders"),
        ("m-pieces", "discontinuous mention"),
        ("v-again", "discontinuous event"),
        ("v-meet", "event.arguments"),
        ("c-1", "comment"),
        ("r-1", "relation"),
        ("m-family", "nested name in doc.ents"),
    }


def test_a_head_inside_a_token_is_listed(tmp_path: Path) -> None:
    """The mention can be shown, its head cannot."""
    item = make_item()
    mention = Mention(id="m-1", type="GPE", extent=((1, 7),), text="Hà Nội", head=(1, 5))
    layer = msgspec.structs.replace(item.layer, records=(mention,))
    report = spacy_format.write([msgspec.structs.replace(item, layer=layer)], tmp_path / "a.spacy")

    assert [(loss.record, loss.what) for loss in report.unseen] == [("m-1", "mention.head")]


def test_a_file_that_is_no_docbin_is_refused(tmp_path: Path) -> None:
    """The message names the file."""
    (tmp_path / "a.spacy").write_bytes(b"no")

    with pytest.raises(RecordError, match=r"a\.spacy is no DocBin"):
        list(spacy_format.read(tmp_path / "a.spacy"))


@pytest.mark.parametrize(
    ("words", "data", "message"),
    [
        (["Nga"], {}, "document 1 holds no records of ghinhan"),
        (["Nga"], {"ghinhan": "{}"}, "document 1: .*missing required field.*Export"),
        (["Nga"], None, "document 1: the doc's text is not the text its records were made on"),
    ],
)
def test_docs_of_other_makers_are_refused(
    tmp_path: Path, words: list[str], data: dict[str, str] | None, message: str
) -> None:
    """Without our records there are no ids; with another text every offset is wrong."""
    spacy_format.write([make_item()], tmp_path / "a.spacy")
    ours = load(tmp_path / "a.spacy")[0].user_data
    doc = spacy.tokens.Doc(
        spacy.blank("xx").vocab, words=words, user_data=ours if data is None else data
    )
    DocBin(docs=[doc], store_user_data=True).to_disk(tmp_path / "b.spacy")

    with pytest.raises(RecordError, match=message):
        list(spacy_format.read(tmp_path / "b.spacy"))


def test_without_spacy_the_install_line_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SpaCy is an extra; the message holds the one line that helps."""
    monkeypatch.setitem(sys.modules, "spacy", None)

    with pytest.raises(MissingExtraError, match=r"pip install 'ghinhan\[spacy\]'"):
        spacy_format.write([], tmp_path / "a.spacy")
