"""Several processes in one project: nobody loses an edit, not even to a kill.

`GHINHAN_KILLS` says how often a process is killed: 40 by default, 1,000 with `make crash`.
"""

import os
import random
import time
from pathlib import Path

import pytest

from ghinhan.model import CORPUS, STATE_ID
from tests.store.records import open_store
from tests.store.writers import PLENTY, check_kept, first_promise, promised, start

KILLS = int(os.environ.get("GHINHAN_KILLS", "40"))


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
            said |= first_promise(writer)
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
