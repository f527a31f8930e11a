"""What a desk says of several readings of one text: how far they agree, where they differ.

Nothing here writes; `Workspace.adjudicate` does.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import TYPE_CHECKING

import msgspec

from ghinhan.foundation.errors import AgreementUndefinedError
from ghinhan.review.agreement import agreement_rows
from ghinhan.review.by_type import confusion_rows, type_rows
from ghinhan.review.compared import Comparison, compare
from ghinhan.workspace.adjudicating import Adjudication
from ghinhan.workspace.columns import describe_columns
from ghinhan.workspace.difference_rows import difference_rows
from ghinhan.workspace.frames import make_frame
from ghinhan.workspace.reader import ProjectReader
from ghinhan.workspace.readings import GOLD, PRACTICE, Names
from ghinhan.workspace.review_columns import (
    AGREEMENT,
    AGREEMENT_BY_TYPE,
    CONFUSION,
    DIFFERENCES,
)
from ghinhan.workspace.rows import Row

if TYPE_CHECKING:
    import pandas as pd


class ReadingsReader(ProjectReader):
    """A project reader that holds readings against each other."""

    @describe_columns
    def agreement(
        self, between: Sequence[str] | None = None, document: Names = None
    ) -> "pd.DataFrame":
        """How far annotators agree, decision by decision, for every pair of them.

        Only documents that all of them have begun count, so that pairs can be compared.

        Args:
            between: two annotators or more; None for everybody but gold and practice.
            document: a document id, several, or None for all.

        Raises:
            AgreementUndefinedError: fewer than two annotators, or no document in common.
            UnknownNameError: no such annotator or document.

        """
        return make_frame(AGREEMENT, self.agreement_rows(between, document))

    @describe_columns
    def agreement_by_type(
        self, between: Sequence[str] | None = None, document: Names = None
    ) -> "pd.DataFrame":
        """How far annotators agree on each type and role; see `agreement`."""
        return make_frame(AGREEMENT_BY_TYPE, self.type_rows(between, document))

    @describe_columns
    def confusion(
        self, between: Sequence[str] | None = None, document: Names = None
    ) -> "pd.DataFrame":
        """What one annotator answered where the other answered something; see `agreement`."""
        rows = (
            (*names, *msgspec.structs.astuple(row))
            for names, both in self.compare_pairs(between, document)
            for row in confusion_rows(both)
        )
        return make_frame(CONFUSION, rows)

    @describe_columns
    def differences(self, left: str, right: str, *, into: str = GOLD) -> "pd.DataFrame":
        """Everything that two readings do not hold alike, with what was decided about it.

        Fill in `choice` and `reason` and give the frame to `adjudicate`.

        Args:
            left: the annotator whose ids are kept.
            right: the other annotator.
            into: the settled reading whose decisions are shown.

        """
        return make_frame(DIFFERENCES, self.difference_rows(left, right, into=into))

    def agreement_rows(
        self, between: Sequence[str] | None = None, document: Names = None
    ) -> Iterator[Row]:
        """The rows of `agreement`."""
        for names, both in self.compare_pairs(between, document):
            for row in agreement_rows(both):
                yield (*names, *msgspec.structs.astuple(row))

    def type_rows(
        self, between: Sequence[str] | None = None, document: Names = None
    ) -> Iterator[Row]:
        """The rows of `agreement_by_type`."""
        for names, both in self.compare_pairs(between, document):
            for row in type_rows(both):
                yield (*names, *msgspec.structs.astuple(row))

    def difference_rows(self, left: str, right: str, *, into: str = GOLD) -> Iterator[Row]:
        """The rows of `differences`."""
        work = self._adjudication(left, right, into)
        readings = [*work.right, *work.left]
        return difference_rows(work.differences, work.file.decisions, readings)

    def compare_pairs(
        self, between: Sequence[str] | None = None, document: Names = None
    ) -> Iterator[tuple[tuple[str, str], Comparison]]:
        """Every pair of annotators with their readings side by side.

        Raises:
            AgreementUndefinedError: fewer than two annotators, or no document in common.

        """
        names = self._readings.annotators(between)
        if between is None:
            names = [name for name in names if name not in {GOLD, PRACTICE}]
        if len(names) < 2:
            raise AgreementUndefinedError(
                f"agreement needs two annotators or more, got {len(names)}"
                f"{': ' if names else ''}{', '.join(names)}. Example: between=['an', 'binh']."
            )
        begun = [set(self._store.documents(name)) for name in names]
        wanted = [one for one in self._readings.documents(document) if all(one in b for b in begun)]
        if not wanted:
            raise AgreementUndefinedError(
                f"{', '.join(names)} have labelled no document in common, so there is nothing to "
                "compare. Label one document in all of these readings, or name other annotators."
            )
        for left, right in combinations(names, 2):
            sides = (list(self._readings.walk(wanted, name)) for name in (left, right))
            yield (left, right), compare(*sides)

    def _adjudication(self, left: str, right: str, into: str) -> Adjudication:
        return Adjudication(self.root, self._readings, left=left, right=right, into=into)
