"""What is wrong inside one tracked file, line by line."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import zip_longest
from pathlib import Path
from typing import Any, cast

import msgspec

from ghinhan.foundation.errors import RecordError
from ghinhan.foundation.files import cut_lines
from ghinhan.foundation.identifiers import file_name_for
from ghinhan.model.edits import CORPUS
from ghinhan.model.events import Event
from ghinhan.model.layer import (
    CORPUS_FORMAT,
    LAYER_FORMAT,
    STATES,
    CorpusRecord,
    LayerRecord,
    Record,
    span_order,
)
from ghinhan.model.mentions import Mention
from ghinhan.model.spans import Span, fault_in_fragments, surface
from ghinhan.model.times import Time
from ghinhan.store.faults import Fault, read_object
from ghinhan.store.snapshot import (
    CONFLICT_MARKERS,
    ENCODER,
    CorpusHeader,
    Header,
    fragments_of,
    wrong_format,
)

REPAIR = "`ghinhan doctor --repair` writes a new file from the good lines."


@dataclass(slots=True)
class Row:
    """One record and the line it stands on."""

    line: int
    record: Record


@dataclass(slots=True)
class LayerFile:
    """One tracked file, as far as it could be read.

    Args:
        name: path below the project, with `/`.
        scope: the document that its place in the folder stands for, or `CORPUS`.
        header: None when the first line is no header of this version.
        rows: the good records.
        faults: what was found.

    """

    name: str
    scope: str
    header: Header | CorpusHeader | None = None
    rows: list[Row] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def report(self, line: int, rule: str, message: str) -> None:
        """Note one fault."""
        self.faults.append(Fault(self.name, line, rule, message))


def examine_file(path: Path, name: str, text_of: Callable[[str], str | None]) -> LayerFile:
    """Read one tracked file and list its faults.

    Args:
        path: the file.
        name: how to call it.
        text_of: the text of a document, None when there is no such document.

    """
    lines = cut_lines(path.read_bytes())
    file = LayerFile(name=name, scope=CORPUS if path.stem == CORPUS else "")
    if any(line.startswith(CONFLICT_MARKERS) for line in lines):
        marked = [n for n, line in enumerate(lines, 1) if line.startswith(CONFLICT_MARKERS)]
        file.report(
            marked[0],
            "conflict-markers",
            f"an unresolved merge, markers on lines {', '.join(map(str, marked))}. Run "
            f"`git checkout --merge -- {name}` with the merge driver set up, or keep the right "
            "lines by hand.",
        )
    newer = examine_header(file, lines[0] if lines else b"", path.stem)
    if newer:
        return file
    examine_rows(file, lines)
    examine_order(file, path)
    if isinstance(file.header, Header):
        examine_spans(file, file.header, text_of(file.header.document))
    return file


def examine_header(file: LayerFile, line: bytes, stem: str) -> bool:
    """Read the first line; True when a newer version wrote the file."""
    expected, kind = (
        (CORPUS_FORMAT, CorpusHeader) if file.scope == CORPUS else (LAYER_FORMAT, Header)
    )
    try:
        found = read_object(line)
        written = found.get("format")
        if isinstance(written, str) and written != expected:
            error = wrong_format(written, expected, file.name)
            newer = type(error) is not RecordError
            file.report(1, "newer-format" if newer else "header", after_place(error))
            return newer
        file.header = cast("Header | CorpusHeader", msgspec.convert(found, kind))
    except (RecordError, msgspec.ValidationError) as error:
        file.report(1, "header", f"the first line is no header: {error} Take it from git.")
        return False
    if isinstance(file.header, Header):
        file.scope = file.header.document
        examine_place(file, file.header, stem)
    return False


def after_place(error: RecordError) -> str:
    """A loader's message without the `file:line: ` it begins with."""
    return str(error).split(": ", 1)[1]


def examine_place(file: LayerFile, header: Header, stem: str) -> None:
    """Whether the header suits the name of the file, and its state is one."""
    try:
        fits = file_name_for(header.document) == stem
    except ValueError:
        fits = False
    if not fits:
        file.report(
            1,
            "wrong-place",
            f"the header says document {header.document!r}, whose file would have another name. "
            "Give the file its name back, or remove it if it is a copy.",
        )
    if header.state not in STATES:
        file.report(1, "state", f"state {header.state!r} is none of {', '.join(STATES)}.")


def examine_rows(file: LayerFile, lines: list[bytes]) -> None:
    """Read all lines below the header."""
    kinds: Any = CorpusRecord if file.scope == CORPUS else LayerRecord
    seen: dict[str, int] = {}
    for number, line in enumerate(lines[1:], start=2):
        if line.startswith(CONFLICT_MARKERS):
            continue
        try:
            record: Record = msgspec.convert(read_object(line), kinds)
        except RecordError as error:
            file.report(number, "corrupt-line", f"{error} {REPAIR}")
        except msgspec.ValidationError as error:
            file.report(number, "bad-record", f"no record this version knows: {error}. {REPAIR}")
        else:
            if record.id in seen:
                file.report(
                    number,
                    "duplicate-id",
                    f"id {record.id!r} stands on line {seen[record.id]} already. Keep one of the "
                    "two lines.",
                )
            seen.setdefault(record.id, number)
            file.rows.append(Row(number, record))


def examine_order(file: LayerFile, path: Path) -> None:
    """Whether the bytes are the ones the store would write: diffs and checksums rest on that."""
    if file.faults or file.header is None or any(not fragments_of(r.record) for r in file.rows):
        return
    records = sorted((row.record for row in file.rows), key=span_order)
    expected = [ENCODER.encode(value) for value in (file.header, *records)]
    found = path.read_bytes().split(b"\n")
    for number, (line, right) in enumerate(zip_longest(found, [*expected, b""]), start=1):
        if line != right:
            file.report(
                min(number, len(found)),
                "form",
                "not written as the store writes it (order of lines or keys, spaces, line "
                f"ends). {REPAIR}",
            )
            return


def examine_spans(file: LayerFile, header: Header, text: str | None) -> None:
    """Whether every span lies in the text and covers the words that the record quotes."""
    if text is None:
        file.report(
            1,
            "orphan",
            f"there is no document {header.document!r} in corpus/. Bring its seed back and run "
            "`ghinhan ingest`, or remove the file.",
        )
        return
    digest = sha256(text.encode("utf-8")).hexdigest()
    if digest != header.text_sha256:
        file.report(
            1,
            "text-changed",
            f"made on a text with SHA-256 {header.text_sha256[:12]}…, corpus/ now holds "
            f"{digest[:12]}…. Bring the old seed back from git, or let "
            "`ghinhan doctor --repair` find the quoted words in the new text.",
        )
    for row in file.rows:
        for rule, message in span_faults(row.record, text):
            file.report(row.line, rule, message)


def span_faults(record: Record, text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with the place of one record in the text."""
    if not isinstance(record, Mention | Time | Event):
        return
    fragments = cast("tuple[Span, ...]", fragments_of(record))
    fault = fault_in_fragments(fragments, len(text))
    if fault:
        yield "span", f"record {record.id!r}: {fault}"
        return
    found = surface(text, fragments)
    if record.text != found:
        message = (
            f"record {record.id!r} quotes {record.text!r}, but characters {record.start}-"
            f"{record.end} are {found!r}. Correct the span or the quote."
        )
        yield "surface", message
    head = record.head if isinstance(record, Mention) else None
    fault = fault_in_fragments([head], len(text)) if head else ""
    if fault:
        yield "span", f"record {record.id!r}: in its head, {fault}"
