"""One HTTP exchange with a server: bytes out, bytes in, with timeouts.

`HttpTransport` needs nothing but the standard library. What a request means, when it is repeated
and who signs in is left to `ghinhan.sync.rest`. A transport raises `SyncError` with status 0 when
no whole reply came: then nobody knows whether the server did what it was asked.
"""

import http.client
import select
import shutil
import socket
import ssl
from collections.abc import Mapping
from typing import IO, NamedTuple, Protocol
from urllib.parse import urlsplit

from ghinhan.foundation.errors import SyncError

CONNECT_SECONDS = 5.0
READ_SECONDS = 30.0
USER_AGENT = "ghinhan"


class Reply(NamedTuple):
    """What a server answered; header names are lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Transport(Protocol):
    """A way to a server.

    `signs_in` says that the transport brings its own session and needs no token from us.
    """

    url: str
    signs_in: bool

    def send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: "Body",
        into: IO[bytes] | None = None,
    ) -> Reply:
        """One exchange; a body of status 200 goes into the file when one is given.

        Raises:
            SyncError: no whole reply came.

        """
        ...

    def sign_in_again(self) -> bool:
        """Renew the transport's own session; False when it cannot."""
        ...


class Body(bytes):
    """The body of a request, hidden from tracebacks that print local variables."""

    __slots__ = ()

    def __repr__(self) -> str:
        """Only its size: a body may hold a password."""
        return f"Body({len(self)} bytes)"


class HttpTransport:
    """A plain HTTP session over the standard library, one kept connection.

    Args:
        url: the server, for example `https://doccano.example.org` or with a path below it.
        connect_seconds: how long a connection may take.
        read_seconds: how long the server may be silent.

    """

    signs_in = False

    def __init__(
        self,
        url: str,
        *,
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.username:
            shown = url if "@" not in url else f"{parts.scheme}://…@{parts.hostname}"
            raise SyncError(
                f"{shown!r} is no address of a server. Write http(s)://host"
                "[:port], without user and password: those come from the environment or keyring."
            )
        self.url = url.rstrip("/")
        self._parts = parts
        self._prefix = parts.path.rstrip("/")
        self._connect_seconds = connect_seconds
        self._read_seconds = read_seconds
        self._connection: http.client.HTTPConnection | None = None

    def __repr__(self) -> str:
        """The server."""
        return f"HttpTransport({self.url})"

    def send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: Body,
        into: IO[bytes] | None = None,
    ) -> Reply:
        """One exchange over the kept connection, or over a new one when it was closed.

        Raises:
            SyncError: the server cannot be reached, was silent too long, or hung up midway.

        """
        try:
            connection = self._open()
            plain = {"User-Agent": USER_AGENT, **headers}
            connection.request(method, self._prefix + path, bytes(body), plain)
            response = connection.getresponse()
            content = self._read(response, into)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            raise no_reply(self.url, method, path, error) from error
        if response.will_close:
            self.close()
        named = {name.lower(): value for name, value in response.getheaders()}
        return Reply(response.status, named, content)

    def sign_in_again(self) -> bool:
        """It has no session of its own."""
        return False

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def __del__(self) -> None:
        """Hang up when nobody needs it any more."""
        if getattr(self, "_connection", None) is not None:
            self.close()

    def _read(self, response: http.client.HTTPResponse, into: IO[bytes] | None) -> bytes:
        if into is None or response.status != http.client.OK:
            return response.read()
        expected = response.length
        before = into.tell()
        shutil.copyfileobj(response, into)
        received = into.tell() - before
        if expected is not None and received != expected:
            raise http.client.IncompleteRead(b"", expected - received)
        return b""

    def _open(self) -> http.client.HTTPConnection:
        if self._connection is not None and is_stale(self._connection.sock):
            self.close()
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def _connect(self) -> http.client.HTTPConnection:
        host, port = self._parts.hostname or "", self._parts.port
        connection: http.client.HTTPConnection
        if self._parts.scheme == "https":
            connection = http.client.HTTPSConnection(
                host, port, timeout=self._connect_seconds, context=ssl.create_default_context()
            )
        else:
            connection = http.client.HTTPConnection(host, port, timeout=self._connect_seconds)
        connection.connect()
        connection.sock.settimeout(self._read_seconds)
        return connection


def is_stale(connected: socket.socket | None) -> bool:
    """Whether the server has hung up since the last reply: there is something to read."""
    return connected is None or bool(select.select([connected], [], [], 0)[0])


def no_reply(url: str, method: str, path: str, error: BaseException) -> SyncError:
    """The error for an exchange without a whole reply."""
    reason = str(error) or type(error).__name__
    if isinstance(error, TimeoutError):
        reason = "no answer in time"
    return SyncError(
        f"{url} did not answer {method} {path} ({reason}). Is the server up? Try its "
        "/v1/health/ page; what was done before is kept, so simply run this again."
    )
