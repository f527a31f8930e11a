"""The sections of a schema file as values, field by field; faults are noted in the reader."""

from unicodedata import normalize

import yaml

from ghinhan.schema.label_set import (
    Attribute,
    EventType,
    Example,
    Label,
    RelationType,
    Role,
    Schema,
)
from ghinhan.schema.nodes import Place, Reader

LEVELS = ("NAM", "NOM", "PRO", "VAL")
NAMING = ("name", "name_en", "key", "description", "guideline", "mappings")
LABEL_FIELDS = (*NAMING, "colour", "colour_dark", "subtypes", "examples")
EVENT_FIELDS = (*NAMING, "colour", "colour_dark", "lossy", "triggers", "roles", "examples")
ROLE_FIELDS = ("name", "name_en", "key", "fill", "required", "cues", "mappings")
ATTRIBUTE_FIELDS = ("name", "name_en", "of", "key", "values", "required", "guideline")
RELATION_FIELDS = (*NAMING, "sources", "targets")
DOCUMENT_LABEL_FIELDS = (*NAMING, "values")
EXAMPLE_FIELDS = ("seed", "text", "mark")


def read_sections(reader: Reader, sections: dict[str, yaml.Node]) -> Schema:
    """The whole schema, as far as it can be read."""

    def items(section: str) -> list[tuple[Place, yaml.Node]]:
        node = sections.get(section)
        entries = reader.entries(node, (section,)) if node else ()
        return [((section, code), body) for code, body in entries]

    labels = [read_label(reader, *item) for item in items("entities") + items("values")]
    return Schema(
        name=reader.text(sections.get("name")),
        labels=tuple(labels),
        events=tuple(read_event(reader, *item) for item in items("events")),
        attributes=tuple(read_attribute(reader, *item) for item in items("attributes")),
        relations=tuple(
            read_relation(reader, *item, RELATION_FIELDS) for item in items("relations")
        ),
        hopper_relations=tuple(
            read_relation(reader, *item, NAMING) for item in items("hopper_relations")
        ),
        document_labels=tuple(
            read_relation(reader, *item, DOCUMENT_LABEL_FIELDS) for item in items("document_labels")
        ),
        levels=reader.texts(sections["levels"]) if "levels" in sections else LEVELS,
    )


def read_label(reader: Reader, place: Place, node: yaml.Node) -> Label:
    """One entity or value type."""
    found = reader.fields(node, place, LABEL_FIELDS)
    return Label(
        code=place[-1],
        name=reader.text(found.get("name")) or place[-1],
        name_en=reader.text(found.get("name_en")),
        key=reader.text(found.get("key")),
        colour=reader.text(found.get("colour")).lower(),
        colour_dark=reader.text(found.get("colour_dark")).lower(),
        is_value=place[0] == "values",
        subtypes=reader.texts(found.get("subtypes")),
        guideline=reader.text(found.get("guideline")),
        description=reader.text(found.get("description")),
        mappings=reader.names(found.get("mappings"), (*place, "mappings")),
        examples=read_examples(reader, (*place, "examples"), found.get("examples")),
    )


def read_event(reader: Reader, place: Place, node: yaml.Node) -> EventType:
    """One event type with its roles."""
    found = reader.fields(node, place, EVENT_FIELDS)
    roles = found.get("roles")
    entries = reader.entries(roles, (*place, "roles")) if roles else ()
    return EventType(
        code=place[-1],
        name=reader.text(found.get("name")) or place[-1],
        name_en=reader.text(found.get("name_en")),
        key=reader.text(found.get("key")),
        colour=reader.text(found.get("colour")).lower(),
        colour_dark=reader.text(found.get("colour_dark")).lower(),
        roles=tuple(read_role(reader, (*place, "roles", code), body) for code, body in entries),
        guideline=reader.text(found.get("guideline")),
        description=reader.text(found.get("description")),
        mappings=reader.names(found.get("mappings"), (*place, "mappings")),
        lossy=reader.texts(found.get("lossy")),
        triggers=read_words(reader, found.get("triggers")),
        examples=read_examples(reader, (*place, "examples"), found.get("examples")),
    )


def read_words(reader: Reader, node: yaml.Node | None) -> tuple[str, ...]:
    """Words that are looked for in articles, as these have them: NFC, small letters."""
    return tuple(normalize("NFC", word).lower() for word in reader.texts(node))


def read_role(reader: Reader, place: Place, node: yaml.Node) -> Role:
    """One role of an event type."""
    found = reader.fields(node, place, ROLE_FIELDS)
    return Role(
        code=place[-1],
        name=reader.text(found.get("name")) or place[-1],
        name_en=reader.text(found.get("name_en")),
        key=reader.text(found.get("key")),
        fillers=reader.texts(found.get("fill")),
        is_required=reader.flag(found.get("required")),
        cues=read_words(reader, found.get("cues")),
        mappings=reader.names(found.get("mappings"), (*place, "mappings")),
    )


def read_attribute(reader: Reader, place: Place, node: yaml.Node) -> Attribute:
    """One attribute with its values."""
    found = reader.fields(node, place, ATTRIBUTE_FIELDS)
    values = reader.names(found.get("values"), (*place, "values"))
    return Attribute(
        code=place[-1],
        name=reader.text(found.get("name")) or place[-1],
        name_en=reader.text(found.get("name_en")),
        on=reader.text(found.get("of")) or "event",
        values=tuple(values),
        value_names=tuple(values.values()),
        key=reader.text(found.get("key")),
        is_required=reader.flag(found.get("required")),
        guideline=reader.text(found.get("guideline")),
    )


def read_relation(
    reader: Reader, place: Place, node: yaml.Node, known: tuple[str, ...]
) -> RelationType:
    """One relation, hopper relation or document label; `known` are the fields it may have."""
    found = reader.fields(node, place, known)
    values = reader.names(found.get("values"), (*place, "values"))
    return RelationType(
        code=place[-1],
        name=reader.text(found.get("name")) or place[-1],
        name_en=reader.text(found.get("name_en")),
        key=reader.text(found.get("key")),
        sources=reader.texts(found.get("sources")),
        targets=reader.texts(found.get("targets")),
        values=tuple(values),
        value_names=tuple(values.values()),
        guideline=reader.text(found.get("guideline")),
        description=reader.text(found.get("description")),
        mappings=reader.names(found.get("mappings"), (*place, "mappings")),
    )


def read_examples(reader: Reader, place: Place, node: yaml.Node | None) -> tuple[Example, ...]:
    """The quotations under one type."""
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        reader.fault(node, "examples are a list: start each with '- seed:'.")
        return ()
    examples = []
    for number, item in enumerate(node.value, start=1):
        found = reader.fields(item, (*place, str(number)), EXAMPLE_FIELDS)
        example = Example(
            seed=reader.text(found.get("seed")),
            text=reader.text(found.get("text")),
            mark=reader.text(found.get("mark")),
        )
        if not example.seed or not example.text:
            reader.fault(
                item, "an example needs 'seed' (a document id) and 'text' (quoted from it)."
            )
        if example.mark not in example.text:
            reader.fault(item, f"the mark {example.mark!r} does not stand in {example.text!r}.")
        examples.append(example)
    return tuple(examples)
