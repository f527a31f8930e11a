"""One scope, read from its snapshot and its journal and kept in memory while they stand still.

Before each use the files' sizes, times and inodes are compared with what was read: what others
appended is read from where it begins, and a snapshot that git changed is read anew. Callers
hold the scope's lock.
"""

import hashlib
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

from ghinhan.foundation.errors import NewerFormatError
from ghinhan.foundation.files import cut_lines
from ghinhan.foundation.wording import counted
from ghinhan.model.edits import CORPUS
from ghinhan.model.layer import CORPUS_FORMAT, LAYER_FORMAT
from ghinhan.store.content import Content, Names, Steps, apply_to_changed
from ghinhan.store.disk import (
    Disk,
    Stamp,
    cut_file,
    flush_folder,
    give_back,
    open_for_appending,
    read_from,
    replace_file,
    stamp_of,
    write_all,
)
from ghinhan.store.journal import (
    Line,
    Reading,
    encode_line,
    read_lines,
)
from ghinhan.store.mending import mend_journal, set_clashes_aside
from ghinhan.store.places import ScopePlaces
from ghinhan.store.snapshot import CorpusHeader, Header, decode_snapshot, digest_of
from ghinhan.store.stacks import UndoStacks

NO_SNAPSHOT = "new"
TEXT_BASE = "text:"


class Scope:
    """What is known of one scope.

    Args:
        disk: the file system.
        places: the scope's files.
        text_of: gives the text of a document, to name it by its SHA-256 in a new layer.
        schema_name: the schema that a new layer is made with.

    """

    def __init__(
        self, disk: Disk, places: ScopePlaces, text_of: Callable[[str], str], schema_name: str
    ) -> None:
        self.disk = disk
        self.places = places
        self.content = Content({}, "new")
        self._folded = Names()
        self._names = Names(self._folded)
        self.steps = Steps()
        self.header: Header | CorpusHeader = CorpusHeader(format=CORPUS_FORMAT, schema="")
        self.base = ""
        self.snapshot_stamp: Stamp | None = None
        self.journal_size = 0
        self.era = object()
        """Another one whenever the journal is no longer the old one and what was appended."""
        self._text_of = text_of
        self._schema_name = schema_name
        self._loaded = False
        self._inode = 0
        self.last_line = b""
        self._count = 0
        self._history_size = 0
        self._stacks: UndoStacks | None = None
        self.durable_inode = 0

    @property
    def schema(self) -> str:
        """The schema that the layer is edited with: the store's, or else the file's own."""
        return self._schema_name or self.header.schema

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text that the layer was made on; empty for corpus-wide records."""
        return self.header.text_sha256 if isinstance(self.header, Header) else ""

    def forget(self) -> None:
        """Read everything anew next time: a write did not end as it should."""
        self._loaded = False

    def refresh(self, *, mend: bool = True) -> None:
        """Take in what others wrote, and mend what a crash left behind.

        Args:
            mend: False leaves the files as they are, for a disk that takes nothing.

        Raises:
            RecordError: the tracked file has a bad line; the journal is left as it is.
            StoreError: the disk refused to be read or mended.

        """
        state = stamp_of(self.disk, self.places.journal)
        size, inode = (state[0], state[3]) if state else (0, 0)
        unmoved = self.snapshot_stamp == stamp_of(self.disk, self.places.snapshot)
        if not (self._loaded and unmoved and self._take_in(size, inode)):
            self._load(mend=mend)

    def _take_in(self, size: int, inode: int) -> bool:
        """Read what was appended to the journal; False when it is not the one that was read.

        Size, times and inode do not tell: a journal that was folded and has grown again may
        have all of them as before. Its last line, of which there is one in the world, does.
        """
        if size < self.journal_size or (self._inode and inode != self._inode):
            return False
        start = self.journal_size - len(self.last_line)
        content = read_from(self.disk, self.places.journal, start) if size else b""
        if not content.startswith(self.last_line):
            return False
        reading = read_lines(content[len(self.last_line) :])
        if not reading.is_clean:
            return False
        self._inode = inode
        for line, raw in zip(reading.lines, reading.raw, strict=True):
            self.take(line, raw + b"\n")
        return True

    def take(self, line: Line, raw: bytes) -> None:
        """Let a line that stands in the journal count."""
        self.journal_size += len(raw)
        self._count_line(line, raw)
        self.content.put(line.id, line.after)

    def _count_line(self, line: Line, raw: bytes) -> None:
        self.last_line = raw
        self._count += 1
        self._names.add(line)
        self.steps.add(line.as_edit())
        self.steps.mark(self._token())
        if self._stacks is not None:
            self._stacks.push(line)

    def _token(self) -> str:
        checksum = self.last_line[-11:-3].decode() if self.last_line else ""
        return f"{self._count}:{checksum}:{self.base}"

    def _load(self, *, mend: bool) -> None:
        self._loaded = False
        places = self.places
        stamp = stamp_of(self.disk, places.snapshot)
        tracked = read_from(self.disk, places.snapshot)
        reading = read_lines(read_from(self.disk, places.journal))
        if reading.newer:
            raise newer_journal(places.journal, reading.newer)
        if mend and not reading.is_clean:
            mend_journal(self.disk, places.journal, reading)
        if stamp is None:
            self.header, self.base = self._first_header(reading.lines)
            self.content = Content({}, self._state())
        else:
            snapshot = decode_snapshot(tracked, places.scope, places.name)
            self.header, self.base = snapshot.header, digest_of(tracked)
            self.content = Content(snapshot.records, self._state())
        self._forget_steps()
        clashes = self._replay(reading)
        if clashes and mend:
            reading = set_clashes_aside(self.disk, places, clashes, reading)
        for line, raw in zip(reading.lines, reading.raw, strict=True):
            self._count_line(line, raw + b"\n")
        state = stamp_of(self.disk, places.journal)
        self.journal_size, self._inode = (state[0], state[3]) if state else (0, 0)
        self.snapshot_stamp = stamp
        self.era = object()
        self._loaded = mend

    def _state(self) -> str:
        return self.header.state if isinstance(self.header, Header) else ""

    def _forget_steps(self) -> None:
        self._names = Names(self._folded)
        self.steps = Steps()
        self._stacks = None
        self._count, self.last_line = 0, b""
        self.steps.mark(self._token())

    def _first_header(self, lines: Sequence[Line]) -> tuple[Header | CorpusHeader, str]:
        """The header and base of a scope that was never folded."""
        if self.places.scope == CORPUS:
            return CorpusHeader(format=CORPUS_FORMAT, schema=self._schema_name), NO_SNAPSHOT
        base = lines[0].base if lines else ""
        if base.startswith(TEXT_BASE):
            digest = base.removeprefix(TEXT_BASE)
        else:
            text = self._text_of(self.places.scope)
            digest = hashlib.sha256(text.encode("utf-8")).hexdigest()
        header = Header(
            document=self.places.scope,
            format=LAYER_FORMAT,
            schema=self._schema_name,
            state="new",
            text_sha256=digest,
        )
        return header, TEXT_BASE + digest

    def _replay(self, reading: Reading) -> list[Line]:
        """Bring the journal's lines onto the snapshot; gives back those that clash with it."""
        if any(line.base != self.base for line in reading.lines):
            return apply_to_changed(self.content, reading.lines)
        for line in reading.lines:
            self.content.put(line.id, line.after)
        return []

    def names(self) -> Names:
        """The names of all edits that were ever taken, also by others, and folded since."""
        stamp = stamp_of(self.disk, self.places.history)
        if stamp is None or stamp[0] == self._history_size:
            return self._names
        content = read_from(self.disk, self.places.history, self._history_size)
        ended = content.rfind(b"\n") + 1
        for line in read_lines(content[:ended]).lines:
            self._folded.add(line)
        self._history_size += ended
        return self._names

    def write(self, lines: Sequence[Line]) -> "Unflushed":
        """Write lines to the journal and let them count; they may not be on the disk yet.

        Raises:
            OSError: the disk refused; the journal is as it was.

        """
        encoded = [encode_line(line) for line in lines]
        unflushed = Unflushed(self, self.journal_size, encoded[-1])
        try:
            unflushed.write(b"".join(encoded))
        except BaseException:
            unflushed.close()
            with suppress(OSError):
                self.take_back(unflushed.size)
            raise
        for line, raw in zip(lines, encoded, strict=True):
            self.take(line, raw)
        return unflushed

    def append(self, lines: Sequence[Line]) -> None:
        """Write lines to the journal, durably, and let them count.

        Raises:
            OSError: the disk refused; the journal is as it was.

        """
        unflushed = self.write(lines)
        try:
            unflushed.flush()
        except BaseException:
            with suppress(OSError):
                self.take_back(unflushed.size)
            raise
        finally:
            unflushed.close()

    def rebase(self, header: Header | CorpusHeader, base: str, rest: bytes) -> None:
        """Count on from a new snapshot that holds all edits but the rest of the journal."""
        self.era = object()
        self.header, self.base = header, base
        self.snapshot_stamp = stamp_of(self.disk, self.places.snapshot)
        self._inode = self.disk.stat(self.places.journal).st_ino
        self.journal_size = len(rest)
        lines = cut_lines(rest)
        self._count = len(lines)
        self.last_line = lines[-1] + b"\n" if lines else b""
        self.steps.mark(self._token())

    def ends_with(self, lines: "Unflushed") -> bool:
        """Whether these lines are the last ones of the very file that they were written to."""
        return self.last_line == lines.last_line and self._inode == lines.inode

    def take_back(self, size: int) -> None:
        """Cut the journal back to a size it had, and read everything anew next time."""
        self.forget()
        if stamp_of(self.disk, self.places.journal) is not None:
            cut_file(self.disk, self.places.journal, size)

    def confirm(self) -> None:
        """Make sure that what stands in the journal is on the disk, by writing it anew.

        Flushing it once more would not do: after a flush that failed, Linux takes what was not
        written for written, and a second flush succeeds.
        """
        if self.journal_size:
            replace_file(self.disk, self.places.journal, read_from(self.disk, self.places.journal))
            self._inode = self.durable_inode = self.disk.stat(self.places.journal).st_ino

    def stacks(self) -> UndoStacks:
        """What can be taken back and done again, from all that was ever done here."""
        if self._stacks is None:
            stacks, known = UndoStacks(), Names()
            for line in self.past():
                if known.add(line):
                    stacks.push(line)
            self._stacks = stacks
        return self._stacks

    def past(self) -> list[Line]:
        """Every edit ever taken, in order; a line may stand twice after a crash."""
        folded = read_lines(read_from(self.disk, self.places.history)).lines
        return folded + read_lines(read_from(self.disk, self.places.journal)).lines


def newer_journal(journal: Path, lines: Sequence[int]) -> NewerFormatError:
    """The error for edits that only a newer version can read; they are left where they are."""
    return NewerFormatError(
        f"{journal}:{lines[0]}: {counted(len(lines), 'edit')} of a newer version of ghinhan than "
        f"this one ({version('ghinhan')}). Upgrade, or run `ghinhan save` with the newer one; "
        "nothing was changed."
    )


class Unflushed:
    """Lines that stand in a journal and may not be on the disk yet.

    Args:
        scope: whose journal.
        size: the size of the journal before them.
        last_line: the last of them.

    """

    def __init__(self, scope: Scope, size: int, last_line: bytes) -> None:
        self.size = size
        self.last_line = last_line
        self.inode = 0
        self.scope = scope
        self._descriptor = -1

    def write(self, content: bytes) -> None:
        """Append to the journal; a journal that is new is flushed at once, with its name."""
        disk, journal = self.scope.disk, self.scope.places.journal
        self._descriptor = open_for_appending(disk, journal)
        write_all(disk, self._descriptor, content)
        self.inode = disk.stat(journal).st_ino
        if self.inode != self.scope.durable_inode:
            self.flush()
            flush_folder(disk, journal.parent)
            self.scope.durable_inode = self.inode

    def flush(self) -> None:
        """Return when the lines are on the disk; the scope need not be locked.

        What stands before them in the journal is on the disk then, too, whoever wrote it.
        """
        self.scope.disk.flush_content(self._descriptor)

    def close(self) -> None:
        """Give the descriptor back; a complaint about that changes nothing."""
        if self._descriptor >= 0:
            give_back(self.scope.disk, self._descriptor)
            self._descriptor = -1
