"""Reading pages of documentation: their fenced snippets and the commands in them.

What a page may hold is told to its authors in docs/contributing.md.
"""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FENCE = re.compile(
    r"^(?P<indent> *)```(?P<language>[^\n`]*)\n(?P<body>.*?)^(?P=indent)```",
    re.MULTILINE | re.DOTALL,
)
MAKE_TARGET = re.compile(r"^([a-z-]+):", re.MULTILINE)
ASSIGNMENT = re.compile(r"[A-Z_]+=\S*")

RUN = {"python", "bash", "console"}
PARSED = {"json", "jsonl", "toml", "yaml"}
SHOWN = {"", "text", "html", "js", "make", "diff", "gitattributes", "markdown", "pycon"}

SHOWN_COMMANDS = {"apt-get", "cd", "git", "jupyter", "pip", "python3", "sudo", "source"}
"""Commands that set a machine up: shown to people, not run by the tests."""


@dataclass(frozen=True, slots=True)
class Snippet:
    """One fenced block.

    Args:
        language: the word after the fence.
        body: what stands between the fences.
        line: the line of the page, counted from 1, on which the body begins.

    """

    language: str
    body: str
    line: int

    @property
    def is_doctest(self) -> bool:
        """Whether it has prompts; pytest itself runs those, page by page."""
        return self.body.lstrip().startswith(">>>")


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a `bash` or `console` block and what the page says it prints."""

    words: str
    printed: str
    line: int

    @property
    def program(self) -> str:
        """The program, variables that are set for it left out."""
        words = [word for word in shlex.split(self.words) if not ASSIGNMENT.fullmatch(word)]
        return words[0] if words else ""


def snippets_of(page: Path) -> list[Snippet]:
    """Every fenced block of a page, in order."""
    text = page.read_text(encoding="utf-8")
    found = []
    for match in FENCE.finditer(text):
        indent = len(match["indent"])
        body = "".join(line[indent:] for line in match["body"].splitlines(keepends=True))
        line = text.count("\n", 0, match.start("body")) + 1
        found.append(Snippet(match["language"].strip(), body, line))
    return found


def commands_of(snippet: Snippet) -> Iterator[Command]:
    r"""The commands of a block: in `console` what follows `$ `, in `bash` every line.

    Example:
        >>> for command in commands_of(Snippet("console", "$ ghinhan ingest\n2 documents\n", 5)):
        ...     print(command.line, command.program, command.printed)
        5 ghinhan 2 documents
        <BLANKLINE>

    """
    is_console = snippet.language == "console"
    joined = snippet.body.replace("\\\n", "  ")
    words, printed, start = "", "", snippet.line
    for number, line in enumerate(joined.splitlines(keepends=True), snippet.line):
        is_command = line.startswith("$ ") if is_console else bool(line.split("#")[0].strip())
        if not is_command:
            printed += line if is_console else ""
            continue
        if words:
            yield Command(words, printed, start)
        words, printed, start = line.removeprefix("$ ").strip(), "", number
    if words:
        yield Command(words, printed, start)


def make_targets(makefile: Path) -> set[str]:
    """The targets that a Makefile offers to people."""
    return set(MAKE_TARGET.findall(makefile.read_text(encoding="utf-8")))
