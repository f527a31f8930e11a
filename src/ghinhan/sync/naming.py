"""Which mark of doccano is which record of ours.

The server numbers marks anew at every import, so a mark is known by its number since we last saw
it, else by its place and label, else by its place. What is left is new, and gets an id made from
where it was made: whoever pulls it, and however often, gives it the same one.
"""

import hashlib
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import TypeVar

import msgspec

from ghinhan.foundation.errors import OffsetError
from ghinhan.model.document import Document
from ghinhan.sync.shapes import Arrow, Mark, Shape, Vocabulary, span_of
from ghinhan.sync.wire import Page
from ghinhan.text.offsets import Offsets

Look = TypeVar("Look", bound=Hashable)

PREFIXES = {"mention": "m", "time": "t", "event": "v", "comment": "c"}


class Base(msgspec.Struct, frozen=True, kw_only=True):
    """How a document was when both sides were last in step.

    Args:
        shape: what both had.
        marks: the server's number of each mark, by record id.
        notes: the server's number of each comment, by record id.

    """

    shape: Shape = Shape()
    marks: dict[str, int] = {}
    notes: dict[str, int] = {}


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A page of the server under our ids.

    Args:
        shape: what it shows.
        marks: the server's number of each mark, by record id.
        notes: the server's number of each comment, by record id.
        arrows: the server's number of each arrow that we understand, and the arrow.
        refused: one sentence for each thing that we cannot understand.

    """

    shape: Shape
    marks: dict[str, int]
    notes: dict[str, int]
    arrows: tuple[tuple[int, Arrow], ...]
    refused: tuple[str, ...]


def see(page: Page, base: Base, ours: Shape, document: Document, words: Vocabulary) -> Seen:
    """Read a page of the server under our ids.

    What cannot be understood there (an offset inside a surrogate pair, a label that the schema
    does not know, a role drawn the wrong way round) is refused, and counts as unchanged.

    Args:
        page: what the server holds.
        base: what was last in step.
        ours: what is here.
        document: with the text that both labelled.
        words: the schema's.

    """
    shift, fault = find_shift(page.text, document.text)
    if fault:
        raise OffsetError(fault)
    moved = {n: Mark(m.start + shift, m.end + shift, m.label) for n, m in page.marks.items()}
    faults = find_faults(moved, document, words)
    good = {number: mark for number, mark in moved.items() if number not in faults}
    keys = name_marks(good, faults, base, ours, words, page)
    marks = {keys[number]: mark for number, mark in good.items()}
    for number in faults:
        if number in keys and keys[number] in base.shape.marks:
            marks[keys[number]] = base.shape.marks[keys[number]]
    arrows, refused = name_arrows(page, keys, marks, words)
    notes = name_notes(page, base, ours)
    return Seen(
        shape=Shape(
            marks=marks,
            arrows=tuple(arrow for _, arrow in arrows),
            notes={key: page.notes[number] for key, number in notes.items()},
        ),
        marks={key: number for number, key in keys.items()},
        notes=notes,
        arrows=tuple(arrows),
        refused=(*faults.values(), *refused),
    )


def find_shift(there: str, here: str) -> tuple[int, str]:
    """How far offsets on the server's text must move to point at ours, or what is wrong.

    doccano's own forms and clients strip white space; then every offset is short by the same
    number of units. Any other difference cannot be repaired.

    Example:
        >>> find_shift("Nga", " Nga")[0]
        1

    """
    if there == here:
        return 0, ""
    if there and there == here.strip():
        lead = len(here) - len(here.lstrip())
        return Offsets(here).to_utf16(lead), ""
    return 0, (
        f"its text in doccano ({len(there)} characters) is not the text here ({len(here)}): "
        "offsets on it would point at other words. Delete that example and push the document again."
    )


def find_faults(marks: Mapping[int, Mark], document: Document, words: Vocabulary) -> dict[int, str]:
    """One sentence for each mark that cannot be a record."""
    offsets = Offsets(document.text)
    faults = {}
    for number, mark in marks.items():
        where = f"{document.id}: span {number} ({mark.label} {mark.start}-{mark.end})"
        if not words.kind(mark.label):
            faults[number] = f"{where}: the schema has no label {mark.label!r}."
            continue
        try:
            span_of(mark, offsets)
        except OffsetError as error:
            faults[number] = f"{where}: {error}"
    return faults


def name_marks(  # noqa: PLR0913, PLR0917  all of them are looked at
    good: Mapping[int, Mark],
    faults: Iterable[int],
    base: Base,
    ours: Shape,
    words: Vocabulary,
    page: Page,
) -> dict[int, str]:
    """The record id of each mark of the server."""
    known = {number: key for key, number in base.marks.items()}
    keys = {number: known[number] for number in (*good, *faults) if number in known}
    free = set(base.shape.marks) | set(ours.marks)
    free -= set(keys.values())
    for source in (base.shape.marks, ours.marks):
        by_place: dict[Mark, list[str]] = {}
        for key, mark in source.items():
            if key in free:
                by_place.setdefault(mark, []).append(key)
        claim(good, keys, free, by_place, lambda mark: mark)
    if not base.marks:
        by_stretch: dict[tuple[int, int], list[str]] = {}
        for key, mark in base.shape.marks.items():
            if key in free:
                by_stretch.setdefault((mark.start, mark.end), []).append(key)
        claim(good, keys, free, by_stretch, lambda mark: (mark.start, mark.end))
    for number, mark in good.items():
        before = base.shape.marks.get(keys.get(number, ""))
        if number not in keys or (before and words.kind(before.label) != words.kind(mark.label)):
            keys[number] = new_name(words.kind(mark.label), page, number)
    return keys


def claim(
    good: Mapping[int, Mark],
    keys: dict[int, str],
    free: set[str],
    wanted: Mapping[Look, list[str]],
    view: Callable[[Mark], Look],
) -> None:
    """Give each mark without a name the first free record that looks like it."""
    for number in sorted(good):
        candidates = wanted.get(view(good[number]), [])
        if number not in keys and candidates:
            keys[number] = candidates.pop(0)
            free.discard(keys[number])


def name_arrows(
    page: Page, keys: Mapping[int, str], marks: Mapping[str, Mark], words: Vocabulary
) -> tuple[list[tuple[int, Arrow]], list[str]]:
    """The arrows that mean something, in the order they were drawn, and why others do not."""
    arrows, refused = [], []
    for number, (source, type_, target) in sorted(page.arrows.items()):
        arrow = Arrow(keys.get(source, ""), type_, keys.get(target, ""))
        if arrow.source not in marks or arrow.target not in marks:
            refused.append(f"relation {number} ({type_}): one of its ends was refused.")
            continue
        labels = marks[arrow.source].label, marks[arrow.target].label
        if fault := words.fault_in(labels[0], type_, labels[1]):
            refused.append(f"relation {number} ({labels[0]} to {labels[1]}): {fault}.")
        else:
            arrows.append((number, arrow))
    return arrows, refused


def name_notes(page: Page, base: Base, ours: Shape) -> dict[str, int]:
    """The server's number of each comment, by the id it has or gets here."""
    known = {number: key for key, number in base.notes.items()}
    free = {key: text for key, text in ours.notes.items() if key not in base.notes}
    named: dict[str, int] = {}
    for number, text in sorted(page.notes.items()):
        key = known.get(number, "")
        if not key:
            alike = [other for other, wanted in free.items() if wanted == text]
            key = alike[0] if alike else new_name("comment", page, number)
            free.pop(key, None)
        named[key] = number
    return named


def new_name(kind: str, page: Page, number: int) -> str:
    """The id of what was made in doccano: always the same for the same thing."""
    push = page.tag.push if page.tag else str(page.example)
    origin = f"{push}/{page.example}/{kind}/{number}"
    return f"{PREFIXES[kind]}-{hashlib.sha256(origin.encode()).hexdigest()[:12]}"
