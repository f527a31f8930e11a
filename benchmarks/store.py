"""Edits a second, and how long the slow ones take, beside two other ways to keep labels safe.

    python benchmarks/store.py [--edits 200] [--sizes 60,1000,10000,100000] [--writers 1,2,4,8]
        [--rounds 3]

Three ways do the same work in one run, on the same disk, each edit durable before the next one
begins: our store; one JSON file written whole for each edit (to a temporary file, flushed,
renamed); SQLite with a write-ahead log and `synchronous=FULL`. Part one is one writer in documents
of different size, part two several processes in one document of up to ten thousand records. In both
the three ways take turns; of the rounds of part two the best of each way counts, because other
programs on the machine only ever make it slower. Part three looks at the longest wait of an edit
while a hundred thousand records are folded. Compare the ratios; times belong to the machine.
"""

import argparse
import fcntl
import json
import multiprocessing
import os
import sqlite3
import statistics
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier
from pathlib import Path
from typing import Protocol

import msgspec

from ghinhan.model import Edit, Mention
from ghinhan.store import Store
from ghinhan.store.snapshot import ENCODER, Header, encode_chunks

MILLISECONDS = 1000
FOLDED = 100_000
LARGEST_SHARED = 10_000
AT_A_TURN = 10
PATIENCE_SECONDS = 5.0


class Keeper(Protocol):
    """One way to keep labels."""

    def prepare(self, records: list[Mention]) -> None:
        """Begin with these records."""

    def edit(self, record: Mention, before: Mention | None) -> None:
        """Put one record in the place of another, durably."""

    def count(self) -> int:
        """How many records are kept, read afresh."""

    def close(self) -> None:
        """End."""


class Ours:
    """The store of this package."""

    def __init__(self, folder: Path, session: str) -> None:
        self.folder = folder
        self.session = session
        self.store = Store(folder, text_of=lambda _document: "")
        self.seq = 0

    def prepare(self, records: list[Mention]) -> None:
        """A tracked file with the records."""
        path = self.folder / "annotations/a1/d.jsonl"
        path.parent.mkdir(parents=True)
        header = Header(
            document="d",
            format="ghinhan-layer/1",
            schema="",
            state="in_progress",
            text_sha256="0" * 64,
        )
        path.write_bytes(b"".join(encode_chunks(header, records)))
        self.store.layer("a1", "d")

    def edit(self, record: Mention, before: Mention | None) -> None:
        """One edit."""
        self.seq += 1
        edit = Edit(
            scope="d",
            id=record.id,
            before=before,
            after=record,
            session=self.session,
            seq=self.seq,
        )
        self.store.edit("a1", [edit])

    def count(self) -> int:
        """How many records are kept."""
        return len(self.store.layer("a1", "d").records)

    def close(self) -> None:
        """Wait for the folds in the background, so that the folder can be removed."""
        self.store.close()


class WholeFile:
    """One JSON file, read when it changed and written whole for each edit."""

    def __init__(self, folder: Path, _session: str) -> None:
        self.path = folder / "layer.json"
        self.stamp = 0
        self.records: dict[str, object] = {}

    def prepare(self, records: list[Mention]) -> None:
        """The file with the records."""
        self.records = {record.id: json.loads(ENCODER.encode(record)) for record in records}
        self.write()

    def edit(self, record: Mention, before: Mention | None) -> None:
        """Lock, read if somebody else wrote, compare, write."""
        with (self.path.parent / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if self.path.stat().st_mtime_ns != self.stamp:
                self.records = json.loads(self.path.read_bytes())
            found = self.records.get(record.id)
            if found != (json.loads(ENCODER.encode(before)) if before else None):
                message = f"{record.id} was changed by somebody else"
                raise RuntimeError(message)
            self.records[record.id] = json.loads(ENCODER.encode(record))
            self.write()

    def count(self) -> int:
        """How many records are kept."""
        return len(json.loads(self.path.read_bytes()))

    def close(self) -> None:
        """Nothing is open."""

    def write(self) -> None:
        """The whole file, atomically and durably."""
        temporary = self.path.with_suffix(f".{os.getpid()}")
        with temporary.open("wb") as stream:
            stream.write(json.dumps(self.records, ensure_ascii=False).encode())
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(self.path)
        folder = os.open(self.path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
        self.stamp = self.path.stat().st_mtime_ns


class Sqlite:
    """One row for each record; every transaction is flushed."""

    def __init__(self, folder: Path, _session: str) -> None:
        self.database = sqlite3.connect(folder / "labels.db", timeout=60, isolation_level=None)
        self.database.execute("pragma journal_mode=wal")
        self.database.execute("pragma synchronous=full")
        self.database.execute("create table if not exists record (id text primary key, value blob)")

    def prepare(self, records: list[Mention]) -> None:
        """The rows."""
        rows = [(record.id, ENCODER.encode(record)) for record in records]
        self.database.execute("begin immediate")
        self.database.executemany("insert into record values (?, ?)", rows)
        self.database.execute("commit")

    def edit(self, record: Mention, before: Mention | None) -> None:
        """One transaction."""
        self.database.execute("begin immediate")
        row = self.database.execute(
            "select value from record where id = ?", (record.id,)
        ).fetchone()
        if (row[0] if row else None) != (ENCODER.encode(before) if before else None):
            self.database.execute("rollback")
            message = f"{record.id} was changed by somebody else"
            raise RuntimeError(message)
        value = ENCODER.encode(record)
        self.database.execute("insert or replace into record values (?, ?)", (record.id, value))
        self.database.execute("commit")

    def count(self) -> int:
        """How many records are kept."""
        (number,) = self.database.execute("select count(*) from record").fetchone()
        return int(number)

    def close(self) -> None:
        """Close the database."""
        self.database.close()


WAYS: dict[str, Callable[[Path, str], Keeper]] = {
    "ours": Ours,
    "whole-file JSON": WholeFile,
    "SQLite WAL FULL": Sqlite,
}


def make_mention(number: int) -> Mention:
    """A mention like those in the seeds."""
    start = number * 3
    return Mention(
        id=f"m-{number:012x}",
        type="PER",
        extent=((start, start + 19),),
        text="Tổng thống Nga Putin",
        head=(start + 14, start + 19),
        level="NAM",
        entity=f"e-{number % 50}",
    )


def edit_many(keeper: Keeper, size: int, count: int, writer: int) -> list[float]:
    """Milliseconds of each edit; every writer changes and adds records of its own."""
    taken: list[float] = []
    for step in range(count):
        number = size + writer * count + step
        before = make_mention((step * 7919) % size) if writer == 0 and step < size else None
        record = msgspec.structs.replace(before or make_mention(number), type=f"T{step}")
        start = time.perf_counter()
        keeper.edit(record, before)
        taken.append((time.perf_counter() - start) * MILLISECONDS)
    return taken


@contextmanager
def folder_for(way: str, size: int) -> Iterator[Path]:
    """A folder in which one way has prepared that many records."""
    with tempfile.TemporaryDirectory(dir=".") as folder:
        WAYS[way](Path(folder), "prepare").prepare([make_mention(n) for n in range(size)])
        yield Path(folder)


def one_writer(size: int, count: int) -> None:
    """Part one: the ways take turns, a few edits each, and share the good and the bad moments."""
    taken: dict[str, list[float]] = {way: [] for way in WAYS}
    with ExitStack() as stack:
        keepers = {}
        for way, make in WAYS.items():
            folder = stack.enter_context(folder_for(way, size))
            keepers[way] = stack.enter_context(closing(make(folder, "s")))
            keepers[way].count()
        for turn in range(count // AT_A_TURN):
            for way, keeper in keepers.items():
                if sum(taken[way]) < PATIENCE_SECONDS * MILLISECONDS:
                    taken[way] += edit_many(keeper, size, AT_A_TURN, turn)
    usual = {way: statistics.median(times) for way, times in taken.items()}
    for way, times in taken.items():
        slow = sorted(times)[int(len(times) * 0.99)]
        line = f"p50 {usual[way]:7.2f} ms  p99 {slow:7.2f} ms"
        ratio = usual[way] / usual["ours"]
        print(f"{size:7} records  {way:16} {line}  ours is {ratio:5.1f} times as fast")


@dataclass(frozen=True)
class Crowd:
    """Several writers in one document.

    Args:
        way: how they keep labels.
        folder: where.
        size: how many records there are.
        count: how many edits each of them makes.
        gate: where all of them wait for one another, before the edits and after them.

    """

    way: str
    folder: Path
    size: int
    count: int
    gate: Barrier

    def work(self, number: int) -> None:
        """What one of them does: open and read first, so that only edits are timed."""
        with closing(WAYS[self.way](self.folder, f"s{number}")) as keeper:
            keeper.count()
            self.gate.wait()
            edit_many(keeper, self.size, self.count, number + 1)
            self.gate.wait()


def edits_a_second(way: str, writers: int, size: int, count: int) -> tuple[float, int]:
    """How many edits a crowd makes in a second, and how many of them are lost in the end."""
    context = multiprocessing.get_context("fork")
    with folder_for(way, size) as folder:
        crowd = Crowd(way, folder, size, count, context.Barrier(writers + 1))
        processes = [context.Process(target=crowd.work, args=[n]) for n in range(writers)]
        for process in processes:
            process.start()
        crowd.gate.wait()
        start = time.perf_counter()
        crowd.gate.wait()
        seconds = time.perf_counter() - start
        for process in processes:
            process.join()
        with closing(WAYS[way](folder, "count")) as keeper:
            lost = size + writers * count - keeper.count()
    return writers * count / seconds, lost


def many_writers(writers: int, size: int, count: int, rounds: int) -> None:
    """Part two: the ways take turns; the best round of each counts."""
    best = dict.fromkeys(WAYS, 0.0)
    lost = dict.fromkeys(WAYS, 0)
    for _ in range(rounds):
        for way in WAYS:
            few = max(2, count * 60 // size) if way == "whole-file JSON" else count
            rate, gone = edits_a_second(way, writers, size, min(count, few))
            best[way] = max(best[way], rate)
            lost[way] += gone
    for way, rate in best.items():
        compared = f"ours is {best['ours'] / rate:5.1f} times as fast"
        line = f"{way:16} {rate:6.0f} edits/s  {compared}  {lost[way]} edits lost"
        print(f"{size:7} records  {writers} writers  {line}")


def fold_beside_edits() -> None:
    """Part three: the longest wait of an edit during a fold of a hundred thousand records."""
    with folder_for("ours", FOLDED) as folder:
        ours = Ours(folder, "s")
        edit_many(ours, FOLDED, 50, 0)
        ours.store.layer("a1", "d")
        fold = threading.Thread(target=ours.store.fold, args=("a1", "d"))
        fold.start()
        taken: list[float] = []
        while fold.is_alive():
            taken += edit_many(ours, FOLDED, 1, 1000 + len(taken))
        longest = max(taken, default=0.0)
        ours.close()
    print(f"{FOLDED:7} records folded; {len(taken)} edits meanwhile, the longest {longest:.0f} ms")


def main() -> None:
    """Run all three parts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--edits", type=int, default=200)
    parser.add_argument("--sizes", default="60,1000,10000,100000")
    parser.add_argument("--writers", default="1,2,4,8")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    for size in map(int, options.sizes.split(",")):
        one_writer(size, options.edits)
    for size in map(int, options.sizes.split(",")):
        for writers in map(int, options.writers.split(",") if size <= LARGEST_SHARED else []):
            many_writers(writers, size, max(1, options.edits // writers), options.rounds)
    fold_beside_edits()


if __name__ == "__main__":
    main()
