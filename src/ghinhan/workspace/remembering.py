"""What an annotator has labelled words as, over all documents, kept up with the disk.

A thousand layer files take seconds to read, and somebody may wait for a receipt: so they are
read a little at a time, as often as one asks. Only counts are kept, never a layer, and they are
kept for each document, so that one that changes is counted anew and one can be left out.
"""

import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from ghinhan.foundation.errors import GhinhanError
from ghinhan.model.document import Document
from ghinhan.model.events import Event
from ghinhan.model.layer import LayerRecord
from ghinhan.model.mentions import Mention
from ghinhan.model.session import Remembered
from ghinhan.model.times import Time

if TYPE_CHECKING:
    from ghinhan.store import Store
    from ghinhan.store.census import Stamps

Thing = TypeVar("Thing")
Use = tuple[str, str]
"""What words were labelled as: kind and type."""

Labels = tuple[tuple[str, ...], tuple[Use, ...]]
"""The labels of a document: the words of each, and the use of each."""

KINDS: dict[type, str] = {Mention: "mention", Time: "time", Event: "event"}
HEAD = 4
"""How many characters are looked at first: few remembered words begin with the same four."""


class LabelMemory:
    """How often one annotator has labelled which words as what.

    Questions of two tabs may come in two threads: one is answered after the other.

    Args:
        store: where the labels are kept.
        annotator: whose.

    """

    def __init__(self, store: "Store", annotator: str) -> None:
        self._store = store
        self._annotator = annotator
        self._turn = threading.Lock()
        self._ahead: dict[str, Stamps] = {}
        self._stamps: dict[str, Stamps] = {}
        self._labels: dict[str, Labels] = {}
        self._uses: defaultdict[str, Counter[Use]] = defaultdict(Counter)
        self._lengths: defaultdict[str, Counter[int]] = defaultdict(Counter)

    def read_on(self, seconds: float, *, without: str) -> bool:
        """Read layers that are new or have changed, at least one and at most for some time.

        Args:
            seconds: when to stop; the layer that is being read is read to its end.
            without: a document that need not be read: the one that will be asked about.

        Returns:
            Whether all that is on the disk has been counted.

        """
        deadline = time.monotonic() + seconds
        with self._turn:
            while self._ahead or self._survey(without):
                document, stamps = self._ahead.popitem()
                self._count(document, stamps)
                if time.monotonic() >= deadline:
                    return False
        return True

    def find_in(self, document: Document) -> list[Remembered]:
        """The words of a document that were labelled in others; what it says itself is left out."""
        with self._turn:
            return list(self._find(document))

    def _find(self, document: Document) -> Iterator[Remembered]:
        own: defaultdict[str, Counter[Use]] = defaultdict(Counter)
        for words, use in zip(*self._labels.get(document.id, ((), ())), strict=True):
            own[words][use] += 1
        for words in sorted(self._standing_in(document)):
            uses = self._uses[words] - own[words] if words in own else self._uses[words]
            if uses:
                (kind, code), count = min(uses.items(), key=lambda item: (-item[1], item[0]))
                yield Remembered(words=words, kind=kind, type=code, count=count, of=uses.total())

    def _survey(self, without: str) -> bool:
        """Look for what changed on the disk; whether there is something to read."""
        found = self._store.stamps(self._annotator)
        for document in self._stamps.keys() - found.keys():
            del self._stamps[document]
            self._forget(document)
        self._ahead = {
            document: stamps
            for document, stamps in found.items()
            if document != without and self._stamps.get(document) != stamps
        }
        return bool(self._ahead)

    def _count(self, document: str, stamps: "Stamps") -> None:
        """Count a layer anew; one that cannot be read counts nothing, and is told elsewhere."""
        self._forget(document)
        self._stamps[document] = stamps
        try:
            records = self._store.glance(self._annotator, document)
        except GhinhanError:
            return
        labels = list(uses_in(records))
        self._labels[document] = (tuple(w for w, _ in labels), tuple(u for _, u in labels))
        for words, use in labels:
            if words not in self._uses:
                self._lengths[words[:HEAD]][len(words)] += 1
            self._uses[words][use] += 1

    def _forget(self, document: str) -> None:
        """Take a document's labels away, and words that nobody has labelled any more with them."""
        for words, use in zip(*self._labels.pop(document, ((), ())), strict=True):
            take_one(self._uses[words], use)
            if not self._uses[words]:
                del self._uses[words]
                take_one(self._lengths[words[:HEAD]], len(words))
                if not self._lengths[words[:HEAD]]:
                    del self._lengths[words[:HEAD]]

    def _standing_in(self, document: Document) -> set[str]:
        """The remembered words that stand in a document, from token border to token border."""
        text, uses, lengths = document.text, self._uses, self._lengths
        ends = {end for _, end in document.tokens}
        found: set[str] = set()
        for start, _ in document.tokens:
            for size in range(1, HEAD + 1):
                for length in lengths.get(text[start : start + size], ()):
                    if start + length in ends:
                        found.add(text[start : start + length])
        return found & uses.keys()


def take_one(counts: Counter[Thing], thing: Thing) -> None:
    """Count a thing once less; one that is not there any more is not kept with 0."""
    counts[thing] -= 1
    if not counts[thing]:
        del counts[thing]


def uses_in(records: Iterable[LayerRecord]) -> Iterator[tuple[str, Use]]:
    """Words and what they are labelled as; words that do not stand together are left out."""
    for record in records:
        if isinstance(record, Mention | Time | Event):
            fragments = record.trigger if isinstance(record, Event) else record.extent
            if len(fragments) == 1:
                yield sys.intern(record.text), use_of(KINDS[type(record)], record.type)


@cache
def use_of(kind: str, code: str) -> Use:
    """One value for all uses that are the same: there are millions of them, and few different."""
    return kind, code
