"""The rows of each table, streamed from the corpus and the store.

`ghinhan.workspace.columns` says what the tables are, `ghinhan.workspace.rows` makes the rows of
one document, `ghinhan.workspace.frames` makes pandas of them; this module walks.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping

from ghinhan.foundation.errors import UnknownNameError
from ghinhan.model.document import Document
from ghinhan.model.labelled import LabelledDocument
from ghinhan.model.session import DAMAGED
from ghinhan.workspace import columns, rows
from ghinhan.workspace.column import Table
from ghinhan.workspace.corpus import Corpus
from ghinhan.workspace.names import suggest_name
from ghinhan.workspace.readings import Names, Readings
from ghinhan.workspace.rows import Cell, Row

OF_DOCUMENTS: dict[str, Callable[[Document], Iterator[Row]]] = {
    "documents": rows.document_rows,
    "sections": rows.section_rows,
    "sentences": rows.sentence_rows,
    "tokens": rows.token_rows,
}
OF_LAYERS: dict[str, Callable[[LabelledDocument], Iterator[Row]]] = {
    "mentions": rows.mention_rows,
    "events": rows.event_rows,
    "arguments": rows.argument_rows,
    "times": rows.time_rows,
}

FINISHED = ("done", "settled")
SUMMED = ("records", "mentions", "events", "arguments")


class Tables:
    """The tables of one project.

    Args:
        corpus: the documents.
        readings: what was said about them.

    """

    def __init__(self, corpus: Corpus, readings: Readings) -> None:
        self._corpus = corpus
        self._readings = readings

    def rows(
        self, table: Table, documents: Names = None, annotators: Names = None
    ) -> Iterator[Row]:
        """The rows of one table, one document after the other.

        Args:
            table: which table.
            documents: one id, several, or None for all.
            annotators: one name, several, or None for all; without meaning for documents.

        Raises:
            UnknownNameError: a document or annotator that is not there.

        """
        if table.name in OF_DOCUMENTS:
            for document in self._corpus.walk(self._readings.documents(documents)):
                yield from OF_DOCUMENTS[table.name](document)
        elif table.name == "layers":
            yield from map(rows.layer_row, self._readings.overview(documents, annotators))
        elif table.name in OF_LAYERS:
            for labelled in self._readings.walk(documents, annotators):
                yield from OF_LAYERS[table.name](labelled)
        else:
            for name in self._readings.annotators(annotators):
                yield from rows.entity_rows(
                    self._readings.corpus_layer(name), self._readings.walk(documents, name)
                )


def find_table(name: str) -> Table:
    """The table with this name.

    Raises:
        UnknownNameError: no such table; lists those there are.

    """
    for table in columns.TABLES:
        if table.name == name:
            return table
    raise UnknownNameError(suggest_name("table", name, [table.name for table in columns.TABLES]))


def as_dicts(table: Table, table_rows: Iterator[Row]) -> Iterator[dict[str, Cell]]:
    """Rows as dicts by column name, with None where nothing was said."""
    names = [column.name for column in table.columns]
    for row in table_rows:
        yield {name: None if cell == "" else cell for name, cell in zip(names, row, strict=True)}


def sum_layers(layers: Iterable[Mapping[str, Cell]]) -> list[dict[str, Cell]]:
    """One row for each annotator, made from rows of the table `layers`.

    Example:
        >>> layer = {"annotator": "a1", "state": "done", "records": 3, "mentions": 2, "events": 1,
        ...          "arguments": 2}
        >>> sum_layers([layer, layer])[0]["records"]
        6

    """
    sums: dict[str, Counter[str]] = {}
    for layer in layers:
        counts = sums.setdefault(str(layer["annotator"]), Counter())
        counts.update({"documents": 1, "done": int(layer["state"] in FINISHED)})
        counts["damaged"] += int(layer["state"] == DAMAGED)
        for name in SUMMED:
            counts[name] += int(layer[name] or 0)
    return [
        {
            "annotator": name,
            **{key: counts[key] for key in ("documents", "done", "damaged", *SUMMED)},
        }
        for name, counts in sorted(sums.items())
    ]
