"""Whatever goes wrong between us and a real server: run again, and all is as if nothing had."""

import http.client
import json
import re
import time
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec
import pytest

from ghinhan.foundation.errors import SyncError
from ghinhan.model import Argument
from ghinhan.sync import DoccanoServer
from ghinhan.sync import importing as importing_module
from ghinhan.workspace import Workspace
from tests.doccano.fault_proxy import KINDS, FaultProxy
from tests.doccano.sides import (
    EVERY,
    ServerSide,
    article_name,
    documents_of,
    documents_there,
    make_side,
    roles_of,
    tracked_bytes,
    view_of,
)

pytestmark = pytest.mark.doccano

READ_SECONDS = 1.5
STEPS = {
    "file": ("POST", "/fp/process/"),
    "import": ("POST", "/upload$"),
    "task": ("GET", "/tasks/status/"),
    "export": ("POST", "/download$"),
    "zip": ("GET", "/download[?]taskId"),
    "types": ("GET", "/span-types$"),
    "new types": ("POST", "/span-type-upload$"),
    "new project": ("POST", "/projects$"),
}


def pairs(kinds: Sequence[str], steps: Mapping[str, object]) -> list[tuple[str, str]]:
    """Which faults meet which steps: a lost reply all that make something, any other kind one."""
    names = list(steps)
    if EVERY:
        return [(kind, step) for kind in kinds for step in names]
    some = [(kind, names[number % len(names)]) for number, kind in enumerate(kinds)]
    makers = [name for name in names if "POST" in str(steps[name])]
    return list(dict.fromkeys([*some, *(("lost", step) for step in makers)]))


@pytest.fixture(autouse=True)
def little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two seconds without news are enough on this machine."""
    monkeypatch.setattr(importing_module, "PATIENCE", 2.0)


@pytest.mark.parametrize(("kind", "step"), pairs(KINDS, STEPS))
def test_a_push_that_fails_once_ends_like_one_that_does_not(  # noqa: PLR0913, PLR0917  fixtures
    small_desk: Workspace,
    server: DoccanoServer,
    people: ServerSide,
    proxy: FaultProxy,
    kind: str,
    step: str,
) -> None:
    """Every fault at every step of a first push: one example for each document, in step."""
    before = tracked_bytes(small_desk.root)
    side = make_side(small_desk, proxy.url, server.credentials, read_seconds=READ_SECONDS)
    proxy.strike(kind, *STEPS[step])
    try:
        side.push()
    except SyncError:
        side = make_side(small_desk, proxy.url, server.credentials, name=side.name)
        side.push()

    assert proxy.struck == [kind]
    there = documents_there(people, side.name)
    assert there == Counter(documents_of(small_desk))
    assert side.push().counts()["skipped"] == len(there)
    assert side.pull().changes() == 0
    small_desk.save()
    assert tracked_bytes(small_desk.root) == before


CHANGES = {
    "new span": ("POST", "/spans$"),
    "new relation": ("POST", "/relations$"),
    "moved span": ("PATCH", "/spans/"),
    "gone span": ("DELETE", "/spans/"),
    "gone relation": ("DELETE", "/relations/"),
    "new comment": ("POST", "/comments[?]"),
    "changed comment": ("PATCH", "/comments/"),
    "page": ("PATCH", "/examples/"),
    "export": ("POST", "/download$"),
}
DOCUMENT = "bai-000"


def change_everything(desk: Workspace) -> None:
    """Edit a short article so that a push needs every kind of call."""
    event = desk.layer(DOCUMENT, "a1").events[0]
    desk.edit(
        DOCUMENT,
        "a1",
        put=[
            {"kind": "mention", "id": "m-new", "type": "LOC", "extent": [[3, 8]]},
            {"kind": "mention", "id": "m-1", "type": "GPE", "extent": [[8, 11]]},
            {"kind": "comment", "id": "c-1", "text": "Đã xem"},
            {"kind": "comment", "text": "Xem lại nữa"},
            msgspec.structs.replace(
                event,
                arguments=(event.arguments[0], Argument(role="Place", ref="m-new")),
            ),
        ],
        delete="t-1",
    )


@pytest.mark.parametrize(("kind", "step"), pairs(KINDS, CHANGES))
def test_a_change_that_fails_once_arrives_once(  # noqa: PLR0913, PLR0917  fixtures
    small_desk: Workspace,
    server: DoccanoServer,
    people: ServerSide,
    proxy: FaultProxy,
    kind: str,
    step: str,
) -> None:
    """Every fault at every call of an update: each change is on the server exactly once."""
    side = make_side(small_desk, proxy.url, server.credentials, read_seconds=READ_SECONDS)
    side.push([DOCUMENT])
    change_everything(small_desk)
    proxy.strike(kind, *CHANGES[step])
    try:
        side.push([DOCUMENT])
    except SyncError:
        side.push([DOCUMENT])

    assert proxy.struck == [kind]
    project = people.project(side.name)
    article, layer = small_desk.document(DOCUMENT), small_desk.layer(DOCUMENT, "a1")
    shown = project.view(project.example_of(DOCUMENT)["id"])
    assert shown == view_of(layer, article, roles_of(small_desk))
    assert side.push([DOCUMENT]).changes() == side.pull([DOCUMENT]).changes() == 0


PULL_STEPS = {
    "project": ("GET", "/projects/"),
    "export": ("POST", "/download$"),
    "task": ("GET", "/tasks/status/"),
    "zip": ("GET", "/download[?]taskId"),
    "types": ("GET", "/span-types$"),
}


@pytest.mark.parametrize(("kind", "step"), pairs(KINDS, PULL_STEPS))
def test_a_pull_that_fails_once_brings_the_same(  # noqa: PLR0913, PLR0917  fixtures
    small_desk: Workspace,
    server: DoccanoServer,
    people: ServerSide,
    proxy: FaultProxy,
    kind: str,
    step: str,
) -> None:
    """Half an export is no export; what was changed comes exactly once, without a word."""
    side = make_side(small_desk, proxy.url, server.credentials, read_seconds=READ_SECONDS)
    side.push()
    project = people.project(side.name)
    example = project.example_of(DOCUMENT)["id"]
    project.add_span(example, 3, 8, "LOC")
    gone = next(number for number, mark in project.spans(example).items() if mark[2] == "TIME")
    project.delete_span(example, gone)
    proxy.strike(kind, *PULL_STEPS[step])

    assert side.pull().changes() == 2
    assert proxy.struck == [kind]
    article, layer = small_desk.document(DOCUMENT), small_desk.layer(DOCUMENT, "a1")
    assert view_of(layer, article, roles_of(small_desk)) == project.view(example)
    assert side.pull().changes() == 0


@pytest.mark.parametrize("kind", KINDS if EVERY else ("502", "half"))
def test_what_goes_wrong_for_good_ends_with_a_reason_and_harms_nothing(
    small_desk: Workspace, server: DoccanoServer, proxy: FaultProxy, kind: str
) -> None:
    """Neither hanging for ever nor a traceback: what was asked, what came, what to do."""
    before = tracked_bytes(small_desk.root)
    side = make_side(small_desk, proxy.url, server.credentials, read_seconds=READ_SECONDS)
    side.push()
    proxy.hang_seconds = READ_SECONDS + 0.2
    for job, step in ((side.pull, "zip"), (side.push, "export"), (side.pull, "project")):
        proxy.strike(kind, *PULL_STEPS[step], times=10)
        with pytest.raises(SyncError, match=r"run this again|is an admin of the project"):
            job()
        proxy.faults.clear()

    assert set(proxy.struck) == {kind}
    assert {standing.state for standing in side.status()} == {"in step"}
    small_desk.save()
    assert tracked_bytes(small_desk.root) == before


def test_an_update_that_fails_for_good_is_given_up_and_finished_later(
    small_desk: Workspace, server: DoccanoServer, people: ServerSide, proxy: FaultProxy
) -> None:
    """Five tries for a document, then the job ends: the next document would fare no better."""
    side = make_side(small_desk, proxy.url, server.credentials)
    side.push()
    change_everything(small_desk)
    proxy.strike("502", "POST", "/spans$", times=9)
    with pytest.raises(SyncError, match=r"answered POST .*/spans with 502 \(a page: .*Bad Gateway"):
        side.push()
    assert len(proxy.struck) == 5
    proxy.faults.clear()
    side.push()
    small_desk.edit(DOCUMENT, "a1", delete="c-1")
    assert side.push().changes() == 1

    project = people.project(side.name)
    article, layer = small_desk.document(DOCUMENT), small_desk.layer(DOCUMENT, "a1")
    shown = project.view(project.example_of(DOCUMENT)["id"])
    assert shown == view_of(layer, article, roles_of(small_desk))


def test_a_first_push_that_is_refused_leaves_nothing_half_done(
    small_desk: Workspace, server: DoccanoServer, people: ServerSide, proxy: FaultProxy
) -> None:
    """No label types, no leave to import: said with the call, and the next push does it all."""
    side = make_side(small_desk, proxy.url, server.credentials)
    proxy.strike("502", "POST", "/span-type-upload$", times=9)
    with pytest.raises(SyncError, match=r"answered POST .*/span-type-upload with 502"):
        side.push()
    proxy.faults.clear()
    proxy.strike("403", "POST", "/upload$", times=2)
    with pytest.raises(SyncError, match=r"answered POST .*/upload with 403"):
        side.push()
    assert side.push().counts()["created"] == 3
    assert documents_there(people, side.name) == Counter(documents_of(small_desk))


def test_a_server_that_stays_silent_is_given_up_with_a_reason(
    small_desk: Workspace, server: DoccanoServer, proxy: FaultProxy
) -> None:
    """No hanging for ever: the address, the call and what to do stand in the message."""
    side = make_side(small_desk, proxy.url, server.credentials, read_seconds=0.3)
    proxy.hang_seconds = 1.0
    proxy.strike("hang", "GET", "/projects", times=99)
    started = time.monotonic()

    with pytest.raises(SyncError, match=r"did not answer GET /v1/projects.*/v1/health/"):
        side.push()
    assert time.monotonic() - started < 60


def test_nobody_listening_is_said_at_once(small_desk: Workspace, server: DoccanoServer) -> None:
    """A wrong port is not a mystery."""
    with pytest.raises((SyncError, OSError), match=r"127\.0\.0\.1"):
        make_side(small_desk, "http://127.0.0.1:9", server.credentials).push()


def test_an_expired_session_is_renewed_once(
    small_desk: Workspace, server: DoccanoServer, proxy: FaultProxy
) -> None:
    """Somebody's logout kills a token everywhere; we sign in again and go on."""
    side = make_side(small_desk, proxy.url, server.credentials)
    side.push()
    logins = proxy.count("POST", "/auth/login/")
    proxy.strike("401", "GET", "/projects/")

    assert side.push().counts()["skipped"] == 3
    assert proxy.count("POST", "/auth/login/") == logins + 1
    proxy.strike("401", "GET", "/projects/", times=2)
    with pytest.raises(SyncError, match=r"answered GET .* with 401"):
        side.push()


def test_a_failed_import_takes_back_exactly_what_it_brought(
    desk: Workspace, server: DoccanoServer, people: ServerSide, proxy: FaultProxy
) -> None:
    """A dangling relation makes the worker import a file again and again: none of it stays."""
    side = make_side(desk, proxy.url, server.credentials, read_seconds=5)
    side.push(["000_e85f3aaeab3ef9c0"])
    kept = people.project(side.name).examples()

    def dangle(body: bytes) -> bytes:
        found = list(re.finditer(rb'"from_id": (\d+)', body))[-1]
        digits = found.end(1) - found.start(1)
        return body[: found.start(1)] + b"9" * digits + body[found.end(1) :]

    proxy.strike("rewrite", "POST", "/fp/process/", rewrite=dangle)
    with pytest.raises(SyncError, match="taken back"):
        side.push()

    assert people.project(side.name).examples() == kept
    assert side.push().counts() == {"created": 1, "updated": 0, "skipped": 1, "refused": 0}
    assert {s.state for s in side.status()} == {"in step"}


@pytest.mark.parametrize("knows_its_task", [True, False])
def test_what_people_did_since_a_killed_push_is_kept(
    small_desk: Workspace, server: DoccanoServer, people: ServerSide, *, knows_its_task: bool
) -> None:
    """A push dies when all has arrived and nothing is noted yet; people label there for a day."""
    side = make_side(small_desk, server.url, server.credentials)
    side.push()
    ledger = next((small_desk.root / ".ghinhan/sync").glob("*.jsonl"))
    lines = [json.loads(line) for line in ledger.read_text(encoding="utf-8").splitlines()]
    left = [fact for fact in lines if fact["fact"] in {"bound", "begun"}]
    left = left if knows_its_task else left[:-1]
    ledger.write_text("".join(f"{json.dumps(fact)}\n" for fact in left), encoding="utf-8")
    project = people.project(side.name)
    for number in range(2):
        example = project.example_of(article_name(number))["id"]
        project.add_span(example, 3, 8, "LOC")
        gone = next(n for n, mark in project.spans(example).items() if mark[2] == "TIME")
        project.delete_span(example, gone)
    if knows_its_task:  # else nobody can tell it from a label that never arrived
        example = project.example_of(article_name(2))["id"]
        project.delete_span(example, min(project.spans(example)))
    before = project.examples()
    again = make_side(small_desk, server.url, server.credentials, name=side.name)

    assert len(again._ledger.unfinished) == 1
    again.pull(allow_deletions=True)
    assert project.examples() == before
    for document in documents_of(small_desk):
        shown = project.view(project.example_of(document)["id"])
        layer, article = small_desk.layer(document, "a1"), small_desk.document(document)
        assert view_of(layer, article, roles_of(small_desk)) == shown
    assert again.push().changes() == 0


def test_a_torn_ledger_line_is_no_harm(small_desk: Workspace, server: DoccanoServer) -> None:
    """A power cut in the middle of a line: the rest is used, the line is found again."""
    side = make_side(small_desk, server.url, server.credentials)
    side.push()
    ledger = next((small_desk.root / ".ghinhan/sync").glob("*.jsonl"))
    ledger.write_bytes(ledger.read_bytes()[:-40])
    again = make_side(small_desk, server.url, server.credentials, name=side.name)

    assert again.push().counts()["skipped"] == 3
    assert again.pull().changes() == 0


def test_the_proxy_breaks_what_it_says_it_breaks(server: DoccanoServer, proxy: FaultProxy) -> None:
    """A fault that does not strike would prove nothing."""
    proxy.strike("half", "GET", "/v1/health/")
    connection = http.client.HTTPConnection(proxy.url.removeprefix("http://"), timeout=30)
    connection.request("GET", "/v1/health/", headers={"Accept": "application/json"})
    reply = connection.getresponse()

    with pytest.raises(http.client.IncompleteRead, match="bytes read"):
        reply.read()
    connection.close()
    assert server.is_running
