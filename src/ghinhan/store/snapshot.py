"""Snapshots: the tracked layer files, one record on each line under a header line.

Bytes become records and records become bytes, always the same bytes for the same records.
Every fault is reported with file and line; nothing is loaded in part.
"""

import gc
import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import msgspec

from ghinhan.foundation.errors import NewerFormatError, RecordError, list_faults
from ghinhan.foundation.files import cut_lines
from ghinhan.model.edits import CORPUS
from ghinhan.model.layer import (
    CORPUS_FORMAT,
    LAYER_FORMAT,
    STATES,
    CorpusRecord,
    LayerRecord,
    Record,
)

ENCODER = msgspec.json.Encoder(order="sorted")
CONFLICT_MARKERS = (b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")
LINES_AT_ONCE = 500
BASE_LENGTH = 32


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line of a document's layer file.

    Args:
        document: the document's id.
        format: name and version of this format, `ghinhan-layer/1`.
        schema: name and version of the schema that the labels follow.
        state: new, in_progress, done or settled.
        text_sha256: SHA-256 of the text (UTF-8) that the positions were made on.

    """

    document: str
    format: str
    schema: str
    state: str
    text_sha256: str


class CorpusHeader(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line of a corpus-wide file.

    Args:
        format: name and version of this format, `ghinhan-entities/1`.
        schema: name and version of the schema that the labels follow.

    """

    format: str
    schema: str


class Format(msgspec.Struct, frozen=True):
    """The one field that every version of every header has."""

    format: str


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """What one tracked file says."""

    header: Header | CorpusHeader
    records: dict[str, Record]


FORMATS = {True: CORPUS_FORMAT, False: LAYER_FORMAT}
HEADERS: dict[bool, type[Header | CorpusHeader]] = {True: CorpusHeader, False: Header}
DECODERS: dict[bool, msgspec.json.Decoder[Any]] = {
    True: msgspec.json.Decoder(CorpusRecord),
    False: msgspec.json.Decoder(LayerRecord),
}


def digest_of(content: bytes) -> str:
    """The short name of a snapshot's bytes."""
    return hashlib.sha256(content).hexdigest()[:BASE_LENGTH]


def encode_chunks(header: Header | CorpusHeader, records: Iterable[Record]) -> Iterator[bytes]:
    """The bytes of a tracked file, a few hundred lines at a time, so that others get a turn."""
    pieces = [ENCODER.encode(header), b"\n"]
    for record in records:
        pieces += (ENCODER.encode(record), b"\n")
        if len(pieces) > 2 * LINES_AT_ONCE:
            yield b"".join(pieces)
            pieces.clear()
    yield b"".join(pieces)


def decode_snapshot(content: bytes, scope: str, name: str) -> Snapshot:
    """Read one tracked file, wholly or not at all.

    Args:
        content: the bytes of the file.
        scope: the document it must speak of, or `CORPUS`.
        name: what to call the file in messages.

    Raises:
        NewerFormatError: written by a newer version; names both.
        RecordError: lists every bad line with its number and the ways out.

    """
    corpus = scope == CORPUS
    first, _, rest = content.partition(b"\n")
    refuse_conflict_markers(content, name)
    header = decode_header(first, scope, name)
    try:
        with without_garbage_collection():
            listed: list[Record] = DECODERS[corpus].decode_lines(rest)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise faulty_lines(rest, corpus=corpus, name=name) from None
    records = {record.id: record for record in listed}
    if len(records) < len(listed) or any(not fragments_of(record) for record in listed):
        raise faulty_lines(rest, corpus=corpus, name=name)
    return Snapshot(header=header, records=records)


def fragments_of(record: Record) -> tuple[object, ...]:
    """The fragments of a record in the text; one dummy for records that have no place there."""
    fragments: tuple[object, ...] = getattr(record, "extent", getattr(record, "trigger", (None,)))
    return fragments


def decode_header(line: bytes, scope: str, name: str) -> Header | CorpusHeader:
    """Read the first line of a tracked file."""
    corpus = scope == CORPUS
    expected = FORMATS[corpus]
    try:
        written = msgspec.json.decode(line, type=Format).format
        if written != expected:
            raise wrong_format(written, expected, name)
        header = msgspec.json.decode(line, type=HEADERS[corpus])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RecordError(f"{name}:1: the header line is not valid: {error}. {WAYS_OUT}") from error
    if isinstance(header, Header):
        if header.document != scope:
            raise RecordError(
                f"{name}:1: the file speaks of document {header.document!r} but stands in the "
                f"place of {scope!r}. Give it back its name, or take it out of annotations/."
            )
        if header.state not in STATES:
            raise RecordError(
                f"{name}:1: state {header.state!r} is none of {', '.join(STATES)}. {WAYS_OUT}"
            )
    return header


WAYS_OUT = (
    "Mend the line by hand, take the file back with `git checkout -- FILE`, or let "
    "`ghinhan doctor --repair` write a new file from the good lines."
)


def wrong_format(written: str, expected: str, name: str) -> RecordError:
    """The error for a format that this version does not read."""
    kind, _, version = written.partition("/")
    known, _, ours = expected.partition("/")
    if kind == known and version.isdecimal() and int(version) > int(ours):
        return NewerFormatError(
            f"{name}:1: the file is written as {written}, this version of ghinhan reads "
            f"{expected}. Upgrade ghinhan to open it; nothing was changed."
        )
    return RecordError(f"{name}:1: format {written!r} is not {expected!r}. {WAYS_OUT}")


def refuse_conflict_markers(content: bytes, name: str) -> None:
    """Refuse a file that an unfinished merge left behind.

    Raises:
        RecordError: names the lines.

    """
    if not any(marker in content for marker in CONFLICT_MARKERS):
        return
    marked = [
        number
        for number, line in enumerate(cut_lines(content), start=1)
        if line.startswith(CONFLICT_MARKERS)
    ]
    if marked:
        raise RecordError(
            f"{name}:{marked[0]}-{marked[-1]}: an unresolved merge (markers on lines "
            f"{', '.join(map(str, marked))}). Run `git checkout --merge -- {name}` with the merge "
            "driver set up (`ghinhan init` does it), or keep the right lines by hand."
        )


def faulty_lines(rest: bytes, *, corpus: bool, name: str) -> RecordError:
    """The error that lists every bad record line of a file."""
    faults = [f"{name}:{number}: {fault}" for number, fault in record_faults(rest, corpus=corpus)]
    return RecordError(f"{list_faults(faults)}\n{WAYS_OUT}")


def record_faults(rest: bytes, *, corpus: bool) -> Iterator[tuple[int, str]]:
    """Every bad line below the header: its number in the file and what is wrong."""
    seen: dict[str, int] = {}
    for number, line in enumerate(cut_lines(rest), start=2):
        try:
            record: Record = DECODERS[corpus].decode(line)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            yield number, f"not a valid record: {error}."
            continue
        if record.id in seen:
            yield number, f"id {record.id!r} stands on line {seen[record.id]} already."
        elif not fragments_of(record):
            yield number, f"record {record.id!r} has no fragment [start, end] in the text."
        seen.setdefault(record.id, number)


@contextmanager
def without_garbage_collection() -> Iterator[None]:
    """Bulk decoding makes no garbage, and collecting it twice over costs half the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
