"""One document with its layer as one row, and back.

Beside the model's fields a row shows what can be computed from them: `start` and `end` of each
record, the text of each token, and kind, text and place of each argument's filler.
"""

from typing import Any

from ghinhan.formats.huggingface.columns import (
    arrow_type,
    columns_of,
    from_row,
    import_pyarrow,
    list_name,
    to_row,
)
from ghinhan.model.document import Document
from ghinhan.model.events import Event
from ghinhan.model.features import RECORD_KINDS, fragments_of, kind_of
from ghinhan.model.labelled import LabelledDocument
from ghinhan.model.layer import CorpusLayer, CorpusRecord, Layer, LayerRecord, span_order
from ghinhan.model.mentions import Mention
from ghinhan.model.times import Time

LAYER_COLUMNS = ("annotator", "schema", "state", "text_sha256")
CORPUS_METADATA = {"annotator": b"ghinhan.annotator", "schema": b"ghinhan.schema"}
"""Where the header of the corpus layer travels in each corpus-wide table."""


def documents_schema() -> Any:  # noqa: ANN401  pyarrow is lazy
    """The Arrow schema of the documents table."""
    pa = import_pyarrow()
    place = [("start", pa.int32()), ("end", pa.int32())]
    fields = {name: arrow_type(info) for name, info in columns_of(Document).items()}
    fields["tokens"] = pa.list_(pa.struct([*place, ("text", pa.string())]))
    fields |= dict.fromkeys(LAYER_COLUMNS, pa.string())
    for kind in RECORD_KINDS:
        columns = {name: arrow_type(info) for name, info in columns_of(kind).items()}
        if kind in {Mention, Time, Event}:
            columns |= dict(place)
        if kind is Event:
            shown = [(name, pa.string()) for name in ("role", "ref", "kind", "text")]
            columns["arguments"] = pa.list_(pa.struct([*shown, *place]))
        fields[list_name(kind)] = pa.list_(pa.struct(list(columns.items())))
    return pa.schema(list(fields.items()))


def corpus_schema(kind: type[CorpusRecord], corpus_layer: CorpusLayer) -> Any:  # noqa: ANN401  pyarrow is lazy
    """The Arrow schema of one corpus-wide table."""
    pa = import_pyarrow()
    fields = [(name, arrow_type(info)) for name, info in columns_of(kind).items()]
    header = {key: getattr(corpus_layer, name).encode() for name, key in CORPUS_METADATA.items()}
    return pa.schema(fields, metadata=header)


def document_row(item: LabelledDocument) -> dict[str, Any]:
    """A document with its layer as one row."""
    row = to_row(item.document)
    for token in row["tokens"]:
        token["text"] = item.document.text[token["start"] : token["end"]]
    row |= {name: getattr(item.layer, name) for name in LAYER_COLUMNS}
    records = item.layer.by_id()
    for kind in RECORD_KINDS:
        row[list_name(kind)] = [
            record_cell(record, records)
            for record in item.layer.records
            if isinstance(record, kind)
        ]
    return row


def record_cell(record: LayerRecord, records: dict[str, LayerRecord]) -> dict[str, Any]:
    """One record as a cell, with its place and its fillers' places."""
    cell = to_row(record)
    if isinstance(record, Mention | Time | Event):
        cell |= {"start": record.start, "end": record.end}
    if isinstance(record, Event):
        for argument in cell["arguments"]:
            argument.update(filler_cell(records.get(argument["ref"])))
    return cell


def filler_cell(filler: LayerRecord | None) -> dict[str, Any]:
    """What a row shows of an argument's filler; nothing where it is not in the layer."""
    if filler is None or not fragments_of(filler):
        return {}
    start, end = fragments_of(filler)[0][0], fragments_of(filler)[-1][1]
    text = getattr(filler, "text", "")
    return {"kind": kind_of(filler), "text": text, "start": start, "end": end}


def document_from_row(row: dict[str, Any]) -> tuple[Document, Layer]:
    """Undo `document_row`.

    Raises:
        KeyError: a column that the model needs is missing.

    """
    document: Document = from_row(row, Document)
    records = [from_row(cell, kind) for kind in RECORD_KINDS for cell in row[list_name(kind)]]
    header = {name: row[name] for name in LAYER_COLUMNS}
    layer = Layer(document=document.id, **header, records=tuple(sorted(records, key=span_order)))
    return document, layer
