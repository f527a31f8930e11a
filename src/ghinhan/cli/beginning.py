"""Verbs to begin with: `init` and `ingest`."""

from pathlib import Path

import click
import msgspec

from ghinhan.cli.output import examples, json_option, print_json
from ghinhan.workspace import Workspace
from ghinhan.workspace.project import MERGE_DRIVER_SETUP, create_project


@click.command(epilog=examples("ghinhan init my-articles", "ghinhan init . --replace"))
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--replace",
    is_flag=True,
    help="Write into a folder that holds something: the project's own files are replaced, "
    "seeds, corpus and labels stay.",
)
def init(folder: Path, *, replace: bool) -> None:
    """Make a new project for your own articles.

    Writes DIR with folders for seeds, corpus and annotations, the default schema, guidelines to
    fill in, notebooks and git settings. Reads nothing. Exits with 2 when DIR already holds
    something.
    """
    created = create_project(folder, replace=replace)
    click.echo(f"Made {created.folder} with {len(created.files)} files.")
    if created.merge_driver_is_set:
        click.echo("git was told there to merge labels record by record.")
    else:
        click.echo(f"Once it is a git repository, run there:\n  {MERGE_DRIVER_SETUP}")
    click.echo("Next: put articles (.txt, .html, .jsonl) into its seeds/ and run `ghinhan ingest`.")


@click.command(
    epilog=examples("ghinhan ingest", "ghinhan ingest seeds/000_e85f3aaeab3ef9c0.txt --json")
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@json_option
@click.pass_obj
def ingest(project: Path, paths: tuple[str, ...], *, as_json: bool) -> int:
    """Turn seed articles into corpus documents.

    Reads each PATH, a file or folder of the project, by default all of seeds/, and writes one file
    for each article into corpus/. Running it twice changes nothing. A file is written wholly or not
    at all: a .jsonl with a bad line is refused, each bad line is named, and the other files are
    written all the same. Exits with 1 when a file was refused. Files of other kinds are named and
    not read.
    """
    report = Workspace.open(project).ingest(*paths)
    if as_json:
        print_json(msgspec.to_builtins(report))
    else:
        click.echo(str(report))
    return 1 if report.refused else 0
