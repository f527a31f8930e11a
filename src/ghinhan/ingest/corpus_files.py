r"""The files of `corpus/`: one standard document each, in JSON that git can compare.

Keys are sorted and each begins a line. The text is a list of its lines, so that a changed
sentence is one changed line; tokens stand on one line for each sentence, runs and sections on a
line each. UTF-8, LF, no clock: the same document always gives the same bytes.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from ghinhan.foundation.errors import NewerFormatError, RecordError
from ghinhan.foundation.files import walk_files
from ghinhan.foundation.identifiers import file_name_for
from ghinhan.model.document import DOCUMENT_FORMAT, Document
from ghinhan.model.spans import Span

CORPUS_FOLDER = "corpus"
SUFFIX = ".json"
HEAD_BYTES = 4096
ID_LINE = re.compile(rb'^"id": (".*"),$', re.MULTILINE)
CONFLICT = re.compile(rb"^(?:<{7} |={7}$|>{7} )", re.MULTILINE)
FAULT_PLACE = re.compile(r"\(byte (\d+)\)")


def document_bytes(document: Document) -> bytes:
    r"""The file of a document.

    Args:
        document: any; `read_document` gives it back.

    Example:
        >>> from ghinhan.model.document import Source
        >>> source = Source(file="seeds/a.txt", sha256="00")
        >>> print(document_bytes(Document(id="a", text="Một\nhai", source=source)).decode())
        {
        "format": "ghinhan-document/1",
        "id": "a",
        "language": "vi",
        "published": "",
        "publisher": "",
        "raw_map": {"runs":[],"verbatim":[]},
        "sections": [],
        "sentences": [],
        "source": {"encoding":"utf-8","file":"seeds/a.txt","record":0,"sha256":"00"},
        "text": [
        "Một\n",
        "hai"
        ],
        "title": "",
        "tokens": [],
        "url": ""
        }
        <BLANKLINE>

    """
    raw_map = document.raw_map
    fields: dict[str, str] = {
        name: compact(getattr(document, name))
        for name in ("format", "id", "language", "published", "publisher", "title", "url")
    }
    fields["source"] = compact(
        {name: getattr(document.source, name) for name in document.source.__struct_fields__}
    )
    fields["raw_map"] = (
        f'{{"runs":{lines_of(raw_map.runs)},"verbatim":{compact(raw_map.verbatim)}}}'
    )
    fields["sections"] = lines_of(document.sections)
    fields["sentences"] = lines_of(document.sentences)
    fields["text"] = lines_of(cut_text(document.text))
    fields["tokens"] = lines_of_groups(document.tokens, document.sentences)
    body = ",\n".join(f'"{name}": {fields[name]}' for name in sorted(fields))
    return f"{{\n{body}\n}}\n".encode()


def compact(value: Any) -> str:  # noqa: ANN401  whatever JSON can hold
    """A value as JSON without spaces, keys sorted."""
    return msgspec.json.encode(value, order="sorted").decode("utf-8")


def cut_text(text: str) -> list[str]:
    """The lines of a text, each with its line feed."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def lines_of(values: Iterable[Any]) -> str:
    """A list with each value on a line of its own."""
    rows = [compact(value) for value in values]
    return "[\n" + ",\n".join(rows) + "\n]" if rows else "[]"


def lines_of_groups(tokens: Sequence[Span], sentences: Sequence[Span]) -> str:
    """The list of tokens, with the tokens of each sentence on one line."""
    starts = [start for start, _ in tokens]
    edges = [bisect_left(starts, start) for start, _ in sentences[1:]]
    rows = [
        compact(tokens[begin:end])[1:-1]
        for begin, end in zip([0, *edges], [*edges, len(tokens)], strict=True)
        if begin < end
    ]
    return "[\n" + ",\n".join(rows) + "\n]" if rows else "[]"


def read_document(path: Path) -> Document:
    """The document in a file of `corpus/`.

    Raises:
        RecordError: not a document, or not wholly; names file and line.
        NewerFormatError: written by a later version.

    """
    content = path.read_bytes()
    conflict = CONFLICT.search(content)
    if conflict:
        line = content.count(b"\n", 0, conflict.start()) + 1
        raise RecordError(
            f"{path}:{line}: an unresolved merge. Seeds make this file: run `ghinhan ingest` "
            "to write it anew."
        )
    try:
        refuse_other_formats(path, msgspec.json.decode(content, type=Stated))
        fields = msgspec.json.decode(content, type=DocumentFile)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        found = FAULT_PLACE.search(str(error))
        line = content.count(b"\n", 0, int(found.group(1)) if found else 0) + 1
        raise RecordError(
            f"{path}:{line}: not a document of the corpus: {error}. Seeds make this file: run "
            "`ghinhan ingest` to write it anew."
        ) from error
    values = {name: getattr(fields, name) for name in Document.__struct_fields__}
    return Document(**(values | {"text": "".join(values["text"])}))


class Stated(msgspec.Struct, frozen=True):
    """What is looked at first: which format a file says it has."""

    format: str = ""


DocumentFile = msgspec.defstruct(
    "DocumentFile",
    [
        (
            field.name,
            tuple[str, ...] if field.name == "text" else field.type,
            *(() if field.required else (field.default,)),
        )
        for field in msgspec.structs.fields(Document)
    ],
    kw_only=True,
    frozen=True,
    forbid_unknown_fields=True,
)
"""A document as its file has it: the text is a list of lines."""


def refuse_other_formats(path: Path, stated: Stated) -> None:
    """Refuse a file of another format or version.

    Raises:
        RecordError: names what was found.
        NewerFormatError: names both versions.

    """
    name = DOCUMENT_FORMAT.partition("/")[0]
    if not stated.format.startswith(f"{name}/"):
        raise RecordError(f"{path}:1: the format is {stated.format!r}, not {DOCUMENT_FORMAT}.")
    if stated.format != DOCUMENT_FORMAT:
        raise NewerFormatError(
            f"{path}:1: written as {stated.format}; this version reads {DOCUMENT_FORMAT}. "
            "Upgrade ghinhan, or run `ghinhan ingest` to write it anew."
        )


def list_documents(root: Path) -> dict[str, Path]:
    """The documents of a project, id to file, sorted by id.

    Only the head of each file is read.

    Raises:
        RecordError: a file whose name does not belong to the id inside.

    """
    folder = root / CORPUS_FOLDER
    found = {read_identifier(path): path for path in walk_files(folder, [SUFFIX])}
    return dict(sorted(found.items()))


def read_identifier(path: Path) -> str:
    """The id of the document in a file.

    Raises:
        RecordError: there is none, or the file should have another name.

    """
    with path.open("rb") as stream:
        head = ID_LINE.search(stream.read(HEAD_BYTES))
    identifier = msgspec.json.decode(head.group(1)) if head else read_document(path).id
    if file_name_for(identifier) + SUFFIX != path.name:
        raise RecordError(
            f"{path} holds the document {identifier!r}, whose file is called "
            f"{file_name_for(identifier)}{SUFFIX}. Remove the file, or give it that name."
        )
    return str(identifier)
