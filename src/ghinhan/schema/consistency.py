"""Whether the parts of a schema fit together: codes, keys, colours and references.

Each finding is a place in the file and a sentence with the cure; `loading` adds file and line.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from ghinhan.schema.colours import DARK_GROUND, GROUND, HEX_COLOUR, LEAST_CONTRAST, contrast
from ghinhan.schema.label_set import (
    Attribute,
    EventType,
    Label,
    RelationType,
    Role,
    Schema,
)
from ghinhan.schema.nodes import Place, did_you_mean

Finding = tuple[Place, str]

CODE = re.compile(r"[A-Za-z][A-Za-z0-9_.-]{0,63}")
SCHEMA_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,63}/[1-9][0-9]{0,5}")
INVENTORY = re.compile(r"[a-z][a-z0-9_]{0,31}")
GUIDELINE = re.compile(r"([\w-]+/)*[\w-][\w.-]*\.md(#[\w-]+)?")
EVENT_FILLER = "EVENT"
CARRIERS = ("event", "mention", "time", "entity")
FLAGS = ("specific", "predicative", "partitive", "inferred")
STRUCTURAL = {
    *("id", "kind", "type", "text", "extent", "head", "level", "entity", "metonym", "trigger"),
    *("hopper", "arguments", "attribution", "attributes", "provenance", "value", "resolved"),
    *("anchor", "signal", "subtype", "link", "link_note", "aliases", "members"),
    *("name", "start", "end"),
}
"""Fields of the records that hold something else than one of a few values."""

TYPE_KEY = re.compile(r"[a-z0-9]{1,2}")
ONE_KEY = re.compile(r"[a-z0-9]")


def find_inconsistencies(schema: Schema) -> Iterator[Finding]:
    """Everything in a schema that contradicts itself or cannot be used.

    Args:
        schema: as read from the file, before anything is filled in.

    Yields:
        The place in the file and one sentence.

    """
    if not SCHEMA_NAME.fullmatch(schema.name):
        yield (
            ("name",),
            f"the name {schema.name!r} must be small letters and a version, like 'my-labels/1'.",
        )
    if not schema.labels:
        yield (("entities",), "there is no entity type. Write at least one, for example 'PER:'.")
    yield from check_codes(schema)
    yield from check_type_keys(schema)
    yield from check_triggers(schema.events)
    for label in schema.labels:
        yield from check_look(section_of(label), label)
    for event in schema.events:
        yield from check_event(schema, event)
    for attribute in schema.attributes:
        yield from check_attribute(attribute)
    for carrier in CARRIERS:
        group = [a for a in schema.attributes if a.on == carrier]
        yield from check_keys((("attributes", a.code), a.key) for a in group)
    for section in ("relations", "hopper_relations", "document_labels"):
        relations: tuple[RelationType, ...] = getattr(schema, section)
        yield from check_keys(((section, r.code), r.key) for r in relations)
        for relation in relations:
            yield from check_relation(schema, (section, relation.code), relation)


def section_of(label: Label) -> Place:
    """Where a label stands in the file."""
    return ("values" if label.is_value else "entities", label.code)


def check_codes(schema: Schema) -> Iterator[Finding]:
    """Codes are plain, and no two types share one."""
    places: dict[str, Place] = {}
    types = [(section_of(label), label.code) for label in schema.labels]
    types += [(("events", event.code), event.code) for event in schema.events]
    for place, code in types:
        if code in places:
            first = " → ".join(places[code][:-1])
            yield place, f"{code!r} is already a type under {first}. Give one of them another code."
        places.setdefault(code, place)
        if code == EVENT_FILLER:
            yield place, f"{code!r} means any event in 'fill'. Choose another code for this type."
    others: list[tuple[Place, str]] = [(("attributes", a.code), a.code) for a in schema.attributes]
    for section in ("relations", "hopper_relations", "document_labels"):
        others += [((section, r.code), r.code) for r in getattr(schema, section)]
    for event in schema.events:
        others += [(("events", event.code, "roles", r.code), r.code) for r in event.roles]
    for place, code in types + others:
        if not CODE.fullmatch(code):
            yield (
                place,
                (
                    f"the code {code!r} must start with a letter and hold only A-Z, a-z, 0-9, '_', "
                    "'.' and '-', 64 at most. Put the name that people read into 'name'."
                ),
            )


def check_type_keys(schema: Schema) -> Iterator[Finding]:
    """Keys of labels and events: allowed, unique, and none the beginning of another."""
    owners: dict[str, str] = {}
    types = [(section_of(label), label.key, ONE_KEY) for label in schema.labels]
    types += [(("events", event.code), event.key, TYPE_KEY) for event in schema.events]
    for place, key, allowed in types:
        if not key:
            continue
        if not allowed.fullmatch(key):
            many = "one or two" if allowed is TYPE_KEY else "one"
            yield (*place, "key"), f"the key {key!r} must be {many} of a-z and 0-9."
            continue
        for other, owner in owners.items():
            if key.startswith(other) or other.startswith(key):
                yield (
                    (*place, "key"),
                    (
                        f"the key {key!r} clashes with {other!r} of {owner}: among labels and "
                        "events no key may be or begin another. Choose another, or leave 'key' out."
                    ),
                )
                break
        owners.setdefault(key, place[-1])


def check_triggers(events: Iterable[EventType]) -> Iterator[Finding]:
    """A trigger is words, and suggests one type: two types for one word would be a toss-up."""
    owners: dict[str, str] = {}
    for event in events:
        place = ("events", event.code, "triggers")
        for word in event.triggers:
            if not word or word != " ".join(word.split()):
                yield place, f"the trigger {word!r} must be words with one space between them."
            elif word in owners:
                yield (
                    place,
                    (
                        f"the trigger {word!r} already suggests {owners[word]}. Keep it at the "
                        "type that it mostly means."
                    ),
                )
            owners.setdefault(word, event.code)


def check_keys(entries: Iterable[tuple[Place, str]]) -> Iterator[Finding]:
    """Keys of one group (roles of an event, attributes, relations): one character, unique."""
    owners: dict[str, str] = {}
    for place, key in entries:
        if key and not ONE_KEY.fullmatch(key):
            yield (*place, "key"), f"the key {key!r} must be one of a-z and 0-9."
        elif key in owners:
            yield (
                (*place, "key"),
                (
                    f"the key {key!r} is already the key of {owners[key]}. Choose another, or "
                    "leave 'key' out."
                ),
            )
        elif key:
            owners[key] = place[-1]


def check_look(place: Place, item: Label | EventType) -> Iterator[Finding]:
    """Colours, guideline and mappings of a type."""
    for field, colour, ground in (
        ("colour", item.colour, GROUND),
        ("colour_dark", item.colour_dark, DARK_GROUND),
    ):
        if colour and not HEX_COLOUR.fullmatch(colour):
            yield (
                (*place, field),
                f"the colour {colour!r} must be '#' and six hex digits, in quotation marks.",
            )
        elif colour and (ratio := contrast(colour, ground)) < LEAST_CONTRAST:
            yield (
                (*place, field),
                (
                    f"the colour {colour} has a contrast of {ratio:.1f} on {ground}; "
                    f"{LEAST_CONTRAST:.0f} is the least that people can see. Choose another, or "
                    f"leave '{field}' out."
                ),
            )
    yield from check_guideline(place, item.guideline)
    yield from check_mappings(place, item.mappings)


def check_guideline(place: Place, guideline: str) -> Iterator[Finding]:
    """A guideline is a Markdown file below annotations/, with an anchor."""
    if guideline and not GUIDELINE.fullmatch(guideline):
        yield (
            (*place, "guideline"),
            (
                f"the guideline {guideline!r} must be a Markdown file beside the schema and an "
                "anchor, like 'guidelines.md#per'."
            ),
        )


def check_mappings(place: Place, mappings: dict[str, str]) -> Iterator[Finding]:
    """Names of inventories are plain."""
    for inventory in mappings:
        if not INVENTORY.fullmatch(inventory):
            yield (
                (*place, "mappings", inventory),
                f"the inventory {inventory!r} must be small letters, digits and '_', like 'ace'.",
            )


def check_event(schema: Schema, event: EventType) -> Iterator[Finding]:
    """One event type and its roles."""
    place = ("events", event.code)
    yield from check_look(place, event)
    yield from check_keys(((*place, "roles", r.code), r.key) for r in event.roles)
    for inventory in event.lossy:
        if inventory not in event.mappings:
            yield (
                (*place, "lossy"),
                (
                    f"{inventory!r} is lossy but not in 'mappings'."
                    f"{did_you_mean(inventory, tuple(event.mappings))}"
                ),
            )
    for role in event.roles:
        yield from check_role(schema, (*place, "roles", role.code), role)


def check_role(schema: Schema, place: Place, role: Role) -> Iterator[Finding]:
    """A role's fillers are types of the schema."""
    known = (*(label.code for label in schema.labels), EVENT_FILLER)
    yield from check_references((*place, "fill"), role.fillers, known)
    yield from check_mappings(place, role.mappings)


def check_references(
    place: Place, codes: Sequence[str], known: tuple[str, ...]
) -> Iterator[Finding]:
    """Every code is one of those known."""
    for code in codes:
        if code not in known:
            yield place, f"{code!r} is not a type of this schema.{did_you_mean(code, known)}"


def check_attribute(attribute: Attribute) -> Iterator[Finding]:
    """An attribute sits on a known kind of record and has values that can be told apart."""
    place = ("attributes", attribute.code)
    if attribute.on not in CARRIERS:
        yield (
            (*place, "of"),
            (
                f"'of' is {attribute.on!r}, but an attribute is of a record."
                f"{did_you_mean(attribute.on, CARRIERS)}"
            ),
        )
    if attribute.code in STRUCTURAL:
        yield place, f"{attribute.code!r} is a field of its own already. Choose another code."
    yield from check_guideline(place, attribute.guideline)
    if not attribute.values:
        yield place, "an attribute needs 'values', the default first."
    if attribute.code in FLAGS and set(attribute.values) != {"true", "false"}:
        yield (
            (*place, "values"),
            f"{attribute.code!r} is a yes-or-no field: its values must be 'true' and 'false'.",
        )


def check_relation(schema: Schema, place: Place, relation: RelationType) -> Iterator[Finding]:
    """Ends of a relation are types of the schema."""
    known = tuple(label.code for label in schema.labels)
    yield from check_references((*place, "sources"), relation.sources, known)
    yield from check_references((*place, "targets"), relation.targets, known)
    yield from check_guideline(place, relation.guideline)
    yield from check_mappings(place, relation.mappings)
