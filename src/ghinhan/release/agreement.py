"""How far the readings behind a release agree: measured for every pair, shown on the card.

What is measured is the work of `ghinhan.review`; which readings, `annotations/release.toml` says.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

import msgspec

from ghinhan.foundation.errors import AgreementUndefinedError
from ghinhan.model.labelled import LabelledDocument
from ghinhan.review.agreement import agreement_rows
from ghinhan.review.by_type import ConfusionRow, TypeRow, confusion_rows, type_rows
from ghinhan.review.compared import compare
from ghinhan.review.report import AgreementRow

FILE_NAME = "agreement.json"
Readings = Mapping[str, Callable[[], Iterable[LabelledDocument]]]
"""Annotator to a function that streams what that annotator labelled."""
Cells = defaultdict[str, dict[int, str]]
"""Row name to the cell of each pair by its number."""


class PairAgreement(msgspec.Struct, frozen=True, kw_only=True):
    """Two readings held against each other.

    Args:
        left: the annotator taken as the reference.
        right: the other one.
        documents: ids of the documents that both labelled.
        undefined: why nothing could be measured; empty where it could.
        decisions: layer by layer.
        types: type by type.
        confusion: answer by answer.

    """

    left: str
    right: str
    documents: tuple[str, ...] = ()
    undefined: str = ""
    decisions: tuple[AgreementRow, ...] = ()
    types: tuple[TypeRow, ...] = ()
    confusion: tuple[ConfusionRow, ...] = ()


def measure_pairs(readings: Readings) -> tuple[PairAgreement, ...]:
    """Every pair of readings, in the order of their names."""
    return tuple(
        measure_pair(left, right, readings) for left, right in combinations(sorted(readings), 2)
    )


def measure_pair(left: str, right: str, readings: Readings) -> PairAgreement:
    """One pair of readings; what cannot be compared says why."""
    try:
        both = compare(readings[left](), readings[right]())
    except AgreementUndefinedError as error:
        return PairAgreement(left=left, right=right, undefined=str(error))
    return PairAgreement(
        left=left,
        right=right,
        documents=tuple(one.document for one in both.documents),
        decisions=agreement_rows(both),
        types=type_rows(both),
        confusion=confusion_rows(both),
    )


def agreement_lines(pairs: Iterable[PairAgreement]) -> Iterator[str]:
    """The part of the card after its heading, as Markdown."""
    measured: list[PairAgreement] = []
    for pair in pairs:
        if pair.undefined:
            yield f"`{pair.left}` and `{pair.right}` could not be compared: {pair.undefined}\n"
        else:
            measured.append(pair)
    if not measured:
        yield "No agreement was measured: it takes two readings of the same documents."
        return
    yield (
        "P, R and F1 say how far two readings mark the same things, the first named taken as the "
        "reference. Where both have marked a thing, = is the share of equal answers about it, and "
        "α is Krippendorff's nominal alpha, which takes away what chance would give; it is "
        "undefined where all answers are one. In brackets: how many. All of it, with confusions, "
        f"stands in `{FILE_NAME}`.\n"
    )
    names = [f"`{pair.left}`–`{pair.right}`" for pair in measured]
    decisions: Cells = defaultdict(dict)
    types: Cells = defaultdict(dict)
    for place, pair in enumerate(measured):
        for row in pair.decisions:
            decisions[f"{row.layer}: {row.decision}"][place] = decision_cell(row)
        for one in pair.types:
            counts = f"{one.left}/{one.right}"
            types[f"{one.layer}: `{one.type}`"][place] = f"{digits(one.f1)} ({counts})"
    yield from columns("decision", names, decisions.items())
    yield "\n### Agreement by type and role\n"
    yield "F1, and in brackets how many the first and the second reading have.\n"
    yield from columns("type", names, sorted(types.items()))


def columns(
    title: str, names: Sequence[str], rows: Iterable[tuple[str, Mapping[int, str]]]
) -> Iterator[str]:
    """A Markdown table with a column for each pair; a dash where a pair has no such row."""
    yield f"| {title} | {' | '.join(names)} |"
    yield f"|{' --- |' * (len(names) + 1)}"
    for name, cells in rows:
        yield f"| {name} | {' | '.join(cells.get(n, '–') for n in range(len(names)))} |"


def decision_cell(row: AgreementRow) -> str:
    """One decision of one pair.

    Example:
        >>> row = AgreementRow(layer="events", decision="tense", left=4, right=4, equal=1.0)
        >>> decision_cell(row)
        '= 1.000, α undefined (4)'

    """
    counts = f"({row.left}/{row.right})"
    if row.equal is not None:
        alpha = "undefined" if row.alpha is None else digits(row.alpha)
        return f"= {digits(row.equal)}, α {alpha} ({row.left})"
    if row.precision is not None or row.recall is not None:
        return f"P {digits(row.precision)}, R {digits(row.recall)}, F1 {digits(row.f1)} {counts}"
    return f"F1 {digits(row.f1)} {counts}" if row.f1 is not None else "–"


def digits(share: float | None) -> str:
    """A share with three digits, or a dash where there is none.

    Example:
        >>> digits(2 / 3), digits(None)
        ('0.667', '–')

    """
    return "–" if share is None else f"{share:.3f}"
