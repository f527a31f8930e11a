"""The project's schema, read again when its file changed."""

from pathlib import Path

from ghinhan.schema import load_schema
from ghinhan.schema.label_set import Schema
from ghinhan.workspace.corpus import Stamp, stamp_of


class SchemaFile:
    """A schema file and what it said when it was last read.

    Args:
        path: the file.

    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp: Stamp = (0, 0, 0)
        self._schema = Schema(name="")

    def load(self) -> Schema:
        """What may be labelled now.

        Raises:
            SchemaError: every fault of the file with its line.

        """
        stamp = stamp_of(self._path)
        if stamp != self._stamp:
            self._schema = load_schema(self._path)
            self._stamp = stamp
        return self._schema
