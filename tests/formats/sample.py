"""A small article made for these tests, with one of everything that a format may stumble over.

Nested and crossing mentions, two records on one span, a discontinuous one, one that ends inside
a token, one across two sentences; a role with two fillers, an argument that is an event, a
filler that is gone; emoji, quotation marks, double spaces, a backslash, a leading space.
"""

import re

from ghinhan.model import (
    Argument,
    Comment,
    CorpusLayer,
    Document,
    DocumentLabel,
    Entity,
    Event,
    Hopper,
    HopperRelation,
    LabelledDocument,
    Layer,
    Mention,
    Provenance,
    RawMap,
    Relation,
    Section,
    Source,
    Span,
    Time,
)
from ghinhan.model.layer import span_order
from ghinhan.model.spans import surface
from tests.formats.strategies import cut_sentences, cut_tokens

TEXT = (
    " Hà Nội - Bà Lê An 🇻🇳 và ông Trần Bình,  bộ trưởng, gặp nhau ngày 26-4.\n"
    "Bà An nói sẽ họp lại.\n"
    "Ảnh: C:\\tin\n"
)


def at(quote: str, *, nth: int = 0, text: str = TEXT) -> Span:
    """Where a quotation stands in the text."""
    found = [match.span() for match in re.finditer(re.escape(quote), text)]
    return found[nth]


def mention(name: str, kind: str, *quotes: str, head: str = "", **more: object) -> Mention:
    """A mention found by its quotation, or by the quotations of its fragments."""
    extent = tuple(at(quote) for quote in quotes)
    fields = {"head": at(head), **more} if head else more
    return Mention(id=name, type=kind, extent=extent, text=surface(TEXT, extent), **fields)  # type: ignore[arg-type]  # fields by name


CORPUS = CorpusLayer(
    schema="sample/1",
    annotator="a1",
    records=tuple(
        sorted(
            (
                Entity(id="le-an", type="PER", name="Lê An", link="Q1", aliases=("An",)),
                Entity(id="tran-binh", type="PER", name="Trần Bình", link="NIL"),
                Entity(id="both", type="PER", members=("le-an", "tran-binh")),
                Entity(id="nobody", type="PER", name="never mentioned"),
                Hopper(id="meeting", type="Contact.Meet", name="cuộc gặp"),
                Hopper(id="next", arguments=(Argument("Participant", "both"),)),
                HopperRelation(id="hr-1", type="before", source="meeting", target="next"),
            ),
            key=span_order,
        )
    ),
)

RECORDS = (
    mention("m-an", "PER", "Bà Lê An", head="Lê An", level="NAM", entity="le-an"),
    mention("m-family", "PER", "Lê", level="NAM"),
    mention("m-same", "ORG", "Bà Lê An", level="NOM"),
    mention("m-both", "PER", "Bà Lê An 🇻🇳 và ông Trần Bình", level="NOM", entity="both"),
    mention("m-cross", "PER", "Bình,  bộ trưởng", head="bộ trưởng", level="NOM"),
    mention("m-place", "GPE", "Hà Nội", level="NAM", provenance=Provenance("imported", "x", 0.5)),
    mention("m-cut", "GPE", "Nộ", level="NAM"),
    mention("m-pieces", "JOB", "Bà", "bộ trưởng", level="VAL", specific=False),
    mention("m-long", "PER", "ngày 26-4.\nBà An", level="NOM"),
    mention("m-again", "PER", "Bà An", level="NAM", entity="le-an"),
    Time(
        id="t-1",
        extent=(at("ngày 26-4"),),
        text="ngày 26-4",
        timex="DATE",
        value="XXXX-04-26",
        resolved="2025-04-26",
        inferred=True,
    ),
    Event(
        id="v-meet",
        type="Contact.Meet",
        trigger=(at("gặp"),),
        text="gặp",
        hopper="meeting",
        realis="ACTUAL",
        polarity="POS",
        arguments=(
            Argument("Participant", "m-an"),
            Argument("Participant", "m-both"),
            Argument("Time", "t-1"),
            Argument("Place", "m-gone"),
        ),
    ),
    Event(
        id="v-say",
        type="Contact.Statement",
        trigger=(at("nói"),),
        text="nói",
        arguments=(Argument("Speaker", "m-again"), Argument("Topic", "v-again")),
        attribution="m-again",
    ),
    Event(
        id="v-again",
        type="Contact.Meet",
        trigger=(at("họp"), at("lại")),
        text="họp … lại",
        hopper="next",
        realis="OTHER",
    ),
    Relation(id="r-1", type="colleague", source="m-an", target="m-both"),
    DocumentLabel(id="l-1", type="topic", value="diplomacy"),
    Comment(id="c-1", target="m-cut", text="<b>ends inside a word</b>", flag=True),
)


def make_item() -> LabelledDocument:
    """The article with its reading."""
    document = Document(
        id="bài-1",
        text=TEXT,
        source=Source(file="seeds/bài-1.txt", sha256="0" * 64),
        title="Hai bên gặp nhau",
        publisher="Báo Thử",
        published="2025-04-27",
        sections=(Section("body", 0, at("Ảnh")[0]), Section("credit", at("Ảnh")[0], len(TEXT))),
        sentences=cut_sentences(TEXT),
        tokens=cut_tokens(TEXT),
        raw_map=RawMap(runs=((0, len(TEXT), 0, len(TEXT.encode())),), verbatim=(True,)),
    )
    layer = Layer(
        document=document.id,
        text_sha256=document.text_sha256,
        schema="sample/1",
        annotator="a1",
        state="done",
        records=tuple(sorted(RECORDS, key=span_order)),
    )
    return LabelledDocument(document=document, layer=layer, corpus_layer=CORPUS)
