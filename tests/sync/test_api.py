"""What never leaves this machine: dangerous calls, secrets, and silence about errors."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from types import ModuleType
from typing import IO

import pytest

from ghinhan.foundation.errors import SyncError
from ghinhan.sync import Api, Credentials, HttpTransport, Rest, Secret, find_credentials
from ghinhan.sync.doccano import show_progress, walk
from ghinhan.sync.rest import HiddenText
from ghinhan.sync.transport import Body, Reply


class Line:
    """A line to nowhere that answers as it is told and remembers what was sent."""

    url = "http://127.0.0.1:1"
    signs_in = False

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.sent: list[tuple[str, str]] = []
        self.headers: dict[str, str] = {}

    def send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: Body,
        into: IO[bytes] | None = None,
    ) -> Reply:
        """Remember the request, give the next reply."""
        self.headers = dict(headers)
        assert into is None or body == b""
        self.sent.append((method, path))
        return self.replies.pop(0)

    def sign_in_again(self) -> bool:
        """It cannot."""
        return False


def reply(status: int, value: object = None, **headers: str) -> Reply:
    """An answer of a server."""
    return Reply(status, headers, json.dumps(value).encode())


def rest(line: Line, pauses: list[float] | None = None) -> Rest:
    """Requests over a line, with a token."""
    kept = [] if pauses is None else pauses
    return Rest(line, Credentials(token=Secret("t"), source="test"), sleep=kept.append)


def test_an_empty_list_of_deletions_is_never_sent() -> None:
    """Doccano takes it for *all of them*."""
    line = Line()
    with pytest.raises(SyncError, match="would delete every example"):
        Api(rest(line)).delete_examples(1, [])

    assert line.sent == []


def test_reading_is_repeated_with_growing_pauses_and_creating_never() -> None:
    """A second POST could make a second thing; a second GET cannot."""
    pauses: list[float] = []
    line = Line(reply(502), reply(429, **{"retry-after": "7"}), reply(500), reply(200, {"id": 1}))
    assert rest(line, pauses).get("/v1/me") == {"id": 1}
    assert pauses == [0.5, 7.0, 2.0]

    once = Line(reply(502))
    with pytest.raises(SyncError, match="answered POST /v1/x with 502") as caught:
        rest(once).post("/v1/x", {})
    assert caught.value.status == 502
    assert once.sent == [("POST", "/v1/x")]


def test_what_is_already_gone_counts_as_deleted() -> None:
    """After a lost reply the second DELETE meets nothing."""
    line = Line(reply(404))
    rest(line).delete("/v1/x/1")

    assert line.sent == [("DELETE", "/v1/x/1")]


def test_an_answer_that_is_no_json_is_said() -> None:
    """A proxy's page of welcome with status 200."""
    line = Line(Reply(200, {"content-type": "text/html"}, b"<h1>Welcome</h1>"))
    with pytest.raises(SyncError, match=r"no JSON.*Welcome"):
        rest(line).get("/v1/me")


def test_a_server_that_repeats_the_password_is_not_quoted() -> None:
    """Some frameworks print the request they did not like."""
    line = Line(reply(400, {"you sent": "kanari"}))
    who = Credentials(username="an", password=Secret("kanari"), source="test")
    with pytest.raises(SyncError, match=r"did not sign in an") as caught:
        Rest(line, who).get("/v1/me")

    assert "kanari" not in str(caught.value)
    assert "***" in str(caught.value)


@pytest.mark.parametrize("url", ["ftp://x", "localhost:8000", "http://an:pw@host", ""])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    """Also one with a password in it: it would be shown everywhere."""
    with pytest.raises(SyncError, match="no address of a server") as caught:
        HttpTransport(url)

    assert "pw" not in str(caught.value)
    assert "@" in url or repr(url) in str(caught.value)


def test_credentials_are_looked_for_in_a_fixed_order() -> None:
    """Token, password of the environment, a question; nobody to ask is an error with the ways."""
    url = "http://127.0.0.1:1"
    both = {"DOCCANO_TOKEN": "t", "DOCCANO_PASSWORD": "p", "DOCCANO_USERNAME": "an"}
    assert find_credentials(url, environment=both).source == "DOCCANO_TOKEN"
    del both["DOCCANO_TOKEN"]
    found = find_credentials(url, environment=both)
    assert (found.username, found.password.reveal()) == ("an", "p")
    asked = find_credentials(url, environment={}, ask=lambda question: question[-3:])
    assert (asked.source, asked.username) == ("typed", "admin")
    with pytest.raises(SyncError, match=r"no password for admin.*DOCCANO_PASSWORD.*keyring set"):
        find_credentials(url, environment={})


def test_a_deletion_that_the_server_refuses_is_no_deletion() -> None:
    """Only what is gone already counts as deleted."""
    with pytest.raises(SyncError, match="answered DELETE /v1/x/1 with 400"):
        rest(Line(reply(400))).delete("/v1/x/1")


def test_a_dead_token_without_a_password_is_said_and_not_tried_again() -> None:
    """Nothing to sign in with: 401, and 403 with the words that doccano uses for it."""
    for dead in (reply(401), reply(403, {"detail": "Invalid token."})):
        line = Line(dead)
        with pytest.raises(SyncError, match="Sign in as somebody who is an admin"):
            rest(line).get("/v1/me")
        assert len(line.sent) == 1
    with pytest.raises(SyncError, match="with 403"):
        rest(Line(reply(403, {"detail": "You do not have permission."}))).get("/v1/me")


def test_a_task_that_does_not_end_is_given_up() -> None:
    """A server without its worker takes every order and does none."""
    times = iter([0.0, 1.0, 800.0, 901.0])
    line = Line(*[reply(200, {"ready": False, "result": None, "error": None})] * 2)
    slow = Api(rest(line), clock=lambda: next(times))
    with pytest.raises(SyncError, match=r"not finished the import .* in 900 s. Is its celery"):
        slow.wait("t-1", "the import of 3 documents")


def test_a_task_tells_what_it_did_not_like() -> None:
    """Doccano reports faults of single lines inside a task that went well."""
    result = {"error": [{"filename": "x", "line": 3, "message": "no text"}]}
    line = Line(reply(200, {"ready": True, "result": result, "error": None}))

    assert "no text" in Api(rest(line)).wait("t-1", "an import")[0]


def test_a_header_with_a_token_is_hidden_from_tracebacks() -> None:
    """IPython's verbose tracebacks print every variable."""
    assert repr(HiddenText("Token kanari")) == "'***'"


def test_the_keyring_is_asked_and_may_be_broken_or_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    """One entry for each user@server; without one the search goes on."""
    url = "http://127.0.0.1:1"
    entries = {("ghinhan-doccano", f"an@{url}"): "kanari"}
    keyring = ModuleType("keyring")
    monkeypatch.setattr(keyring, "get_password", lambda *names: entries.get(names), raising=False)
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    found = find_credentials(url, username="an", environment={})
    assert (found.password.reveal(), found.source) == ("kanari", "keyring")
    assert find_credentials(url, environment={}, ask=lambda _: "typed").source == "typed"

    def broken(*_names: str) -> str:
        raise RuntimeError("no backend")

    monkeypatch.setattr(keyring, "get_password", broken)
    assert find_credentials(url, environment={}, ask=lambda _: "typed").source == "typed"
    monkeypatch.setitem(sys.modules, "keyring", None)
    assert find_credentials(url, environment={}, ask=lambda _: "typed").source == "typed"


def test_the_own_servers_password_is_read_from_its_file(tmp_path: Path) -> None:
    """After the environment, before keyring and questions."""
    path = tmp_path / "password"
    path.write_text("kanari\n", encoding="utf-8")
    found = find_credentials("http://127.0.0.1:1", local=path, environment={})

    assert (found.password.reveal(), found.username) == ("kanari", "admin")
    assert repr(found) == f"Credentials(admin, from {path})"


def test_progress_is_a_bar_over_the_same_names(capsys: pytest.CaptureFixture[str]) -> None:
    """With or without somebody who looks, each name comes once, in order."""
    names = ["d-1", "d-2", "d-3"]

    assert list(show_progress(names, "push")) == list(walk(names, "push")) == names
    assert capsys.readouterr().out == ""


def test_a_transport_with_a_session_of_its_own_gets_no_token_of_ours() -> None:
    """A `DoccanoClient` signs in by itself; when its session ends, it is asked once."""
    line = Line(reply(200, {"id": 1}), reply(401))
    line.signs_in = True
    own = Rest(line, sleep=lambda _: None)
    assert own.get("/v1/me") == {"id": 1}
    assert "Authorization" not in line.headers
    with pytest.raises(SyncError, match="with 401"):
        own.get("/v1/me")
