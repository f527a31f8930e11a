"""A schema that changed: labels follow a mapping, and everything else stays."""

from pathlib import Path

import pytest

from ghinhan.foundation.errors import RecordError
from ghinhan.model import CORPUS, Argument, Comment, Event
from ghinhan.store import Store
from ghinhan.store.migration import Mapping, Migrated, migrate, read_mapping
from tests.store.records import Person, entity, mention, open_store, text_of

MAPPING = Mapping(types={"PER": "NGƯỜI", "Old.Meet": "Meet"}, roles={"Old.Meet.Who": "Participant"})


def meeting(kind: str, role: str) -> Event:
    """An event with two arguments."""
    arguments = (Argument(role=role, ref="m-1"), Argument(role="Place", ref="m-2"))
    return Event(id="v-1", type=kind, trigger=((5, 6),), text="x", arguments=arguments)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with records of several kinds."""
    person = Person(open_store(tmp_path))
    person.put(entity("x", "PER"), document=CORPUS)
    for record in (mention(1), mention(2, "ORG"), meeting("Old.Meet", "Who"), Comment(id="c")):
        person.put(record)
    person.put(mention(7, "ORG"), document="e")
    return tmp_path


def test_codes_follow_the_mapping_and_all_else_stays(project: Path) -> None:
    """Entities, mentions, events and roles; what the mapping does not name is untouched."""
    store = Store(project, text_of=text_of, schema_name="new/2")
    done = migrate(store, MAPPING, session="migration")

    assert done == [
        Migrated(annotator="a1", scope=CORPUS, records=1),
        Migrated(annotator="a1", scope="d", records=2),
    ]
    assert store.layer("a1", "d").records == (
        mention(1, "NGƯỜI"),
        mention(2, "ORG"),
        meeting("Meet", "Participant"),
        Comment(id="c"),
    )
    assert b'"schema":"new/2"' in (project / "annotations/a1/d.jsonl").read_bytes()
    assert migrate(store, MAPPING, session="again", annotators=["a1", "nobody"]) == []
    store.undo("a1", "d", session="t", seq=1)
    assert store.layer("a1", "d").by_id()["m-1"] == mention(1)


def test_a_mapping_is_read_from_yaml(tmp_path: Path) -> None:
    """With a message that shows what it should look like."""
    path = tmp_path / "mapping.yaml"
    path.write_text("types: {PER: NGƯỜI}\nroles: {Old.Meet.Who: Participant}\n", encoding="utf-8")
    assert read_mapping(path) == Mapping(
        types={"PER": "NGƯỜI"}, roles={"Old.Meet.Who": "Participant"}
    )

    for content in (b"labels: {}", b"types: [", b"types: {PER: 1}", b"\xff"):
        path.write_bytes(content)
        with pytest.raises(RecordError, match=r"(?s)mapping\.yaml is no mapping: .*`OLD: NEW`"):
            read_mapping(path)
