"""Three readings of one document, item by item: what was in step, what is here, what is there.

Pure functions. What changed on one side only goes to the other; what both changed alike is in step
again; what both changed differently is a conflict and stays as it is on both sides, unless somebody
says who is right.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TypeVar

import msgspec

from ghinhan.sync.shapes import Arrow, Mark, Shape

Item = TypeVar("Item")

HERE, THERE = "here", "there"


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What one side has to do; None takes a mark or note away.

    Args:
        marks: by record id.
        added: arrows to draw.
        dropped: arrows to take away.
        notes: by record id.

    """

    marks: dict[str, Mark | None] = {}
    added: tuple[Arrow, ...] = ()
    dropped: tuple[Arrow, ...] = ()
    notes: dict[str, str | None] = {}

    def __len__(self) -> int:
        """How many items change."""
        return len(self.marks) + len(self.added) + len(self.dropped) + len(self.notes)


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What a comparison of the three says.

    Args:
        here: what we have to do to follow doccano.
        there: what doccano has to do to follow us.
        conflicts: one sentence for each item that both changed differently.

    """

    here: Changes
    there: Changes
    conflicts: tuple[str, ...] = ()


def compare(base: Shape, ours: Shape, theirs: Shape, *, prefer: str = "") -> Plan:
    """Compare three shapes.

    Args:
        base: as it was when both sides were last in step.
        ours: as it is here.
        theirs: as it is in doccano, under our ids.
        prefer: who is right in a conflict: `here`, `there`, or nobody.

    Example:
        >>> mark, moved = Mark(0, 3, "GPE"), Mark(0, 4, "GPE")
        >>> base, theirs = Shape(marks={"m-1": mark}), Shape(marks={"m-1": moved})
        >>> compare(base, base, theirs).here.marks
        {'m-1': Mark(start=0, end=4, label='GPE')}

    """
    marks = settle(base.marks, ours.marks, theirs.marks, prefer)
    notes = settle(base.notes, ours.notes, theirs.notes, prefer)
    here, there = settle_arrows(base.arrows, ours.arrows, theirs.arrows)
    here, there, kept, broken = keep_used(marks, here, there)
    return Plan(
        here=Changes(marks=kept[0], added=here[0], dropped=here[1], notes=notes[0]),
        there=Changes(marks=kept[1], added=there[0], dropped=there[1], notes=notes[1]),
        conflicts=(*marks[2], *notes[2], *broken),
    )


Settled = tuple[dict[str, Item | None], dict[str, Item | None], list[str]]
Drawn = tuple[tuple[Arrow, ...], tuple[Arrow, ...]]
"""Arrows to add, arrows to drop."""


def settle(
    base: Mapping[str, Item], ours: Mapping[str, Item], theirs: Mapping[str, Item], prefer: str
) -> Settled[Item]:
    """What each side has to do about each item, and the conflicts."""
    here: dict[str, Item | None] = {}
    there: dict[str, Item | None] = {}
    conflicts: list[str] = []
    for key in dict.fromkeys((*base, *ours, *theirs)):
        was, mine, other = base.get(key), ours.get(key), theirs.get(key)
        if mine == other:
            continue
        if mine == was or (other != was and prefer == THERE):
            here[key] = other
        elif other == was or prefer == HERE:
            there[key] = mine
        else:
            conflicts.append(f"{key} is {say(mine)} here and {say(other)} in doccano")
    return here, there, conflicts


def say(item: object) -> str:
    """An item as a conflict names it."""
    if isinstance(item, Mark):
        return f"{item.label} {item.start}-{item.end}"
    return "deleted" if item is None else repr(item)


def settle_arrows(
    base: Iterable[Arrow], ours: Iterable[Arrow], theirs: Iterable[Arrow]
) -> tuple[Drawn, Drawn]:
    """Which arrows each side has to draw or take away; both may have done the same already."""
    was, mine, other = Counter(base), Counter(ours), Counter(theirs)
    here: tuple[list[Arrow], list[Arrow]] = ([], [])
    there: tuple[list[Arrow], list[Arrow]] = ([], [])
    for arrow in dict.fromkeys((*was, *mine, *other)):
        if mine[arrow] == other[arrow]:
            continue
        is_our_change = other[arrow] == was[arrow]
        side, wanted, has = (
            (there, mine[arrow], other[arrow])
            if is_our_change
            else (here, other[arrow], mine[arrow])
        )
        side[0].extend([arrow] * max(0, wanted - has))
        side[1].extend([arrow] * max(0, has - wanted))
    return (tuple(here[0]), tuple(here[1])), (tuple(there[0]), tuple(there[1]))


def keep_used(
    marks: Settled[Mark], here: Drawn, there: Drawn
) -> tuple[Drawn, Drawn, tuple[dict[str, Mark | None], dict[str, Mark | None]], list[str]]:
    """Leave a mark where one side deletes it while the other has just drawn an arrow to it."""
    kept_here, kept_there = dict(marks[0]), dict(marks[1])
    broken: list[str] = []
    sides = (
        (kept_here, there[0], "deleted in doccano", "newly used here"),
        (kept_there, here[0], "deleted here", "newly used in doccano"),
    )
    held: set[str] = set()
    for kept, new_arrows, gone, used in sides:
        for arrow in new_arrows:
            for end in {arrow.source, arrow.target}:
                if end in kept and kept[end] is None:
                    del kept[end]
                    held.add(end)
                    broken.append(f"{end} is {gone} and {used}, as {arrow.type}")

    def without_held(drawn: Drawn) -> Drawn:
        return tuple(  # type: ignore[return-value]  # two of them
            tuple(a for a in arrows if not held & {a.source, a.target}) for arrows in drawn
        )

    return without_held(here), without_held(there), (kept_here, kept_there), broken


def apply(changes: Changes, shape: Shape) -> Shape:
    """A shape after changes.

    Example:
        >>> after = apply(Changes(marks={"m-1": None}), Shape(marks={"m-1": Mark(0, 3, "GPE")}))
        >>> after.marks
        {}

    """
    marks = {key: mark for key, mark in shape.marks.items() if key not in changes.marks}
    marks |= {key: mark for key, mark in changes.marks.items() if mark is not None}
    notes = {key: note for key, note in shape.notes.items() if key not in changes.notes}
    notes |= {key: note for key, note in changes.notes.items() if note is not None}
    left = Counter(shape.arrows)
    left.subtract(changes.dropped)
    left.update(changes.added)
    return Shape(marks=marks, arrows=tuple((+left).elements()), notes=notes)


def in_step(base: Shape, ours: Shape, theirs: Shape) -> Shape:
    """What both sides agree on now: the base of the next comparison.

    An item on which they differ stays in it as it was.
    """
    marks = agree(base.marks, ours.marks, theirs.marks)
    notes = agree(base.notes, ours.notes, theirs.notes)
    was, mine, other = Counter(base.arrows), Counter(ours.arrows), Counter(theirs.arrows)
    arrows: Counter[Arrow] = Counter()
    for arrow in dict.fromkeys((*was, *mine, *other)):
        arrows[arrow] = mine[arrow] if mine[arrow] == other[arrow] else was[arrow]
    return Shape(marks=marks, arrows=tuple((+arrows).elements()), notes=notes)


def agree(
    base: Mapping[str, Item], ours: Mapping[str, Item], theirs: Mapping[str, Item]
) -> dict[str, Item]:
    """Items that are alike on both sides, and as they were where the sides differ."""
    agreed: dict[str, Item] = {}
    for key in dict.fromkeys((*base, *ours, *theirs)):
        is_alike = ours.get(key) == theirs.get(key)
        item = ours.get(key) if is_alike else base.get(key)
        if item is not None:
            agreed[key] = item
    return agreed
