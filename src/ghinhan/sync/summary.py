"""What a push or a pull has done, document by document, with the reasons."""

from collections import Counter
from collections.abc import Iterable, Sequence

import msgspec

from ghinhan.foundation.errors import list_faults

OUTCOMES = ("created", "updated", "skipped", "refused")


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one document.

    Args:
        document: document id.
        outcome: created, updated, skipped or refused.
        changes: how many spans, relations and comments were changed.
        why: the reason, for people.

    """

    document: str
    outcome: str
    changes: int = 0
    why: str = ""


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """What one push or pull has done.

    Args:
        job: `push` or `pull`.
        outcomes: one for each document.
        remarks: what was refused or stayed at home inside a document, one sentence each.

    """

    job: str
    outcomes: tuple[Outcome, ...] = ()
    remarks: tuple[str, ...] = ()

    def counts(self) -> dict[str, int]:
        """How many documents were created, updated, skipped, refused.

        Example:
            >>> done = Outcome(document="d", outcome="created")
            >>> Summary(job="push", outcomes=(done,)).counts()
            {'created': 1, 'updated': 0, 'skipped': 0, 'refused': 0}

        """
        counted = Counter(outcome.outcome for outcome in self.outcomes)
        return {name: counted[name] for name in OUTCOMES}

    def changes(self) -> int:
        """How many spans, relations and comments were changed."""
        return sum(outcome.changes for outcome in self.outcomes)

    def rows(self) -> list[dict[str, object]]:
        """One row for each document, ready for `pandas.DataFrame`."""
        return [msgspec.structs.asdict(outcome) for outcome in self.outcomes]

    def __repr__(self) -> str:
        """What people read; a cell that ends with a push shows this, not a thousand outcomes."""
        return str(self)

    def __str__(self) -> str:
        """The counts, the refusals with their reasons, and the remarks."""
        counted = ", ".join(f"{number} {name}" for name, number in self.counts().items())
        lines = [f"{self.job}: {counted}; {self.changes()} changes."]
        refused = [f"{o.document}: {o.why}" for o in self.outcomes if o.outcome == "refused"]
        if refused or self.remarks:
            lines.append(list_faults([*refused, *self.remarks]))
        return "\n".join(lines)


def in_order(outcomes: Iterable[Outcome], documents: Sequence[str]) -> tuple[Outcome, ...]:
    """Outcomes in the order of the documents; of others at the end."""
    places = {name: place for place, name in enumerate(documents)}
    return tuple(sorted(outcomes, key=lambda done: places.get(done.document, len(places))))
