"""From a schema file to a `Schema`, with every fault of the file named at once.

Four steps: `nodes` composes YAML without building objects, `reading` makes values of it,
`consistency` holds them against each other, and `dressing` fills in the keys, colours and names
that a small schema leaves out.
"""

import re
from pathlib import Path

import yaml

from ghinhan.foundation.errors import NewerFormatError, SchemaError, list_faults
from ghinhan.schema.consistency import find_inconsistencies
from ghinhan.schema.dressing import dress
from ghinhan.schema.label_set import Schema
from ghinhan.schema.nodes import Reader, compose_file
from ghinhan.schema.reading import read_sections

FORMAT = "ghinhan-schema"
VERSION = 1
SECTIONS = (
    *("format", "name", "levels", "entities", "values", "events", "attributes", "relations"),
    *("hopper_relations", "document_labels"),
)


def load_schema(path: Path) -> Schema:
    """Read a schema file.

    Args:
        path: a YAML file in the format `ghinhan-schema/1`; see `docs/guide/schema.md`.

    Returns:
        The schema with every key, colour and name filled in.

    Raises:
        SchemaError: every fault of the file, each with file, line and cure.
        NewerFormatError: the file is written in a later version of the format.

    Example:
        >>> from ghinhan.schema import default_schema_path, load_schema
        >>> load_schema(default_schema_path()).event("Contact.Meet").role("Place").fillers
        ('GPE', 'LOC', 'FAC')

    """
    reader = Reader(path)
    sections = reader.fields(compose_file(path), (), SECTIONS)
    check_format(reader, sections.get("format"))
    schema = read_sections(reader, sections)
    for place, message in find_inconsistencies(schema):
        reader.fault(place, message)
    if reader.faults:
        raise SchemaError(list_faults(reader.sentences()))
    return dress(schema)


def check_format(reader: Reader, node: yaml.Node | None) -> None:
    """Note a missing or foreign format; refuse a later version at once."""
    written = reader.text(node)
    match = re.fullmatch(rf"{FORMAT}/([1-9][0-9]*)", written)
    if match and int(match[1]) > VERSION:
        raise NewerFormatError(
            f"{reader.path}:{reader.lines[('format',)]}: written in {written}, but this version of "
            f"ghinhan reads up to {FORMAT}/{VERSION}. Update ghinhan, or ask for the older file."
        )
    if not match:
        found = f"is {written!r}" if written else "is missing"
        reader.fault(("format",), f"the format {found}. Write 'format: {FORMAT}/{VERSION}'.")
