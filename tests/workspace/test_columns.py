"""The reference of the tables is made from the tables."""

import os
from pathlib import Path

from ghinhan.workspace.column import Column, Table
from ghinhan.workspace.columns import EVERY_TABLE

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "tables.md"
OPENING = """# Tables

What `desk = Workspace.open("..")` gives as pandas frames. Columns and types are the same whether
there are rows or none. `string` is stored by Arrow; `<NA>` means *not said*. Positions count
Unicode code points of the document's text, from 0, and the end is exclusive. Tables of labels take
`annotator=`: one name, several, or none for all; most take a document, several, or none for all.
"""


def describe(column: Column) -> str:
    """One line of the reference."""
    values = f": {', '.join(column.categories)}" if column.categories else ""
    values = ": as the schema lists them" if column.attribute else values
    return f"| `{column.name}` | {column.dtype} | {column.meaning}{values} |"


def section(table: Table) -> str:
    """One table of the reference."""
    lines = [describe(column) for column in table.columns]
    head = f"## desk.{table.name}()\n\nOne row for {table.row}.\n"
    return "\n".join([head, "| column | type | meaning |", "| --- | --- | --- |", *lines, ""])


def test_the_reference_shows_every_table_as_it_is() -> None:
    """Committed, so that a changed column is seen in review, and cannot grow old.

    Write it anew with: GHINHAN_WRITE=1 pytest tests/workspace/test_columns.py
    """
    page = "\n".join([OPENING, *map(section, EVERY_TABLE)])
    if os.environ.get("GHINHAN_WRITE"):
        PAGE.write_text(page, encoding="utf-8")

    assert PAGE.read_text(encoding="utf-8") == page


def test_columns_are_named_once() -> None:
    """Two columns of one name would shadow each other in a frame."""
    for table in EVERY_TABLE:
        names = [column.name for column in table.columns]

        assert len(names) == len(set(names))


def test_the_same_thing_is_called_the_same_in_every_table() -> None:
    """Tables are joined by these columns; another type or meaning would mislead."""
    shared = {"document", "annotator", "entity_name", "sentence"}
    types = {
        (column.name, column.dtype)
        for table in EVERY_TABLE
        for column in table.columns
        if column.name in shared
    }

    assert len(types) == len(shared)
