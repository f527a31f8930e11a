"""Everything that looks at a project and changes nothing: documents, readings, tables, faults.

What it says is always what is on the disk. The columns of each table stand in the docstring of
its method and, with their meaning, in docs/reference/tables.md. Whatever writes is the work of
`ghinhan.workspace.workspace`.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ghinhan.foundation.errors import UnknownNameError
from ghinhan.model.document import Document
from ghinhan.model.edits import CORPUS
from ghinhan.model.labelled import LabelledDocument
from ghinhan.model.layer import CorpusLayer, Layer
from ghinhan.release import load_description
from ghinhan.schema import schema_rows
from ghinhan.schema.label_set import Schema
from ghinhan.store import Store
from ghinhan.workspace import project
from ghinhan.workspace.checks import examine_project
from ghinhan.workspace.columns import DOCTOR, HISTORY, LABEL_SET, SEEDS, describe_columns
from ghinhan.workspace.corpus import Corpus
from ghinhan.workspace.findings import Finding, finding_row
from ghinhan.workspace.frames import make_frame
from ghinhan.workspace.readings import PRACTICE, Names, Readings
from ghinhan.workspace.rows import Cell, Row, history_row
from ghinhan.workspace.schema_file import SchemaFile
from ghinhan.workspace.seeds import seed_rows
from ghinhan.workspace.tables import Tables, as_dicts, find_table, sum_layers

if TYPE_CHECKING:
    import pandas as pd


class ProjectReader:
    """One project, opened for looking. `Workspace` is this and what changes a project.

    The two are one class to people who use it and two to people who read it: which of its
    methods can write is answered by the file they stand in.

    Args:
        root: the project folder.

    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._corpus = Corpus(self.root)
        self._description = self.root / "annotations" / "release.toml"
        self._schema = SchemaFile(self.root / project.SCHEMA_PATH)
        self._store = Store(self.root, text_of=self._corpus.text, schema_name=self.schema.name)
        self._readings = Readings(self._store, self._corpus)
        self._tables = Tables(self._corpus, self._readings)

    def __repr__(self) -> str:
        """The folder's name and what it holds."""
        readings = ", ".join(self.annotators()) or "nobody yet"
        documents = len(self._corpus.ids())
        return f"Workspace({self.root.name}: {documents} documents, read by {readings})"

    @property
    def schema(self) -> Schema:
        """What may be labelled, read again when the file changed.

        Raises:
            SchemaError: every fault of annotations/schema.yaml with its line.

        """
        return self._schema.load()

    @describe_columns
    def label_set(self) -> "pd.DataFrame":
        """The schema as a table: every type and role with its name, key and definition."""
        return make_frame(LABEL_SET, (tuple(row.values()) for row in schema_rows(self.schema)))

    def document(self, document: str) -> Document:
        """One document.

        Raises:
            UnknownNameError: no such document; lists those there are.

        """
        return self._corpus.document(document)

    @describe_columns
    def seed_checksums(self) -> "pd.DataFrame":
        """The raw articles in `seeds/`, and whether the corpus was made from them as they are."""
        return make_frame(SEEDS, seed_rows(self.root, self._corpus))

    def annotators(self) -> list[str]:
        """Everyone who has labelled something, sorted."""
        return self._readings.annotators()

    def progress(self) -> list[dict[str, Cell]]:
        """How far everyone has come: one dict for each annotator, with sums over documents.

        A damaged file is counted as one; what it holds is not. `layers` names it.
        """
        return sum_layers(self.rows("layers"))

    def reading(self) -> str:
        """The reading that counts when nobody says which.

        That is `gold`, else the one named by `reading` in annotations/release.toml, else the
        only one there is.

        Raises:
            UnknownNameError: there is none, or several and nothing tells which.

        """
        return self._readings.default(load_description(self._description).reading)

    def layer(self, document: str, annotator: str | None = None) -> Layer:
        """One reading of one document, as records."""
        return self.labelled(document, annotator).layer

    def corpus_layer(self, annotator: str | None = None) -> CorpusLayer:
        """One annotator's entities and occurrences, as records."""
        return self._readings.corpus_layer(self._one(annotator))

    def labelled(self, document: str, annotator: str | None = None) -> LabelledDocument:
        """One document with one reading of it, empty where the annotator has not begun.

        Args:
            document: document id.
            annotator: whose reading; None for `reading()`, or for nobody's where nobody has begun.

        Raises:
            UnknownNameError: no such document or annotator.

        """
        article = self.document(document)
        try:
            name = self._one(annotator)
        except UnknownNameError:
            begun = any(document in self._store.documents(name) for name in self.annotators())
            if annotator is not None or begun:
                raise
            return LabelledDocument(
                document=article,
                layer=Layer(document=article.id, text_sha256=article.text_sha256),
                corpus_layer=CorpusLayer(annotator=""),
            )
        return LabelledDocument(
            document=article,
            layer=self._store.layer(name, article.id),
            corpus_layer=self._store.corpus_layer(name),
        )

    @describe_columns
    def history(self, document: str, annotator: str | None = None) -> "pd.DataFrame":
        """Every edit of one reading of one document, over all restarts.

        The document `entities` stands for the corpus-wide records.
        """
        return make_frame(HISTORY, self.history_rows(document, annotator))

    def history_rows(self, document: str, annotator: str | None = None) -> Iterator[Row]:
        """The rows of `history`."""
        scope = document if document == CORPUS else self.document(document).id
        return map(history_row, self._store.history(self._one(annotator), scope))

    def items(self, annotator: str | None = None) -> Iterator[LabelledDocument]:
        """All documents that one annotator has begun, one after the other."""
        return self._readings.walk(None, self._one(annotator))

    # Tables: `document` and `annotator` take one name, several, or None for all.

    @describe_columns
    def documents(self, document: Names = None) -> "pd.DataFrame":
        """The articles of the corpus."""
        return self._frame("documents", document)

    @describe_columns
    def sections(self, document: Names = None) -> "pd.DataFrame":
        """The parts of the documents, header, body, captions, credits, boilerplate."""
        return self._frame("sections", document)

    @describe_columns
    def sentences(self, document: Names = None) -> "pd.DataFrame":
        """The sentences of the documents."""
        return self._frame("sentences", document)

    @describe_columns
    def tokens(self, document: Names = None) -> "pd.DataFrame":
        """The syllables, numbers and punctuation marks of the documents."""
        return self._frame("tokens", document)

    @describe_columns
    def layers(self, document: Names = None, *, annotator: Names = None) -> "pd.DataFrame":
        """How far everyone has come."""
        return self._frame("layers", document, annotator)

    @describe_columns
    def mentions(self, document: Names = None, *, annotator: Names = None) -> "pd.DataFrame":
        """What the texts name, describe or count."""
        return self._frame("mentions", document, annotator)

    @describe_columns
    def entities(self, document: Names = None, *, annotator: Names = None) -> "pd.DataFrame":
        """What mentions refer to."""
        return self._frame("entities", document, annotator)

    @describe_columns
    def events(self, document: Names = None, *, annotator: Names = None) -> "pd.DataFrame":
        """What the texts say happens."""
        return self._frame("events", document, annotator)

    @describe_columns
    def arguments(self, document: Names = None, *, annotator: Names = None) -> "pd.DataFrame":
        """Who takes part in what."""
        return self._frame("arguments", document, annotator)

    @describe_columns
    def times(self, document: Names = None, *, annotator: Names = None) -> "pd.DataFrame":
        """When, as the texts put it."""
        return self._frame("times", document, annotator)

    def rows(
        self, table: str, document: Names = None, *, annotator: Names = None
    ) -> Iterator[dict[str, Cell]]:
        """The rows of a table as plain dicts, streamed, for those who need no pandas.

        Args:
            table: `documents`, `mentions`, `events` …: the name of the method for the frame.
            document: a document id, several, or None for all.
            annotator: a name, several, or None for all.

        """
        shape = find_table(table)
        return as_dicts(shape, self._tables.rows(shape, document, annotator))

    def _frame(self, table: str, document: Names, annotator: Names = None) -> "pd.DataFrame":
        shape = find_table(table)
        return make_frame(shape, self._tables.rows(shape, document, annotator), self.schema)

    def findings(self) -> list[Finding]:
        """Every fault of the project, errors first: files, labels, corpus and seeds."""
        names = [name for name in self.annotators() if name != PRACTICE]
        labelled = {document for name in names for document in self._store.documents(name)}
        return examine_project(self.root, self._corpus, self._readings, self.schema, labelled)

    @describe_columns
    def doctor(self) -> "pd.DataFrame":
        """Every fault of the project, errors first: files, labels, corpus and seeds."""
        return make_frame(DOCTOR, map(finding_row, self.findings()))

    def _one(self, annotator: str | None) -> str:
        return self.reading() if annotator is None else self._readings.annotators(annotator)[0]
