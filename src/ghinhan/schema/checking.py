"""Whether a reading keeps to the schema: every violation, with document, characters and quote.

Labelling is never blocked by a violation; a release is blocked by errors. Checking takes
n log n steps in the number of records.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from ghinhan.model import (
    Comment,
    CorpusLayer,
    Document,
    DocumentLabel,
    Entity,
    Event,
    Hopper,
    Layer,
    Mention,
    Record,
    Relation,
    Time,
)
from ghinhan.model.layer import STATES
from ghinhan.schema import corpus_rules
from ghinhan.schema.context import Context, make_context
from ghinhan.schema.event_rules import check_circles, check_event, check_realis
from ghinhan.schema.label_set import Schema
from ghinhan.schema.nodes import did_you_mean
from ghinhan.schema.record_rules import (
    check_attributes,
    check_comment,
    check_label,
    check_mention,
    check_relation,
    check_time,
)
from ghinhan.schema.span_rules import Sentences, check_crossing, check_span
from ghinhan.schema.violations import Violation


def check_layer(
    schema: Schema, document: Document, layer: Layer, corpus_layer: CorpusLayer
) -> tuple[Violation, ...]:
    """Everything in one reading of one document that the schema does not allow.

    Args:
        schema: what is allowed.
        document: the article the layer is about.
        layer: one annotator's reading.
        corpus_layer: the same annotator's entities and occurrences.

    Returns:
        Violations in text order; what has no place in the text comes first.

    """
    context = make_context(schema, document, layer, corpus_layer)
    found = [
        *check_header(context, document, layer),
        *check_identifiers(context, layer.records, frozenset(context.corpus)),
        *check_records(context, document, layer),
        *check_crossing(context, layer.records),
        *check_realis(context, layer.events),
        *check_circles(context, layer.records),
        *check_labels_once(context, layer),
    ]
    return in_order(found)


def check_corpus_layer(schema: Schema, corpus_layer: CorpusLayer) -> tuple[Violation, ...]:
    """Everything in one annotator's entities and occurrences that the schema does not allow.

    Args:
        schema: what is allowed.
        corpus_layer: entities, hoppers and hopper relations.

    Returns:
        Violations in the order of record ids; their document is `entities`.

    """
    context = make_context(schema, None, None, corpus_layer)
    types = {relation.code: relation for relation in schema.hopper_relations}
    found = [*check_schema_name(context, corpus_layer.schema)]
    found += check_identifiers(context, corpus_layer.records, frozenset())
    for record in corpus_layer.records:
        if isinstance(record, Entity):
            found += corpus_rules.check_entity(context, record)
        elif isinstance(record, Hopper):
            found += corpus_rules.check_hopper(context, record)
        else:
            found += corpus_rules.check_hopper_relation(context, record, types)
    found += corpus_rules.check_circles(context, corpus_layer)
    return in_order(found)


def in_order(found: Sequence[Violation]) -> tuple[Violation, ...]:
    """Text order, then by record and rule."""
    return tuple(sorted(found, key=lambda v: (v.start, v.end, v.record, v.rule, v.message)))


def check_header(context: Context, document: Document, layer: Layer) -> Iterator[Violation]:
    """The layer is about this document, this text and this schema."""
    if layer.document != document.id:
        yield context.violation(
            None,
            "document-differs",
            f"the layer is about {layer.document!r}, not {document.id!r}. Put it with its own.",
        )
    if layer.text_sha256 != document.text_sha256:
        yield context.violation(
            None,
            "text-changed",
            f"the layer was made on a text with SHA-256 {layer.text_sha256[:12] or 'unknown'}…, "
            f"the document now has {document.text_sha256[:12]}…. Restore the seed, or re-anchor "
            "the layer.",
        )
    if layer.state not in STATES:
        yield context.violation(
            None,
            "state-unknown",
            f"the state {layer.state!r} does not exist.{did_you_mean(layer.state, STATES)}",
        )
    yield from check_schema_name(context, layer.schema)


def check_schema_name(context: Context, name: str) -> Iterator[Violation]:
    """Made with this schema and this version of it."""
    if name and name != context.schema.name:
        yield context.violation(
            None,
            "schema-differs",
            f"labelled with the schema {name!r}, but the project's is {context.schema.name!r}. "
            "Bring the labels over, or restore the schema.",
        )


def check_identifiers(
    context: Context, records: Sequence[Record], elsewhere: frozenset[str]
) -> Iterator[Violation]:
    """Every record has an id of its own, also across document and corpus."""
    counts = Counter(record.id for record in records)
    for record in records:
        if not record.id:
            yield context.violation(record, "id-missing", "the record has no id. Give it one.")
        elif counts[record.id] > 1 or record.id in elsewhere:
            other = "an entity or hopper" if record.id in elsewhere else "another record"
            yield context.violation(
                record,
                "id-duplicate",
                f"{other} has the id {record.id!r} too. Give one of them a new id.",
            )


def check_records(context: Context, document: Document, layer: Layer) -> Iterator[Violation]:
    """Every record by the rules of its kind."""
    sentences = Sentences(document)
    relations = {relation.code: relation for relation in context.schema.relations}
    labels = {label.code: label for label in context.schema.document_labels}
    for record in layer.records:
        if isinstance(record, Relation):
            yield from check_relation(context, record, relations)
        elif isinstance(record, DocumentLabel):
            yield from check_label(context, record, labels)
        elif isinstance(record, Comment):
            yield from check_comment(context, record)
        else:
            yield from check_spanned(context, record, sentences)


def check_spanned(
    context: Context, record: Mention | Time | Event, sentences: Sentences
) -> Iterator[Violation]:
    """A record with a place in the text: the place, its attributes, and its own rules."""
    yield from check_span(context, record)
    if isinstance(record, Mention):
        yield from check_attributes(context, record, "mention")
        yield from check_mention(context, record)
    elif isinstance(record, Time):
        yield from check_attributes(context, record, "time")
        yield from check_time(context, record)
    else:
        yield from check_attributes(context, record, "event")
        yield from check_event(context, record, sentences)


def check_labels_once(context: Context, layer: Layer) -> Iterator[Violation]:
    """A document label is said once."""
    seen: dict[tuple[str, str], str] = {}
    for label in layer.labels:
        first = seen.setdefault((label.type, label.value), label.id)
        if first != label.id:
            yield context.violation(
                label, "label-duplicate", f"{first} says {label.type} already. Keep one of them."
            )
