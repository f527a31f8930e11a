"""Mentions: what the text names, describes, points at or counts."""

import msgspec

from ghinhan.model.spans import Provenance, Span


class Mention(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="mention",
    kw_only=True,
):
    """One stretch of text that refers to an entity, or states a value.

    Args:
        id: made once, unique in the corpus (`m-…`).
        type: a code of the schema's entity or value types, for example `PER` or `JOB`.
        extent: fragments in code points, ordered, normally one; the whole phrase.
        text: the surface under `extent`; the doctor compares it with the document.
        head: the name or head noun inside the extent, in code points; None where the whole
            extent is the head (values).
        level: NAM (name), NOM (description), PRO (pronoun) or VAL (value).
        entity: id of the entity it refers to; empty while nobody has said.
        metonym: id of the entity literally named where the mention stands for another one
            (`Moscow` for Russia).
        specific: False for what is negated, hypothetical or generic.
        predicative: the phrase says something of another mention (`… là cuộc họp mới nhất`).
        partitive: a part of a named whole (`một số ít`).
        attributes: further attributes that a schema defines, code to value.
        provenance: None when made by hand.

    """

    id: str
    type: str
    extent: tuple[Span, ...]
    text: str
    head: Span | None = None
    level: str = ""
    entity: str = ""
    metonym: str = ""
    specific: bool = True
    predicative: bool = False
    partitive: bool = False
    attributes: dict[str, str] = {}
    provenance: Provenance | None = None

    @property
    def start(self) -> int:
        """First character of the extent."""
        return self.extent[0][0]

    @property
    def end(self) -> int:
        """One past the last character of the extent."""
        return self.extent[-1][1]
