"""Several processes in one project: nobody loses an edit, not even to a kill.

`GHINHAN_KILLS` says how often a process is killed: 200 by default, 1,000 with `make crash`.
"""

import os
import random
import time
from pathlib import Path

import pytest

from ghinhan.model import STATE_ID
from tests.store.any_store import STORE
from tests.store.records import open_any_store
from tests.store.writers import Promises, Writer, check_kept, check_told, promised

KILLS = int(os.environ.get("GHINHAN_KILLS", "200"))
ROUNDS_IN_ONE_PROJECT = 20


@pytest.mark.parametrize("crowd", [2, 4, 8])
def test_writers_in_one_document_lose_nothing(tmp_path: Path, crowd: int) -> None:
    """Two tabs, two kernels, a script beside them: all of it is there (fault 11)."""
    writers = [Writer(tmp_path, "d", number, 30) for number in range(crowd)]
    said = promised(writers)

    assert [writer.status for writer in writers] == [0] * crowd
    assert len(said) == 30 * crowd
    check_kept(tmp_path, ["d"], said)
    check_told(tmp_path, ["d"], said)
    history = open_any_store(tmp_path).history("a1", "d")
    assert len([entry for entry in history if entry.id == STATE_ID]) == 1


@pytest.mark.parametrize("crowd", [1, 4])
def test_writers_that_fold_all_the_time_lose_nothing(tmp_path: Path, crowd: int) -> None:
    """`save`, *done* and growth fold at once in each of them, while all go on labelling."""
    writers = [Writer(tmp_path, "d", number, 40, "fold") for number in range(crowd)]
    said = promised(writers)

    assert [writer.status for writer in writers] == [0] * crowd
    assert len(said) == 40 * crowd
    check_kept(tmp_path, ["d"], said)
    check_told(tmp_path, ["d"], said)


def test_a_race_for_one_record_is_a_conflict_and_never_an_overwrite(tmp_path: Path) -> None:
    """Four count up in one record; a silent overwrite would leave the sum too small."""
    writers = [Writer(tmp_path, "d", number, 15, "share") for number in range(4)]
    promised(writers)

    assert [writer.status for writer in writers] == [0] * 4
    (record,) = open_any_store(tmp_path).layer("a1", "d").mentions
    assert record.text == "60"


@pytest.mark.parametrize(
    ("crowd", "apart", "task", "part"),
    [
        (1, True, "work", 0.3),
        (4, True, "work", 0.2),
        (4, False, "work", 0.2),
        (1, True, "fold", 0.1),
        (4, False, "fold", 0.2),
    ],
)
def test_no_kill_loses_what_was_acknowledged(
    tmp_path: Path, crowd: int, task: str, part: float, *, apart: bool
) -> None:
    """`kill -9` at any moment, again and again in one project (fault 1)."""
    documents = [f"d{n}" for n in range(crowd)] if apart else ["d"] * crowd
    kill_again_and_again(tmp_path, documents, task, round(KILLS * part))


def test_a_store_that_acknowledges_too_early_is_found_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kills would be worth nothing if such a store passed."""
    monkeypatch.setenv(STORE, "tests.store.careless:HastyStore")

    with pytest.raises(AssertionError, match="m-"):
        kill_again_and_again(tmp_path, ["d"], "work", 10)


def kill_again_and_again(folder: Path, documents: list[str], task: str, kills: int) -> None:
    """Kill one writer for each of the documents, all at once, round after round."""
    chance = random.Random(f"{documents} {task}")  # noqa: S311  repeatable, not secret
    crowd = len(documents)
    root, said = folder / "0", Promises()
    for number in range(-(-kills // crowd)):
        if number % ROUNDS_IN_ONE_PROJECT == 0:
            root, said = folder / str(number), Promises()
        first = number * crowd
        writers = [Writer(root, d, first + n, task=task) for n, d in enumerate(documents)]
        for writer in writers:
            writer.begin()
        time.sleep(chance.random() * 0.1)
        for writer in writers:
            writer.kill()
        said |= promised(writers)
        assert [writer.status for writer in writers] == [-9] * crowd
        check_kept(root, documents, said)
    check_told(root, documents, said)
    open_any_store(root).fold("a1")
    check_kept(root, documents, said)
    open_any_store(root)
    assert [path.name for path in root.rglob("*.tmp")] == []
    assert {path.stem for path in (root / "annotations/a1").iterdir()} >= set(documents)
