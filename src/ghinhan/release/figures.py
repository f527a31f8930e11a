"""The numbers of a data card, counted in one pass over the labelled documents."""

from collections import Counter
from collections.abc import Iterable

import msgspec

from ghinhan.model.entities import NIL
from ghinhan.model.features import fragments_of
from ghinhan.model.labelled import LabelledDocument
from ghinhan.model.layer import CorpusLayer, Layer
from ghinhan.model.spans import covers

UNSAID = "–"
"""What stands in a table where nothing was said."""


class DocumentLine(msgspec.Struct, frozen=True, kw_only=True):
    """One document in the list of sources.

    Args:
        id: document id.
        title: headline; empty when the article states none.
        publisher: outlet; empty when unknown.
        published: ISO 8601 date; empty when unknown.
        url: address; empty when unknown.
        state: how far the annotator has come.
        tokens: syllables and punctuation marks.
        records: everything labelled.

    """

    id: str
    title: str
    publisher: str
    published: str
    url: str
    state: str
    tokens: int
    records: int


class Figures(msgspec.Struct, kw_only=True):
    """Everything counted; each field is a number or a table of name to number.

    `totals` holds the plain numbers, in the order they are counted; `tables` the others.
    """

    totals: Counter[str] = msgspec.field(default_factory=Counter)
    tables: dict[str, Counter[str]] = {}
    documents: list[DocumentLine] = []

    def add(self, table: str, *names: str) -> None:
        """Count names in a table."""
        self.tables.setdefault(table, Counter()).update(name or UNSAID for name in names)


def count_figures(items: Iterable[LabelledDocument]) -> Figures:
    """Count a stream of labelled documents with one corpus layer."""
    figures = Figures()
    corpus_layer = CorpusLayer()
    for item in items:
        corpus_layer = item.corpus_layer
        count_document(figures, item)
        count_mentions(figures, item.layer)
        count_events(figures, item.layer)
        count_times(figures, item.layer)
    count_corpus(figures, corpus_layer)
    return figures


def count_document(figures: Figures, item: LabelledDocument) -> None:
    """Lengths, sections and the line in the list of sources."""
    document, layer = item.document, item.layer
    figures.documents.append(
        DocumentLine(
            id=document.id,
            title=document.title,
            publisher=document.publisher,
            published=document.published,
            url=document.url,
            state=layer.state,
            tokens=len(document.tokens),
            records=len(layer.records),
        )
    )
    figures.totals.update(
        documents=1,
        characters=len(document.text),
        sentences=len(document.sentences),
        tokens=len(document.tokens),
        mentions=len(layer.mentions),
        times=len(layer.times),
        events=len(layer.events),
        arguments=sum(len(event.arguments) for event in layer.events),
        relations=len(layer.relations),
        document_labels=len(layer.labels),
        comments=len(layer.comments),
    )
    figures.add("sections", *(section.kind for section in document.sections))
    figures.add("states", layer.state)


def count_mentions(figures: Figures, layer: Layer) -> None:
    """Types, levels, nesting and links of mentions."""
    figures.add("mention types", *(mention.type for mention in layer.mentions))
    figures.add("mention levels", *(mention.level for mention in layer.mentions))
    for mention in layer.mentions:
        figures.add(f"levels of {mention.type}", mention.level)
    figures.totals.update(
        mentions_linked=sum(bool(mention.entity) for mention in layer.mentions),
        mentions_metonymic=sum(bool(mention.metonym) for mention in layer.mentions),
        mentions_nested=count_nested(layer),
        spans_discontinuous=sum(len(fragments_of(record)) > 1 for record in layer.records),
    )


def count_nested(layer: Layer) -> int:
    """How many mentions lie inside another, larger one."""
    nested = 0
    outer = layer.mentions[:0]
    for mention in sorted(layer.mentions, key=lambda one: (one.start, -one.end)):
        outer = tuple(one for one in outer if one.end > mention.start)
        nested += any(
            covers(one.extent, mention.extent) and one.extent != mention.extent for one in outer
        )
        outer = (*outer, mention)
    return nested


def count_events(figures: Figures, layer: Layer) -> None:
    """Types, roles, fillers and attributes of events."""
    fillers = layer.by_id()
    for event in layer.events:
        figures.add("event types", event.type)
        figures.add("realis", event.realis)
        figures.add("polarity", event.polarity)
        figures.add("tense", event.tense)
        figures.add("modality", event.modality)
        figures.totals.update(
            events_attributed=int(bool(event.attribution)),
            events_in_hoppers=int(bool(event.hopper)),
            events_without_arguments=int(not event.arguments),
        )
        for argument in event.arguments:
            figures.add("roles", argument.role)
            filler = fillers.get(argument.ref)
            figures.add("fillers", getattr(filler, "type", ""))


def count_times(figures: Figures, layer: Layer) -> None:
    """Kinds of time expressions and how many are resolved."""
    for time in layer.times:
        figures.add("timex", time.timex)
        figures.totals.update(
            times_resolved=int(bool(time.resolved)), times_inferred=int(time.inferred)
        )


def count_corpus(figures: Figures, corpus_layer: CorpusLayer) -> None:
    """Entities with their links, occurrences with their relations."""
    links = [entity.link for entity in corpus_layer.entities]
    figures.add("entity types", *(entity.type for entity in corpus_layer.entities))
    figures.add("hopper relations", *(one.type for one in corpus_layer.hopper_relations))
    figures.totals.update(
        entities=len(links),
        entities_in_wikidata=sum(link not in ("", NIL) for link in links),
        entities_nil=links.count(NIL),
        hoppers=len(corpus_layer.hoppers),
        hopper_relations=len(corpus_layer.hopper_relations),
    )
