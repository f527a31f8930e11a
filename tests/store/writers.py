"""Starting writers in processes of their own, and checking that promises to them were kept."""

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from tests.store.records import open_store

ROOT = Path(__file__).parents[2]
PLENTY = 50_000

Writer = subprocess.Popen[str]


def start(root: Path, document: str, number: int, count: int, task: str = "work") -> Writer:
    """A writer in a process of its own; see `tests.store.writer`."""
    command = [sys.executable, "-m", "tests.store.writer", str(root), "a1", document]
    return subprocess.Popen(
        [*command, f"s-{number}", str(count), task],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


def promised(writers: Iterable[Writer]) -> dict[str, str]:
    """What ended writers were told is saved: record id to its last label."""
    said: dict[str, str] = {}
    for writer in writers:
        output, _ = writer.communicate(timeout=120)
        for line in output.splitlines():
            record, _, label = line.partition(" ")
            said[record] = label
    return said


def first_promise(writer: Writer) -> dict[str, str]:
    """Wait until a writer is at work."""
    assert writer.stdout is not None
    record, _, label = writer.stdout.readline().strip().partition(" ")
    return {record: label}


def check_kept(root: Path, documents: set[str], said: dict[str, str]) -> None:
    """Every promise is kept; an edit that was on its way may be there, whole, or not."""
    store = open_store(root)
    kept = {
        record.id: record.type
        for document in documents
        for record in store.layer("a1", document).mentions
    }
    lost = {r: label for r, label in said.items() if kept.get(r) not in {label, "ORG"}}
    assert lost == {}

    entities = {record.id.removeprefix("e-") for record in store.corpus_layer("a1").records}
    with_entity = {record for record in kept if int(record[2:]) % 5 == 4}
    assert entities == with_entity
