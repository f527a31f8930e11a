"""A schema as rows of text, for a table on a screen or in a notebook."""

from ghinhan.schema.label_set import EventType, Label, Role, Schema

COLUMNS = ("kind", "code", "name", "name_en", "key", "of", "takes", "mappings", "description")


def schema_rows(schema: Schema) -> list[dict[str, str]]:
    """Every type, role, attribute and relation of a schema, in the order of the file.

    Args:
        schema: as loaded.

    Returns:
        Rows with the columns of `COLUMNS`, all texts, empty where there is nothing to say. `of`
        is the event type of a role or the record kind of an attribute; `takes` lists subtypes,
        fillers (`*` behind a required role), values, or the two ends of a relation.

    Example:
        >>> from ghinhan.schema.label_set import Label
        >>> rows = schema_rows(Schema(name="my/1", labels=(Label(code="PER", name="người"),)))
        >>> rows[0]["kind"], rows[0]["code"], rows[0]["name"]
        ('entity', 'PER', 'người')

    """
    rows = [label_row(label) for label in schema.labels]
    for event in schema.events:
        rows.append(event_row(event))
        rows += [role_row(event, role) for role in event.roles]
    rows += [
        row(
            kind="attribute",
            code=attribute.code,
            name=attribute.name,
            name_en=attribute.name_en,
            key=attribute.key,
            of=attribute.on,
            takes=", ".join(attribute.values),
        )
        for attribute in schema.attributes
    ]
    for kind, relations in (
        ("relation", schema.relations),
        ("hopper relation", schema.hopper_relations),
        ("document label", schema.document_labels),
    ):
        rows += [
            row(
                kind=kind,
                code=relation.code,
                name=relation.name,
                name_en=relation.name_en,
                key=relation.key,
                takes=", ".join(relation.values) or join_ends(relation.sources, relation.targets),
                mappings=join(relation.mappings),
                description=relation.description,
            )
            for relation in relations
        ]
    return rows


def row(**cells: str) -> dict[str, str]:
    """One row with every column."""
    return {column: cells.get(column, "") for column in COLUMNS}


def label_row(label: Label) -> dict[str, str]:
    """An entity or value type."""
    return row(
        kind="value" if label.is_value else "entity",
        code=label.code,
        name=label.name,
        name_en=label.name_en,
        key=label.key,
        takes=", ".join(label.subtypes),
        mappings=join(label.mappings),
        description=label.description,
    )


def event_row(event: EventType) -> dict[str, str]:
    """An event type; its roles have rows of their own."""
    shown = {k: f"{v} (lossy)" if k in event.lossy else v for k, v in event.mappings.items()}
    return row(
        kind="event",
        code=event.code,
        name=event.name,
        name_en=event.name_en,
        key=event.key,
        mappings=join(shown),
        description=event.description,
    )


def role_row(event: EventType, role: Role) -> dict[str, str]:
    """A role of an event type; a star marks a required one."""
    return row(
        kind="role",
        code=role.code,
        name=role.name,
        name_en=role.name_en,
        key=role.key,
        of=event.code,
        takes=", ".join(role.fillers) + (" *" if role.is_required else ""),
        mappings=join(role.mappings),
    )


def join(mappings: dict[str, str]) -> str:
    """Mappings in one line: `ace=PER, vlsp=PER`."""
    return ", ".join(f"{inventory}={code}" for inventory, code in mappings.items())


def join_ends(sources: tuple[str, ...], targets: tuple[str, ...]) -> str:
    """The ends of a relation: `PER, ORG → GPE`; `any` where the schema does not say."""
    if not sources and not targets:
        return ""
    return f"{', '.join(sources) or 'any'} → {', '.join(targets) or 'any'}"
