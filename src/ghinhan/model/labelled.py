"""A labelled document as jobs and formats pass it on, and what a format could not carry."""

from collections import Counter

import msgspec

from ghinhan.foundation.errors import LossError, RecordError, list_faults
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

    def refuse_other_text(self) -> None:
        """Refuse a layer whose positions were made on another document or another text.

        Raises:
            RecordError: names both; every offset of such a layer would point elsewhere.

        """
        if self.layer.document != self.document.id:
            raise RecordError(
                f"the layer is of document {self.layer.document!r}, but it came with document "
                f"{self.document.id!r}. Pair each document with its own layer."
            )
        if self.layer.text_sha256 != self.document.text_sha256:
            raise RecordError(
                f"the layer of {self.document.id} was made on a text with SHA-256 "
                f"{self.layer.text_sha256[:12]}…, the document's text has "
                f"{self.document.text_sha256[:12]}…. Run ghinhan doctor: it says what moved."
            )

    def refuse_other_entities(self, corpus_layer: CorpusLayer | None) -> None:
        """Refuse a corpus layer that is not the one of the documents before.

        Args:
            corpus_layer: theirs; None where this is the first.

        Raises:
            RecordError: a file of entities can hold only one reader's.

        """
        if corpus_layer not in (None, self.corpus_layer):
            raise RecordError(
                f"document {self.document.id} comes with other entities than the documents "
                "before it. Write each annotator's reading to a folder of its own."
            )


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
        unseen: what the file holds and ghinhan reads back, but the format's own tools pass
            over, for example a discontinuous mention in a spaCy file.

    """

    format: str
    written: int = 0
    losses: tuple[Loss, ...] = ()
    unseen: tuple[Loss, ...] = ()

    def counts(self) -> dict[str, int]:
        """How often each feature was lost, most frequent first.

        Example:
            >>> loss = Loss(document="d", record="m", what="nested mention", why="flat")
            >>> LossReport(format="conll", losses=(loss, loss)).counts()
            {'nested mention': 2}

        """
        return dict(Counter(loss.what for loss in self.losses).most_common())

    def rows(self) -> list[dict[str, str]]:
        """The losses as a table: one row for each, ready for `pandas.DataFrame`."""
        return [{"format": self.format, **msgspec.structs.asdict(loss)} for loss in self.losses]

    def as_json(self) -> bytes:
        """The whole report as indented JSON with sorted keys, ending in a line break."""
        return msgspec.json.format(msgspec.json.encode(self, order="sorted"), indent=1) + b"\n"

    def refuse_loss(self) -> None:
        """Refuse a report that is not empty: what `strict` means.

        Raises:
            LossError: lists what would be lost.

        """
        if not self.losses:
            return
        faults = [
            f"{loss.document or 'corpus'}: {loss.record or 'document'}: {loss.what}"
            f"{f' “{loss.quote}”' if loss.quote else ''}: {loss.why}"
            for loss in self.losses
        ]
        raise LossError(
            f"{self.format} cannot carry {len(faults)} things, and strict refuses loss; nothing "
            f"was written. Write without strict, or choose jsonl, which carries everything.\n"
            f"{list_faults(faults)}"
        )
