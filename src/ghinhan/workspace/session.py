"""One annotator at work: what the widget is given so that it can label without touching disk.

Implements `ghinhan.model.session.LabellingSession` on the store and the corpus. It adds two
promises to the store's: a document is never opened when its text changed under its labels, and
whoever asked is told after each change, so that other views of the document can follow.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from ghinhan.foundation.errors import OffsetError, RecordError
from ghinhan.foundation.identifiers import file_name_for
from ghinhan.foundation.wording import counted
from ghinhan.model.document import Document
from ghinhan.model.edits import Edit, Receipt
from ghinhan.model.layer import Layer
from ghinhan.model.session import (
    DAMAGED,
    DocumentState,
    KnownThing,
    Opened,
    Recollection,
    Suggested,
)
from ghinhan.workspace.clauses import Clauses
from ghinhan.workspace.knowledge import Knowledge
from ghinhan.workspace.remembering import LabelMemory

if TYPE_CHECKING:
    from ghinhan.store import Store
    from ghinhan.workspace.corpus import Corpus


class Labelling:
    """One annotator's session in one project.

    Args:
        store: where the labels are kept.
        corpus: the documents.
        annotator: whose reading is edited.
        on_change: called with this session after it changed something.
        suggest_from: whose reading is offered as suggestions; nobody's without it.

    """

    def __init__(
        self,
        store: "Store",
        corpus: "Corpus",
        annotator: str,
        *,
        on_change: Callable[["Labelling"], None] | None = None,
        suggest_from: str = "",
    ) -> None:
        file_name_for(annotator)
        self._store = store
        self._corpus = corpus
        self._annotator = annotator
        self._on_change = on_change
        self._suggest_from = suggest_from
        self._memory = LabelMemory(store, annotator)
        self._knowledge = Knowledge(corpus.root)
        self._clauses = Clauses(corpus.root)

    def __repr__(self) -> str:
        """Whose session it is."""
        return f"Labelling(annotator={self._annotator!r})"

    @property
    def annotator(self) -> str:
        """Whose reading is edited."""
        return self._annotator

    @property
    def project(self) -> str:
        """Short for the project's folder, so that a copy elsewhere is another project."""
        return hashlib.sha256(str(self._corpus.root).encode()).hexdigest()[:12]

    def documents(self) -> Sequence[DocumentState]:
        """All documents of the project, in order, with the annotator's progress.

        One whose layer file cannot be read is listed as damaged and keeps no other from work.
        """
        begun = set(self._store.documents(self._annotator))
        return [self._progress(document, begun) for document in self._corpus.ids()]

    def open(self, document: str) -> Opened:
        """The document and the annotator's reading of it, read afresh.

        Raises:
            UnknownNameError: no such document.
            OffsetError: the text changed after it was labelled, so that the positions of the
                labels no longer mean anything.

        """
        article = self._corpus.document(document)
        revisions = self._store.revisions(self._annotator, document)
        layer = self._store.layer(self._annotator, document)
        refuse_other_text(article, layer, self._annotator)
        return Opened(
            document=article,
            layer=layer,
            corpus_layer=self._store.corpus_layer(self._annotator),
            revisions=revisions,
            suggested=self._suggested(article),
        )

    def look_up(self, words: str, entity_type: str = "") -> Sequence[KnownThing]:
        """Things of `annotations/knowledge.jsonl` that fit, the likeliest first.

        Raises:
            RecordError: the file has lines that cannot be read.

        """
        return self._knowledge.look_up(words, entity_type)

    def clause(self, anchor: str) -> str:
        """What `annotations/guidelines.md` says under an anchor; empty where it says nothing."""
        return self._clauses.clause(anchor)

    def remembered(self, document: str, seconds: float) -> Recollection:
        """Which words of a document the annotator has labelled in other documents, and as what.

        Raises:
            UnknownNameError: no such document.

        """
        article = self._corpus.document(document)
        if not self._memory.read_on(seconds, without=document):
            return Recollection(complete=False)
        return Recollection(complete=True, remembered=tuple(self._memory.find_in(article)))

    def edit(self, edits: Sequence[Edit]) -> Receipt:
        """Make one gesture's edits durable, all of them or none."""
        return self._tell(self._store.edit(self._annotator, edits))

    def changes_since(self, revisions: Mapping[str, str]) -> Receipt:
        """What anyone changed after these revisions."""
        return self._store.changes_since(self._annotator, revisions)

    def undo(self, document: str, *, session: str, seq: int) -> Receipt:
        """Take back the last gesture on the document; (session, seq) names this act itself."""
        return self._tell(self._store.undo(self._annotator, document, session=session, seq=seq))

    def redo(self, document: str, *, session: str, seq: int) -> Receipt:
        """Do again the gesture last taken back."""
        return self._tell(self._store.redo(self._annotator, document, session=session, seq=seq))

    def _suggested(self, article: Document) -> Suggested | None:
        """The other reading, where there is one on this very text."""
        other = self._suggest_from
        if not other or article.id not in self._store.documents(other):
            return None
        layer = self._store.layer(other, article.id)
        refuse_other_text(article, layer, other)
        return Suggested(layer=layer, corpus_layer=self._store.corpus_layer(other))

    def _progress(self, document: str, begun: set[str]) -> DocumentState:
        title, characters = self._corpus.heading(document)
        state, records = "new", 0
        if document in begun:
            try:
                layer = self._store.layer(self._annotator, document)
                state, records = layer.state, len(layer.records)
            except RecordError:
                state = DAMAGED
        return DocumentState(
            id=document, title=title, state=state, records=records, characters=characters
        )

    def _tell(self, receipt: Receipt) -> Receipt:
        if self._on_change is not None and (receipt.applied or receipt.must_reload):
            self._on_change(self)
        return receipt


def refuse_other_text(document: Document, layer: Layer, annotator: str) -> None:
    """Refuse a layer that was made on another text than the document now has.

    Raises:
        OffsetError: names the file and both checksums, and the ways out.

    """
    if not layer.records or layer.text_sha256 in {"", document.text_sha256}:
        return
    raise OffsetError(
        f"annotations/{file_name_for(annotator)}/{file_name_for(document.id)}.jsonl was made on "
        f"a text with SHA-256 {layer.text_sha256[:12]}…, but corpus/ now holds a text with "
        f"{document.text_sha256[:12]}…: its {counted(len(layer.records), 'record')} would point "
        "at other words. Bring the old seed back from git and run `ghinhan ingest`, or let "
        "`ghinhan doctor --repair` find the words again in the new text."
    )
