"""YAML as nodes that remember their line, read without building any object.

A schema file is composed, never constructed: every scalar stays the text that stands in the
file, so `no`, `on` and `1` mean themselves. `Reader` turns nodes into plain values and collects
what is wrong with them; what the values mean is left to `ghinhan.schema.loading`.
"""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import cast

import yaml

from ghinhan.foundation.errors import SchemaError

LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
LONGEST_FILE = 2_000_000
MOST_ALIASES = 100
DEEPEST = 24
PLAIN_TAGS = {f"tag:yaml.org,2002:{kind}" for kind in ("map", "seq", "str", "null", "bool", "int")}
PLAIN_TAGS |= {f"tag:yaml.org,2002:{kind}" for kind in ("float", "timestamp", "value")}
NULLS = {"", "~", "null"}

Place = tuple[str, ...]
"""Keys from the top of the file down, for example `("events", "Contact.Meet", "key")`."""


def compose_file(path: Path) -> yaml.Node:
    """The root node of a YAML file.

    Raises:
        SchemaError: unreadable, not UTF-8, not YAML, or built to exhaust a reader.

    """
    text = read_text(path)
    try:
        refuse_bombs(path, text)
        root = yaml.compose(text, Loader=LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or error
        breaks = mark.line if mark else text[: getattr(error, "position", 0)].count("\n")
        line = min(breaks, text.rstrip().count("\n")) + 1
        raise SchemaError(
            f"{path}:{line}: not valid YAML: {problem}. Mend the line; indent with spaces and put "
            "texts that hold ': ' or '#' in quotation marks."
        ) from error
    if root is None:
        raise SchemaError(f"{path}:1: the file is empty. Start it with 'format: ghinhan-schema/1'.")
    return root


def read_text(path: Path) -> str:
    """The file's text.

    Raises:
        SchemaError: unreadable, too long or not UTF-8.

    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SchemaError(
            f"{path}: cannot be read: {error.strerror}. `ghinhan init` writes one."
        ) from error
    if len(content) > LONGEST_FILE:
        raise SchemaError(
            f"{path}: {len(content):,} bytes is more than a schema can need "
            f"({LONGEST_FILE:,}). Is this the right file?"
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise SchemaError(
            f"{path}:{line}: byte {error.start} is not UTF-8. Save the file as UTF-8."
        ) from error


def refuse_bombs(path: Path, text: str) -> None:
    """Refuse what is built to exhaust a reader: many aliases, or nesting without end."""
    aliases = depth = 0
    for event in yaml.parse(text, Loader=LOADER):
        aliases += isinstance(event, yaml.AliasEvent)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if aliases > MOST_ALIASES or depth > DEEPEST:
            line = cast("yaml.Mark", event.start_mark).line + 1
            raise SchemaError(
                f"{path}:{line}: more than {MOST_ALIASES} aliases or "
                f"{DEEPEST} levels of nesting. Write the values out; a schema needs five levels."
            )


class Reader:
    """Reads nodes, remembers on which line each key stands, and collects faults.

    Args:
        path: named in every fault.

    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.faults: list[tuple[int, str]] = []
        self.lines: dict[Place, int] = {}

    def fault(self, place: yaml.Node | Place, message: str) -> None:
        """Note a fault at a node, or at the nearest known line of a place."""
        if isinstance(place, yaml.Node):
            self.faults.append((place.start_mark.line + 1, message))
            return
        while place and place not in self.lines:
            place = place[:-1]
        self.faults.append((self.lines.get(place, 1), message))

    def sentences(self) -> list[str]:
        """Every fault with its file and line, in file order."""
        return [f"{self.path}:{line}: {message}" for line, message in sorted(self.faults)]

    def entries(self, node: yaml.Node, place: Place) -> Iterator[tuple[str, yaml.Node]]:
        """Keys and values of a mapping, or the items of a list of names with empty values."""
        self.check_tag(node)
        if isinstance(node, yaml.ScalarNode) and node.value in NULLS:
            return
        if isinstance(node, yaml.SequenceNode):
            empty = yaml.ScalarNode("tag:yaml.org,2002:null", "", node.start_mark, node.end_mark)
            pairs = [(item, empty) for item in node.value]
        elif isinstance(node, yaml.MappingNode):
            pairs = node.value
        else:
            where = " → ".join(place) or "the schema"
            self.fault(node, f"{where} must hold 'key: value' lines.")
            return
        for key_node, value in pairs:
            key = self.text(key_node)
            here = (*place, key)
            if here in self.lines:
                self.fault(
                    key_node,
                    f"{key!r} stands here for the second time, first on line {self.lines[here]}. "
                    "Keep one of them.",
                )
                continue
            self.lines[here] = key_node.start_mark.line + 1
            yield key, value

    def fields(self, node: yaml.Node, place: Place, known: tuple[str, ...]) -> dict[str, yaml.Node]:
        """The known fields of a mapping; unknown ones become faults."""
        found: dict[str, yaml.Node] = {}
        for key, value in self.entries(node, place):
            if key in known:
                found[key] = value
            else:
                where = " → ".join(place) or "the schema"
                self.fault(
                    (*place, key), f"{where} has no field {key!r}.{did_you_mean(key, known)}"
                )
        return found

    def text(self, node: yaml.Node | None) -> str:
        """The text of a scalar, as it stands in the file."""
        if node is None:
            return ""
        if not isinstance(node, yaml.ScalarNode):
            self.fault(node, "a single text is wanted here, not a list or a mapping.")
            return ""
        self.check_tag(node)
        return str(node.value)

    def check_tag(self, node: yaml.Node) -> None:
        """A tag asks a reader to build an object; none is ever built."""
        if node.tag not in PLAIN_TAGS:
            self.fault(node, f"the tag {node.tag!r} is not allowed. Write the plain value.")

    def texts(self, node: yaml.Node | None) -> tuple[str, ...]:
        """The texts of a list, or of a single scalar."""
        if node is None:
            return ()
        if isinstance(node, yaml.SequenceNode):
            self.check_tag(node)
            return tuple(self.text(item) for item in node.value)
        return (self.text(node),)

    def flag(self, node: yaml.Node | None) -> bool:
        """The truth of `true` or `false`; False when absent."""
        answer = self.text(node).lower()
        if answer not in {"", "true", "false"}:
            self.fault(node or (), f"{answer!r} is neither true nor false. Write one of them.")
        return answer == "true"

    def names(self, node: yaml.Node | None, place: Place) -> dict[str, str]:
        """A mapping of short codes to texts; a list of codes names each by itself."""
        if node is None:
            return {}
        return {key: self.text(value) or key for key, value in self.entries(node, place)}


def did_you_mean(word: str, known: tuple[str, ...]) -> str:
    """A sentence that offers the nearest known words, or lists them all.

    Example:
        >>> did_you_mean("colur", ("colour", "key"))
        " Did you mean 'colour'?"

    """
    close = get_close_matches(word, known, n=2, cutoff=0.7)
    if close:
        return f" Did you mean {' or '.join(map(repr, close))}?"
    return f" Choose from {', '.join(known)}." if known else " There is none to choose from."
