"""From two readings to one: every difference listed, every difference settled with a reason.

`find_differences` tells the right reading in the names of the left one and lists what is not
equal. `settle` builds the gold reading: what both say is taken over, and each difference needs a
decision. Nothing is settled silently: a difference without a decision is an error, and so is a
decision about nothing.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

import msgspec

from ghinhan.foundation.errors import AdjudicationError, list_faults
from ghinhan.model import (
    CORPUS,
    CorpusLayer,
    CorpusRecord,
    LabelledDocument,
    LayerRecord,
    Provenance,
    Record,
)
from ghinhan.model.layer import span_order
from ghinhan.review.translation import translate

CHOICES = ("left", "right", "other", "neither")
UNCOMPARED = {"id", "provenance"}


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One record that the two readings do not hold alike.

    Args:
        scope: document id, or `entities` for corpus-wide records.
        id: the record's id, in the names of the left reading.
        left: the left reading's record; None when it has none.
        right: the right reading's record in the left reading's names; None when it has none.
        fields: the fields that differ; empty when only one side has the record.

    """

    scope: str
    id: str
    left: Record | None = None
    right: Record | None = None
    fields: tuple[str, ...] = ()


class Decision(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How one difference is settled.

    Args:
        scope: as in the difference.
        id: as in the difference.
        choice: `left`, `right`, `other` (then `record` says what) or `neither`.
        reason: why, in a sentence, naming the ruling of the guidelines.
        ruling: the number or anchor of the ruling.
        record: the record to put there, for `other`.

    """

    scope: str
    id: str
    choice: str
    reason: str
    ruling: str = ""
    record: Record | None = None


def find_differences(
    left: Sequence[LabelledDocument], right: Sequence[LabelledDocument]
) -> tuple[Difference, ...]:
    """Everything that two readings do not hold alike.

    Args:
        left: one reading, an item per document.
        right: the other reading of the same documents.

    Returns:
        Document by document in text order, corpus-wide records last. Provenance is not
        compared: how a record came to be is no reading of the text.

    """
    return tuple(_differences(left, translate(right, left)))


def _differences(
    left: Sequence[LabelledDocument], translated: Sequence[LabelledDocument]
) -> Iterator[Difference]:
    others = {item.document.id: item.layer for item in translated}
    for item in left:
        other = others.get(item.document.id)
        if other is not None:
            yield from compare_records(item.document.id, item.layer.records, other.records)
    if left and translated:
        mine, theirs = left[0].corpus_layer.records, translated[0].corpus_layer.records
        yield from compare_records(CORPUS, mine, theirs)


def compare_records(
    scope: str, left: Sequence[Record], right: Sequence[Record]
) -> Iterator[Difference]:
    """The differences of one scope, both sides in the same names."""
    mine = {record.id: record for record in left}
    theirs = {record.id: record for record in right}
    for record in sorted([*left, *(r for r in right if r.id not in mine)], key=span_order):
        a, b = mine.get(record.id), theirs.get(record.id)
        fields = differing_fields(a, b)
        if a is None or b is None or fields:
            yield Difference(scope=scope, id=record.id, left=a, right=b, fields=fields)


def differing_fields(left: Record | None, right: Record | None) -> tuple[str, ...]:
    """Names of the fields in which two records differ; the order of arguments is none.

    Example:
        >>> from ghinhan.model import Mention
        >>> a = Mention(id="m", type="PER", extent=((0, 3),), text="Anh", level="NAM")
        >>> differing_fields(a, msgspec.structs.replace(a, type="GPE"))
        ('type',)

    """
    if left is None or right is None:
        return ()
    if type(left) is not type(right):
        return ("kind",)
    names = [name for name in left.__struct_fields__ if name not in UNCOMPARED]
    return tuple(n for n in names if _plain(getattr(left, n)) != _plain(getattr(right, n)))


def _plain(value: object) -> object:
    """Arguments, aliases and members without their order; extents keep theirs."""
    if isinstance(value, tuple) and value and not isinstance(value[0], tuple | int):
        return sorted(map(repr, value))
    return value


def settle(
    left: Sequence[LabelledDocument],
    right: Sequence[LabelledDocument],
    decisions: Iterable[Decision],
    *,
    annotator: str = "gold",
) -> list[LabelledDocument]:
    """The gold reading: what both say, and for the rest what was decided.

    Args:
        left: one reading, an item per document.
        right: the other reading of the same documents.
        decisions: one for each difference.
        annotator: the name of the gold reading.

    Returns:
        One item per document that both readings hold, state `settled`. Each record's
        provenance says whether it was agreed or adjudicated, and from whom.

    Raises:
        AdjudicationError: a difference without a decision, a decision without a difference or
            without a reason, a choice of a side that has no record.

    """
    translated = {item.document.id: item for item in translate(right, left)}
    both = [(item, translated[item.document.id]) for item in left if item.document.id in translated]
    if not both:
        raise AdjudicationError(
            "the two readings share no document, so there is nothing to settle. "
            "Name two annotators who labelled the same documents."
        )
    open_decisions = {(decision.scope, decision.id): decision for decision in decisions}
    _refuse_unfounded(open_decisions.values())

    first, second = both[0]
    sources = (first.layer.annotator, second.layer.annotator)
    scopes = [(i.document.id, i.layer.records, j.layer.records) for i, j in both]
    records: dict[str, tuple[Record, ...]] = {}
    faults: list[str] = []
    for scope, mine, theirs in [
        *scopes,
        (CORPUS, first.corpus_layer.records, second.corpus_layer.records),
    ]:
        desk = _Desk(scope, sources, open_decisions, faults)
        records[scope] = tuple(desk.settled(mine, theirs))
    faults += [f"{scope} {record}: decided, but not in dispute" for scope, record in open_decisions]
    if faults:
        raise AdjudicationError(
            f"{len(faults)} things keep the readings from being settled:\n{list_faults(faults)}"
        )
    return _gold_items(both, records, annotator)


def _gold_items(
    both: Sequence[tuple[LabelledDocument, LabelledDocument]],
    records: Mapping[str, tuple[Record, ...]],
    annotator: str,
) -> list[LabelledDocument]:
    corpus_layer = CorpusLayer(
        schema=both[0][0].corpus_layer.schema,
        annotator=annotator,
        records=tuple(r for r in records[CORPUS] if isinstance(r, CorpusRecord)),
    )
    gold = []
    for item, _ in both:
        layer = msgspec.structs.replace(
            item.layer,
            annotator=annotator,
            state="settled",
            records=tuple(r for r in records[item.document.id] if isinstance(r, LayerRecord)),
        )
        gold.append(
            LabelledDocument(document=item.document, layer=layer, corpus_layer=corpus_layer)
        )
    return gold


class _Desk:
    """Settles the records of one scope; takes decisions off the pile as it uses them."""

    def __init__(
        self,
        scope: str,
        sources: tuple[str, str],
        open_decisions: dict[tuple[str, str], Decision],
        faults: list[str],
    ) -> None:
        self.scope = scope
        self.sources = sources
        self.open_decisions = open_decisions
        self.faults = faults

    def settled(self, left: Sequence[Record], right: Sequence[Record]) -> list[Record]:
        """The gold records of the scope, in file order."""
        differences = {d.id: d for d in compare_records(self.scope, left, right)}
        agreed = " ".join(self.sources)
        gold = [_with_provenance(r, "agreed", agreed) for r in left if r.id not in differences]
        for difference in differences.values():
            chosen = self.chosen(difference)
            if chosen is not None:
                gold.append(chosen)
        return sorted(gold, key=span_order)

    def chosen(self, difference: Difference) -> Record | None:
        """The record that the decision puts there, or None for no record."""
        decision = self.open_decisions.pop((self.scope, difference.id), None)
        where = f"{self.scope} {difference.id}"
        if decision is None:
            self.faults.append(f"{where}: nobody has decided ({_summary(difference)})")
            return None
        if decision.choice == "neither":
            return None
        record = {
            "left": difference.left,
            "right": difference.right,
            "other": decision.record,
        }[decision.choice]
        if record is None:
            self.faults.append(f"{where}: {decision.choice!r} was chosen, but it has no record")
            return None
        source = {"left": self.sources[0], "right": self.sources[1]}.get(decision.choice, "")
        return _with_provenance(record, "adjudicated", source)


def _with_provenance(record: Record, how: str, source: str) -> Record:
    if "provenance" not in record.__struct_fields__:
        return record
    return msgspec.structs.replace(record, provenance=Provenance(how=how, source=source))


def _summary(difference: Difference) -> str:
    if difference.fields:
        return "differs in " + ", ".join(difference.fields)
    return "only in the " + ("left" if difference.right is None else "right") + " reading"


def _refuse_unfounded(decisions: Collection[Decision]) -> None:
    """Every decision needs a known choice and a reason."""
    faults = [
        f"{d.scope} {d.id}: choice {d.choice!r} is none of {', '.join(CHOICES)}"
        for d in decisions
        if d.choice not in CHOICES
    ]
    faults += [f"{d.scope} {d.id}: no reason given" for d in decisions if not d.reason.strip()]
    if faults:
        raise AdjudicationError(f"{len(faults)} decisions cannot be used:\n{list_faults(faults)}")
