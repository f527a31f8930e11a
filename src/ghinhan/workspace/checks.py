"""Everything that is wrong with a project, in one list.

Three examiners are asked: the store's doctor about the files of the labels, the schema about
what they say, and this module about the corpus and the seeds it was made from. An *error* keeps
a release back; a *warning* asks somebody to look.
"""

from collections.abc import Iterator
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import GhinhanError
from ghinhan.foundation.identifiers import file_name_for
from ghinhan.model.edits import CORPUS
from ghinhan.schema import Violation, check_corpus_layer, check_layer
from ghinhan.schema.label_set import Schema
from ghinhan.store.doctor import examine
from ghinhan.store.faults import Fault
from ghinhan.workspace.corpus import Corpus
from ghinhan.workspace.readings import PRACTICE, Readings
from ghinhan.workspace.rows import Row
from ghinhan.workspace.seeds import seed_rows

ERROR, WARNING = "error", "warning"
MAY_WAIT = frozenset({"unfolded", "stray-temporary", "stranger"})
"""Faults of label files by which nothing that is released can be wrong."""


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

    Args:
        root: the project folder.
        corpus: its documents.
        readings: what was said about them.
        schema: what may be labelled.

    """
    found = {
        *check_corpus(root, corpus),
        *check_files(root, corpus, readings),
        *check_readings(readings, schema),
    }
    return sorted(found, key=lambda finding: (finding.severity != ERROR, finding))


def check_corpus(root: Path, corpus: Corpus) -> Iterator[Finding]:
    """Faults between `seeds/` and `corpus/`."""
    seeds = {name: (checksum, made) for name, _, checksum, made in seed_rows(root, corpus)}
    met: set[str] = set()
    for document in corpus.walk():
        source = document.source
        met.add(source.file)
        if source.file not in seeds:
            rule, severity = "seed-missing", WARNING
            message = f"it was made from {source.file}, which is gone. Bring it back from git."
        elif seeds[source.file][0] != source.sha256:
            rule, severity = "seed-changed", ERROR
            message = (
                f"it was made from other bytes than {source.file} now holds. Bring the seed back "
                "from git, or run `ghinhan ingest` if it was changed on purpose."
            )
        else:
            continue
        file = f"corpus/{file_name_for(document.id)}.json"
        yield Finding(
            file=file, rule=rule, severity=severity, message=message, document=document.id
        )
    for name in sorted(set(seeds) - met):
        message = "no document was made from it yet. Run `ghinhan ingest`."
        yield Finding(file=name, rule="not-ingested", severity=WARNING, message=message)


def check_files(root: Path, corpus: Corpus, readings: Readings) -> Iterator[Finding]:
    """What the store's doctor says about the files of the labels."""
    known = set(corpus.ids())
    owners = {file_name_for(name): name for name in readings.annotators()}

    def text_of(document: str) -> str | None:
        return corpus.text(document) if document in known else None

    for fault in examine(root, text_of=text_of):
        yield from_fault(fault, owners)


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
