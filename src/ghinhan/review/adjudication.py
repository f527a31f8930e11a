"""From two readings to one: every difference listed, every difference settled with a reason.

`find_differences` tells the right reading in the names of the left one and lists what is not
equal. `settle` builds the gold reading: what both say is taken over, each difference needs a
decision, and what a reviewer revised afterwards comes last. Nothing is settled silently: a
difference without a decision is an error, and so is a decision about nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

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
from ghinhan.review.decisions import Decision, Revision, refuse_unfounded, seen_of
from ghinhan.review.translation import translate

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

    @property
    def record(self) -> Record:
        """The left reading's record, or the right one's where the left has none."""
        return next(record for record in (self.left, self.right) if record is not None)

    @property
    def seen(self) -> str:
        """A short digest of what both sides say; a decision is about exactly this."""
        return seen_of(self.left, self.right)


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
    revisions: Sequence[Revision] = (),
    annotator: str = "gold",
) -> list[LabelledDocument]:
    """The gold reading: what both say, for the rest what was decided, then what was revised.

    Args:
        left: one reading, an item per document.
        right: the other reading of the same documents.
        decisions: one for each difference; those without a choice are not made yet.
        revisions: records that neither reading has right, put in their place or taken away.
        annotator: the name of the gold reading.

    Returns:
        One item per document that both readings hold, state `settled`. Each record's
        provenance says whether it was agreed or adjudicated, from whom, and by which ruling.

    Raises:
        AdjudicationError: a difference without a decision, a decision without a difference or
            without a reason, a choice of a side that has no record, a revision that changes
            nothing.

    """
    translated = {item.document.id: item for item in translate(right, left)}
    both = [(item, translated[item.document.id]) for item in left if item.document.id in translated]
    if not both:
        raise AdjudicationError(
            "the two readings share no document, so there is nothing to settle. "
            "Name two annotators who labelled the same documents."
        )
    made = [decision for decision in decisions if decision.choice]
    refuse_unfounded(made, revisions)
    open_decisions = {(decision.scope, decision.id): decision for decision in made}

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
        settled = desk.settled(mine, theirs)
        wanted = [revision for revision in revisions if revision.scope == scope]
        records[scope] = tuple(revise(settled, wanted, faults))
    faults += [
        f"{scope} {record}: decided, but not in dispute. Take the decision out"
        for scope, record in open_decisions
    ]
    faults += [
        f"{revision.scope} {revision.id}: revised, but that document is not in both readings"
        for revision in revisions
        if revision.scope not in records
    ]
    if faults:
        raise AdjudicationError(
            f"{len(faults)} things keep the readings from being settled:\n{list_faults(faults)}"
        )
    return _gold_items(both, records, annotator)


def revise(
    settled: Sequence[Record], revisions: Iterable[Revision], faults: list[str]
) -> list[Record]:
    """The records of one scope after a reviewer's pass, in file order.

    Args:
        settled: as the decisions left them.
        revisions: of this scope.
        faults: gets a sentence for each revision that changes nothing.

    """
    records = {record.id: record for record in settled}
    for revision in revisions:
        standing = records.pop(revision.id, None)
        if seen_of(standing, None) == seen_of(revision.record, None):
            faults.append(
                f"{revision.scope} {revision.id}: revised, but that changes nothing. Take it out"
            )
        if revision.record is not None:
            source = _source("review", revision.ruling)
            records[revision.id] = _with_provenance(revision.record, "adjudicated", source)
    return sorted(records.values(), key=span_order)


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
            self.faults.append(f"{where}: nobody has decided ({summary_of(difference)})")
            return None
        if decision.seen not in {"", difference.seen}:
            self.faults.append(
                f"{where}: a reading was changed since this was decided ({summary_of(difference)})"
            )
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
        side = {"left": self.sources[0], "right": self.sources[1]}.get(decision.choice, "")
        return _with_provenance(record, "adjudicated", _source(side, decision.ruling))


def _with_provenance(record: Record, how: str, source: str) -> Record:
    if "provenance" not in record.__struct_fields__:
        return record
    return msgspec.structs.replace(record, provenance=Provenance(how=how, source=source))


def _source(side: str, ruling: str) -> str:
    """From whom a record was taken and by which ruling, as its provenance says."""
    return ", ".join(part for part in (side, f"ruling {ruling}" if ruling else "") if part)


def summary_of(difference: Difference) -> str:
    """What kind of difference it is, in a few words."""
    if difference.fields:
        return "differs in " + ", ".join(difference.fields)
    return "only in the " + ("left" if difference.right is None else "right") + " reading"
