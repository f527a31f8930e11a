"""How a document travels: the lines that doccano imports and exports, and what our key holds.

Import lines are ASCII, so that no server can guess their encoding wrongly. All we add to an example
stands under one metadata key, `ghinhan`, because doccano keeps metadata as a table.
"""

import json
from collections.abc import Mapping
from typing import Any

import msgspec

from ghinhan.foundation.errors import RecordError
from ghinhan.model.document import Document
from ghinhan.sync.shapes import Arrow, Mark, Shape

KEY = "ghinhan"
FORMAT = "ghinhan-doccano/1"


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """What an example says of itself under the key `ghinhan`.

    Args:
        document: our document id.
        text_sha256: of the text it was pushed with.
        push: which import made it; all examples of one import share it.
        marks: rows of record id, start, end, label as they were last pushed.
        arrows: rows of source id, type, target id as they were last pushed.
        format: name and version.

    """

    document: str
    text_sha256: str
    push: str
    marks: tuple[tuple[str, int, int, str], ...] = ()
    arrows: tuple[tuple[str, str, str], ...] = ()
    format: str = FORMAT

    def shape(self) -> Shape:
        """The shape that was last pushed."""
        return Shape(
            marks={key: Mark(start, end, label) for key, start, end, label in self.marks},
            arrows=tuple(Arrow(*row) for row in self.arrows),
        )


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """One example as the server holds it; all keys are the server's ids.

    Args:
        example: its id.
        text: its text.
        tag: what it says of itself; None when it is not ours.
        marks: labelled stretches.
        arrows: source mark, type, target mark.
        notes: comments.

    """

    example: int
    text: str
    tag: Tag | None = None
    marks: dict[int, Mark] = {}
    arrows: dict[int, tuple[int, str, int]] = {}
    notes: dict[int, str] = {}


def make_tag(document: Document, shape: Shape, push: str) -> Tag:
    """What an example of a document says of itself."""
    return Tag(
        document=document.id,
        text_sha256=document.text_sha256,
        push=push,
        marks=tuple((key, *mark) for key, mark in shape.marks.items()),
        arrows=tuple(tuple(arrow) for arrow in shape.arrows),  # type: ignore[misc]  # three strings each
    )


def import_line(document: Document, shape: Shape, push: str) -> bytes:
    r"""One line of the file that doccano imports; marks are numbered, not named, there.

    Example:
        >>> from ghinhan.model.document import Source
        >>> article = Document(id="d", text=" ế", source=Source(file="f", sha256="0"))
        >>> json.loads(import_line(article, Shape(), "p-1"))["text"]
        ' ế'
        >>> import_line(article, Shape(), "p-1").isascii()
        True

    """
    numbers = {key: number for number, key in enumerate(shape.marks, start=1)}
    line = {
        "text": document.text,
        "entities": [
            {"id": numbers[key], "label": m.label, "start_offset": m.start, "end_offset": m.end}
            for key, m in shape.marks.items()
        ],
        "relations": [
            {"id": number, "from_id": numbers[a.source], "to_id": numbers[a.target], "type": a.type}
            for number, a in enumerate(shape.arrows, start=1)
        ],
        KEY: msgspec.to_builtins(make_tag(document, shape, push)),
    }
    return json.dumps(line, ensure_ascii=True).encode("ascii") + b"\n"


def read_page(line: bytes) -> Page:
    """One line of doccano's export.

    Raises:
        RecordError: not what doccano 1.8 writes for a project with relations.

    """
    try:
        row = json.loads(line)
        marks = {span["id"]: read_mark(span) for span in row["entities"]}
        arrows = {r["id"]: (r["from_id"], r["type"], r["to_id"]) for r in row["relations"]}
        notes = {note["id"]: note["comment"] for note in row["Comments"]}
        return Page(
            example=row["id"],
            text=row["text"],
            tag=read_tag(row.get(KEY)),
            marks=marks,
            arrows=arrows,
            notes=notes,
        )
    except (ValueError, KeyError, TypeError) as error:
        raise RecordError(
            f"a line of doccano's export cannot be read ({type(error).__name__}: {error}): "
            f"{line[:80]!r}. Its project must label sequences with relations."
        ) from error


def read_mark(span: Mapping[str, Any]) -> Mark:
    """A labelled stretch of an export."""
    return Mark(int(span["start_offset"]), int(span["end_offset"]), str(span["label"]))


def read_tag(value: object) -> Tag | None:
    """What stands under our key; None when it is not ours or not of a kind we know."""
    try:
        tag = msgspec.convert(value, Tag)
    except msgspec.ValidationError:
        return None
    return tag if tag.format == FORMAT else None
