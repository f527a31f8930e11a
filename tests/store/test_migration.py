"""A schema that changed: labels follow a mapping, and everything else stays."""

from contextlib import suppress
from pathlib import Path

import pytest

from ghinhan.foundation.errors import RecordError
from ghinhan.model import CORPUS, Argument, Comment, Event
from ghinhan.store import Store
from ghinhan.store.migration import Mapping, Migrated, migrate, read_mapping
from tests.store.faulty_disk import DyingDisk, Killed
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
    done = migrate(store, MAPPING, session="migration", root=project)

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
    assert migrate(store, MAPPING, session="again", root=project, annotators=["a1"]) == []
    store.undo("a1", "d", session="t", seq=1)
    assert store.layer("a1", "d").by_id()["m-1"] == mention(1)


def test_a_migration_that_was_broken_off_does_nothing_twice(memory_folder: Path) -> None:
    """Two codes were exchanged: done twice, a label would be what it was, without a word."""
    swap = Mapping(types={"PER": "ORG", "ORG": "PER"})
    expected = {"d": (mention(1, "ORG"), mention(2, "PER")), "e": (mention(7, "PER"),)}
    outcomes = set()
    for at in range(1, 400, 4):
        root = memory_folder / str(at)
        person = Person(open_store(root))
        person.put(entity("x", "PER"), document=CORPUS)
        for record in (mention(1), mention(2, "ORG")):
            person.put(record)
        person.put(mention(7, "ORG"), document="e")
        try:
            migrate(open_store(root, DyingDisk(at)), swap, session="m1", root=root)
        except Killed:
            outcomes.add("killed")
        else:
            break
        with suppress(FileNotFoundError):
            assert b"m1" in (root / ".ghinhan/migration.json").read_bytes()
        store = open_store(root)
        migrate(store, swap, session="m2", root=root)

        assert {d: store.layer("a1", d).records for d in expected} == expected, at
        assert store.corpus_layer("a1").records == (entity("x", "ORG"),)
        assert all(e.seq > 0 for e in store.history("a1", "e") if e.session.startswith("m"))
        assert not (root / ".ghinhan/migration.json").exists()
    assert outcomes == {"killed"}
    assert at > 100


def test_another_migration_waits_until_the_first_is_finished(project: Path) -> None:
    """Mixing two mappings would leave nobody knowing what a code means."""
    store = open_store(project, DyingDisk(60))
    with suppress(Killed):
        migrate(store, MAPPING, session="m1", root=project)
    store = open_store(project)

    with pytest.raises(RecordError, match=r"NGƯỜI.*remove .*migration\.json"):
        migrate(store, Mapping(types={"PER": "X"}), session="m2", root=project)
    with pytest.raises(RecordError, match="of other annotators"):
        migrate(store, MAPPING, session="m2", root=project, annotators=["a2"])
    migrate(store, MAPPING, session="m2", root=project)
    assert store.layer("a1", "d").by_id()["m-1"] == mention(1, "NGƯỜI")
    migrate(store, Mapping(types={"NGƯỜI": "X"}), session="m3", root=project)
    assert store.layer("a1", "d").by_id()["m-1"] == mention(1, "X")


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
