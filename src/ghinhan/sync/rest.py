"""Requests to doccano's REST API: signing in, repeating what may be repeated, errors that say what.

What may be done twice without harm (GET, PATCH, DELETE) is repeated by itself, with growing pauses.
A POST makes something new: when its reply is lost, whoever sent it looks at what the server now has
before sending anything again.
"""

import json
import time
from collections.abc import Callable, Mapping
from typing import IO, Any
from urllib.parse import urlencode

from ghinhan.foundation.errors import SyncError
from ghinhan.sync.secrets import Credentials, Secret
from ghinhan.sync.transport import Body, Reply, Transport

TRIES = 5
FIRST_PAUSE = 0.5
LONGEST_PAUSE = 60.0
TOO_MANY = 429
SERVER_ERROR = 500
NOT_FOUND = 404
QUOTED_LENGTH = 200
SIGNED_OUT = (
    "Invalid token",
    "credentials were not provided",
    "CSRF",
    "Unauthorized",
)
"""What doccano says with 403 where others say 401."""


class Rest:
    """Signed-in requests to one server.

    Args:
        transport: the way there.
        credentials: who signs in.
        sleep: how to pause; tests give their own.

    """

    def __init__(
        self,
        transport: Transport,
        credentials: Credentials | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._transport = transport
        self._credentials = credentials or Credentials()
        self._token = self._credentials.token
        self._sleep = sleep

    def __repr__(self) -> str:
        """The server and the user."""
        return f"Rest({self.url}, {self._credentials!r})"

    @property
    def url(self) -> str:
        """The server's address."""
        return self._transport.url

    def pause(self, seconds: float) -> None:
        """Wait."""
        self._sleep(seconds)

    def get(self, path: str, **query: object) -> Any:  # noqa: ANN401  JSON
        """What the server holds at a path, decoded."""
        return self._decode("GET", path, self._repeat("GET", join(path, query)))

    def download(self, path: str, into: IO[bytes], **query: object) -> str:
        """Write what the server holds at a path into a file; gives its content type."""
        start = into.tell()

        def rewind() -> None:
            into.seek(start)
            into.truncate()

        return self._repeat("GET", join(path, query), into=into, rewind=rewind).headers.get(
            "content-type", ""
        )

    def post(self, path: str, value: object, **query: object) -> Any:  # noqa: ANN401  JSON
        """Create something; sent once."""
        body = encode(value)
        reply = self._exchange("POST", join(path, query), body=body, headers=JSON)
        return self._decode("POST", path, reply)

    def patch(self, path: str, value: object) -> Any:  # noqa: ANN401  JSON
        """Change something; repeated, since it has the same effect every time."""
        reply = self._repeat("PATCH", path, body=encode(value), headers=JSON)
        return self._decode("PATCH", path, reply)

    def delete(self, path: str, value: object = None) -> None:
        """Delete something; what is already gone counts as deleted."""
        try:
            self._repeat("DELETE", path, body=encode(value), headers=JSON)
        except SyncError as error:
            if error.status != NOT_FOUND:
                raise

    def post_file(self, path: str, field: str, name: str, content: bytes) -> str:
        """Send a file as a form; gives the answer's text. Repeated: use it where that is harmless.

        Args:
            path: where to.
            field: the form's field.
            name: the file's name.
            content: the file.

        """
        mark = "ghinhan-form-boundary-7d1c5e"
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="{field}"; filename="{name}"\r\n'
            "Content-Type: application/octet-stream\r\n\r\n"
        )
        body = Body(head.encode("ascii") + content + f"\r\n--{mark}--\r\n".encode("ascii"))
        kind = {"Accept": "*/*", "Content-Type": f"multipart/form-data; boundary={mark}"}
        return self._repeat("POST", path, body=body, headers=kind).body.decode("utf-8").strip()

    def repeatable_post(self, path: str, value: object) -> Any:  # noqa: ANN401  JSON
        """A POST that starts something harmless, such as an export; repeated like a GET."""
        reply = self._repeat("POST", path, body=encode(value), headers=JSON)
        return self._decode("POST", path, reply)

    def _repeat(  # noqa: PLR0913  a request with its body and its file
        self,
        method: str,
        path: str,
        *,
        body: Body = Body(),  # noqa: B008  immutable
        headers: Mapping[str, str] | None = None,
        into: IO[bytes] | None = None,
        rewind: Callable[[], None] = lambda: None,
    ) -> Reply:
        pause = FIRST_PAUSE
        for tries_left in reversed(range(TRIES)):
            rewind()
            try:
                return self._exchange(method, path, body=body, headers=headers, into=into)
            except SyncError as error:
                may_pass = error.status in {0, TOO_MANY} or error.status >= SERVER_ERROR
                if not (may_pass and tries_left):
                    raise
                self._sleep(min(max(pause, error.retry_after), LONGEST_PAUSE))
                pause *= 2
        raise AssertionError  # pragma: no cover  the last try returns or raises

    def _exchange(
        self,
        method: str,
        path: str,
        *,
        body: Body,
        headers: Mapping[str, str] | None = None,
        into: IO[bytes] | None = None,
    ) -> Reply:
        reply = self._send(method, path, body, headers, into)
        if is_signed_out(reply) and self._sign_in():
            reply = self._send(method, path, body, headers, into)
        if not 200 <= reply.status < 300:
            raise self._refusal(method, path, reply)
        return reply

    def _send(
        self,
        method: str,
        path: str,
        body: Body,
        headers: Mapping[str, str] | None,
        into: IO[bytes] | None,
    ) -> Reply:
        if not self._transport.signs_in and not self._token:
            self._sign_in()
        named = {"Accept": "application/json", **(headers or {})}
        if not self._transport.signs_in:
            named["Authorization"] = HiddenText(f"Token {self._token.reveal()}")
        return self._transport.send(method, path, headers=named, body=body, into=into)

    def _sign_in(self) -> bool:
        """Get a new token; False when there is nothing to sign in with.

        Raises:
            SyncError: the server refused user and password.

        """
        if self._transport.signs_in:
            return self._transport.sign_in_again()
        who = self._credentials
        if not who.password:
            return False
        path = "/v1/auth/login/"
        body = encode({"username": who.username, "password": who.password.reveal()})
        reply = self._transport.send("POST", path, headers=JSON, body=body)
        if reply.status != 200:
            error = self._refusal("POST", path, reply)
            raise SyncError(
                f"{self.url} did not sign in {who.username} with the password from {who.source}. "
                f"{error}",
                status=reply.status,
            )
        self._token = Secret(str(self._decode("POST", path, reply)["key"]))
        return True

    def _refusal(self, method: str, path: str, reply: Reply) -> SyncError:
        kind = reply.headers.get("content-type", "").partition(";")[0]
        said = " ".join(reply.body.decode("utf-8", "replace").split())
        said = said if "html" not in kind else f"a page: {said}"
        for secret in (self._credentials.password, self._token):
            said = secret.hide(said)
        wanted = reply.headers.get("retry-after", "")
        return SyncError(
            f"{self.url} answered {method} {path} with {reply.status} "
            f"({said[:QUOTED_LENGTH] or 'nothing'}). {advice(reply.status)}",
            status=reply.status,
            retry_after=float(wanted) if wanted.isdigit() else 0.0,
        )

    def _decode(self, method: str, path: str, reply: Reply) -> Any:  # noqa: ANN401  JSON
        try:
            return json.loads(reply.body) if reply.body else None
        except ValueError as error:
            raise SyncError(
                f"{self.url} answered {method} {path} with something that is no JSON: "
                f"{reply.body[:60]!r}. Is this address a doccano server?",
                status=reply.status,
            ) from error


class HiddenText(str):
    """A header's value, hidden from tracebacks that print local variables."""

    __slots__ = ()

    def __repr__(self) -> str:
        """The mask."""
        return "'***'"


JSON = {"Content-Type": "application/json"}


def encode(value: object) -> Body:
    """A value as an ASCII JSON body; None is an empty body."""
    return Body() if value is None else Body(json.dumps(value).encode("ascii"))


def join(path: str, query: Mapping[str, object]) -> str:
    """A path with its query."""
    return f"{path}?{urlencode(query)}" if query else path


def is_signed_out(reply: Reply) -> bool:
    """Whether the server does not know us any more."""
    if reply.status == 403:
        said = reply.body.decode("utf-8", "replace")
        return any(words in said for words in SIGNED_OUT)
    return reply.status == 401


def advice(status: int) -> str:
    """What to do about a status."""
    if status in {401, 403}:
        return "Sign in as somebody who is an admin of the project."
    if status == NOT_FOUND:
        return "It was deleted there, or the address is wrong."
    if status == TOO_MANY or status >= SERVER_ERROR:
        return "The server is in trouble; run this again later, nothing is done twice."
    return "The server did not take it; nothing was changed by this request."
