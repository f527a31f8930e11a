"""What a cell leaves unsaid is filled in as the annotator's window does."""

import pytest

from ghinhan.model import Edit, Event
from ghinhan.store import Store
from ghinhan.workspace import Workspace
from ghinhan.workspace.defaults import UnknownTypeWarning
from tests.workspace.samples import span

EVENT = {"kind": "event", "id": "v-1", "type": "Contact.Meet", "trigger": [span("gặp")]}


def test_required_attributes_begin_with_the_first_value(labelled_desk: Workspace) -> None:
    """An event from a cell must not keep a release back for what the window would have set."""
    labelled_desk.edit("bai-1", "a1", put={**EVENT, "realis": "OTHER"})
    again = labelled_desk.edit("bai-1", "a1", put={**EVENT, "realis": "OTHER"})
    event = next(event for event in labelled_desk.layer("bai-1").events if event.id == "v-1")

    assert (event.realis, event.polarity, event.tense, event.modality) == (
        "OTHER",
        "POS",
        "UNSPECIFIED",
        "ASSERTED",
    )
    assert again.applied == ()
    assert "attribute-missing" not in {finding.rule for finding in labelled_desk.findings()}


def test_values_have_their_level_and_short_names_their_head(labelled_desk: Workspace) -> None:
    """Only what is obvious: a longer name is left for a person."""
    put = [
        {"kind": "mention", "id": "m-1", "type": "JOB", "extent": [span("Chủ tịch")]},
        {"kind": "mention", "id": "m-2", "type": "PER", "level": "NAM", "extent": [span("Hoa")]},
        {"kind": "mention", "id": "m-3", "type": "ORG", "level": "NAM", "extent": [span("Báo An")]},
    ]
    labelled_desk.edit("bai-1", "a1", put=put)
    records = {mention.id: mention for mention in labelled_desk.layer("bai-1").mentions}

    assert records["m-1"].level == "VAL"
    assert [records[name].head for name in ("m-1", "m-2", "m-3")] == [None, span("Hoa"), None]


def test_a_copy_is_as_its_source(labelled_desk: Workspace) -> None:
    """Nothing is filled into what somebody else has left open."""
    bare = Event(id="v-meet", type="Contact.Meet", trigger=(span("gặp"),), text="gặp")
    before = labelled_desk.layer("bai-1").events[0]
    store = Store(
        labelled_desk.root, text_of=lambda document: labelled_desk.document(document).text
    )
    store.edit(
        "a1", [Edit(scope="bai-1", id="v-meet", before=before, after=bare, session="s", seq=1)]
    )
    with pytest.warns(match="new annotator"):
        labelled_desk.copy_reading("bai-1", "a2", source="a1")

    assert labelled_desk.layer("bai-1", "a2").events == (bare,)


def test_a_type_that_the_schema_lacks_is_warned_about_and_kept(labelled_desk: Workspace) -> None:
    """A typing error is told at once and not at the release."""
    wrong = {"kind": "mention", "id": "m-1", "type": "PERR", "extent": [span("Hoa")]}
    with pytest.warns(UnknownTypeWarning, match="no type 'PERR'. Did you mean 'PER'") as told:
        labelled_desk.edit("bai-1", "a1", put=wrong)
    with pytest.warns(UnknownTypeWarning, match="no event type 'Contact.Met'"):
        labelled_desk.edit("bai-1", "a1", put={**EVENT, "type": "Contact.Met"})
    with pytest.warns(UnknownTypeWarning, match="type TIME, timex DATE"):
        labelled_desk.edit(
            "bai-1", "a1", put={"kind": "time", "type": "DATE", "extent": [span("12-5")]}
        )

    assert told[0].filename == __file__
    assert "m-1" in labelled_desk.layer("bai-1").by_id()
