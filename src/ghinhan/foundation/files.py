"""Files that are either wholly written or not there at all.

Everything tracked by git goes through `write_atomically`: written beside its place, flushed to
the disk, renamed over the old file, and the folder flushed too. A kill at any moment leaves
the old file or the new one. What a file means is left to the rooms above.
"""

import contextlib
import os
import secrets
from collections.abc import Iterable, Iterator
from pathlib import Path

from ghinhan.foundation.errors import StoreError, UnsafeNameError

TEMPORARY_SUFFIX = ".tmp"


def write_atomically(path: Path, content: bytes) -> bool:
    """Write a file so that no crash can leave half of it.

    Args:
        path: where; missing folders are made.
        content: the whole file.

    Returns:
        False when the file already held exactly this content and was left alone.

    Raises:
        StoreError: the disk refused; the old file is as it was.

    Example:
        >>> import tempfile
        >>> folder = tempfile.TemporaryDirectory()
        >>> target = Path(folder.name) / "new" / "a.txt"
        >>> write_atomically(target, b"chao"), write_atomically(target, b"chao")
        (True, False)
        >>> folder.cleanup()

    """
    with contextlib.suppress(OSError):
        if path.read_bytes() == content:
            return False
    temporary = path.with_name(f"{path.name}.{secrets.token_hex(4)}{TEMPORARY_SUFFIX}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        flush_folder(path.parent)
    except OSError as error:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise StoreError(
            error.errno,
            f"could not write {path}: {error.strerror or error}. What was there before is "
            "untouched; make room or mend the permissions and do it again.",
        ) from error
    return True


def flush_folder(folder: Path) -> None:
    """Make the names in a folder durable, so that a rename survives a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def cut_lines(content: bytes) -> list[bytes]:
    r"""Cut JSONL content at LF only, the way every line-based git tool does.

    `str.splitlines` would also cut at U+0085, U+2028 and U+2029, which JSON leaves bare.

    Example:
        >>> cut_lines("a\u2028b\nc\n".encode())
        [b'a\xe2\x80\xa8b', b'c']

    """
    lines = content.split(b"\n")
    if lines[-1] == b"":
        lines.pop()
    return lines


def resolve_inside(root: Path, *parts: str) -> Path:
    """The path of `parts` below `root`, refused when it would lie or lead outside.

    Raises:
        UnsafeNameError: `..`, an absolute part, NUL, or a symbolic link that leaves the root.

    Example:
        >>> resolve_inside(Path("/project"), "corpus", "a.json").as_posix()
        '/project/corpus/a.json'

    """
    base = root.resolve()
    try:
        place = base.joinpath(*parts).resolve()
    except (ValueError, OSError, RuntimeError) as error:  # RuntimeError: links in a circle
        raise UnsafeNameError(f"{parts!r} cannot be a file name: {error}.") from error
    if not place.is_relative_to(base) or place == base:
        raise UnsafeNameError(
            f"{'/'.join(parts)!r} leads out of {root}. Use a plain name without '..', without a "
            "leading slash, and no symbolic link that leaves the project."
        )
    return place


def walk_files(folder: Path, suffixes: Iterable[str]) -> Iterator[Path]:
    """Files below a folder with one of the suffixes, in sorted order; hidden ones left out."""
    wanted = {suffix.lower() for suffix in suffixes}
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix.lower() in wanted:
            yield path
