"""What this clone knows of a doccano project: `.ghinhan/sync/<name>.jsonl`, one line per fact.

A line says how a document was when both sides were last in step, or that an import has begun or
ended. The last line on a thing counts; a line that a kill has torn is ignored. Losing the whole
file loses nothing: the pages of the server carry our ids.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import RecordError
from ghinhan.foundation.files import write_atomically
from ghinhan.foundation.identifiers import file_name_for
from ghinhan.sync.naming import Base

FOLDER = ".ghinhan/sync"
CROWDED = 3
"""How many times as many lines as facts make it worth writing the file anew."""


class Known(msgspec.Struct, frozen=True, kw_only=True, tag="known", tag_field="fact"):
    """How a document was when both sides were last in step.

    Args:
        document: our document id.
        example: its number on the server.
        text_sha256: of its text.
        base: both sides' shape, and the server's numbers.
        settled: the server's page held nothing else, so that an equal page needs no look.

    """

    document: str
    example: int
    text_sha256: str
    base: Base
    settled: bool = True


class Begun(msgspec.Struct, frozen=True, kw_only=True, tag="begun", tag_field="fact"):
    """An import that was sent, or is about to be; it is not yet known to have arrived.

    Args:
        push: the mark that all its examples carry.
        documents: what it holds.
        task: the server's task; empty while its reply has not come.

    """

    push: str
    documents: tuple[str, ...]
    task: str = ""


class Ended(msgspec.Struct, frozen=True, kw_only=True, tag="ended", tag_field="fact"):
    """An import that has arrived whole, or of which nothing is left."""

    push: str


class Forgotten(msgspec.Struct, frozen=True, kw_only=True, tag="forgotten", tag_field="fact"):
    """A document that is no longer on the server."""

    document: str


class Bound(msgspec.Struct, frozen=True, kw_only=True, tag="bound", tag_field="fact"):
    """Which project on the server this file is about."""

    project: int


Fact = Known | Begun | Ended | Forgotten | Bound
DECODER = msgspec.json.Decoder(Fact)
ENCODER = msgspec.json.Encoder(order="sorted")


class Ledger:
    """The facts about one project on one server.

    Only places in the file are kept in memory, not the facts.

    Args:
        root: the project folder.
        url: the server.
        name: the doccano project's name.

    """

    def __init__(self, root: Path, url: str, name: str) -> None:
        self.folder = root / FOLDER
        self._path = self.folder / f"{file_name_for(name_of(url, name))}.jsonl"
        self._places: dict[str, tuple[int, int]] = {}
        self._begun: dict[str, Begun] = {}
        self._project = 0
        self._lines = 0
        self._size = 0
        self._load()

    @property
    def project(self) -> int:
        """The project's number on the server; 0 while it is not known."""
        return self._project

    @property
    def unfinished(self) -> list[Begun]:
        """Imports of which nobody knows yet whether they arrived."""
        return list(self._begun.values())

    def documents(self) -> Iterator[str]:
        """Every document that is known to be on the server."""
        return iter(list(self._places))

    def known(self, document: str) -> Known | None:
        """What is known of a document."""
        if document not in self._places:
            return None
        start, end = self._places[document]
        with self._path.open("rb") as stream:
            stream.seek(start)
            fact = DECODER.decode(stream.read(end - start))
        return fact if isinstance(fact, Known) else None

    def write(self, *facts: Fact) -> None:
        """Add facts; no kill can take them away when this returns.

        What was found in step is not forced on the disk each time, only by `close_book`: after a
        power cut it is found again on the server.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as stream:
            for fact in facts:
                line = ENCODER.encode(fact) + b"\n"
                stream.write(line)
                self._take(fact, self._size, self._size + len(line))
            stream.flush()
            if not all(isinstance(fact, Known) for fact in facts):
                os.fsync(stream.fileno())

    def close_book(self) -> None:
        """Force everything on the disk, at the end of a job."""
        if self._path.is_file():
            with self._path.open("ab") as stream:
                os.fsync(stream.fileno())

    def _load(self) -> None:
        content = b""
        if self._path.is_file():
            content = self._path.read_bytes()
        whole = content[: content.rfind(b"\n") + 1]
        for line in whole.split(b"\n")[:-1]:
            end = self._size + len(line) + 1
            try:
                self._take(DECODER.decode(line), self._size, end)
            except (msgspec.ValidationError, msgspec.DecodeError) as error:
                raise RecordError(
                    f"{self._path} holds a line that cannot be read ({error}). Delete the file: "
                    "what it knows is found again on the server."
                ) from error
        if len(whole) != len(content) or self._lines > CROWDED * (len(self._places) + 10):
            self._rewrite(whole)

    def _take(self, fact: Fact, start: int, end: int) -> None:
        self._size, self._lines = end, self._lines + 1
        if isinstance(fact, Known):
            self._places[fact.document] = (start, end)
        elif isinstance(fact, Forgotten):
            self._places.pop(fact.document, None)
        elif isinstance(fact, Begun):
            self._begun[fact.push] = fact
        elif isinstance(fact, Ended):
            self._begun.pop(fact.push, None)
        else:
            self._project = fact.project

    def _rewrite(self, whole: bytes) -> None:
        lines = [whole[start:end] for start, end in self._places.values()]
        lines += [ENCODER.encode(begun) + b"\n" for begun in self._begun.values()]
        if self._project:
            lines.append(ENCODER.encode(Bound(project=self._project)) + b"\n")
        write_atomically(self._path, b"".join(lines))
        self._places, self._begun, self._project = {}, {}, 0
        self._size = self._lines = 0
        for line in lines:
            self._take(DECODER.decode(line), self._size, self._size + len(line))


def name_of(url: str, name: str) -> str:
    """A file's name for a project on a server."""
    return f"{url.partition('://')[2]} {name}".replace("/", " ").replace("\\", " ")
