"""A disk that refuses one call, and a disk that forgets what was never flushed."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ghinhan.store.disk import Disk

CALLS = (
    "open",
    "close",
    "read",
    "write",
    "flush_content",
    "flush_all",
    "cut",
    "rename",
    "remove",
    "make_folder",
    "stat",
    "list_folder",
    "lock",
)


class FaultyDisk(Disk):
    """Does what it is asked, but for the call with one number, which fails once.

    Args:
        at: number of the call that fails, from 1; 0 for none.
        error: what it raises.
        too_late: the call does its work first (half of it, when writing) and then fails.

    """

    def __init__(self, at: int, error: BaseException, *, too_late: bool = False) -> None:
        self.at = at
        self.error = error
        self.too_late = too_late
        self.calls = 0
        self.failed = ""

    def perform(self, name: str, arguments: tuple[Any, ...]) -> object:
        """One call."""
        self.calls += 1
        work: Callable[..., object] = getattr(Disk, name)
        if self.calls != self.at:
            return work(self, *arguments)
        self.failed = name
        if name == "close":
            work(self, *arguments)
        elif self.too_late and name == "write":
            descriptor, content = arguments
            os.write(descriptor, content[: len(content) // 2])
        elif self.too_late:
            result = work(self, *arguments)
            if name == "open":
                assert isinstance(result, int)
                os.close(result)
        raise self.error


class Killed(BaseException):
    """The process is gone; nothing it would still do happens."""


class DyingDisk(FaultyDisk):
    """Does nothing more from the call with one number on, as after `kill -9`."""

    def __init__(self, at: int) -> None:
        super().__init__(at, Killed())

    def perform(self, name: str, arguments: tuple[Any, ...]) -> object:
        """One call; the kernel closes the files of the dead."""
        if self.calls >= self.at - 1 and name != "close":
            self.at = self.calls + 1
        return super().perform(name, arguments)


def failing(name: str) -> Callable[..., object]:
    """The method of a call."""

    def method(self: FaultyDisk, *arguments: object) -> object:
        return self.perform(name, arguments)

    return method


for call in CALLS:
    setattr(FaultyDisk, call, failing(call))


class ForgetfulDisk(Disk):
    """Remembers what is certain after a power cut: what was flushed, and no more.

    Contents count from `flush_content` or `flush_all` on the file, names from `flush_all` on
    their folder. `cut_power` writes what is certain into another folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.paths: dict[int, Path] = {}
        self.contents: dict[int, bytes] = {}
        self.names: dict[Path, int] = {}

    def open(self, path: Path, flags: int) -> int:
        """Note which file the descriptor is for."""
        descriptor = super().open(path, flags)
        self.paths[descriptor] = path
        return descriptor

    def flush_content(self, descriptor: int) -> None:
        """The content is certain now; its name may not be."""
        super().flush_content(descriptor)
        state = os.fstat(descriptor)
        self.contents[state.st_ino] = self.paths[descriptor].read_bytes()

    def flush_all(self, descriptor: int) -> None:
        """The content of a file, or the names in a folder, are certain now."""
        path = self.paths[descriptor]
        super().flush_all(descriptor)
        if path.is_file():
            self.contents[os.fstat(descriptor).st_ino] = path.read_bytes()
            return
        for name in [known for known in self.names if known.parent == path]:
            del self.names[name]
        for entry in path.iterdir():
            self.names[entry] = entry.stat().st_ino

    def cut_power(self, target: Path) -> None:
        """Write the project as it would be found after the power came back."""
        for path, inode in self.names.items():
            if not self.is_reachable(path):
                continue
            place = target / path.relative_to(self.root)
            if path.is_dir():
                place.mkdir(parents=True, exist_ok=True)
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                place.write_bytes(self.contents.get(inode, b""))

    def is_reachable(self, path: Path) -> bool:
        """Whether the names of all folders above are certain too."""
        above = path.parent
        while above != self.root:
            if above not in self.names:
                return False
            above = above.parent
        return True
