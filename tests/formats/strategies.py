"""Labelled documents of every shape, for the laws of the formats.

Texts hold any Unicode character but lone surrogates; mentions nest, cross and fall into pieces;
roles repeat and have several fillers; corpus-wide records point at each other.
"""

import re
from collections.abc import Callable
from typing import TypeVar

from hypothesis import settings
from hypothesis import strategies as st

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
from ghinhan.model.layer import CorpusRecord, LayerRecord, span_order
from ghinhan.model.spans import surface

Made = TypeVar("Made")

patient = settings(deadline=None, max_examples=50)
"""Each example writes files and flushes them to the disk, which takes as long as it takes."""

characters = st.one_of(
    st.sampled_from(list("ab Đđ ạ\n .,#%\\\t\"'-_…“”:")),
    st.sampled_from(
        ["\u00a0", "\u2028", "\u0085", "\r", "\u200b", "🇻🇳", "👩‍👩‍👧", "e\u0301", "\x00"]
    ),
    st.characters(exclude_categories=["Cs"]),
)
words = st.lists(characters, max_size=6).map("".join)
texts = st.lists(characters, max_size=60).map("".join)
types = st.sampled_from(["PER", "GPE", "ORG", "TIME"])
identifiers = st.text(st.characters(exclude_categories=["Cs", "Cc", "Z"]), min_size=1, max_size=5)
attributes = st.dictionaries(words, words, max_size=2)
provenances = st.none() | st.builds(
    Provenance,
    how=st.sampled_from(["hand", "suggestion", "imported"]),
    source=words,
    score=st.none() | st.floats(0, 1),
)


def cut_tokens(text: str) -> tuple[Span, ...]:
    """Runs of word characters, and every other character that is not white space alone."""
    return tuple(found.span() for found in re.finditer(r"\w+|[^\w\s]", text))


def cut_sentences(text: str) -> tuple[Span, ...]:
    """Lines that hold something, without the white space around it."""
    found = re.finditer(r"[^\n]+", text)
    spans = (
        (line.start() + len(line[0]) - len(line[0].lstrip()), line.start() + len(line[0].rstrip()))
        for line in found
    )
    return tuple((start, end) for start, end in spans if start < end)


@st.composite
def spans_in(draw: st.DrawFn, text: str, pieces: int) -> tuple[Span, ...]:
    """One to `pieces` ordered fragments, more often than not on token borders."""
    borders = sorted({place for span in cut_tokens(text) for place in span})
    on_tokens = draw(st.booleans()) and len(borders) >= 2
    places = st.sampled_from(borders) if on_tokens else st.integers(0, len(text))
    count = draw(st.sampled_from([1, 1, 1, *range(1, pieces + 1)]))
    cuts = sorted(draw(st.sets(places, min_size=2, max_size=2 * count)))
    return tuple(zip(cuts[::2], cuts[1::2], strict=False))


def spanned(
    draw: st.DrawFn, text: str, make: Callable[..., Made], field: str, **parts: object
) -> Made:
    """A record with a place in the text and the surface under it."""
    extent = draw(spans_in(text, 3))
    fields: dict[str, object] = {field: extent, "text": surface(text, extent), **parts}
    return make(**fields)


@st.composite
def records(
    draw: st.DrawFn, text: str, names: list[str], corpus_names: list[str]
) -> tuple[LayerRecord, ...]:
    """Records of all kinds; arguments, anchors and relations point at any of them."""
    refs = st.sampled_from(names)
    far = st.sampled_from([*corpus_names, ""])
    made: list[LayerRecord] = []
    parts: dict[str, object]
    for name in names:
        kind = draw(st.sampled_from(["mention", "mention", "time", "event", "other"]))
        common = {"attributes": draw(attributes), "provenance": draw(provenances)}
        if not text or kind == "other":
            made.append(draw(unplaced(name, refs)))
        elif kind == "mention":
            head = draw(st.none() | spans_in(text, 1).map(lambda spans: spans[0]))
            flags = dict(zip(("specific", "predicative", "partitive"), draw(three), strict=True))
            more = {"level": draw(levels), "entity": draw(far), "metonym": draw(far)}
            parts = {"id": name, "type": draw(types), "head": head, **flags, **more, **common}
            made.append(spanned(draw, text, Mention, "extent", **parts))
        elif kind == "time":
            values = {field: draw(words) for field in TIME_FIELDS}
            inferred = {"inferred": draw(st.booleans()), "anchor": draw(refs)}
            made.append(
                spanned(draw, text, Time, "extent", id=name, **values, **inferred, **common)
            )
        else:
            values = {field: draw(words) for field in EVENT_FIELDS}
            arguments = tuple(draw(st.lists(st.builds(Argument, role=roles, ref=refs), max_size=4)))
            parts = {
                "id": name,
                "type": draw(words),
                "arguments": arguments,
                **values,
                **common,
            }
            made.append(spanned(draw, text, Event, "trigger", **parts))
    return tuple(sorted(made, key=span_order))


TIME_FIELDS = ("timex", "value", "resolved", "mod", "signal", "function")
EVENT_FIELDS = ("realis", "polarity", "tense", "modality", "attribution")
three = st.tuples(st.booleans(), st.booleans(), st.booleans())
levels = st.sampled_from(["NAM", "NOM", "PRO", "VAL", ""])
roles = st.sampled_from(["Speaker", "Participant", "Place"])


@st.composite
def unplaced(draw: st.DrawFn, name: str, refs: st.SearchStrategy[str]) -> LayerRecord:
    """A relation, a document label or a comment."""
    return draw(
        st.one_of(
            st.builds(
                Relation,
                id=st.just(name),
                type=words,
                source=refs,
                target=refs,
                attributes=attributes,
                provenance=provenances,
            ),
            st.builds(
                DocumentLabel, id=st.just(name), type=words, value=words, provenance=provenances
            ),
            st.builds(Comment, id=st.just(name), target=refs, text=words, flag=st.booleans()),
        )
    )


@st.composite
def corpus_layers(draw: st.DrawFn) -> CorpusLayer:
    """Entities, hoppers and relations that point at each other."""
    names = draw(st.lists(identifiers, min_size=1, max_size=5, unique=True))
    refs = st.sampled_from(names)
    many = st.lists(refs, max_size=3).map(tuple)
    arguments = st.lists(st.builds(Argument, role=roles, ref=refs), max_size=2).map(tuple)
    kinds: dict[str, Callable[[str], st.SearchStrategy[CorpusRecord]]] = {
        "entity": lambda name: st.builds(
            Entity,
            id=st.just(name),
            type=types,
            subtype=words,
            name=words,
            link=words,
            link_note=words,
            aliases=many,
            members=many,
            attributes=attributes,
            provenance=provenances,
        ),
        "hopper": lambda name: st.builds(
            Hopper, id=st.just(name), type=words, name=words, arguments=arguments, note=words
        ),
        "relation": lambda name: st.builds(
            HopperRelation, id=st.just(name), type=words, source=refs, target=refs
        ),
    }
    made = [draw(kinds[draw(st.sampled_from(sorted(kinds)))](name)) for name in names]
    return CorpusLayer(
        schema=draw(words), annotator=draw(words), records=tuple(sorted(made, key=span_order))
    )


@st.composite
def documents(draw: st.DrawFn, identifier: str) -> Document:
    """A document with sections, sentences, tokens and a way back to its bytes."""
    text = draw(texts)
    middle = draw(st.integers(0, len(text)))
    return Document(
        id=identifier,
        text=text,
        source=Source(file=draw(words), sha256="0" * 64, record=draw(st.integers(0, 9))),
        language=draw(st.sampled_from(["vi", "en"])),
        title=draw(words),
        publisher=draw(words),
        published=draw(st.sampled_from(["", "2025-12-22"])),
        url=draw(words),
        sections=(Section("header", 0, middle), Section("body", middle, len(text))),
        sentences=cut_sentences(text),
        tokens=cut_tokens(text),
        raw_map=RawMap(runs=((0, len(text), 0, len(text.encode())),), verbatim=(True,)),
    )


@st.composite
def labelled_documents(draw: st.DrawFn, *, most: int = 3) -> list[LabelledDocument]:
    """A stream of up to `most` documents with one corpus layer."""
    corpus_layer = draw(corpus_layers())
    plain = st.text("abc019_-", min_size=1, max_size=4)
    items = []
    for identifier in draw(st.lists(plain, min_size=1, max_size=most, unique=True)):
        document = draw(documents(identifier))
        names = draw(st.lists(identifiers, max_size=6, unique=True))
        corpus_names = [record.id for record in corpus_layer.records]
        layer = Layer(
            document=identifier,
            text_sha256=document.text_sha256,
            schema=corpus_layer.schema,
            annotator=corpus_layer.annotator,
            state=draw(st.sampled_from(["new", "in_progress", "done", "settled"])),
            records=draw(records(document.text, names, corpus_names)) if names else (),
        )
        items.append(LabelledDocument(document=document, layer=layer, corpus_layer=corpus_layer))
    return items
