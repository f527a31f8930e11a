"""What people know of the seeds: `seeds/SOURCES.yaml`, one entry for each file.

An entry says outlet, date, address, SHA-256 and rights. What nobody knows is written as
`unknown` and read as empty; nothing is filled in.
"""

import datetime as dt
from pathlib import Path

import msgspec
import yaml

from ghinhan.foundation.errors import IngestError, list_faults

SOURCES_FORMAT = "ghinhan-sources/1"
SOURCES_FILE = "seeds/SOURCES.yaml"
UNKNOWN = "unknown"
KEYS = ("outlet", "published", "rights", "sha256", "title", "url")


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
    content = path.read_text(encoding="utf-8")
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(content)):
            raise IngestError(f"{SOURCES_FILE} uses a YAML alias (*name). Write the value out.")
        loaded = yaml.safe_load(content)
    except yaml.YAMLError as error:
        raise IngestError(f"{SOURCES_FILE} is not YAML: {error}") from error
    if not isinstance(loaded, dict) or loaded.get("format") != SOURCES_FORMAT:
        raise IngestError(f"{SOURCES_FILE} does not begin with 'format: {SOURCES_FORMAT}'.")
    entries = loaded.get("seeds") or {}
    if not isinstance(entries, dict):
        raise IngestError(f"{SOURCES_FILE}: 'seeds' must list file names, each with its facts.")
    faults = [fault for name, entry in entries.items() for fault in find_faults(name, entry)]
    if faults:
        raise IngestError(list_faults(faults))
    return {
        name: SeedSource(**{key: plain(value) for key, value in entry.items()})
        for name, entry in entries.items()
    }


def find_faults(name: object, entry: object) -> list[str]:
    """What is wrong with one entry, a sentence each."""
    place = f"{SOURCES_FILE}: {name!r}"
    if not isinstance(entry, dict):
        return [f"{place} must hold {', '.join(KEYS)}, got {entry!r}."]
    faults = [
        f"{place}: {key!r} is not known; use {', '.join(KEYS)}." for key in entry if key not in KEYS
    ]
    faults += [
        f"{place}: {key} must be text, got {value!r}. Put it in quotation marks."
        for key, value in entry.items()
        if not isinstance(value, str | dt.date)
    ]
    published = plain(entry.get("published", ""))
    if published and not is_iso_date(published):
        faults.append(f"{place}: published {published!r} is no date like 2025-12-22.")
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
