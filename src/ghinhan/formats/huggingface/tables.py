"""Writing and reading the Parquet tables."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from ghinhan.formats.huggingface.columns import from_row, import_pyarrow, list_name, to_row
from ghinhan.formats.huggingface.rows import (
    CORPUS_METADATA,
    corpus_schema,
    document_from_row,
    document_row,
    documents_schema,
)
from ghinhan.formats.huggingface.yaml_header import load_instructions
from ghinhan.foundation.errors import RecordError
from ghinhan.foundation.files import write_atomically
from ghinhan.foundation.outputs import open_atomically
from ghinhan.model.features import CORPUS_KINDS, FEATURES
from ghinhan.model.labelled import LabelledDocument, LossReport
from ghinhan.model.layer import CorpusLayer, span_order

NAME = "huggingface"
carries: frozenset[str] = FEATURES

WHOLE = "full"
"""The split that holds all documents, where there is no other."""

ROWS_AT_ONCE = 500

SETTINGS: dict[str, Any] = {
    "version": "2.6",
    "data_page_version": "1.0",
    "compression": "zstd",
    "compression_level": 6,
    "use_dictionary": True,
    "write_statistics": True,
    "store_schema": True,
}
"""Everything that decides bytes is said, so that a new default changes nothing."""

CARD = """
# Labelled documents

One row per document in `documents`; `entities`, `hoppers` and `hopper_relations` are shared by
all of them. Positions are half-open Unicode code points of `text`.

```python
from datasets import load_dataset

documents = load_dataset("path/to/this/folder", "documents")
entities = load_dataset("path/to/this/folder", "entities")
```
"""


def write(
    items: Iterable[LabelledDocument],
    path: Path,
    *,
    strict: bool = False,
    split_of: Callable[[str], str] = lambda _: WHOLE,
) -> LossReport:
    """Write labelled documents as Parquet tables with a card.

    Args:
        items: a stream; every item brings the same corpus layer.
        path: the folder.
        strict: accepted like everywhere; nothing is lost here.
        split_of: the split of a document id: letters, digits and `_`.

    Returns:
        A report without losses.

    Raises:
        RecordError: a layer made on another text, or two different corpus layers.

    """
    written = 0
    corpus_layer: CorpusLayer | None = None
    with ExitStack() as files:
        tables: dict[str, Callable[[dict[str, Any]], None]] = {}
        for item in items:
            item.refuse_other_text()
            item.refuse_other_entities(corpus_layer)
            corpus_layer = item.corpus_layer
            split = split_of(item.document.id)
            if split not in tables:
                place = path / f"documents-{split}.parquet"
                tables[split] = files.enter_context(open_table(place, documents_schema()))
            tables[split](document_row(item))
            written += len(item.layer.records)
        corpus_layer = corpus_layer or CorpusLayer()
        write_corpus_tables(corpus_layer, path, files)
        report = LossReport(format=NAME, written=written + len(corpus_layer.records))
        if strict:
            report.refuse_loss()
    header = load_instructions(list(tables), filled_tables(corpus_layer))
    write_atomically(path / "README.md", f"---\n{header}---\n{CARD}".encode())
    return report


def filled_tables(corpus_layer: CorpusLayer) -> list[str]:
    """The corpus-wide tables that have rows."""
    kinds = {type(record) for record in corpus_layer.records}
    return [list_name(kind) for kind in CORPUS_KINDS if kind in kinds]


def write_corpus_tables(corpus_layer: CorpusLayer, path: Path, files: ExitStack) -> None:
    """Write the tables of entities, hoppers and hopper relations, empty ones too."""
    for kind in CORPUS_KINDS:
        schema = corpus_schema(kind, corpus_layer)
        add = files.enter_context(open_table(path / f"{list_name(kind)}.parquet", schema))
        for record in corpus_layer.records:
            if isinstance(record, kind):
                add(to_row(record))


@contextmanager
def open_table(path: Path, schema: Any) -> Iterator[Callable[[dict[str, Any]], None]]:  # noqa: ANN401  pyarrow is lazy
    """Open a Parquet file that grows row by row and appears as a whole.

    Yields:
        The function that adds a row.

    """
    pa = import_pyarrow()
    rows: list[dict[str, Any]] = []

    def flush() -> None:
        if not rows:
            return  # an empty row group stops `datasets`; a table without any is read as empty
        table.write_table(pa.Table.from_pylist(rows, schema=schema))
        rows.clear()

    def add(row: dict[str, Any]) -> None:
        rows.append(row)
        if len(rows) >= ROWS_AT_ONCE:
            flush()

    with (
        open_atomically(path) as stream,
        pa.parquet.ParquetWriter(stream, schema, **SETTINGS) as table,
    ):
        yield add
        flush()


def read(path: Path) -> Iterator[LabelledDocument]:
    """Read the folder back, document by document, split by split.

    Args:
        path: the folder that `write` made.

    Yields:
        Documents equal to those that were written.

    Raises:
        RecordError: a table is missing, or lacks a column that the model needs.

    """
    tables = sorted(path.glob("documents-*.parquet"))
    missing = [kind for kind in CORPUS_KINDS if not (path / f"{list_name(kind)}.parquet").is_file()]
    if missing or not tables:
        names = [list_name(kind) for kind in missing] or ["documents-…"]
        raise RecordError(
            f"{path} holds no {', '.join(f'{name}.parquet' for name in names)}. "
            "Point to the folder of a huggingface export."
        )
    corpus_layer = read_corpus_layer(path)
    for table in tables:
        for row, place in read_rows(table):
            try:
                document, layer = document_from_row(row)
            except KeyError as error:
                raise missing_column(place, error) from error
            yield LabelledDocument(document=document, layer=layer, corpus_layer=corpus_layer)


def read_corpus_layer(path: Path) -> CorpusLayer:
    """The corpus-wide tables as one value."""
    records = []
    header: dict[bytes, bytes] = {}
    for kind in CORPUS_KINDS:
        table = path / f"{list_name(kind)}.parquet"
        header |= import_pyarrow().parquet.read_schema(table).metadata or {}
        for row, place in read_rows(table):
            try:
                records.append(from_row(row, kind))
            except KeyError as error:
                raise missing_column(place, error) from error
    names = {name: header.get(key, b"").decode() for name, key in CORPUS_METADATA.items()}
    return CorpusLayer(**names, records=tuple(sorted(records, key=span_order)))


def read_rows(table: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """The rows of one table, each with its place for error messages."""
    with import_pyarrow().parquet.ParquetFile(table) as file:
        number = 0
        for batch in file.iter_batches(batch_size=ROWS_AT_ONCE):
            for row in batch.to_pylist():
                number += 1
                yield row, f"{table}: row {number}"


def missing_column(place: str, error: KeyError) -> RecordError:
    """What a row lacks."""
    return RecordError(f"{place} has no column {error}. Export the table again.")
