"""Two readings of the same documents side by side, the right one in the left one's names.

What both hold is paired here, once, for every module that compares; nothing is judged.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from ghinhan.foundation.errors import AgreementUndefinedError
from ghinhan.model import CorpusLayer, Event, LabelledDocument, Layer, Mention, Span, Time
from ghinhan.review.matching import SpanRecord, pair_records
from ghinhan.review.translation import translate

Place = tuple[Span, ...]
One = TypeVar("One", Mention, Time, Event)
RecordsOf = Callable[[Layer], Sequence[One]]


class Compared(msgspec.Struct, frozen=True):
    """One document with both readings of it.

    Args:
        document: its id.
        tokens: its syllables and punctuation marks.
        left: the reading taken as reference.
        right: the other reading; what stands for a record of the left one has its id.

    """

    document: str
    tokens: tuple[Span, ...]
    left: Layer
    right: Layer


class Comparison(msgspec.Struct, frozen=True):
    """Two readings of the same documents.

    Args:
        documents: those that both hold, in the order of the left reading.
        left: the left reading's entities and occurrences.
        right: the right reading's, in the left one's names.

    """

    documents: tuple[Compared, ...]
    left: CorpusLayer
    right: CorpusLayer

    def pairs(self, records_of: RecordsOf[One]) -> Iterator[tuple[One, One]]:
        """The records of one kind that both readings have."""
        for both in self.documents:
            for one, other in pair_records(records_of(both.left), records_of(both.right)):
                if one is not None and other is not None:
                    yield one, other


def compare(left: Iterable[LabelledDocument], right: Iterable[LabelledDocument]) -> Comparison:
    """Put two readings side by side.

    Args:
        left: the reading taken as reference, one item per document.
        right: the other reading. Documents that only one side has are left out.

    Raises:
        AgreementUndefinedError: the readings share no document, or were made on different
            texts of one document.

    """
    mine, theirs = shared_documents(left, right)
    translated = translate(theirs, mine)
    return Comparison(
        documents=tuple(
            Compared(one.document.id, one.document.tokens, one.layer, other.layer)
            for one, other in zip(mine, translated, strict=True)
        ),
        left=mine[0].corpus_layer,
        right=translated[0].corpus_layer,
    )


def shared_documents(
    left: Iterable[LabelledDocument], right: Iterable[LabelledDocument]
) -> tuple[list[LabelledDocument], list[LabelledDocument]]:
    """The documents that both readings hold, both in the order of the left one."""
    others = {item.document.id: item for item in right}
    mine: list[LabelledDocument] = []
    for item in left:
        other = others.get(item.document.id)
        if other is None:
            continue
        if item.layer.text_sha256 != other.layer.text_sha256:
            raise AgreementUndefinedError(
                f"{item.document.id}: the two readings were made on different texts "
                f"({item.layer.text_sha256[:8]}… and {other.layer.text_sha256[:8]}…). "
                "Run `ghinhan doctor` and re-anchor the older one first."
            )
        mine.append(item)
    if not mine:
        raise AgreementUndefinedError(
            "the two readings share no document, so there is nothing to compare. "
            "Label one document in both, or name other annotators."
        )
    return mine, [others[item.document.id] for item in mine]


def mentions_of(layer: Layer) -> Sequence[Mention]:
    """The mentions of a layer."""
    return layer.mentions


def times_of(layer: Layer) -> Sequence[Time]:
    """The times of a layer."""
    return layer.times


def events_of(layer: Layer) -> Sequence[Event]:
    """The events of a layer."""
    return layer.events


def arguments_of(layer: Layer) -> Iterator[tuple[Event, str, SpanRecord]]:
    """Each argument of a layer: its event, its role and what fills it."""
    records = layer.by_id()
    for event in layer.events:
        for argument in event.arguments:
            filler = records.get(argument.ref)
            if isinstance(filler, Mention | Time | Event):
                yield event, argument.role, filler
