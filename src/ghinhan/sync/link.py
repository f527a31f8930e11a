"""What push, pull and status share: a reading here, a project there, and comparing them."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from ghinhan.foundation.errors import OffsetError, SyncError, UnknownNameError
from ghinhan.model.document import Document
from ghinhan.model.labelled import Loss
from ghinhan.model.layer import Layer
from ghinhan.model.session import LabellingSession
from ghinhan.sync.api import Api
from ghinhan.sync.archive import EVERYBODY, Archive, open_export
from ghinhan.sync.ledger import Known, Ledger
from ghinhan.sync.merging import Plan, compare, in_step
from ghinhan.sync.naming import Base, Seen, see
from ghinhan.sync.shapes import Shape, Vocabulary, shape_of
from ghinhan.sync.wire import Page

Progress = Callable[[Sequence[str], str], Iterator[str]]
"""Walks over names and shows how far it has come; takes a word on what is done."""


@dataclass(frozen=True, slots=True)
class Link:
    """One annotator's reading and the doccano project that shows it.

    Args:
        api: the server.
        project: the project's number there.
        ledger: what this clone knows of it.
        session: the annotator's reading.
        words: the schema's labels, as doccano knows them.
        documents: every document that belongs there.
        progress: how to show how far a job has come.
        prefer: who is right where both changed one thing: `here`, `there`, or nobody.
        restores: whatever differs there is undone there, changed by whomever.
        given: the project as it was when somebody looked for us; None to look every time.

    """

    api: Api
    project: int
    ledger: Ledger
    session: LabellingSession
    words: Vocabulary
    documents: Sequence[str]
    progress: Progress
    prefer: str = ""
    restores: bool = False
    given: Archive | None = None

    @contextmanager
    def archive(self) -> Iterator[Archive]:
        """The project as it is on the server now."""
        if self.given is not None:
            yield self.given
            return
        with open_export(self.api, self.project, self.ledger.folder) as export:
            if EVERYBODY not in export:  # never to be taken for an empty project
                raise SyncError(
                    f"the export of project {self.project} holds {sorted(export)} and not the one "
                    "reading of a collaborative project. Run this again."
                )
            yield Archive(export[EVERYBODY])

    def base(self, page: Page) -> Base:
        """How both sides were when last in step: as we noted it, else as the page says."""
        if page.tag is None:
            return Base()
        known = self.ledger.known(page.tag.document)
        if known is not None and known.example == page.example:
            return known.base
        return Base(shape=page.tag.shape())

    def open(self, document: str) -> "Here":
        """A document and the reading of it, as they are now.

        Raises:
            UnknownNameError: no such document here.

        """
        opened = self.session.open(document)
        shape, losses = shape_of(opened.layer, opened.document, self.words)
        return Here(opened.document, opened.layer, shape, losses)

    def compare(self, page: Page, here: "Here") -> "Compared":
        """What is here against what is there.

        Raises:
            OffsetError: the text there is another one.

        """
        base = self.base(page)
        seen = see(page, base, here.shape, here.document, self.words)
        before = seen.shape if self.restores else base.shape
        plan = compare(before, here.shape, seen.shape, prefer=self.prefer)
        return Compared(base, seen, plan)

    def note(self, page: Page, here: "Here", seen: Seen, base: Base) -> Shape:
        """Write down what both sides have now; gives it."""
        agreed = in_step(base.shape, here.shape, seen.shape)
        marks = {key: number for key, number in seen.marks.items() if key in agreed.marks}
        notes = {key: number for key, number in seen.notes.items() if key in agreed.notes}
        self.ledger.write(
            Known(
                document=here.document.id,
                example=page.example,
                text_sha256=here.document.text_sha256,
                base=Base(shape=agreed, marks=marks, notes=notes),
                settled=not seen.refused and same(agreed, seen.shape),
            )
        )
        return agreed


@dataclass(frozen=True, slots=True)
class Here:
    """A document, our reading of it, what doccano can hold of it, and what stays at home."""

    document: Document
    layer: Layer
    shape: Shape
    losses: list[Loss]


@dataclass(frozen=True, slots=True)
class Compared:
    """What was in step, what is there, and what to do about it."""

    base: Base
    seen: Seen
    plan: Plan

    @property
    def remarks(self) -> tuple[str, ...]:
        """What could not be understood there, and what both sides changed."""
        return (*self.seen.refused, *self.plan.conflicts)


@dataclass(frozen=True, slots=True)
class Index:
    """Where each document of ours stands in an archive.

    Args:
        places: the place of its page.
        faults: documents that cannot be told apart or read, and why.
        strangers: examples of the project that are not ours.

    """

    places: dict[str, int]
    faults: dict[str, str]
    strangers: int


def make_index(archive: Archive) -> Index:
    """Find our documents in an archive."""
    places: dict[str, int] = {}
    examples: dict[str, list[int]] = {}
    strangers = 0
    for place, page in archive.pages():
        if page.tag is None:
            strangers += 1
            continue
        places[page.tag.document] = place
        examples.setdefault(page.tag.document, []).append(page.example)
    faults = {
        document: f"it stands {len(numbers)} times in doccano (examples {numbers}); delete all "
        "but the one that was worked on, and run this again."
        for document, numbers in examples.items()
        if len(numbers) > 1
    }
    return Index(places, faults, strangers)


def is_as_noted(page: Page, known: Known | None) -> bool:
    """Whether a page is exactly as it was when both sides were last in step."""
    if known is None or not known.settled or known.example != page.example:
        return False
    text = page.text.encode("utf-8", "surrogatepass")
    if hashlib.sha256(text).hexdigest() != known.text_sha256:
        return False
    names = {number: key for key, number in known.base.marks.items()}
    if {names.get(n, ""): mark for n, mark in page.marks.items()} != known.base.shape.marks:
        return False
    arrows = Counter((names.get(a, ""), t, names.get(b, "")) for a, t, b in page.arrows.values())
    if arrows != Counter(tuple(arrow) for arrow in known.base.shape.arrows):
        return False
    notes = {number: known.base.shape.notes[key] for key, number in known.base.notes.items()}
    return page.notes == notes


def same(one: Shape, other: Shape) -> bool:
    """Whether two shapes show the same, in whatever order."""
    return (
        one.marks == other.marks
        and one.notes == other.notes
        and Counter(one.arrows) == Counter(other.arrows)
    )


def reason(error: Exception) -> str:
    """Why a document was refused, for the summary."""
    return str(error)


REFUSALS = (OffsetError, UnknownNameError, SyncError)
"""What concerns one document alone and stops no other."""


def row_numbers(rows: Sequence[dict[str, Any]]) -> dict[str, int]:
    """The number of each label type, by its name."""
    return {row["text"]: row["id"] for row in rows}
