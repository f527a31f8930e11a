"""What spaCy's own tools see of a layer: entities, span groups, categories."""

from typing import Any

from ghinhan.model.entities import Entity
from ghinhan.model.events import Event
from ghinhan.model.features import fragments_of, kind_of
from ghinhan.model.labelled import LabelledDocument, Loss
from ghinhan.model.layer import LayerRecord
from ghinhan.model.mentions import Mention
from ghinhan.model.spans import Span
from ghinhan.model.times import Time

GROUPS = {Mention: "mentions", Time: "times", Event: "triggers"}


def show(spacy: Any, doc: Any, item: LabelledDocument) -> list[Loss]:  # noqa: ANN401  optional
    """Give a doc the entities, span groups and categories of a layer.

    Args:
        spacy: the imported library.
        doc: a bare Doc of the document.
        item: document and layer.

    Returns:
        What spaCy cannot show.

    """
    placer = SpanPlacer(spacy, doc, item)
    records = item.layer.by_id()
    for record in item.layer.records:
        placer.show_record(record)
    for event in item.layer.events:
        for argument in event.arguments:
            placer.show_argument(event, argument.role, records.get(argument.ref))
    for name in ("mentions", "heads", "times", "triggers", "arguments"):
        doc.spans[name] = placer.groups.get(name, [])
    doc.set_ents(placer.flat_names())
    doc.cats = {f"{label.type}={label.value}": 1.0 for label in item.layer.labels}
    return placer.unseen


class SpanPlacer:
    """Turns places in the text into spaCy spans, and remembers where that fails."""

    def __init__(self, spacy: Any, doc: Any, item: LabelledDocument) -> None:  # noqa: ANN401  as above
        self.spacy, self.doc, self.item = spacy, doc, item
        self.begins = {token.idx: token.i for token in doc}
        self.ends = {token.idx + len(token): token.i + 1 for token in doc}
        self.entities = {
            record.id: record for record in item.corpus_layer.records if isinstance(record, Entity)
        }
        self.groups: dict[str, list[Any]] = {}
        self.names: list[Any] = []
        self.unseen: list[Loss] = []

    def show_record(self, record: LayerRecord) -> None:
        """Put a record with a place into its group; document labels are shown as categories."""
        kind = kind_of(record)
        if not isinstance(record, Mention | Time | Event):
            if kind != "label":
                self.hide(record, kind, f"spaCy has no place for a {kind}.")
            return
        link = self.link_of(record)
        span = self.place(record, record.type, identifier=record.id, knowledge=link)
        if span is None:
            return
        self.groups.setdefault(GROUPS[type(record)], []).append(span)
        if isinstance(record, Mention) and record.level == "NAM":
            self.names.append(span)
        if isinstance(record, Mention) and record.head:
            self.show_head(record, record.head, link)

    def show_head(self, mention: Mention, head: Span, link: str) -> None:
        """Put the head of a mention into its group."""
        if head[0] in self.begins and head[1] in self.ends:
            self.groups.setdefault("heads", []).append(
                self.make_span(head, mention.type, mention.id, link)
            )
        else:
            self.hide(mention, "mention.head", "the head does not end on token borders.")

    def show_argument(self, event: Event, role: str, filler: LayerRecord | None) -> None:
        """Put the filler of a role into the group of arguments."""
        label = f"{event.type}:{role}"
        if filler is None or not fragments_of(filler):
            self.hide(event, "event.arguments", f"the filler of {role} has no place in the text.")
            return
        span = self.place(filler, label, identifier=event.id, knowledge=filler.id)
        if span is not None:
            self.groups.setdefault("arguments", []).append(span)

    def place(self, record: LayerRecord, label: str, *, identifier: str, knowledge: str) -> Any:  # noqa: ANN401  a spaCy Span
        """The span of a record, or None when spaCy cannot show it."""
        fragments = fragments_of(record)
        kind = kind_of(record)
        if len(fragments) > 1:
            self.hide(record, f"discontinuous {kind}", "a spaCy span is one stretch of tokens.")
        elif fragments[0][0] not in self.begins or fragments[0][1] not in self.ends:
            self.hide(record, f"{kind} not on token borders", "a spaCy span holds whole tokens.")
        else:
            return self.make_span(fragments[0], label, identifier, knowledge)
        return None

    def make_span(self, span: Span, label: str, identifier: str, knowledge: str) -> Any:  # noqa: ANN401  a spaCy Span
        """A span on token borders."""
        first, last = self.begins[span[0]], self.ends[span[1]]
        return self.spacy.tokens.Span(
            self.doc, first, last, label=label, span_id=identifier, kb_id=knowledge
        )

    def flat_names(self) -> list[Any]:
        """The outermost names, those left out being noted."""
        kept = self.spacy.util.filter_spans(self.names)
        for span in self.names:
            if span not in kept:
                self.unseen.append(
                    Loss(
                        document=self.item.document.id,
                        record=span.id_,
                        what="nested name in doc.ents",
                        why="doc.ents is flat; the name stands in doc.spans['mentions'].",
                        quote=span.text,
                    )
                )
        return list(kept)

    def link_of(self, record: LayerRecord) -> str:
        """The Wikidata id (or NIL) of the entity that a mention refers to."""
        entity = self.entities.get(record.entity) if isinstance(record, Mention) else None
        return entity.link if entity else ""

    def hide(self, record: LayerRecord, what: str, why: str) -> None:
        """Note that a record travels in user_data only."""
        quote = record.text if isinstance(record, Mention | Time | Event) else ""
        self.unseen.append(
            Loss(document=self.item.document.id, record=record.id, what=what, why=why, quote=quote)
        )
