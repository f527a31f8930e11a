"""What records point to: the one list of all references between records."""

from collections.abc import Iterator

from ghinhan.model.entities import Entity, Hopper, HopperRelation
from ghinhan.model.events import Event
from ghinhan.model.layer import Record
from ghinhan.model.mentions import Mention
from ghinhan.model.notes import Comment, Relation
from ghinhan.model.times import Time

HERE, CORPUS_WIDE = "this document", "the corpus-wide file"

Reference = tuple[str, str, str]
"""Where the record must be, its id, and how the reference is called."""


SINGLE: dict[type[Record], dict[str, str]] = {
    Mention: {"entity": CORPUS_WIDE, "metonym": CORPUS_WIDE},
    Event: {"hopper": CORPUS_WIDE, "attribution": HERE},
    Time: {"anchor": HERE},
    Relation: {"source": HERE, "target": HERE},
    Comment: {"target": HERE},
    HopperRelation: {"source": CORPUS_WIDE, "target": CORPUS_WIDE},
}
"""Fields that hold one id, and where that record must be."""


def references_of(record: Record) -> Iterator[Reference]:
    """Everything a record points to."""
    for name, place in SINGLE.get(type(record), {}).items():
        yield place, getattr(record, name), name
    if isinstance(record, Event | Hopper):
        place = HERE if isinstance(record, Event) else CORPUS_WIDE
        yield from ((place, a.ref, f"argument {a.role}") for a in record.arguments)
    if isinstance(record, Entity):
        yield from ((CORPUS_WIDE, member, "member") for member in record.members)
