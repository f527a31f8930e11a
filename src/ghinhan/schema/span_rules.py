"""Rules on places in the text: inside it, in order, saying what is stored, never crossing."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from heapq import heappop, heappush

from ghinhan.model import Document, Event, LayerRecord, Mention, Span, Time
from ghinhan.model.spans import covers, fault_in_fragments, surface
from ghinhan.schema.context import Context, bounds, fragments_of
from ghinhan.schema.violations import Violation


def check_span(context: Context, record: Mention | Time | Event) -> Iterator[Violation]:
    """Fragments lie in the text and in order, the stored words stand there, the head inside."""
    fragments = fragments_of(record)
    fault = fault_in_fragments(fragments, len(context.text))
    if fault:
        yield context.violation(record, "span-outside", f"{fault} Mark the words anew.")
        return
    found = surface(context.text, fragments)
    if found != record.text:
        yield context.violation(
            record,
            "surface-differs",
            f"the record says {record.text!r}, but the document has {found!r} there. "
            "Mark the words anew, or restore the text the layer was made on.",
        )
    head = record.head if isinstance(record, Mention) else None
    if head and not (head[0] < head[1] and covers(fragments, [head])):
        yield context.violation(
            record,
            "head-outside",
            f"the head {head[0]}-{head[1]} does not lie inside one fragment of "
            f"{show(fragments)}. Choose words of the mention.",
        )


def show(fragments: Sequence[Span]) -> str:
    """Fragments for people: `3-16`, or `3-5 and 9-16`."""
    return " and ".join(f"{start}-{end}" for start, end in fragments)


def check_crossing(context: Context, records: Sequence[LayerRecord]) -> Iterator[Violation]:
    """Mentions and times are nested or apart; two mentions never say the same twice.

    Discontinuous ones are left out: their gaps may hold what they like. Of two that cross, the
    later one is reported. Takes n log n steps.
    """
    spans = [r for r in records if isinstance(r, Mention | Time) and len(fragments_of(r)) == 1]
    spans.sort(key=lambda record: (record.start, -record.end))
    still_open: list[tuple[int, str]] = []
    seen: dict[tuple[int, int, str], str] = {}
    for record in spans:
        while still_open and still_open[0][0] <= record.start:
            heappop(still_open)
        if still_open and still_open[0][0] < record.end:
            other = context.records[still_open[0][1]]
            yield context.violation(
                record,
                "span-crossing",
                f"characters {show([bounds(record)])} cross {other.id} at {show([bounds(other)])}. "
                "Make one contain the other, or keep them apart.",
            )
        heappush(still_open, (record.end, record.id))
        twin = seen.setdefault((record.start, record.end, record.type), record.id)
        if twin != record.id:
            yield context.violation(
                record,
                "mention-duplicate",
                f"{twin} marks the same words as {record.type} already. Keep one of them.",
            )


class Sentences:
    """Which sentence a character lies in.

    Args:
        document: its sentences are ordered.

    """

    def __init__(self, document: Document) -> None:
        self.starts = [start for start, _ in document.sentences]

    def is_apart(self, event: Event, filler: Mention | Time | Event) -> bool:
        """Whether trigger and filler begin in different sentences."""
        trigger, start = bounds(event)[0], bounds(filler)[0]
        return bisect_right(self.starts, trigger) != bisect_right(self.starts, start)
