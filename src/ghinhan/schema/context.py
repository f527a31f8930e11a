"""What the rules look things up in: one document, one reading of it, and the schema, by code."""

from collections.abc import Mapping
from dataclasses import dataclass

from ghinhan.model import (
    CORPUS,
    CorpusLayer,
    CorpusRecord,
    Document,
    Entity,
    Event,
    Hopper,
    Layer,
    LayerRecord,
    Mention,
    Record,
    Span,
    Time,
)
from ghinhan.schema.label_set import Attribute, EventType, Label, Role, Schema
from ghinhan.schema.nodes import did_you_mean
from ghinhan.schema.violations import RULES, Violation

NO_ROLES: Mapping[str, Role] = {}


@dataclass(frozen=True, slots=True)
class Context:
    """Everything that a rule may ask, looked up once.

    Args:
        schema: what is allowed.
        document: id for reports.
        text: the document's text; empty for the corpus layer.
        records: the layer's records by id.
        corpus: entities and hoppers by id.
        labels: entity and value types by code.
        events: event types by code.
        roles: for each event type, its roles by code.
        attributes: for each kind of record, its attributes by code.

    """

    schema: Schema
    document: str
    text: str
    records: Mapping[str, LayerRecord]
    corpus: Mapping[str, CorpusRecord]
    labels: Mapping[str, Label]
    events: Mapping[str, EventType]
    roles: Mapping[str, Mapping[str, Role]]
    attributes: Mapping[str, Mapping[str, Attribute]]

    def violation(self, record: Record | None, rule: str, message: str) -> Violation:
        """One violation, with the record's place and words."""
        start, end = bounds(record)
        return Violation(
            document=self.document,
            record=record.id if record else "",
            rule=rule,
            severity=RULES[rule],
            message=message,
            start=start,
            end=end,
            quote=self.text[start:end] or getattr(record, "text", ""),
        )

    def entity(self, identifier: str) -> Entity | None:
        """The entity with this id."""
        record = self.corpus.get(identifier)
        return record if isinstance(record, Entity) else None

    def hopper(self, identifier: str) -> Hopper | None:
        """The hopper with this id."""
        record = self.corpus.get(identifier)
        return record if isinstance(record, Hopper) else None

    def no_type(self, record: Record, code: str, known: Mapping[str, object]) -> Violation:
        """The violation of a type that the schema does not have."""
        return self.violation(
            record,
            "type-unknown",
            f"the schema {self.schema.name} has no type {code!r} here."
            f"{did_you_mean(code, tuple(known))} Change the type, or add it to schema.yaml.",
        )


def make_context(
    schema: Schema, document: Document | None, layer: Layer | None, corpus_layer: CorpusLayer
) -> Context:
    """Look everything up once; without a document, for the corpus layer."""
    attributes: dict[str, dict[str, Attribute]] = {}
    for attribute in schema.attributes:
        attributes.setdefault(attribute.on, {})[attribute.code] = attribute
    return Context(
        schema=schema,
        document=document.id if document else CORPUS,
        text=document.text if document else "",
        records=layer.by_id() if layer else {},
        corpus=corpus_layer.by_id(),
        labels={label.code: label for label in schema.labels},
        events={event.code: event for event in schema.events},
        roles={event.code: {role.code: role for role in event.roles} for event in schema.events},
        attributes=attributes,
    )


def fragments_of(record: Record | None) -> tuple[Span, ...]:
    """The fragments that a record covers; none where it has no place in the text."""
    if isinstance(record, Event):
        return record.trigger
    return record.extent if isinstance(record, Mention | Time) else ()


def bounds(record: Record | None) -> Span:
    """First and one past the last character; (0, 0) where a record has no place."""
    fragments = fragments_of(record)
    return (fragments[0][0], fragments[-1][1]) if fragments else (0, 0)
