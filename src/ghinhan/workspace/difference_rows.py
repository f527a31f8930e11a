"""A difference between two readings in words: what it is about, what each side says.

The values are those of `ghinhan.review`; here ids become the words they stand for.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from ghinhan.model import (
    CORPUS,
    Argument,
    Entity,
    Event,
    Hopper,
    HopperRelation,
    LabelledDocument,
    Mention,
    Record,
    Relation,
    Time,
)
from ghinhan.model.features import fragments_of
from ghinhan.review.adjudication import Difference
from ghinhan.review.decisions import Decision
from ghinhan.workspace.rows import JOINT, Row

UNTOLD = {"id", "kind", "provenance", "text"}
"""What a record's own sentence leaves out: it stands in other columns or is no reading."""

Names = Mapping[str, str]


def difference_rows(
    differences: Sequence[Difference],
    decisions: Iterable[Decision],
    readings: Sequence[LabelledDocument],
) -> Iterator[Row]:
    """One row for each difference, with what was decided about exactly this.

    Args:
        differences: as they are now.
        decisions: those that were made.
        readings: both readings, the left one's names and words come last and win.

    """
    made = {(decision.scope, decision.id): decision for decision in decisions if decision.choice}
    names = words_of(readings)
    for difference in differences:
        record = difference.record
        decision = made.get((difference.scope, difference.id))
        is_decided = decision is not None and decision.seen in {"", difference.seen}
        place = fragments_of(record)
        yield (
            difference.scope,
            difference.id,
            kind_of(record),
            place[0][0] if place else None,
            place[-1][1] if place else None,
            quote_of(record, names),
            JOINT.join(difference.fields),
            say(difference.left, difference.fields, names),
            say(difference.right, difference.fields, names),
            *(
                (decision.choice, decision.reason, decision.ruling, decision.by)
                if decision is not None and is_decided
                else ("", "", "", "")
            ),
        )


def kind_of(record: Record) -> str:
    """What kind of record it is, as files call it."""
    return str(type(record).__struct_config__.tag)


def words_of(readings: Iterable[LabelledDocument]) -> dict[str, str]:
    """What every id stands for: the words of a record, the name of an entity."""
    words: dict[str, str] = {}
    for item in readings:
        for one in item.corpus_layer.records:
            words[one.id] = getattr(one, "name", "") or one.id
        for record in item.layer.records:
            if isinstance(record, Mention | Time | Event):
                words[record.id] = f"“{record.text}”"
    return words


def quote_of(record: Record, names: Names) -> str:
    """The words or the name that a person knows the record by."""
    if isinstance(record, Mention | Time | Event):
        return record.text
    if isinstance(record, Entity | Hopper):
        return record.name or record.id
    if isinstance(record, Relation | HopperRelation):
        ends = (names.get(record.source, record.source), names.get(record.target, record.target))
        return " → ".join(ends)
    return ""


def say(record: Record | None, fields: Sequence[str], names: Names) -> str:
    """What a record says in some of its fields; without fields, in all that are not empty.

    Example:
        >>> mention = Mention(id="m", type="PER", extent=((0, 3),), text="Anh", entity="e-1")
        >>> say(mention, ["entity"], {"e-1": "Lan Anh"})
        'entity: Lan Anh'

    """
    if record is None:
        return ""
    if not fields:
        given = msgspec.to_builtins(record)
        fields = [name for name in record.__struct_fields__ if name in given]
    told = [name for name in fields if name not in UNTOLD] or list(fields)
    return JOINT.join(f"{name}: {spell(getattr(record, name), names)}" for name in told)


def spell(value: object, names: Names) -> str:
    """One value in words, ids replaced by what they stand for."""
    if isinstance(value, str):
        return names.get(value, value) or "–"
    if isinstance(value, Argument):
        return f"{value.role} {names.get(value.ref, value.ref)}"
    if isinstance(value, tuple) and value and isinstance(value[0], int):
        return "-".join(map(str, value))
    if isinstance(value, tuple):
        return ", ".join(spell(one, names) for one in value) or "–"
    return str(value)


def describe(difference: Difference, names: Names) -> str:
    """One difference in a line, for lists and for the file of decisions."""
    record = difference.record
    about = f"{kind_of(record)} {getattr(record, 'type', '')} {quote_of(record, names)}".strip()
    left = say(difference.left, difference.fields, names) or "nothing"
    right = say(difference.right, difference.fields, names) or "nothing"
    where = "corpus" if difference.scope == CORPUS else difference.scope
    return f"{where}: {about}: {left} | {right}"
