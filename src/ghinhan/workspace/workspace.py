"""The desk: one project folder, opened for work.

`Workspace` looks by what `ProjectReader` and `ReadingsReader` give it; what stands here writes:
documents, labels, gold, releases.
"""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from ghinhan.foundation.errors import ReleaseError, list_faults
from ghinhan.foundation.identifiers import file_name_for, new_identifier
from ghinhan.foundation.wording import tell
from ghinhan.ingest import IngestReport, ingest_project
from ghinhan.model.edits import CORPUS, Receipt
from ghinhan.model.labelled import LabelledDocument
from ghinhan.release import build_release, load_description
from ghinhan.release.bundle import refuse_bad_version
from ghinhan.store.doctor import Repaired, repair
from ghinhan.store.migration import Migrated, migrate, read_mapping
from ghinhan.workspace import doors, project
from ghinhan.workspace.adjudicating import Settled
from ghinhan.workspace.cell_session import CellSession
from ghinhan.workspace.deciding import as_decisions
from ghinhan.workspace.defaults import warn_of_types
from ghinhan.workspace.editing import Puttable, as_records
from ghinhan.workspace.names import introduce
from ghinhan.workspace.readings import GOLD, PRACTICE, Names
from ghinhan.workspace.reviewing import ReadingsReader
from ghinhan.workspace.session import Labelling

if TYPE_CHECKING:
    from ghinhan.sync import Doccano, DoccanoServer, DoccanoTeam


class NewAnnotatorWarning(UserWarning):
    """An annotator is named for the first time; a folder will be made for that name."""


class Workspace(ReadingsReader):
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
        super().__init__(root)
        self._views = doors.OpenViews()
        self._cells = CellSession()

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

    def ingest(self, *paths: Path | str) -> IngestReport:
        """Make documents from seed articles; running it twice changes nothing.

        Args:
            paths: files or folders; none means all of `seeds/`.

        Returns:
            What was done; an article that cannot become a document stands under `refused` with
            the reason and stops no other.

        """
        return ingest_project(self.root, paths)

    def edit(  # noqa: PLR0913  what a person may want at once
        self,
        document: str,
        annotator: str,
        *,
        put: Puttable = None,
        delete: str | Sequence[str] | None = None,
        state: str | None = None,
        expected: Puttable = None,
    ) -> Receipt:
        """Change labels from a cell; open annotators show it at once.

        What stands there now is looked up, so that running the cell again changes nothing.
        Without `expected` a record is replaced whatever it says now, also what somebody else
        made of it after you looked.

        Args:
            document: document id.
            annotator: whose reading; a new name is warned about.
            put: a record or several, as values of `ghinhan.model` or as dicts with `kind`.
                Without an id they get one, without `text` they get the words of their span.
                Required attributes that are left out get the schema's first value, mentions of
                value types the level VAL, and a name or pronoun of one token that token as its
                head. A type that the schema does not list is warned about and kept.
                Entities and occurrences go into the corpus-wide file.
            delete: an id or several.
            state: new, in_progress, done or settled.
            expected: the records as you saw them, from `layer` or `corpus_layer`: one, several,
                or `[]` when what you put must be new. What you change must still stand so.

        Returns:
            What the store says; `applied` lists what changed.

        Raises:
            EditConflict: a record is not as expected, or somebody else changed it in this very
                moment; nothing was written.
            OffsetError: a span outside the text, or a text that does not stand there.
            RecordError: a dict that is no record.
            UnknownNameError: no such document, record or state.
            UnsafeNameError: the annotator's name cannot be a folder.

        """
        session, records = self._session(annotator), as_records(put)
        warn_of_types(records, self.schema, stacklevel=2)
        once_there = set[str]()
        if delete is not None:
            scopes = (document, CORPUS)
            histories = [self._store.history(annotator, scope) for scope in scopes]
            once_there = {entry.id for history in histories for entry in history}
        return self._cells.edit(
            session,
            document,
            put=records,
            delete=delete,
            state=state,
            expected=expected,
            once_there=once_there,
            schema=self.schema,
        )

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
        return self._cells.edit(
            self._session(annotator),
            document,
            put=records,
            delete=None,
            state=labelled.layer.state,
            expected=None,
            once_there=(),
            schema=None,
        )

    def undo(self, document: str, annotator: str) -> Receipt:
        """Take back the annotator's last gesture on a document, whoever's window it came from."""
        return self._cells.undo(self._session(annotator), document)

    def redo(self, document: str, annotator: str) -> Receipt:
        """Do again the gesture last taken back."""
        return self._cells.redo(self._session(annotator), document)

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

    def annotate(
        self,
        document: str,
        annotator: str,
        *,
        suggest_from: str = "",
        **options: Any,  # noqa: ANN401  the options of a widget of the floor above
    ) -> Any:  # noqa: ANN401  that widget
        """Open the annotator widget on a document.

        Args:
            document: document id; the widget pages through all others.
            annotator: whose reading; a new name is warned about.
            suggest_from: another annotator, or `gold`, whose records are offered one by one: Enter
                accepts, `-` rejects. Their reading is not changed.
            options: for example `language="en"` or `theme="dark"`; see `ghinhan.widgets`.

        Raises:
            UnknownNameError: no such document, or nobody called so to take suggestions from.
            UnsafeNameError: the annotator's name cannot be a folder.

        """
        if suggest_from:
            self._readings.annotators(suggest_from)
        session = self._session(annotator, suggest_from)
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

    def doccano_team(self, name: str, url: str = "", **options: Any) -> "DoccanoTeam":  # noqa: ANN401  handed on
        """A doccano project whose members label apart, to pull one reading for each from.

        Args:
            name: the doccano project's name.
            url: the server; empty for DOCCANO_URL, else the one that this project runs.
            options: `username`, `client`, `shows_progress`.

        Raises:
            SyncError: no server is known, or no password.

        """
        from ghinhan.sync import Readings  # noqa: PLC0415  few people need it
        from ghinhan.workspace.doccano import open_team  # noqa: PLC0415  few people need it

        readings = Readings(
            root=self.root,
            schema=self.schema,
            documents=self._corpus.ids(),
            text_of=lambda document: self.document(document).text,
            session_of=self._session,
        )
        return open_team(readings, name, url=url, **options)

    def doccano_server(self, **options: Any) -> "DoccanoServer":  # noqa: ANN401  handed on
        """This project's own doccano server, started; end it with `server.stop()`."""
        from ghinhan.workspace.doccano import start_server  # noqa: PLC0415  few people need it

        return start_server(self.root, **options)

    def migrate(self, mapping: Path | str, annotator: Names = None) -> list[Migrated]:
        """Give labels their new codes after the schema changed.

        Args:
            mapping: a YAML file with `types:` (OLD: NEW) and `roles:` (Event.Type.Old: New).
            annotator: whose labels; None for everyone's.

        Returns:
            How many records of which scope changed; each change can be undone.

        Raises:
            RecordError: the file is no mapping, or another one was broken off.
            EditConflict: somebody edited in this very moment; run it again.

        """
        session, names = new_identifier("migration"), self._readings.annotators(annotator)
        return migrate(
            self._store,
            read_mapping(Path(mapping)),
            session=session,
            root=self.root,
            annotators=names,
        )

    def adjudicate(  # noqa: PLR0913  who, what, and how
        self,
        left: str,
        right: str,
        decisions: object = None,
        *,
        into: str = GOLD,
        by: str = "",
        replace: bool = False,
    ) -> Settled:
        """Settle every difference between two readings and write what comes of it.

        Decisions stand in `annotations/<into>.decisions.jsonl`; those given here are kept there
        first, so that none is lost while others are open. The same decisions give the same
        bytes. Records keep the ids of the left reading and say in their provenance whether they
        were agreed or adjudicated, from whom and by which ruling.

        Args:
            left: the annotator whose ids are kept.
            right: the other annotator.
            decisions: the frame of `differences` with `choice` and `reason` filled in, or
                dicts with these keys; None where the file holds them all.
            into: who gets the settled reading; the desk's `reading()` when it is `gold`.
            by: who decides.
            replace: write over what somebody changed in the settled reading by hand.

        Raises:
            AdjudicationError: differences are open, all listed, or decisions do not fit; the
                settled reading is as it was.

        """
        work = self._adjudication(left, right, into)
        given = as_decisions(decisions, by=by)
        if given:
            work.keep(given)
        gold = work.settled(self.schema)
        if not replace:
            work.refuse_overwriting(gold)
        for name in (left, right):
            self._store.fold(name)
        edits = work.edits(gold, session=new_identifier("adjudication"))
        if edits:
            Labelling(self._store, self._corpus, into, on_change=self._views.refresh).edit(edits)
        self._store.fold(into)
        return work.remember(gold)

    def write_decisions(self, left: str, right: str, *, into: str = GOLD) -> Path:
        """Write a line for every difference into the file of decisions, to be filled in.

        What was decided before stays. Nothing is settled by it; `adjudicate` does that.

        Returns:
            The file, `annotations/<into>.decisions.jsonl`.

        """
        work = self._adjudication(left, right, into)
        work.keep([])
        return work.path

    def repair(self) -> list[Repaired]:
        """Write a sound version of every faulty label file beside it, into `.ghinhan/repaired/`.

        The files themselves stay: compare, then move the new one over the old one.
        """
        return repair(self.root, text_of=self._corpus.text_or_none)

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
        refuse_bad_version(version)
        name = self._one(annotator)
        self._store.fold(name)
        labelled = self._store.documents(name)
        faults = [str(fault) for fault in self.findings() if fault.blocks(name, labelled)]
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
            compared=self._compared(),
            replace=replace,
        )

    def _compared(self) -> dict[str, Callable[[], Iterator[LabelledDocument]]]:
        """The readings that annotations/release.toml describes, gold left out."""
        described = load_description(self._description).readings
        names = [name for name in self.annotators() if name in described and name != GOLD]
        return {name: partial(self.items, name) for name in names}

    def _session(self, annotator: str, suggest_from: str = "") -> Labelling:
        file_name_for(annotator)
        known = self.annotators()
        if annotator not in {*known, PRACTICE}:
            tell(introduce(annotator, known), NewAnnotatorWarning)
        return Labelling(
            self._store,
            self._corpus,
            annotator,
            on_change=self._views.refresh,
            suggest_from=suggest_from,
        )
