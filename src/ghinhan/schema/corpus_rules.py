"""Rules on what belongs to the whole corpus: entities, hoppers and their relations."""

import re
from collections.abc import Iterator, Mapping

from ghinhan.model import CorpusLayer, Entity, Hopper, HopperRelation
from ghinhan.model.entities import NIL
from ghinhan.schema.context import NO_ROLES, Context
from ghinhan.schema.cycles import find_cycles
from ghinhan.schema.label_set import RelationType
from ghinhan.schema.nodes import did_you_mean
from ghinhan.schema.record_rules import check_attributes
from ghinhan.schema.violations import Violation

WIKIDATA = re.compile(r"Q[1-9][0-9]*")
PARTS = ("subevent_of", "member_of")
BEFORE = "before"


def check_entity(context: Context, entity: Entity) -> Iterator[Violation]:
    """Type, subtype, name, link and members of an entity."""
    label = context.labels.get(entity.type)
    if label is None or label.is_value:
        entity_types = {code: item for code, item in context.labels.items() if not item.is_value}
        yield context.no_type(entity, entity.type, entity_types)
    elif entity.subtype and entity.subtype not in label.subtypes:
        yield context.violation(
            entity,
            "subtype-unknown",
            f"{entity.type} has no subtype {entity.subtype!r}."
            f"{did_you_mean(entity.subtype, label.subtypes)}",
        )
    if not entity.name:
        yield context.violation(entity, "name-missing", "the entity has no name. Give it one.")
    yield from check_link(context, entity)
    yield from check_attributes(context, entity, "entity")
    for member in entity.members:
        if context.entity(member) is None:
            yield context.violation(
                entity,
                "member-dangling",
                f"there is no entity {member!r}, which shall be a member. Choose another.",
            )


def check_link(context: Context, entity: Entity) -> Iterator[Violation]:
    """A Wikidata id, or NIL with the reason, or nothing yet."""
    if entity.link == NIL:
        if not entity.link_note:
            yield context.violation(
                entity, "link-form", "the link is NIL without a reason. Say why in 'link_note'."
            )
    elif entity.link and not WIKIDATA.fullmatch(entity.link):
        yield context.violation(
            entity,
            "link-form",
            f"the link {entity.link!r} is no Wikidata id. Write Q and digits, or NIL with a "
            "reason in 'link_note'.",
        )


def check_hopper(context: Context, hopper: Hopper) -> Iterator[Violation]:
    """Type of an occurrence, and the participants known from the document."""
    if hopper.type and hopper.type not in context.events:
        yield context.no_type(hopper, hopper.type, context.events)
    roles = context.roles.get(hopper.type, NO_ROLES)
    for argument in hopper.arguments:
        role = roles.get(argument.role)
        entity = context.entity(argument.ref)
        if role is None:
            yield context.violation(
                hopper,
                "role-unknown",
                f"{hopper.type or 'a hopper without a type'} has no role {argument.role!r}."
                f"{did_you_mean(argument.role, tuple(roles))}",
            )
        if entity is None:
            yield context.violation(
                hopper,
                "argument-dangling",
                f"{argument.role} is filled by {argument.ref!r}, which is no entity. "
                "Choose an entity.",
            )
        elif role and entity.type not in role.fillers:
            yield context.violation(
                hopper,
                "filler-type",
                f"{argument.role} takes {', '.join(role.fillers)}, but {entity.id} is "
                f"{entity.type}.",
            )


def check_hopper_relation(
    context: Context, relation: HopperRelation, types: Mapping[str, RelationType]
) -> Iterator[Violation]:
    """A known type between two different hoppers."""
    if relation.type not in types:
        yield context.no_type(relation, relation.type, types)
    for end, ref in (("source", relation.source), ("target", relation.target)):
        if context.hopper(ref) is None:
            yield context.violation(
                relation,
                "relation-dangling",
                f"the {end} {ref!r} is no hopper. Choose another, or delete the relation.",
            )


def check_circles(context: Context, corpus_layer: CorpusLayer) -> Iterator[Violation]:
    """No group is a member of itself, no occurrence a part of itself or before itself."""
    members = {entity.id: entity.members for entity in corpus_layer.entities}
    for group in find_cycles(members):
        yield context.violation(
            context.corpus[group[0]],
            "member-cycle",
            f"{' → '.join((*group, group[0]))} are members of themselves. Take one out.",
        )
    for types in (PARTS, (BEFORE,)):
        edges: dict[str, list[str]] = {}
        for relation in corpus_layer.hopper_relations:
            if relation.type in types:
                edges.setdefault(relation.source, []).append(relation.target)
        for group in find_cycles(edges):
            yield context.violation(
                context.corpus.get(group[0]),
                "relation-cycle",
                f"{' → '.join((*group, group[0]))} by {' or '.join(types)} lead back to "
                "themselves. Delete one relation.",
            )
