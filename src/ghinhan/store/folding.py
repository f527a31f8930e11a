"""Folding: the journal's edits become part of the tracked file, and the journal is cut.

The order is what makes it safe at every moment: the new file is written beside the old one
and flushed, renamed over it, the folder flushed; the folded lines go to the history; only then
is the journal cut. The long part, writing a large file, is done without holding the lock; an
edit made meanwhile stays in the journal.
"""

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from ghinhan.model.layer import Record
from ghinhan.store.disk import (
    Disk,
    append_history,
    cut_file,
    put_in_place,
    read_from,
    replace_file,
    write_beside,
)
from ghinhan.store.scope import Scope
from ghinhan.store.snapshot import BASE_LENGTH, CorpusHeader, Header, encode_chunks

SMALLEST_FOLD = 64 * 1024


@dataclass(frozen=True, slots=True)
class FoldPlan:
    """What was there when a fold began.

    Args:
        header: the first line of the new file.
        records: in the order of the file.
        journal_size: how much of the journal is in `records`, in bytes.
        last_line: where that ends: a last look before the journal is cut.
        era: the scope's era; another one later means that `journal_size` measures a journal
            that is no longer there, or that the tracked file is another one.

    """

    header: Header | CorpusHeader
    records: tuple[Record, ...]
    journal_size: int
    last_line: bytes
    era: object


@dataclass(frozen=True, slots=True)
class Written:
    """A new tracked file that waits beside its place.

    Args:
        plan: what it holds.
        path: the temporary file.
        base: short name of its bytes.

    """

    plan: FoldPlan
    path: Path
    base: str


def is_due(scope: Scope) -> bool:
    """Whether the journal has outgrown the file it belongs to."""
    snapshot_size = scope.snapshot_stamp[0] if scope.snapshot_stamp else 0
    return scope.journal_size > max(SMALLEST_FOLD, snapshot_size // 2)


def plan_fold(scope: Scope) -> FoldPlan | None:
    """What to fold; None when the journal is empty. The caller holds the scope's lock."""
    if scope.journal_size == 0:
        return None
    header = msgspec.structs.replace(scope.header, schema=scope.schema)
    if isinstance(header, Header):
        header = msgspec.structs.replace(header, state=scope.content.state)
    return FoldPlan(
        header=header,
        records=scope.content.listed(),
        journal_size=scope.journal_size,
        last_line=scope.last_line,
        era=scope.era,
    )


def write_fold(disk: Disk, scope: Scope, plan: FoldPlan) -> Written:
    """Write the new file beside the old one. Needs no lock."""
    digest = hashlib.sha256()

    def counted() -> Iterator[bytes]:
        for chunk in encode_chunks(plan.header, plan.records):
            digest.update(chunk)
            yield chunk

    path = write_beside(disk, scope.places.snapshot, counted())
    return Written(plan=plan, path=path, base=digest.hexdigest()[:BASE_LENGTH])


def finish_fold(disk: Disk, scope: Scope, written: Written) -> bool:
    """Put the new file in place and cut the journal. The caller holds the scope's lock.

    Returns:
        False when the files changed meanwhile in a way that a fold must not overwrite.

    Raises:
        OSError: the disk refused; every edit is still in the journal, in the file, or in both.

    """
    plan = written.plan
    content = read_from(disk, scope.places.journal)
    folded, rest = content[: plan.journal_size], content[plan.journal_size :]
    is_stale = scope.era is not plan.era or not folded.endswith(plan.last_line)
    if is_stale or scope.base == written.base:
        disk.remove(written.path)
        if is_stale:
            return False
    else:
        put_in_place(disk, written.path, scope.places.snapshot)
    append_history(disk, scope.places.history, folded)
    if rest:
        replace_file(disk, scope.places.journal, rest)
    else:
        cut_file(disk, scope.places.journal, 0)
    scope.rebase(plan.header, written.base, rest)
    return True


def discard(disk: Disk, written: Written) -> None:
    """Take the temporary file of a fold away that will not be finished."""
    with suppress(OSError):
        disk.remove(written.path)
