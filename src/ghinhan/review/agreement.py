"""How far two readings of the same documents agree, decision by decision.

Every row of the report is one decision that annotators make: where a mention is, what its type
is, which mentions are one entity, what triggers an event, who fills a role. Decisions on *what
there is* are compared as sets (precision, recall, F1; the left reading is the reference).
Decisions on *what it is like* are compared on the pairs both readings have, also beyond chance.
Ids never matter: entities and hoppers are compared as clusters.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

import msgspec

from ghinhan.foundation.errors import AgreementUndefinedError
from ghinhan.model import Event, LabelledDocument, Layer, Mention, Span, Time
from ghinhan.review.clusters import Clustering, b_cubed, ceaf_e, conll_mean, lea, muc
from ghinhan.review.matching import head_of, pair_records, place
from ghinhan.review.scores import Score, compare_counts, krippendorff_alpha, share_equal

Place = tuple[Span, ...]
One = TypeVar("One", Mention, Time, Event)


class AgreementRow(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the report.

    Args:
        layer: what is compared: mentions, entities, times, events, hoppers or arguments.
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


class Compared(msgspec.Struct, frozen=True):
    """One document with both readings of it."""

    document: str
    tokens: tuple[Span, ...]
    left: Layer
    right: Layer


def measure_agreement(
    left: Iterable[LabelledDocument], right: Iterable[LabelledDocument]
) -> tuple[AgreementRow, ...]:
    """Compare two readings of the same documents.

    Args:
        left: the reading taken as reference, one item per document.
        right: the other reading. Documents that only one side has are left out.

    Returns:
        The rows of the report, in the order of the work: mentions, entities, times, events,
        hoppers, arguments.

    Raises:
        AgreementUndefinedError: the readings share no document, or were made on different
            texts of one document.

    """
    both = pair_documents(left, right)
    rows = [*mention_rows(both), *entity_rows(both), *time_rows(both)]
    return (*rows, *event_rows(both), *hopper_rows(both), *argument_rows(both))


def pair_documents(
    left: Iterable[LabelledDocument], right: Iterable[LabelledDocument]
) -> tuple[Compared, ...]:
    """The documents that both readings hold, in the order of the left one."""
    others = {item.document.id: item for item in right}
    both = []
    for item in left:
        other = others.get(item.document.id)
        if other is None:
            continue
        if item.layer.text_sha256 != other.layer.text_sha256:
            raise AgreementUndefinedError(
                f"{item.document.id}: the two readings were made on different texts "
                f"({item.layer.text_sha256[:8]}… and {other.layer.text_sha256[:8]}…). "
                "Run `ghinhan doctor` and re-anchor the older one first."
            )
        both.append(Compared(item.document.id, item.document.tokens, item.layer, other.layer))
    if not both:
        raise AgreementUndefinedError(
            "the two readings share no document, so there is nothing to compare. "
            "Label one document in both, or name other annotators."
        )
    return tuple(both)


def mention_rows(both: Sequence[Compared]) -> Iterator[AgreementRow]:
    """Where mentions are, what type they have, and what else is said of them."""
    sets: dict[str, Callable[[Mention], Hashable]] = {
        "extent": lambda m: m.extent,
        "head": head_of,
        "extent and type": lambda m: (m.extent, m.type),
        "head and type": lambda m: (head_of(m), m.type),
    }
    for decision, key in sets.items():
        yield set_row("mentions", decision, both, _mentions, key)
    yield paired_row("mentions", "type of each syllable", _syllable_pairs(both))
    pairs = list(_pairs(both, _mentions))
    for decision in ("type", "level", "specific"):
        answers = [(str(getattr(a, decision)), str(getattr(b, decision))) for a, b in pairs]
        yield paired_row("mentions", decision, answers)


def time_rows(both: Sequence[Compared]) -> Iterator[AgreementRow]:
    """Where time expressions are, and the values given to them."""
    yield set_row("times", "extent", both, _times, lambda t: t.extent)
    yield set_row("times", "extent and value", both, _times, lambda t: (t.extent, t.value))
    pairs = list(_pairs(both, _times))
    for decision in ("timex", "value", "resolved"):
        answers = [(getattr(a, decision), getattr(b, decision)) for a, b in pairs]
        yield paired_row("times", decision, answers)


def event_rows(both: Sequence[Compared]) -> Iterator[AgreementRow]:
    """Triggers, event types and the attributes of events found by both.

    Source:
        Trigger identification (Tri-I) and classification (Tri-C) as in TextEE: Huang et al.,
        "TextEE: Benchmark, Reevaluation, Reflections, and Future Challenges in Event
        Extraction" (2024).

    """
    yield set_row("events", "trigger", both, _events, lambda e: e.trigger)
    yield set_row("events", "trigger and type", both, _events, lambda e: (e.trigger, e.type))
    pairs = list(_pairs(both, _events))
    for decision in ("type", "realis", "polarity", "tense", "modality"):
        answers = [(getattr(a, decision), getattr(b, decision)) for a, b in pairs]
        yield paired_row("events", decision, answers)
    yield paired_row("events", "attribution", list(_attribution_pairs(both)))


def argument_rows(both: Sequence[Compared]) -> Iterator[AgreementRow]:
    """Who fills which role, by exact extent and by head.

    Source:
        Arg-I, Arg-C, Arg-I+ and Arg-C+ as in TextEE; the plus ties an argument to its trigger.

    """
    for name, span_of in (("extent", place), ("head", head_of)):
        decisions: dict[str, Callable[[Event, Place, str], Hashable]] = {
            f"{name} (Arg-I)": lambda e, span, _: (e.type, span),
            f"{name} and role (Arg-C)": lambda e, span, role: (e.type, span, role),
            f"{name}, trigger (Arg-I+)": lambda e, span, _: (e.trigger, e.type, span),
            f"{name}, trigger and role (Arg-C+)": lambda e, span, role: (
                e.trigger,
                e.type,
                span,
                role,
            ),
        }
        for decision, key in decisions.items():
            left = {d for c in both for d in _arguments(c.document, c.left, span_of, key)}
            right = {d for c in both for d in _arguments(c.document, c.right, span_of, key)}
            yield score_row("arguments", decision, compare_counts(left, right))


def entity_rows(both: Sequence[Compared]) -> Iterator[AgreementRow]:
    """Which mentions are one entity, within and across the documents, by extent."""
    left = _clustering(both, lambda c: ((m.extent, m.entity) for m in c.left.mentions))
    right = _clustering(both, lambda c: ((m.extent, m.entity) for m in c.right.mentions))
    yield from cluster_rows("entities", left, right)


def hopper_rows(both: Sequence[Compared]) -> Iterator[AgreementRow]:
    """Which event mentions tell of one occurrence, by trigger."""
    left = _clustering(both, lambda c: ((e.trigger, e.hopper) for e in c.left.events))
    right = _clustering(both, lambda c: ((e.trigger, e.hopper) for e in c.right.events))
    yield from cluster_rows("hoppers", left, right)


def cluster_rows(layer: str, left: Clustering, right: Clustering) -> Iterator[AgreementRow]:
    """The coreference measures, and the CoNLL mean as a row of its own."""
    measures = {"MUC": muc, "B³": b_cubed, "CEAF-e": ceaf_e, "LEA": lea}
    for name, measure in measures.items():
        yield score_row(layer, name, measure(left, right))
    yield AgreementRow(
        layer=layer,
        decision="CoNLL mean",
        left=len(left),
        right=len(right),
        f1=conll_mean(left, right),
    )


def set_row(
    layer: str,
    decision: str,
    both: Sequence[Compared],
    records_of: Callable[[Layer], Sequence[One]],
    key: Callable[[One], Hashable],
) -> AgreementRow:
    """Compare what there is, as multisets over all documents."""
    left = [(c.document, key(record)) for c in both for record in records_of(c.left)]
    right = [(c.document, key(record)) for c in both for record in records_of(c.right)]
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


def _mentions(layer: Layer) -> tuple[Mention, ...]:
    return layer.mentions


def _times(layer: Layer) -> tuple[Time, ...]:
    return layer.times


def _events(layer: Layer) -> tuple[Event, ...]:
    return layer.events


def _pairs(
    both: Sequence[Compared], records_of: Callable[[Layer], Sequence[One]]
) -> Iterator[tuple[One, One]]:
    for compared in both:
        for a, b in pair_records(records_of(compared.left), records_of(compared.right)):
            if a is not None and b is not None:
                yield a, b


def _syllable_pairs(both: Sequence[Compared]) -> list[tuple[str, str]]:
    """For each token, the type of the outermost mention over it in either reading, or `-`."""
    answers: list[tuple[str, str]] = []
    for compared in both:
        left = _outermost_types(compared.tokens, compared.left)
        right = _outermost_types(compared.tokens, compared.right)
        answers += zip(left, right, strict=True)
    return answers


def _outermost_types(tokens: Sequence[Span], layer: Layer) -> list[str]:
    types = ["-"] * len(tokens)
    ends = [end for _, end in tokens]
    records: list[Mention | Time] = [*layer.mentions, *layer.times]
    for record in sorted(records, key=lambda r: (r.end - r.start, r.type)):
        for start, end in record.extent:  # the longest record comes last and wins
            number = bisect_right(ends, start)
            while number < len(tokens) and tokens[number][0] < end:
                types[number] = record.type
                number += 1
    return types


def _attribution_pairs(both: Sequence[Compared]) -> Iterator[tuple[str, str]]:
    """The head of the mention that vouches for each event both readings have."""
    for compared in both:
        left, right = compared.left.by_id(), compared.right.by_id()
        for a, b in pair_records(compared.left.events, compared.right.events):
            if a is not None and b is not None:
                yield _voucher(left.get(a.attribution)), _voucher(right.get(b.attribution))


def _voucher(record: object) -> str:
    return str(head_of(record)) if isinstance(record, Mention) else "the article"


def _arguments(
    document: str,
    layer: Layer,
    span_of: Callable[[Mention | Time | Event], Place],
    key: Callable[[Event, Place, str], Hashable],
) -> Iterator[Hashable]:
    records = layer.by_id()
    for event in layer.events:
        for argument in event.arguments:
            filler = records.get(argument.ref)
            if isinstance(filler, Mention | Time | Event):
                yield document, key(event, span_of(filler), argument.role)


def _clustering(
    both: Sequence[Compared],
    places_of: Callable[[Compared], Iterable[tuple[Place, str]]],
) -> Clustering:
    """Cluster names by (document, place); what belongs to no cluster is left out."""
    return {
        (compared.document, where): name
        for compared in both
        for where, name in places_of(compared)
        if name
    }
