"""What people know of the seeds: `seeds/SOURCES.yaml`, one entry for each file.

An entry says outlet, date, address, SHA-256 and rights. What nobody knows is written as
`unknown` and read as empty; nothing is filled in.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec
import yaml

from ghinhan.foundation.errors import IngestError, list_faults

SOURCES_FORMAT = "ghinhan-sources/1"
SOURCES_FILE = "seeds/SOURCES.yaml"
UNKNOWN = "unknown"
KEYS = ("outlet", "published", "rights", "sha256", "title", "url")

Place = tuple[str, ...]
"""Keys from the top of the file down, for example `("seeds", "a.txt", "title")`."""


class SeedSource(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one seed; empty where it is not.

    Args:
        outlet: who published it.
        published: ISO 8601 date.
        rights: under what terms it may be used.
        sha256: of the file's bytes.
        title: headline.
        url: address.

    """

    outlet: str = ""
    published: str = ""
    rights: str = ""
    sha256: str = ""
    title: str = ""
    url: str = ""


def read_sources(root: Path) -> dict[str, SeedSource]:
    """The entries of `seeds/SOURCES.yaml`, by file name below `seeds/`; none without the file.

    Raises:
        IngestError: not the expected form; lists every fault.

    """
    path = root / SOURCES_FILE
    if not path.is_file():
        return {}
    loaded, keys = load_with_lines(path)
    if not isinstance(loaded, dict) or loaded.get("format") != SOURCES_FORMAT:
        raise IngestError(f"{SOURCES_FILE} does not begin with 'format: {SOURCES_FORMAT}'.")
    entries = loaded.get("seeds") or {}
    if not isinstance(entries, dict):
        raise IngestError(f"{SOURCES_FILE}: 'seeds' must list file names, each with its facts.")
    lines, faults = note_lines(keys)
    for name, entry in entries.items():
        faults += find_faults(name, entry, lines)
    if faults:
        raise IngestError(list_faults(faults))
    return {
        name: SeedSource(**{key: plain(value) for key, value in entry.items()})
        for name, entry in entries.items()
    }


def load_with_lines(path: Path) -> tuple[object, list[tuple[Place, int]]]:
    """What the file says, and the line on which each key stands.

    Raises:
        IngestError: not UTF-8, not YAML, or built to exhaust a reader.

    """
    try:
        content = path.read_text(encoding="utf-8")
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(content)):
            raise IngestError(f"{SOURCES_FILE} uses a YAML alias (*name). Write the value out.")
        root = yaml.compose(content)
        return yaml.safe_load(content), list(list_keys(root)) if root else []
    except UnicodeDecodeError as error:
        raise IngestError(
            f"{SOURCES_FILE}: byte {error.start} is not UTF-8. Save the file as UTF-8."
        ) from error
    except RecursionError as error:
        raise IngestError(
            f"{SOURCES_FILE} is nested too deeply: 'seeds' lists file names, each with its facts."
        ) from error
    except (yaml.YAMLError, ValueError) as error:
        raise IngestError(f"{SOURCES_FILE} is not YAML: {error}. Mend that line.") from error


def note_lines(keys: Iterable[tuple[Place, int]]) -> tuple[dict[Place, int], list[str]]:
    """The line of each key, and a sentence for each that stands twice."""
    lines: dict[Place, int] = {}
    twice: dict[Place, str] = {}
    for place, line in keys:
        if place not in lines:
            lines[place] = line
        elif place[:-1] not in twice:
            twice[place] = (
                f"{SOURCES_FILE}:{line}: {place[-1]!r} stands here for the second time, first on "
                f"line {lines[place]}. Keep one of them."
            )
    return lines, list(twice.values())


def list_keys(node: yaml.Node, place: Place = ()) -> Iterator[tuple[Place, int]]:
    """Every key of a file, with the keys above it and its line, from 1."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = (*place, str(key.value))
            yield below, key.start_mark.line + 1
            yield from list_keys(value, below)


def find_faults(name: object, entry: object, lines: Mapping[Place, int]) -> list[str]:
    """What is wrong with one entry, a sentence each.

    Args:
        name: of the seed.
        entry: what is said of it.
        lines: where each key stands.

    """

    def at(*keys: object) -> str:
        return f"{SOURCES_FILE}:{lines.get(('seeds', str(name), *map(str, keys)), 1)}: {name!r}"

    if not isinstance(entry, dict):
        return [f"{at()} must hold {', '.join(KEYS)}, got {entry!r}."]
    faults = [
        f"{at(key)}: {key!r} is not known; use {', '.join(KEYS)}."
        for key in entry
        if key not in KEYS
    ]
    faults += [
        f"{at(key)}: {key} must be text, got {value!r}. Put it in quotation marks."
        for key, value in entry.items()
        if not isinstance(value, str | dt.date)
    ]
    published = plain(entry.get("published", ""))
    if published and not is_iso_date(published):
        faults.append(f"{at('published')}: published {published!r} is no date like 2025-12-22.")
    return faults


def plain(value: object) -> str:
    """A value as text; `unknown` is empty."""
    text = str(value).strip()
    return "" if text == UNKNOWN else text


def is_iso_date(value: str) -> bool:
    """Whether a string is a day written as 2025-12-22."""
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False
