"""All counts of one replay, and what has become worse since the committed ones.

`tests/golden/gestures.json` holds what the annotator asks for today. Counts may fall; where one
rises, or the walk reaches less, the gate fails and names it.
"""

import json
from pathlib import Path
from typing import Any

from tests.browser.gestures.acts import ACTS, EVENT_WAYS, gold_events
from tests.browser.gestures.reading import Mark, events_in_order
from tests.browser.gestures.stage import GOLD, SEEDS, Stage
from tests.browser.gestures.tally import Tally
from tests.browser.gestures.work import Worker
from tests.project_copy import ROOT

GOLDEN = ROOT / "tests/golden/gestures.json"
Counts = dict[str, Any]


def count_acts(stage: Stage) -> Counts:
    """Gestures of each act of the table."""
    return {act.name: act.play(stage).total for act in ACTS}


def count_events(stage: Stage) -> Counts:
    """Gestures of each gold event with three arguments, made in each way."""
    return {
        way: {
            f"{document} {event.span[0]} {event.type}": play(stage, document, event).total
            for document, event in gold_events(stage)
        }
        for way, (_, _, play) in EVENT_WAYS.items()
    }


def count_walks(stage: Stage) -> Counts:
    """Keys for the mentions and times that the walk reaches, every wasted stop counted."""
    counts = {}
    for document in SEEDS:
        wanted = [mark for mark in stage.marks(document, GOLD) if not mark.is_event]
        worker = stage.begin(document)
        with stage.counted() as tallies:
            walk = worker.walk(wanted, at_once=True)
        made = {mark.bare for mark in stage.marks(document)}
        assert made == {mark.bare for mark in walk.reached}
        assert tallies[0].keys == tallies[0].total
        counts[document] = {
            "wanted": len(wanted),
            "reached": len(walk.reached),
            "keys": tallies[0].total,
        }
    return counts


def read_golden() -> Counts:
    """The committed counts."""
    golden: Counts = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return golden


def write_golden(counts: Counts, path: Path = GOLDEN) -> None:
    """Commit to new counts."""
    text = json.dumps(counts, ensure_ascii=False, indent=2, sort_keys=True)
    path.write_text(f"{text}\n", encoding="utf-8")


def risen(golden: Counts, now: Counts, name: str = "") -> list[str]:
    """What takes more gestures than committed, or is reached less, or is counted no more.

    Example:
        >>> risen({"undo": 1, "walk": {"reached": 9}}, {"undo": 2, "walk": {"reached": 8}})
        ['undo: 1 -> 2', 'walk, reached: 9 -> 8']
        >>> risen({"undo": 1}, {})
        ['undo: 1 -> not counted']

    """
    faults: list[str] = []
    for key, old in golden.items():
        here, new = f"{name}, {key}" if name else key, now.get(key, "not counted")
        if isinstance(old, dict) and isinstance(new, dict):
            faults += risen(old, new, here)
        elif not isinstance(new, int) or (new < old if key == "reached" else new > old):
            faults.append(f"{here}: {old} -> {new}")
    return faults


def replay(stage: Stage) -> dict[str, tuple[Tally, int, list[Mark]]]:
    """Label both seeds again in one sitting, from nothing, mentions before events.

    Returns:
        For each document its gestures, how many records were made, and what differs from the
        gold reading in words, label, or who takes part.

    """
    first = stage.begin(SEEDS[0])
    results = {}
    for place, document in enumerate(SEEDS):
        worker = first if place == 0 else turn_page(stage, first, document)
        wanted = stage.marks(document, GOLD)
        with stage.counted() as tallies:
            label_everything(worker, wanted)
        made = stage.marks(document)
        results[document] = (tallies[0], len(made), differences(wanted, made))
    return results


def turn_page(stage: Stage, worker: Worker, document: str) -> Worker:
    """Go on to the next document, in the same sitting."""
    stage.hand.press("Escape", "Escape", ".")
    stage.hand.annotator.root.locator(".gn-paper").get_by_text("VTC News").first.wait_for()
    stage.hand.annotator.wait_until_ready()
    return Worker(stage.hand, stage.document(document), worker.schema)


def label_everything(worker: Worker, wanted: list[Mark]) -> None:
    """Walk, then point at what the walk does not reach, then make the events."""
    walk = worker.walk(wanted, at_once=True)
    reached = {mark.span for mark in walk.reached}
    for mark in wanted:
        if not mark.is_event and mark.span not in reached:
            worker.point_and_label(mark)
    for event in events_in_order(wanted):
        worker.make_event(event)


def differences(wanted: list[Mark], made: list[Mark]) -> list[Mark]:
    """Marks that are in one reading only; the order of arguments does not matter."""

    def plain(mark: Mark) -> tuple[object, ...]:
        return (*mark.bare, tuple(sorted(mark.roles)))

    both = {plain(mark) for mark in wanted} & {plain(mark) for mark in made}
    return [mark for mark in [*wanted, *made] if plain(mark) not in both]
