"""Projects, label types and members on the server: found, mended, refused with the reason."""

import os
import warnings
from collections.abc import Sequence
from typing import Any

import pytest

from ghinhan.foundation.errors import SyncError
from ghinhan.ingest.corpus_files import document_bytes
from ghinhan.model.edits import Edit, Receipt
from ghinhan.model.session import LabellingSession, Opened
from ghinhan.sync import Credentials, DoccanoServer, Secret
from ghinhan.sync import importing as importing_module
from ghinhan.workspace import Workspace
from tests.doccano.sides import (
    ProjectSide,
    ServerSide,
    add_articles,
    documents_of,
    make_side,
)

pytestmark = pytest.mark.doccano

PASSWORD = "mat-khau-rieng-9"  # noqa: S105  of an account that lives for one test


def test_members_of_a_push_can_label_there(
    small_desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """`push --member an`: her account sees what was pushed and may change it; twice is once."""
    username = f"an.{os.urandom(4).hex()}"
    account = {"username": username, "password1": PASSWORD, "password2": PASSWORD}
    people.call("POST", "/v1/users/create", account)
    side = make_side(small_desk, server.url, server.credentials)
    side.push(members=[username])
    side.push(members=[username])
    hers = ServerSide(server.url, Credentials(username=username, password=Secret(PASSWORD)))
    project = ProjectSide(hers, side.project)
    example = side.example("bai-000")
    project.add_span(example, 3, 8, "LOC")
    gone = next(n for n, mark in project.spans(example).items() if mark[2] == "TIME")
    project.delete_span(example, gone)
    project.comment(example, "Của em")

    assert side.pull().changes() == 3
    assert "Của em" in {c.text for c in small_desk.layer("bai-000", "a1").comments}
    with pytest.raises(SyncError, match=r"answered POST /v1/projects with 403"):
        make_side(
            small_desk, server.url, Credentials(username=username, password=Secret(PASSWORD))
        ).push()
    with pytest.raises(SyncError, match=r"no user 'ai'.*it has the users .*Make the account"):
        side.push(members=["ai"])


def test_a_comment_of_somebody_elses_is_left_to_her(
    small_desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """Doccano lets a project's admin change nobody's words: said, and all else is pushed."""
    username = f"chu.nhiem.{os.urandom(4).hex()}"
    account = {"username": username, "password1": PASSWORD, "password2": PASSWORD}
    people.call("POST", "/v1/users/create", account)
    first = make_side(small_desk, server.url, server.credentials)
    first.push()
    first.api.add_member(first.project, username, "project_admin")
    hers = Credentials(username=username, password=Secret(PASSWORD))
    side = make_side(small_desk, server.url, hers, name=first.name)
    small_desk.edit(
        "bai-000",
        "a1",
        put=[
            {"kind": "comment", "id": "c-1", "text": "Của chị"},
            {"kind": "mention", "type": "LOC", "extent": [[3, 8]]},
        ],
    )
    pushed = side.push()

    assert "comment c-1: only its author may change it" in " ".join(pushed.remarks)
    standing = next(s for s in side.status() if s.document == "bai-000")
    assert (standing.state, standing.to_push) == ("to push", 1)
    assert first.push().changes() == 1


def test_label_types_get_our_colours_and_keys_back_and_strangers_stay(
    small_desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """A key that a type of somebody else's has is left to it; a missing type is made again."""
    side = make_side(small_desk, server.url, server.credentials)
    side.push()
    project = people.project(side.name)
    wanted = {row["text"]: row for row in project.call("GET", "/span-types")}
    key = wanted["PER"]["suffix_key"]
    change = {"suffix_key": None, "background_color": "#000000"}
    project.call("PATCH", f"/span-types/{wanted['PER']['id']}", change)
    project.call("PATCH", f"/span-types/{wanted['ORG']['id']}", {"background_color": "#000000"})
    project.call("DELETE", f"/span-types/{wanted['NUM']['id']}")
    project.call("POST", "/span-types", {"text": "LẠ", "suffix_key": key})
    side.push()
    there = {row["text"]: row for row in project.call("GET", "/span-types")}

    assert there["LẠ"]["suffix_key"] == key
    assert there["PER"]["suffix_key"] is None
    assert there.keys() == {*wanted, "LẠ"}
    for name in ("PER", "ORG", "NUM"):
        assert there[name]["background_color"] == wanted[name]["background_color"]
    assert there["ORG"]["suffix_key"] == wanted["ORG"]["suffix_key"]


def test_a_project_that_cannot_hold_a_reading_is_refused(
    small_desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """Also one that was changed after the push; one of two with a name is not guessed."""
    side = make_side(small_desk, server.url, server.credentials)
    with pytest.raises(SyncError, match=r"has no project '.*' yet. Push first"):
        side.pull()
    with pytest.raises(SyncError, match="was not pushed to"):
        side.example("bai-000")
    assert side.url == server.url
    side.push()
    assert side.url == f"{server.url}/projects/{side.project}"
    kind = "SequenceLabelingProject"
    setting: dict[str, Any] = {"resourcetype": kind, "allow_overlapping": False}
    people.call("PATCH", f"/v1/projects/{side.project}", setting)
    with pytest.raises(SyncError, match="allow_overlapping is False and must be True: nested"):
        side.push()
    people.call("PATCH", f"/v1/projects/{side.project}", {**setting, "allow_overlapping": True})
    row = people.call("GET", f"/v1/projects/{side.project}")
    copy = {name: row[name] for name in (*setting, "project_type", "name", "description")}
    people.call("POST", "/v1/projects", {**copy, "guideline": "", "tags": []})
    twin = make_side(small_desk, server.url, server.credentials, name=side.name)
    assert twin.pull().changes() == 0, "the ledger knows which"
    for ledger in (small_desk.root / ".ghinhan/sync").glob("*.jsonl"):
        ledger.unlink()
    with pytest.raises(SyncError, match=r"has 2 projects .* Rename all but one"):
        make_side(small_desk, server.url, server.credentials, name=side.name).pull()


def test_a_project_that_was_renamed_or_deleted_is_found_or_made_anew(
    small_desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """The ledger's number alone is not believed; new guidelines reach the server."""
    side = make_side(small_desk, server.url, server.credentials)
    side.push()
    first = side.project
    people.call("DELETE", f"/v1/projects/{first}")
    assert side.push().counts()["created"] == 3
    second = side.project
    assert second != first
    renamed = {"resourcetype": "SequenceLabelingProject", "name": f"{side.name} (old)"}
    people.call("PATCH", f"/v1/projects/{second}", renamed)
    side._guideline = "# Hướng dẫn mới"
    assert side.push().counts()["created"] == 3
    assert side.project not in {first, second}
    side._guideline = "# Hướng dẫn mới nhất"
    side.push()
    assert people.call("GET", f"/v1/projects/{side.project}")["guideline"] == side._guideline


def test_wrong_words_are_said_before_anything_is_sent(
    small_desk: Workspace, server: DoccanoServer
) -> None:
    """An unknown document or preference."""
    side = make_side(small_desk, server.url, server.credentials)
    with pytest.raises(SyncError, match=r"no documents \['bai-9'\] here; there are \['bai-000'"):
        side.push(["bai-9"])
    with pytest.raises(SyncError, match="prefer='me': say 'here', 'there' or nothing"):
        side.push(prefer="me")


def test_texts_and_documents_that_do_not_fit_are_refused_one_by_one(
    small_desk: Workspace,
    server: DoccanoServer,
    people: ServerSide,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """An empty text, another text there, a document that is gone here; the others go on."""
    monkeypatch.setattr(importing_module, "MOST_DOCUMENTS", 2)
    names = add_articles(small_desk, 2, first=3)
    path = small_desk.root / "corpus" / "trong.json"
    content = (small_desk.root / "corpus/bai-000.json").read_text(encoding="utf-8")
    path.write_text(content.replace("bai-000", "trong"), encoding="utf-8")
    side = make_side(small_desk, server.url, server.credentials)
    article = small_desk.document("trong")
    empty = article.__class__(id="trong", text=" \n", source=article.source)
    path.write_bytes(document_bytes(empty))
    pushed = side.push()
    assert pushed.counts() == {"created": 5, "updated": 0, "skipped": 0, "refused": 1}
    assert "trong: doccano takes no empty text" in str(pushed)
    project = people.project(side.name)
    project.call("PATCH", f"/examples/{side.example(names[0])}", {"text": "Khác hẳn."})
    (small_desk.root / "corpus" / f"{names[1]}.json").unlink()
    project.call("POST", "/examples", {"text": "Bài lạ.", "meta": {}})
    standings = {s.document: s.state for s in side.status()}

    assert standings[names[0]] == "refused"
    assert standings[names[1]] == "only there"
    assert standings["trong"] == "only here"
    pulled = side.pull()
    assert pulled.counts()["refused"] == 2
    assert "has no such document; ingest its article first" in str(pulled)
    assert "1 examples of the project are no documents of ours" in str(pulled)
    assert side.push().counts()["refused"] == 2
    side._documents = lambda: ["bai-000", "ma"]
    assert "there is no document 'ma'" in str(side.push())


class Hurried:
    """A session in which somebody else labels just before our edit."""

    def __init__(self, session: LabellingSession, desk: Workspace) -> None:
        self._session = session
        self._desk = desk
        self.annotator = session.annotator
        self.times = 1

    def open(self, document: str) -> Opened:
        """What is there."""
        return self._session.open(document)

    def edit(self, edits: Sequence[Edit]) -> Receipt:
        """Let somebody be quicker, then do it."""
        if self.times:
            self.times -= 1
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                mention = {"kind": "mention", "id": "m-1", "type": "FAC", "extent": [[8, 14]]}
                self._desk.edit("bai-000", "a1", put=[mention])
        return self._session.edit(edits)


def test_somebody_who_labels_during_a_pull_loses_nothing(
    small_desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """What both changed is a conflict, what only doccano changed comes, and hers stays."""
    side = make_side(small_desk, server.url, server.credentials)
    side.push()
    project = people.project(side.name)
    example = side.example("bai-000")
    moscow = next(n for n, mark in project.spans(example).items() if mark[:2] == (8, 14))
    project.change_span(example, moscow, label=project.type_number("span", "ORG"))
    project.add_span(example, 3, 8, "LOC")
    side._session = Hurried(side._session, small_desk)  # type: ignore[assignment]  # what a pull uses of it
    pulled = side.pull()

    by_id = small_desk.layer("bai-000", "a1").by_id()
    assert by_id["m-1"].type == "FAC"  # type: ignore[union-attr]  # a mention
    assert pulled.changes() == 1
    assert "m-1 is FAC 8-14 here and ORG 8-14 in doccano" in str(pulled)
    assert {m.type for m in small_desk.layer("bai-000", "a1").mentions} == {"FAC", "GPE", "LOC"}
    assert side.pull(prefer="here").changes() == 0
    assert side.push(prefer="here").changes() == 1
    assert {s.state for s in side.status()} == {"in step"}
    assert len(list(documents_of(small_desk))) == 3
