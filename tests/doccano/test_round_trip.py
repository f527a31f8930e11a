"""Push and pull against a real doccano server lose nothing and invent nothing."""

import shutil

import msgspec
import pytest

from ghinhan.model import Comment, Event, Layer, Mention, Time
from ghinhan.model.layer import LayerRecord
from ghinhan.sync import DoccanoServer
from ghinhan.workspace import Workspace
from tests.doccano.sides import (
    EVERY,
    RandomAnnotator,
    ServerSide,
    documents_of,
    make_side,
    roles_of,
    tracked_bytes,
    units,
    view_of,
)

pytestmark = pytest.mark.doccano

Records = dict[str, LayerRecord]
SEEDS = ("000_e85f3aaeab3ef9c0", "002_6e5c1c6c60e7ec83")
ROUNDS = 5 if EVERY else 3
ACTS_A_ROUND = 14


@pytest.mark.parametrize("annotator", ["a1", "a2"])
def test_push_and_pull_without_edits_change_no_byte(
    desk: Workspace, server: DoccanoServer, annotator: str
) -> None:
    """Nobody's labels change because they have been shown to a server."""
    before = tracked_bytes(desk.root)
    side = make_side(desk, server.url, server.credentials, annotator=annotator)

    assert side.push().counts()["created"] == len(SEEDS)
    assert side.push().counts()["skipped"] == len(SEEDS)
    assert side.pull().changes() == 0
    desk.save()
    assert tracked_bytes(desk.root) == before


def test_a_clone_that_knows_nothing_finds_everything_in_step(
    desk: Workspace, server: DoccanoServer
) -> None:
    """What the server's pages say of themselves is enough: losing `.ghinhan/` loses nothing."""
    before = tracked_bytes(desk.root)
    side = make_side(desk, server.url, server.credentials)
    side.push()
    shutil.rmtree(desk.root / ".ghinhan/sync")
    fresh = make_side(desk, server.url, server.credentials, name=side.name)

    assert {standing.state for standing in fresh.status()} == {"in step"}
    assert fresh.pull().changes() == 0
    assert fresh.push().counts() == {"created": 0, "updated": 0, "skipped": 2, "refused": 0}
    desk.save()
    assert tracked_bytes(desk.root) == before


def test_doccano_shows_exactly_what_is_labelled_here(
    desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """Spans in UTF-16, arguments as relations: as doccano's own API tells it."""
    side = make_side(desk, server.url, server.credentials)
    side.push()
    project = people.project(side.name)

    for document in SEEDS:
        example = project.example_of(document)
        article = desk.document(document)
        assert example["text"] == article.text
        shown = project.view(example["id"])
        assert shown == view_of(desk.layer(document, "a1"), article, roles_of(desk))
        assert sum(shown[1].values()) > 30


@pytest.mark.parametrize("seed", range(3))
def test_pull_brings_exactly_what_people_did_in_doccano(
    desk: Workspace, server: DoccanoServer, people: ServerSide, seed: int
) -> None:
    """Anything added, moved, renamed, joined, parted, deleted, commented comes back; no more."""
    side = make_side(desk, server.url, server.credentials)
    side.push()
    project = people.project(side.name)
    person = RandomAnnotator(project, desk, seed)
    for number in range(ROUNDS):
        document = SEEDS[number % 2]
        before = {name: desk.layer(name, "a1").by_id() for name in SEEDS}
        person.work(document, ACTS_A_ROUND)
        side.pull(allow_deletions=True)

        example = project.example_of(document)["id"]
        shown = project.view(example)
        layer, article = desk.layer(document, "a1"), desk.document(document)
        assert view_of(layer, article, roles_of(desk)) == shown
        after = layer.by_id()
        refuse_other_changes(before[document], after)
        other = SEEDS[(number + 1) % 2]
        assert desk.layer(other, "a1").by_id() == before[other]
        assert side.pull().changes() == 0
        assert side.push().counts()["skipped"] == len(SEEDS)
    assert len(person.done) >= 8
    desk.undo(document, "a1")
    assert desk.layer(document, "a1").by_id() == before[document]


PLACES = ("type", "extent", "trigger", "text", "head")
POINTERS = ("arguments", "attribution", "anchor", "target")


def refuse_other_changes(before: Records, after: Records) -> None:
    """Of a record that is still there only its place, its type and what it points to may differ."""
    for key in before.keys() & after.keys():
        was, now = before[key], after[key]
        may_differ = {
            name: getattr(was, name)
            for name in (*PLACES, *POINTERS)
            if hasattr(was, name) and type(was) is not Comment
        }
        if isinstance(was, Comment):
            may_differ = {"target": was.target}
        assert msgspec.structs.replace(now, **may_differ) == was
        if isinstance(was, Mention | Event | Time) and isinstance(now, type(was)):
            same_place = (was.start, was.end, was.type) == (now.start, now.end, now.type)
            assert not same_place or now.text == was.text
            pieces = getattr(was, "extent", None) or getattr(was, "trigger", None)
            assert not same_place or pieces in {
                getattr(now, "extent", None),
                getattr(now, "trigger", None),
            }


@pytest.mark.parametrize("seed", range(2))
def test_push_brings_exactly_what_was_done_here(
    desk: Workspace, server: DoccanoServer, people: ServerSide, seed: int
) -> None:
    """Edits of the reading, and its undoing, arrive in doccano call by call."""
    side = make_side(desk, server.url, server.credentials)
    side.push()
    project = people.project(side.name)
    document = SEEDS[seed % 2]
    layer = desk.layer(document, "a1")
    victims = [m.id for m in layer.mentions if not used(layer, m.id)][seed::7][:3]
    moved = layer.mentions[seed]
    later = (moved.extent[0][0], moved.extent[0][1] + 1)
    event = layer.events[seed]
    changed: list[dict[str, object]] = [
        {"kind": "mention", "type": "ORG", "extent": [[5, 9]], "level": "NAM"},
        {"kind": "comment", "text": "Có đúng không? 🤔"},
    ]
    desk.edit(document, "a1", put=changed, delete=victims)
    desk.edit(document, "a1", put=[msgspec.structs.replace(moved, extent=(later,), text="")])
    desk.edit(document, "a1", put=[msgspec.structs.replace(event, arguments=event.arguments[1:])])

    assert side.push().counts()["updated"] == 1
    example = project.example_of(document)["id"]
    wanted = view_of(desk.layer(document, "a1"), desk.document(document), roles_of(desk))
    assert project.view(example) == wanted
    assert side.push().counts()["skipped"] == 2
    assert side.pull().changes() == 0


def used(layer: Layer, key: str) -> bool:
    """Whether an event names a record."""
    pointers = [(e.attribution, *(a.ref for a in e.arguments)) for e in layer.events]
    return any(key in names for names in pointers)


def test_both_sides_may_work_at_once(
    desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """Edits on different things meet; on one thing they are reported, and nothing is lost."""
    side = make_side(desk, server.url, server.credentials)
    side.push()
    project = people.project(side.name)
    document = SEEDS[0]
    example = project.example_of(document)["id"]
    mine, theirs, both = desk.layer(document, "a1").mentions[:3]
    spans = project.spans(example)
    numbers = {mark: number for number, mark in spans.items()}
    text = desk.document(document).text

    def number_of(record: Mention) -> int:
        return numbers[(units(text, record.start), units(text, record.end), record.type)]

    desk.edit(document, "a1", put=[msgspec.structs.replace(mine, type="FAC")])
    desk.edit(document, "a1", put=[msgspec.structs.replace(both, type="FAC")])
    label = project.type_number("span", "LOC")
    project.change_span(example, number_of(theirs), label=label)
    project.change_span(example, number_of(both), label=label)

    standing = {s.document: s for s in side.status()}[document]
    assert (standing.state, standing.to_push, standing.to_pull, standing.conflicts) == (
        "conflict",
        1,
        1,
        1,
    )
    pulled = side.pull()
    assert pulled.changes() == 1
    assert f"{both.id} is FAC" in " ".join(pulled.remarks)
    assert side.push().changes() == 1
    by_id = desk.layer(document, "a1").by_id()
    assert [by_id[r.id].type for r in (mine, theirs, both)] == ["FAC", "LOC", "FAC"]  # type: ignore[union-attr]  # mentions
    assert project.spans(example)[number_of(both)][2] == "LOC"
    assert side.pull(prefer="there").changes() == 1
    assert {s.state for s in side.status()} == {"in step"}
    assert desk.layer(document, "a1").by_id()[both.id].type == "LOC"  # type: ignore[union-attr]  # a mention


def test_every_annotator_has_her_own_project(
    desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """What one annotator does in doccano reaches her reading alone."""
    first = make_side(desk, server.url, server.credentials, annotator="a1")
    second = make_side(desk, server.url, server.credentials, annotator="a2")
    first.push()
    second.push()
    project = people.project(second.name)
    example = project.example_of(SEEDS[0])["id"]
    project.add_span(example, 0, 2, "LOC")
    before = {name: desk.layer(name, "a1") for name in documents_of(desk)}

    assert first.pull().changes() == 0
    assert second.pull().changes() == 1
    assert {name: desk.layer(name, "a1") for name in documents_of(desk)} == before
