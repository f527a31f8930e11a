"""Everything that is wrong with a project, in one list.

Four examiners are asked: the store's doctor about the files of the labels, the schema about
what they say, `seed_checks` about the seeds that the corpus was made from, and `gold_checks` about
the readings that the settled one was made from. An *error* keeps a
release back; a *warning* asks somebody to look.
"""

import contextlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import GhinhanError
from ghinhan.foundation.files import cut_lines, walk_files
from ghinhan.foundation.identifiers import file_name_for
from ghinhan.ingest import read_document
from ghinhan.ingest.corpus_files import read_identifier
from ghinhan.model.edits import CORPUS
from ghinhan.schema import Violation, check_corpus_layer, check_layer
from ghinhan.schema.label_set import Schema
from ghinhan.store.doctor import examine
from ghinhan.store.faults import Fault
from ghinhan.workspace.corpus import CORPUS_FOLDER, Corpus
from ghinhan.workspace.findings import ERROR, WARNING, Finding
from ghinhan.workspace.gold_checks import check_decisions
from ghinhan.workspace.readings import PRACTICE, Readings
from ghinhan.workspace.seed_checks import check_seeds

MAY_WAIT = frozenset({"unfolded", "stray-temporary", "stranger"})
"""Faults of label files by which nothing that is released can be wrong."""
BETWEEN_FILES = frozenset({"dangling", "circle", "duplicate-id"})
"""Faults that the tracked files alone cannot tell while a journal holds later edits; what the
annotator says now is held against the schema, which knows the same faults."""


def examine_project(
    root: Path, corpus: Corpus, readings: Readings, schema: Schema, labelled: Collection[str]
) -> list[Finding]:
    """Every fault of a project, errors first, then by file and place.

    Where a file of the corpus cannot be read, the faults of such files are all that is told:
    labels cannot be held against a text that is not there.

    Args:
        root: the project folder.
        corpus: its documents.
        readings: what was said about them.
        schema: what may be labelled.
        labelled: ids of the documents that a release could hold.

    """
    found = set(check_documents(root))
    if not found:
        found |= {
            *check_seeds(root, corpus, labelled),
            *check_files(root, corpus, readings),
            *check_readings(root, readings, schema),
            *check_decisions(root, readings),
        }
    return sorted(found, key=lambda finding: (finding.severity != ERROR, finding))


def check_documents(root: Path) -> Iterator[Finding]:
    """Files of `corpus/` that hold no document."""
    for path in walk_files(root / CORPUS_FOLDER, [".json"]):
        try:
            read_document(path)
            read_identifier(path)
        except GhinhanError as error:
            file = path.relative_to(root).as_posix()
            yield Finding(file=file, rule="unreadable", severity=ERROR, message=str(error))


def check_files(root: Path, corpus: Corpus, readings: Readings) -> Iterator[Finding]:
    """What the store's doctor says about the files of the labels."""
    owners = {file_name_for(name): name for name in readings.annotators()}
    faults = examine(root, text_of=corpus.text_or_none)
    found = [from_fault(fault, owners) for fault in faults]
    unfolded = {finding.annotator for finding in found if finding.rule == "unfolded"}
    for finding in found:
        if not (finding.rule in BETWEEN_FILES and finding.annotator in unfolded):
            yield finding


def from_fault(fault: Fault, owners: dict[str, str]) -> Finding:
    """A fault of the store's doctor as a finding."""
    folders = [part for part in fault.file.split("/") if part in owners]
    return Finding(
        file=fault.file,
        line=fault.line,
        rule=fault.rule,
        severity=WARNING if fault.rule in MAY_WAIT else ERROR,
        message=fault.message,
        annotator=owners[folders[0]] if folders else "",
    )


def check_readings(root: Path, readings: Readings, schema: Schema) -> Iterator[Finding]:
    """What the schema says about the labels of each annotator; practice is not examined."""
    for name in readings.annotators():
        if name == PRACTICE:
            continue
        try:
            yield from check_reading(root, readings, schema, name)
        except GhinhanError as error:
            yield Finding(
                file=f"annotations/{file_name_for(name)}",
                rule="unreadable",
                severity=ERROR,
                message=f"the rest of this reading was not checked: {error}",
                annotator=name,
            )


def check_reading(
    root: Path, readings: Readings, schema: Schema, annotator: str
) -> Iterator[Finding]:
    """What the schema says about one annotator's labels."""
    folder = f"annotations/{file_name_for(annotator)}"
    found = check_corpus_layer(schema, readings.corpus_layer(annotator))
    yield from from_violations(found, root, f"{folder}/{CORPUS}.jsonl", annotator)
    for item in readings.walk(None, annotator):
        file = f"{folder}/{file_name_for(item.document.id)}.jsonl"
        found = check_layer(schema, item.document, item.layer, item.corpus_layer)
        yield from from_violations(found, root, file, annotator)


def from_violations(
    violations: Sequence[Violation], root: Path, file: str, annotator: str
) -> Iterator[Finding]:
    """What the schema says about one file, each with the line of its record there."""
    lines = record_lines(root / file) if violations else {}
    for violation in violations:
        yield Finding(
            file=file,
            line=lines.get(violation.record, 0),
            start=violation.start,
            end=violation.end,
            rule=violation.rule,
            severity=violation.severity,
            message=violation.message,
            annotator=annotator,
            document=violation.document,
            record=violation.record,
            quote=violation.quote,
            journal=violation.record not in lines,
        )


class Named(msgspec.Struct, frozen=True):
    """The one field that tells the records of a file apart; the header line has none."""

    id: str = ""


def record_lines(path: Path) -> dict[str, int]:
    """The line of each record of a tracked file, by id, and of its header, by no id."""
    lines: dict[str, int] = {}
    content = path.read_bytes() if path.exists() else b""
    for number, line in enumerate(cut_lines(content), start=1):
        with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError):
            lines.setdefault(msgspec.json.decode(line, type=Named).id, number)
    return lines
