"""A project whose every name and word is an attack, for the live annotator; runs in the kernel.

Each payload of `tests.widgets.hostile` gets a document of its own and stands there in every
place that a file, a schema or a person can fill. Documents come through `ingest`, records through
the store.
"""

from pathlib import Path
from typing import Any

import msgspec

from ghinhan.model import (
    Comment,
    Document,
    DocumentLabel,
    Entity,
    Event,
    Hopper,
    HopperRelation,
    Mention,
    Relation,
    Time,
)
from ghinhan.model.events import Argument
from ghinhan.schema import Attribute, EventType, Example, Label, RelationType, Role, Schema
from ghinhan.widgets.annotator import Annotator, annotate
from ghinhan.workspace import Workspace
from tests.widgets.hostile import PAYLOADS

RECORD_PLACES = (
    *("text", "title", "mention text", "event text", "time text", "quotation of a candidate"),
    *("entity id", "entity name", "entity alias", "entity link", "link note", "subtype", "level"),
    *("metonym", "attribute value", "mention attribute", "timex", "value", "resolved", "signal"),
    *("realis", "hopper id", "hopper name", "relation target", "hopper relation"),
    *("role", "argument", "document label", "comment", "comment on the document"),
)
SCHEMA_PLACES = (
    *("label code", "label name", "English label name", "label key", "colour", "dark colour"),
    *("description", "example", "subtype of the schema", "event code", "event name", "event key"),
    *("role code", "role name", "role key", "filler", "attribute code", "attribute name"),
    *("relation type", "document label type", "document label value", "level of the schema"),
)
PLACES = (*RECORD_PLACES, *SCHEMA_PLACES, "annotator", "changed key", "language")


def write_seeds(project: Path) -> list[str]:
    """One article for each payload, and no others; gives the texts in the order of their ids."""
    for folder in ("seeds", "corpus", "annotations/a1", "annotations/a2"):
        for path in (project / folder).glob("0*"):
            path.unlink()
    texts = [f"{payload}\n\n{payload} gặp Anh hôm nay. {payload}" for payload in PAYLOADS]
    for place, text in enumerate(texts):
        (project / "seeds" / f"evil-{place:02}.txt").write_bytes(text.encode())
    return texts


def hostile_schema() -> Schema:
    """One of everything for each payload."""
    labels, events, attributes, relations, document_labels = [], [], [], [], []
    for p in PAYLOADS:
        example = Example(seed=p, text=p)
        labels.append(
            Label(
                code=p, name=p, name_en=p, key=p, colour=p, colour_dark=p,
                subtypes=(p,), guideline=p, description=p, examples=(example,),
            )
        )  # fmt: skip
        role = Role(code=p, name=p, name_en=p, key=p, fillers=(p,), is_required=True)
        open_role = Role(code=f"{p}2", name=p, name_en=p, key="s", fillers=(p,), is_required=True)
        events.append(
            EventType(
                code=p, name=p, name_en=p, key=f"c{p}", colour=p, colour_dark=p,
                roles=(role, open_role), guideline=p, description=p, examples=(example,),
            )
        )  # fmt: skip
        attributes += [
            Attribute(code=f"{p}{on}", name=p, name_en=p, on=on, values=(p,), key=p)
            for on in ("mention", "event", "time")
        ]
        relations.append(RelationType(code=p, name=p, name_en=p))
        document_labels.append(RelationType(code=p, name=p, name_en=p, values=(p,)))
    return Schema(
        name=PAYLOADS[0],
        labels=tuple(labels),
        events=tuple(events),
        attributes=tuple(attributes),
        relations=tuple(relations),
        hopper_relations=tuple(relations),
        document_labels=tuple(document_labels),
        levels=PAYLOADS,
    )


def records_of(document: Document, p: str) -> list[Any]:
    """One record of every kind that holds the payload in every field."""
    start = document.text.index(" gặp Anh") + 1
    here = ((start - 1 - len(p), start - 1),)
    last = ((len(document.text) - len(p), len(document.text)),)
    attributes = {f"{p}{on}": p for on in ("mention", "event", "time")}
    return [
        Entity(id=p, type=p, subtype=p, name=p, link=p, link_note=p, aliases=(p,)),
        Entity(id=f"nil {p}", type=p, name=p, link="NIL", link_note=p),
        Hopper(id=f"h {p}", name=p),
        HopperRelation(id=f"hr {p}", type=p, source=f"h {p}", target=f"h {p}"),
        Mention(
            id="m-1", type=p, text="", extent=here, level=p, entity=p, metonym=p,
            attributes=attributes,
        ),
        Mention(id="m-2", type=p, text="", extent=last, level=p, entity=f"nil {p}"),
        Time(
            id="t-1", text="", extent=((start + 8, start + 15),), timex=p, value=p, resolved=p,
            mod=p, signal=p, attributes=attributes,
        ),
        Event(
            id="v-1", type=p, text="", trigger=((start, start + 3),), hopper=f"h {p}", realis=p,
            polarity=p, tense=p, modality=p, attribution="m-1", attributes=attributes,
            arguments=(Argument(p, "m-1"), Argument(p, p)),
        ),
        Relation(id="r-1", type=p, source="m-1", target="m-2"),
        DocumentLabel(id="l-1", type=p, value=p),
        Comment(id="c-1", target="m-1", text=p, flag=True),
        Comment(id="c-2", target="v-1", text=p),
        Comment(id="c-3", text=p),
    ]  # fmt: skip


def open_hostile(root: str) -> tuple[Workspace, Annotator]:
    """The annotator on a project of attacks, its annotator named by one of them."""
    desk = Workspace.open(root)
    desk.ingest()
    annotator = PAYLOADS[1]
    for document, payload in zip(desk.documents()["document"], PAYLOADS, strict=True):
        desk.edit(document, annotator, put=records_of(desk.document(document), payload))
    session = desk._session(annotator)
    view = annotate(
        session,
        hostile_schema(),
        "evil-00",
        keys={"level": PAYLOADS[0], "head": PAYLOADS[5]},
    )
    desk._views.add(view, session)
    return desk, view


def change_behind(desk: Workspace, document: str) -> None:
    """Make what the widget sends next a conflict."""
    mention = desk.layer(document, PAYLOADS[1]).mentions[0]
    desk.edit(document, PAYLOADS[1], put=msgspec.structs.replace(mention, level=PAYLOADS[2]))
