"""A labelled document as jobs and formats pass it on, and what a format could not carry."""

from collections import Counter

import msgspec

from ghinhan.model.document import Document
from ghinhan.model.layer import CorpusLayer, Layer


class LabelledDocument(msgspec.Struct, frozen=True, kw_only=True):
    """One document with one reading of it. Streams of these are what formats write.

    Args:
        document: the article.
        layer: the reading.
        corpus_layer: entities and occurrences; one value shared by the whole stream.

    """

    document: Document
    layer: Layer
    corpus_layer: CorpusLayer


class Loss(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a format could not carry.

    Args:
        document: document id.
        record: record id.
        what: the feature, for example `nested mention` or `attribute realis`.
        why: one sentence.
        quote: the surface text concerned.

    """

    document: str
    record: str
    what: str
    why: str
    quote: str = ""


class LossReport(msgspec.Struct, frozen=True, kw_only=True):
    """What one export could not carry, record by record.

    Args:
        format: the format's name.
        written: how many records it carries wholly or in part.
        losses: everything left out.

    """

    format: str
    written: int = 0
    losses: tuple[Loss, ...] = ()

    def counts(self) -> dict[str, int]:
        """How often each feature was lost, most frequent first.

        Example:
            >>> loss = Loss(document="d", record="m", what="nested mention", why="flat")
            >>> LossReport(format="conll", losses=(loss, loss)).counts()
            {'nested mention': 2}

        """
        return dict(Counter(loss.what for loss in self.losses).most_common())
