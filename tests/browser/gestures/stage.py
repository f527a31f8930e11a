"""Where acts are played: a project, a hand at its annotator, the store that must have it all."""

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from ghinhan import Workspace
from ghinhan.model import Document, Event, Layer, Mention, Time
from tests.browser.gestures.hand import Hand
from tests.browser.gestures.reading import Mark, Span, marks_of
from tests.browser.gestures.tally import Tally
from tests.browser.gestures.work import Worker

GOLD = "a1"
SEEDS = ("000_e85f3aaeab3ef9c0", "002_6e5c1c6c60e7ec83")
CELLS = ("from ghinhan import Workspace\ndesk = Workspace.open('..')", "None")
"""What the notebook holds; the hand puts `desk.annotate(…)` into the second cell."""


@dataclass(slots=True)
class Stage:
    """One project, on which every act has an annotator of its own.

    Args:
        project: its folder, which JupyterLab serves.
        hand: at a notebook with `CELLS`.
        acted: how many annotators there were.
        guesses: for each document that was walked, its stops with what they suggest.
        triggers: for each, its likely triggers.

    """

    project: Path
    hand: Hand
    acted: int = 0
    guesses: dict[str, dict[Span, str]] = field(default_factory=dict)
    triggers: dict[str, list[Span]] = field(default_factory=dict)

    def begin(self, document: str, there: Iterable[Span] = ()) -> Worker:
        """Sit down as a new annotator, who has labelled nothing but what is `there` of the gold.

        Args:
            document: document id.
            there: spans of gold records that are labelled already, without entities or roles.

        """
        self.acted += 1
        records = [bare(r) for r in self.spanned(document, GOLD) if (r.start, r.end) in {*there}]
        with Workspace.open(self.project) as desk, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            if records:
                desk.edit(document, self.annotator, put=records)
            worker = Worker(self.hand, desk.document(document), desk.schema)
        worker.guesses = self.guesses.get(document, {})
        worker.triggers = self.triggers.get(document, [])
        worker.made = self.marks(document) if records else []
        self.hand.sit_down(worker.document, self.annotator)
        return worker

    def look_around(self, document: str) -> dict[Span, str]:
        """Every stop of an unlabelled document, walked once and remembered."""
        if document not in self.guesses:
            worker = self.begin(document)
            self.guesses[document] = worker.look_around()
            self.hand.press("Escape", "Escape")
            self.triggers[document] = [*worker.stops_of("Shift+ArrowDown")]
        return self.guesses[document]

    @property
    def annotator(self) -> str:
        """Who acts at the moment."""
        return f"hand-{self.acted}"

    @contextmanager
    def counted(self) -> Iterator[list[Tally]]:
        """Count the gestures of a block; afterwards the disk has what they did."""
        counts: list[Tally] = []
        before = self.hand.tally()
        yield counts
        counts.append(self.hand.tally() - before)
        self.hand.wait_until_saved()

    def document(self, document: str) -> Document:
        """A document of the project."""
        with Workspace.open(self.project) as desk:
            return desk.document(document)

    def layer(self, document: str, annotator: str = "") -> Layer:
        """A reading, read from the disk by another process than the kernel."""
        with Workspace.open(self.project) as desk:
            return desk.layer(document, annotator or self.annotator)

    def spanned(self, document: str, annotator: str = "") -> list[Mention | Time | Event]:
        """Its records with a place in the text."""
        records = self.layer(document, annotator).records
        return [r for r in records if isinstance(r, Mention | Time | Event)]

    def marks(self, document: str, annotator: str = "") -> list[Mark]:
        """The same as marks."""
        return marks_of(self.layer(document, annotator))


def bare(record: Mention | Time | Event) -> Mention | Time | Event:
    """A record without what other records would have to be there for."""
    if isinstance(record, Mention):
        return msgspec.structs.replace(record, entity="", metonym="")
    if isinstance(record, Event):
        return msgspec.structs.replace(record, hopper="", arguments=(), attribution="")
    return msgspec.structs.replace(record, anchor="")
