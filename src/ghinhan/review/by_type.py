"""How far two readings agree on each type and each role, and what they take for what.

The report of `ghinhan.review.agreement` sums over all types; a rare type that nobody agrees on
is invisible there. Here every type has a line of its own, and every pair of answers a count.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import zip_longest
from operator import attrgetter

import msgspec

from ghinhan.foundation.errors import AgreementUndefinedError
from ghinhan.model import Event
from ghinhan.review.agreement import EVENT_DECISIONS
from ghinhan.review.compared import (
    Compared,
    Comparison,
    One,
    RecordsOf,
    arguments_of,
    events_of,
    mentions_of,
    times_of,
)
from ghinhan.review.matching import SpanRecord, pair_records, place
from ghinhan.review.scores import compare_counts, krippendorff_alpha

NOBODY = ""
"""The answer of a reading that has no such record."""

Answers = tuple[str, str]


class TypeRow(msgspec.Struct, frozen=True, kw_only=True):
    """One type or role in the report.

    Args:
        layer: mentions, times, events or arguments.
        decision: what must be equal besides the type, for example `extent and type`.
        type: the code: a type, a TIMEX3 type or a role.
        left: how many the left reading has.
        right: how many the right reading has.
        both: how many are the same.
        precision: share of the right reading's that the left one has too; None without any.
        recall: share of the left reading's that the right one has too; None without any.
        f1: harmonic mean.
        alpha: Krippendorff's nominal alpha for "this type or another" on the records that both
            have; None where undefined, and for arguments, which are not paired.

    """

    layer: str
    decision: str
    type: str
    left: int
    right: int
    both: int
    precision: float | None
    recall: float | None
    f1: float | None
    alpha: float | None = None


class ConfusionRow(msgspec.Struct, frozen=True, kw_only=True):
    """How often the one reading gave one answer where the other gave another, or the same.

    Args:
        layer: mentions, times, events or arguments.
        decision: the field, for example `type`.
        left: the left reading's answer; empty where it has no such record.
        right: the right reading's answer; empty where it has no such record.
        count: how often.

    """

    layer: str
    decision: str
    left: str
    right: str
    count: int


def type_rows(both: Comparison) -> tuple[TypeRow, ...]:
    """One row for each type that anybody used, layer by layer, types in order."""
    rows = [
        *rows_of(both, "mentions", "extent and type", mentions_of, "type"),
        *rows_of(both, "times", "extent and timex", times_of, "timex"),
        *rows_of(both, "events", "trigger and type", events_of, "type"),
    ]
    decision = "trigger, extent and role"
    left = [argument_key(c, one) for c in both.documents for one in arguments_of(c.left)]
    right = [argument_key(c, one) for c in both.documents for one in arguments_of(c.right)]
    return (*rows, *typed_rows("arguments", decision, left, right, {}))


def argument_key(
    compared: Compared, argument: tuple[Event, str, SpanRecord]
) -> tuple[str, Hashable]:
    """The role of an argument, and where it and its trigger stand."""
    event, role, filler = argument
    return role, (compared.document, event.trigger, event.type, place(filler))


def rows_of(
    both: Comparison, layer: str, decision: str, records_of: RecordsOf[One], field: str
) -> Iterator[TypeRow]:
    """The rows of one kind of record."""
    left, right = (
        [
            (getattr(record, field), (c.document, place(record)))
            for c in both.documents
            for record in records_of(side(c))
        ]
        for side in (attrgetter("left"), attrgetter("right"))
    )
    pairs = [(getattr(a, field), getattr(b, field)) for a, b in both.pairs(records_of)]
    codes = {code for pair in pairs for code in pair}
    alphas = {code: one_against_rest(pairs, code) for code in codes}
    yield from typed_rows(layer, decision, left, right, alphas)


def typed_rows(
    layer: str,
    decision: str,
    left: Sequence[tuple[str, Hashable]],
    right: Sequence[tuple[str, Hashable]],
    alphas: dict[str, float | None],
) -> Iterator[TypeRow]:
    """One row for each code, from (code, place) of both readings."""
    for code in sorted({code for code, _ in (*left, *right)}):
        score = compare_counts(
            [where for name, where in left if name == code],
            [where for name, where in right if name == code],
        )
        yield TypeRow(
            layer=layer,
            decision=decision,
            type=code,
            left=round(score.left),
            right=round(score.right),
            both=round(score.both),
            precision=score.precision,
            recall=score.recall,
            f1=score.f1,
            alpha=alphas.get(code),
        )


def one_against_rest(pairs: Iterable[Answers], code: str) -> float | None:
    """Alpha for one code against all others; None where it is undefined."""
    try:
        return krippendorff_alpha([[str(answer == code) for answer in pair] for pair in pairs])
    except AgreementUndefinedError:
        return None


def confusion_rows(both: Comparison) -> tuple[ConfusionRow, ...]:
    """Every pair of answers with its count, decision by decision, the most frequent first."""
    tables: dict[tuple[str, str], Iterable[Answers]] = {
        ("mentions", "type"): all_answers(both, mentions_of, lambda mention: mention.type),
        ("mentions", "level"): shared_answers(both, mentions_of, "level"),
        ("times", "timex"): all_answers(both, times_of, lambda time: time.timex),
    }
    tables["events", "type"] = all_answers(both, events_of, lambda event: event.type)
    for field in EVENT_DECISIONS[1:]:
        tables["events", field] = shared_answers(both, events_of, field)
    tables["arguments", "role"] = role_answers(both)
    return tuple(
        ConfusionRow(layer=layer, decision=decision, left=left, right=right, count=count)
        for (layer, decision), answers in tables.items()
        for (left, right), count in sorted(
            Counter(answers).items(), key=lambda found: (-found[1], found[0])
        )
    )


def all_answers(
    both: Comparison, records_of: RecordsOf[One], field: Callable[[One], str]
) -> Iterator[Answers]:
    """Both answers for every record, `NOBODY` where one reading has none."""
    for c in both.documents:
        for one, other in pair_records(records_of(c.left), records_of(c.right)):
            yield (
                NOBODY if one is None else field(one),
                NOBODY if other is None else field(other),
            )


def shared_answers(both: Comparison, records_of: RecordsOf[One], field: str) -> Iterator[Answers]:
    """Both answers for the records that both readings have."""
    for one, other in both.pairs(records_of):
        yield getattr(one, field), getattr(other, field)


def role_answers(both: Comparison) -> Iterator[Answers]:
    """Both roles of each filler of each event that both readings have."""
    for one, other in both.pairs(events_of):
        for ref in dict.fromkeys(argument.ref for argument in (*one.arguments, *other.arguments)):
            left = sorted(argument.role for argument in one.arguments if argument.ref == ref)
            right = sorted(argument.role for argument in other.arguments if argument.ref == ref)
            yield from zip_longest(left, right, fillvalue=NOBODY)
