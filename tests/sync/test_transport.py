"""One exchange, whole or an error: over our own session and over that of a doccano client."""

import io
from collections.abc import Iterator

import pytest
import requests

from ghinhan.foundation.errors import SyncError
from ghinhan.sync import Credentials, HttpTransport, Secret, from_client
from ghinhan.sync.client_transport import ClientTransport, read
from ghinhan.sync.transport import Body
from tests.sync.odd_server import OddServer

WHO = Credentials(username="an", password=Secret("kanari"), source="test")
Way = HttpTransport | ClientTransport


class DoccanoAPIError(Exception):
    """What the client raises, under the name by which it is known."""


class Repository:
    """The part of a client that holds its session."""

    def __init__(self, url: str) -> None:
        self.api_url = f"{url}/v1"
        self._session = requests.Session()


class Client:
    """What a `DoccanoClient` looks like from outside; tests/doccano has the real one."""

    def __init__(self, url: str, fault: Exception | None = None) -> None:
        self._base_repository = Repository(url)
        self.fault = fault
        self.logins: list[str] = []

    def login(self, username: str, _password: str) -> None:
        """Remember who came, or fail."""
        self.logins.append(username)
        if self.fault:
            raise self.fault


@pytest.fixture
def odd() -> Iterator[OddServer]:
    """A server that answers wrongly."""
    with OddServer() as standing:
        yield standing


@pytest.fixture(params=["http", "client"])
def way(request: pytest.FixtureRequest, odd: OddServer) -> Iterator[Way]:
    """Both transports."""
    if request.param == "http":
        yield HttpTransport(odd.url, read_seconds=0.5)
    else:
        client = Client(odd.url)
        yield from_client(client, read_seconds=0.5)
        client._base_repository._session.close()


def test_a_whole_answer_comes_whole(way: Way, odd: OddServer) -> None:
    """Status, headers in lower case, body; again and again, also after the server hung up."""
    for path in ("/good", "/absent", "/leaves", "/good", "/last", "/good"):
        reply = way.send("GET", path, headers={}, body=Body())
        assert reply.status == (404 if path == "/absent" else 200)
        assert (reply.headers["content-length"], reply.body) == ("1000", b"x" * 1000)
    sent = way.send("POST", "/echo", headers={}, body=Body("chào".encode()))
    assert sent.body.decode() == "chào"
    assert odd.url in repr(way)


def test_a_file_gets_the_body_of_a_good_answer_alone(way: Way) -> None:
    """A page of error in the place of an export would look like one."""
    into = io.BytesIO()
    assert way.send("GET", "/absent", headers={}, body=Body(), into=into).body == b"x" * 1000
    assert into.getvalue() == b""
    assert way.send("GET", "/good", headers={}, body=Body(), into=into).body == b""
    assert into.getvalue() == b"x" * 1000


@pytest.mark.parametrize("path", ["/half", "/silent"])
def test_less_than_a_whole_answer_is_an_error(way: Way, path: str) -> None:
    """Half an export is no export, and nobody waits for ever; the server's address is said."""
    for into in (None, io.BytesIO()):
        with pytest.raises(SyncError, match=rf"127.0.0.1:\d+ did not answer GET {path}") as caught:
            way.send("GET", path, headers={}, body=Body(), into=into)
        assert caught.value.status == 0


def test_our_own_session_has_nothing_to_renew() -> None:
    """It signs in with a token, which the requests above it bring."""
    assert not HttpTransport("http://127.0.0.1:9/").sign_in_again()


def test_a_secure_address_is_spoken_to_securely(odd: OddServer) -> None:
    """No fall back to plain text."""
    secure = HttpTransport(odd.url.replace("http:", "https:"), read_seconds=0.5)
    with pytest.raises(SyncError, match=r"did not answer GET /good \(.*SSL"):
        secure.send("GET", "/good", headers={}, body=Body())


def test_a_client_signs_in_again_with_what_it_was_given(odd: OddServer) -> None:
    """Without credentials that is left to whoever made the client."""
    client = Client(odd.url)
    assert not from_client(client).sign_in_again()
    assert client.logins == []
    assert from_client(client, credentials=WHO).sign_in_again()
    assert client.logins == ["an"]


def test_a_client_that_cannot_sign_in_again_says_why(odd: OddServer) -> None:
    """Refused, unreachable, and a fault of the client's own, which is not swallowed."""
    refused = from_client(Client(odd.url, DoccanoAPIError("kanari")), credentials=WHO)
    with pytest.raises(SyncError, match="refused to sign in an again") as caught:
        refused.sign_in_again()
    assert "kanari" not in str(caught.value)
    silent = from_client(Client(odd.url, OSError("no route")), credentials=WHO)
    with pytest.raises(SyncError, match=r"did not answer POST /v1/auth/login/ \(no route\)"):
        silent.sign_in_again()
    broken = from_client(Client(odd.url, ValueError("what?")), credentials=WHO)
    with pytest.raises(ValueError, match="what"):
        broken.sign_in_again()


class Cut:
    """An answer of an old `requests`, which takes half a body for a whole one."""

    status_code = 200

    def __init__(self, **headers: str) -> None:
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    def iter_content(self, _size: int) -> Iterator[bytes]:
        """Half of it."""
        yield b"x" * 500


def test_an_answer_shorter_than_announced_is_an_error_under_old_requests_too() -> None:
    """The client's own environment has urllib3 1, which does not count."""
    with pytest.raises(OSError, match="500 of 1000 bytes came"):
        read(Cut(content_length="1000"), None)
    packed = Cut(content_length="90", content_encoding="gzip")
    assert read(packed, None) == b"x" * 500, "the length is that of the packed body"
