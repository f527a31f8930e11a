"""Reading the columns back: strict BIO2, every fault with its line number."""

import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ghinhan.formats.conll.columns import UNPRINTABLE, UNTAGGED, escape, unescape
from ghinhan.foundation.errors import RecordError, list_faults
from ghinhan.model.events import Event
from ghinhan.model.layer import Layer, LayerRecord, span_order
from ghinhan.model.mentions import Mention
from ghinhan.model.times import Time

COLUMNS = 4
NEW_DOCUMENT, SENTENCE, TEXT = "newdoc id", "id", "text"
LAYER_FIELDS = frozenset({"text_sha256", "annotator", "schema", "state"})
COMMENT = re.compile(r"# (?:([a-z0-9_ ]+) = )?(.*)", re.DOTALL)
SENTENCE_ID = re.compile(r".*:(\d+)-(\d+)", re.DOTALL)
PLACE = re.compile(r"(\d+)-(\d+)")


class OpenRecord(msgspec.Struct, frozen=True):
    """A record whose next token may still follow."""

    cell: str
    label: str
    start: int
    end: int


def read(path: Path) -> Iterator[Layer]:
    """Read the records that the tags hold, one layer for each document.

    Args:
        path: a file that `write` made.

    Yields:
        Layers with the ids, types and places of the tagged records.

    Raises:
        RecordError: all faults of the file, each with its line: a tag sequence that is not
            BIO2, a token that is not at its place in the text, a line without four columns.

    """
    checker = ColumnReader(path)
    for _ in checker.layers():
        pass
    if checker.faults:
        raise RecordError(
            f"{list_faults(checker.faults)}\nMend these lines, or export the file again."
        )
    yield from ColumnReader(path).layers()


class ColumnReader:
    """Goes through one file line by line, collecting faults on its way."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[str] = []
        self.line = 0
        self.fields: dict[str, str] = {}
        self.records: list[LayerRecord] = []
        self.open: OpenRecord | None = None
        self.start, self.text = 0, ""

    def layers(self) -> Iterator[Layer]:
        """Every document of the file as a layer."""
        with self.path.open("rb") as stream:
            for self.line, raw in enumerate(stream, start=1):
                line = raw.decode("utf-8", "replace").removesuffix("\n")
                comment = COMMENT.fullmatch(line)
                if comment and comment[1] == NEW_DOCUMENT:
                    yield from self.finished()
                    self.fields = {"document": unescape(comment[2])}
                elif comment:
                    self.take_comment(comment[1] or "", comment[2])
                elif line:
                    self.take_token(line.split("\t"))
                else:
                    self.close_record()
        self.close_record()
        yield from self.finished()

    def finished(self) -> Iterator[Layer]:
        """The layer of the document that ends here, if one was begun."""
        if self.fields:
            fields = {"text_sha256": "", **self.fields}
            yield Layer(**fields, records=tuple(sorted(self.records, key=span_order)))
        self.fields, self.records = {}, []

    def take_comment(self, name: str, value: str) -> None:
        """One comment line: a field of the layer, or where and what the next sentence is.

        Comments of other names, which other tools may add, are passed over.
        """
        if name in LAYER_FIELDS and self.fields:
            self.fields[name] = unescape(value)
        elif name == TEXT:
            self.text = unescape(value)
        elif name == SENTENCE:
            found = SENTENCE_ID.fullmatch(value)
            if found is None:
                self.fault(f"the sentence {value!r} has no characters, as in 'document:0-120'")
            self.start, self.text = int(found[1]) if found else 0, ""

    def take_token(self, columns: list[str]) -> None:
        """One token line: checks its place, then its tag."""
        place = PLACE.fullmatch(columns[1]) if len(columns) == COLUMNS else None
        if not place or not self.fields:
            self.fault(
                f"expected token, place, record and tag below a '# {NEW_DOCUMENT}' line, "
                f"got {columns}"
            )
            return
        start, end = int(place[1]), int(place[2])
        there = escape(self.text[max(start - self.start, 0) : end - self.start], UNPRINTABLE)
        if columns[0] != there:
            self.fault(f"the text has {there!r} at {columns[1]}, the token is {columns[0]!r}")
        self.take_tag(columns[2], columns[3], start, end)

    def take_tag(self, cell: str, tag: str, start: int, end: int) -> None:
        """Begin, continue or end a record; anything that is not BIO2 is a fault."""
        before, label = self.open, tag[2:]
        if tag.startswith("I-"):
            if before and (before.cell, before.label) == (cell, label):
                self.open = OpenRecord(cell, label, before.start, end)
                return
            known = f"B-{before.label} of {before.cell}" if before else "O"
            self.fault(f"{tag} of {cell} continues nothing: the tag before is {known}")
        self.close_record()
        if tag.startswith("B-"):
            self.open = OpenRecord(cell, label, start, end)
        elif not tag.startswith("I-") and f"{cell}\t{tag}" != UNTAGGED:
            self.fault(f"{tag!r} of {cell!r} is no tag of BIO2: B-…, I-…, or O of '_'")

    def close_record(self) -> None:
        """Turn the open record, if any, into a record of the model."""
        if self.open is None:
            return
        kind, _, identifier = unescape(self.open.cell).partition(":")
        span = (self.open.start, self.open.end)
        text = self.text[span[0] - self.start : span[1] - self.start]
        label = unescape(self.open.label)
        if kind == "mention":
            self.records.append(Mention(id=identifier, type=label, extent=(span,), text=text))
        elif kind == "time":
            self.records.append(Time(id=identifier, type=label, extent=(span,), text=text))
        elif kind == "event":
            self.records.append(Event(id=identifier, type=label, trigger=(span,), text=text))
        else:
            self.fault(f"the record {self.open.cell!r} is neither mention, time nor event")
        self.open = None

    def fault(self, what: str) -> None:
        """Note a fault of the current line."""
        self.faults.append(f"{self.path}:{self.line}: {what}")
