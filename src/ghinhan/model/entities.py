"""Entities and occurrences: what mentions and events refer to, across the whole corpus."""

import msgspec

from ghinhan.model.events import Argument
from ghinhan.model.spans import Provenance

NIL = "NIL"
"""The link of an entity that was looked for and has no entry, or whose entry is not certain."""


class Entity(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="entity",
    kw_only=True,
):
    """One thing in the world that mentions refer to.

    Args:
        id: made once, readable where possible (`telegraph`), unique in the corpus.
        type: a code of the schema's entity types.
        subtype: a subtype that the schema lists for the type.
        name: how people call it; never used to find mentions.
        link: a Wikidata id (`Q…`), or NIL, or empty while nobody has looked.
        link_note: why the link is NIL, for example `unverified`.
        aliases: other spellings met in the texts.
        members: ids of the entities a group is made of.
        attributes: further attributes that a schema defines, code to value.
        provenance: None when made by hand.

    """

    id: str
    type: str
    subtype: str = ""
    name: str = ""
    link: str = ""
    link_note: str = ""
    aliases: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    attributes: dict[str, str] = {}
    provenance: Provenance | None = None


class Hopper(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="hopper",
    kw_only=True,
):
    """One occurrence that several event mentions tell of.

    Args:
        id: made once, readable where possible (`telegraph-report`).
        type: the event type it is listed under.
        name: a few words for people.
        arguments: participants known from the document rather than from one sentence; the
            refs are entity ids.
        note: why mentions with unlike realis stand together.

    Source:
        Rich ERE event hoppers.

    """

    id: str
    type: str = ""
    name: str = ""
    arguments: tuple[Argument, ...] = ()
    note: str = ""


class HopperRelation(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="hopper_relation",
    kw_only=True,
):
    """How two occurrences are related.

    Args:
        id: made once (`hr-…`).
        type: `subevent_of`, `member_of` or `before`.
        source: id of the hopper it starts from.
        target: id of the hopper it points to.

    """

    id: str
    type: str
    source: str
    target: str
