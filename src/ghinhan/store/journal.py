r"""Journals: one line for each edit, append-only, each line under its own checksum.

A line is JSON that ends with `,"crc":"xxxxxxxx"}`, the CRC-32 of everything before it, so that
every flipped bit is noticed. Here lines become bytes and bytes become lines; who may write
when is decided by `ghinhan.store.store`.
"""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from zlib import crc32

import msgspec

from ghinhan.foundation.errors import NewerFormatError, RecordError
from ghinhan.model.edits import Edit, State
from ghinhan.model.layer import Record

CHECKSUM_LENGTH = len(b',"crc":"00000000"}')
ENCODER = msgspec.json.Encoder(order="sorted")


class JournalWarning(UserWarning):
    """Part of a journal could not be read, or no longer fits; it was kept aside."""


class Line(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One edit as a journal keeps it.

    Args:
        op: `add`, `change` or `delete`.
        scope: document id, or `CORPUS`.
        id: the record's id, or `STATE_ID`.
        session: who spoke.
        seq: the edit's number in the session; negative for a change of state that the store
            made along with the edit of the opposite number.
        base: what the journal builds on: the start of the SHA-256 of the snapshot, or
            `text:` and the SHA-256 of the document's text where there is no snapshot yet.
        at: when, in UTC; informative, never used for order.
        before: what was there.
        after: what is there now.
        group: the seq of the first edit of the gesture; 0 for an edit alone.
        part: which of how many lines of its gesture in this file, from 1.
        scopes: all scopes of the gesture, where there are several.
        undoes: key of the gesture that this one takes back or does again.
        crc: CRC-32 of the line before this field, in hexadecimal.

    """

    op: str
    scope: str
    id: str
    session: str
    seq: int
    base: str
    at: str
    before: Record | State | None = None
    after: Record | State | None = None
    group: int = 0
    part: tuple[int, int] = (1, 1)
    scopes: tuple[str, ...] = ()
    undoes: str = ""
    crc: str = ""

    @property
    def gesture(self) -> str:
        """The key of the gesture that the line belongs to."""
        return f"{self.session}:{self.group or abs(self.seq)}"

    def as_edit(self) -> Edit:
        """The edit that was made."""
        return Edit(
            scope=self.scope,
            id=self.id,
            before=self.before,
            after=self.after,
            session=self.session,
            seq=self.seq,
            group=self.group,
            undoes=self.undoes,
        )


DECODER = msgspec.json.Decoder(Line)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a stretch of a journal holds.

    Args:
        lines: the good lines, in order.
        raw: their bytes, without the line end.
        bad: line number from 1 and bytes of each line that ends but is damaged.
        torn: the end of a write that never finished; nothing that was acknowledged.
        unended: the last good line lacks its line end.
        newer: line number of each line that is whole, but written by a newer version.

    """

    lines: list[Line]
    raw: list[bytes]
    bad: list[tuple[int, bytes]]
    torn: bytes
    unended: bool
    newer: list[int] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to mend."""
        return not (self.bad or self.torn or self.unended or self.newer)


def encode_line(line: Line) -> bytes:
    """One journal line with its checksum and line end."""
    body = ENCODER.encode(msgspec.structs.replace(line, crc=""))[:-1]
    return b'%s,"crc":"%08x"}\n' % (body, crc32(body))


def decode_line(raw: bytes) -> Line:
    """The edit in one journal line, given without its line end.

    Raises:
        NewerFormatError: the checksum fits, so it is whole, but it is no edit we know.
        RecordError: the checksum does not fit.

    """
    body, checksum = raw[:-CHECKSUM_LENGTH], raw[-CHECKSUM_LENGTH:]
    if checksum != b',"crc":"%08x"}' % crc32(body):
        raise RecordError("the line does not fit its checksum.")
    try:
        return DECODER.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NewerFormatError(f"the line is no edit this version knows: {error}.") from error


def read_lines(content: bytes) -> Reading:
    """Read a stretch of a journal that begins at the start of a line.

    The end of a gesture whose last lines never arrived is torn as a whole: a gesture is in
    the journal with all its lines or not at all.
    """
    *ended, tail = content.split(b"\n")
    reading = Reading([], [], [], tail, unended=False)
    for number, raw in enumerate(ended, start=1):
        try:
            reading.lines.append(decode_line(raw))
            reading.raw.append(raw)
        except NewerFormatError:
            reading.newer.append(number)
        except RecordError:
            reading.bad.append((number, raw))
    for whole in (tail, tail[:-1]) if tail else ():
        # A line that is whole and lacks only its line end was written: it is no torn one.
        with suppress(RecordError):
            reading.lines.append(decode_line(whole))
            reading.raw.append(whole)
            reading = replace(reading, torn=b"", unended=True)
            break
    return without_unfinished_gesture(reading, len(ended))


def without_unfinished_gesture(reading: Reading, count: int) -> Reading:
    """Move the lines of a gesture that was cut short from the good lines to the torn bytes."""
    if not reading.lines or (reading.bad and reading.bad[-1][0] == count):
        return reading
    number, of = reading.lines[-1].part
    if number == of:
        return reading
    kept = len(reading.lines) - number
    torn = b"".join(raw + b"\n" for raw in reading.raw[kept:]) + reading.torn
    return replace(
        reading, lines=reading.lines[:kept], raw=reading.raw[:kept], torn=torn, unended=False
    )
