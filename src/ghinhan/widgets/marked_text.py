"""An article's text as HTML with everything that is marked in it.

The text content of what comes out is the text that went in, character for character: labels
stand in attributes, from where the style sheet prints them. Marks may nest to any depth and may
cross; one that crosses another is cut in two there. What a mark means is left to the caller.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ghinhan.model import Span
from ghinhan.widgets.markup import Markup, element, join, plain_text

NEST_LIMIT = 100
"""Deeper marks are left out of the picture: a browser flattens its tree somewhere below 500."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One stretch of text to be shown as marked.

    Args:
        start: first character, in code points.
        end: one past the last character.
        kind: `mention`, `time`, `trigger` or `head`; the style sheet knows these.
        chip: what is printed after its last character; empty for nothing.
        title: what is said when the pointer rests on it.
        style: its colours, as `ghinhan.widgets.markup.colours` writes them.
        is_continued: True where another fragment, or the rest of a cut mark, follows.

    """

    start: int
    end: int
    kind: str
    chip: str = ""
    title: str = ""
    style: str = ""
    is_continued: bool = False


ORDER = {"mention": 0, "time": 1, "trigger": 2, "head": 3}


def outermost_first(mark: Mark) -> tuple[int, int, int, str]:
    """The order in which marks are opened."""
    return (mark.start, -mark.end, ORDER.get(mark.kind, 9), mark.title)


@dataclass(slots=True)
class Node:
    """A mark while its inside is being filled; `height` counts the underlines within it."""

    mark: Mark
    parts: list[Markup] = field(default_factory=list)
    height: int = 0


def untangle(marks: Iterable[Mark]) -> list[Mark]:
    """Cut crossing marks until all nest, outermost first.

    Example:
        >>> crossing = [Mark(0, 4, "mention"), Mark(2, 6, "mention")]
        >>> [(mark.start, mark.end) for mark in untangle(crossing)]
        [(0, 4), (2, 4), (4, 6)]

    """
    waiting = [(outermost_first(mark), number, mark) for number, mark in enumerate(marks)]
    heapq.heapify(waiting)
    number = len(waiting)
    open_ends: list[int] = []
    nested: list[Mark] = []
    while waiting:
        _, _, mark = heapq.heappop(waiting)
        while open_ends and open_ends[-1] <= mark.start:
            open_ends.pop()
        if open_ends and open_ends[-1] < mark.end:
            first, rest = cut(mark, open_ends[-1])
            number += 1
            heapq.heappush(waiting, (outermost_first(rest), number, rest))
            mark = first
        if len(open_ends) < NEST_LIMIT:
            open_ends.append(mark.end)
            nested.append(mark)
    return nested


def cut(mark: Mark, position: int) -> tuple[Mark, Mark]:
    """A mark in two pieces; only the last one prints the chip."""
    first = Mark(mark.start, position, mark.kind, "", mark.title, mark.style, is_continued=True)
    rest = Mark(position, mark.end, mark.kind, mark.chip, mark.title, mark.style, mark.is_continued)
    return first, rest


def draw_parts(text: str, parts: Sequence[Span], marks: Iterable[Mark]) -> Iterator[Markup]:
    """The text part by part, each in an element of its own.

    Args:
        text: the whole text.
        parts: ordered and without overlap.
        marks: in any order; one that reaches over the edge of a part is cut there.

    """
    waiting = sorted(marks, key=lambda mark: mark.start, reverse=True)
    reached: list[Mark] = []
    for start, end in parts:
        while waiting and waiting[-1].start < end:
            reached.append(waiting.pop())
        reached = [mark for mark in reached if mark.end > start]
        inside = [clip(mark, start, end) for mark in reached]
        name = "paragraph" if text[start:end].strip() else "gap"
        yield element("div", draw(text, (start, end), inside), class_=f"gnh-{name}")


def clip(mark: Mark, start: int, end: int) -> Mark:
    """The piece of a mark that lies in a part; only its last piece prints the chip."""
    if mark.end > end:
        mark, _ = cut(mark, end)
    return cut(mark, start)[1] if mark.start < start else mark


def draw(text: str, part: Span, marks: Sequence[Mark]) -> Markup:
    """One part of the text with its marks.

    Args:
        text: the whole text.
        part: the characters to draw.
        marks: in any order, positions in the whole text, none reaching out of the part.

    Example:
        >>> draw("ở Nga", (0, 5), [Mark(2, 5, "mention", chip="GPE")])
        'ở <mark class="gnh-mark gnh-mention" data-chip="GPE">Nga</mark>'

    """
    position = part[0]
    page = Node(Mark(*part, kind=""))
    open_nodes = [page]
    for mark in untangle(marks):
        while len(open_nodes) > 1 and open_nodes[-1].mark.end <= mark.start:
            position = close(text, position, open_nodes)
        open_nodes[-1].parts.append(plain_text(text[position : mark.start]))
        position = mark.start
        open_nodes.append(Node(mark))
    while len(open_nodes) > 1:
        position = close(text, position, open_nodes)
    page.parts.append(plain_text(text[position : part[1]]))
    return join(page.parts)


def close(text: str, position: int, open_nodes: list[Node]) -> int:
    """Finish the innermost open mark and put it into the one around it; its end."""
    node = open_nodes.pop()
    node.parts.append(plain_text(text[position : node.mark.end]))
    around = open_nodes[-1]
    lines = 0 if node.mark.kind == "head" else 1
    around.height = max(around.height, node.height + lines)
    around.parts.append(mark_element(node))
    return node.mark.end


def mark_element(node: Node) -> Markup:
    """The element of one mark."""
    mark = node.mark
    if mark.kind == "head":
        return element("b", *node.parts, class_="gnh-head", title=mark.title)
    height = f"--gnh-height:{node.height}" if node.height else ""
    return element(
        "mark",
        *node.parts,
        class_=f"gnh-mark gnh-{mark.kind}{' gnh-continued' if mark.is_continued else ''}",
        style=";".join(filter(None, (mark.style, height))),
        title=mark.title,
        data_chip=mark.chip,
    )
