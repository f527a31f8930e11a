"""Which readings are meant, and walking through them one document at a time.

A *reading* is everything one annotator says about the corpus. Whoever asks names a document or
several or none, an annotator or several or none; none means all.
"""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import msgspec

from ghinhan.foundation.errors import RecordError, UnknownNameError
from ghinhan.model.document import Document
from ghinhan.model.labelled import LabelledDocument
from ghinhan.model.layer import CorpusLayer, Layer
from ghinhan.workspace.names import suggest_name

if TYPE_CHECKING:
    from ghinhan.store import Store
    from ghinhan.workspace.corpus import Corpus

GOLD = "gold"
"""The annotator whose reading is the settled one."""

PRACTICE = "practice"
"""The annotator under whose name notebook 02 shows what labels look like; never released."""

Names = str | Sequence[str] | None
"""One name, several, or all."""


class Overview(msgspec.Struct, frozen=True, kw_only=True):
    """One reading of one document, as lists of readings show it.

    Args:
        document: the article.
        annotator: whose reading.
        layer: the reading; None where its file cannot be read.
        fault: what is wrong with the file, with its line; empty for a sound one.

    """

    document: Document
    annotator: str
    layer: Layer | None
    fault: str = ""


class Readings:
    """All readings of one project.

    Args:
        store: where they are kept.
        corpus: the documents they are of.

    """

    def __init__(self, store: "Store", corpus: "Corpus") -> None:
        self._store = store
        self._corpus = corpus

    def annotators(self, wanted: Names = None) -> list[str]:
        """The annotators meant.

        Raises:
            UnknownNameError: one of them has not labelled anything.

        """
        return choose_names("annotator", wanted, sorted(self._store.annotators()))

    def documents(self, wanted: Names = None) -> list[str]:
        """The ids of the documents meant.

        Raises:
            UnknownNameError: one of them is not in the corpus.

        """
        return choose_names("document", wanted, self._corpus.ids())

    def default(self, declared: str = "") -> str:
        """The reading to take when nobody says which: gold, the declared one, the only one.

        Args:
            declared: what `annotations/release.toml` names; empty when it names none.

        Raises:
            UnknownNameError: there is none, the declared one is not there, or there are
                several and nothing tells which.

        """
        known = [name for name in self.annotators() if name != PRACTICE]
        if GOLD in known:
            return GOLD
        if declared:
            return self.annotators(declared)[0]
        if len(known) == 1:
            return known[0]
        if not known:
            raise UnknownNameError(
                "nobody has labelled anything yet. Start with desk.annotate(document, "
                "annotator=...) or desk.edit(document, annotator=..., put=...)."
            )
        raise UnknownNameError(
            f"there are {len(known)} readings and none is called {GOLD!r}: {', '.join(known)}. "
            "Say which one you mean, for example annotator="
            f"{known[0]!r}, or write reading = {known[0]!r} into annotations/release.toml."
        )

    def corpus_layer(self, annotator: str) -> CorpusLayer:
        """One annotator's entities and occurrences."""
        return self._store.corpus_layer(annotator)

    def layer(self, annotator: str, document: str) -> Layer:
        """One annotator's reading of one document; empty where the annotator has not begun."""
        return self._store.layer(annotator, document)

    def walk(self, documents: Names = None, annotators: Names = None) -> Iterator[LabelledDocument]:
        """Labelled documents, by document and then by annotator; nothing is held.

        Raises:
            UnknownNameError: a document or annotator that is not there.

        """
        wanted = self.documents(documents)
        corpus_layers = {name: self.corpus_layer(name) for name in self.annotators(annotators)}
        begun = {name: set(self._store.documents(name)) for name in corpus_layers}
        for document in self._corpus.walk(wanted):
            for name, corpus_layer in corpus_layers.items():
                if document.id in begun[name]:
                    yield LabelledDocument(
                        document=document,
                        layer=self.layer(name, document.id),
                        corpus_layer=corpus_layer,
                    )

    def overview(self, documents: Names = None, annotators: Names = None) -> Iterator[Overview]:
        """Readings as `walk` gives them, where a damaged file is told of and stops nothing.

        Raises:
            UnknownNameError: a document or annotator that is not there.

        """
        wanted, names = self.documents(documents), self.annotators(annotators)
        begun = {name: set(self._store.documents(name)) for name in names}
        for document in self._corpus.walk(wanted):
            for name in names:
                if document.id in begun[name]:
                    yield self._look(document, name)

    def _look(self, document: Document, annotator: str) -> Overview:
        layer, fault = None, ""
        try:
            layer = self.layer(annotator, document.id)
        except RecordError as error:
            fault = str(error)
        return Overview(document=document, annotator=annotator, layer=layer, fault=fault)


def choose_names(kind: str, wanted: Names, known: Sequence[str]) -> list[str]:
    """The names meant, each checked.

    Args:
        kind: what they name, for the message.
        wanted: one, several, or None for all.
        known: the names there are.

    Raises:
        UnknownNameError: a name that is not there; suggests the nearest.

    Example:
        >>> choose_names("annotator", "a1", ["a1", "gold"])
        ['a1']

    """
    if wanted is None:
        return list(known)
    names = [wanted] if isinstance(wanted, str) else list(dict.fromkeys(wanted))
    for name in names:
        if name not in known:
            raise UnknownNameError(suggest_name(kind, name, known))
    return names
