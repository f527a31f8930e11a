"""The only door from the store to the file system.

Every call the store makes on the disk is one method of `Disk`, so that a test can let each of
them fail once, or forget what was never flushed. Nothing here knows what the files mean.
"""

import errno
import fcntl
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from ghinhan.foundation.errors import StoreError
from ghinhan.foundation.files import TEMPORARY_SUFFIX

Stamp = tuple[int, int, int, int]
"""Size, modification and change time in nanoseconds, and inode: tells that a file was replaced."""

APPEND = os.O_WRONLY | os.O_APPEND | os.O_CREAT
PATIENCE_SECONDS = 30.0
LONGEST_NAP_SECONDS = 0.001


class Disk:
    """The calls on the file system, one method each and nothing around them."""

    def open(self, path: Path, flags: int) -> int:
        """A file descriptor; a symbolic link in the last place is refused."""
        return os.open(path, flags | os.O_CLOEXEC | os.O_NOFOLLOW, 0o644)

    def close(self, descriptor: int) -> None:
        """Give the descriptor back."""
        os.close(descriptor)

    def read(self, descriptor: int, length: int, offset: int) -> bytes:
        """At most `length` bytes from `offset`."""
        return os.pread(descriptor, length, offset)

    def write(self, descriptor: int, content: bytes) -> int:
        """How many bytes were taken."""
        return os.write(descriptor, content)

    def flush_content(self, descriptor: int) -> None:
        """Return when the content and the length of the file are on the disk."""
        os.fdatasync(descriptor)

    def flush_all(self, descriptor: int) -> None:
        """Return when the file, or the names in a folder, are on the disk."""
        os.fsync(descriptor)

    def cut(self, descriptor: int, length: int) -> None:
        """Cut the file to a length."""
        os.ftruncate(descriptor, length)

    def rename(self, source: Path, target: Path) -> None:
        """Put one file in the place of another, at one stroke."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Take a file away."""
        path.unlink()

    def make_folder(self, folder: Path) -> None:
        """Make a folder whose parent is there."""
        folder.mkdir()

    def stat(self, path: Path) -> os.stat_result:
        """What the file system knows of a file."""
        return path.stat()

    def list_folder(self, folder: Path) -> list[str]:
        """The names in a folder."""
        return os.listdir(folder)  # noqa: PTH208  names alone, and one call to let fail

    def lock(self, descriptor: int) -> None:
        """Take the lock or raise BlockingIOError."""
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def opened(disk: Disk, path: Path, flags: int) -> Iterator[int]:
    """A file descriptor that is given back whatever happens."""
    descriptor = disk.open(path, flags)
    try:
        yield descriptor
    finally:
        give_back(disk, descriptor)


def give_back(disk: Disk, descriptor: int) -> None:
    """Close a file; what must be durable was flushed before, so a complaint changes nothing."""
    with suppress(OSError):
        disk.close(descriptor)


def open_or_make(disk: Disk, path: Path, flags: int) -> int:
    """A file descriptor; the folders are made where they are missing."""
    try:
        return disk.open(path, flags)
    except FileNotFoundError:
        make_folders(disk, path.parent)
        return disk.open(path, flags)


def open_for_appending(disk: Disk, path: Path) -> int:
    """A file descriptor whose writes go to the end of the file."""
    return open_or_make(disk, path, APPEND)


@contextmanager
def hold(disk: Disk, paths: Iterable[Path]) -> Iterator[None]:
    """Hold locks, taken in the order given, against every other process and thread.

    Raises:
        StoreError: somebody else held one of them for half a minute.

    """
    with ExitStack() as stack:
        for path in paths:
            descriptor = open_or_make(disk, path, os.O_RDWR | os.O_CREAT)
            stack.callback(give_back, disk, descriptor)
            wait_for_lock(disk, descriptor, path)
        yield


def wait_for_lock(disk: Disk, descriptor: int, path: Path) -> None:
    """Take one lock, asking again in short naps."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    nap = 0.0002
    while True:
        try:
            disk.lock(descriptor)
        except BlockingIOError as error:
            if time.monotonic() > deadline:
                raise StoreError(
                    errno.EAGAIN,
                    f"another process has held {path} for {PATIENCE_SECONDS:.0f} seconds. Find "
                    f"it with `fuser {path}` and let it go on or end it; nothing was written.",
                ) from error
            time.sleep(nap)
            nap = min(nap * 2, LONGEST_NAP_SECONDS)
        else:
            return


def make_folders(disk: Disk, folder: Path) -> None:
    """Make a folder and its parents, each made durable in the one above it."""
    if folder.is_dir():
        return
    make_folders(disk, folder.parent)
    with suppress(FileExistsError):
        disk.make_folder(folder)
    flush_folder(disk, folder.parent)


def flush_folder(disk: Disk, folder: Path) -> None:
    """Make the names in a folder durable."""
    with opened(disk, folder, os.O_RDONLY) as descriptor:
        disk.flush_all(descriptor)


def stamp_of(disk: Disk, path: Path) -> Stamp | None:
    """The stamp of a file, None when it is not there."""
    try:
        state = disk.stat(path)
    except FileNotFoundError:
        return None
    return (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)


def read_from(disk: Disk, path: Path, offset: int = 0) -> bytes:
    """Everything in a file from an offset on; nothing when the file is not there."""
    chunks = []
    try:
        with opened(disk, path, os.O_RDONLY) as descriptor:
            while chunk := disk.read(descriptor, 1 << 24, offset):
                chunks.append(chunk)
                offset += len(chunk)
    except FileNotFoundError:
        return b""
    return b"".join(chunks)


def write_all(disk: Disk, descriptor: int, content: bytes) -> None:
    """Write all of the content, however little the disk takes at a time."""
    rest = memoryview(content)
    while rest:
        rest = rest[disk.write(descriptor, bytes(rest)) :]


def write_beside(disk: Disk, path: Path, chunks: Iterable[bytes]) -> Path:
    """Write a durable temporary file that can be renamed to `path`; gone again on failure."""
    temporary = path.with_name(
        f"{path.name}.{os.getpid()}-{secrets.token_hex(4)}{TEMPORARY_SUFFIX}"
    )
    make_folders(disk, path.parent)
    try:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
        with opened(disk, temporary, flags) as descriptor:
            for chunk in chunks:
                write_all(disk, descriptor, chunk)
            disk.flush_all(descriptor)
    except BaseException:
        with suppress(OSError):
            disk.remove(temporary)
        raise
    return temporary


def put_in_place(disk: Disk, temporary: Path, path: Path) -> None:
    """Rename a temporary file over its target and make the name durable."""
    try:
        disk.rename(temporary, path)
    except BaseException:
        with suppress(OSError):
            disk.remove(temporary)
        raise
    flush_folder(disk, path.parent)


def replace_file(disk: Disk, path: Path, content: bytes) -> None:
    """Write a whole file so that no crash can leave half of it."""
    put_in_place(disk, write_beside(disk, path, [content]), path)


def append_durably(disk: Disk, path: Path, content: bytes) -> None:
    """Append to a file and flush it; a failure may leave part of the content there."""
    descriptor = open_for_appending(disk, path)
    try:
        write_all(disk, descriptor, content)
        disk.flush_content(descriptor)
    finally:
        give_back(disk, descriptor)


def append_history(disk: Disk, path: Path, content: bytes) -> None:
    """Append whole lines, on a line of their own even after a write that was cut short."""
    stamp = stamp_of(disk, path)
    ends_well = stamp is None or stamp[0] == 0 or read_from(disk, path, stamp[0] - 1) == b"\n"
    append_durably(disk, path, content if ends_well else b"\n" + content)


def cut_file(disk: Disk, path: Path, length: int) -> None:
    """Cut a file to a length, durably."""
    with opened(disk, path, os.O_WRONLY) as descriptor:
        disk.cut(descriptor, length)
        disk.flush_content(descriptor)
