"""Texts that layers were made on, and that are no longer the texts in `corpus/`.

When a layer begins, its text is kept under its SHA-256 in `.ghinhan/texts/`; in a fresh clone
the text is looked for in what git remembers of `corpus/`.
"""

import subprocess
from hashlib import sha256
from pathlib import Path
from shutil import which

import msgspec

from ghinhan.foundation.identifiers import file_name_for
from ghinhan.store.disk import Disk, replace_file, stamp_of
from ghinhan.store.places import PRIVATE

TEXTS = "texts"
VERSIONS_LOOKED_AT = 200
PATIENCE_SECONDS = 30


class WithText(msgspec.Struct, frozen=True):
    """The one field of a document that matters here."""

    text: str


def keep_text(disk: Disk, root: Path, text: str) -> None:
    """Keep a text under its SHA-256.

    Raises:
        OSError: the disk refused.

    """
    content = text.encode("utf-8")
    path = root / PRIVATE / TEXTS / f"{sha256(content).hexdigest()}.txt"
    if stamp_of(disk, path) is None:
        replace_file(disk, path, content)


def find_old_text(root: Path, document: str, digest: str) -> str | None:
    """The text of a document that had this SHA-256; None when it is lost.

    Args:
        root: the project folder.
        document: its id.
        digest: SHA-256 of the text in UTF-8, in hexadecimal.

    """
    if len(digest) != 64 or not digest.isalnum():
        return None
    path = root / PRIVATE / TEXTS / f"{digest}.txt"
    if path.is_file():
        content = path.read_bytes()
        if sha256(content).hexdigest() == digest:
            return content.decode("utf-8")
    name = f"corpus/{file_name_for(document)}.json"
    for commit in git(root, "log", "--all", "--format=%H", "--", name).split()[:VERSIONS_LOOKED_AT]:
        text = text_in(git(root, "show", f"{commit.decode()}:./{name}"))
        if text is not None and sha256(text.encode("utf-8")).hexdigest() == digest:
            return text
    return None


def text_in(content: bytes) -> str | None:
    """The text of a document file."""
    try:
        return msgspec.json.decode(content, type=WithText).text
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def git(root: Path, *words: str) -> bytes:
    """What git answers; nothing where there is no git or no repository."""
    program = which("git")
    if program is None:
        return b""
    done = subprocess.run(  # noqa: S603  a fixed program; the words are ours and a hashed name
        [program, *words], cwd=root, capture_output=True, check=False, timeout=PATIENCE_SECONDS
    )
    return done.stdout if done.returncode == 0 else b""
