"""What a file of the project says, read when first asked and again when the file has changed."""

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Rereading(Generic[Value]):
    """A file as the value that it stands for.

    Args:
        path: the file, which need not be there.
        read: makes the value; what it raises is raised, and it is asked again next time.
        absent: the value while there is no such file.

    Example:
        >>> Rereading(Path("no such file"), Path.read_text, absent="").value
        ''

    """

    def __init__(self, path: Path, read: Callable[[Path], Value], *, absent: Value) -> None:
        self._path = path
        self._read = read
        self._absent = absent
        self._stamp: tuple[int, int] | None = None
        self._value = absent

    @property
    def value(self) -> Value:
        """What the file says now."""
        try:
            status = self._path.stat()
        except FileNotFoundError:
            return self._absent
        stamp = (status.st_mtime_ns, status.st_size)
        if stamp != self._stamp:
            self._value = self._read(self._path)
            self._stamp = stamp
        return self._value
