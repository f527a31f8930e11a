"""What a line of a label file may say: its fields with their meaning, and all as JSON Schema.

Everything is read from the records themselves: names, types and defaults from the structs,
meanings from their docstrings. `docs/reference/records.md` and `records.schema.json` are made
from this module, and `ghinhan schema --records` prints the latter.
"""

import inspect
import json
import re
from types import NoneType
from typing import Any, get_args, get_origin

import msgspec

from ghinhan.model.events import Argument
from ghinhan.model.features import CORPUS_KINDS, RECORD_KINDS
from ghinhan.model.spans import Provenance, Span
from ghinhan.store.snapshot import CorpusHeader, Header

Kind = type[msgspec.Struct]

DOCUMENT_LINES: tuple[Kind, ...] = (Header, *RECORD_KINDS)
"""What stands in `annotations/<annotator>/<document>.jsonl`."""

CORPUS_LINES: tuple[Kind, ...] = (CorpusHeader, *CORPUS_KINDS)
"""What stands in `annotations/<annotator>/entities.jsonl`."""

PARTS: tuple[Kind, ...] = (Argument, Provenance)
"""What stands inside records."""

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ENTRY = re.compile(r"^ {4}(\w+): (.*(?:\n {8}.*)*)", re.MULTILINE)
WORDS = {
    str: "string",
    bool: "true or false",
    float: "number",
    dict: "object of strings",
    Span: "[start, end]",
    Argument: "[argument](#argument)",
    Provenance: "[provenance](#provenance)",
}


class Field(msgspec.Struct, frozen=True):
    """One field of a record.

    Args:
        name: its key.
        type: in words.
        default: as JSON; a field that has this value is left out. Empty for a field that every
            line must have.
        meaning: what the struct's docstring says of it.

    """

    name: str
    type: str
    default: str
    meaning: str


def fields_of(kind: Kind) -> tuple[Field, ...]:
    """The fields of a record, in the order of the model.

    Args:
        kind: a record, a header, or a part of a record.

    Example:
        >>> fields_of(Argument)[0]
        Field(name='role', type='string', default='', meaning='a role code of the schema, for \
example `Speaker`.')

    """
    meanings = meanings_of(kind)
    return tuple(
        Field(
            field.name,
            words_for(field.type),
            "" if field.required else json.dumps(default_of(field)),
            meanings.get(field.name, ""),
        )
        for field in msgspec.structs.fields(kind)
    )


def default_of(field: msgspec.structs.FieldInfo) -> Any:  # noqa: ANN401  whatever JSON can hold
    """What a field says when it is left out."""
    made = field.default_factory
    return field.default if made is msgspec.NODEFAULT else made()


def words_for(kind: Any) -> str:  # noqa: ANN401  a type, or what stands for one
    """A type in words for people.

    Example:
        >>> words_for(tuple[Span, ...]), words_for(Span | None)
        ('list of [start, end]', '[start, end] or null')

    """
    parts = get_args(kind)
    if NoneType in parts:
        return f"{words_for(parts[0])} or null"
    if get_origin(kind) is tuple and parts[1] is ...:
        return f"list of {words_for(parts[0])}{'s' if parts[0] is str else ''}"
    return WORDS[get_origin(kind) if get_origin(kind) is dict else kind]


def opening_of(kind: Kind) -> str:
    """What a record is: the first sentences of its docstring."""
    return " ".join((inspect.getdoc(kind) or "").partition("\n\n")[0].split())


def meanings_of(kind: Kind) -> dict[str, str]:
    """What the docstring says of each field."""
    entries = (inspect.getdoc(kind) or "").partition("\nArgs:\n")[2]
    entries = re.split(r"\n(?=\w)", entries)[0]
    return {name: " ".join(words.split()) for name, words in ENTRY.findall(entries)}


def label_file_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of one line of a label file.

    It says which fields a line may have and of what type. Which codes may stand in them is said by
    `annotations/schema.yaml`, and checked by `ghinhan doctor`.

    Example:
        >>> label_file_schema()["$defs"]["Argument"]["required"]
        ['role', 'ref']

    """
    kinds = (*DOCUMENT_LINES, *CORPUS_LINES)
    refs, definitions = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    for kind in (*kinds, *PARTS):
        definition = definitions[kind.__name__]
        definition["description"] = opening_of(kind)
        for name, meaning in meanings_of(kind).items():
            definition["properties"][name]["description"] = meaning
    return {
        "$schema": DIALECT,
        "title": "One line of a ghinhan label file",
        "oneOf": list(refs),
        "$defs": dict(definitions),
    }
