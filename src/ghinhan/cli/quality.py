"""Verbs about what may be labelled and whether it was: `schema`, `doctor`, `release`."""

from pathlib import Path

import click
import msgspec

from ghinhan.cli.counting import tell_findings
from ghinhan.cli.output import examples, json_option, print_json, print_rows
from ghinhan.foundation.errors import ReleaseError
from ghinhan.foundation.wording import counted
from ghinhan.release.bundle import refuse_bad_version
from ghinhan.schema import schema_rows
from ghinhan.store.doctor import Repaired
from ghinhan.workspace import Workspace
from ghinhan.workspace.readings import choose_names
from ghinhan.workspace.record_fields import label_file_schema


@click.command(epilog=examples("ghinhan schema", "ghinhan schema --records > line.schema.json"))
@click.option(
    "--records",
    is_flag=True,
    help="Print instead, as JSON Schema, which fields a line of a label file may have; needs no "
    "project.",
)
@json_option
@click.pass_obj
def schema(project: Path, *, records: bool, as_json: bool) -> None:
    """List what may be labelled.

    Entity and value types, event types with their roles, attributes and relations: code, name, key
    and what fills them. Reads annotations/schema.yaml, writes nothing. Every fault of the file is
    printed with its line; then it exits with 1.
    """
    if records:
        print_json(label_file_schema())
        return
    rows = schema_rows(Workspace.open(project).schema)
    print_rows(
        "schema", rows, columns=("kind", "code", "name", "key", "of", "takes"), as_json=as_json
    )


@click.command(epilog=examples("ghinhan doctor --annotator a1 --all", "ghinhan doctor --repair"))
@click.option(
    "--repair",
    is_flag=True,
    help="Also write a sound version of every faulty label file into .ghinhan/repaired/, for you "
    "to compare and take.",
)
@click.option(
    "--annotator", metavar="NAME", help="Only what concerns this reading.  [default: everyone's]"
)
@click.option("--all", "in_full", is_flag=True, help="Print each warning; --json always does.")
@json_option
@click.pass_obj
def doctor(
    project: Path, *, repair: bool, annotator: str | None, in_full: bool, as_json: bool
) -> int:
    """List every fault of the project.

    Looks at the files of the labels, at what they say, at corpus/ and at seeds/. Reads all of
    them, changes nothing. An error keeps a release back, a warning asks you to look; warnings of
    one kind about one reading are counted and the first is shown. Exits with 1 when there is an
    error.
    """
    desk = Workspace.open(project)
    findings = desk.findings()
    if annotator is not None:
        choose_names("annotator", annotator, desk.annotators())
        findings = [finding for finding in findings if finding.annotator in {"", annotator}]
    repaired = desk.repair() if repair else []
    errors = sum(finding.severity == "error" for finding in findings)
    if as_json:
        print_json(msgspec.to_builtins({"faults": findings, "repaired": repaired}))
    else:
        for line in map(str, findings) if in_full else tell_findings(findings):
            click.echo(line)
        warnings = counted(len(findings) - errors, "warning")
        click.echo(f"{counted(errors, 'error')}, {warnings}.")
        for file in repaired:
            click.echo(tell_repair(file))
    return 1 if errors else 0


def tell_repair(repaired: Repaired) -> str:
    """What a repair made of one file, and how to take it."""
    counts = (
        f"{counted(repaired.kept, 'record')} kept, {len(repaired.moved)} found at another place"
    )
    lines = [f"{repaired.file}: {counts}, {len(repaired.uncertain)} uncertain."]
    lines += [f"  dropped: {sentence}" for sentence in repaired.dropped]
    lines.append(f"  compare: git diff --no-index {repaired.file} {repaired.target}")
    lines.append(f"  take it: mv {repaired.target} {repaired.file}")
    return "\n".join(lines)


@click.command(
    epilog=examples("ghinhan migrate mapping.yaml", "ghinhan migrate mapping.yaml --annotator a1")
)
@click.argument("mapping", metavar="MAPPING", type=click.Path(path_type=Path, exists=True))
@click.option("--annotator", metavar="NAME", help="Only this one's.  [default: everyone's]")
@json_option
@click.pass_obj
def migrate(project: Path, mapping: Path, annotator: str | None, *, as_json: bool) -> None:
    """Give labels the codes of a changed schema.

    MAPPING is a YAML file with `types:` (lines such as OLD: NEW) and `roles:` (lines such as
    Event.Type.OldRole: NewRole). Reads and writes annotations/; spans and ids stay, and each change
    can be undone. Broken off, it goes on when it is run again.
    """
    done = Workspace.open(project).migrate(mapping, annotator)
    rows = [msgspec.to_builtins(one) for one in done]
    print_rows("migrated", rows, columns=("annotator", "scope", "records"), as_json=as_json)
    if not rows and not as_json:
        click.echo("No label has one of the old codes.")


def check_version(_context: click.Context, _parameter: click.Parameter, version: str) -> str:
    """A version that can name a release; another one is wrong usage, whatever the doctor says."""
    try:
        refuse_bad_version(version)
    except ReleaseError as error:
        raise click.BadParameter(str(error)) from error
    return version


@click.command(
    epilog=examples("ghinhan release 1.0.0", "ghinhan release 0.1.0 --annotator a1 --replace")
)
@click.argument("version", metavar="VERSION", callback=check_version)
@click.option(
    "--annotator", metavar="NAME", help="Whose reading.  [default: gold, else the only one]"
)
@click.option("--replace", is_flag=True, help="Put it in the place of a release of this version.")
@click.pass_obj
def release(project: Path, version: str, annotator: str | None, *, replace: bool) -> None:
    """Freeze the gold reading as a dataset.

    Writes dist/ghinhan-gold-VERSION/: JSONL, Parquet, spaCy, CoNLL, data card, checksums. Reads
    corpus/ and annotations/. Writes nothing, and exits with 1, while the doctor names an error or
    the version is there already; exits with 2 when VERSION is none.
    """
    folder = Workspace.open(project).release(version, annotator, replace=replace)
    click.echo(f"Released {folder}")
