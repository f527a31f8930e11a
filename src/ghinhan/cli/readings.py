"""Verbs about what has been labelled: `annotators`, `show`, `history`, `save`."""

from pathlib import Path

import click

from ghinhan.cli.output import examples, json_option, print_json, print_rows
from ghinhan.workspace import Workspace
from ghinhan.workspace.reading import text_reading

annotator_option = click.option(
    "--annotator", metavar="NAME", help="Whose reading.  [default: gold, else the only one]"
)


@click.command(epilog=examples("ghinhan annotators", "ghinhan annotators --json"))
@json_option
@click.pass_obj
def annotators(project: Path, *, as_json: bool) -> None:
    """List who has labelled how much.

    Reads annotations/, writes nothing.
    """
    desk = Workspace.open(project)
    rows = desk.progress()
    print_rows("annotators", rows, as_json=as_json)
    if not rows and not as_json:
        click.echo("Nobody has labelled anything yet. Open notebooks/02_annotate.ipynb.")


@click.command(
    epilog=examples(
        "ghinhan show 000_e85f3aaeab3ef9c0",
        "ghinhan show 000_e85f3aaeab3ef9c0 --annotator a1 --json",
    )
)
@click.argument("document", metavar="DOCUMENT")
@annotator_option
@json_option
@click.pass_obj
def show(project: Path, document: str, annotator: str | None, *, as_json: bool) -> None:
    """Print one document with its labels.

    Mentions stand in [brackets] that may hold others, triggers in {braces}; a table of
    the events follows. Reads corpus/ and annotations/, writes nothing.
    """
    desk = Workspace.open(project)
    labelled = desk.labelled(document, annotator)
    if as_json:
        print_json(msgspec.to_builtins(labelled))
    else:
        click.echo(text_reading(labelled))
