"""Rules on single records: types, levels, entities, attributes, times, relations and notes."""

from collections.abc import Iterator, Mapping

from ghinhan.model import (
    Comment,
    DocumentLabel,
    Entity,
    Event,
    Mention,
    Relation,
    Time,
)
from ghinhan.schema.context import Context
from ghinhan.schema.label_set import Label, RelationType
from ghinhan.schema.nodes import did_you_mean
from ghinhan.schema.timex import TIMEX_TYPES, contradict, fault_in_value
from ghinhan.schema.violations import Violation

VALUE_LEVEL = "VAL"
TIME_TYPE = "TIME"


def check_mention(context: Context, mention: Mention) -> Iterator[Violation]:
    """Type, level and entity of a mention."""
    label = context.labels.get(mention.type)
    if label is None:
        yield context.no_type(mention, mention.type, context.labels)
    else:
        yield from check_level(context, mention, label)
        yield from check_entity(context, mention, label)
    if mention.type == TIME_TYPE:
        yield context.violation(
            mention,
            "time-as-mention",
            "a TIME that is a plain mention has no TIMEX3 value. Mark it as a time expression.",
        )
    if mention.metonym and context.entity(mention.metonym) is None:
        yield context.violation(
            mention,
            "metonym-dangling",
            f"there is no entity {mention.metonym!r}, which the words literally name. "
            "Choose an entity, or take the metonym off.",
        )


def check_level(context: Context, mention: Mention, label: Label) -> Iterator[Violation]:
    """A level of the schema; VAL for values and only for them."""
    levels = context.schema.levels
    if not mention.level:
        if levels:
            yield context.violation(
                mention, "level-missing", f"the level is missing. Choose {', '.join(levels)}."
            )
    elif mention.level not in levels:
        yield context.violation(
            mention,
            "level-unknown",
            f"the level {mention.level!r} is not allowed.{did_you_mean(mention.level, levels)}",
        )
    elif VALUE_LEVEL in levels and (mention.level == VALUE_LEVEL) != label.is_value:
        kind = "a value" if label.is_value else "no value"
        yield context.violation(
            mention,
            "level-value",
            f"{mention.type} is {kind}, but the level is {mention.level}. "
            f"Values have the level {VALUE_LEVEL}, entity mentions one of the others.",
        )


def check_entity(context: Context, mention: Mention, label: Label) -> Iterator[Violation]:
    """An entity mention refers to an entity of its own type; a value to none."""
    if label.is_value:
        if mention.entity:
            yield context.violation(
                mention,
                "entity-on-value",
                f"{mention.type} is a value, yet it refers to {mention.entity!r}. Unlink it.",
            )
        return
    if not mention.entity:
        yield context.violation(
            mention,
            "entity-missing",
            "nobody has said which entity this refers to. Link it, or make a new entity.",
        )
        return
    entity = context.entity(mention.entity)
    if entity is None:
        yield context.violation(
            mention,
            "entity-dangling",
            f"there is no entity {mention.entity!r}. Link another one, or bring it back.",
        )
    elif entity.type != mention.type:
        yield context.violation(
            mention,
            "entity-type",
            f"the mention is {mention.type}, but its entity {entity.id!r} is {entity.type}. "
            "Give both one type, or link another entity.",
        )


def check_attributes(
    context: Context, record: Mention | Time | Event | Entity, kind: str
) -> Iterator[Violation]:
    """Attributes that the schema lists for the kind have one of their values."""
    known = context.attributes.get(kind, {})
    for code in record.attributes:
        if code not in known:
            yield context.violation(
                record,
                "attribute-unknown",
                f"the schema has no attribute {code!r} of a {kind}."
                f"{did_you_mean(code, tuple(known))}",
            )
    for code, attribute in known.items():
        value = value_of(record, code)
        if not value:
            if attribute.is_required:
                yield context.violation(
                    record,
                    "attribute-missing",
                    f"{code} is missing. Choose {', '.join(attribute.values)}.",
                )
        elif value not in attribute.values:
            yield context.violation(
                record,
                "attribute-value",
                f"{code} is {value!r}, which is not allowed."
                f"{did_you_mean(value, attribute.values)}",
            )


def value_of(record: Mention | Time | Event | Entity, code: str) -> str:
    """The value of an attribute: a field of its own, or an entry of `attributes`."""
    value = getattr(record, code, record.attributes.get(code, ""))
    return str(value).lower() if isinstance(value, bool) else str(value)


def check_time(context: Context, time: Time) -> Iterator[Violation]:
    """Type, TIMEX3 type and both values of a time expression."""
    label = context.labels.get(time.type)
    if label is None or not label.is_value:
        values = {code: item for code, item in context.labels.items() if item.is_value}
        yield context.no_type(time, time.type, values)
    if time.timex and time.timex not in TIMEX_TYPES:
        yield context.violation(
            time,
            "timex-unknown",
            f"the TIMEX3 type {time.timex!r} does not exist."
            f"{did_you_mean(time.timex, TIMEX_TYPES)}",
        )
    if not time.value:
        yield context.violation(
            time, "time-value-missing", "the value is missing. Write what the words alone say."
        )
    for rule, value in (("time-value", time.value), ("time-resolved", time.resolved)):
        fault = fault_in_value(time.timex, value) if value else ""
        if fault:
            yield context.violation(time, rule, fault)
    if contradict(time.value, time.resolved):
        yield context.violation(
            time,
            "time-contradiction",
            f"the words say {time.value}, the resolved value {time.resolved}. Correct one.",
        )
    if time.anchor and not isinstance(context.records.get(time.anchor), Time | Event):
        yield context.violation(
            time,
            "anchor-dangling",
            f"the anchor {time.anchor!r} is no time or event of this document. Choose another.",
        )


def check_relation(
    context: Context, relation: Relation, types: Mapping[str, RelationType]
) -> Iterator[Violation]:
    """A relation has a known type and joins two different mentions that it allows."""
    relation_type = types.get(relation.type)
    if relation_type is None:
        yield context.no_type(relation, relation.type, types)
    for end, ref in (("source", relation.source), ("target", relation.target)):
        mention = context.records.get(ref)
        allowed: tuple[str, ...] = getattr(relation_type, f"{end}s", ())
        if not isinstance(mention, Mention):
            yield context.violation(
                relation,
                "relation-dangling",
                f"the {end} {ref!r} is no mention of this document. Choose another, or delete "
                "the relation.",
            )
        elif allowed and mention.type not in allowed:
            yield context.violation(
                relation,
                "relation-end",
                f"the {end} of {relation.type} must be {' or '.join(allowed)}, but {ref} is "
                f"{mention.type}.",
            )
    if relation.source == relation.target:
        yield context.violation(
            relation, "relation-self", f"{relation.source!r} is related to itself. Delete it."
        )
    for code in relation.attributes:
        yield context.violation(
            relation, "attribute-unknown", f"relations have no attribute {code!r}. Take it off."
        )


def check_label(
    context: Context, label: DocumentLabel, types: Mapping[str, RelationType]
) -> Iterator[Violation]:
    """A document label has a known type and one of its values."""
    label_type = types.get(label.type)
    if label_type is None:
        yield context.no_type(label, label.type, types)
    elif label_type.values and label.value not in label_type.values:
        yield context.violation(
            label,
            "label-value",
            f"{label.type} is {label.value!r}, which is not allowed."
            f"{did_you_mean(label.value, label_type.values)}",
        )


def check_comment(context: Context, comment: Comment) -> Iterator[Violation]:
    """A comment is about the document, or about a record that is there."""
    is_there = comment.target in context.records or comment.target in context.corpus
    if comment.target and not is_there:
        yield context.violation(
            comment,
            "comment-dangling",
            f"the comment is about {comment.target!r}, which is gone. Delete it or move it.",
        )
