"""What the annotator costs the page: counts and CPU time, at sixty labels and at twenty thousand.

Nothing here looks at the clock on the wall; `make bench` does, beside other tools.
"""

import statistics
from pathlib import Path

import pytest

from tests.browser.annotator_page import AnnotatorPage
from tests.browser.conftest import OpenNotebook
from tests.browser.crowded import ANNOTATOR, make_crowd
from tests.browser.measuring import Meter
from tests.browser.sitting import ALLOWED_GROWTH, CELLS, long_sitting

LABELS = 12
MOST_ELEMENTS = 700
MOST_TIMES = 3
MOST_MESSAGES = 2
LEAST_TELLING_MILLISECONDS = 10
EDITS, SWITCHES = 150, 20
COUNT = "() => document.querySelector('.gn').querySelectorAll('*').length"


def open_crowd(notebook: OpenNotebook, project: Path, tokens: int, spans: int) -> AnnotatorPage:
    """The annotator open on a document with so many words and labels."""
    crowd = make_crowd(project, tokens, spans)
    shown = f"desk.annotate({crowd.document.id!r}, annotator={ANNOTATOR!r})"
    nb = notebook([CELLS[0], shown], project, name=f"{spans}.ipynb")
    nb.run_all()
    page = AnnotatorPage(nb)
    page.wait_until_ready()
    return page


def cpu_per_label(annotator: AnnotatorPage) -> float:
    """CPU milliseconds from the key until the page is quiet again, median."""
    page, costs = annotator.notebook.page, []
    meter = Meter(page)
    for nth in range(LABELS):
        annotator.press("n")
        page.wait_for_timeout(100)
        before = meter.cpu()
        annotator.press("1234"[nth % 4])
        annotator.expect_saved()
        page.wait_for_timeout(100)
        costs.append(meter.cpu() - before)
    return statistics.median(costs)


@pytest.fixture
def small(notebook: OpenNotebook, project: Path) -> AnnotatorPage:
    """Seed 1 with sixty labels."""
    return open_crowd(notebook, project, 680, 60)


@pytest.fixture
def large(notebook: OpenNotebook, project: Path) -> AnnotatorPage:
    """A hundred thousand words with twenty thousand labels."""
    return open_crowd(notebook, project, 100_000, 20_000)


def test_a_label_costs_the_same_at_any_size(small: AnnotatorPage, large: AnnotatorPage) -> None:
    """Who labels for hours must not wait the longer the more is labelled."""
    few, many = cpu_per_label(small), cpu_per_label(large)

    assert many <= MOST_TIMES * max(few, LEAST_TELLING_MILLISECONDS)
    assert large.notebook.errors == []


def test_the_page_holds_few_elements_at_any_size(large: AnnotatorPage) -> None:
    """Only what is near the window is on the page, wherever one scrolls."""
    page = large.notebook.page
    counts = [page.evaluate(COUNT)]
    for _ in range(8):
        page.evaluate("() => { document.querySelector('.gn-text').scrollTop += 2000; }")
        page.wait_for_timeout(150)
        counts.append(page.evaluate(COUNT))
    large.press(*["n"] * 5)
    counts.append(page.evaluate(COUNT))

    assert max(counts) <= MOST_ELEMENTS


def test_a_gesture_is_one_message_and_one_answer(small: AnnotatorPage) -> None:
    """Message floods are dropped by the server; a label must stay one op and one ack.

    The cell has run before: views that are no longer shown are told nothing.
    """
    page = small.notebook.page
    small.notebook.run_all()
    small.wait_until_ready()
    small.notebook.run_all()
    small.wait_until_ready()
    meter = Meter(page)
    small.press("n", "1", "n", "1")
    small.expect_saved()
    meter.hear_kernel()
    small.press("n", "1")
    small.expect_saved()
    page.wait_for_timeout(200)
    heard = [m for m in meter.take_heard() if m["type"] == "comm_msg" and m["kind"] != "beat"]

    assert [message["kind"] for message in heard] == ["op", "ack"]
    assert len(heard) <= MOST_MESSAGES


def test_a_long_sitting_leaves_nothing_behind(notebook: OpenNotebook, project: Path) -> None:
    """A page that holds on to every view of a day is slow by the afternoon."""
    nb = notebook(list(CELLS), project)
    nb.run_all()
    page = AnnotatorPage(nb)
    page.wait_until_ready()
    before, after = long_sitting(page, EDITS, SWITCHES)

    assert after.nodes <= before.nodes * (1 + ALLOWED_GROWTH)
    assert after.listeners <= before.listeners * (1 + ALLOWED_GROWTH)
    assert after.heap <= before.heap * (1 + ALLOWED_GROWTH)
    assert nb.errors == []
