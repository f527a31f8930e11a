"""Several processes in one project: nobody loses an edit, not even to a kill.

`GHINHAN_KILLS` says how often a process is killed: 40 by default, 1,000 with `make crash`.
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ghinhan.model import CORPUS, STATE_ID
from tests.store.records import open_store

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("GHINHAN_KILLS", "40"))
PLENTY = 50_000

Writer = subprocess.Popen[str]


def start(root: Path, document: str, number: int, count: int, task: str = "work") -> Writer:
    """A writer in a process of its own; see `tests.store.writer`."""
    command = [sys.executable, "-m", "tests.store.writer", str(root), "a1", document]
    return subprocess.Popen(
        [*command, f"s-{number}", str(count), task], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )


def promised(writers: list[Writer]) -> dict[str, str]:
    """What ended writers were told is saved: record id to its last label."""
    said: dict[str, str] = {}
    for writer in writers:
        output, _ = writer.communicate(timeout=120)
        for line in output.splitlines():
            record, _, label = line.partition(" ")
            said[record] = label
    return said


def check_kept(root: Path, documents: set[str], said: dict[str, str]) -> None:
    """Every promise is kept; an edit that was on its way may be there, whole, or not."""
    store = open_store(root)
    kept = {
        record.id: record.type
        for document in documents
        for record in store.layer("a1", document).mentions
    }
    lost = {r: label for r, label in said.items() if kept.get(r) not in {label, "ORG"}}
    assert lost == {}

    entities = {record.id.removeprefix("e-") for record in store.corpus_layer("a1").records}
    with_entity = {record for record in kept if int(record[2:]) % 5 == 4}
    assert entities == with_entity


@pytest.mark.parametrize("crowd", [2, 4, 8])
def test_writers_in_one_document_lose_nothing(tmp_path: Path, crowd: int) -> None:
    """Two tabs, two kernels, a script beside them: all of it is there (fault 11)."""
    writers = [start(tmp_path, "d", number, 30) for number in range(crowd)]
    said = promised(writers)

    assert [writer.returncode for writer in writers] == [0] * crowd
    assert len(said) == 30 * crowd
    check_kept(tmp_path, {"d"}, said)
    history = open_store(tmp_path).history("a1", "d")
    names = [(entry.session, entry.seq) for entry in history]
    assert len(names) == len(set(names)) >= 30 * crowd
    assert len([entry for entry in history if entry.id == STATE_ID]) == 1


def test_a_race_for_one_record_is_a_conflict_and_never_an_overwrite(tmp_path: Path) -> None:
    """Four count up in one record; a silent overwrite would leave the sum too small."""
    writers = [start(tmp_path, "d", number, 15, "share") for number in range(4)]
    promised(writers)

    assert [writer.returncode for writer in writers] == [0] * 4
    (record,) = open_store(tmp_path).layer("a1", "d").mentions
    assert record.text == "60"


@pytest.mark.parametrize(
    ("crowd", "apart", "part"), [(1, True, 0.4), (4, True, 0.3), (4, False, 0.3)]
)
def test_no_kill_loses_what_was_acknowledged(
    tmp_path: Path, crowd: int, *, apart: bool, part: float
) -> None:
    """`kill -9` at any moment, again and again in one project (fault 1)."""
    chance = random.Random(f"{crowd} {apart}")  # noqa: S311  repeatable, not secret
    said: dict[str, str] = {}
    documents = {f"d{n}" if apart else "d" for n in range(crowd)}
    rounds = max(1, round(KILLS * part / crowd))
    for number in range(rounds):
        writers = [
            start(tmp_path, f"d{n}" if apart else "d", number * crowd + n, PLENTY)
            for n in range(crowd)
        ]
        for writer in writers:
            assert writer.stdout is not None
            first, _, label = writer.stdout.readline().strip().partition(" ")
            said[first] = label
        time.sleep(chance.random() * 0.15)
        for writer in writers:
            writer.kill()
        said |= promised(writers)
        check_kept(tmp_path, documents, said)
    assert len(said) > rounds * crowd
    open_store(tmp_path).fold("a1")
    check_kept(tmp_path, documents, said)
    open_store(tmp_path)
    assert [path.name for path in tmp_path.rglob("*.tmp")] == []
    assert CORPUS in {path.stem for path in (tmp_path / "annotations/a1").iterdir()}
