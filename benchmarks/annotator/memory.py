"""Whether a long sitting leaves anything behind in the page."""

from benchmarks.annotator.figures import Bench
from tests.browser.annotator_page import AnnotatorPage
from tests.browser.lab import VIEWPORT_HEIGHT, VIEWPORT_WIDTH, open_notebook, write_notebook
from tests.browser.sitting import ALLOWED_GROWTH, CELLS, long_sitting


def measure_memory(bench: Bench, edits: int, switches: int) -> None:
    """Work for long in a page of its own and print what it held before and after."""
    path = bench.project / "notebooks" / "memory.ipynb"
    write_notebook(path, CELLS)
    page = bench.browser.new_page(viewport={"width": VIEWPORT_WIDTH, "height": VIEWPORT_HEIGHT})
    page.on("dialog", lambda dialog: dialog.accept())
    notebook = open_notebook(bench.lab, page, path)
    notebook.run_all()
    annotator = AnnotatorPage(notebook)
    annotator.wait_until_ready()
    before, after = long_sitting(annotator, edits, switches)
    for name in ("nodes", "listeners", "heap"):
        first, last = getattr(before, name), getattr(after, name)
        growth = last / first - 1
        verdict = "held" if growth <= ALLOWED_GROWTH else "NOT HELD"
        print(f"{name:12}{first:12,} -> {last:12,}  {growth:+.1%}, allowed +20 %: {verdict}")
    page.close()
    bench.lab.end_kernels()
