"""How fast our annotator opens and labels, beside spanmark and ipyannotations.

    python -m benchmarks.annotator [--labels 20] [--seconds 60] [--sizes 680:60,10000:2000]

All three run in one JupyterLab and one headless Chromium, on the same documents. A label is one
key for us and one drag for the others. CPU time counts from that event until the label is painted,
and again until the kernel has answered and the page is quiet, with what JupyterLab itself does for
a message. CPU time, nodes and ratios hold on any machine, milliseconds on the wall only on an idle
one. Sizes are words:labels.
"""

import argparse
import gzip
import os
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from playwright.sync_api import sync_playwright

from benchmarks.annotator.figures import Bench, Figures
from benchmarks.annotator.memory import measure_memory
from benchmarks.annotator.tools import Tool, tools_for
from tests.browser.chromium import launch_chromium
from tests.browser.crowded import make_crowd
from tests.browser.lab import running_lab
from tests.project_copy import copy_project

SIZES = "680:60,10000:2000,100000:20000"
BUDGETS = {
    60: {"opened": 300, "painted": 20, "cpu": 30, "acknowledged": 90, "nodes": 700},
    2000: {"opened": 450, "painted": 20, "cpu": 30, "acknowledged": 90, "nodes": 700},
    20000: {"opened": 1200, "painted": 20, "cpu": 30, "acknowledged": 90, "nodes": 700},
}
NAMES = {
    "opened": "cell run -> painted, ms",
    "opening_cpu": "  its CPU ms",
    "painted": "label -> painted, ms p50",
    "cpu": "  its CPU ms p50",
    "cpu_answered": "  and with the answer, CPU ms p50",
    "acknowledged": "label -> kernel has it, ms p50",
    "nodes": "DOM elements",
    "messages": "kernel messages per label",
}


def show(value: float | None, ours: float | None = None) -> str:
    """A figure, and how many times ours it is."""
    if value is None:
        return "not in time"
    ratio = f" ({value / ours:.1f}x)" if ours else ""
    return f"{value:.0f}{ratio}"


def print_figures(spans: int, found: dict[str, Figures]) -> None:
    """One size: a line per figure, a column per tool, and whether our budget is held."""
    ours, *peers = found
    print(f"{'':34}{ours:>12}{'budget':>18}" + "".join(f"{peer:>18}" for peer in peers))
    for field, name in NAMES.items():
        mine = asdict(found[ours])[field]
        budget = BUDGETS.get(spans, {}).get(field)
        is_held = budget and mine is not None and mine <= budget
        verdict = f"{budget} {'held' if is_held else 'NOT HELD'}" if budget else ""
        others = [show(asdict(found[peer])[field], mine) for peer in peers]
        print(f"{name:34}{show(mine):>12}{verdict:>18}" + "".join(f"{o:>18}" for o in others))


def print_bundles(tools: list[Tool]) -> None:
    """What the browser loads once."""
    for tool in tools:
        loaded = [*tool.loaded()]
        packed = sum(len(gzip.compress(content)) for content in loaded)
        print(f"{tool.name:16}{sum(map(len, loaded)):9,} bytes, {packed:8,} gzipped")


def main() -> None:
    """Measure every tool on every size and print the tables."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.annotator")
    parser.add_argument("--labels", type=int, default=20)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--sizes", default=SIZES)
    parser.add_argument("--edits", type=int, default=500)
    parser.add_argument("--switches", type=int, default=50)
    options = parser.parse_args()
    sizes = [tuple(map(int, size.split(":"))) for size in options.sizes.split(",")]
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = Path(folder) / "served"
        root.mkdir()
        with running_lab(root, Path(folder) / "settings") as lab:
            chromium = launch_chromium(playwright)
            project = copy_project(root / "project")
            bench = Bench(lab, chromium, project, options.labels, options.seconds)
            for tokens, spans in sizes:
                crowd = make_crowd(project, tokens, spans)
                tools = tools_for(crowd)
                print(f"\n{len(crowd.document.tokens):,} words, {spans:,} labels")
                found = {}
                for tool in tools:
                    sys.stderr.write(f"measuring {tool.name} ...\n")
                    found[tool.name] = bench.measure(tool, crowd)
                print_figures(spans, found)
            print("\nwhat the browser loads")
            print_bundles(tools)
            print(f"\nafter {options.edits} edits and {options.switches} changes of document")
            measure_memory(bench, options.edits, options.switches)
            chromium.close()


if __name__ == "__main__":
    main()
