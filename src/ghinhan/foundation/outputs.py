"""Writing what is too large, or too many files, for one call of `write_atomically`.

The promise is the same: a kill at any moment leaves the old thing or the new one, never half.
A stream or a folder is built beside its place and renamed when the `with` block ends well; an
error inside the block takes the unfinished thing away.
"""

import contextlib
import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ghinhan.foundation.errors import GhinhanError, StoreError
from ghinhan.foundation.files import TEMPORARY_SUFFIX, flush_folder

ASIDE_SUFFIX = ".old"


def hidden_name(path: Path, suffix: str) -> Path:
    """A name beside `path` that no reader takes for a finished thing."""
    return path.with_name(f".{path.name}.{secrets.token_hex(4)}{suffix}")


@contextlib.contextmanager
def open_atomically(path: Path) -> Iterator[BinaryIO]:
    """Open a stream whose content appears at `path` only when the block ends without error.

    Args:
        path: where; missing folders are made, and an old file is replaced.

    Raises:
        StoreError: the disk refused; the old file is as it was.

    Example:
        >>> import tempfile
        >>> folder = tempfile.TemporaryDirectory()
        >>> target = Path(folder.name) / "a.txt"
        >>> with open_atomically(target) as stream:
        ...     written = stream.write(b"chao")
        ...     target.exists()
        False
        >>> target.read_bytes()
        b'chao'
        >>> folder.cleanup()

    """
    made = not path.parent.exists()
    temporary = hidden_name(path, TEMPORARY_SUFFIX)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        flush_folder(path.parent)
    except BaseException as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        with contextlib.suppress(OSError):
            if made:
                path.parent.rmdir()
        raise_refusal(path, error)
        raise


@contextlib.contextmanager
def build_folder(path: Path) -> Iterator[Path]:
    """Build a folder that appears at `path` as a whole when the block ends without error.

    A folder that is already there is set aside first and deleted last, so that a kill leaves
    the old one, or the new one, or (between the two renames) the old one under its hidden name,
    from where `mend_folder` brings it back.

    Args:
        path: the finished folder; its parent is made when missing.

    Yields:
        The hidden folder beside it to write into.

    Raises:
        StoreError: the disk refused; the old folder is as it was.

    """
    temporary, aside = hidden_name(path, TEMPORARY_SUFFIX), hidden_name(path, ASIDE_SUFFIX)
    try:
        temporary.mkdir(parents=True)
        yield temporary
        flush_tree(temporary)
        if path.exists():
            path.rename(aside)
        temporary.rename(path)
        flush_folder(path.parent)
    except BaseException as error:
        if aside.exists() and not path.exists():
            aside.rename(path)
        shutil.rmtree(temporary, ignore_errors=True)
        raise_refusal(path, error)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def flush_tree(folder: Path) -> None:
    """Make every file and name below a folder durable."""
    for parent, _, names in os.walk(folder):
        for name in names:
            descriptor = os.open(Path(parent) / name, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)
        flush_folder(Path(parent))


def mend_folder(path: Path) -> None:
    """Clear up what killed runs of `build_folder` left beside `path`.

    A folder that was set aside comes back if nothing took its place; everything unfinished is
    deleted. Call it only while no other process builds the same folder.
    """
    for leftover in sorted(path.parent.glob(f".{path.name}.*{ASIDE_SUFFIX}")):
        if path.exists():
            shutil.rmtree(leftover)
        else:
            leftover.rename(path)
    for leftover in path.parent.glob(f".{path.name}.*{TEMPORARY_SUFFIX}"):
        shutil.rmtree(leftover)


def raise_refusal(path: Path, error: BaseException) -> None:
    """Say in our words what the disk refused; any other error is not ours to explain.

    Raises:
        StoreError: with the path, the reason and the way out.

    """
    if not isinstance(error, OSError) or isinstance(error, GhinhanError):
        return
    if error.filename is not None and str(path.parent) not in str(error.filename):
        return
    raise StoreError(
        error.errno,
        f"could not write {path}: {error.strerror or error}. What was there before is untouched; "
        "make room or mend the permissions and do it again.",
    ) from error
