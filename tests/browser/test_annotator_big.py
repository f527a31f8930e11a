"""A document of 10 MB with 100,000 spans: it opens, and one label costs one small message.

Counts messages and processor time, never the clock on the wall.
"""

import base64
import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import CDPSession, expect

from ghinhan.model.document import Document
from ghinhan.workspace import Workspace
from tests.browser.annotator_page import AnnotatorPage, read_journal
from tests.browser.conftest import OpenNotebook

SEED = "000_e85f3aaeab3ef9c0"
BIG = "100_big"
ANNOTATOR = "b10"
BYTES = 10_000_000
SPANS = 100_000
PATIENCE = 120_000
SMALL_MESSAGE = 20_000
NODES = 1_000
CPU_SECONDS = 1.0
KIND = re.compile(rb'"kind": ?"(op|ack|nack|beat|patch)"')
CELLS = [
    "from ghinhan import Workspace\ndesk = Workspace.open('..')",
    f"desk.annotate({BIG!r}, annotator={ANNOTATOR!r})",
]


@pytest.fixture
def big_project(project: Path) -> Path:
    """A project with one huge article that has a mention on every seventeenth word or so."""
    text = (project / "seeds" / f"{SEED}.txt").read_text(encoding="utf-8")
    copies = BYTES // len(text.encode()) + 1
    (project / "seeds" / f"{BIG}.txt").write_text("\n".join([text] * copies), encoding="utf-8")
    desk = Workspace.open(project)
    desk.ingest()
    write_layer(project, desk.document(BIG), desk.schema.name)
    return project


def write_layer(project: Path, document: Document, schema: str) -> None:
    """The annotator's tracked file, as a fold would write it."""
    step = len(document.tokens) // SPANS
    spans = [document.tokens[step * (place + 1) - 1] for place in range(SPANS)]
    head = {
        "document": BIG,
        "format": "ghinhan-layer/1",
        "schema": schema,
        "state": "in_progress",
        "text_sha256": document.text_sha256,
    }
    rows = [
        {
            "extent": [[start, end]],
            "id": f"m-{place:06}",
            "kind": "mention",
            "level": "NAM",
            "text": document.text[start:end],
            "type": "LOC",
        }
        for place, (start, end) in enumerate(spans)
    ]
    folder = project / "annotations" / ANNOTATOR
    folder.mkdir()
    lines = [json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in (head, *rows)]
    (folder / f"{BIG}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_a_document_of_ten_megabytes_and_100_000_spans_opens_and_is_labelled(
    big_project: Path, notebook: OpenNotebook
) -> None:
    """One huge file must neither break the line, nor be sent again with every label."""
    nb = notebook(CELLS, big_project)
    nb.run_all()
    annotator = AnnotatorPage(nb)
    expect(annotator.root).to_have_attribute("data-ready", "true", timeout=PATIENCE)
    annotator.text.focus()
    expect(annotator.chips).not_to_have_count(0)
    session = nb.page.context.new_cdp_session(nb.page)
    frames = listen(session)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    annotator.press("n")
    frames.clear()
    before = task_seconds(session.send("Performance.getMetrics"))
    annotator.press("2")
    expect(annotator.root.locator("[data-chip^=ORG]")).to_have_count(1, timeout=PATIENCE)
    expect(annotator.root.locator(".gn-lamp")).to_have_attribute(
        "data-health", "saved", timeout=PATIENCE
    )
    spent = task_seconds(session.send("Performance.getMetrics")) - before
    sent = [size for kind, size in frames if kind == "op"]
    heard = [size for kind, size in frames if kind == "ack"]
    edits = [edit for edit in read_journal(big_project, ANNOTATOR, BIG) if edit["seq"] > 0]

    assert len(edits) == 1
    assert (len(sent), len(heard)) == (1, 1)
    assert max(sent + heard) < SMALL_MESSAGE
    assert sum(size for _, size in frames) < SMALL_MESSAGE * 10
    assert spent < CPU_SECONDS, f"{spent:.2f} s of processor time for one label"
    assert annotator.root.evaluate("(root) => root.querySelectorAll('*').length") < NODES
    assert nb.errors == []


def listen(session: CDPSession) -> list[tuple[str, int]]:
    """Kind and size of everything that crosses the kernel's line from now on."""
    frames: list[tuple[str, int]] = []

    def note(event: dict[str, dict[str, str]]) -> None:
        raw = base64.b64decode(event["response"]["payloadData"] + "===")
        found = KIND.search(raw)
        frames.append((found.group(1).decode() if found else "", len(raw)))

    session.on("Network.webSocketFrameSent", note)
    session.on("Network.webSocketFrameReceived", note)
    session.send("Network.enable")
    return frames


def task_seconds(answer: dict[str, list[dict[str, float | str]]]) -> float:
    """Processor seconds of the page so far."""
    found = {str(metric["name"]): metric["value"] for metric in answer["metrics"]}
    return float(found["TaskDuration"])
