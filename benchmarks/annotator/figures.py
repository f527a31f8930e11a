"""Opens one annotator on one document and measures it: opening, labelling, what the page holds."""

import json
import statistics
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as PageError

from benchmarks.annotator.tools import Tool
from tests.browser.crowded import Crowd
from tests.browser.lab import (
    VIEWPORT_HEIGHT,
    VIEWPORT_WIDTH,
    Lab,
    Notebook,
    open_notebook,
    write_notebook,
)
from tests.browser.measuring import Meter

QUIET_MILLISECONDS = 150
OPENINGS = 3
OPEN = """async ([marks, limit]) => {
    const panel = jupyterapp.shell.currentWidget;
    panel.content.activeCellIndex = 1;
    const started = performance.now();
    jupyterapp.commands.execute('notebook:run-cell');
    const frame = () => new Promise(requestAnimationFrame);
    while (!document.querySelector(marks)) {
        if (performance.now() - started > limit) return null;
        await frame();
    }
    await frame();
    await new Promise((done) => setTimeout(done));
    return performance.now() - started;
}"""
CLEAR = """() => {
    const cell = jupyterapp.shell.currentWidget.content.widgets[1];
    cell.model.outputs.clear();
}"""
# The page waits for itself: asked from outside every few milliseconds, it would be busy answering.
WATCH = """([trigger, root, expression, nth, limit]) => {
    const host = document.querySelector(root);
    const read = new Function('host', 'nth', `return ${expression}`);
    const state = () => String(read(host, nth));
    const before = state();
    const heard = globalThis.gnHeard;
    heard.splice(0);
    globalThis.gnPainted = new Promise((done) => {
        addEventListener(trigger, (event) => {
            const started = event.timeStamp;
            const look = () => {
                if (performance.now() - started > limit) return done(null);
                if (state() === before) return requestAnimationFrame(look);
                setTimeout(() => done([started, performance.now()]));
            };
            requestAnimationFrame(look);
        }, {capture: true, once: true});
    });
    globalThis.gnAnswered = new Promise((done) => {
        const sent = (m) => m.direction === 'send' && m.type === 'comm_msg';
        globalThis.gnOnHeard = () => {
            const ids = heard.filter(sent).map((m) => m.id);
            const isAnswer = (m) => m.kind === 'ack' || m.state === 'idle';
            const answer = heard.find((m) => isAnswer(m) && ids.includes(m.parent));
            if (answer) done(answer.at);
        };
    });
}"""
PAINTED = "() => globalThis.gnPainted"
OUTCOME = """async ([quiet, limit]) => {
    const sleep = (time) => new Promise((done) => setTimeout(() => done(null), time));
    const answered = await Promise.race([globalThis.gnAnswered, sleep(limit)]);
    globalThis.gnOnHeard = undefined;
    await sleep(quiet);
    return [answered, globalThis.gnHeard.splice(0)];
}"""
COUNT = """(root) => document.querySelector(root).querySelectorAll('*').length"""


@dataclass(frozen=True, slots=True)
class Figures:
    """What one annotator needs for one document; None where it did not do it in time.

    Args:
        opened: milliseconds from running the cell to the painted marks.
        opening_cpu: CPU milliseconds of the page for that.
        painted: milliseconds from the event to the painted label, median.
        cpu: CPU milliseconds per label until it is painted, median.
        cpu_answered: the same until the kernel has answered and the page is quiet: with what
            JupyterLab itself does for a message.
        acknowledged: milliseconds until the kernel has the label, median.
        nodes: DOM elements of the widget.
        messages: kernel messages per label, both ways.

    """

    opened: float | None = None
    opening_cpu: float | None = None
    painted: float | None = None
    cpu: float | None = None
    cpu_answered: float | None = None
    acknowledged: float | None = None
    nodes: float | None = None
    messages: float | None = None


@dataclass(frozen=True, slots=True)
class Bench:
    """Where it is measured.

    Args:
        lab: a running JupyterLab.
        browser: a headless Chromium.
        project: a project below the served folder.
        labels: how many labels are set for a median.
        seconds: after which a tool is said not to do it, or to have set labels enough.

    """

    lab: Lab
    browser: Browser
    project: Path
    labels: int
    seconds: int

    def measure(self, tool: Tool, crowd: Crowd) -> Figures:
        """Everything about one annotator and one document, in a page of its own."""
        page = self.browser.new_page(
            viewport={"width": VIEWPORT_WIDTH, "height": VIEWPORT_HEIGHT}, color_scheme="light"
        )
        page.on("dialog", lambda dialog: dialog.accept())
        page.set_default_timeout(self.seconds * 1000)
        try:
            return self.measure_in(open_crowd(self.lab, page, self.project, tool, crowd), tool)
        except PageError:
            return Figures()
        finally:
            page.close()
            self.lab.end_kernels()

    def measure_in(self, notebook: Notebook, tool: Tool) -> Figures:
        """Open it three times, then label."""
        page, meter = notebook.page, Meter(notebook.page)
        limit = self.seconds * 1000
        opened, costs = [], []
        for _ in range(OPENINGS):
            page.evaluate(CLEAR)
            page.wait_for_function("(root) => !document.querySelector(root)", arg=tool.root)
            before = meter.cpu()
            took = page.evaluate(OPEN, [tool.marks, limit])
            if took is None:
                return Figures()
            costs.append(meter.cpu() - before)
            opened.append(took)
            if took * OPENINGS > limit:
                break
            notebook.wait_until_idle()
            page.wait_for_timeout(QUIET_MILLISECONDS)
        if tool.name == "ghinhan":
            page.wait_for_selector(".gn[data-ready=true]")
        nodes = page.evaluate(COUNT, tool.root)
        opening = Figures(
            opened=statistics.median(opened), opening_cpu=statistics.median(costs), nodes=nodes
        )
        meter.hear_kernel()
        labelled = self.label(tool, notebook, meter)
        if not labelled:
            return opening
        painted, cpu, cpu_answered, acknowledged, messages = zip(*labelled, strict=True)
        nodes = max(nodes, page.evaluate(COUNT, tool.root))
        return Figures(
            opened=opening.opened,
            opening_cpu=opening.opening_cpu,
            painted=statistics.median(painted),
            cpu=statistics.median(cpu),
            cpu_answered=statistics.median(cpu_answered),
            acknowledged=statistics.median(acknowledged),
            nodes=nodes,
            messages=statistics.median(messages),
        )

    def label(
        self, tool: Tool, notebook: Notebook, meter: Meter
    ) -> list[tuple[float, float, float, float, int]]:
        """Set labels one by one: what `Figures` says of each, from `painted` to `messages`."""
        page = notebook.page
        found: list[tuple[float, float, float, float, int]] = []
        limit = self.seconds * 1000
        ends = time.monotonic() + self.seconds
        for nth in range(1, self.labels + 1):
            if time.monotonic() > ends:
                break
            try:
                tool.prepare(page, nth)
                page.wait_for_timeout(QUIET_MILLISECONDS)
                page.evaluate(WATCH, [tool.trigger, tool.root, tool.state, nth, limit])
                before = meter.cpu()
                tool.act(page, nth)
                started, painted = page.evaluate(PAINTED)
                cpu = meter.cpu() - before
                answered, heard = page.evaluate(OUTCOME, [QUIET_MILLISECONDS, limit])
                whole = meter.cpu() - before
                acknowledged = answered - started
            except (PageError, TypeError, TimeoutError):
                return found
            mine = [m for m in heard if m["type"] != "status" and m["kind"] != "beat"]
            found.append((painted - started, cpu, whole, acknowledged, len(mine)))
        return found


def open_crowd(lab: Lab, page: Page, project: Path, tool: Tool, crowd: Crowd) -> Notebook:
    """A notebook whose first cell has run and whose second shows the annotator."""
    path = project / "notebooks" / f"{tool.name}.ipynb"
    suggestions = [{"start": s, "end": e, "label": t} for s, e, t in crowd.spans]
    shared = {"id": crowd.document.id, "text": crowd.document.text, "suggestions": suggestions}
    (path.parent / "crowd.json").write_text(json.dumps(shared), encoding="utf-8")
    write_notebook(path, [tool.setup, tool.show])
    notebook = open_notebook(lab, page, path)
    page.evaluate("() => { jupyterapp.shell.currentWidget.content.activeCellIndex = 0; }")
    notebook.command("notebook:run-cell")
    notebook.wait_until_idle()
    return notebook
