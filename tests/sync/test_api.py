"""What never leaves this machine: dangerous calls, secrets, and silence about errors."""

import json
from collections.abc import Mapping
from typing import IO

import pytest

from ghinhan.foundation.errors import SyncError
from ghinhan.sync import Api, Credentials, HttpTransport, Rest, Secret, find_credentials
from ghinhan.sync.transport import Body, Reply


class Line:
    """A line to nowhere that answers as it is told and remembers what was sent."""

    url = "http://127.0.0.1:1"
    signs_in = False

    def __init__(self, *replies: Reply) -> None:
        self.replies = list(replies)
        self.sent: list[tuple[str, str]] = []

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
        assert headers is not None
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
