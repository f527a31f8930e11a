"""Laws of the CoNLL columns: what is tagged comes back, what is not is named."""

import re
import tempfile
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghinhan.formats import conll
from ghinhan.foundation.errors import LossError, RecordError
from ghinhan.model import Event, LabelledDocument, Layer, Loss, Mention, Span, Time
from ghinhan.model.features import fragments_of
from ghinhan.model.layer import LayerRecord, span_order
from ghinhan.model.spans import surface
from tests.formats.sample import make_item
from tests.formats.strategies import labelled_documents, patient

choices = st.sampled_from(["outermost", "innermost", "heads", "triggers"])


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
            (loss.document, loss.record) for loss in report.losses if loss.what in conll.UNPLACED
        }
        expected = [
            expected_layer(item, spans, {r for d, r in gone if d == item.document.id})
            for item in items
        ]

        assert list(conll.read(path)) == expected


def touches(one: LayerRecord, other: LayerRecord, spans: str) -> bool:
    """Whether the stretches that flat tags would show have a character in common."""
    a, b = (to_tag(record, spans) for record in (one, other))
    return any(x[0] < y[1] and y[0] < x[1] for x in a for y in b)


def to_tag(record: LayerRecord, spans: str) -> tuple[Span, ...]:
    """The stretch that flat tags would show."""
    head = record.head if isinstance(record, Mention) and spans == "heads" else None
    return (head,) if head else fragments_of(record)


def reason_holds(item: LabelledDocument, loss: Loss, spans: str) -> bool:
    """Whether what the report says of a record is true, by the plainest definition."""
    record = item.layer.by_id()[loss.record]
    pieces = to_tag(record, spans)
    start, end = pieces[0][0], pieces[-1][1]
    tokens, sentences = item.document.tokens, item.document.sentences
    if loss.what.startswith("discontinuous"):
        return len(pieces) > 1
    if loss.what.startswith("not on token"):
        return start not in {a for a, _ in tokens} or end not in {b for _, b in tokens}
    if loss.what.startswith("cross-"):
        return not any(a <= start and end <= b for a, b in sentences)
    rival = re.search(r"here it is (.*)\.$", loss.why, re.DOTALL)
    assert rival, loss
    return touches(record, item.layer.by_id()[rival[1]], spans)


@patient
@given(labelled_documents(), choices)
def test_every_reason_in_the_report_is_true(
    items: list[LabelledDocument], spans: conll.Choice
) -> None:
    """A report that excuses what could have been written hides a fault of ours."""
    with tempfile.TemporaryDirectory() as folder:
        report = conll.write(items, Path(folder) / "a.conll", spans=spans)
    documents = {item.document.id: item for item in items}

    for loss in report.losses:
        if loss.what in conll.UNPLACED:
            assert reason_holds(documents[loss.document], loss, spans), loss


def test_levels_choose_which_mentions_are_tagged(tmp_path: Path) -> None:
    """Names alone are what most taggers learn; the others are counted, not forgotten."""
    report = conll.write([make_item()], tmp_path / "a.conll", levels=["NAM"])
    (layer,) = conll.read(tmp_path / "a.conll")

    assert [mention.id for mention in layer.mentions] == ["m-place", "m-an", "m-again"]
    assert report.counts()["level not chosen mention"] == 5
    assert {loss.why for loss in report.losses if loss.what.startswith("level not")} == {
        "only NAM was asked for."
    }


def test_strict_refuses_loss_and_writes_nothing(tmp_path: Path) -> None:
    """Whoever says strict wants the list, not a file that looks complete."""
    with pytest.raises(LossError, match=r"conll cannot carry \d+ things, and strict refuses"):
        conll.write([make_item()], tmp_path / "new" / "a.conll", strict=True)

    assert list(tmp_path.iterdir()) == []


def test_strict_writes_what_loses_nothing(tmp_path: Path) -> None:
    """An empty stream loses nothing."""
    report = conll.write([], tmp_path / "a.conll", strict=True)

    assert report.losses == ()
    assert (tmp_path / "a.conll").read_bytes() == b""


def test_tokens_outside_every_sentence_are_not_written(tmp_path: Path) -> None:
    """Sentences may come from elsewhere; what they leave out is in the report."""
    item = make_item()
    document = msgspec.structs.replace(item.document, sentences=item.document.sentences[1:])
    report = conll.write([msgspec.structs.replace(item, document=document)], tmp_path / "a.conll")
    (layer,) = conll.read(tmp_path / "a.conll")

    assert [record.id for record in layer.records] == ["m-again"]
    assert report.counts()["outside every sentence time"] == 1


def test_a_document_without_sentences_still_has_a_layer(tmp_path: Path) -> None:
    """An empty article is a document too."""
    item = make_item()
    document = msgspec.structs.replace(item.document, sentences=(), tokens=())
    conll.write([msgspec.structs.replace(item, document=document)], tmp_path / "a.conll")

    assert [layer.document for layer in conll.read(tmp_path / "a.conll")] == ["bài-1"]


AGAIN, WILL = "mention:m-again\t", "sẽ\t82-84\t_\tO"
FAULTS = [
    (f"{AGAIN}I-PER", f"{AGAIN}I-ORG", ":35: I-ORG of mention:m-again continues .* B-PER of"),
    (f"{AGAIN}B-PER", f"{AGAIN}I-PER", ":34: I-PER of .* the tag before is O"),
    ("họp\t85-88", "hop\t85-88", ":38: the text has 'họp' at 85-88, the token is 'hop'"),
    (WILL, "sẽ\t82-84\t_\tX", ":37: 'X' of '_' is no tag of BIO2"),
    (WILL, "sẽ\t82-84\tO", ":37: expected token, place, record and tag"),
    (WILL, "sẽ\t82\t_\tO", ":37: expected token, place, record and tag"),
    ("time:t-1", "clock:t-1", ":30: the record 'clock:t-1' is neither mention, time nor event"),
    ("# newdoc id = bài-1\n", "", ":7: expected .* below a '# newdoc id' line"),
    ("# id = bài-1:72-93", "# id = bài-1", ":32: the sentence 'bài-1' has no characters"),
]


@pytest.mark.parametrize(("old", "new", "message"), FAULTS)
def test_reading_names_each_fault_with_its_line(
    tmp_path: Path, old: str, new: str, message: str
) -> None:
    """A wrong tag read leniently would become a wrong annotation."""
    path = tmp_path / "a.conll"
    conll.write([make_item()], path)
    content = path.read_bytes().decode()
    assert old in content
    path.write_bytes(content.replace(old, new).encode())

    with pytest.raises(RecordError, match=message):
        list(conll.read(path))


def test_a_comment_of_another_kind_is_passed_over(tmp_path: Path) -> None:
    """Other tools add comments of their own."""
    path = tmp_path / "a.conll"
    conll.write([make_item()], path)
    expected = list(conll.read(path))
    path.write_bytes(b"# global.columns = FORM PLACE\n# by hand\n" + path.read_bytes())

    assert list(conll.read(path)) == expected
