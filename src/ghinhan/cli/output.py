"""How verbs print: tables for people, one JSON object for programs, help with examples."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import click

Command = TypeVar("Command", bound=Callable[..., Any])

json_option = click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object instead of a table."
)


def examples(*lines: str) -> str:
    """The end of a help text: commands to copy."""
    return "\b\nExamples:\n" + "\n".join(f"  {line}" for line in lines)


def print_rows(
    name: str, rows: Sequence[Mapping[str, object]], *, as_json: bool, columns: Sequence[str]
) -> None:
    """Print a table.

    Args:
        name: what the rows are; the key of the JSON object.
        rows: dicts with the same keys.
        as_json: print JSON instead.
        columns: which keys the table for people shows; JSON holds all.

    """
    if as_json:
        print_json({name: list(rows)})
    elif rows:
        from ghinhan.workspace.plain_tables import lay_out  # noqa: PLC0415  keeps `--help` light

        click.echo(lay_out(columns, [[row[column] for column in columns] for row in rows]))


def print_json(value: object) -> None:
    """Print one JSON object, readable and in UTF-8."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
