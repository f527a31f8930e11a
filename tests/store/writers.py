"""Starting writers in processes of their own, and checking that promises to them were kept."""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ghinhan.model import CORPUS
from tests.store.any_store import OURS, STORE
from tests.store.records import open_any_store

ROOT = Path(__file__).parents[2]
PLENTY = 50_000

Promises = dict[str, str]
"""Record id to the last label that its writer was told is saved."""


class Nursery:
    """The process that forks writers; see `tests.store.nursery`."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        self._answers = self._ours.makefile("r")
        command = [sys.executable, "-m", "tests.store.nursery", str(theirs.fileno())]
        self._process = subprocess.Popen(command, cwd=ROOT, pass_fds=[theirs.fileno()])
        theirs.close()

    def start(self, words: list[str], descriptor: int) -> int:
        """A writer that speaks into a pipe; gives back the number of its process."""
        socket.send_fds(self._ours, [json.dumps(words).encode()], [descriptor])
        return int(self._answers.readline())

    def wait(self, number: int) -> int:
        """How a writer ended: its exit status, or the negative number of a signal."""
        self._ours.sendall(json.dumps(number).encode())
        return int(self._answers.readline())

    def close(self) -> None:
        """Send the nursery home."""
        self._answers.close()
        self._ours.close()
        self._process.wait()


@cache
def nursery() -> Nursery:
    """The one nursery of this run; `conftest` closes it."""
    return Nursery()


class Writer(threading.Thread):
    """A writer at work, and what it has said so far: the thread listens until it has ended.

    Args:
        root: the project folder.
        document: in which document.
        number: makes the session, and the ids of its records, its own.
        count: how much it does before it ends by itself.
        task: what it does; see `tests.store.writer`.

    """

    def __init__(
        self, root: Path, document: str, number: int, count: int = PLENTY, task: str = "work"
    ) -> None:
        super().__init__()
        words = [str(root), "a1", document, f"s-{number}", str(count), task]
        words.append(os.environ.get(STORE, OURS))
        heard, spoken = os.pipe()
        self._number = nursery().start(words, spoken)
        os.close(spoken)
        self._stream = os.fdopen(heard, encoding="utf-8")
        self._began = threading.Event()
        self._said: Promises = {}
        self.status = 0
        self.start()

    def run(self) -> None:
        """Listen until the writer has ended."""
        with self._stream:
            for line in self._stream:
                record, _, label = line.strip().partition(" ")
                self._said[record] = label
                self._began.set()

    def begin(self) -> None:
        """Return when it has said something."""
        assert self._began.wait(60), "the writer never began"

    def said(self) -> Promises:
        """What it has said up to this moment."""
        return dict(self._said)

    def kill(self) -> None:
        """Send `kill -9`."""
        os.kill(self._number, signal.SIGKILL)

    def end(self) -> Promises:
        """Everything it ever said, once it has ended."""
        self.join(120)
        assert not self.is_alive(), "the writer hangs"
        self.status = nursery().wait(self._number)
        return self._said


def promised(writers: Iterable[Writer]) -> Promises:
    """What writers were told is saved, once they have ended."""
    said: Promises = {}
    for writer in writers:
        said |= writer.end()
    return said


def check_kept(root: Path, documents: Iterable[str], said: Promises) -> None:
    """Every promise is kept; an edit that was on its way may be there, whole, or not."""
    store = open_any_store(root)
    kept = {
        record.id: record.type
        for document in documents
        for record in store.layer("a1", document).mentions
    }
    lost = {r: label for r, label in said.items() if kept.get(r) not in {label, "ORG"}}
    assert not lost, f"promised and not kept: {lost}"

    entities = {record.id.removeprefix("e-") for record in store.corpus_layer("a1").records}
    with_entity = {record for record in kept if int(record[2:]) % 5 == 4}
    assert entities == with_entity, f"half a gesture: {entities ^ with_entity}"


def check_told(root: Path, documents: Iterable[str], said: Promises) -> None:
    """The history tells of every promise, and of no edit twice."""
    store = open_any_store(root)
    told = [entry for scope in {*documents, CORPUS} for entry in store.history("a1", scope)]
    names = [(entry.document, entry.session, entry.seq) for entry in told]

    untold = said.keys() - {entry.id for entry in told}
    assert not untold, f"promised and not told: {untold}"
    assert len(names) == len(set(names)), "told twice"
