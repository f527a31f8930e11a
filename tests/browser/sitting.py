"""A long sitting at one annotator, and what the page holds before and after it.

The document, its labels and the focus are the same at both moments, so that what grew is what
was left behind: nodes taken off the page and still held, listeners, objects.
"""

from playwright.sync_api import expect

from tests.browser.annotator_page import WAIT_MILLISECONDS, AnnotatorPage
from tests.browser.measuring import Meter, Standing

ALLOWED_GROWTH = 0.2
SEED = "000_e85f3aaeab3ef9c0"
CELLS = (
    "from ghinhan import Workspace\ndesk = Workspace.open('..')",
    f"desk.annotate({SEED!r}, annotator='a1')",
)
EDITS_IN_A_ROUND = 10
SHOWN = {".": "VTC News", ",": "Tờ The Telegraph"}


def long_sitting(annotator: AnnotatorPage, edits: int, switches: int) -> tuple[Standing, Standing]:
    """Edit and take back, and page to and fro; measure before and after.

    The first round of both is not counted: it fills what every page keeps.

    Args:
        annotator: open on seed 1.
        edits: how many edits, half of them the taking back of the other half.
        switches: how many times another document is shown.

    """
    meter = Meter(annotator.notebook.page)
    work(annotator, 2 * EDITS_IN_A_ROUND)
    turn_pages(annotator, 2)
    before = rest(annotator, meter)
    work(annotator, edits)
    turn_pages(annotator, switches)
    return before, rest(annotator, meter)


def work(annotator: AnnotatorPage, edits: int) -> None:
    """Label words and take the labels back."""
    for _ in range(edits // EDITS_IN_A_ROUND):
        half = EDITS_IN_A_ROUND // 2
        annotator.press(*(["n", "1"] * half))
        annotator.expect_saved()
        annotator.press(*(["Control+z"] * half))
        annotator.expect_saved()


def turn_pages(annotator: AnnotatorPage, switches: int) -> None:
    """Show the next document and the first one again."""
    for place in range(switches):
        key = ".,"[place % 2]
        annotator.root.locator(".gn-text").focus()
        annotator.press("Escape", "Escape", key)
        paper = annotator.root.locator(".gn-paper")
        expect(paper).to_contain_text(SHOWN[key], timeout=WAIT_MILLISECONDS)
        annotator.wait_until_ready()


def rest(annotator: AnnotatorPage, meter: Meter) -> Standing:
    """What is held once everything is saved, nothing is in focus, and the page is quiet."""
    annotator.press("Escape", "Escape", "Escape")
    annotator.expect_saved()
    annotator.notebook.page.wait_for_timeout(500)
    return meter.standing()
