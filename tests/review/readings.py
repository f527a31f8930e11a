"""Two small readings of one sentence, and the same reading under other names."""

import re

import msgspec

from ghinhan.model import (
    Argument,
    Comment,
    CorpusLayer,
    CorpusRecord,
    Document,
    DocumentLabel,
    Entity,
    Event,
    Hopper,
    HopperRelation,
    LabelledDocument,
    Layer,
    LayerRecord,
    Mention,
    Record,
    Relation,
    Source,
    Time,
)
from ghinhan.review.translation import rename

replace = msgspec.structs.replace

TEXT = "Ngày 26-4, ông Putin gặp ông Witkoff tại Moscow."
TOKENS = tuple(found.span() for found in re.finditer(r"[^\s,.]+|[,.]", TEXT))
DOCUMENT = Document(id="d", text=TEXT, source=Source(file="d.txt", sha256=""), tokens=TOKENS)

PUTIN = Mention(
    id="m1",
    type="PER",
    extent=((11, 20),),
    text="ông Putin",
    head=(15, 20),
    level="NAM",
    entity="p",
)
WITKOFF = Mention(
    id="m2",
    type="PER",
    extent=((25, 36),),
    text="ông Witkoff",
    head=(29, 36),
    level="NAM",
    entity="w",
)
MOSCOW = Mention(
    id="m3", type="GPE", extent=((41, 47),), text="Moscow", head=(41, 47), level="NAM", entity="mo"
)
DAY = Time(
    id="t1",
    extent=((0, 9),),
    text="Ngày 26-4",
    timex="DATE",
    value="XXXX-04-26",
    resolved="2025-04-26",
)
MEETING = Event(
    id="v1",
    type="Contact.Meet",
    trigger=((21, 24),),
    text="gặp",
    hopper="h",
    realis="ACTUAL",
    attribution="m1",
    arguments=(
        Argument("Participant", "m1"),
        Argument("Participant", "m2"),
        Argument("Place", "m3"),
    ),
)
IN_MOSCOW = Relation(id="r1", type="PHYS.Located", source="m1", target="m3")
TOPIC = DocumentLabel(id="l1", type="topic", value="diplomacy")
REMARK = Comment(id="c1", target="v1", text="một cuộc gặp")

READING: tuple[LayerRecord, ...] = (
    DAY,
    PUTIN,
    MEETING,
    WITKOFF,
    MOSCOW,
    REMARK,
    TOPIC,
    IN_MOSCOW,
)
CORPUS_RECORDS: tuple[CorpusRecord, ...] = (
    Entity(id="mo", type="GPE", name="Moscow"),
    Entity(id="p", type="PER", name="Vladimir Putin"),
    Entity(id="w", type="PER", name="Steve Witkoff"),
    Entity(id="both", type="PER", members=("p", "w")),
    Hopper(id="h", type="Contact.Meet", arguments=(Argument("Place", "mo"),)),
    Hopper(id="series"),
    HopperRelation(id="hr1", type="member_of", source="h", target="series"),
)


def reading(
    *records: LayerRecord,
    corpus: tuple[CorpusRecord, ...] = CORPUS_RECORDS,
    annotator: str = "a1",
    text_sha256: str = "",
) -> list[LabelledDocument]:
    """One reading of the sentence."""
    layer = Layer(
        document="d",
        text_sha256=text_sha256 or DOCUMENT.text_sha256,
        annotator=annotator,
        records=records,
    )
    corpus_layer = CorpusLayer(annotator=annotator, records=corpus)
    return [LabelledDocument(document=DOCUMENT, layer=layer, corpus_layer=corpus_layer)]


def renamed_reading(prefix: str = "x-") -> list[LabelledDocument]:
    """The whole reading again, every id another."""
    everything: list[Record] = [*READING, *CORPUS_RECORDS]
    names = {record.id: prefix + record.id for record in everything}
    return reading(
        *(rename(record, names) for record in READING),
        corpus=tuple(rename(record, names) for record in CORPUS_RECORDS),
        annotator="a2",
    )
