"""How many gestures everyday acts take: counted on the page, verified in the store, never more."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.conftest import OpenNotebook
from tests.browser.gestures import counts
from tests.browser.gestures.acts import ACTS, EVENT_WAYS
from tests.browser.gestures.hand import Hand
from tests.browser.gestures.stage import CELLS, Stage


@pytest.fixture
def stage(project: Path, notebook: OpenNotebook) -> Stage:
    """A copy of the project with a hand at its annotator."""
    return Stage(project, Hand(notebook(CELLS, project)))


@pytest.mark.parametrize(
    ("part", "measure"),
    [
        ("acts", counts.count_acts),
        ("candidates", counts.count_walks),
        ("events", counts.count_events),
    ],
)
def test_no_act_takes_more_gestures_than_it_took(
    stage: Stage, part: str, measure: Callable[[Stage], counts.Counts]
) -> None:
    """The lead over other tools is a count; one more key per entity is an hour per day.

    `make gestures` prints the table; `make gestures GOLDEN=1` commits to counts that changed.
    """
    now = measure(stage)

    assert counts.risen(counts.read_golden()[part], now) == []
    assert stage.hand.notebook.errors == []


def test_the_committed_counts_keep_their_promises() -> None:
    """What the table promises outright must stand in the golden file, or it is a wish."""
    golden = counts.read_golden()
    walks = golden["candidates"].values()

    assert {act.name: golden["acts"][act.name] <= act.bound for act in ACTS} == {
        act.name: True for act in ACTS
    }
    assert sum(w["keys"] for w in walks) <= 2 * sum(w["reached"] for w in walks)
    for way, (bound, _, _) in EVENT_WAYS.items():
        assert max(golden["events"][way].values()) <= bound, way
