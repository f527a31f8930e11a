"""The lines of an agreement report, and how each kind of comparison becomes one.

Which decisions are compared is said in `ghinhan.review.agreement`; how they are counted, in
`ghinhan.review.scores`.
"""

from collections.abc import Callable, Hashable, Iterator, Sequence

import msgspec

from ghinhan.foundation.errors import AgreementUndefinedError
from ghinhan.review.compared import Comparison, One, RecordsOf
from ghinhan.review.scores import Score, compare_counts, krippendorff_alpha, share_equal


class AgreementRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the report.

    Args:
        layer: what is compared: mentions, entities, times, events, hoppers, arguments,
            relations or labels.
        decision: which decision, for example `extent and type` or `realis`.
        left: how many decisions the left reading holds; for paired decisions, the pairs.
        right: the same for the right reading.
        precision: share of the right reading's decisions that the left one has too.
        recall: share of the left reading's decisions that the right one has too.
        f1: harmonic mean; does not change when left and right are swapped.
        equal: share of pairs with the same answer.
        alpha: Krippendorff's nominal alpha on the pairs; None where undefined (all answers
            are one label).

    """

    layer: str
    decision: str
    left: int
    right: int
    precision: float | None = None
    recall: float | None = None
    f1: float | None = None
    equal: float | None = None
    alpha: float | None = None


def set_row(
    layer: str,
    decision: str,
    both: Comparison,
    records_of: RecordsOf[One],
    key: Callable[[One], Hashable],
) -> AgreementRow:
    """Compare what there is, as multisets over all documents."""
    left = [(c.document, key(record)) for c in both.documents for record in records_of(c.left)]
    right = [(c.document, key(record)) for c in both.documents for record in records_of(c.right)]
    return score_row(layer, decision, compare_counts(left, right))


def score_row(layer: str, decision: str, score: Score) -> AgreementRow:
    """A row for a comparison of sets."""
    return AgreementRow(
        layer=layer,
        decision=decision,
        left=round(score.left),
        right=round(score.right),
        precision=score.precision,
        recall=score.recall,
        f1=score.f1,
    )


def answer_rows(
    layer: str, pairs: Sequence[tuple[object, object]], decisions: Sequence[str]
) -> Iterator[AgreementRow]:
    """One row for each field, then one for each further attribute that anybody gave.

    Args:
        layer: as in the row.
        pairs: records of one kind that stand for each other.
        decisions: names of their fields.

    """
    for decision in decisions:
        answers = [(answer(getattr(a, decision)), answer(getattr(b, decision))) for a, b in pairs]
        yield paired_row(layer, decision, answers)
    given = [(getattr(a, "attributes", {}), getattr(b, "attributes", {})) for a, b in pairs]
    for code in sorted({code for pair in given for attributes in pair for code in attributes}):
        yield paired_row(layer, code, [(a.get(code, ""), b.get(code, "")) for a, b in given])


def answer(value: object) -> str:
    """A field's value as an answer that can be compared: a list of names without its order."""
    return " ".join(sorted(map(str, value))) if isinstance(value, tuple) else str(value)


def paired_row(layer: str, decision: str, answers: Sequence[tuple[str, str]]) -> AgreementRow:
    """A row for answers given to the same units."""
    try:
        alpha = krippendorff_alpha(answers)
    except AgreementUndefinedError:
        alpha = None
    return AgreementRow(
        layer=layer,
        decision=decision,
        left=len(answers),
        right=len(answers),
        equal=share_equal(answers),
        alpha=alpha,
    )
