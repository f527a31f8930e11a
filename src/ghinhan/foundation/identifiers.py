"""Identifiers: made once, never renumbered, safe as file names.

A record id is a letter for its kind and random hex; a document id is the stem of its seed
file. Names that people type become a slug plus a hash of the exact name, so that two names
never share a file, not even on a disk that ignores case or normalises Unicode.
"""

import hashlib
import re
import secrets
import unicodedata

from ghinhan.foundation.errors import UnsafeNameError

PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9_.-]{0,99}")
LOOKS_HASHED = re.compile(r".*-[0-9a-f]{8}")
RESERVED = {"con", "prn", "aux", "nul", *(f"{d}{n}" for d in ("com", "lpt") for n in range(10))}
SLUG_LENGTH = 60
NAME_LIMIT = 500


def new_identifier(prefix: str) -> str:
    """A fresh record id: the prefix, a hyphen, twelve random hex digits.

    Two annotators who work apart for a year still make different ids: at a million ids the
    chance of any clash is below one in five hundred.

    Example:
        >>> new_identifier("m").startswith("m-"), len(new_identifier("m"))
        (True, 14)

    """
    return f"{prefix}-{secrets.token_hex(6)}"


def file_name_for(name: str) -> str:
    """The file-system name for a document id or annotator name.

    Plain lower-case ASCII names stay as they are, unless they look like the result of this very
    function; every other name becomes a slug and eight
    hex digits of the SHA-256 of the name, so that different names never meet in one file.

    Args:
        name: what the person typed, 1 to 500 characters.

    Raises:
        UnsafeNameError: empty, too long, or holding a NUL, a control or a path separator.

    Example:
        >>> file_name_for("000_e85f3aaeab3ef9c0"), file_name_for("Nguyễn An")
        ('000_e85f3aaeab3ef9c0', 'nguyen-an-67c5c552')

    """
    refuse_unsafe(name)
    plain = PLAIN_NAME.fullmatch(name) and not LOOKS_HASHED.fullmatch(name)
    if plain and name.split(".", maxsplit=1)[0] not in RESERVED and not name.endswith("."):
        return name
    folded = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "d"))
    slug = re.sub(r"[^a-z0-9]+", "-", folded.encode("ascii", "ignore").decode().lower())
    digest = hashlib.sha256(name.encode("utf-8")).hexdigest()[:8]
    return f"{slug.strip('-')[:SLUG_LENGTH].strip('-') or 'name'}-{digest}"


def show_name(name: str) -> str:
    r"""The name of a file as it can be printed and stored: bytes that are no UTF-8 are escaped.

    Python keeps such bytes as lone surrogates, which nothing can write.

    Example:
        >>> show_name("bài.txt"), show_name("b\udce0i.txt")
        ('bài.txt', 'b\\xe0i.txt')

    """
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def refuse_unsafe(name: str) -> None:
    """Refuse a name that could not name exactly one file.

    Raises:
        UnsafeNameError: says which character or rule stands in the way.

    """
    if not name.strip() or len(name) > NAME_LIMIT:
        raise UnsafeNameError(
            f"a name needs 1 to {NAME_LIMIT} visible characters, got {len(name)}: {name[:40]!r}."
        )
    for position, character in enumerate(name):
        if character in "/\\" or unicodedata.category(character) in {"Cc", "Cs"}:
            raise UnsafeNameError(
                f"character {position} of the name {name!r} is {character!r}, which no file name "
                "may hold. Use letters, digits, spaces, '-', '_' or '.'."
            )
    if set(name) <= {"."}:
        raise UnsafeNameError(f"the name {name!r} means a folder, not a file. Choose a word.")
