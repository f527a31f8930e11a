"""What an edit costs, counted: the same in a small document and in one of a hundred thousand."""

import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ghinhan.store.folding import finish_fold, plan_fold, write_fold
from ghinhan.store.snapshot import Header, encode_chunks
from tests.store.faulty_disk import FaultyDisk
from tests.store.records import SCHEMA, Person, mention, open_store

if TYPE_CHECKING:
    from ghinhan.store import Store

MANY = 100_000
LONGEST_BLOCK_SECONDS = 0.2
"""What a fold may cost while it holds the lock: the promise, and no more than CPU time here."""


def fill(root: Path, count: int) -> None:
    """A tracked file with many records."""
    path = root / "annotations/a1/d.jsonl"
    path.parent.mkdir(parents=True)
    header = Header(
        document="d",
        format="ghinhan-layer/1",
        schema=SCHEMA,
        state="in_progress",
        text_sha256="0" * 64,
    )
    path.write_bytes(b"".join(encode_chunks(header, map(mention, range(count)))))


class Counted:
    """A store that is open, and what edits in it cost."""

    def __init__(self, root: Path, count: int) -> None:
        fill(root, count)
        self.disk = FaultyDisk(0, OSError())
        self.store: Store = open_store(root, self.disk)
        self.person = Person(self.store)
        self.count = count
        self.edit(0)

    def edit(self, number: int) -> None:
        """Add one record."""
        self.person.put(mention(self.count + number))

    def costs(self) -> tuple[set[int], float]:
        """Calls on the disk of twenty edits, and the usual CPU seconds of one."""
        calls, seconds = set(), []
        for number in range(1, 21):
            before, start = self.disk.calls, time.thread_time()
            self.edit(number)
            seconds.append(time.thread_time() - start)
            calls.add(self.disk.calls - before)
        return calls, statistics.median(seconds)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Counted:
    """A document with a hundred thousand records."""
    return Counted(tmp_path_factory.mktemp("large"), MANY)


def test_an_edit_costs_the_same_at_any_size(large: Counted, memory_folder: Path) -> None:
    """As many calls on the disk at 60 records as at 100,000, and about as much thinking."""
    small_calls, small_seconds = Counted(memory_folder, 60).costs()
    large_calls, large_seconds = large.costs()

    assert large_calls == small_calls
    assert max(large_calls) <= 16
    assert large_seconds < 5 * small_seconds


def test_a_fold_of_a_hundred_thousand_records_holds_its_lock_only_shortly(large: Counted) -> None:
    """The file is written beside the edits; only planning and the exchange block them."""
    with large.store._access.opened("a1", ["d"]) as scopes:
        start = time.thread_time()
        plan = plan_fold(scopes["d"])
        planning = time.thread_time() - start
    assert plan is not None
    written = write_fold(large.disk, scopes["d"], plan)
    with large.store._access.opened("a1", ["d"]) as scopes:
        start = time.thread_time()
        assert finish_fold(large.disk, scopes["d"], written)
        exchange = time.thread_time() - start

    assert planning + exchange < LONGEST_BLOCK_SECONDS
    assert len(plan.records) > MANY
