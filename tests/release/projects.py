"""A small project with a schema of its own and as many labelled documents as a test asks for."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

from ghinhan.model import (
    Argument,
    CorpusLayer,
    Document,
    Entity,
    Event,
    Hopper,
    LabelledDocument,
    Layer,
    Mention,
    Section,
    Source,
    Time,
)
from ghinhan.model.layer import span_order
from ghinhan.schema import Schema, load_schema
from tests.formats.strategies import cut_sentences, cut_tokens

SCHEMA = """format: ghinhan-schema/1
name: small/1
levels: [NAM, NOM, PRO, VAL]
entities:
  PER: {name: người, name_en: person}
  GPE: {name: nước, name_en: country}
values:
  TIME: {name: thời gian, name_en: time}
events:
  Contact.Meet:
    name: gặp
    name_en: meet
    roles:
      Participant: {name: người dự, name_en: participant, fill: [PER, GPE]}
      Time: {name: lúc, name_en: time, fill: [TIME]}
"""

RELEASE = """format = "ghinhan-release/1"
title = "Small | <sample>"
summary = "Two sentences an article."
licence = "CC-BY-4.0"
rights = "made for these tests"
limits = ["The articles are made up."]
citation = "Nobody (2025)."

[readings]
a1 = "made by a test"
"""

CORPUS = CorpusLayer(
    schema="small/1",
    annotator="a1",
    records=(
        Entity(id="viet-nam", type="GPE", name="Việt Nam", link="NIL", link_note="unverified"),
        Entity(id="le-an", type="PER", name="Lê An", link="Q1"),
        Hopper(id="meeting", type="Contact.Meet"),
    ),
)


def make_project(root: Path) -> Schema:
    """Lay a schema, guidelines and a description on the disk."""
    folder = root / "annotations"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "schema.yaml").write_bytes(SCHEMA.encode())
    (folder / "guidelines.md").write_bytes("# Hướng dẫn\n".encode())
    (folder / "release.toml").write_bytes(RELEASE.encode())
    return load_schema(folder / "schema.yaml")


def make_item(number: int, *, state: str = "done", annotator: str = "a1") -> LabelledDocument:
    """One labelled article; no two are near duplicates."""
    tail = " ".join(hashlib.sha256(f"{number}:{n}".encode()).hexdigest()[:6] for n in range(40))
    text = f"Lê An ở Việt Nam gặp bà Lê An ngày {number}.\nTin thêm: {tail}.\n"
    day = f"ngày {number}"
    place = text.index(day)
    document = Document(
        id=f"bai-{number:03}",
        text=text,
        source=Source(file=f"seeds/bai-{number:03}.txt", sha256="0" * 64),
        title="Gặp | nhau" if number else "",
        sections=(Section("body", 0, len(text)),),
        sentences=cut_sentences(text),
        tokens=cut_tokens(text),
    )
    records = (
        Mention(
            id=f"m-{number}-1",
            type="PER",
            extent=((0, 5),),
            text="Lê An",
            head=(0, 5),
            level="NAM",
            entity="le-an",
        ),
        Mention(
            id=f"m-{number}-2",
            type="PER",
            extent=((0, 16),),
            text="Lê An ở Việt Nam",
            head=(0, 5),
            level="NOM",
        ),
        Mention(
            id=f"m-{number}-3",
            type="GPE",
            extent=((8, 16),),
            text="Việt Nam",
            head=(8, 16),
            level="NAM",
            entity="viet-nam",
            metonym="le-an",
        ),
        Time(
            id=f"t-{number}",
            extent=((place, place + len(day)),),
            text=day,
            timex="DATE",
            value="XXXX-XX-XX",
            resolved="2025-04-26",
            inferred=True,
        ),
        Event(
            id=f"v-{number}",
            type="Contact.Meet",
            trigger=((17, 20),),
            text="gặp",
            hopper="meeting",
            realis="ACTUAL",
            polarity="POS",
            tense="PAST",
            modality="ASSERTED",
            attribution=f"m-{number}-1",
            arguments=(Argument("Participant", f"m-{number}-2"), Argument("Time", f"t-{number}")),
        ),
    )
    layer = Layer(
        document=document.id,
        text_sha256=document.text_sha256,
        schema="small/1",
        annotator=annotator,
        state=state,
        records=tuple(sorted(records, key=span_order)),
    )
    return LabelledDocument(document=document, layer=layer, corpus_layer=CORPUS)


def make_items(count: int) -> Iterator[LabelledDocument]:
    """A stream of labelled articles."""
    return (make_item(number) for number in range(count))
