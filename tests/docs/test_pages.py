"""README and docs are run like code: a page that lies turns the tests red."""

import contextlib
import doctest
import io
import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

from ghinhan.cli.verbs import VERBS
from tests.docs.pages import (
    PARSED,
    RUN,
    SHOWN,
    SHOWN_COMMANDS,
    Command,
    Snippet,
    commands_of,
    make_targets,
    snippets_of,
)
from tests.project_copy import ROOT, copy_project

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
SPOKEN_MAKE = re.compile(r"`(?:[A-Z_]+=\S+ )*make ([a-z-]+)")
SPOKEN_VERB = re.compile(r"`ghinhan ([a-z][a-z-]*)")
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def name_of(page: Path) -> str:
    """How a test is called that runs one page."""
    return page.relative_to(ROOT).as_posix()


def run_python(page: Path, snippet: Snippet, names: dict[str, object], folder: Path) -> None:
    """Run one block in the names that the page has made so far, as a notebook would."""
    code = compile("\n" * (snippet.line - 1) + snippet.body, str(page), "exec")
    with contextlib.chdir(folder), contextlib.redirect_stdout(io.StringIO()):
        exec(code, names)  # noqa: S102  our own pages are what is tested


def run_command(page: Path, command: Command, project: Path) -> None:
    """Run or check one command, and compare what it prints where the page says so."""
    place = f"{name_of(page)}:{command.line}: {command.words}"
    if command.program == "make":
        missing = set(re.findall(r" ([a-z-]+)(?= |$)", command.words)) - make_targets(
            ROOT / "Makefile"
        )
        assert not missing, f"{place}: the Makefile has no {missing}"
        return
    if command.program in SHOWN_COMMANDS:
        return
    assert command.program == "ghinhan", f"{place}: tests/docs/pages.py does not know this program"
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command.words],
        cwd=project,
        env=os.environ | {"PATH": path, "COLUMNS": "80"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, f"{place}\n{done.stdout}{done.stderr}"
    if command.printed.strip():
        checker = doctest.OutputChecker()
        assert checker.check_output(command.printed, done.stdout, FLAGS), f"{place}\n{done.stdout}"


def parse(page: Path, snippet: Snippet) -> None:
    """Read a block of data with the reader of its language."""
    try:
        match snippet.language:
            case "json":
                json.loads(snippet.body)
            case "jsonl":
                [json.loads(line) for line in snippet.body.splitlines()]
            case "toml":
                tomllib.loads(snippet.body)
            case _:
                yaml.safe_load(snippet.body)
    except (ValueError, yaml.YAMLError) as error:
        pytest.fail(f"{name_of(page)}:{snippet.line}: not {snippet.language}: {error}")


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_snippet_of_a_page_runs(page: Path, tmp_path: Path) -> None:
    """Top to bottom in one copy of the project: what a page shows first, it may use later."""
    project = copy_project(tmp_path / "project")
    (project / "notebooks").mkdir(exist_ok=True)
    names: dict[str, object] = {"__name__": "__main__"}
    for snippet in snippets_of(page):
        if snippet.is_doctest:
            continue
        if snippet.language == "python":
            run_python(page, snippet, names, project / "notebooks")
        elif snippet.language in RUN:
            for command in commands_of(snippet):
                run_command(page, command, project)
        elif snippet.language in PARSED:
            parse(page, snippet)
        else:
            place = f"{name_of(page)}:{snippet.line}"
            assert snippet.language in SHOWN, f"{place}: unknown language {snippet.language!r}"


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_a_page_speaks_only_of_commands_there_are(page: Path) -> None:
    """A renamed verb or target lives on in prose for years."""
    text = page.read_text(encoding="utf-8")

    assert set(SPOKEN_MAKE.findall(text)) <= make_targets(ROOT / "Makefile")
    assert set(SPOKEN_VERB.findall(text)) <= set(VERBS)


def test_make_help_lists_every_target() -> None:
    """`make` alone is how a newcomer learns what there is."""
    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, check=True, encoding="utf-8")
    listed = set(re.findall(r"^make ([a-z]+)", shown.stdout, re.MULTILINE))

    assert listed == make_targets(ROOT / "Makefile")


def test_commands_are_cut_as_a_shell_cuts_them() -> None:
    """The tests must see the commands a reader would copy, not fewer."""
    body = "# a note\nCHROMIUM=x make test\nghinhan ingest \\\n  seeds/a.txt  # one\n"
    commands = list(commands_of(Snippet("bash", body, 1)))

    assert [command.program for command in commands] == ["make", "ghinhan"]
    assert shlex.split(commands[1].words, comments=True) == ["ghinhan", "ingest", "seeds/a.txt"]
