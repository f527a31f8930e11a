"""Everything that is wrong with a project, in one list.

Three examiners are asked: the store's doctor about the files of the labels, the schema about
what they say, and this module about the corpus and the seeds it was made from. An *error* keeps
a release back; a *warning* asks somebody to look.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import GhinhanError
from ghinhan.foundation.files import walk_files
from ghinhan.foundation.identifiers import file_name_for
from ghinhan.ingest import document_bytes, read_document
from ghinhan.ingest.article import read_seed
from ghinhan.ingest.corpus_files import read_identifier
from ghinhan.ingest.sources import SOURCES_FILE, read_sources
from ghinhan.model.document import Document
from ghinhan.model.edits import CORPUS
from ghinhan.schema import Violation, check_corpus_layer, check_layer
from ghinhan.schema.label_set import Schema
from ghinhan.store.doctor import examine
from ghinhan.store.faults import Fault
from ghinhan.workspace.corpus import CORPUS_FOLDER, Corpus
from ghinhan.workspace.readings import PRACTICE, Readings
from ghinhan.workspace.rows import Row
from ghinhan.workspace.seeds import SEED_FOLDER, SEED_SUFFIXES

ERROR, WARNING = "error", "warning"
MAY_WAIT = frozenset({"unfolded", "stray-temporary", "stranger"})
"""Faults of label files by which nothing that is released can be wrong."""
BETWEEN_FILES = frozenset({"dangling", "circle", "duplicate-id"})
"""Faults that the tracked files alone cannot tell while a journal holds later edits; what the
annotator says now is held against the schema, which knows the same faults."""


class Finding(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One fault of a project.

    Args:
        file: path below the project, with `/`.
        line: counted from 1; 0 for the file as a whole.
        start: first character in the document's text; 0 where it has no place there.
        end: one past its last character.
        rule: short name of the kind of fault.
        severity: `error` or `warning`.
        message: what is wrong, with the value, and what to do.
        annotator: whose labels; empty for the corpus.
        document: document id; empty where it concerns none.
        record: record id; empty where it concerns none.
        quote: the words concerned.

    """

    file: str
    line: int = 0
    start: int = 0
    end: int = 0
    rule: str
    severity: str
    message: str
    annotator: str = ""
    document: str = ""
    record: str = ""
    quote: str = ""

    def blocks(self, annotator: str) -> bool:
        """Whether it keeps a release of this annotator's reading back."""
        return self.severity == ERROR and self.annotator in {"", annotator}

    def __str__(self) -> str:
        """As one line for a terminal."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        if self.end:
            place += f" [{self.start}-{self.end} {self.quote!r}]"
        return f"{self.severity}: {place}: {self.rule}: {self.message}"


def examine_project(
    root: Path, corpus: Corpus, readings: Readings, schema: Schema
) -> list[Finding]:
    """Every fault of a project, errors first, then by file and place.

    Where a file of the corpus cannot be read, the faults of such files are all that is told:
    labels cannot be held against a text that is not there.

    Args:
        root: the project folder.
        corpus: its documents.
        readings: what was said about them.
        schema: what may be labelled.

    """
    found = set(check_documents(root))
    if not found:
        found |= {
            *check_seeds(root, corpus),
            *check_files(root, corpus, readings),
            *check_readings(readings, schema),
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


def check_seeds(root: Path, corpus: Corpus) -> Iterator[Finding]:
    """Whether `corpus/` is what ingest makes of `seeds/` today."""
    made: set[str] = set()
    try:
        sources = read_sources(root)
    except GhinhanError as error:
        yield Finding(file=SOURCES_FILE, rule="unreadable", severity=ERROR, message=str(error))
        return
    for seed in walk_files(root / SEED_FOLDER, SEED_SUFFIXES):
        try:
            for document in read_seed(seed, root, sources):
                made.add(document.id)
                yield from compare_document(root, document)
        except GhinhanError as error:
            file = seed.relative_to(root).as_posix()
            yield Finding(file=file, rule="seed-refused", severity=WARNING, message=str(error))
    for document in corpus.walk():
        if document.id not in made:
            yield Finding(
                file=file_of(document),
                rule="seed-missing",
                severity=WARNING,
                message=f"{document.source.file} gives no such document. Bring the seed back from "
                "git, or remove this file if it should go too.",
                document=document.id,
            )


def compare_document(root: Path, document: Document) -> Iterator[Finding]:
    """Whether the corpus holds a document exactly as ingest makes it."""
    file = file_of(document)
    path = root / file
    if not path.exists():
        yield Finding(
            file=document.source.file,
            rule="not-ingested",
            severity=WARNING,
            message="no document was made from it yet. Run `ghinhan ingest`.",
            document=document.id,
        )
    elif path.read_bytes() != document_bytes(document):
        yield Finding(
            file=file,
            rule="corpus-differs",
            severity=ERROR,
            message=f"it is not what ingest makes of {document.source.file}: the seed, "
            "seeds/SOURCES.yaml or this file was changed. Run `ghinhan ingest`, and look at the "
            "labels if the text changed.",
            document=document.id,
        )


def file_of(document: Document) -> str:
    """Where a document stands below the project."""
    return f"{CORPUS_FOLDER}/{file_name_for(document.id)}.json"


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


def check_readings(readings: Readings, schema: Schema) -> Iterator[Finding]:
    """What the schema says about the labels of each annotator; practice is not examined."""
    for name in readings.annotators():
        if name == PRACTICE:
            continue
        try:
            yield from check_reading(readings, schema, name)
        except GhinhanError as error:
            yield Finding(
                file=f"annotations/{file_name_for(name)}",
                rule="unreadable",
                severity=ERROR,
                message=f"the rest of this reading was not checked: {error}",
                annotator=name,
            )


def check_reading(readings: Readings, schema: Schema, annotator: str) -> Iterator[Finding]:
    """What the schema says about one annotator's labels."""
    folder = f"annotations/{file_name_for(annotator)}"
    for violation in check_corpus_layer(schema, readings.corpus_layer(annotator)):
        yield from_violation(violation, f"{folder}/{CORPUS}.jsonl", annotator)
    for item in readings.walk(None, annotator):
        file = f"{folder}/{file_name_for(item.document.id)}.jsonl"
        for violation in check_layer(schema, item.document, item.layer, item.corpus_layer):
            yield from_violation(violation, file, annotator)


def from_violation(violation: Violation, file: str, annotator: str) -> Finding:
    """A violation of the schema as a finding."""
    return Finding(
        file=file,
        start=violation.start,
        end=violation.end,
        rule=violation.rule,
        severity=violation.severity,
        message=violation.message,
        annotator=annotator,
        document=violation.document,
        record=violation.record,
        quote=violation.quote,
    )


def finding_row(finding: Finding) -> Row:
    """The row of one fault in the table `doctor`."""
    has_place = finding.end > 0
    return (
        finding.severity,
        finding.rule,
        finding.file,
        finding.line or None,
        finding.document,
        finding.annotator,
        finding.record,
        finding.start if has_place else None,
        finding.end if has_place else None,
        finding.quote,
        finding.message,
    )
