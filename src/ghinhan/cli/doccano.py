"""Verbs about labelling on a doccano server: `doccano serve`, `push`, `pull`, `status`."""

import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn, TypeVar

import click
import msgspec

from ghinhan.cli.output import examples, json_option, print_json, print_rows
from ghinhan.sync import Doccano, DoccanoServer, Summary
from ghinhan.sync.doccano import PREFERENCES
from ghinhan.sync.server.running import PORT
from ghinhan.workspace import Workspace

Command = TypeVar("Command", bound=Callable[..., Any])

STANDING = ("document", "state", "to_push", "to_pull", "conflicts", "why")

SERVER_OPTIONS = (
    click.option("--annotator", metavar="NAME", help="Whose reading.  [default: the only one]"),
    click.option(
        "--url", metavar="URL", default="", help="The server.  [default: DOCCANO_URL, or our own]"
    ),
    click.option(
        "--user", metavar="NAME", default="", help="Who signs in.  [default: DOCCANO_USERNAME]"
    ),
    click.option(
        "--name", metavar="TEXT", default="", help="The doccano project.  [default: DIR · NAME]"
    ),
    click.option(
        "--document",
        "documents",
        metavar="ID",
        multiple=True,
        help="Only this document; may be given more than once.",
    ),
)

prefer_option = click.option(
    "--prefer",
    type=click.Choice(PREFERENCES[1:]),
    default=None,
    help="Who is right where both changed one thing.  [default: nobody, it is reported]",
)


def server_options(command: Command) -> Command:
    """The options of every verb that talks to a server."""
    for option in reversed(SERVER_OPTIONS):
        command = option(command)
    return command


@click.group(
    epilog=examples("ghinhan doccano serve", "ghinhan doccano push --annotator a1 --member an")
)
def doccano() -> None:
    """Label on a doccano server.

    `serve` runs one on this machine; `push` brings documents and labels there, `pull` brings back
    what was changed there, `status` compares. Passwords come from DOCCANO_PASSWORD or
    DOCCANO_TOKEN, from keyring, or are asked for; they are never printed.
    """


@doccano.command(
    epilog=examples(
        "ghinhan doccano serve",
        "DATABASE_URL=postgres://doccano@localhost/doccano?sslmode=disable ghinhan doccano serve",
    )
)
@click.option("--port", default=PORT, show_default=True, help="Where it listens; 0 for any port.")
@click.option("--replace", is_flag=True, help="Stop this project's server that runs already.")
@click.pass_obj
def serve(project: Path, *, port: int, replace: bool) -> None:
    """Run a doccano server on this machine.

    Installs doccano into an environment of its own the first time (about a minute), then listens
    on 127.0.0.1 until Ctrl+C. Keeps everything in .ghinhan/doccano/: SQLite, or what DATABASE_URL
    names.
    """
    root = Workspace.open(project).root
    server = DoccanoServer.of_project(root, port=port)
    if not server.environment.is_ready:
        click.echo("Installing doccano, once, into an environment of its own …")
    for number in (signal.SIGINT, signal.SIGTERM):  # a shell's background job ignores the first
        signal.signal(number, raise_interrupt)
    try:
        server.start(replace=replace)
        click.echo(f"doccano is at {server.url}")
        click.echo(f"User {server.credentials.username}, password in {server.password_file}")
        click.echo("Stop it with Ctrl+C.")
        while server.is_running:
            time.sleep(0.5)
        click.echo(f"doccano has ended by itself; see {server.home / 'log'}.", err=True)
    except KeyboardInterrupt:
        click.echo("Stopping …")
    finally:
        server.stop()


def raise_interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    """Let SIGTERM end the server the way Ctrl+C does, and Ctrl+C where it was ignored.

    Raises:
        KeyboardInterrupt: always.

    """
    raise KeyboardInterrupt


@doccano.command(
    epilog=examples(
        "ghinhan doccano push", "ghinhan doccano push --annotator a1 --member an --json"
    )
)
@server_options
@prefer_option
@click.option(
    "--member",
    "members",
    metavar="USER",
    multiple=True,
    help="A doccano user who shall label there; may be given more than once.",
)
@click.option("--restore", is_flag=True, help="Undo there whatever was changed there.")
@json_option
@click.pass_obj
def push(
    project: Path,
    /,
    *,
    members: tuple[str, ...],
    prefer: str | None,
    restore: bool,
    as_json: bool,
    **where: Any,  # noqa: ANN401  the options of SERVER_OPTIONS
) -> int:
    """Bring documents and labels to doccano.

    Makes the doccano project, its label types and guidelines when they are missing. Running it
    twice changes nothing. Exits with 1 when a document was refused.
    """
    side, documents = open_side(project, **where)
    summary = side.push(documents, members=members, prefer=prefer or "", restore=restore)
    return print_summary(summary, side, as_json=as_json)


@doccano.command(
    epilog=examples(
        "ghinhan doccano pull --annotator a1 --allow-deletions",
        "ghinhan doccano pull --by-user --name 'War news' --member an=a1 --member binh=a2",
    )
)
@server_options
@prefer_option
@click.option("--allow-deletions", is_flag=True, help="Do not ask before deleting many spans here.")
@click.option(
    "--by-user", is_flag=True, help="Members label apart there: a reading for each of them."
)
@click.option(
    "--member",
    "members",
    metavar="USER[=NAME]",
    multiple=True,
    help="With --by-user: only this doccano user, as annotator NAME; may be given more than once.",
)
@json_option
@click.pass_obj
def pull(
    project: Path,
    /,
    *,
    by_user: bool,
    members: tuple[str, ...],
    as_json: bool,
    **options: Any,  # noqa: ANN401  the options of SERVER_OPTIONS, prefer, allow_deletions
) -> int:
    """Bring what was changed in doccano here.

    Each document's changes become one gesture, which can be undone. Asks before many spans are
    deleted. Running it twice changes nothing. Exits with 1 when a document was refused.
    """
    can_ask = sys.stdin.isatty() and not as_json
    how = {
        "allow_deletions": options.pop("allow_deletions"),
        "confirm": ask if can_ask else None,
        "prefer": options.pop("prefer") or "",
    }
    if by_user:
        return pull_by_user(project, members, how, as_json=as_json, **options)
    if members:
        raise click.UsageError("--member goes with --by-user.")
    side, documents = open_side(project, **options)
    return print_summary(side.pull(documents, **how), side, as_json=as_json)


def pull_by_user(  # noqa: PLR0913  the options of the verb
    project: Path,
    members: tuple[str, ...],
    how: dict[str, Any],
    *,
    annotator: str | None,
    url: str,
    user: str,
    name: str,
    documents: tuple[str, ...],
    as_json: bool,
) -> int:
    """Pull a reading for each member of a project and print what was done.

    Raises:
        click.UsageError: options that do not go together.

    """
    if annotator or documents or not name:
        raise click.UsageError(
            "--by-user needs --name, the doccano project, and takes neither --annotator nor "
            "--document: use --member."
        )
    team = Workspace.open(project).doccano_team(name, url, username=user)
    pairs = [member.partition("=") for member in members]
    done = team.pull({there: here or there for there, _, here in pairs} or None, **how)
    if as_json:
        print_json({name: msgspec.to_builtins(summary) for name, summary in done.items()})
    else:
        said = [f"{name}: {summary}" for name, summary in done.items()]
        click.echo("\n".join(said) or f"no member of {name!r} has labelled one of our documents.")
    return int(any(summary.counts()["refused"] for summary in done.values()))


@doccano.command(
    epilog=examples("ghinhan doccano status", "ghinhan doccano status --annotator a1 --json")
)
@server_options
@json_option
@click.pass_obj
def status(project: Path, /, *, as_json: bool, **where: Any) -> int:  # noqa: ANN401  SERVER_OPTIONS
    """Compare both sides, document by document.

    Changes nothing, here or there. Exits with 1 when a document is in conflict or refused.
    """
    side, documents = open_side(project, **where)
    standings = side.status(documents)
    rows = [msgspec.structs.asdict(standing) for standing in standings]
    print_rows("documents", rows, columns=STANDING, as_json=as_json)
    return int(any(standing.state in {"conflict", "refused"} for standing in standings))


def open_side(  # noqa: PLR0913  the options of SERVER_OPTIONS
    project: Path,
    *,
    annotator: str | None,
    url: str,
    user: str,
    name: str,
    documents: tuple[str, ...],
) -> tuple[Doccano, Sequence[str] | None]:
    """The doccano project that the options mean, and the documents."""
    desk = Workspace.open(project)
    return desk.doccano(annotator, url, username=user, name=name), documents or None


def ask(question: str) -> bool:
    """Ask whether to go on."""
    return click.confirm(f"{question}.\nDelete them here?", default=False)


def print_summary(summary: Summary, side: Doccano, *, as_json: bool) -> int:
    """Print what was done; 1 when a document was refused."""
    if as_json:
        print_json({**msgspec.to_builtins(summary), "counts": summary.counts(), "url": side.url})
    else:
        click.echo(str(summary))
        click.echo(f"{side.name} at {side.url}")
    return int(summary.counts()["refused"] > 0)
