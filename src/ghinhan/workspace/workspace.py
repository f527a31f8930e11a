"""The desk: one project folder, opened.

`Workspace` wires the rooms below it. What it says is always what is on the disk. The columns of
each table stand in its docstring and, with their meaning, in docs/reference/tables.md.
"""

import warnings
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from ghinhan.foundation.errors import ReleaseError, list_faults
from ghinhan.foundation.identifiers import file_name_for, new_identifier
from ghinhan.ingest import IngestReport, ingest_project
from ghinhan.model.document import Document
from ghinhan.model.edits import CORPUS, Receipt
from ghinhan.model.labelled import LabelledDocument
from ghinhan.model.layer import CorpusLayer, Layer
from ghinhan.release import build_release, load_description
from ghinhan.schema import load_schema, schema_rows
from ghinhan.schema.label_set import Schema
from ghinhan.store import Store
from ghinhan.store.doctor import Repaired, repair
from ghinhan.workspace import doors, project
from ghinhan.workspace.checks import Finding, examine_project, finding_row
from ghinhan.workspace.columns import DOCTOR, HISTORY, LABEL_SET, SEEDS, describe_columns
from ghinhan.workspace.corpus import Corpus
from ghinhan.workspace.editing import CellEdits, Puttable, as_identifiers, as_records
from ghinhan.workspace.frames import make_frame
from ghinhan.workspace.names import introduce
from ghinhan.workspace.readings import PRACTICE, Names, Readings
from ghinhan.workspace.rows import Cell, Row, history_row
from ghinhan.workspace.seeds import seed_rows
from ghinhan.workspace.session import Labelling
from ghinhan.workspace.tables import Tables, as_dicts, find_table, sum_layers

if TYPE_CHECKING:
    import pandas as pd

    from ghinhan.sync import Doccano


class NewAnnotatorWarning(UserWarning):
    """An annotator is named for the first time; a folder will be made for that name."""


class Workspace:
    """A project: articles in `seeds/`, documents in `corpus/`, readings in `annotations/`.

    Args:
        root: the project folder. `Workspace.open` checks that it is one.

    Example:
        In a notebook of the project::

            desk = Workspace.open("..")
            desk.ingest()
            desk.annotate("000_e85f3aaeab3ef9c0", annotator="a1")
            desk.mentions(annotator="a1")

    """

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()
        self._corpus = Corpus(self.root)
        self._description = self.root / "annotations" / "release.toml"
        self._schema: tuple[tuple[int, int], Schema] | None = None
        self._store = Store(self.root, text_of=self._corpus.text, schema_name=self.schema.name)
        self._readings = Readings(self._store, self._corpus)
        self._tables = Tables(self._corpus, self._readings)
        self._views = doors.OpenViews()
        self._cell_session = new_identifier("cell")
        self._cell_seq = 1

    @classmethod
    def open(cls, folder: Path | str = ".") -> Self:
        """Open the project in a folder: in the folder itself, nothing is searched for.

        Raises:
            NotAProjectError: the folder lacks `seeds/` or `annotations/schema.yaml`.

        """
        return cls(project.check_project(Path(folder)))

    @classmethod
    def init(cls, folder: Path | str, *, replace: bool = False) -> Self:
        """Make a new project and open it.

        Args:
            folder: made when it is not there.
            replace: write into a folder that already holds something.

        Raises:
            ProjectExistsError: the folder holds something and `replace` was not said.

        """
        return cls(project.create_project(Path(folder), replace=replace).folder)

    def __enter__(self) -> Self:
        """The desk itself; it is closed at the end of the `with` block."""
        return self

    def __exit__(self, *error: object) -> None:
        """Fold what was edited."""
        self.close()

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
        path = self.root / project.SCHEMA_PATH
        state = path.stat()
        stamp = (state.st_mtime_ns, state.st_size)
        if self._schema is None or self._schema[0] != stamp:
            self._schema = (stamp, load_schema(path))
        return self._schema[1]

    @describe_columns
    def label_set(self) -> "pd.DataFrame":
        """The schema as a table: every type and role with its name, key and definition."""
        return make_frame(LABEL_SET, (tuple(row.values()) for row in schema_rows(self.schema)))

    def ingest(self, *paths: Path | str) -> IngestReport:
        """Make documents from seed articles; running it twice changes nothing.

        Args:
            paths: files or folders; none means all of `seeds/`.

        Returns:
            What was done; an article that cannot become a document stands under `refused` with
            the reason and stops no other.

        """
        return ingest_project(self.root, paths)

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
        """How far everyone has come: one dict for each annotator, with sums over documents."""
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
            annotator: whose reading; None for `reading()`.

        Raises:
            UnknownNameError: no such document or annotator.

        """
        article, name = self.document(document), self._one(annotator)
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

    def edit(
        self,
        document: str,
        annotator: str,
        *,
        put: Puttable = None,
        delete: str | Sequence[str] | None = None,
        state: str | None = None,
    ) -> Receipt:
        """Change labels from a cell; open annotators show it at once.

        What stands there now is looked up, so that running the cell again changes nothing.

        Args:
            document: document id.
            annotator: whose reading; a new name is warned about.
            put: a record or several, as values of `ghinhan.model` or as dicts with `kind`.
                Without an id they get one, without `text` they get the words of their span.
                Entities and occurrences go into the corpus-wide file.
            delete: an id or several.
            state: new, in_progress, done or settled.

        Returns:
            What the store says; `applied` lists what changed.

        Raises:
            EditConflict: somebody else changed a record in this very moment; nothing was written.
            OffsetError: a span outside the text, or a text that does not stand there.
            RecordError: a dict that is no record.
            UnknownNameError: no such document, record or state.
            UnsafeNameError: the annotator's name cannot be a folder.

        """
        session = self._session(annotator)
        opened = session.open(document)
        changes = CellEdits(opened.document, opened.layer, opened.corpus_layer)
        changes.put(as_records(put))
        if delete is not None:
            once_there = {entry.id for entry in self._store.history(annotator, document)}
            changes.delete(as_identifiers(delete), once_there=once_there)
        if state is not None:
            changes.set_state(state)
        edits = changes.edits(session=self._cell_session, first=self._cell_seq)
        if not edits:
            return Receipt(revisions=opened.revisions)
        return self._count(session.edit(edits))

    def copy_reading(self, document: str, annotator: str, *, source: str | None = None) -> Receipt:
        """Put one reading of a document into another annotator's, entities included.

        Records of the same id are replaced, others stay. Good for a second pass over finished
        work, and for practice.

        Args:
            document: document id.
            annotator: who gets the records.
            source: whose records; None for `reading()`.

        """
        labelled = self.labelled(document, source)
        records = [*labelled.corpus_layer.records, *labelled.layer.records]
        return self.edit(document, annotator, put=records, state=labelled.layer.state)

    def undo(self, document: str, annotator: str) -> Receipt:
        """Take back the annotator's last gesture on a document, whoever's window it came from."""
        session = self._session(annotator)
        return self._count(session.undo(document, session=self._cell_session, seq=self._cell_seq))

    def redo(self, document: str, annotator: str) -> Receipt:
        """Do again the gesture last taken back."""
        session = self._session(annotator)
        return self._count(session.redo(document, session=self._cell_session, seq=self._cell_seq))

    def save(self, annotator: Names = None) -> list[str]:
        """Fold the journals into the tracked files that git sees.

        Nothing is lost without it: an edit is durable once it is acknowledged.

        Returns:
            The annotators whose files were folded.

        """
        names = self._readings.annotators(annotator)
        for name in names:
            self._store.fold(name)
        return names

    def close(self) -> None:
        """Fold what this desk has edited; `with Workspace.open(...) as desk:` does it too."""
        self._store.close()

    def annotate(self, document: str, annotator: str, **options: Any) -> Any:  # noqa: ANN401  a widget of the floor above
        """Open the annotator widget on a document.

        Args:
            document: document id; the widget pages through all others.
            annotator: whose reading; a new name is warned about.
            options: for example `language="en"` or `theme="dark"`; see `ghinhan.widgets`.

        Raises:
            UnknownNameError: no such document.
            UnsafeNameError: the annotator's name cannot be a folder.

        """
        session = self._session(annotator)
        view = doors.open_door("annotate")(session, self.schema, document, **options)
        self._views.add(view, session)
        return view

    def show(self, document: str, annotator: str | None = None) -> Any:  # noqa: ANN401  a snapshot of the floor above
        """A document with its labels, as a page that needs no kernel.

        Args:
            document: document id.
            annotator: whose reading; None for `reading()`.

        """
        return doors.open_door("show")(self.labelled(document, annotator), self.schema)

    def doccano(self, annotator: str | None = None, url: str = "", **options: Any) -> "Doccano":  # noqa: ANN401  handed on
        """One annotator's project on a doccano server, to push to and to pull from.

        Args:
            annotator: whose reading; None for `reading()`.
            url: the server; empty for DOCCANO_URL, else the one that this project runs.
            options: `username`, `name`, `client`, …; see `ghinhan.workspace.doccano`.

        Raises:
            SyncError: no server is known, or no password.

        """
        from ghinhan.workspace.doccano import open_doccano  # noqa: PLC0415  few people need it

        session = self._session(self.reading() if annotator is None else annotator)
        documents = self._corpus.ids
        return open_doccano(self.root, session, self.schema, documents, url=url, **options)

    def findings(self) -> list[Finding]:
        """Every fault of the project, errors first: files, labels, corpus and seeds."""
        return examine_project(self.root, self._corpus, self._readings, self.schema)

    def repair(self) -> list[Repaired]:
        """Write a sound version of every faulty label file beside it, into `.ghinhan/repaired/`.

        The files themselves stay: compare, then move the new one over the old one.
        """
        return repair(self.root, text_of=self._corpus.text_or_none)

    @describe_columns
    def doctor(self) -> "pd.DataFrame":
        """Every fault of the project, errors first: files, labels, corpus and seeds."""
        return make_frame(DOCTOR, map(finding_row, self.findings()))

    def release(self, version: str, annotator: str | None = None, *, replace: bool = False) -> Path:
        """Freeze a reading as `dist/ghinhan-gold-<version>/`.

        Args:
            version: for example `1.0.0`.
            annotator: whose reading; None for `reading()`.
            replace: put it in the place of a release of the same version.

        Returns:
            The finished folder.

        Raises:
            ReleaseError: the doctor names an error in the corpus or in this reading, or the
                version is there already; nothing was written.

        """
        name = self._one(annotator)
        self._store.fold(name)
        faults = [str(fault) for fault in self.findings() if fault.blocks(name)]
        if faults:
            raise ReleaseError(
                f"the reading {name!r} cannot be released as it is; nothing was written. Mend "
                f"these, or see `ghinhan doctor` for the whole list:\n{list_faults(faults)}"
            )
        return build_release(
            self.root,
            version,
            lambda: self.items(name),
            self.schema,
            reading=name,
            replace=replace,
        )

    def _session(self, annotator: str) -> Labelling:
        file_name_for(annotator)
        known = self.annotators()
        if annotator not in {*known, PRACTICE}:
            warnings.warn(introduce(annotator, known), NewAnnotatorWarning, stacklevel=3)
        return Labelling(self._store, self._corpus, annotator, on_change=self._views.refresh)

    def _count(self, receipt: Receipt) -> Receipt:
        own = [edit.seq for edit in receipt.applied if edit.session == self._cell_session]
        self._cell_seq = max([self._cell_seq, *own]) + 1
        return receipt

    def _one(self, annotator: str | None) -> str:
        return self.reading() if annotator is None else self._readings.annotators(annotator)[0]
