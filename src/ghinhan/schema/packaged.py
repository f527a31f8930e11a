"""The schema that comes with ghinhan."""

from importlib.resources import files
from pathlib import Path


def default_schema_path() -> Path:
    """Where the packaged schema `ghinhan-diplomacy/1` lies; `ghinhan init` copies it."""
    return Path(str(files("ghinhan.schema") / "diplomacy.yaml"))
