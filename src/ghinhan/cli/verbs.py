"""The command itself: which verbs there are, and how a run of one ends.

Exit 0 means done, 1 that problems were found, 2 that the command was used wrongly.
"""

import importlib
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import click

from ghinhan.cli.wording import speak_command_line
from ghinhan.foundation.errors import (
    GhinhanError,
    NotAProjectError,
    ProjectExistsError,
    UnknownNameError,
    UnsafeNameError,
)

VERBS: dict[str, tuple[str, str]] = {
    "init": ("ghinhan.cli.beginning:init", "Make a new project for your own articles."),
    "ingest": ("ghinhan.cli.beginning:ingest", "Turn seed articles into corpus documents."),
    "annotators": ("ghinhan.cli.readings:annotators", "List who has labelled how much."),
    "show": ("ghinhan.cli.readings:show", "Print one document with its labels."),
    "history": ("ghinhan.cli.readings:history", "List the edits made to one document."),
    "save": ("ghinhan.cli.readings:save", "Fold the journals into the tracked files."),
    "agreement": (
        "ghinhan.cli.reviewing:agreement",
        "Show how far annotators agree beyond chance.",
    ),
    "adjudicate": ("ghinhan.cli.reviewing:adjudicate", "Settle two readings into the gold one."),
    "schema": ("ghinhan.cli.quality:schema", "List what may be labelled."),
    "doctor": ("ghinhan.cli.quality:doctor", "List every fault of the project."),
    "migrate": (
        "ghinhan.cli.quality:migrate",
        "Give labels the codes of a changed schema.",
    ),
    "release": ("ghinhan.cli.quality:release", "Freeze the gold reading as a dataset."),
    "doccano": ("ghinhan.cli.doccano:doccano", "Label on a doccano server."),
    "merge-driver": ("ghinhan.cli.merging:merge_driver", "Merge two layers for git."),
}
"""Where each verb lives and its one line of help, so that listing them loads none."""

WRONG_USAGE = (NotAProjectError, ProjectExistsError, UnknownNameError, UnsafeNameError)


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        """The verbs in the order people need them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  click's signature
        """Load one verb."""
        if cmd_name not in VERBS:
            return None
        module, name = VERBS[cmd_name][0].split(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  click's signature
        """Write the list of verbs from the table above."""
        with formatter.section("Verbs"):
            formatter.write_dl([(verb, line) for verb, (_, line) in VERBS.items()])


@click.command(
    cls=LazyGroup,
    subcommand_metavar="VERB [ARGS]...",
    epilog="\b\nExamples:\n  ghinhan ingest\n  ghinhan -C ~/my-articles doctor --json",
)
@click.option(
    "-C",
    "--project",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The project folder.  [default: the current folder]",
)
@click.version_option(package_name="ghinhan", message="ghinhan %(version)s")
@click.pass_context
def ghinhan(ctx: click.Context, project: Path) -> None:
    """Label entities and events in Vietnamese news and release a gold corpus.

    Exits with 0 when done, 1 when problems were found, 2 when used wrongly.
    """
    ctx.obj = project


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb.

    Args:
        arguments: what follows `ghinhan`; None takes them from the command line.

    Returns:
        The exit code.

    """
    for stream in (sys.stdout, sys.stderr):
        speak_utf8(stream)
    try:
        outcome = ghinhan.main(
            None if arguments is None else list(arguments), "ghinhan", standalone_mode=False
        )
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        click.echo("Stopped.", err=True)
        return 1
    except GhinhanError as error:
        message = speak_command_line(str(getattr(error, "strerror", None) or error))
        click.echo(f"Error: {message}", err=True)
        return 2 if isinstance(error, WRONG_USAGE) else 1
    return outcome if isinstance(outcome, int) else 0


def speak_utf8(stream: TextIO) -> None:
    """Write UTF-8 whatever the locale says: Vietnamese does not fit into ASCII.

    What is no character at all, as in a file name of another encoding, is escaped.
    """
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(encoding="utf-8", errors="backslashreplace")
