"""Verbs about what may be labelled and whether it was: `schema`, `doctor`, `release`."""

from pathlib import Path

import click
import msgspec

from ghinhan.cli.output import examples, json_option, print_rows
from ghinhan.schema import schema_rows
from ghinhan.workspace import Workspace


@click.command(epilog=examples("ghinhan schema", "ghinhan schema --json"))
@json_option
@click.pass_obj
def schema(project: Path, *, as_json: bool) -> None:
    """List what may be labelled.

    Entity and value types, event types with their roles, attributes and relations: code, name, key
    and what fills them. Reads annotations/schema.yaml, writes nothing. Every fault of the file is
    printed with its line; then it exits with 1.
    """
    rows = schema_rows(Workspace.open(project).schema)
    print_rows(
        "schema", rows, columns=("kind", "code", "name", "key", "of", "takes"), as_json=as_json
    )


@click.command(epilog=examples("ghinhan doctor", "ghinhan doctor --json"))
@json_option
@click.pass_obj
def doctor(project: Path, *, as_json: bool) -> int:
    """List every fault of the project.

    Looks at the files of the labels, at what they say, at corpus/ and at seeds/. Reads all of
    them, writes nothing. An error keeps a release back, a warning asks you to look. Exits with 1
    when there is an error.
    """
    findings = Workspace.open(project).findings()
    errors = sum(finding.severity == "error" for finding in findings)
    if as_json:
        rows = [msgspec.to_builtins(finding) for finding in findings]
        print_rows("faults", rows, columns=(), as_json=True)
    else:
        for finding in findings:
            click.echo(str(finding))
        click.echo(f"{errors} errors, {len(findings) - errors} warnings.")
    return 1 if errors else 0


@click.command(
    epilog=examples("ghinhan release 1.0.0", "ghinhan release 0.1.0 --annotator a1 --replace")
)
@click.argument("version", metavar="VERSION")
@click.option(
    "--annotator", metavar="NAME", help="Whose reading.  [default: gold, else the only one]"
)
@click.option("--replace", is_flag=True, help="Put it in the place of a release of this version.")
@click.pass_obj
def release(project: Path, version: str, annotator: str | None, *, replace: bool) -> None:
    """Freeze the gold reading as a dataset.

    Writes dist/ghinhan-gold-VERSION/: JSONL, Parquet, spaCy, CoNLL, data card, checksums. Reads
    corpus/ and annotations/. Exits with 1, and writes nothing, while the doctor names an error.
    """
    folder = Workspace.open(project).release(version, annotator, replace=replace)
    click.echo(f"Released {folder}")
