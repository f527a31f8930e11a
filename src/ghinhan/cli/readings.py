"""Verbs about what has been labelled: `annotators`, `show`, `history`, `save`."""

from pathlib import Path

import click
import msgspec

from ghinhan.cli.output import examples, json_option, print_json, print_rows
from ghinhan.model.session import DAMAGED
from ghinhan.workspace import Workspace
from ghinhan.workspace.columns import HISTORY
from ghinhan.workspace.reading import text_reading
from ghinhan.workspace.tables import as_dicts, sum_layers

annotator_option = click.option(
    "--annotator", metavar="NAME", help="Whose reading.  [default: gold, else the only one]"
)
PROGRESS = ("annotator", "documents", "done", "records", "mentions", "events", "arguments")


@click.command(epilog=examples("ghinhan annotators", "ghinhan annotators --json"))
@json_option
@click.pass_obj
def annotators(project: Path, *, as_json: bool) -> None:
    """List who has labelled how much.

    A file that cannot be read is named and not counted. Reads annotations/, writes nothing.
    """
    layers = list(Workspace.open(project).rows("layers"))
    rows = sum_layers(layers)
    print_rows("annotators", rows, columns=PROGRESS, as_json=as_json)
    for layer in layers:
        if layer["state"] == DAMAGED:
            click.echo(f"damaged, its labels are not counted: {layer['fault']}", err=True)
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

    Mentions stand in [brackets] that may hold others, triggers in {braces}; a list of the events
    follows. Reads corpus/ and annotations/, writes nothing.
    """
    labelled = Workspace.open(project).labelled(document, annotator)
    if as_json:
        print_json(msgspec.to_builtins(labelled))
    else:
        click.echo(text_reading(labelled))


@click.command(
    epilog=examples(
        "ghinhan history 000_e85f3aaeab3ef9c0 --annotator a1", "ghinhan history entities --json"
    )
)
@click.argument("document", metavar="DOCUMENT")
@annotator_option
@json_option
@click.pass_obj
def history(project: Path, document: str, annotator: str | None, *, as_json: bool) -> None:
    """List the edits made to one document.

    Oldest first, over all restarts. DOCUMENT may be `entities`: the corpus-wide records. Reads
    .ghinhan/, which is on this machine only, and writes nothing.
    """
    desk = Workspace.open(project)
    rows = list(as_dicts(HISTORY, desk.history_rows(document, annotator)))
    print_rows("edits", rows, columns=("at", "op", "kind", "id", "text", "undoes"), as_json=as_json)
    if not rows and not as_json:
        click.echo("No edits are on record on this machine.")


@click.command(epilog=examples("ghinhan save", "ghinhan save --annotator a1"))
@click.option("--annotator", metavar="NAME", help="Only this one's.  [default: everyone's]")
@click.pass_obj
def save(project: Path, annotator: str | None) -> None:
    """Fold the journals into the tracked files.

    Nothing is lost without it: every label is on the disk once it is made. It brings
    annotations/ up to date, so that git sees the labels. Reads .ghinhan/, writes annotations/.
    """
    names = Workspace.open(project).save(annotator)
    click.echo(f"Saved {', '.join(names)}." if names else "Nobody has labelled anything yet.")
