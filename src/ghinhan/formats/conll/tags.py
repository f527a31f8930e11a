"""Which records flat tags can hold: whole tokens, one sentence, no overlap."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Literal

import msgspec

from ghinhan.model.document import Document
from ghinhan.model.events import Event
from ghinhan.model.features import fragments_of, kind_of, list_document_losses
from ghinhan.model.labelled import LabelledDocument, Loss
from ghinhan.model.mentions import Mention
from ghinhan.model.spans import Span
from ghinhan.model.times import Time

NAME = "conll"
LAYER_FEATURES = frozenset({"layer", "layer.annotator", "layer.schema", "layer.state"})
carries: frozenset[str] = LAYER_FEATURES | {"mention", "time"}

REASONS = (
    "nested",
    "crossing",
    "same span",
    "discontinuous",
    "not on token borders",
    "cross-sentence",
    "outside every sentence",
    "level not chosen",
)
UNPLACED = frozenset(f"{why} {kind}" for why in REASONS for kind in ("mention", "time", "event"))
"""What the report says of a record that has no tag at all, as against a field left out."""

Choice = Literal["outermost", "innermost", "heads", "triggers"]
Spanned = Mention | Time | Event
Fault = tuple[str, str]
"""What cannot be carried, and why."""


class Tagged(msgspec.Struct, frozen=True):
    """One record as flat tags see it: the tokens `first <= token < last` of the document."""

    record: Spanned
    first: int
    last: int


class TokenGrid:
    """The tokens of a document, found by where they begin and end."""

    def __init__(self, document: Document) -> None:
        self.begins = {start: number for number, (start, _) in enumerate(document.tokens)}
        self.ends = {end: number for number, (_, end) in enumerate(document.tokens)}
        self.sentences = document.sentences
        self.sentence_starts = [start for start, _ in document.sentences]

    def fault_in(self, fragments: Sequence[Span]) -> Fault | None:
        """Why these fragments cannot be tagged, or None."""
        start, end = fragments[0]
        if len(fragments) > 1:
            return "discontinuous", "a tag sequence is one unbroken stretch of tokens."
        if start not in self.begins or end not in self.ends:
            return "not on token borders", "tags cover whole tokens only."
        number = bisect_right(self.sentence_starts, start) - 1
        if number < 0 or self.sentences[number][1] <= start:
            return "outside every sentence", "only tokens inside a sentence are written."
        if self.sentences[number][1] < end:
            return "cross-sentence", "a tag sequence ends with its sentence."
        return None

    def tokens_under(self, span: Span) -> Span:
        """The token numbers under a span on token borders, the second one exclusive."""
        return self.begins[span[0]], self.ends[span[1]] + 1


def choose_flat(
    item: LabelledDocument, spans: Choice, levels: frozenset[str]
) -> tuple[list[Tagged], list[Loss]]:
    """The records that flat tags hold, in text order, and a loss for each other candidate.

    Args:
        item: the labelled document.
        spans: which of overlapping records stand.
        levels: mention levels that were asked for; empty for all.

    """
    grid = TokenGrid(item.document)
    wanted = Event if spans == "triggers" else Mention | Time
    candidates: list[Tagged] = []
    losses: list[Loss] = []
    for record in item.layer.records:
        if not isinstance(record, wanted):
            continue
        fragments = fragments_to_tag(record, spans)
        fault = fault_in_level(record, levels) or grid.fault_in(fragments)
        if fault:
            losses.append(lose(item, record, *fault))
        else:
            candidates.append(Tagged(record, *grid.tokens_under(fragments[0])))
    kept, rivals = drop_overlaps(candidates, shortest_first=spans == "innermost")
    losses += [lose(item, entry.record, *overlap(entry, rival)) for entry, rival in rivals]
    return kept, losses


def fragments_to_tag(record: Spanned, spans: Choice) -> tuple[Span, ...]:
    """The head where heads are asked for and there is one, else the whole record."""
    if spans == "heads" and isinstance(record, Mention) and record.head:
        return (record.head,)
    return fragments_of(record)


def fault_in_level(record: Spanned, levels: frozenset[str]) -> Fault | None:
    """Why a mention was not asked for, or None."""
    if levels and isinstance(record, Mention) and record.level not in levels:
        return "level not chosen", f"only {', '.join(sorted(levels))} was asked for."
    return None


def drop_overlaps(
    candidates: Sequence[Tagged], *, shortest_first: bool
) -> tuple[list[Tagged], list[tuple[Tagged, Tagged]]]:
    """Let the longest (or shortest) stand, then the first in the text.

    Returns:
        The entries that stand, in text order, and each other one with the rival in its place.

    """
    sign = 1 if shortest_first else -1
    taken: dict[int, Tagged] = {}
    rivals: list[tuple[Tagged, Tagged]] = []
    for entry in sorted(
        candidates,
        key=lambda one: (sign * (one.last - one.first), one.first, one.record.type, one.record.id),
    ):
        tokens = range(entry.first, entry.last)
        rival = next((taken[token] for token in tokens if token in taken), None)
        if rival:
            rivals.append((entry, rival))
        else:
            taken.update(dict.fromkeys(tokens, entry))
    return [taken[token] for token in sorted(taken) if taken[token].first == token], rivals


def overlap(entry: Tagged, rival: Tagged) -> Fault:
    """How an entry and the one that stands in its place lie to each other."""
    why = f"of overlapping spans one can stand; here it is {rival.record.id}."
    if (entry.first, entry.last) == (rival.first, rival.last):
        return "same span", why
    inside = rival.first <= entry.first and entry.last <= rival.last
    around = entry.first <= rival.first and rival.last <= entry.last
    return ("nested" if inside or around else "crossing"), why


def list_losses(
    item: LabelledDocument, tagged: Sequence[Tagged], unplaced: Sequence[Loss], spans: Choice
) -> list[Loss]:
    """What one document loses: records without a tag, and fields that tags do not hold."""
    carried = LAYER_FEATURES | {"event"} if spans == "triggers" else carries
    carried |= {"mention.head", "mention.fragments"} if spans == "heads" else set()
    gone = {loss.record for loss in unplaced}
    general = list_document_losses(item, carried, format_name=NAME)
    shortened = [
        lose(item, entry.record, "extent", "the tag covers the head only.")
        for entry in tagged
        if fragments_to_tag(entry.record, spans) != fragments_of(entry.record)
    ]
    return [*unplaced, *shortened, *(loss for loss in general if loss.record not in gone)]


def lose(item: LabelledDocument, record: Spanned, what: str, why: str) -> Loss:
    """A loss that names its record: `nested mention`."""
    return Loss(
        document=item.document.id,
        record=record.id,
        what=f"{what} {kind_of(record)}",
        why=why,
        quote=record.text,
    )
