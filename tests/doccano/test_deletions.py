"""Much that vanishes at once is asked about; what doccano cannot hold survives everything."""

import msgspec
import pytest

from ghinhan.foundation.errors import SyncError
from ghinhan.sync import DoccanoServer
from ghinhan.workspace import Workspace
from tests.doccano.sides import ServerSide, make_side, tracked_bytes

pytestmark = pytest.mark.doccano

DOCUMENT = "000_e85f3aaeab3ef9c0"


def test_a_label_type_deleted_there_deletes_nothing_here_unasked(
    desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """The server deletes a label type's spans and their relations with it, without a question."""
    side = make_side(desk, server.url, server.credentials)
    side.push()
    project = people.project(side.name)
    before = tracked_bytes(desk.root)
    mentions = len(desk.layer(DOCUMENT, "a1").mentions)
    project.call("DELETE", f"/span-types/{project.type_number('span', 'PER')}")

    with pytest.raises(SyncError, match=r"label types PER were deleted.*Nothing was pulled"):
        side.pull()
    asked: list[str] = []

    def refuse(question: str) -> bool:
        asked.append(question)
        return False

    with pytest.raises(SyncError, match="Nothing was pulled"):
        side.pull(confirm=refuse)
    desk.save()
    assert tracked_bytes(desk.root) == before
    assert "all their labels with them" in asked[0]

    side.pull(confirm=lambda _: True)
    left = desk.layer(DOCUMENT, "a1")
    assert len(left.mentions) < mentions
    assert "PER" not in {m.type for m in left.mentions}
    ids = set(left.by_id())
    assert {a.ref for e in left.events for a in e.arguments} <= ids
    assert {e.attribution for e in left.events} <= {*ids, ""}
    desk.undo(DOCUMENT, "a1")
    assert len(desk.layer(DOCUMENT, "a1").mentions) == mentions


def test_a_push_that_prefers_here_brings_deleted_labels_back(
    desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """The way out that the message names: nothing is deleted here, and doccano is mended."""
    side = make_side(desk, server.url, server.credentials)
    side.push()
    project = people.project(side.name)
    example = project.example_of(DOCUMENT)["id"]
    before = project.view(example)
    project.call("DELETE", f"/span-types/{project.type_number('span', 'PER')}")
    side.push(restore=True)

    fresh = people.project(side.name)
    assert fresh.view(example) == before
    assert {s.state for s in side.status()} == {"in step"}


def test_an_example_deleted_there_stays_here(
    desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """A document that is gone from the server is said to be gone, and can be pushed again."""
    side = make_side(desk, server.url, server.credentials)
    side.push()
    project = people.project(side.name)
    example = project.example_of(DOCUMENT)["id"]
    before = desk.layer(DOCUMENT, "a1")
    project.call("DELETE", "/examples", {"ids": [example]})

    pulled = {outcome.document: outcome for outcome in side.pull().outcomes}
    assert pulled[DOCUMENT].why == "deleted in doccano; it stays here"
    assert desk.layer(DOCUMENT, "a1") == before
    assert side.push().counts()["created"] == 1
    assert {s.state for s in side.status()} == {"in step"}


def test_what_doccano_cannot_hold_survives_a_change_there(
    desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """Pieces, heads, entities, times' values, realis, hoppers, attribution, labels, flags."""
    layer = desk.layer(DOCUMENT, "a1")
    first, second = layer.mentions[:2]
    pieces = (first.extent[0], (first.extent[0][1] + 1, first.extent[0][1] + 3))
    desk.edit(
        DOCUMENT,
        "a1",
        put=[
            msgspec.structs.replace(first, extent=pieces, text=""),
            {"kind": "label", "type": "topic", "value": "conflict"},
            {"kind": "comment", "target": second.id, "flag": True},
        ],
    )
    before = desk.layer(DOCUMENT, "a1")
    side = make_side(desk, server.url, server.credentials)
    said = side.push()
    project = people.project(side.name)
    example = project.example_of(DOCUMENT)["id"]
    spans = project.spans(example)
    gone = next(n for n, mark in spans.items() if mark[2] == "TIME")
    project.delete_span(example, gone)

    assert "doccano shows the pieces as one stretch" in " ".join(said.remarks)
    changes = side.pull().changes()
    after = desk.layer(DOCUMENT, "a1")
    lost = [r for r in before.records if r.id not in after.by_id()]
    assert [r.type for r in lost] == ["TIME"]  # type: ignore[union-attr]  # a time
    changed = [r.id for r in before.records if after.by_id().get(r.id, r) != r]
    pointing = [t.id for t in before.times if t.anchor == lost[0].id]
    arguing = [e.id for e in before.events if any(a.ref == lost[0].id for a in e.arguments)]
    assert sorted(changed) == sorted([*pointing, *arguing])
    assert changes == 1 + len(arguing)


def test_twins_on_the_server_are_refused_not_guessed(
    desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """Two examples of one document: nobody can say which one was worked on."""
    side = make_side(desk, server.url, server.credentials)
    side.push([DOCUMENT])
    project = people.project(side.name)
    example = project.example_of(DOCUMENT)
    project.call("POST", "/examples", {"text": example["text"], "meta": example["meta"]})

    for job in (side.push, side.pull):
        summary = job([DOCUMENT])
        assert summary.counts()["refused"] == 1
        assert "it stands 2 times in doccano" in str(summary)
    assert side.status([DOCUMENT])[0].state == "refused"
