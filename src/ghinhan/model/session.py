"""What a view of a project is given and may call; the workspace implements it, widgets use it.

Standing below both, this module lets a widget label a document without knowing where or how
it is kept.
"""

from collections.abc import Mapping, Sequence
from typing import Protocol

import msgspec

from ghinhan.model.document import Document
from ghinhan.model.edits import Edit, Receipt
from ghinhan.model.layer import CorpusLayer, Layer

DAMAGED = "damaged"
"""In lists, the state of a document whose layer file cannot be read."""


class DocumentState(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the list of documents: what it is and how far the annotator has come.

    Args:
        id: document id.
        title: headline, or the first words of the text.
        state: new, in_progress, done or settled; `DAMAGED` when the annotator's file of this
            document cannot be read, which opening it tells in full.
        records: how many records the annotator's layer holds; 0 for a damaged one.
        characters: length of the text in code points.

    """

    id: str
    title: str
    state: str
    records: int
    characters: int


class KnownThing(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Something in the world that an entity can be linked to.

    Args:
        id: what `Entity.link` holds, normally a Wikidata id (`Q159`).
        name: how it is mostly called.
        type: entity type, where it is known.
        aliases: other names.
        note: a few words that tell it from its namesakes.

    """

    id: str
    name: str
    type: str = ""
    aliases: tuple[str, ...] = ()
    note: str = ""


class Suggested(msgspec.Struct, frozen=True, kw_only=True):
    """Another reading of the document, whose records are suggestions to accept or reject.

    Args:
        layer: its mentions, times and events; `layer.annotator` says whose they are.
        corpus_layer: the entities and occurrences they refer to.

    """

    layer: Layer
    corpus_layer: CorpusLayer


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """Words that the annotator has labelled before, as what, and how often.

    Args:
        words: as they stand in the text.
        kind: `mention`, `time` or `event`.
        type: the type that they were given most often.
        count: how many labels say so.
        of: how many labels there are on these words; `count / of` is how sure the memory is.

    """

    words: str
    kind: str
    type: str
    count: int
    of: int


class Recollection(msgspec.Struct, frozen=True, kw_only=True):
    """What is remembered of the words of one document.

    Args:
        complete: everything was read; while it was not, ask again.
        remembered: the words, sorted; none while it is not complete.

    """

    complete: bool
    remembered: tuple[Remembered, ...] = ()


class Opened(msgspec.Struct, frozen=True, kw_only=True):
    """A document opened for labelling, as it is on the disk at this moment.

    Args:
        document: the article.
        layer: the annotator's reading of it.
        corpus_layer: the annotator's entities and occurrences.
        revisions: what to give to `changes_since`.
        suggested: somebody else's reading, offered record by record; None without one.

    """

    document: Document
    layer: Layer
    corpus_layer: CorpusLayer
    revisions: dict[str, str]
    suggested: Suggested | None = None


class LabellingSession(Protocol):
    """One annotator at work in one project.

    Every method returns after the disk has what it says. Errors are `GhinhanError`s with a
    message for the annotator; an `EditConflict` has written nothing.
    """

    @property
    def annotator(self) -> str:
        """Whose reading is edited."""
        ...

    @property
    def project(self) -> str:
        """A name of the project that no other has: what a browser keeps aside is kept under it."""
        ...

    def documents(self) -> Sequence[DocumentState]:
        """All documents of the project, in order."""
        ...

    def open(self, document: str) -> Opened:
        """The document and the annotator's reading of it, read afresh."""
        ...

    def look_up(self, words: str, entity_type: str = "") -> Sequence[KnownThing]:
        """Things that an entity of this name may be linked to, the likeliest first."""
        ...

    def clause(self, anchor: str) -> str:
        """What the guidelines say under an anchor; empty where they say nothing."""
        ...

    def remembered(self, document: str, seconds: float) -> Recollection:
        """Which words of a document the annotator has labelled in other documents, and as what.

        Reads on for about so many seconds, so that whoever waits for a receipt gets it between
        two calls; the first calls after something changed are the ones that are not complete.
        """
        ...

    def edit(self, edits: Sequence[Edit]) -> Receipt:
        """Make one gesture's edits durable, all of them or none."""
        ...

    def changes_since(self, revisions: Mapping[str, str]) -> Receipt:
        """What anyone changed after these revisions."""
        ...

    def undo(self, document: str, *, session: str, seq: int) -> Receipt:
        """Take back the last gesture on the document; (session, seq) names this act itself."""
        ...

    def redo(self, document: str, *, session: str, seq: int) -> Receipt:
        """Do again the gesture last taken back."""
        ...
