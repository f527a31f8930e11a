"""Events: a trigger in the text, and who takes part in which role."""

import msgspec

from ghinhan.model.spans import Provenance, Span


class Argument(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """One participant: a role of the event's type, filled by a mention, a time or an event.

    Args:
        role: a role code of the schema, for example `Speaker`.
        ref: id of the filler, a record of the same layer.

    """

    role: str
    ref: str


class Event(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="event",
    kw_only=True,
):
    """One mention of an event.

    Args:
        id: made once, unique in the corpus (`v-…`).
        type: a code of the schema's event types, for example `Contact.Statement`.
        trigger: fragments in code points of the words that say it happens.
        text: the surface under `trigger`.
        hopper: id of the occurrence this mention tells of (event coreference, corpus-wide).
        realis: ACTUAL, GENERIC or OTHER (Rich ERE).
        polarity: POS or NEG (ACE).
        tense: PAST, PRESENT, FUTURE or UNSPECIFIED (ACE).
        modality: ASSERTED, OFFERED, INTENDED, HYPOTHETICAL, … (see the schema).
        attribution: id of the mention that vouches for it; empty means the article itself.
        arguments: in the order they were made; a role may repeat.
        attributes: further attributes that a schema defines, code to value.
        provenance: None when made by hand.

    """

    id: str
    type: str
    trigger: tuple[Span, ...]
    text: str
    hopper: str = ""
    realis: str = ""
    polarity: str = ""
    tense: str = ""
    modality: str = ""
    attribution: str = ""
    arguments: tuple[Argument, ...] = ()
    attributes: dict[str, str] = {}
    provenance: Provenance | None = None

    @property
    def start(self) -> int:
        """First character of the trigger."""
        return self.trigger[0][0]

    @property
    def end(self) -> int:
        """One past the last character of the trigger."""
        return self.trigger[-1][1]
