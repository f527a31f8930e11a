"""The same exchanges over a `DoccanoClient`, for those who have one signed in.

Only the client's HTTP session is used: its calls fail silently in nine known ways (no timeouts,
stripped texts, a deletion of everything for an empty list, …), see docs/decisions/0301.
"""

from collections.abc import Mapping
from typing import IO, Any

from ghinhan.foundation.errors import SyncError
from ghinhan.sync.secrets import Credentials
from ghinhan.sync.transport import CONNECT_SECONDS, READ_SECONDS, Body, Reply, no_reply

CHUNK = 1 << 16


class ClientTransport:
    """Exchanges over the session of a `DoccanoClient`.

    Args:
        client: a signed-in `doccano_client.DoccanoClient`.
        credentials: to sign in again when the session has ended; None when that is yours to do.
        connect_seconds: how long a connection may take.
        read_seconds: how long the server may be silent.

    """

    signs_in = True

    def __init__(
        self,
        client: Any,  # noqa: ANN401  an optional library without types
        *,
        credentials: Credentials | None = None,
        connect_seconds: float = CONNECT_SECONDS,
        read_seconds: float = READ_SECONDS,
    ) -> None:
        self._client = client
        self._repository = client._base_repository  # noqa: SLF001  the client has no public session
        self._credentials = credentials
        self._timeouts = (connect_seconds, read_seconds)
        self.url: str = self._repository.api_url.removesuffix("/v1")

    def __repr__(self) -> str:
        """The server."""
        return f"ClientTransport({self.url})"

    def send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: Body,
        into: IO[bytes] | None = None,
    ) -> Reply:
        """One exchange over the client's session.

        Raises:
            SyncError: no whole reply came.

        """
        session = self._repository._session  # noqa: SLF001  the client has no public session
        try:
            response = session.request(
                method,
                self.url + path,
                data=bytes(body),
                headers=dict(headers),
                timeout=self._timeouts,
                stream=True,
                allow_redirects=False,
            )
            content = read(response, into)
        except OSError as error:  # every error of requests is one
            raise no_reply(self.url, method, path, error) from error
        named = {name.lower(): value for name, value in response.headers.items()}
        return Reply(response.status_code, named, content)

    def sign_in_again(self) -> bool:
        """Sign the client in with the credentials that were given."""
        if self._credentials is None or not self._credentials.password:
            return False
        session = self._repository._session  # noqa: SLF001  the client has no public session
        session.cookies.clear()
        try:
            self._client.login(self._credentials.username, self._credentials.password.reveal())
        except OSError as error:
            raise no_reply(self.url, "POST", "/v1/auth/login/", error) from None
        except Exception as error:
            if type(error).__name__ != "DoccanoAPIError":
                raise
            raise SyncError(
                f"{self.url} refused to sign in {self._credentials.username} again. Check user "
                "and password, and make a new DoccanoClient."
            ) from None
        return True


def read(response: Any, into: IO[bytes] | None) -> bytes:  # noqa: ANN401  a reply of requests
    """The body, all of it; one of status 200 goes into the file when one is given.

    Raises:
        OSError: the server announced more than it sent.

    """
    expected = response.headers.get("content-length", "")
    is_plain = "content-encoding" not in response.headers
    parts, received = [], 0
    for part in response.iter_content(CHUNK):
        received += len(part)
        if into is not None and response.status_code == 200:
            into.write(part)
        else:
            parts.append(part)
    if is_plain and expected.isdigit() and received != int(expected):
        raise OSError(f"{received} of {expected} bytes came")
    return b"".join(parts)


def from_client(
    client: Any,  # noqa: ANN401  an optional library without types
    *,
    credentials: Credentials | None = None,
    read_seconds: float = READ_SECONDS,
) -> ClientTransport:
    """A transport over a `DoccanoClient` (`pip install 'ghinhan[doccano]'`).

    Args:
        client: signed in with `client.login(...)`.
        credentials: to sign in again when the session has ended.
        read_seconds: how long the server may be silent.

    """
    return ClientTransport(client, credentials=credentials, read_seconds=read_seconds)
