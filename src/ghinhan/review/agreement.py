"""How far two readings of the same documents agree, decision by decision.

Every row of the report is one decision that annotators make: where a mention is, what its type
is, which mentions are one entity, what triggers an event, who fills a role. Decisions on *what
there is* are compared as sets (precision, recall, F1; the left reading is the reference).
Decisions on *what it is like* are compared on the pairs both readings have, also beyond chance.
Ids never matter: entities and hoppers are compared as clusters.
"""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence

from ghinhan.model import Event, LabelledDocument, Layer, Mention, Span, Time
from ghinhan.review.clusters import Clustering, b_cubed, ceaf_e, conll_mean, lea, muc
from ghinhan.review.compared import (
    Compared,
    Comparison,
    Place,
    arguments_of,
    compare,
    events_of,
    mentions_of,
    times_of,
)
from ghinhan.review.matching import head_of, pair_records, place
from ghinhan.review.report import AgreementRow, answer_rows, paired_row, score_row, set_row
from ghinhan.review.scores import compare_counts

MENTION_DECISIONS = ("type", "level", "metonym", "specific", "predicative", "partitive")
TIME_DECISIONS = ("timex", "value", "resolved", "inferred", "mod", "anchor", "signal", "function")
EVENT_DECISIONS = ("type", "realis", "polarity", "tense", "modality")
ENTITY_DECISIONS = ("type", "subtype", "link", "members")
LAYERS = ("mentions", "entities", "times", "events", "hoppers", "arguments", "relations", "labels")


def measure_agreement(
    left: Iterable[LabelledDocument], right: Iterable[LabelledDocument]
) -> tuple[AgreementRow, ...]:
    """Compare two readings of the same documents.

    Args:
        left: the reading taken as reference, one item per document.
        right: the other reading. Documents that only one side has are left out.

    Returns:
        The rows of the report, layer by layer in the order of `LAYERS`.

    Raises:
        AgreementUndefinedError: the readings share no document, or were made on different
            texts of one document.

    """
    return agreement_rows(compare(left, right))


def agreement_rows(both: Comparison) -> tuple[AgreementRow, ...]:
    """The rows of the report."""
    rows = [*mention_rows(both), *entity_rows(both), *time_rows(both), *event_rows(both)]
    rows += [*hopper_rows(both), *argument_rows(both)]
    return (*rows, *relation_rows(both), *label_rows(both))


def mention_rows(both: Comparison) -> Iterator[AgreementRow]:
    """Where mentions are, what type they have, and what else is said of them."""
    sets: dict[str, Callable[[Mention], Hashable]] = {
        "extent": lambda m: m.extent,
        "head": head_of,
        "extent and type": lambda m: (m.extent, m.type),
        "head and type": lambda m: (head_of(m), m.type),
    }
    for decision, key in sets.items():
        yield set_row("mentions", decision, both, mentions_of, key)
    yield paired_row("mentions", "type of each syllable", _syllable_pairs(both))
    yield from answer_rows("mentions", list(both.pairs(mentions_of)), MENTION_DECISIONS)


def time_rows(both: Comparison) -> Iterator[AgreementRow]:
    """Where time expressions are, and the values given to them."""
    yield set_row("times", "extent", both, times_of, lambda t: t.extent)
    yield set_row("times", "extent and value", both, times_of, lambda t: (t.extent, t.value))
    yield from answer_rows("times", list(both.pairs(times_of)), TIME_DECISIONS)


def event_rows(both: Comparison) -> Iterator[AgreementRow]:
    """Triggers, event types and the attributes of events found by both.

    Source:
        Trigger identification (Tri-I) and classification (Tri-C) as in TextEE: Huang et al.,
        "TextEE: Benchmark, Reevaluation, Reflections, and Future Challenges in Event
        Extraction" (2024).

    """
    yield set_row("events", "trigger", both, events_of, lambda e: e.trigger)
    yield set_row("events", "trigger and type", both, events_of, lambda e: (e.trigger, e.type))
    yield from answer_rows("events", list(both.pairs(events_of)), EVENT_DECISIONS)
    yield paired_row("events", "attribution", list(_attribution_pairs(both)))


def argument_rows(both: Comparison) -> Iterator[AgreementRow]:
    """Who fills which role, by exact extent and by head.

    Source:
        Arg-I, Arg-C, Arg-I+ and Arg-C+ as in TextEE; the plus ties an argument to its trigger.

    """
    left = [(c.document, *found) for c in both.documents for found in arguments_of(c.left)]
    right = [(c.document, *found) for c in both.documents for found in arguments_of(c.right)]
    for by, span_of in (("extent", place), ("head", head_of)):
        decisions: dict[str, Callable[[Event, Place, str], Hashable]] = {
            f"{by} (Arg-I)": lambda e, span, _: (e.type, span),
            f"{by} and role (Arg-C)": lambda e, span, role: (e.type, span, role),
            f"{by}, trigger (Arg-I+)": lambda e, span, _: (e.trigger, e.type, span),
            f"{by}, trigger and role (Arg-C+)": lambda e, span, role: (
                e.trigger,
                e.type,
                span,
                role,
            ),
        }
        for decision, key in decisions.items():
            ours = {(name, key(e, span_of(filler), role)) for name, e, role, filler in left}
            theirs = {(name, key(e, span_of(filler), role)) for name, e, role, filler in right}
            yield score_row("arguments", decision, compare_counts(ours, theirs))


def entity_rows(both: Comparison) -> Iterator[AgreementRow]:
    """Which mentions are one entity, within and across the documents, by extent."""
    left = _clustering(both, lambda c: ((m.extent, m.entity) for m in c.left.mentions))
    right = _clustering(both, lambda c: ((m.extent, m.entity) for m in c.right.mentions))
    yield from cluster_rows("entities", left, right)
    others = {entity.id: entity for entity in both.right.entities}
    pairs = [(one, others[one.id]) for one in both.left.entities if one.id in others]
    yield from answer_rows("entities", pairs, ENTITY_DECISIONS)


def hopper_rows(both: Comparison) -> Iterator[AgreementRow]:
    """Which event mentions tell of one occurrence, by trigger."""
    left = _clustering(both, lambda c: ((e.trigger, e.hopper) for e in c.left.events))
    right = _clustering(both, lambda c: ((e.trigger, e.hopper) for e in c.right.events))
    yield from cluster_rows("hoppers", left, right)
    related = [
        [(one.type, one.source, one.target) for one in layer.hopper_relations]
        for layer in (both.left, both.right)
    ]
    yield score_row("hoppers", "relations", compare_counts(*related))
    taking_part = [
        [(hopper.id, one.role, one.ref) for hopper in layer.hoppers for one in hopper.arguments]
        for layer in (both.left, both.right)
    ]
    yield score_row("hoppers", "participants", compare_counts(*taking_part))


def relation_rows(both: Comparison) -> Iterator[AgreementRow]:
    """Which mentions are related, and how."""
    left = [(c.document, *ends) for c in both.documents for ends in relations_of(c.left)]
    right = [(c.document, *ends) for c in both.documents for ends in relations_of(c.right)]
    yield score_row("relations", "type and ends", compare_counts(left, right))


def relations_of(layer: Layer) -> list[tuple[str, str, str]]:
    """Type and ends of each relation between mentions."""
    return [(one.type, one.source, one.target) for one in layer.relations]


def label_rows(both: Comparison) -> Iterator[AgreementRow]:
    """What is said of each document as a whole."""
    layers = [layer for c in both.documents for layer in (c.left, c.right)]
    for code in sorted({label.type for layer in layers for label in layer.labels}):
        answers = [(value_of(c.left, code), value_of(c.right, code)) for c in both.documents]
        yield paired_row("labels", code, answers)


def value_of(layer: Layer, code: str) -> str:
    """What a layer says of its document under one label; empty when it says nothing."""
    return next((label.value for label in layer.labels if label.type == code), "")


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


def _syllable_pairs(both: Comparison) -> list[tuple[str, str]]:
    """For each token, the type of the outermost mention over it in either reading, or `-`."""
    answers: list[tuple[str, str]] = []
    for compared in both.documents:
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


def _attribution_pairs(both: Comparison) -> Iterator[tuple[str, str]]:
    """The head of the mention that vouches for each event both readings have."""
    for compared in both.documents:
        left, right = compared.left.by_id(), compared.right.by_id()
        for a, b in pair_records(compared.left.events, compared.right.events):
            if a is not None and b is not None:
                yield _voucher(left.get(a.attribution)), _voucher(right.get(b.attribution))


def _voucher(record: object) -> str:
    return str(head_of(record)) if isinstance(record, Mention) else "the article"


def _clustering(
    both: Comparison,
    places_of: Callable[[Compared], Iterable[tuple[Place, str]]],
) -> Clustering:
    """Cluster names by (document, place); what belongs to no cluster is left out."""
    return {
        (compared.document, where): name
        for compared in both.documents
        for where, name in places_of(compared)
        if name
    }
