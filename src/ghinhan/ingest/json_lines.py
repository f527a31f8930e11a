r"""Articles of a `.jsonl` file: one JSON object of strings on each line.

The object is read by hand, because the place of every character is needed and because the
standard reader takes duplicate keys, NaN and towers of brackets without a word. All values are
strings or null, so nothing is ever nested.
"""

import re
from collections.abc import Callable, Iterator
from json import JSONDecodeError, decoder
from pathlib import Path
from typing import NamedTuple

from ghinhan.foundation.errors import IngestError
from ghinhan.text.alignment import Run

FIELDS = ("id", "title", "publisher", "published", "url", "text")
LONGEST_LINE = 64 * 1024 * 1024
ESCAPE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)
SPACE = re.compile(r"[ \t\r]*")
SCAN_STRING: Callable[[str, int, bool], tuple[str, int]]
SCAN_STRING = decoder.scanstring  # type: ignore[attr-defined]  # typeshed leaves it out
KINDS = {"{": "an object", "[": "a list", "t": "a truth value", "f": "a truth value"}


class JsonArticle(NamedTuple):
    """One line: its fields, and where the text stands in the file."""

    number: int
    fields: dict[str, str]
    origin: tuple[Run, ...]


class RawLine(NamedTuple):
    """The bytes of one line with its end, where it begins, its number, and what to call it."""

    raw: bytes
    byte: int
    number: int
    place: str


class Value(NamedTuple):
    """A string and the stretch of its literal, quotation marks left out."""

    content: str
    start: int
    end: int


def read_json_lines(path: Path, name: str) -> Iterator[JsonArticle]:
    """The articles of a file, one at a time; blank lines are passed over.

    Args:
        path: the file, UTF-8, a byte order mark allowed.
        name: its name, for messages.

    Raises:
        IngestError: a line that is not such an object, with file and line.

    """
    for line in cut_raw_lines(path, name):
        yield read_line(*line)


def cut_raw_lines(path: Path, name: str) -> Iterator[RawLine]:
    """The lines of a file that hold something, read by nobody yet.

    Raises:
        IngestError: a line without end; where the next one begins is not known then.

    """
    with path.open("rb") as stream:
        byte = 0
        lines = iter(lambda: stream.readline(LONGEST_LINE + 1), b"")
        for number, raw in enumerate(lines, start=1):
            place = f"{name}:{number}"
            if len(raw) > LONGEST_LINE:
                raise IngestError(
                    f"{place}: the line is longer than {LONGEST_LINE} bytes. One line is one "
                    "article; put a line break after each."
                )
            if raw.strip(b" \t\r\n\xef\xbb\xbf"):
                yield RawLine(raw, byte, number, place)
            byte += len(raw)


def read_line(raw: bytes, byte: int, number: int, place: str) -> JsonArticle:
    """The article on one line.

    Args:
        raw: the line with its line end.
        byte: where it begins in the file.
        number: counted from 1.
        place: file and line, for messages.

    """
    try:
        line = raw.rstrip(b"\r\n").decode("utf-8")
    except UnicodeDecodeError as error:
        raise IngestError(
            f"{place}: byte {byte + error.start} (0x{raw[error.start]:02X}) is not UTF-8. "
            "JSON lines are UTF-8; convert the file."
        ) from error
    values = read_object(line, place)
    if not values.get("text", Value("", 0, 0)).content.strip():
        raise IngestError(f"{place}: the article has no text. Give it a 'text', or drop the line.")
    return JsonArticle(
        number=number,
        fields={key: value.content for key, value in values.items()},
        origin=lay_literal(line, values["text"], byte),
    )


def read_object(line: str, place: str) -> dict[str, Value]:
    """The fields of the object that a line is.

    Raises:
        IngestError: with the column of what is wrong.

    """
    values: dict[str, Value] = {}
    position = skip_space(line, 1 if number_of_marks(line) else 0)
    position = expect(line, position, "{", place)
    while not line.startswith("}", position):
        key, position = read_string(line, position, place)
        position = expect(line, position, ":", place)
        if key.content not in FIELDS:
            raise IngestError(
                f"{place}: the field {key.content!r} is not known; an article has "
                f"{', '.join(FIELDS)}. Rename it, or leave it out."
            )
        if key.content in values:
            raise IngestError(f"{place}: the field {key.content!r} stands twice. Keep one.")
        values[key.content], position = read_value(line, position, key.content, place)
        if line.startswith(",", position):
            position = expect(line, position, ",", place)
            if line.startswith("}", position):
                expect(line, position, '"', place)
        elif not line.startswith("}", position):
            expect(line, position, "}", place)
    position = skip_space(line, position + 1)
    if position < len(line):
        raise IngestError(
            f"{place}: after the object, at column {position + 1}, stands "
            f"{line[position : position + 20]!r}. One line is one object."
        )
    return values


def number_of_marks(line: str) -> int:
    """1 for a line that begins with a byte order mark, else 0."""
    return int(line.startswith("\ufeff"))


def skip_space(line: str, position: int) -> int:
    """The first position that is not white space."""
    found = SPACE.match(line, position)
    return found.end() if found else position


def expect(line: str, position: int, mark: str, place: str) -> int:
    """The position after a mark that must stand here, white space passed over."""
    if not line.startswith(mark, position):
        there = repr(line[position : position + 20]) if position < len(line) else "nothing more"
        raise IngestError(
            f"{place}: at column {position + 1} a {mark} should stand, there is {there}. "
            "Each line is one JSON object of strings."
        )
    return skip_space(line, position + 1)


def read_value(line: str, position: int, key: str, place: str) -> tuple[Value, int]:
    """A string, or null which is read as empty."""
    if line.startswith("null", position):
        return Value("", position, position), skip_space(line, position + 4)
    if not line.startswith('"', position):
        kind = KINDS.get(line[position : position + 1], "a number or no JSON")
        raise IngestError(
            f"{place}: the field {key!r}, at column {position + 1}, holds {kind}; "
            "only strings and null are taken."
        )
    return read_string(line, position, place)


def read_string(line: str, position: int, place: str) -> tuple[Value, int]:
    """The string whose quotation mark stands here, and the position after it."""
    if not line.startswith('"', position):
        expect(line, position, '"', place)
    try:
        content, end = SCAN_STRING(line, position + 1, True)  # noqa: FBT003  its signature
    except JSONDecodeError as error:
        raise IngestError(
            f"{place}: column {error.pos + 1}: {error.msg}. Repair the line."
        ) from error
    return Value(content, position + 1, end - 1), skip_space(line, end)


def lay_literal(line: str, value: Value, byte: int) -> tuple[Run, ...]:
    """Lay a string on the bytes of its literal: an escape stands as a whole."""
    runs: list[Run] = []
    length = 0
    position = value.start
    byte += len(line[: value.start].encode("utf-8"))
    for found in ESCAPE.finditer(line, value.start, value.end):
        if position < found.start():
            size = len(line[position : found.start()].encode("utf-8"))
            count = found.start() - position
            runs.append(Run(length, length + count, byte, byte + size))
            length, byte = length + count, byte + size
        size = found.end() - found.start()
        runs.append(Run(length, length + 1, byte, byte + size, is_verbatim=False))
        length, byte, position = length + 1, byte + size, found.end()
    if position < value.end:
        size = len(line[position : value.end].encode("utf-8"))
        runs.append(Run(length, length + value.end - position, byte, byte + size))
    return tuple(runs)
