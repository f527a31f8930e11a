"""Whatever goes wrong between us and a real server: run again, and all is as if nothing had."""

import http.client
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Mapping, Sequence

import pytest

from ghinhan.foundation.errors import SyncError
from ghinhan.ingest.corpus_files import document_bytes
from ghinhan.model import Document, Source
from ghinhan.sync import DoccanoServer
from ghinhan.sync import importing as importing_module
from ghinhan.sync.server.environment import VARIABLE
from ghinhan.workspace import Workspace
from tests.doccano.fault_proxy import KINDS, FaultProxy
from tests.doccano.sides import ServerSide, make_side, roles_of, tracked_bytes, view_of
from tests.project_copy import ROOT

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
EVERY = os.environ.get("GHINHAN_SYNC_FAULTS") == "all"
"""Every fault at every step, not only at two of them: many minutes."""

KILLS = int(os.environ.get("GHINHAN_SYNC_KILLS", "6"))


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


def add_documents(desk: Workspace, count: int, first: int = 0) -> None:
    """Put small articles into the corpus."""
    for number in range(first, first + count):
        text = f" Bài {number}: Moscow 👍 và Kiev đàm phán.\n" * 3
        source = Source(file=f"seeds/x{number}.txt", sha256="0" * 64)
        article = Document(id=f"bai-{number:03}", text=text, source=source)
        path = desk.root / "corpus" / f"bai-{number:03}.json"
        path.write_bytes(document_bytes(article))


def documents_there(people: ServerSide, name: str) -> Counter[str]:
    """How often each document stands on the server."""
    rows = people.project(name).examples()
    return Counter(row["meta"]["ghinhan"]["document"] for row in rows)


@pytest.mark.parametrize(("kind", "step"), pairs(KINDS, STEPS))
def test_a_push_that_fails_once_ends_like_one_that_does_not(  # noqa: PLR0913, PLR0917  fixtures
    desk: Workspace,
    server: DoccanoServer,
    people: ServerSide,
    proxy: FaultProxy,
    kind: str,
    step: str,
) -> None:
    """Every fault at every step of a first push: one example for each document, in step."""
    before = tracked_bytes(desk.root)
    side = make_side(desk, proxy.url, server.credentials, read_seconds=READ_SECONDS)
    proxy.strike(kind, *STEPS[step])
    try:
        side.push()
    except SyncError:
        side = make_side(desk, proxy.url, server.credentials, name=side.name)
        side.push()

    assert proxy.struck == [kind]
    assert set(documents_there(people, side.name).values()) == {1}
    assert sum(documents_there(people, side.name).values()) == 2
    assert {standing.state for standing in side.status()} == {"in step"}
    assert side.push().counts()["skipped"] == 2
    assert side.pull().changes() == 0
    desk.save()
    assert tracked_bytes(desk.root) == before


CHANGES = {
    "new span": ("POST", "/spans$"),
    "new relation": ("POST", "/relations$"),
    "moved span": ("PATCH", "/spans/"),
    "gone span": ("DELETE", "/spans/"),
    "new comment": ("POST", "/comments[?]"),
    "page": ("PATCH", "/examples/"),
}


@pytest.mark.parametrize(("kind", "step"), pairs(KINDS, CHANGES))
def test_a_change_that_fails_once_arrives_once(  # noqa: PLR0913, PLR0917  fixtures
    desk: Workspace,
    server: DoccanoServer,
    people: ServerSide,
    proxy: FaultProxy,
    kind: str,
    step: str,
) -> None:
    """Every fault at every call of an update: each change is on the server exactly once."""
    document = "002_6e5c1c6c60e7ec83"
    side = make_side(desk, proxy.url, server.credentials, read_seconds=READ_SECONDS)
    side.push([document])
    layer = desk.layer(document, "a1")
    event, moved = layer.events[0], layer.mentions[0]
    lone = next(
        m
        for m in layer.mentions[1:]
        if all(m.id != a.ref for e in layer.events for a in e.arguments)
    )
    start = moved.extent[0][0]
    desk.edit(
        document,
        "a1",
        put=[
            {"kind": "mention", "id": "m-new", "type": "LOC", "extent": [[3, 8]]},
            {"kind": "mention", "id": moved.id, "type": moved.type, "extent": [[start, start + 1]]},
            {"kind": "comment", "text": "Xem lại"},
            {
                "kind": "event",
                "id": event.id,
                "type": event.type,
                "trigger": list(event.trigger),
                "arguments": [{"role": a.role, "ref": a.ref} for a in event.arguments]
                + [{"role": "Place", "ref": "m-new"}],
            },
        ],
        delete=lone.id,
    )
    proxy.strike(kind, *CHANGES[step])
    try:
        side.push([document])
    except SyncError:
        side.push([document])

    assert proxy.struck == [kind]
    project = people.project(side.name)
    wanted = view_of(desk.layer(document, "a1"), desk.document(document), roles_of(desk))
    assert project.view(project.example_of(document)["id"]) == wanted
    assert {s.state for s in side.status([document])} == {"in step"}
    assert side.push([document]).changes() == side.pull([document]).changes() == 0


@pytest.mark.parametrize("kind", KINDS if EVERY else ("half", "hang", "502"))
def test_a_pull_that_fails_once_brings_the_same(
    desk: Workspace, server: DoccanoServer, people: ServerSide, proxy: FaultProxy, kind: str
) -> None:
    """Half an export is no export; what was changed comes exactly once."""
    document = "002_6e5c1c6c60e7ec83"
    side = make_side(desk, proxy.url, server.credentials, read_seconds=READ_SECONDS)
    side.push()
    project = people.project(side.name)
    project.add_span(project.example_of(document)["id"], 3, 8, "LOC")
    proxy.strike(kind, *STEPS["zip"])
    proxy.strike(kind, *STEPS["task"])

    assert side.pull().changes() == 1
    assert proxy.struck == [kind, kind]
    assert side.pull().changes() == 0


def test_a_server_that_stays_silent_is_given_up_with_a_reason(
    desk: Workspace, server: DoccanoServer, proxy: FaultProxy
) -> None:
    """No hanging for ever: the address, the call and what to do stand in the message."""
    side = make_side(desk, proxy.url, server.credentials, read_seconds=0.3)
    proxy.hang_seconds = 1.0
    proxy.strike("hang", "GET", "/projects", times=99)
    started = time.monotonic()

    with pytest.raises(SyncError, match=r"did not answer GET /v1/projects.*/v1/health/"):
        side.push()
    assert time.monotonic() - started < 15


def test_nobody_listening_is_said_at_once(desk: Workspace, server: DoccanoServer) -> None:
    """A wrong port is not a mystery."""
    with pytest.raises((SyncError, OSError), match=r"127\.0\.0\.1"):
        make_side(desk, "http://127.0.0.1:9", server.credentials).push()


def test_an_expired_session_is_renewed_once(
    desk: Workspace, server: DoccanoServer, proxy: FaultProxy
) -> None:
    """Somebody's logout kills a token everywhere; we sign in again and go on."""
    side = make_side(desk, proxy.url, server.credentials)
    side.push()
    logins = proxy.count("POST", "/auth/login/")
    proxy.strike("401", "GET", "/projects/")

    assert side.push().counts()["skipped"] == 2
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


def test_killed_at_any_moment_a_push_is_finished_by_the_next(
    desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """SIGKILL during the push of new documents, again and again: no loss, no double."""
    name = make_side(desk, server.url, server.credentials).name
    script = ROOT / "tests/doccano/push_once.py"
    settings = os.environ | {
        "DOCCANO_URL": server.url,
        "DOCCANO_PASSWORD": server.credentials.password.reveal(),
        VARIABLE: str(server.environment.folder),
    }
    moments = random.Random(5)  # noqa: S311  a test, not a secret
    killed = 0
    for number in range(KILLS):
        add_documents(desk, 8, first=8 * number)
        with subprocess.Popen(
            [sys.executable, str(script), str(desk.root), name],
            cwd=ROOT,
            env=settings,
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"begun\n"
            time.sleep(moments.uniform(0.02, 0.8))
            killed += process.poll() is None
            process.send_signal(signal.SIGKILL)
    side = make_side(desk, server.url, server.credentials, name=name)
    side.push()

    assert killed > KILLS // 2
    there = documents_there(people, name)
    assert set(there.values()) == {1}
    assert len(there) == 2 + 8 * KILLS
    assert {s.state for s in side.status()} == {"in step"}
    assert side.push().counts()["skipped"] == len(there)


def test_a_torn_ledger_line_is_no_harm(desk: Workspace, server: DoccanoServer) -> None:
    """A power cut in the middle of a line: the rest is used, the line is found again."""
    side = make_side(desk, server.url, server.credentials)
    side.push()
    ledger = next((desk.root / ".ghinhan/sync").glob("*.jsonl"))
    ledger.write_bytes(ledger.read_bytes()[:-40])
    again = make_side(desk, server.url, server.credentials, name=side.name)

    assert again.push().counts()["skipped"] == 2
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
