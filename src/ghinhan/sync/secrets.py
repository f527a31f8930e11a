"""Passwords and tokens: where they come from, and that nobody sees them.

A `Secret` shows itself as `***` wherever Python prints values: repr, logs, exceptions, notebook
outputs, tracebacks with local variables. The network code asks for the value at the last moment.
"""

import getpass
import importlib
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import SyncError

MASK = "***"
SERVICE = "ghinhan-doccano"
"""The name under which keyring keeps the password, one entry for each user@server."""


class Secret:
    """A value that is never shown.

    Example:
        >>> secret = Secret("canary")
        >>> secret, f"{secret}", [secret], bool(secret)
        (Secret(***), '***', [Secret(***)], True)

    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def __repr__(self) -> str:
        """The mask."""
        return f"Secret({MASK})"

    def __str__(self) -> str:
        """The mask."""
        return MASK

    def __bool__(self) -> bool:
        """Whether there is a value at all."""
        return bool(self._value)

    def __reduce__(self) -> str:
        """Refuse to be pickled: a pickle is a file that shows it.

        Raises:
            TypeError: always.

        """
        raise TypeError("a secret is not written to files; read it again where it is needed.")

    def reveal(self) -> str:
        """The value itself; keep it in no variable that outlives the call."""
        return self._value

    def hide(self, text: str) -> str:
        """A text in which the value is masked, for messages that quote a server."""
        return text.replace(self._value, MASK) if self._value else text


class Credentials(msgspec.Struct, frozen=True, kw_only=True):
    """Who signs in, and where the secret came from.

    Args:
        username: empty when only a token is known.
        password: empty when only a token is known.
        token: an API token; empty to sign in with the password.
        source: for people: `environment`, `keyring`, a file, `typed`.

    """

    username: str = ""
    password: Secret = Secret("")
    token: Secret = Secret("")
    source: str = ""

    def __repr__(self) -> str:
        """The user and the source, no secret."""
        return f"Credentials({self.username or 'token'}, from {self.source})"


def find_credentials(
    url: str,
    *,
    username: str = "",
    local: Path | None = None,
    environment: Mapping[str, str] | None = None,
    ask: Callable[[str], str] | None = None,
) -> Credentials:
    """Find the user and the password or token for a server.

    Looked for in this order: DOCCANO_TOKEN; DOCCANO_PASSWORD (with DOCCANO_USERNAME); the file
    that `ghinhan doccano serve` keeps for its own server; keyring, when it is installed; a
    question at the terminal or in the notebook.

    Args:
        url: the server.
        username: who; empty for DOCCANO_USERNAME, else `admin`.
        local: the password file of the server that this project runs, if `url` is that one.
        environment: variables; None for those of the process.
        ask: how to ask for a password; None for getpass, where somebody can answer.

    Raises:
        SyncError: nothing was found and nobody can be asked; names the ways.

    """
    variables = os.environ if environment is None else environment
    who = username or variables.get("DOCCANO_USERNAME", "") or "admin"
    if token := variables.get("DOCCANO_TOKEN"):
        return Credentials(username=username, token=Secret(token), source="DOCCANO_TOKEN")
    if password := variables.get("DOCCANO_PASSWORD"):
        return Credentials(username=who, password=Secret(password), source="DOCCANO_PASSWORD")
    if local is not None and local.is_file():
        secret = Secret(local.read_text(encoding="utf-8").strip())
        return Credentials(username=who, password=secret, source=str(local))
    if password := read_keyring(who, url):
        return Credentials(username=who, password=Secret(password), source="keyring")
    asking = ask or (getpass.getpass if can_ask() else None)
    if asking is None:
        raise SyncError(
            f"no password for {who} at {url}. Set DOCCANO_USERNAME and DOCCANO_PASSWORD, or "
            f"DOCCANO_TOKEN, or keep it once with `keyring set {SERVICE} {who}@{url}`."
        )
    password = asking(f"Password of {who} at {url}: ")
    return Credentials(username=who, password=Secret(password), source="typed")


def read_keyring(username: str, url: str) -> str:
    """The password that the system's keyring holds; empty without keyring or entry."""
    try:
        keyring = importlib.import_module("keyring")
    except ImportError:
        return ""
    try:
        return keyring.get_password(SERVICE, f"{username}@{url}") or ""
    except Exception:  # noqa: BLE001  a keyring without a backend raises its own errors
        return ""


def can_ask() -> bool:
    """Whether somebody sits at the terminal, or a notebook can ask."""
    return sys.stdin is not None and (sys.stdin.isatty() or "ipykernel" in sys.modules)
