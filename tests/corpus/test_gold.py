"""The gold reading: what a machine can hold against the schema, the rulings and the decisions.

The laws of every reading (positions, heads, references, clusters) stand in `test_readings`; they
are asked of the gold reading too. Here is what gold alone promises.
"""

import re
from collections import defaultdict
from pathlib import Path

import pytest

from ghinhan.model import Event, Mention, Time
from ghinhan.model.spans import covers
from ghinhan.review.decisions import Decision, Revision, decode_decisions
from ghinhan.schema import check_corpus_layer, check_layer
from ghinhan.workspace import Workspace
from tests.corpus.sources import (
    ANNOTATIONS,
    GUIDELINES,
    ROOT,
    SEEDS,
    project_schema,
    read_corpus_layer,
    read_layer,
)
from tests.project_copy import copy_project

GOLD = "gold"
DECISIONS = ANNOTATIONS / "gold.decisions.jsonl"
LAYERS = {seed: read_layer(ANNOTATIONS / GOLD / f"{seed}.jsonl") for seed in SEEDS}
CORPUS_LAYER = read_corpus_layer(GOLD)
MENTIONS = [mention for layer in LAYERS.values() for mention in layer.mentions]
TIMES = [time for layer in LAYERS.values() for time in layer.times]
EVENTS = [event for layer in LAYERS.values() for event in layer.events]

# What our articles can hold of TimeML's values: dates down to the day, weeks and weekends,
# whole or with X where the words say nothing, references, and periods of one unit.
DATE = re.compile(
    r"[\dX]{4}(-(0[1-9]|1[0-2])(-([0-2]\d|3[01]))?|-W([0-4]\d|5[0-3]|XX)(-WE)?)?"
    r"|(PAST|PRESENT|FUTURE)_REF"
)
DURATION = re.compile(r"P(\d+|X)[YMWD]|PT(\d+|X)[HMS]")


def copied_desk(folder: Path) -> Workspace:
    """The project again, with its corpus made, to work on."""
    desk = Workspace.open(copy_project(folder))
    desk.ingest()
    return desk


def test_gold_covers_the_corpus_and_is_settled() -> None:
    """One gold layer for each seed, and nothing half done."""
    assert {layer.state for layer in LAYERS.values()} == {"settled"}
    assert all(layer.mentions and layer.times and layer.events for layer in LAYERS.values())


def test_gold_keeps_to_the_schema(tmp_path: Path) -> None:
    """Types, roles, fillers and attributes: not one error; warnings are looked at below."""
    desk, schema = copied_desk(tmp_path / "copy"), project_schema()
    found = [
        violation
        for item in desk.items(GOLD)
        for violation in check_layer(schema, item.document, item.layer, item.corpus_layer)
    ]
    found += check_corpus_layer(schema, CORPUS_LAYER)

    assert [str(one.message) for one in found if one.severity == "error"] == []
    assert {one.rule for one in found} == {"role-missing"}


def test_the_doctor_has_nothing_to_say_of_gold(tmp_path: Path) -> None:
    """No fault of a file, no annotator who edited afterwards, no hand in the gold."""
    findings = copied_desk(tmp_path / "copy").findings()
    found = [one for one in findings if one.annotator == GOLD or one.severity == "error"]

    assert {one.rule for one in found} == {"role-missing"}


def test_the_decisions_give_the_gold_reading_byte_for_byte(tmp_path: Path) -> None:
    """Whoever doubts a record can follow it from the two readings; nothing else was done to it."""
    desk = copied_desk(tmp_path / "copy")
    for path in (desk.root / "annotations" / GOLD).iterdir():
        path.unlink()
    settled = Workspace.open(desk.root).adjudicate("a1", "a2")

    for path in [*(ANNOTATIONS / GOLD).iterdir(), DECISIONS]:
        again = desk.root / path.relative_to(ROOT)
        assert again.read_bytes() == path.read_bytes(), path.name
    assert settled.documents == tuple(sorted(SEEDS))


def test_every_decision_has_a_reason_and_a_ruling_that_exists() -> None:
    """A reason that names no rule teaches nobody, and a rule nobody can find is none."""
    file = decode_decisions(DECISIONS.read_bytes(), DECISIONS.name)
    guidelines = GUIDELINES[1].read_text(encoding="utf-8")
    rulings = set(re.findall(r"^([0-9]+)\. ", guidelines, re.MULTILINE))

    assert (file.left, file.right, file.into) == ("a1", "a2", GOLD)
    made: list[Decision | Revision] = [*file.decisions, *file.revisions]
    for decision in made:
        assert decision.ruling in rulings, decision
        assert len(decision.reason.split()) >= 5, decision
        assert decision.by, decision


def test_every_record_knows_how_it_became_gold() -> None:
    """Agreed by two readings, or adjudicated."""
    records = [record for layer in LAYERS.values() for record in layer.records]
    told = [record.provenance for record in (*records, *CORPUS_LAYER.entities)]  # type: ignore[union-attr]  # no comments in gold

    assert {one.how for one in told if one} == {"agreed", "adjudicated"}
    assert None not in told


@pytest.mark.parametrize("time", TIMES, ids=lambda time: time.text)
def test_timex_values_are_well_formed(time: Time) -> None:
    """A value that no tool can read is a value that nobody has."""
    form = DURATION if time.timex == "DURATION" else DATE

    assert time.timex in {"DATE", "DURATION"}
    assert form.fullmatch(time.value)
    assert time.resolved == "" or DATE.fullmatch(time.resolved)
    assert "X" not in time.resolved
    is_vague = time.value.endswith("_REF") or time.timex == "DURATION"
    assert (time.resolved == "") == is_vague
    assert time.resolved or not time.inferred
    assert not (time.value.endswith("_REF") and time.anchor), "ruling 54"


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: event.text)
def test_attributes_of_events_fit_together(event: Event) -> None:
    """What the guidelines say of realis, polarity, tense and modality, ruling 53 included."""
    if event.polarity == "NEG":
        assert event.realis == "OTHER"
    if event.realis == "GENERIC":
        assert (event.tense, event.modality) == ("UNSPECIFIED", "ASSERTED")
    if event.realis == "ACTUAL":
        assert (event.tense, event.modality) in {("PAST", "ASSERTED"), ("PRESENT", "ASSERTED")}
    if event.modality in {"OFFERED", "INTENDED", "HYPOTHETICAL"}:
        assert event.realis == "OTHER"


def test_pronouns_name_no_city_and_names_are_specific() -> None:
    """Ruling 52, and the clause on specificity."""
    assert [m.text for m in MENTIONS if m.level == "PRO" and m.metonym] == []
    assert [m.text for m in MENTIONS if m.level == "NAM" and not m.specific] == []
    assert [m.text for m in MENTIONS if m.level == "VAL" and (m.head or m.entity)] == []


@pytest.mark.parametrize("seed", sorted(SEEDS))
def test_every_occurrence_of_a_name_is_labelled(seed: str) -> None:
    """Complete: whatever is a name in one place of the corpus is not overlooked in another."""
    meant: defaultdict[str, set[str]] = defaultdict(set)
    for where, layer in LAYERS.items():
        for mention in layer.mentions:
            if mention.level == "NAM" and mention.head is not None:
                meant[SEEDS[where][slice(*mention.head)]].add(mention.entity)
    missed = [
        (found.start(), name)
        for name, entities in meant.items()
        for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", SEEDS[seed])
        if not any(
            covers(mention.extent, [found.span()]) and mention.entity in entities
            for mention in LAYERS[seed].mentions
        )
    ]

    assert {"Ukraine", "Nga", "Donald Trump", "liên minh tự nguyện"} <= meant.keys()
    assert missed == []


def test_aliases_are_written_somewhere_and_no_name_is_its_own_alias() -> None:
    """Ruling 35: other spellings that occur, not those that could."""
    whole = "\n".join(SEEDS.values())
    for entity in CORPUS_LAYER.entities:
        assert [alias for alias in entity.aliases if alias not in whole] == []
        assert entity.name not in entity.aliases
        assert entity.link == "NIL" or re.fullmatch(r"Q[1-9]\d*", entity.link)
        assert (entity.link == "NIL") == (entity.link_note == "unverified")


def test_a_hopper_of_one_mention_repeats_nothing() -> None:
    """Ruling 34: participants stand on the hopper where a mention does not have them all."""
    entity_of = {mention.id: mention.entity for mention in MENTIONS}
    for hopper in CORPUS_LAYER.hoppers:
        mentions = [event for event in EVENTS if event.hopper == hopper.id]
        if len(mentions) == 1 and hopper.arguments:
            own = {entity_of.get(argument.ref, "") for argument in mentions[0].arguments}
            assert {argument.ref for argument in hopper.arguments} - own != set(), hopper


def test_the_same_things_are_one_entity_in_both_articles() -> None:
    """Across the documents: what the articles share is linked, what only looks alike is not."""
    spoken_of = {
        seed: {mention.entity for mention in layer.mentions if mention.entity}
        for seed, layer in LAYERS.items()
    }
    first, second = spoken_of.values()
    hoppers = [{event.hopper for event in layer.events} for layer in LAYERS.values()]

    assert {"putin", "trump", "starmer", "ukraine", "coalition-of-the-willing"} <= first & second
    assert hoppers[0] & hoppers[1] == {"russia-ukraine-war"}


def test_records_are_what_they_seem() -> None:
    """The helpers above look at something: a corpus without records would pass them all."""
    assert all(isinstance(mention, Mention) for mention in MENTIONS)
    assert (len(MENTIONS), len(TIMES), len(EVENTS)) == (185, 20, 76)
