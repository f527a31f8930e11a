"""The labels and shapes that a project allows, as values.

Made from `annotations/schema.yaml` by `ghinhan.schema.loading`; `ghinhan.schema.checking` holds
layers against it.
"""

from collections.abc import Sequence
from typing import TypeVar

import msgspec

from ghinhan.foundation.errors import UnknownNameError


class Example(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A quotation from a seed that shows a type.

    Args:
        seed: document id.
        text: quoted letter for letter.
        mark: the part of `text` that carries the label; empty where it is all of it.

    """

    seed: str
    text: str
    mark: str = ""


class Label(msgspec.Struct, frozen=True, kw_only=True):
    """One entity type or value type.

    Args:
        code: stable, English, what files hold (`PER`).
        name: what annotators read, Vietnamese.
        name_en: the same in English.
        key: the key that sets it in the annotator, one character; empty without one.
        colour: `#rrggbb` on light ground.
        colour_dark: the same on dark ground.
        is_value: True for value types (TIME, JOB, …), which need no entity.
        subtypes: allowed subtypes of its entities.
        guideline: where the rule stands, for example `guidelines.md#per`.
        description: the definition in one line, Vietnamese.
        mappings: code in each foreign inventory (`ace`, `rich_ere`, `bkee`, `vlsp`,
            `ontonotes`); a missing one means that it is dropped there.
        examples: quotations from the seeds.

    """

    code: str
    name: str
    name_en: str = ""
    key: str = ""
    colour: str = ""
    colour_dark: str = ""
    is_value: bool = False
    subtypes: tuple[str, ...] = ()
    guideline: str = ""
    description: str = ""
    mappings: dict[str, str] = {}
    examples: tuple[Example, ...] = ()


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """One role of an event type.

    Args:
        code: stable, English (`Speaker`).
        name: Vietnamese.
        name_en: English.
        key: the key that fills it in the annotator.
        fillers: codes of entity and value types, or `EVENT`, that may fill it.
        is_required: shown when it is missing; never blocks labelling.
        cues: words that stand in front of its fillers, small letters (`tại`); the annotator
            guesses from them which role a click is meant for.
        mappings: code in each foreign inventory.

    """

    code: str
    name: str
    name_en: str = ""
    key: str = ""
    fillers: tuple[str, ...] = ()
    is_required: bool = False
    cues: tuple[str, ...] = ()
    mappings: dict[str, str] = {}


class EventType(msgspec.Struct, frozen=True, kw_only=True):
    """One event type with its roles.

    Args:
        code: stable, English (`Contact.Statement`).
        name: Vietnamese.
        name_en: English.
        key: the key that sets it in the annotator, or two keys one after the other
            (`cm`); among all labels and event types no key begins another.
        colour: `#rrggbb` on light ground.
        colour_dark: the same on dark ground.
        roles: in the order they are shown.
        guideline: where the rule stands.
        description: the definition in one line, Vietnamese.
        mappings: code in `ace`, `rich_ere`, `bkee`, `plover`, `cameo`.
        lossy: the inventories of `mappings` whose code says less or something else.
        triggers: words that mostly name such an event, small letters; the annotator suggests
            the type for them.
        examples: quotations from the seeds, `mark` being the trigger.

    """

    code: str
    name: str
    name_en: str = ""
    key: str = ""
    colour: str = ""
    colour_dark: str = ""
    roles: tuple[Role, ...] = ()
    guideline: str = ""
    description: str = ""
    mappings: dict[str, str] = {}
    lossy: tuple[str, ...] = ()
    triggers: tuple[str, ...] = ()
    examples: tuple[Example, ...] = ()

    def role(self, code: str) -> Role:
        """The role with this code.

        Raises:
            UnknownNameError: the type has no such role; lists those it has.

        """
        return find(self.roles, code, f"{self.code} has no role {code!r}; its roles are")


class Attribute(msgspec.Struct, frozen=True, kw_only=True):
    """One attribute of events or mentions.

    Args:
        code: the record's field (`realis`), or a key of its `attributes`.
        name: Vietnamese.
        name_en: English.
        on: `event`, `mention`, `time` or `entity`.
        values: allowed values, the default first.
        value_names: Vietnamese name of each value.
        key: the key that steps through the values in the annotator.
        is_required: release refuses while it is missing.
        guideline: where the rule stands.

    """

    code: str
    name: str
    name_en: str = ""
    on: str = "event"
    values: tuple[str, ...] = ()
    value_names: tuple[str, ...] = ()
    key: str = ""
    is_required: bool = False
    guideline: str = ""


class RelationType(msgspec.Struct, frozen=True, kw_only=True):
    """A type of relation between mentions, of hopper relation, or of document label.

    Args:
        code: stable, English.
        name: Vietnamese.
        name_en: English.
        key: the key that sets it.
        sources: allowed types of the source; empty for any.
        targets: allowed types of the target; empty for any.
        values: for document labels, the allowed values.
        value_names: Vietnamese name of each value.
        guideline: where the rule stands.
        description: the definition in one line, Vietnamese.
        mappings: code in each foreign inventory.

    """

    code: str
    name: str
    name_en: str = ""
    key: str = ""
    sources: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    values: tuple[str, ...] = ()
    value_names: tuple[str, ...] = ()
    guideline: str = ""
    description: str = ""
    mappings: dict[str, str] = {}


class Schema(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a project may label.

    Args:
        name: name and version, for example `ghinhan-diplomacy/1`.
        labels: entity and value types.
        events: event types.
        attributes: of events, mentions, times and entities.
        relations: between mentions.
        hopper_relations: between occurrences.
        document_labels: on whole documents.
        levels: allowed mention levels.

    """

    name: str
    labels: tuple[Label, ...] = ()
    events: tuple[EventType, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    relations: tuple[RelationType, ...] = ()
    hopper_relations: tuple[RelationType, ...] = ()
    document_labels: tuple[RelationType, ...] = ()
    levels: tuple[str, ...] = ("NAM", "NOM", "PRO", "VAL")

    def label(self, code: str) -> Label:
        """The entity or value type with this code.

        Raises:
            UnknownNameError: no such type; lists those there are.

        """
        return find(self.labels, code, f"{self.name} has no type {code!r}; its types are")

    def event(self, code: str) -> EventType:
        """The event type with this code.

        Raises:
            UnknownNameError: no such type; lists those there are.

        """
        return find(self.events, code, f"{self.name} has no event type {code!r}; it has")


Coded = TypeVar("Coded", Label, EventType, Role)


def find(coded: Sequence[Coded], code: str, complaint: str) -> Coded:
    """The one that has the code.

    Raises:
        UnknownNameError: none has it; the complaint ends with the codes there are.

    """
    for one in coded:
        if one.code == code:
            return one
    raise UnknownNameError(f"{complaint} {', '.join(one.code for one in coded) or 'none'}.")
