"""The file itself: columns and comments out, and strictly checked back in."""

import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from ghinhan.formats.conll.tags import (
    NAME,
    Choice,
    Tagged,
    carries,
    choose_flat,
    list_losses,
)
from ghinhan.foundation.outputs import open_atomically
from ghinhan.model.features import kind_of, list_corpus_losses
from ghinhan.model.labelled import LabelledDocument, Loss, LossReport

UNTAGGED = "_\tO"
BREAKS_LINES = re.compile("[\\\\\x00-\x1f\x7f\x85\u2028\u2029]")
BREAKS_COLUMNS = re.compile(r"[\\\s\x00-\x1f\x7f]")
UNPRINTABLE = re.compile(r"[\s\x00-\x1f\x7f]")
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


def write(
    items: Iterable[LabelledDocument],
    path: Path,
    *,
    strict: bool = False,
    spans: Choice = "outermost",
    levels: Sequence[str] = (),
) -> LossReport:
    """Write labelled documents as BIO2 tags.

    Args:
        items: a stream.
        path: the file.
        strict: refuse loss and write nothing.
        spans: `outermost` or `innermost` of overlapping mentions, `heads` (each mention by its
            head, the longer one where heads overlap), or `triggers` of events.
        levels: mention levels to tag, for example `("NAM",)`; empty for all.

    Returns:
        Everything flat tags do not hold, record by record.

    Raises:
        RecordError: a layer made on another text.
        LossError: strict, and something would be lost.

    """
    losses: list[Loss] = []
    written, corpus_layer = 0, None
    with open_atomically(path) as stream:
        for item in items:
            item.refuse_other_text()
            if corpus_layer is None:
                corpus_layer = item.corpus_layer
                losses += list_corpus_losses(corpus_layer, carries, format_name=NAME)
            tagged, unplaced = choose_flat(item, spans, frozenset(levels))
            losses += list_losses(item, tagged, unplaced, spans)
            written += len(tagged)
            for line in document_lines(item, tagged):
                stream.write(line.encode("utf-8"))
        report = LossReport(format=NAME, written=written, losses=tuple(losses))
        if strict:
            report.refuse_loss()
    return report


def document_lines(item: LabelledDocument, tagged: Sequence[Tagged]) -> Iterator[str]:
    """The lines of one document: its comments, then sentence by sentence."""
    layer = item.layer
    for name, value in (
        ("newdoc id", item.document.id),
        ("text_sha256", layer.text_sha256),
        ("annotator", layer.annotator),
        ("schema", layer.schema),
        ("state", layer.state),
    ):
        yield f"# {name} = {escape(value, BREAKS_LINES)}\n"
    cells = tag_cells(tagged)
    tokens = item.document.tokens
    number = 0
    for start, end in item.document.sentences:
        yield f"# id = {escape(item.document.id, BREAKS_LINES)}:{start}-{end}\n"
        yield f"# text = {escape(item.document.text[start:end], BREAKS_LINES)}\n"
        while number < len(tokens) and tokens[number][0] < end:
            first, last = tokens[number]
            if start <= first and last <= end:
                form = escape(item.document.text[first:last], UNPRINTABLE)
                yield f"{form}\t{first}-{last}\t{cells.get(number, UNTAGGED)}\n"
            number += 1
        yield "\n"
    if not item.document.sentences:
        yield "\n"


def tag_cells(tagged: Sequence[Tagged]) -> dict[int, str]:
    """The last two columns of every token that has a tag."""
    cells = {}
    for entry in tagged:
        record = escape(f"{kind_of(entry.record)}:{entry.record.id}", BREAKS_COLUMNS)
        label = escape(entry.record.type, BREAKS_COLUMNS)
        for token in range(entry.first, entry.last):
            cells[token] = f"{record}\t{'B' if token == entry.first else 'I'}-{label}"
    return cells


def escape(value: str, breaks: re.Pattern[str]) -> str:
    """Write characters that would break a line or a column as four hex digits."""
    return breaks.sub(lambda found: f"\\u{ord(found[0]):04x}", value)


def unescape(value: str) -> str:
    """Undo `escape`."""
    return ESCAPE.sub(lambda found: chr(int(found[1], 16)), value)
