"""One reading told in the names of another."""

from ghinhan.model import Entity, Mention
from ghinhan.review.translation import translate
from tests.review.readings import (
    CORPUS_RECORDS,
    MEETING,
    PUTIN,
    READING,
    reading,
    renamed_reading,
    replace,
)


def test_equal_readings_under_other_names_become_equal_values() -> None:
    """Whatever two annotators call things, what they say can be compared."""
    (translated,) = translate(renamed_reading(), reading(*READING))

    assert set(map(repr, translated.layer.records)) == set(map(repr, READING))
    names = {record.id for record in translated.corpus_layer.records}
    assert {"mo", "p", "w", "h", "x-both", "x-series"} <= names
    assert {record.id for record in CORPUS_RECORDS} - names == {"both", "series", "hr1"}


def test_a_corpus_record_without_mentions_is_known_by_its_id_and_type() -> None:
    """A series of meetings that no trigger names is still one series under one id."""
    (translated,) = translate(reading(PUTIN, annotator="a2"), reading(PUTIN))

    assert translated.corpus_layer.records == CORPUS_RECORDS


def test_what_has_no_partner_never_takes_the_name_of_another_thing() -> None:
    """The right reading's own `p` is another entity and may not merge into the left's."""
    lonely = Mention(id="m1", type="GPE", extent=((37, 40),), text="tại", entity="p")
    other = reading(lonely, corpus=(Entity(id="p", type="GPE"),), annotator="a2")
    (translated,) = translate(other, reading(PUTIN, MEETING))
    (record,) = translated.layer.mentions

    assert record.id == "m1.2"
    assert record.entity == "p.2"
    assert [entity.id for entity in translated.corpus_layer.entities] == ["p.2"]


def test_entities_are_paired_by_the_mentions_they_share() -> None:
    """Two of three mentions decide, whatever the names say."""
    first = replace(PUTIN, entity="leader")
    (translated,) = translate(reading(first, annotator="a2"), reading(*READING))

    assert translated.layer.mentions[0].entity == "p"


def test_a_document_without_a_left_reading_keeps_its_ids() -> None:
    """There is nothing to translate into."""
    items = reading(PUTIN, corpus=())

    assert translate(items, []) == items
    assert translate([], items) == []
