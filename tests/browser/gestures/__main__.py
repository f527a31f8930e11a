"""Replay everything and print the table: `make gestures`; `make gestures GOLDEN=1` commits to it.

    python -m tests.browser.gestures [--write] [--acts-only]

The table has our count beside the bound and the best other tool of DESIGN, section 6. After it
both seeds are labelled again from nothing and compared with the gold reading.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.chromium import launch_chromium
from tests.browser.gestures import counts
from tests.browser.gestures.acts import ACTS, EVENT_WAYS
from tests.browser.gestures.hand import Hand
from tests.browser.gestures.stage import CELLS, Stage
from tests.browser.lab import (
    VIEWPORT_HEIGHT,
    VIEWPORT_WIDTH,
    open_notebook,
    running_lab,
    write_notebook,
)
from tests.project_copy import copy_project

LINE = "{:50} {:>16} {:>6}  {:26} {}\n"


@contextmanager
def open_stage() -> Iterator[Stage]:
    """A JupyterLab and a Chromium of its own, on a copy of this project."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder) / "served"
        root.mkdir()
        with running_lab(root, Path(folder) / "settings") as lab:
            project = copy_project(root / "project")
            write_notebook(project / "notebooks/gestures.ipynb", CELLS)
            chromium = launch_chromium(playwright)
            page = chromium.new_page(viewport={"width": VIEWPORT_WIDTH, "height": VIEWPORT_HEIGHT})
            page.on("dialog", lambda dialog: dialog.accept())
            notebook = open_notebook(lab, page, project / "notebooks/gestures.ipynb")
            yield Stage(project, Hand(notebook))
            chromium.close()


def say(*cells: object) -> None:
    """One line of the table."""
    sys.stdout.write(LINE.format(*map(str, cells)).rstrip() + "\n")


def print_table(now: counts.Counts) -> None:
    """Our counts beside the bounds and the best other tool."""
    say("act", "ours", "bound", "best elsewhere", "")
    for act in ACTS:
        count = now["acts"][act.name]
        say(act.name, count, act.bound, act.elsewhere, "held" if count <= act.bound else "NOT HELD")
    walks = now["candidates"].values()
    keys, reached = sum(w["keys"] for w in walks), sum(w["reached"] for w in walks)
    wanted = sum(walk["wanted"] for walk in walks)
    mean = keys / reached
    verdict = f"{'held' if mean <= 2 else 'NOT HELD'}; the walk reaches {reached} of {wanted}"
    say("keys per entity, every stop counted", f"{mean:.2f}", 2, "about 20", verdict)
    for way, (bound, elsewhere, _) in EVENT_WAYS.items():
        found = [*now["events"][way].values()]
        ours = f"{statistics.mean(found):.1f} ({min(found)}-{max(found)})"
        kept = sum(count <= bound for count in found)
        verdict = "held" if kept == len(found) else f"held for {kept} of {len(found)}"
        say(way, ours, bound, elsewhere, verdict)


def main() -> int:
    """Replay, print, and say whether anything has become worse."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.gestures")
    parser.add_argument("--write", action="store_true", help="commit to the counts of today")
    parser.add_argument("--acts-only", action="store_true", help="leave out the whole replay")
    options = parser.parse_args()
    with open_stage() as stage:
        now = {
            "acts": counts.count_acts(stage),
            "candidates": counts.count_walks(stage),
            "events": counts.count_events(stage),
        }
        print_table(now)
        replays = {} if options.acts_only else counts.replay(stage)
    for document, (tally, made, differing) in replays.items():
        each = f"{tally.total / made:.2f} a record"
        sys.stdout.write(f"\n{document} from nothing: {tally}, {made} records, {each}; ")
        sys.stdout.write(f"differs from the gold reading in {len(differing)}\n")
        sys.stdout.writelines(f"  {mark}\n" for mark in differing)
    if options.write:
        counts.write_golden(now)
    worse = counts.risen(counts.read_golden(), now)
    sys.stdout.writelines(f"WORSE: {line}\n" for line in worse)
    return 1 if worse or any(differing for _, _, differing in replays.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
