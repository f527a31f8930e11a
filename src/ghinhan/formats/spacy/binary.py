"""Writing and reading the DocBin: the file, and the JSON that travels in it."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from ghinhan.formats.spacy.shown import show
from ghinhan.formats.spacy.words import cut_words
from ghinhan.foundation.errors import MissingExtraError, RecordError
from ghinhan.foundation.outputs import open_atomically
from ghinhan.model.document import Document
from ghinhan.model.entities import Hopper, HopperRelation
from ghinhan.model.events import Event
from ghinhan.model.features import FEATURES
from ghinhan.model.labelled import LabelledDocument, Loss, LossReport
from ghinhan.model.layer import CorpusLayer, CorpusRecord, Layer, LayerRecord, span_order
from ghinhan.model.mentions import Mention

NAME = "spacy"
carries: frozenset[str] = FEATURES

USER_DATA = "ghinhan"
ATTRIBUTES = ("ORTH", "SPACY", "SENT_START", "ENT_IOB", "ENT_TYPE", "ENT_KB_ID", "ENT_ID")

encoder = msgspec.json.Encoder(order="sorted")


class Carried(msgspec.Struct, frozen=True, kw_only=True):
    """What travels in `doc.user_data`: all that spaCy has no place for, and all it has."""

    document: Document
    layer: Layer
    corpus: CorpusLayer


def write(items: Iterable[LabelledDocument], path: Path, *, strict: bool = False) -> LossReport:
    """Write labelled documents as one DocBin file.

    Args:
        items: a stream; spaCy keeps a compact form of all documents in memory until the end.
        path: the file, by custom `….spacy`.
        strict: refuse loss and write nothing.

    Returns:
        Entities and occurrences that no written document refers to are lost; spans that spaCy
        cannot show are listed as unseen.

    Raises:
        RecordError: a layer made on another text.
        LossError: strict, and something would be lost.
        MissingExtraError: spaCy is not installed.

    """
    spacy = import_spacy()
    vocabulary = spacy.blank("xx").vocab
    binary = spacy.tokens.DocBin(attrs=ATTRIBUTES, store_user_data=True)
    corpus: dict[str, CorpusRecord] = {}
    reached: dict[str, CorpusRecord] = {}
    unseen: list[Loss] = []
    written = 0
    for item in items:
        item.refuse_other_text()
        corpus.update(item.corpus_layer.by_id())
        used = reachable(item)
        reached.update({record.id: record for record in used.records})
        doc = make_doc(spacy, vocabulary, item.document)
        unseen += show(spacy, doc, item)
        doc.user_data[USER_DATA] = encode(item, used)
        binary.add(doc)
        written += len(item.layer.records)
    report = LossReport(
        format=NAME,
        written=written + len(reached),
        losses=tuple(
            lose_unreached(record) for key, record in corpus.items() if key not in reached
        ),
        unseen=tuple(unseen),
    )
    if strict:
        report.refuse_loss()
    with open_atomically(path) as stream:
        stream.write(binary.to_bytes())
    return report


def import_spacy() -> Any:  # noqa: ANN401  spaCy is optional, its types are not at hand
    """SpaCy, or the line that installs it.

    Raises:
        MissingExtraError: it is not installed.

    """
    try:
        import spacy  # noqa: PLC0415  an extra, and 0.9 CPU seconds to import
        import spacy.tokens  # noqa: PLC0415  likewise
    except ImportError as error:
        raise MissingExtraError(
            "the spaCy format needs spaCy. Install it with: pip install 'ghinhan[spacy]'"
        ) from error
    return spacy


def make_doc(spacy: Any, vocabulary: Any, document: Document) -> Any:  # noqa: ANN401  as above
    """The bare spaCy doc: words, spaces, sentence starts."""
    words = list(cut_words(document.text, document.tokens))
    begins = {start for start, _ in document.sentences}
    return spacy.tokens.Doc(
        vocabulary,
        words=[word for word, _, _ in words],
        spaces=[has_space for _, has_space, _ in words],
        sent_starts=[place in begins for _, _, place in words],
    )


def encode(item: LabelledDocument, used: CorpusLayer) -> str:
    """The JSON that travels with one doc."""
    carried = Carried(document=item.document, layer=item.layer, corpus=used)
    return encoder.encode(carried).decode("utf-8")


def reachable(item: LabelledDocument) -> CorpusLayer:
    """The corpus-wide records that a document refers to, directly or through one another."""
    wanted = {name for record in item.layer.records for name in direct_references(record)}
    before = -1
    while before != len(wanted):
        before = len(wanted)
        for record in item.corpus_layer.records:
            if isinstance(record, HopperRelation) and {record.source, record.target} & wanted:
                wanted |= {record.id, record.source, record.target}
            elif isinstance(record, Hopper) and record.id in wanted:
                wanted |= {argument.ref for argument in record.arguments}
            elif record.id in wanted:
                wanted |= set(getattr(record, "members", ()))
    kept = tuple(record for record in item.corpus_layer.records if record.id in wanted)
    return msgspec.structs.replace(item.corpus_layer, records=kept)


def direct_references(record: LayerRecord) -> tuple[str, ...]:
    """The ids of corpus-wide records that one record of a layer holds."""
    if isinstance(record, Mention):
        return (record.entity, record.metonym)
    return (record.hopper,) if isinstance(record, Event) else ()


def lose_unreached(record: CorpusRecord) -> Loss:
    """A corpus-wide record that travels with no document."""
    return Loss(
        document="",
        record=record.id,
        what=f"unused {record.__struct_config__.tag}",
        why="no written document refers to it, and a DocBin holds documents only.",
    )


def read(path: Path) -> Iterator[LabelledDocument]:
    """Read a file that `write` made.

    Args:
        path: the `.spacy` file.

    Yields:
        Documents and layers as they were; the corpus layer holds what some document refers to.

    Raises:
        RecordError: a doc without our records, or with a text that is not theirs.
        MissingExtraError: spaCy is not installed.

    """
    spacy = import_spacy()
    try:
        binary = spacy.tokens.DocBin().from_disk(path)
    except ValueError as error:
        raise RecordError(f"{path} is no DocBin: {error}. Export it again.") from error
    docs = binary.get_docs(spacy.blank("xx").vocab)
    found = [decode(doc, f"{path}: document {n}") for n, doc in enumerate(docs, start=1)]
    records = {record.id: record for carried in found for record in carried.corpus.records}
    merged = tuple(sorted(records.values(), key=span_order))
    for carried in found:
        corpus_layer = msgspec.structs.replace(carried.corpus, records=merged)
        yield LabelledDocument(
            document=carried.document, layer=carried.layer, corpus_layer=corpus_layer
        )


def decode(doc: Any, place: str) -> Carried:  # noqa: ANN401  a spaCy Doc
    """What travels with one doc.

    Raises:
        RecordError: nothing of ours does, or the doc's text is another one.

    """
    content = doc.user_data.get(USER_DATA)
    if content is None:
        raise RecordError(
            f"{place} holds no records of ghinhan in user_data[{USER_DATA!r}]. "
            "Read files that ghinhan wrote; other DocBin files have no ids to read."
        )
    try:
        carried = msgspec.json.decode(content, type=Carried)
    except msgspec.MsgspecError as error:
        raise RecordError(f"{place}: {error}. Export the file again.") from error
    if doc.text != carried.document.text:
        raise RecordError(f"{place}: the doc's text is not the text its records were made on.")
    return carried
