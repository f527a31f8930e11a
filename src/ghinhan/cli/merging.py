"""The verb that git calls: `merge-driver`."""

from pathlib import Path, PurePosixPath

import click

from ghinhan.cli.output import examples
from ghinhan.store.clashes import describe
from ghinhan.store.merge import merge_files
from ghinhan.workspace.project import MERGE_DRIVER_SETUP

FILE = click.Path(path_type=Path, exists=True, dir_okay=False)
ANNOTATIONS = "annotations"
WHAT_NOW = (
    "{file} is whole and readable, without conflict markers; what is marked as kept stands in it. "
    "Look at these records in the annotator and put right what is wrong. Then `ghinhan save`, "
    "`git add {file}`, `git commit`, and remove .ghinhan/clashes/{file}, by which `ghinhan doctor` "
    "remembers them (also after `git merge --abort`)."
)


@click.command(
    "merge-driver",
    epilog=examples(MERGE_DRIVER_SETUP, "ghinhan merge-driver base.jsonl ours.jsonl theirs.jsonl"),
)
@click.argument("base", metavar="BASE", type=FILE)
@click.argument("ours", metavar="OURS", type=FILE)
@click.argument("theirs", metavar="THEIRS", type=FILE)
@click.argument("name", metavar="[PATH]", required=False, default="")
def merge_driver(base: Path, ours: Path, theirs: Path, name: str) -> int:
    """Merge two layers for git.

    git calls it once it is told to (first example). It merges by record and writes the result to
    OURS. What both sides changed is listed, in .ghinhan/clashes/ too when PATH says which file of
    the project it is; then it exits with 1. It never writes conflict markers.
    """
    root, file = place_of(name)
    merged = merge_files(base, ours, theirs, name=file, root=root)
    for clash in merged.clashes:
        click.echo(f"{clash.file}: {describe(clash)}", err=True)
    if merged.clashes and root is not None:
        click.echo(WHAT_NOW.format(file=file), err=True)
    return 1 if merged.clashes else 0


def place_of(name: str) -> tuple[Path | None, str]:
    """The project folder and the file in it, of a path as git gives it.

    Args:
        name: a path below the folder that git runs its drivers in; may be empty.

    Example:
        >>> root, file = place_of("work/annotations/a1/d.jsonl")
        >>> root.as_posix(), file
        ('work', 'annotations/a1/d.jsonl')
        >>> place_of("d.jsonl")
        (None, 'd.jsonl')

    """
    parts = PurePosixPath(name).parts
    if ANNOTATIONS not in parts:
        return None, name
    cut = parts.index(ANNOTATIONS)
    return Path(*parts[:cut]), "/".join(parts[cut:])
