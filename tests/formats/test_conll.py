"""Laws of the CoNLL columns: what is tagged comes back, what is not is named."""

import tempfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ghinhan.formats import conll
from ghinhan.model import Event, LabelledDocument, Layer, Mention, Time
from ghinhan.model.layer import LayerRecord, span_order
from ghinhan.model.spans import surface
from tests.formats.strategies import labelled_documents, patient

choices = st.sampled_from(["outermost", "innermost", "heads", "triggers"])
WHOLLY_LOST = ("discontinuous", "not on token", "cross-", "nested", "same", "crossing", "outside")


def bare(record: LayerRecord, text: str, spans: str) -> LayerRecord:
    """What flat tags keep of one record: id, type and place."""
    if isinstance(record, Mention):
        extent = (record.head,) if spans == "heads" and record.head else record.extent
        return Mention(id=record.id, type=record.type, extent=extent, text=surface(text, extent))
    if isinstance(record, Time):
        return Time(id=record.id, type=record.type, extent=record.extent, text=record.text)
    assert isinstance(record, Event)
    return Event(id=record.id, type=record.type, trigger=record.trigger, text=record.text)


def expected_layer(item: LabelledDocument, spans: str, gone: set[str]) -> Layer:
    """The layer that reading must give: the records that are not lost, laid bare."""
    wanted = Event if spans == "triggers" else Mention | Time
    kept = [r for r in item.layer.records if isinstance(r, wanted) and r.id not in gone]
    records = sorted((bare(r, item.document.text, spans) for r in kept), key=span_order)
    return Layer(
        document=item.layer.document,
        text_sha256=item.layer.text_sha256,
        schema=item.layer.schema,
        annotator=item.layer.annotator,
        state=item.layer.state,
        records=tuple(records),
    )


@patient
@given(labelled_documents(), choices)
def test_reading_gives_back_all_that_the_report_does_not_name(
    items: list[LabelledDocument], spans: conll.Choice
) -> None:
    """A record is either in the file, whole with id, type and place, or in the report."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.conll"
        report = conll.write(items, path, spans=spans)
        gone = {
            (loss.document, loss.record)
            for loss in report.losses
            if loss.what.startswith(WHOLLY_LOST)
        }
        expected = [
            expected_layer(item, spans, {r for d, r in gone if d == item.document.id})
            for item in items
        ]

        assert list(conll.read(path)) == expected
