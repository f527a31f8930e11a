"""A labelled document as plain text: brackets around what is labelled, then the events.

`[PER Thủ tướng [GPE Anh] Keir Starmer]` is a mention with another inside it;
`{Contact.Statement đưa tin}` is a trigger. For a terminal, for a printed cell, for review in a
diff; nothing reads it back.
"""

from collections import defaultdict
from collections.abc import Sequence

from ghinhan.model.document import Document
from ghinhan.model.events import Event
from ghinhan.model.labelled import LabelledDocument
from ghinhan.model.layer import Layer
from ghinhan.model.mentions import Mention
from ghinhan.model.times import Time
from ghinhan.workspace.rows import describe_filler, names_of

CONTINUED = "+"

Bracket = tuple[int, int, str, str]
"""Start, end, what stands after the opening, and the closing bracket."""


def text_reading(labelled: LabelledDocument) -> str:
    """The document with its labels in brackets, and a list of its events.

    Args:
        labelled: one document and one reading of it.

    Returns:
        Lines of text, ending without a line break.

    """
    document, layer = labelled.document, labelled.layer
    heading = " · ".join(part for part in (document.id, layer.annotator, layer.state) if part)
    known = " · ".join(part for part in (document.publisher, document.published) if part)
    parts = [heading, *([known] if known else []), ""]
    brackets = brackets_of(layer)
    for kind, start, end in stretches(document):
        parts.append(f"== {kind} ==" if kind else "==")
        parts.append(bracketed(document.text, brackets, start, end).strip("\n"))
    return "\n".join([*parts, "", events_reading(labelled)])


def events_reading(labelled: LabelledDocument) -> str:
    """The events of a labelled document: a line for each, and one for each role below it.

    A filler is followed by the name of its entity where the words are not that name themselves.
    """
    names, records = names_of(labelled.corpus_layer), labelled.layer.by_id()
    lines: list[str] = []
    for event in labelled.layer.events:
        how = " ".join(
            word for word in (event.realis, event.polarity, event.tense, event.modality) if word
        )
        hopper = names.get(event.hopper, event.hopper)
        parts = (f"{event.type}: {on_one_line(event.text)}", how, hopper)
        lines.append(" · ".join(part for part in parts if part))
        width = max((len(argument.role) for argument in event.arguments), default=0)
        for argument in event.arguments:
            filler = records.get(argument.ref)
            words = on_one_line(str(describe_filler(filler)[4] or f"({argument.ref} is not there)"))
            entity = filler.entity if isinstance(filler, Mention) else ""
            name = names.get(entity, entity)
            known_as = f" = {name}" if name not in ("", words) else ""
            lines.append(f"    {argument.role.ljust(width)}  {words}{known_as}")
    return "\n".join(lines) or "no events"


def on_one_line(words: str) -> str:
    """Words of a text without its line breaks."""
    return " ".join(words.split())


def stretches(document: Document) -> list[tuple[str, int, int]]:
    """The sections of a document, and what lies outside them if it holds any words."""
    found: list[tuple[str, int, int]] = []
    reached = 0
    for section in document.sections:
        found.append(("", reached, section.start))
        found.append((section.kind, section.start, section.end))
        reached = section.end
    found.append(("", reached, len(document.text)))
    return [(kind, start, end) for kind, start, end in found if document.text[start:end].strip()]


def brackets_of(layer: Layer) -> list[Bracket]:
    """The brackets of a layer, outer ones before those they hold."""
    found: list[tuple[int, int, int, str, str]] = []
    for record in layer.records:
        if isinstance(record, Event):
            fragments, order, pair = record.trigger, 1, "{}"
        elif isinstance(record, Mention | Time):
            fragments, order, pair = record.extent, 0, "[]"
        else:
            continue
        for number, (start, end) in enumerate(fragments):
            label = f"{pair[0]}{CONTINUED if number else ''}{record.type} "
            found.append((start, -end, order, label, pair[1]))
    return [(start, -end, label, close) for start, end, _, label, close in sorted(found)]


def bracketed(text: str, brackets: Sequence[Bracket], start: int, end: int) -> str:
    """A stretch of text with the brackets that begin in it.

    Args:
        text: the whole text.
        brackets: outer before inner.
        start: first character of the stretch.
        end: one past its last character.

    Returns:
        The stretch. Where two records cross, the one that ends first says what it closes, as in
        `[A x [B y ]A z]`.

    Example:
        >>> bracketed("đã gặp ông", [(3, 6, "{MEET ", "}"), (7, 10, "[PER ", "]")], 0, 10)
        'đã {MEET gặp} [PER ông]'

    """
    opening: defaultdict[int, list[Bracket]] = defaultdict(list)
    cuts = {start, end}
    for bracket in brackets:
        if start <= bracket[0] < end:
            opening[bracket[0]].append(bracket)
            cuts |= {bracket[0], min(bracket[1], end)}
    pieces: list[str] = []
    is_open: list[Bracket] = []
    places = sorted(cuts)
    for place, following in zip(places, [*places[1:], end], strict=True):
        pieces += closings(is_open, place, end)
        for bracket in opening[place]:
            is_open.append(bracket)
            pieces.append(bracket[2])
        pieces.append(text[place:following])
    return "".join(pieces)


def closings(is_open: list[Bracket], place: int, end: int) -> list[str]:
    """Take what ends at a place out of the open brackets, and say what to print for it."""
    printed: list[str] = []
    for bracket in reversed(list(is_open)):
        if min(bracket[1], end) == place:
            crosses = bracket is not is_open[-1]
            printed.append(bracket[3] + bracket[2].strip("[{ ") if crosses else bracket[3])
            is_open.remove(bracket)
    return printed
