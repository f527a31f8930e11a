"""Laws of the features: names are derived from the model, and nothing in use goes unnamed."""

import hashlib

import msgspec
import pytest
from hypothesis import given

from ghinhan.foundation.errors import LossError, RecordError
from ghinhan.model import (
    CorpusLayer,
    Document,
    LabelledDocument,
    Layer,
    Loss,
    LossReport,
    Mention,
    Source,
)
from ghinhan.model.features import (
    FEATURES,
    features_of,
    kind_of,
    list_corpus_losses,
    list_document_losses,
)
from tests.formats.strategies import labelled_documents, patient


@patient
@given(labelled_documents(most=1))
def test_everything_in_use_is_a_known_feature(items: list[LabelledDocument]) -> None:
    """A format that carries all features can lose nothing; one that carries none loses all."""
    item = items[0]
    values = (item.document, item.layer, *item.layer.records, *item.corpus_layer.records)

    assert {name for value in values for name in features_of(value)} <= FEATURES
    assert list_document_losses(item, FEATURES, format_name="all") == []
    assert list_corpus_losses(item.corpus_layer, FEATURES, format_name="all") == []
    assert [loss.what for loss in list_document_losses(item, frozenset(), format_name="none")] == [
        kind_of(value) for value in (item.document, item.layer, *item.layer.records)
    ]


def labelled(text: str = "Nga", *, made_on: str = "Nga", of: str = "d") -> LabelledDocument:
    """One document with one mention, made on a text that may be another one."""
    document = Document(id="d", text=text, source=Source(file="d.txt", sha256="0"))
    digest = hashlib.sha256(made_on.encode()).hexdigest()
    mention = Mention(id="m-1", type="GPE", extent=((0, 3),), text="Nga", level="NAM")
    layer = Layer(document=of, text_sha256=digest, records=(mention,))
    return LabelledDocument(document=document, layer=layer, corpus_layer=CorpusLayer())


def test_a_field_left_out_is_one_loss_with_its_quotation() -> None:
    """The report must let a person find the record in the text."""
    found = list_document_losses(labelled(), FEATURES - {"mention.level"}, format_name="x")

    assert found == [
        Loss(
            document="d",
            record="m-1",
            what="mention.level",
            why="x has no place for mention.level.",
            quote="Nga",
        )
    ]


def test_a_layer_of_another_document_or_text_is_refused() -> None:
    """Offsets made on another text would silently point elsewhere."""
    labelled().refuse_other_text()

    with pytest.raises(RecordError, match="of document 'e', but it came with document 'd'"):
        labelled(of="e").refuse_other_text()
    with pytest.raises(RecordError, match="the layer of d was made on a text with SHA-256"):
        labelled(made_on="Mỹ").refuse_other_text()


def test_a_report_refuses_loss_in_words_and_tells_it_as_rows_and_json() -> None:
    """Strict exports stop with the list a person needs; jobs read the same as JSON."""
    loss = Loss(document="d", record="m-1", what="nested mention", why="flat.", quote="Nga")
    whole = Loss(document="", record="", what="document", why="no place.")
    report = LossReport(format="x", written=2, losses=(loss, whole))

    with pytest.raises(LossError, match="x cannot carry 2 things") as refusal:
        report.refuse_loss()
    LossReport(format="x").refuse_loss()

    assert "d: m-1: nested mention “Nga”: flat.\ncorpus: document: document: no" in str(
        refusal.value
    )
    assert report.rows()[0] == {
        "format": "x",
        "document": "d",
        "record": "m-1",
        "what": "nested mention",
        "why": "flat.",
        "quote": "Nga",
    }
    assert msgspec.json.decode(report.as_json(), type=LossReport) == report


def test_a_record_in_several_pieces_uses_a_feature_of_its_own() -> None:
    """Most formats hold one stretch per record: the pieces must not be lost in silence."""
    item = labelled("Nga, Mỹ", made_on="Nga, Mỹ")
    pieces = msgspec.structs.replace(
        item.layer.mentions[0], extent=((0, 3), (5, 7)), text="Nga … Mỹ"
    )
    layer = msgspec.structs.replace(item.layer, records=(pieces,))
    found = list_document_losses(
        msgspec.structs.replace(item, layer=layer),
        FEATURES - {"mention.fragments"},
        format_name="x",
    )

    assert [(loss.record, loss.what) for loss in found] == [("m-1", "mention.fragments")]
