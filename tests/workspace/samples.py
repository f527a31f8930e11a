"""A small article of our own making and one reading of it, for tests of the desk.

The text holds what breaks tools: a character outside the basic plane, nested names, a
discontinuous trigger, a caption and a credit.
"""

import hashlib
from pathlib import Path
from typing import Any

from ghinhan.model import (
    Argument,
    Comment,
    CorpusLayer,
    Document,
    DocumentLabel,
    Entity,
    Event,
    Hopper,
    LabelledDocument,
    Layer,
    Mention,
    Provenance,
    Relation,
    Section,
    Source,
    Time,
)

TEXT = (
    "Sáng 12-5 🌧, Chủ tịch tỉnh An Bình Lê Thị Hoa gặp đại diện Hội Nông dân.\n"
    'Bà Hoa cho biết: "Tỉnh sẽ hỗ trợ hội."\n'
    "Bà Hoa tại cuộc gặp. Ảnh: Báo An Bình\n"
)
BODY_END = TEXT.index("Bà Hoa tại")
CAPTION_END = TEXT.index(" Ảnh:")


def span(words: str, nth: int = 0) -> tuple[int, int]:
    """Where the words stand in the sample text."""
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return (start, start + len(words))


ONE_MENTION: tuple[dict[str, Any], ...] = (
    {"kind": "entity", "id": "hoi", "type": "ORG", "name": "Hội Nông dân"},
    {
        "kind": "mention",
        "type": "ORG",
        "level": "NAM",
        "entity": "hoi",
        "extent": [span("Hội Nông dân")],
    },
)
"""The least that can be labelled, as a cell writes it."""

DOCUMENT = Document(
    id="bai-1",
    text=TEXT,
    title="",
    publisher="Báo An Bình",
    published="2025-05-12",
    source=Source(file="seeds/bai-1.txt", sha256=hashlib.sha256(TEXT.encode()).hexdigest()),
    sections=(
        Section("body", 0, BODY_END - 1),
        Section("caption", BODY_END, CAPTION_END),
        Section("credit", CAPTION_END + 1, len(TEXT) - 1),
    ),
    sentences=(
        (0, TEXT.index("\n")),
        (TEXT.index("Bà Hoa cho"), BODY_END - 1),
        (BODY_END, CAPTION_END),
        (CAPTION_END + 1, len(TEXT) - 1),
    ),
    tokens=(span("Sáng"), span("12-5"), span("🌧"), span(",")),
)

CHAIR = Mention(
    id="m-chair",
    type="PER",
    extent=(span("Chủ tịch tỉnh An Bình Lê Thị Hoa"),),
    text="Chủ tịch tỉnh An Bình Lê Thị Hoa",
    head=span("Lê Thị Hoa"),
    level="NAM",
    entity="le-thi-hoa",
)
PROVINCE = Mention(
    id="m-province",
    type="GPE",
    extent=(span("An Bình"),),
    text="An Bình",
    level="NAM",
    entity="an-binh",
    provenance=Provenance(how="suggestion", source="gazetteer", score=0.9),
)
UNION = Mention(
    id="m-union", type="ORG", extent=(span("Hội Nông dân"),), text="Hội Nông dân", level="NAM"
)
SHE = Mention(
    id="m-she",
    type="PER",
    extent=(span("Bà Hoa"),),
    text="Bà Hoa",
    level="NAM",
    entity="le-thi-hoa",
    attributes={"zone": "body"},
)
MORNING = Time(
    id="t-morning",
    extent=(span("Sáng 12-5"),),
    text="Sáng 12-5",
    timex="TIME",
    value="XXXX-05-12TMO",
    resolved="2025-05-12TMO",
    inferred=True,
)
MEETING = Event(
    id="v-meet",
    type="Contact.Meet",
    trigger=(span("gặp"),),
    text="gặp",
    hopper="cuoc-gap",
    realis="ACTUAL",
    polarity="POS",
    tense="PAST",
    modality="ASSERTED",
    arguments=(
        Argument("Participant", "m-chair"),
        Argument("Participant", "m-union"),
        Argument("Time", "t-morning"),
    ),
)
PROMISE = Event(
    id="v-aid",
    type="Cooperate.Aid",
    trigger=(span("sẽ"), span("trợ")),
    text="sẽ … trợ",
    realis="OTHER",
    attribution="m-she",
    arguments=(Argument("Theme", "v-meet"), Argument("Recipient", "m-gone")),
)
LAYER = Layer(
    document="bai-1",
    text_sha256=DOCUMENT.text_sha256,
    annotator="a1",
    state="done",
    records=(
        MORNING,
        CHAIR,
        PROVINCE,
        MEETING,
        UNION,
        SHE,
        PROMISE,
        Comment(id="c-1", target="m-she", text="ai nói?"),
        DocumentLabel(id="l-1", type="topic", value="diplomacy"),
        Relation(id="r-1", type="part_of", source="m-union", target="m-province"),
    ),
)
CORPUS_LAYER = CorpusLayer(
    annotator="a1",
    records=(
        Entity(id="an-binh", type="GPE"),
        Entity(
            id="le-thi-hoa",
            type="PER",
            subtype="Individual",
            name="Lê Thị Hoa",
            aliases=("bà Hoa", "Hoa"),
        ),
        Hopper(id="cuoc-gap", type="Contact.Meet", name="cuộc gặp ngày 12-5"),
    ),
)
LABELLED = LabelledDocument(document=DOCUMENT, layer=LAYER, corpus_layer=CORPUS_LAYER)


def write_seed(project: Path) -> Path:
    """Put the sample article into a project's seeds."""
    path = project / "seeds" / "bai-1.txt"
    path.write_bytes(TEXT.encode("utf-8"))
    return path
