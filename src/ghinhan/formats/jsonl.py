"""JSON Lines: everything ghinhan knows, one object per document, nothing lost.

A folder with two files. `documents.jsonl` holds one line per document: its text, metadata,
sections, sentences and tokens, and one annotator's records. `entities.jsonl` holds what is
shared by all documents (entities, hoppers, hopper relations), below a header line. Keys are
sorted, lines end in LF, and all positions are half-open code points of `text`.
"""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import NoReturn

import msgspec

from ghinhan.foundation.errors import NewerFormatError, RecordError, list_faults
from ghinhan.foundation.files import cut_lines
from ghinhan.foundation.outputs import open_atomically
from ghinhan.model.document import Document
from ghinhan.model.features import FEATURES
from ghinhan.model.labelled import LabelledDocument, LossReport
from ghinhan.model.layer import CorpusLayer, CorpusRecord, Layer

NAME = "jsonl"
carries: frozenset[str] = FEATURES

DOCUMENTS_FILE = "documents.jsonl"
ENTITIES_FILE = "entities.jsonl"
DOCUMENTS_FORMAT = "ghinhan-labelled/1"
ENTITIES_FORMAT = "ghinhan-entities/1"

encoder = msgspec.json.Encoder(order="sorted")


class Header(msgspec.Struct, frozen=True, kw_only=True, tag_field="kind", tag="header"):
    """The first line of the corpus-wide file."""

    format: str
    annotator: str = ""
    schema: str = ""


def write(items: Iterable[LabelledDocument], path: Path, *, strict: bool = False) -> LossReport:
    """Write labelled documents as JSON Lines.

    Args:
        items: a stream; every item brings the same corpus layer.
        path: the folder for the two files.
        strict: accepted like everywhere; nothing is ever lost here.

    Returns:
        A report without losses.

    Raises:
        RecordError: a layer made on another text, or two different corpus layers.

    """
    written = 0
    corpus_layer: CorpusLayer | None = None
    with ExitStack() as files:
        documents = files.enter_context(open_atomically(path / DOCUMENTS_FILE))
        entities = files.enter_context(open_atomically(path / ENTITIES_FILE))
        for item in items:
            item.refuse_other_text()
            item.refuse_other_entities(corpus_layer)
            corpus_layer = item.corpus_layer
            documents.write(document_line(item))
            written += len(item.layer.records)
        corpus_layer = corpus_layer or CorpusLayer()
        entities.writelines(corpus_lines(corpus_layer))
        report = LossReport(format=NAME, written=written + len(corpus_layer.records))
        if strict:
            report.refuse_loss()
    return report


def document_line(item: LabelledDocument) -> bytes:
    """One document and its reading as one line."""
    fields = msgspec.to_builtins(item.document)
    fields |= msgspec.to_builtins(item.layer)
    del fields["document"]
    return encoder.encode(fields | {"format": DOCUMENTS_FORMAT}) + b"\n"


def corpus_lines(corpus_layer: CorpusLayer) -> Iterator[bytes]:
    """The corpus-wide file: a header, then one line per record."""
    header = Header(
        format=ENTITIES_FORMAT, annotator=corpus_layer.annotator, schema=corpus_layer.schema
    )
    for value in (header, *corpus_layer.records):
        yield encoder.encode(value) + b"\n"


def read(path: Path) -> Iterator[LabelledDocument]:
    """Read the folder back, document by document.

    Args:
        path: the folder that `write` made.

    Yields:
        Documents equal to those that were written.

    Raises:
        RecordError: every fault of the corpus-wide file at once, or the first faulty document,
            with file and line.
        NewerFormatError: a format this version does not know.

    """
    for name in (DOCUMENTS_FILE, ENTITIES_FILE):
        if not (path / name).is_file():
            raise RecordError(f"{path} holds no {name}. Point to the folder of a jsonl export.")
    corpus_layer = read_corpus_layer(path / ENTITIES_FILE)
    with (path / DOCUMENTS_FILE).open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            place = f"{path / DOCUMENTS_FILE}:{number}"
            yield read_document_line(line, place, corpus_layer)


def read_document_line(line: bytes, place: str, corpus_layer: CorpusLayer) -> LabelledDocument:
    """One line back into a document and its layer.

    Raises:
        RecordError: not such a line, or a layer made on another text; says where.

    """
    try:
        fields = msgspec.json.decode(line, type=dict[str, object])
        found = str(fields.pop("format", ""))
        if found != DOCUMENTS_FORMAT:
            raise_newer(found, DOCUMENTS_FORMAT, place)
        document = msgspec.convert(fields, Document)
        layer = msgspec.convert({**fields, "document": document.id}, Layer)
        item = LabelledDocument(document=document, layer=layer, corpus_layer=corpus_layer)
        item.refuse_other_text()
    except NewerFormatError:
        raise
    except (msgspec.MsgspecError, RecordError) as error:
        raise RecordError(
            f"{place}: {error} Restore the file from git or export it again."
        ) from error
    return item


def read_corpus_layer(path: Path) -> CorpusLayer:
    """The corpus-wide file back into one value; all its faults are reported together.

    Raises:
        RecordError: each faulty line with its number.

    """
    lines = cut_lines(path.read_bytes())
    faults: list[str] = []
    records: list[CorpusRecord] = []
    header = Header(format="")
    decoder = msgspec.json.Decoder(Header | CorpusRecord)
    for number, line in enumerate(lines, start=1):
        try:
            value = decoder.decode(line)
        except msgspec.MsgspecError as error:
            faults.append(f"{path}:{number}: {error}")
            continue
        if isinstance(value, Header):
            header = value
        else:
            records.append(value)
    if faults:
        raise RecordError(f"{list_faults(faults)}\nRestore the file from git or export it again.")
    if header.format != ENTITIES_FORMAT:
        raise_newer(header.format, ENTITIES_FORMAT, f"{path}:1")
    return CorpusLayer(annotator=header.annotator, schema=header.schema, records=tuple(records))


def raise_newer(found: str, known: str, place: str) -> NoReturn:
    """Refuse a file that does not name the format this module reads.

    Raises:
        NewerFormatError: names both formats.

    """
    raise NewerFormatError(
        f"{place}: the format is {found!r}, this version reads {known!r}. Update ghinhan, or "
        "point to the folder of a jsonl export."
    )
