"""A labelled document as one still picture: HTML without a script, and plain text.

What `desk.show` gives back. It needs no kernel and no widget, so it is what GitHub, nbviewer,
nbconvert and a printer can show. Nothing from a file reaches the page except as text or as a
quoted attribute; labelling is the work of `ghinhan.widgets.annotator`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path

from ghinhan.foundation.errors import UnknownNameError
from ghinhan.model import Document, Event, LabelledDocument, Mention, Section, Span, Time
from ghinhan.schema import Schema
from ghinhan.widgets.marked_text import Mark, draw_parts
from ghinhan.widgets.markup import Markup, element, readable_line, web_link
from ghinhan.widgets.reading import Reading, fragments_of
from ghinhan.widgets.snapshot_tables import legend, parts_beside_the_text
from ghinhan.widgets.snapshot_words import LANGUAGES

STYLE_SHEET = Path(__file__).with_suffix(".css")
UNTYPESET = "mathjax_ignore tex2jax_ignore"
"""Classes that keep MathJax 3 and 2 from reading `$…$` in an article as a formula."""

PARAGRAPH_OR_BREAKS = re.compile(r"\n+|[^\n]+")
TITLED_SECTIONS = ("header", "caption", "credit", "boilerplate")


@dataclass(frozen=True, slots=True, repr=False)
class Snapshot:
    """A labelled document, drawn.

    Args:
        html: one `<div>` with a style sheet of its own; no script, no outside address loaded.
        text: the same as lines of plain text.

    """

    html: str
    text: str = field(compare=False)

    def _repr_html_(self) -> str:
        """What Jupyter shows."""
        return self.html

    def __repr__(self) -> str:
        """What a terminal shows."""
        return self.text


def snapshot(labelled: LabelledDocument, schema: Schema, *, language: str = "vi") -> Snapshot:
    """Draw a document with everything labelled in it.

    Args:
        labelled: the document, one reading of it, and the entities it refers to.
        schema: names and colours of the types; types it lacks are drawn in grey.
        language: of our own words: `vi` or `en`.

    Raises:
        UnknownNameError: another language.

    Example:
        >>> from ghinhan.model import CorpusLayer, Document, Layer, Source
        >>> article = Document(id="a", text="Nga", source=Source(file="seeds/a.txt", sha256=""))
        >>> nga = Mention(id="m-1", type="GPE", extent=((0, 3),), text="Nga", level="NAM")
        >>> layer = Layer(document="a", text_sha256="", annotator="a1", records=(nga,))
        >>> labelled = LabelledDocument(document=article, layer=layer, corpus_layer=CorpusLayer())
        >>> snapshot(labelled, Schema(name="s/1"))
        a · a1 · new · 1 mention, 0 times, 0 events
        [0-3] GPE NAM: Nga

    """
    if language not in LANGUAGES:
        raise UnknownNameError(
            f"a snapshot has no words in {language!r}. Use language='vi' or language='en'."
        )
    reading = Reading(labelled, schema, language)
    return Snapshot(
        html=draw_page(reading), text="\n".join(map(readable_line, plain_lines(reading)))
    )


def draw_page(reading: Reading) -> Markup:
    """The whole picture."""
    text = element(
        "div",
        *draw_sections(reading),
        class_="gnh-text",
        lang=reading.document.language,
        role="group",
        aria_label=reading.word("text"),
    )
    return element(
        "div",
        Markup(f"<style>{style_sheet()}</style>"),
        draw_head(reading),
        *draw_warnings(reading),
        legend(reading),
        text,
        *parts_beside_the_text(reading),
        class_=f"gnh-snapshot {UNTYPESET}",
        lang=reading.language,
        role="region",
        aria_label=f"{reading.word('snapshot')}: {reading.document.id}",
    )


@cache
def style_sheet() -> str:
    """Our own style sheet, without its comments."""
    lines = STYLE_SHEET.read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if line and not line.startswith("/*"))


def draw_head(reading: Reading) -> Markup:
    """Title, where the article is from, whose reading it is and how far it has come."""
    document, layer = reading.document, reading.layer
    known = [document.publisher, document.published]
    origin = [element("span", text, class_="gnh-fact") for text in known if text]
    if document.url:
        origin.append(web_link(document.url, document.url))
    state = reading.word(layer.state)
    reader = [element("span", text, class_="gnh-fact") for text in (layer.annotator, state) if text]
    name = element("code", document.id) if document.title else Markup()
    facts = [element("span", name), *origin, *reader]
    title = element("div", document.title or document.id, class_="gnh-title")
    return element("div", title, element("div", *facts, class_="gnh-facts-line"), class_="gnh-top")


def draw_warnings(reading: Reading) -> Iterator[Markup]:
    """What the reader must know before trusting the picture."""
    if reading.is_stale:
        yield element("p", reading.word("stale"), class_="gnh-warning")
    if faults := reading.faults():
        items = element("ul", *(element("li", fault) for fault in faults))
        yield element("div", f"{reading.word('faults')}:", items, class_="gnh-warning")


def draw_sections(reading: Reading) -> Iterator[Markup]:
    """The text, section by section and paragraph by paragraph."""
    text = reading.document.text
    sections = list(all_sections(reading.document))
    parts = [part for section in sections for part in paragraphs(text, section)]
    drawn = iter(draw_parts(text, parts, all_marks(reading)))
    for section in sections:
        number = sum(1 for _ in paragraphs(text, section))
        name = section.kind if section.kind in TITLED_SECTIONS else "body"
        title = reading.word(name) if name != "body" else ""
        content = islice(drawn, number)
        yield element("div", *content, class_=f"gnh-section gnh-{name}", data_name=title)


def all_sections(document: Document) -> Iterator[Section]:
    """The sections and what lies between them, so that every character is in exactly one."""
    position = 0
    for section in (*document.sections, Section("", len(document.text), len(document.text))):
        start, end = max(position, section.start), max(position, section.end)
        if position < start:
            yield Section("", position, start)
        if start < end:
            yield Section(section.kind, start, end)
        position = end


def paragraphs(text: str, section: Section) -> Iterator[Span]:
    """A section cut before and after its line breaks."""
    for match in PARAGRAPH_OR_BREAKS.finditer(text, section.start, section.end):
        yield match.span()


def all_marks(reading: Reading) -> Iterator[Mark]:
    """Everything of the layer that is drawn in the text."""
    for mention in reading.mentions:
        title = " · ".join(filter(None, mention_facts(reading, mention)))
        yield from marks_of(reading, mention, "mention", mention.type, title)
        if mention.head and mention.extent != (mention.head,):
            yield Mark(*mention.head, kind="head")
    for time in reading.times:
        facts = (reading.type_name(time.type), time.timex, time.resolved or time.value)
        yield from marks_of(reading, time, "time", time.type, " · ".join(filter(None, facts)))
    for event in reading.events:
        number = reading.numbers[event.id]
        title = " · ".join(filter(None, (f"{number}", reading.type_name(event.type), event.realis)))
        yield from marks_of(reading, event, "trigger", f"{number} {event.type}", title)


def mention_facts(reading: Reading, mention: Mention) -> tuple[str, ...]:
    """What is said of a mention when the pointer rests on it."""
    entity = reading.entity_name(mention.entity) if mention.entity else ""
    return (mention.type, reading.type_name(mention.type), mention.level, entity)


def marks_of(
    reading: Reading, record: Mention | Time | Event, kind: str, chip: str, title: str
) -> Iterator[Mark]:
    """One mark for each fragment; the last one prints the chip."""
    fragments = fragments_of(record)
    for number, (start, end) in enumerate(fragments, 1):
        is_last = number == len(fragments)
        style = reading.style(record.type)
        yield Mark(start, end, kind, chip if is_last else "", title, style, not is_last)


def plain_lines(reading: Reading) -> Iterator[str]:
    """The reading as lines: what it is, every mention and time, every event."""
    layer = reading.layer
    counts = ", ".join(
        f"{number} {noun}{'' if number == 1 else 's'}"
        for number, noun in (
            (len(layer.mentions), "mention"),
            (len(layer.times), "time"),
            (len(layer.events), "event"),
        )
    )
    head = [reading.document.id, layer.annotator, layer.state, counts]
    yield " · ".join(filter(None, head))
    places: list[Mention | Time] = [*reading.mentions, *reading.times]
    for record in places:
        level = f" {record.level}" if isinstance(record, Mention) and record.level else ""
        place = f"[{record.start}-{record.end}]"
        yield f"{place} {record.type}{level}: {reading.surface(record)}"
    for event in reading.events:
        roles = [f"{a.role}={reading.quote(a.ref)}" for a in event.arguments]
        facts = " ".join(value for _, value in reading.attributes(event))
        said = f"{reading.numbers[event.id]}. {event.type} {facts}".rstrip()
        yield f"{said}: {reading.surface(event)}{''.join(f'; {role}' for role in roles)}"
    yield from reading.faults()


__all__ = ["Snapshot", "snapshot"]
