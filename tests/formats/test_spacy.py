"""Laws of the spaCy format: the text is exact, nothing is lost, spaCy itself can read it."""

import tempfile
from pathlib import Path

import spacy
from hypothesis import given
from spacy.tokens import DocBin

from ghinhan.formats import spacy as spacy_format
from ghinhan.model import LabelledDocument
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
