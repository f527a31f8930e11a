"""The annotator's Python half on a real project: what it answers, and when."""

import errno
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ghinhan.foundation.errors import StoreError, UnknownNameError
from ghinhan.model.edits import Edit, Receipt
from ghinhan.model.events import Event
from ghinhan.model.mentions import Mention
from ghinhan.model.notes import Comment
from ghinhan.model.session import (
    DocumentState,
    KnownThing,
    LabellingSession,
    Opened,
    Recollection,
)
from ghinhan.model.times import Time
from ghinhan.schema.loading import load_schema
from ghinhan.widgets.annotator import FORGET_VIEW_AFTER, Annotator
from ghinhan.workspace.session import Labelling
from ghinhan.workspace.workspace import Workspace
from tests.project_copy import copy_project

DOCUMENT = "000_e85f3aaeab3ef9c0"
OTHER = "002_6e5c1c6c60e7ec83"
NAME = "a9"
TELEGRAPH = Mention(
    id="m-1", type="ORG", extent=((0, 16),), text="Tờ The Telegraph", head=(3, 16), level="NAM"
)
Message = dict[str, Any]

# The annotator is new on purpose; that the desk says so is tested with the desk.
pytestmark = pytest.mark.filterwarnings("ignore:.* is a new annotator")


class Table:
    """An open annotator, and everything it says; speaks as the view `v1` unless told otherwise."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.desk = Workspace.open(root)
        self.heard: list[Message] = []
        self.journal_when_heard: list[bytes] = []
        self.widget = self.desk.annotate(DOCUMENT, annotator=NAME)
        assert isinstance(self.widget, Annotator)
        self.widget.send = self._hear

    def _hear(self, content: Message, buffers: object = None) -> None:
        assert buffers is None
        if "opened" in content:
            content = {**content, "opened": json.loads(content["opened"])}
        self.heard.append(content)
        self.journal_when_heard.append(self.journal())

    def journal(self) -> bytes:
        """The journal of the document, byte for byte."""
        path = self.root / ".ghinhan" / "journal" / NAME / f"{DOCUMENT}.jsonl"
        return path.read_bytes() if path.exists() else b""

    def say(self, kind: str, *, view: str = "v1", **content: object) -> Message:
        """Send what a view would send; return the last thing said to that view."""
        self.widget._receive(self.widget, {"from": view, "kind": kind, **content}, [])
        return [message for message in self.heard if message["session"] == view][-1]

    def hello(self, view: str = "v1") -> Message:
        """The first message of a view that shows what the trait holds."""
        packed = json.loads(self.widget.pack_document())
        return self.say("hello", view=view, document=packed["id"], revisions=packed["revisions"])

    def label(self, record: Mention = TELEGRAPH, *, seq: int = 1, **content: object) -> Message:
        """One gesture: put a record where there was none."""
        edit = {
            "scope": DOCUMENT,
            "id": record.id,
            "before": None,
            "after": msgspec.to_builtins(record),
        }
        message: Message = {"session": "v1", "seq": seq, "edits": [edit], **content}
        return self.say("op", **message)


@pytest.fixture
def table(tmp_path: Path) -> Table:
    """The annotator of somebody who has labelled nothing yet."""
    root = copy_project(tmp_path / "project")
    return Table(root)


def test_an_edit_is_on_the_disk_before_it_is_acknowledged(table: Table) -> None:
    """Saved must mean saved, whatever happens a moment later."""
    table.hello()
    answer = table.label()

    assert (answer["kind"], answer["seq"], answer["author"]) == ("ack", 1, "v1")
    assert b'"m-1"' in table.journal_when_heard[-1]
    assert [edit["id"] for edit in answer["changes"]] == ["m-1", "#state"]


def test_an_operation_that_comes_twice_is_done_once(table: Table) -> None:
    """A view that got no answer sends again; so does the outbox after a restart."""
    table.hello()
    table.label()
    once = table.journal()
    answer = table.label()

    assert answer["kind"] == "ack"
    assert table.journal() == once


def test_a_conflict_is_refused_with_both_values_and_nothing_is_written(table: Table) -> None:
    """Two tabs that change one record: the second is told what is there."""
    table.hello()
    table.label()
    before = table.journal()
    answer = table.label(msgspec.structs.replace(TELEGRAPH, type="PER"), seq=2)

    assert (answer["kind"], answer["conflict"], answer["again"]) == ("nack", True, False)
    assert "expected" in answer["reason"]
    assert '"type":"ORG"' in answer["reason"]
    assert table.journal() == before


@pytest.mark.parametrize(
    "content",
    [
        {"edits": [{"scope": DOCUMENT, "id": "m-2", "after": {"kind": "no such"}}]},
        {"edits": [{"scope": DOCUMENT}]},
        {"edits": "nothing"},
        {"edits": [{"scope": "../evil", "id": "m-2", "after": msgspec.to_builtins(TELEGRAPH)}]},
        {"seq": "many"},
    ],
)
def test_what_is_no_edit_is_refused_and_the_widget_lives_on(table: Table, content: Message) -> None:
    """A fault in one message must never cost the person the session."""
    table.hello()
    answer = table.label(**content)

    assert answer["kind"] == "nack"
    assert answer["reason"]
    assert table.label(seq=9)["kind"] == "ack"


def test_an_unknown_kind_of_message_says_what_to_do(table: Table) -> None:
    """Halves of two versions meet when a page outlives an upgrade."""
    answer = table.say("sing")

    assert answer["kind"] == "nack"
    assert "Reload the page" in answer["reason"]
    table.widget._receive(table.widget, "not even a message", [])


def test_undo_and_redo_answer_with_what_changed(table: Table) -> None:
    """The view takes over what the store says; it does not guess."""
    table.hello()
    table.label()
    gone = table.say("undo", session="v1", seq=2, document=DOCUMENT)
    back = table.say("redo", session="v1", seq=3, document=DOCUMENT)

    assert {e["id"]: e["after"] for e in gone["changes"]}["m-1"] is None
    assert {e["id"]: e["after"] for e in back["changes"]}["m-1"]["text"] == "Tờ The Telegraph"


def test_two_views_of_one_widget_stay_in_step(table: Table) -> None:
    """A cell output shown twice is two views of one model."""
    table.hello("v1")
    table.hello("v2")
    table.label()
    told = [m for m in table.heard if m["session"] == "v2"][-1]

    assert told["kind"] == "patch"
    assert told["changes"][0]["after"]["text"] == "Tờ The Telegraph"
    assert "changes" not in table.say("beat", view="v2", document=DOCUMENT)


def test_a_view_that_is_closed_is_told_nothing_more(table: Table) -> None:
    """A cell that was run ten times would have every edit told to nine pages that are gone."""
    table.hello("v1")
    table.hello("v2")
    table.say("bye", view="v2")
    table.label()
    told = [message["session"] for message in table.heard if message["kind"] == "patch"]
    back = table.hello("v2")

    assert told == []
    assert back["kind"] == "welcome"


def test_an_edit_from_a_cell_reaches_every_view(table: Table) -> None:
    """Tables and widget are two views of one store."""
    table.hello()
    table.desk.edit(DOCUMENT, NAME, put=TELEGRAPH)
    told = table.heard[-1]

    assert told["kind"] == "patch"
    assert told["changes"][0]["id"] == "m-1"


def test_news_that_got_lost_on_the_way_are_told_again(table: Table) -> None:
    """A line that breaks takes with it what was on it; the view says how far it has been told."""
    table.hello()
    told = json.loads(table.widget.pack_document())["revisions"]
    table.desk.edit(DOCUMENT, NAME, put=TELEGRAPH)
    again = table.say("beat", document=DOCUMENT, revisions=told)
    table.label(seq=5, record=msgspec.structs.replace(TELEGRAPH, id="m-2"))
    answer = table.label(seq=5, record=msgspec.structs.replace(TELEGRAPH, id="m-2"), revisions=told)

    assert again["changes"][0]["id"] == "m-1"
    assert {edit["id"] for edit in answer["changes"]} >= {"m-1", "m-2"}
    assert "changes" not in table.say(
        "beat", document=DOCUMENT, revisions=again["revisions"] | answer["revisions"]
    )


def test_a_cell_that_edits_often_does_not_flood_a_view(table: Table) -> None:
    """Fifty messages would be fifty repaints before the answer to one's own label."""
    table.hello()
    for number in range(50):
        table.desk.edit(DOCUMENT, NAME, put=Comment(id=f"c-{number}", text="?"))
    pushed = [message for message in table.heard if message["kind"] == "patch"]
    rest = table.say("beat", document=DOCUMENT)
    told = [edit["id"] for message in (*pushed, rest) for edit in message.get("changes", ())]

    assert 1 <= len(pushed) < 25
    assert {f"c-{number}" for number in range(50)} <= set(told)


def test_a_page_that_is_loaded_again_gets_the_disks_state(table: Table) -> None:
    """The trait is packed when somebody asks, not when the widget was made."""
    table.hello()
    table.label()
    document = json.loads(table.widget.get_state()["document"])

    assert [record["id"] for record in document["records"]] == ["m-1"]
    assert table.hello("v2") == {"kind": "welcome", "session": "v2"}


def test_a_view_without_revisions_is_given_the_whole_document(table: Table) -> None:
    """A view that woke up with nothing must not show an empty article."""
    answer = table.say("hello")

    assert answer["opened"]["id"] == DOCUMENT
    assert answer["opened"]["text"].startswith("Tờ The Telegraph")


def test_files_that_git_changed_are_read_again(table: Table) -> None:
    """After a checkout nobody can tell the steps; the view is given the whole document."""
    table.hello()
    folder = table.root / "annotations" / NAME
    folder.mkdir(parents=True, exist_ok=True)
    table.label()
    table.desk.save()
    layer = folder / f"{DOCUMENT}.jsonl"
    layer.write_bytes(layer.read_bytes().replace(b'"ORG"', b'"PER"'))
    answer = table.say("beat", document=DOCUMENT)

    assert [record["type"] for record in answer["opened"]["records"]] == ["PER"]


def test_one_widget_pages_through_the_documents(table: Table) -> None:
    """The bundle travels once; the second document is a message."""
    table.hello()
    answer = table.say("open", document=OTHER)

    assert answer["kind"] == "opened"
    assert answer["opened"]["id"] == OTHER == table.widget.showing
    assert [state["id"] for state in answer["opened"]["documents"]] == [DOCUMENT, OTHER]
    assert table.say("open", document="nowhere")["kind"] == "nack"


def test_a_view_that_says_nothing_for_long_is_forgotten(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Closed tabs say no goodbye; their news must not be made for ever."""
    table.hello()
    later = time.monotonic() + FORGET_VIEW_AFTER + 1
    monkeypatch.setattr(time, "monotonic", lambda: later)
    table.desk.edit(DOCUMENT, NAME, put=TELEGRAPH)

    assert [m["kind"] for m in table.heard] == ["welcome"]


def test_the_repr_names_document_and_annotator_and_nothing_that_changes(table: Table) -> None:
    """Notebook diffs must not change from run to run."""
    assert repr(table.widget) == f"Annotator(document={DOCUMENT!r}, annotator={NAME!r})"


class FullDisk:
    """A session whose disk refuses every write."""

    def __init__(self, session: LabellingSession) -> None:
        self._session = session
        self.annotator = session.annotator
        self.project = session.project

    def documents(self) -> Sequence[DocumentState]:
        """As before."""
        return self._session.documents()

    def open(self, document: str) -> Opened:
        """As before."""
        return self._session.open(document)

    def look_up(self, words: str, entity_type: str = "") -> Sequence[KnownThing]:
        """As before."""
        return self._session.look_up(words, entity_type)

    def clause(self, anchor: str) -> str:
        """As before."""
        return self._session.clause(anchor)

    def remembered(self, document: str, seconds: float) -> Recollection:
        """As before."""
        return self._session.remembered(document, seconds)

    def edit(self, edits: Sequence[Edit]) -> Receipt:
        """No space."""
        raise StoreError(errno.ENOSPC, f"{len(edits)} edits found no space left on the disk.")

    def changes_since(self, revisions: Mapping[str, str]) -> Receipt:
        """Not even this."""
        raise StoreError(errno.EIO, f"{len(revisions)} journals cannot be read.")

    def undo(self, document: str, *, session: str, seq: int) -> Receipt:
        """No space."""
        return self.edit([Edit(scope=document, id="", session=session, seq=seq)])

    redo = undo


def test_a_full_disk_is_told_in_the_nack_even_when_nothing_can_be_read(table: Table) -> None:
    """The reason must reach the person; the view keeps the edit and asks again."""
    table.hello()
    table.widget._session = FullDisk(table.widget._session)
    answer = table.label()

    assert (answer["kind"], answer["again"]) == ("nack", True)
    assert "no space left" in answer["reason"]


def test_a_time_says_its_type_in_an_opened_document_and_in_news(table: Table) -> None:
    """Files leave it out, and the window once showed `undefined` and offered it as a label."""
    time_record = Time(id="t-1", extent=((0, 2),), text="Tờ", timex="DATE")
    table.hello()
    table.desk.edit(DOCUMENT, NAME, put=time_record)

    assert table.heard[-1]["changes"][0]["after"]["type"] == "TIME"
    assert json.loads(table.widget.pack_document())["records"][0]["type"] == "TIME"


def test_the_schema_travels_without_what_only_exports_need(table: Table) -> None:
    """Mappings to five foreign inventories double the message and help nobody label."""
    schema = table.widget.get_state()["schema"]
    real = load_schema(table.root / "annotations" / "schema.yaml")

    assert [label["code"] for label in schema["labels"]] == [x.code for x in real.labels]
    assert "mappings" not in schema["events"][0]["roles"][0]
    assert "mappings" not in schema["labels"][0]


def test_a_look_up_is_answered_from_the_projects_own_knowledge_file(table: Table) -> None:
    """Linking needs no network: the file is the project's, and its answer names what was asked."""
    table.hello()
    answer = table.say("look_up", words="moskva", type="GPE")

    assert answer["kind"] == "found"
    assert answer["words"] == "moskva"
    assert answer["things"][0]["id"] == "Q649"


def test_a_broken_knowledge_file_is_told_and_stops_no_labelling(table: Table) -> None:
    """Somebody's slip in one line must not look like nothing was found."""
    table.hello()
    (table.root / "annotations" / "knowledge.jsonl").write_text("{oops\n", encoding="utf-8")
    answer = table.say("look_up", words="nga", type="GPE")

    assert answer["kind"] == "nack"
    assert "knowledge.jsonl:1" in answer["reason"]
    assert table.label()["kind"] == "ack"


def test_a_clause_of_the_guidelines_comes_when_it_is_asked_for(table: Table) -> None:
    """The rule is read beside the label it is about."""
    table.hello()
    answer = table.say("clause", anchor="role-speaker")

    assert answer["kind"] == "clause"
    assert answer["anchor"] == "role-speaker"
    assert "⟦" in answer["text"]


def test_what_was_labelled_elsewhere_is_remembered_when_it_is_asked_for(table: Table) -> None:
    """In the next document the same words are suggested, with how often they were labelled so."""
    table.hello()
    table.label(msgspec.structs.replace(TELEGRAPH, extent=((0, 2),), text="Nga", type="GPE"))
    while not (answer := table.say("remember", document=OTHER))["complete"]:
        assert answer["remembered"] == []

    assert (answer["kind"], answer["document"]) == ("remembered", OTHER)
    assert answer["remembered"] == [
        {"words": "Nga", "kind": "mention", "type": "GPE", "count": 1, "of": 1}
    ]
    assert table.say("remember", document=DOCUMENT)["remembered"] == []


def test_opening_a_document_reads_no_other_one(table: Table) -> None:
    """The page must not wait for what a thousand other files say."""
    session = table.widget._session
    assert isinstance(session, Labelling)
    table.desk.edit(OTHER, NAME, put={"kind": "comment", "text": "?"})
    table.hello()
    table.say("open", document=DOCUMENT)
    assert list(session._memory._labels) == []

    table.say("remember", document=DOCUMENT)
    assert list(session._memory._labels) == [OTHER]


def test_another_reading_is_packed_as_suggestions(table: Table) -> None:
    """A person takes over what a model read, record by record, under a name of their own."""
    widget = table.desk.annotate(DOCUMENT, annotator=NAME, suggest_from="a1")
    packed = json.loads(widget.pack_document())
    theirs = table.desk.layer(DOCUMENT, "a1")

    assert packed["records"] == []
    assert packed["suggested"]["source"] == "a1"
    assert len(packed["suggested"]["records"]) == sum(
        isinstance(record, Mention | Time | Event) for record in theirs.records
    )
    assert {r["kind"] for r in packed["suggested"]["corpus"]} >= {"entity", "hopper"}


def test_suggestions_of_nobody_are_refused_by_name(table: Table) -> None:
    """A slip in the other annotator's name must not open an empty list of suggestions."""
    with pytest.raises(UnknownNameError, match="a7"):
        table.desk.annotate(DOCUMENT, annotator=NAME, suggest_from="a7")


def test_a_document_that_the_other_never_opened_has_no_suggestions(table: Table) -> None:
    """Their reading may not reach everywhere."""
    (table.root / "annotations" / "a1" / f"{OTHER}.jsonl").unlink()
    widget = table.desk.annotate(OTHER, annotator=NAME, suggest_from="a1")

    assert json.loads(widget.pack_document())["suggested"] is None
