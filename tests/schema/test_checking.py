"""Every rule of the check, seen red once; and what a good reading looks like."""

from collections.abc import Callable, Iterable
from pathlib import Path
from time import process_time

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

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
    Layer,
    LayerRecord,
    Mention,
    Relation,
    Source,
    Span,
    Time,
)
from ghinhan.schema import (
    RULES,
    Attribute,
    Label,
    Schema,
    Violation,
    check_corpus_layer,
    check_layer,
    load_schema,
)

SCHEMA = load_schema(Path(__file__).parents[2] / "annotations" / "schema.yaml")
TEXT = "Ông Putin gặp ông Trump ở Moscow ngày 25-4. Ông Peskov nói Nga ủng hộ đàm phán."
DOCUMENT = Document(
    id="d1",
    text=TEXT,
    source=Source(file="seeds/d1.txt", sha256=""),
    sentences=((0, 43), (44, len(TEXT))),
)


def at(words: str) -> tuple[Span]:
    """Where words stand in the text."""
    start = TEXT.index(words)
    return ((start, start + len(words)),)


def mention(identifier: str, words: str, kind: str, entity: str, level: str = "NAM") -> Mention:
    """A mention of the words."""
    return Mention(
        id=identifier, type=kind, extent=at(words), text=words, level=level, entity=entity
    )


def event(identifier: str, words: str, kind: str, hopper: str, **roles: str) -> Event:
    """An event whose trigger are the words."""
    return Event(
        id=identifier,
        type=kind,
        trigger=at(words),
        text=words,
        hopper=hopper,
        realis="ACTUAL",
        polarity="POS",
        tense="PAST",
        modality="ASSERTED",
        arguments=tuple(Argument(role=role, ref=ref) for role, ref in roles.items()),
    )


GOOD: tuple[LayerRecord, ...] = (
    mention("m-putin", "Ông Putin", "PER", "putin"),
    mention("m-trump", "ông Trump", "PER", "trump"),
    mention("m-moscow", "Moscow", "GPE", "moscow"),
    mention("m-peskov", "Ông Peskov", "PER", "peskov"),
    mention("m-nga", "Nga", "GPE", "russia"),
    Time(
        id="t-1",
        extent=at("ngày 25-4"),
        text="ngày 25-4",
        timex="DATE",
        value="XXXX-04-25",
        resolved="2025-04-25",
    ),
    event("v-meet", "gặp", "Contact.Meet", "h-meet", Participant="m-putin", Place="m-moscow"),
    event("v-say", "nói", "Contact.Statement", "h-say", Speaker="m-peskov"),
    replace(
        event("v-back", "ủng hộ", "Diplomacy.Support", "h-back", Agent="m-nga", Theme="v-talks"),
        attribution="m-peskov",
    ),
    event("v-talks", "đàm phán", "Contact.Negotiate", "h-talks", Participant="m-nga"),
    Relation(id="r-1", type="GEN-AFF", source="m-peskov", target="m-nga"),
    DocumentLabel(id="l-1", type="topic", value="diplomacy"),
    Comment(id="c-1", target="v-talks", text="xem lại"),
    Comment(id="c-2", target="putin", text="viết tên đầy đủ"),
    Comment(id="c-3", text="bài này ngắn"),
)

CORPUS: tuple[CorpusRecord, ...] = (
    Entity(id="putin", type="PER", name="Vladimir Putin", link="Q7747"),
    Entity(id="trump", type="PER", name="Donald Trump", link="Q22686"),
    Entity(id="peskov", type="PER", name="Dmitry Peskov", link="NIL", link_note="unverified"),
    Entity(id="russia", type="GPE", name="Nga", subtype="Nation"),
    Entity(id="moscow", type="GPE", name="Moscow"),
    Entity(id="leaders", type="PER", name="hai nhà lãnh đạo", members=("putin", "trump")),
    Hopper(
        id="h-meet",
        type="Contact.Meet",
        arguments=(Argument(role="Participant", ref="trump"),),
    ),
    Hopper(id="h-say"),
    Hopper(id="h-back", type="Diplomacy.Agree"),
    Hopper(id="h-talks", type="Contact.Meet"),
    HopperRelation(id="hr-1", type="before", source="h-meet", target="h-say"),
    HopperRelation(id="hr-2", type="member_of", source="h-meet", target="h-talks"),
)


def layer_of(records: Iterable[LayerRecord], **header: str) -> Layer:
    """A layer on the text, its header changed where the test says so."""
    layer = Layer(
        document="d1",
        text_sha256=DOCUMENT.text_sha256,
        schema="ghinhan-diplomacy/1",
        records=tuple(records),
    )
    return msgspec.structs.replace(layer, **header)


def check(
    records: Iterable[LayerRecord], corpus: Iterable[CorpusRecord] = CORPUS, **header: str
) -> tuple[Violation, ...]:
    """Check a layer with these records."""
    corpus_layer = CorpusLayer(records=tuple(corpus))
    return check_layer(SCHEMA, DOCUMENT, layer_of(records, **header), corpus_layer)


def check_corpus(records: Iterable[CorpusRecord], schema: str = "") -> tuple[Violation, ...]:
    """Check a corpus layer with these records."""
    return check_corpus_layer(SCHEMA, CorpusLayer(schema=schema, records=tuple(records)))


def with_changes(identifier: str, **changes: object) -> tuple[LayerRecord, ...]:
    """The good layer with one record changed."""
    return tuple(replace(r, **changes) if r.id == identifier else r for r in GOOD)


def corpus_with(identifier: str, **changes: object) -> tuple[CorpusRecord, ...]:
    """The good corpus layer with one record changed."""
    return tuple(replace(r, **changes) if r.id == identifier else r for r in CORPUS)


Planted = Callable[[], tuple[Violation, ...]]

# One planted fault for each line: the rule, the record that is told, part of the message.
LAYER_FAULTS: list[tuple[str, str, str, Planted]] = [
    ("document-differs", "", "'d2', not 'd1'", lambda: check(GOOD, document="d2")),
    ("text-changed", "", "unknown…", lambda: check(GOOD, text_sha256="")),
    ("schema-differs", "", "'other/1'", lambda: check(GOOD, schema="other/1")),
    ("state-unknown", "", "'don'", lambda: check(GOOD, state="don")),
    ("id-missing", "", "no id", lambda: check(with_changes("l-1", id=""))),
    ("id-duplicate", "c-3", "another record", lambda: check(with_changes("c-2", id="c-3"))),
    ("id-duplicate", "putin", "an entity", lambda: check(with_changes("l-1", id="putin"))),
    ("type-unknown", "m-putin", "'PERS'", lambda: check(with_changes("m-putin", type="PERS"))),
    ("type-unknown", "t-1", "'PER'", lambda: check(with_changes("t-1", type="PER"))),
    ("type-unknown", "t-1", "'DAY'", lambda: check(with_changes("t-1", type="DAY"))),
    ("type-unknown", "v-meet", "Meet", lambda: check(with_changes("v-meet", type="Contact.Met"))),
    ("type-unknown", "r-1", "'AFF'", lambda: check(with_changes("r-1", type="AFF"))),
    ("type-unknown", "l-1", "'topics'", lambda: check(with_changes("l-1", type="topics"))),
    (
        "span-outside",
        "m-nga",
        "78-90 do not lie",
        lambda: check(with_changes("m-nga", extent=((78, 90),))),
    ),
    ("span-outside", "m-nga", "none", lambda: check(with_changes("m-nga", extent=()))),
    ("span-outside", "v-say", "none", lambda: check(with_changes("v-say", trigger=()))),
    ("span-outside", "t-1", "begins", lambda: check(with_changes("t-1", extent=((9, 12), (4, 9))))),
    ("surface-differs", "m-nga", "'Mỹ'", lambda: check(with_changes("m-nga", text="Mỹ"))),
    ("head-outside", "m-putin", "0-9", lambda: check(with_changes("m-putin", head=(4, 13)))),
    ("head-outside", "m-putin", "4-4", lambda: check(with_changes("m-putin", head=(4, 4)))),
    (
        "span-crossing",
        "m-x",
        "m-putin at 0-9",
        lambda: check((*GOOD, mention("m-x", "Putin gặp", "PER", "putin"))),
    ),
    (
        "mention-duplicate",
        "m-x",
        "m-nga",
        lambda: check((*GOOD, mention("m-x", "Nga", "GPE", "russia"))),
    ),
    ("level-missing", "m-nga", "NAM", lambda: check(with_changes("m-nga", level=""))),
    ("level-unknown", "m-nga", "'NAM'", lambda: check(with_changes("m-nga", level="NAMM"))),
    ("level-value", "m-nga", "no value", lambda: check(with_changes("m-nga", level="VAL"))),
    (
        "level-value",
        "m-nga",
        "a value",
        lambda: check(with_changes("m-nga", type="JOB", entity="")),
    ),
    (
        "time-as-mention",
        "m-nga",
        "TIMEX3",
        lambda: check(with_changes("m-nga", type="TIME", level="VAL", entity="")),
    ),
    ("entity-missing", "m-nga", "which entity", lambda: check(with_changes("m-nga", entity=""))),
    ("entity-dangling", "m-nga", "'usa'", lambda: check(with_changes("m-nga", entity="usa"))),
    ("entity-dangling", "m-nga", "'h-say'", lambda: check(with_changes("m-nga", entity="h-say"))),
    ("entity-type", "m-nga", "is PER", lambda: check(with_changes("m-nga", entity="putin"))),
    (
        "entity-on-value",
        "m-nga",
        "'russia'",
        lambda: check(with_changes("m-nga", type="JOB", level="VAL")),
    ),
    ("metonym-dangling", "m-nga", "'x'", lambda: check(with_changes("m-nga", metonym="x"))),
    (
        "attribute-unknown",
        "v-say",
        "'mood'",
        lambda: check(with_changes("v-say", attributes={"mood": "x"})),
    ),
    (
        "attribute-unknown",
        "r-1",
        "'tense'",
        lambda: check(with_changes("r-1", attributes={"tense": "PAST"})),
    ),
    ("attribute-value", "v-say", "'PAS'", lambda: check(with_changes("v-say", tense="PAS"))),
    ("attribute-missing", "v-say", "realis", lambda: check(with_changes("v-say", realis=""))),
    ("attribute-missing", "t-1", "timex", lambda: check(with_changes("t-1", timex=""))),
    ("timex-unknown", "t-1", "'DAY'", lambda: check(with_changes("t-1", timex="DAY"))),
    ("time-value", "t-1", "'25-4'", lambda: check(with_changes("t-1", value="25-4"))),
    ("time-value-missing", "t-1", "value", lambda: check(with_changes("t-1", value=""))),
    ("time-resolved", "t-1", "calendar", lambda: check(with_changes("t-1", resolved="2025-02-30"))),
    (
        "time-contradiction",
        "t-1",
        "2025-04-26",
        lambda: check(with_changes("t-1", resolved="2025-04-26")),
    ),
    ("anchor-dangling", "t-1", "'m-nga'", lambda: check(with_changes("t-1", anchor="m-nga"))),
    ("anchor-cycle", "t-1", "t-1 → t-1", lambda: check(with_changes("t-1", anchor="t-1"))),
    (
        "role-unknown",
        "v-say",
        "'Speaker'",
        lambda: check(with_changes("v-say", arguments=(Argument("Speakr", "m-peskov"),))),
    ),
    ("role-missing", "v-say", "Speaker", lambda: check(with_changes("v-say", arguments=()))),
    (
        "filler-type",
        "v-say",
        "v-talks is EVENT",
        lambda: check(with_changes("v-say", arguments=(Argument("Speaker", "v-talks"),))),
    ),
    (
        "argument-dangling",
        "v-say",
        "'r-1'",
        lambda: check(with_changes("v-say", arguments=(Argument("Speaker", "r-1"),))),
    ),
    (
        "argument-duplicate",
        "v-say",
        "twice",
        lambda: check(with_changes("v-say", arguments=(Argument("Speaker", "m-peskov"),) * 2)),
    ),
    (
        "argument-far",
        "v-say",
        "another sentence",
        lambda: check(with_changes("v-say", arguments=(Argument("Speaker", "m-putin"),))),
    ),
    (
        "argument-far",
        "v-meet",
        "another sentence",
        lambda: check(with_changes("v-meet", arguments=(Argument("Participant", "m-nga"),))),
    ),
    (
        "event-cycle",
        "v-back",
        "v-back → v-talks → v-back",
        lambda: check(with_changes("v-talks", arguments=(Argument("Topic", "v-back"),))),
    ),
    (
        "attribution-dangling",
        "v-say",
        "'v-meet'",
        lambda: check(with_changes("v-say", attribution="v-meet")),
    ),
    ("hopper-missing", "v-say", "occurrence", lambda: check(with_changes("v-say", hopper=""))),
    ("hopper-dangling", "v-say", "'putin'", lambda: check(with_changes("v-say", hopper="putin"))),
    ("hopper-type", "v-say", "h-back", lambda: check(with_changes("v-say", hopper="h-back"))),
    (
        "hopper-realis",
        "v-talks",
        "ACTUAL in v-meet",
        lambda: check(with_changes("v-talks", hopper="h-meet", realis="OTHER")),
    ),
    ("relation-dangling", "r-1", "'v-say'", lambda: check(with_changes("r-1", source="v-say"))),
    ("relation-end", "r-1", "PER or ORG", lambda: check(with_changes("r-1", source="m-moscow"))),
    (
        "relation-self",
        "r-1",
        "itself",
        lambda: check(with_changes("r-1", type="PER-SOC", target="m-peskov")),
    ),
    ("label-value", "l-1", "'sports'", lambda: check(with_changes("l-1", value="sports"))),
    (
        "label-duplicate",
        "l-2",
        "l-1",
        lambda: check((*GOOD, DocumentLabel(id="l-2", type="topic", value="diplomacy"))),
    ),
    ("comment-dangling", "c-1", "'gone'", lambda: check(with_changes("c-1", target="gone"))),
]

CORPUS_FAULTS: list[tuple[str, str, str, Planted]] = [
    ("schema-differs", "", "'other/1'", lambda: check_corpus(CORPUS, "other/1")),
    ("id-missing", "", "no id", lambda: check_corpus(corpus_with("hr-1", id=""))),
    ("id-duplicate", "hr-1", "'hr-1'", lambda: check_corpus(corpus_with("hr-2", id="hr-1"))),
    ("type-unknown", "putin", "'PERS'", lambda: check_corpus(corpus_with("putin", type="PERS"))),
    ("type-unknown", "putin", "'JOB'", lambda: check_corpus(corpus_with("putin", type="JOB"))),
    ("type-unknown", "h-say", "'Say'", lambda: check_corpus(corpus_with("h-say", type="Say"))),
    ("type-unknown", "hr-1", "'after'", lambda: check_corpus(corpus_with("hr-1", type="after"))),
    (
        "subtype-unknown",
        "russia",
        "'Nation'",
        lambda: check_corpus(corpus_with("russia", subtype="Nations")),
    ),
    ("name-missing", "russia", "no name", lambda: check_corpus(corpus_with("russia", name=""))),
    ("link-form", "putin", "'7747'", lambda: check_corpus(corpus_with("putin", link="7747"))),
    ("link-form", "putin", "'Q7x'", lambda: check_corpus(corpus_with("putin", link="Q7x"))),
    ("link-form", "putin", "'Q07'", lambda: check_corpus(corpus_with("putin", link="Q07"))),
    ("link-form", "peskov", "reason", lambda: check_corpus(corpus_with("peskov", link_note=""))),
    (
        "attribute-unknown",
        "putin",
        "'age'",
        lambda: check_corpus(corpus_with("putin", attributes={"age": "72"})),
    ),
    (
        "member-dangling",
        "leaders",
        "'h-say'",
        lambda: check_corpus(corpus_with("leaders", members=("putin", "h-say"))),
    ),
    (
        "member-cycle",
        "leaders",
        "leaders → putin → leaders",
        lambda: check_corpus(corpus_with("putin", members=("leaders",))),
    ),
    (
        "role-unknown",
        "h-meet",
        "'Participant'",
        lambda: check_corpus(corpus_with("h-meet", arguments=(Argument("Participants", "trump"),))),
    ),
    (
        "role-unknown",
        "h-say",
        "without a type",
        lambda: check_corpus(corpus_with("h-say", arguments=(Argument("Speaker", "trump"),))),
    ),
    (
        "argument-dangling",
        "h-meet",
        "'h-say'",
        lambda: check_corpus(corpus_with("h-meet", arguments=(Argument("Place", "h-say"),))),
    ),
    (
        "filler-type",
        "h-meet",
        "trump is PER",
        lambda: check_corpus(corpus_with("h-meet", arguments=(Argument("Place", "trump"),))),
    ),
    (
        "relation-dangling",
        "hr-1",
        "'putin'",
        lambda: check_corpus(corpus_with("hr-1", source="putin")),
    ),
    (
        "relation-cycle",
        "h-meet",
        "h-meet → h-meet by before",
        lambda: check_corpus(corpus_with("hr-1", target="h-meet")),
    ),
    (
        "relation-cycle",
        "h-meet",
        "by subevent_of or member_of",
        lambda: check_corpus(
            corpus_with("hr-1", type="subevent_of", source="h-talks", target="h-meet")
        ),
    ),
]
FAULTS = LAYER_FAULTS + CORPUS_FAULTS


def test_a_good_reading_has_no_violation() -> None:
    """The ground of every test below: what they report, they have planted themselves."""
    assert check(GOOD) == ()
    assert check_corpus(CORPUS, "ghinhan-diplomacy/1") == ()


@pytest.mark.parametrize(
    ("rule", "record", "part", "planted"), FAULTS, ids=[f"{r}-{i}-{p}" for r, i, p, _ in FAULTS]
)
def test_a_planted_fault_is_told_with_its_record_and_its_cure(
    rule: str, record: str, part: str, planted: Planted
) -> None:
    """The rule, the record, the value in the message, and a sentence that says what to do."""
    told = [v for v in planted() if (v.rule, v.record) == (rule, record) and part in v.message]

    assert told
    assert told[0].severity == RULES[rule]
    assert told[0].message.endswith((".", "?"))


def test_every_rule_has_been_seen_red() -> None:
    """A rule that no test breaks may as well not be there."""
    assert {rule for rule, *_ in FAULTS} == set(RULES)


def test_a_violation_shows_place_and_words() -> None:
    """Document, characters and quote: enough to find it without opening the widget."""
    (found,) = check(with_changes("m-nga", level=""))

    assert (found.document, found.start, found.end, found.quote) == ("d1", *at("Nga")[0], "Nga")


def test_a_violation_outside_the_text_quotes_what_the_record_says() -> None:
    """The words are the only hint to where the span has been."""
    (found,) = check(
        tuple(r for r in with_changes("m-nga", extent=((900, 903),)) if r.id in {"m-nga", "c-3"})
    )

    assert (found.rule, found.start, found.end, found.quote) == ("span-outside", 900, 903, "Nga")


def test_a_schema_without_levels_asks_for_none() -> None:
    """`levels: []`: a mention without a level is right, one with a level is wrong."""
    schema = Schema(name="mine/1", labels=(Label(code="PER", name="người"),), levels=())
    good = mention("m-putin", "Ông Putin", "PER", "putin", level="")
    corpus = CorpusLayer(records=CORPUS)

    found = check_layer(schema, DOCUMENT, layer_of([good], schema="mine/1"), corpus)
    assert found == ()
    bad = layer_of([replace(good, level="NAM")], schema="mine/1")
    assert [v.rule for v in check_layer(schema, DOCUMENT, bad, corpus)] == ["level-unknown"]


def test_a_layer_that_names_no_schema_is_checked_all_the_same() -> None:
    """Imported layers may come without; their labels speak for themselves."""
    assert check(GOOD, schema="") == ()


def test_what_is_before_and_what_is_part_are_circles_of_their_own() -> None:
    """A meeting may be before the series it belongs to was announced."""
    changed = corpus_with("hr-1", source="h-talks", target="h-meet")

    assert check_corpus(changed) == ()


def test_a_flag_that_the_schema_lists_is_read_as_true_or_false() -> None:
    """`specific` is a yes-or-no field: both answers are allowed values."""
    assert check(with_changes("m-nga", specific=False, predicative=True)) == ()


def test_an_attribute_of_ones_own_is_read_from_the_attributes() -> None:
    """A schema may add what our records have no field for."""
    mood = Attribute(code="mood", name="giọng", on="mention", values=("CALM", "ANGRY"))
    schema = Schema(
        name="mine/1", labels=(Label(code="PER", name="người"),), attributes=(mood,), levels=()
    )
    angry = replace(
        mention("m-putin", "Ông Putin", "PER", "putin", level=""), attributes={"mood": "ANGRY"}
    )
    corpus = CorpusLayer(records=CORPUS)

    found = check_layer(schema, DOCUMENT, layer_of([angry], schema="mine/1"), corpus)
    assert found == ()
    mad = layer_of([replace(angry, attributes={"mood": "MAD"})], schema="mine/1")
    assert [v.rule for v in check_layer(schema, DOCUMENT, mad, corpus)] == ["attribute-value"]


def test_realis_may_differ_within_a_hopper_that_says_why() -> None:
    """SCHEMA: realis may differ only with a note."""
    changed = with_changes("v-talks", hopper="h-meet", realis="OTHER")

    assert check(changed, corpus_with("h-meet", note="được nhắc lại như khả năng")) == ()


def test_a_discontinuous_mention_crosses_nothing() -> None:
    """Its ends may cut through others; only unbroken spans can cross."""
    wide = Mention(
        id="m-wide",
        type="PER",
        extent=(at("Putin")[0], at("ông Trump")[0]),
        text="Putin … ông Trump",
        level="NOM",
        entity="leaders",
    )

    assert check((*GOOD, wide)) == ()


def test_arguments_are_not_called_far_where_sentences_are_unknown() -> None:
    """A document without sentences has no wrong one."""
    bare = replace(DOCUMENT, sentences=())
    layer = layer_of(with_changes("v-say", arguments=(Argument("Speaker", "m-putin"),)))

    assert check_layer(SCHEMA, bare, layer, CorpusLayer(records=CORPUS)) == ()


spans = st.tuples(st.integers(0, 20), st.integers(1, 8)).map(lambda pair: (pair[0], sum(pair)))


@settings(deadline=None)
@given(st.lists(spans, max_size=12, unique=True))
def test_exactly_those_spans_are_told_that_cross_an_earlier_one(found: list[Span]) -> None:
    """The sweep over sorted spans finds what comparing every pair finds."""
    records = [
        replace(GOOD[0], id=f"m-{start}-{end}", extent=((start, end),), text=TEXT[start:end])
        for start, end in found
    ]
    crossing = {v.record for v in check(records) if v.rule == "span-crossing"}

    assert crossing == {f"m-{c}-{d}" for a, b in found for c, d in found if a < c < b < d}


@settings(deadline=None)
@given(st.permutations(GOOD))
def test_the_order_of_records_does_not_matter(records: list[LayerRecord]) -> None:
    """A merged file in another order has the same violations."""
    broken = [replace(r, level="") if isinstance(r, Mention) else r for r in records]
    broken = [replace(r, target="gone") if isinstance(r, Comment) else r for r in broken]

    assert check(broken) == check(sorted(broken, key=lambda record: record.id))


def test_time_grows_with_the_records_and_not_with_their_square() -> None:
    """Four times the records take about four times as long; 100,000 stay a matter of seconds."""

    def seconds(count: int) -> float:
        text = "Nga " * count
        document = replace(DOCUMENT, text=text, sentences=((0, len(text)),))
        records: list[LayerRecord] = []
        for number in range(count // 2):
            start = 8 * number
            name = f"m-{number}"
            records.append(replace(GOOD[4], id=name, extent=((start, start + 3),)))
            records.append(
                replace(
                    event(f"v-{number}", "Nga", "Contact.Meet", "h-meet", Participant=name),
                    trigger=((start + 4, start + 7),),
                )
            )
        layer = layer_of(records, text_sha256=document.text_sha256)
        begin = process_time()
        assert check_layer(SCHEMA, document, layer, CorpusLayer(records=CORPUS)) == ()
        return process_time() - begin

    small = min(seconds(4_000) for _ in range(3))
    assert seconds(16_000) < 10 * small
