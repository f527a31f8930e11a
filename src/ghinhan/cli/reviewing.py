"""Verbs about several readings of one text: `agreement`, `adjudicate`."""

from collections.abc import Mapping
from pathlib import Path

import click
import msgspec

from ghinhan.cli.output import examples, json_option, print_json, print_rows
from ghinhan.review.agreement import LAYERS
from ghinhan.workspace import Workspace
from ghinhan.workspace.readings import GOLD
from ghinhan.workspace.review_columns import AGREEMENT, AGREEMENT_BY_TYPE, DIFFERENCES
from ghinhan.workspace.rows import Cell
from ghinhan.workspace.tables import as_dicts

EVERYTHING = "all"
SCORES = ("precision", "recall", "f1", "equal", "alpha")
FIGURES = ("left", "right", "decision", "left_count", "right_count", *SCORES)
BY_TYPE = (
    *("left", "right", "layer", "type", "left_count", "right_count", "both_count"),
    *("precision", "recall", "f1", "alpha"),
)
OPEN = ("document", "kind", "quote", "left_says", "right_says")


@click.command(
    epilog=examples(
        "ghinhan agreement --between a1 --between a3",
        "ghinhan agreement --between a1 --between a3 --on events --json",
    )
)
@click.option(
    "--between",
    metavar="NAME",
    multiple=True,
    required=True,
    help="Annotator to compare; give it twice or more.",
)
@click.option(
    "--on",
    type=click.Choice([*LAYERS, EVERYTHING]),
    default=LAYERS[0],
    show_default=True,
    help="Which decisions to compare.",
)
@click.option("--by-type", is_flag=True, help="Show each type and role instead of each decision.")
@json_option
@click.pass_obj
def agreement(
    project: Path, *, between: tuple[str, ...], on: str, by_type: bool, as_json: bool
) -> None:
    """Show how far annotators agree beyond chance.

    Reads annotations/, writes nothing. Only documents labelled by all named annotators count. Sets
    (where something is) have precision, recall and F1; answers about what both have marked have
    the share that is equal and Krippendorff's alpha, where it is defined. Exits with 1
    when there is no such document.
    """
    if len(set(between)) < 2:
        raise click.UsageError(
            f"--between needs two names or more, got {len(set(between))}: {', '.join(between)}. "
            "Example: --between an --between binh"
        )
    desk = Workspace.open(project)
    table = AGREEMENT_BY_TYPE if by_type else AGREEMENT
    found = desk.type_rows(between) if by_type else desk.agreement_rows(between)
    rows = [row for row in as_dicts(table, found) if on in {EVERYTHING, row["layer"]}]
    shown = rows if as_json else [spoken(row) for row in rows]
    columns = BY_TYPE if by_type else FIGURES
    if on == EVERYTHING and not by_type:
        columns = (*FIGURES[:2], "layer", *FIGURES[2:])
    print_rows(table.name, shown, columns=columns, as_json=as_json)


def spoken(row: Mapping[str, Cell]) -> dict[str, Cell]:
    """A row for people: three digits of what is a share, and an undefined alpha says so."""
    told: dict[str, Cell] = {
        key: f"{cell:.3f}" if isinstance(cell, float) else cell for key, cell in row.items()
    }
    if row.get("equal") is not None and row["alpha"] is None:
        told["alpha"] = "undefined"
    return told


@click.command(
    epilog=examples("ghinhan adjudicate a1 a3 --template", "ghinhan adjudicate a1 a3 --json")
)
@click.argument("left", metavar="LEFT")
@click.argument("right", metavar="RIGHT")
@click.option(
    "--into", metavar="NAME", default=GOLD, show_default=True, help="Who gets what comes of it."
)
@click.option(
    "--template",
    is_flag=True,
    help="Only write a line for every difference into annotations/NAME.decisions.jsonl, for you "
    "to fill in; what was decided before stays.",
)
@click.option(
    "--replace", is_flag=True, help="Write over what was changed in the settled reading by hand."
)
@json_option
@click.pass_obj
def adjudicate(  # noqa: PLR0913  one for each option
    project: Path,
    left: str,
    right: str,
    *,
    into: str,
    template: bool,
    replace: bool,
    as_json: bool,
) -> int:
    """Settle two readings into the gold one.

    Lists every difference between LEFT and RIGHT that nobody has decided and exits with 1. When
    annotations/NAME.decisions.jsonl decides them all, writes annotations/NAME/ and exits with 0;
    the same decisions give the same bytes. In each line of that file fill in `choice` (left, right,
    neither, or other with a `record`) and `reason`.
    """
    desk = Workspace.open(project)
    if template:
        desk.write_decisions(left, right, into=into)
    rows = [
        row
        for row in as_dicts(DIFFERENCES, desk.difference_rows(left, right, into=into))
        if row["choice"] is None
    ]
    if rows:
        print_rows("open", rows, columns=OPEN, as_json=as_json)
        click.echo(f"{len(rows)} differences are open.", err=True)
        return 1
    settled = desk.adjudicate(left, right, into=into, replace=replace)
    if as_json:
        print_json(msgspec.to_builtins(settled))
    else:
        click.echo(str(settled))
    return 0
