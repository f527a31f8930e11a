"""What a page costs: CPU time, nodes, listeners, heap and kernel messages, never wall time alone.

CPU time is what the page's main thread worked (`TaskDuration` in thread ticks); it hardly changes
when other programs keep the machine busy, as wall time does.
"""

from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import CDPSession, Page

HEAR_KERNEL = """() => {
    const context = jupyterapp.shell.currentWidget.context;
    const heard = globalThis.gnHeard = [];
    context.sessionContext.session.kernel.anyMessage.connect((_, {msg, direction}) => {
        const data = msg.content?.data?.content ?? {};
        heard.push({
            at: performance.now(), direction, type: msg.header.msg_type, kind: data.kind ?? '',
            parent: msg.parent_header?.msg_id ?? '', id: msg.header.msg_id,
            state: msg.content?.execution_state ?? '',
        });
        globalThis.gnOnHeard?.();
    });
}"""
TAKE_HEARD = "() => globalThis.gnHeard.splice(0)"


@dataclass(frozen=True, slots=True)
class Standing:
    """What a page holds on to after its garbage was collected.

    Args:
        nodes: DOM nodes, attached or not.
        listeners: event listeners of JavaScript.
        heap: bytes of JavaScript objects.

    """

    nodes: int
    listeners: int
    heap: int


@dataclass(slots=True)
class Meter:
    """Reads what one page costs.

    Args:
        page: a page of Chromium.

    """

    page: Page
    session: CDPSession = field(init=False)

    def __post_init__(self) -> None:
        """Count CPU time, whatever else the machine does."""
        self.session = self.page.context.new_cdp_session(self.page)
        self.session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def metrics(self) -> dict[str, float]:
        """Chromium's own counters."""
        answer: dict[str, Any] = self.session.send("Performance.getMetrics")
        return {metric["name"]: metric["value"] for metric in answer["metrics"]}

    def cpu(self) -> float:
        """CPU milliseconds of the page so far."""
        return self.metrics()["TaskDuration"] * 1000

    def standing(self) -> Standing:
        """What is held on to once the garbage is collected."""
        for _ in range(3):
            self.session.send("HeapProfiler.collectGarbage")
        now = self.metrics()
        return Standing(int(now["Nodes"]), int(now["JSEventListeners"]), int(now["JSHeapUsedSize"]))

    def hear_kernel(self) -> None:
        """Begin to note every message to and from the notebook's kernel."""
        self.page.evaluate(HEAR_KERNEL)

    def take_heard(self) -> list[dict[str, Any]]:
        """Messages since the last call: `at`, `direction`, `type`, `kind`, `state` and ids."""
        heard: list[dict[str, Any]] = self.page.evaluate(TAKE_HEARD)
        return heard
