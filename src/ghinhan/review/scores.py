"""Counting how two sets of decisions agree: precision, recall, F1, kappa, alpha.

Only counting: what is counted is decided in `ghinhan.review.agreement`.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import permutations

import msgspec

from ghinhan.foundation.errors import AgreementUndefinedError


class Score(msgspec.Struct, frozen=True):
    """How many things of the one and of the other reading are the same.

    Args:
        both: things in both readings; for coreference a weighted sum, not always whole.
        left: things in the left reading, taken as the reference.
        right: things in the right reading.
        right_both: what counts for precision where it differs from `both` (coreference).

    """

    both: float
    left: float
    right: float
    right_both: float | None = None

    @property
    def recall(self) -> float | None:
        """Share of the left reading that the right one has too; None when left is empty."""
        return self.both / self.left if self.left else None

    @property
    def precision(self) -> float | None:
        """Share of the right reading that the left one has too; None when right is empty."""
        found = self.both if self.right_both is None else self.right_both
        return found / self.right if self.right else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None when both readings are empty.

        Example:
            >>> Score(both=2, left=4, right=2).f1
            0.6666666666666666

        """
        if not self.left and not self.right:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def compare_counts(left: Iterable[Hashable], right: Iterable[Hashable]) -> Score:
    """Compare two collections of decisions; a decision made twice counts twice.

    Example:
        >>> compare_counts(["a", "a", "b"], ["a", "c"])
        Score(both=1, left=3, right=2, right_both=None)

    """
    ours, theirs = Counter(left), Counter(right)
    return Score((ours & theirs).total(), ours.total(), theirs.total())


def share_equal(pairs: Sequence[tuple[str, str]]) -> float | None:
    """Share of pairs whose two answers are equal; None without pairs."""
    return sum(a == b for a, b in pairs) / len(pairs) if pairs else None


def cohen_kappa(pairs: Sequence[tuple[str, str]]) -> float:
    """Cohen's kappa: how far two annotators agree beyond chance on one label for each unit.

    Args:
        pairs: for each unit the left and the right answer.

    Returns:
        1.0 is perfect agreement, 0.0 is chance, below 0.0 is systematic disagreement.

    Raises:
        AgreementUndefinedError: no pairs, or both gave one and the same label throughout.

    Source:
        J. Cohen, "A Coefficient of Agreement for Nominal Scales" (1960).

    Example:
        >>> round(cohen_kappa([("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10
        ...                   + [("n", "n")] * 15), 2)
        0.4

    """
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    by_chance = sum(left[label] * right[label] for label in left)
    if not pairs or by_chance == len(pairs) ** 2:
        raise AgreementUndefinedError(
            f"kappa needs two different labels among the answers, but {len(pairs)} pairs hold "
            f"only {sorted(left | right)}. Report the share of equal answers instead."
        )
    chance = by_chance / len(pairs) ** 2
    equal = sum(a == b for a, b in pairs) / len(pairs)
    return (equal - chance) / (1 - chance)


def krippendorff_alpha(units: Iterable[Sequence[str | None]]) -> float:
    """Krippendorff's alpha for unordered labels and any number of annotators.

    Args:
        units: one row per unit, one entry per annotator (rows may differ in length); None
            where an annotator gave no answer. A row with fewer than two answers says
            nothing about agreement and is skipped.

    Returns:
        A pure number. 1.0 is perfect agreement, 0.0 is chance, below 0.0 is systematic
        disagreement.

    Raises:
        AgreementUndefinedError: fewer than two different labels among comparable answers.

    Source:
        K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011).

    Example:
        >>> round(krippendorff_alpha([["PER", "PER"], ["LOC", "PER"], ["LOC", "LOC"]]), 3)
        0.444

    """
    coincidences: defaultdict[tuple[str, str], float] = defaultdict(float)
    for row in units:
        answers = [label for label in row if label is not None]
        for pair in permutations(answers, 2):
            coincidences[pair] += 1 / (len(answers) - 1)

    totals: defaultdict[str, float] = defaultdict(float)
    for (label, _), weight in coincidences.items():
        totals[label] += weight
    if len(totals) < 2:
        raise AgreementUndefinedError(
            f"alpha needs at least two different labels, but the comparable answers hold only "
            f"{sorted(totals)}. Add units, or report the share of equal answers instead."
        )
    observed = sum(weight for (a, b), weight in coincidences.items() if a != b)
    by_chance = sum(totals[a] * totals[b] for a, b in permutations(totals, 2))
    return 1 - observed * (sum(totals.values()) - 1) / by_chance
