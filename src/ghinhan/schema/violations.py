"""What can be wrong with a layer, and how grave it is.

A rule's severity is fixed here. An *error* keeps a document out of a release; a *warning* asks
somebody to look. Neither ever blocks labelling.
"""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

ERROR, WARNING = "error", "warning"


class Violation(msgspec.Struct, frozen=True, kw_only=True):
    """One thing in one record that the schema does not allow.

    Args:
        document: document id; `entities` for what belongs to the whole corpus.
        record: id of the record; empty for the layer itself.
        rule: a code of `RULES`.
        severity: `error` or `warning`.
        message: what is wrong, with the value, and what to do.
        start: first character of the record in code points; 0 where it has no place in the text.
        end: one past its last character.
        quote: the surface text.

    """

    document: str
    record: str
    rule: str
    severity: str
    message: str
    start: int = 0
    end: int = 0
    quote: str = ""


RULES: Mapping[str, str] = MappingProxyType(
    {
        "document-differs": ERROR,
        "text-changed": ERROR,
        "schema-differs": ERROR,
        "state-unknown": ERROR,
        "id-missing": ERROR,
        "id-duplicate": ERROR,
        "type-unknown": ERROR,
        "span-outside": ERROR,
        "surface-differs": ERROR,
        "head-outside": ERROR,
        "span-crossing": ERROR,
        "mention-duplicate": WARNING,
        "level-missing": ERROR,
        "level-unknown": ERROR,
        "level-value": ERROR,
        "time-as-mention": WARNING,
        "entity-missing": WARNING,
        "entity-dangling": ERROR,
        "entity-type": ERROR,
        "entity-on-value": WARNING,
        "metonym-dangling": ERROR,
        "attribute-unknown": ERROR,
        "attribute-value": ERROR,
        "attribute-missing": ERROR,
        "timex-unknown": ERROR,
        "time-value": ERROR,
        "time-value-missing": WARNING,
        "time-resolved": ERROR,
        "time-contradiction": WARNING,
        "anchor-dangling": ERROR,
        "anchor-cycle": ERROR,
        "role-unknown": ERROR,
        "role-missing": WARNING,
        "filler-type": ERROR,
        "argument-dangling": ERROR,
        "argument-duplicate": WARNING,
        "argument-far": WARNING,
        "event-cycle": ERROR,
        "attribution-dangling": ERROR,
        "hopper-missing": WARNING,
        "hopper-dangling": ERROR,
        "hopper-type": WARNING,
        "hopper-realis": WARNING,
        "relation-dangling": ERROR,
        "relation-end": ERROR,
        "relation-self": ERROR,
        "relation-cycle": ERROR,
        "label-value": ERROR,
        "label-duplicate": WARNING,
        "comment-dangling": WARNING,
        "subtype-unknown": ERROR,
        "name-missing": WARNING,
        "link-form": ERROR,
        "member-dangling": ERROR,
        "member-cycle": ERROR,
    }
)
"""Every rule with its severity; `docs/guide/schema.md` explains each."""
