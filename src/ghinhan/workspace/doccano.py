"""From the desk to a doccano server: finding it, signing in, joining it to a reading.

Kept apart from the desk, so that opening a project loads no network code.
"""

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ghinhan.foundation.errors import SyncError
from ghinhan.model.session import LabellingSession
from ghinhan.schema.label_set import Schema
from ghinhan.sync import (
    Api,
    Doccano,
    DoccanoServer,
    DoccanoTeam,
    HttpTransport,
    Rest,
    find_credentials,
    from_client,
)
from ghinhan.sync.doccano import show_progress, walk
from ghinhan.sync.server.running import ADDRESS_FILE, PASSWORD_FILE
from ghinhan.sync.team import Readings

LOCAL = Path(".ghinhan") / "doccano"
GUIDELINES = Path("annotations") / "guidelines.md"


def open_doccano(  # noqa: PLR0913  where, who, and how
    root: Path,
    session: LabellingSession,
    schema: Schema,
    documents: Callable[[], Sequence[str]],
    *,
    url: str = "",
    username: str = "",
    name: str = "",
    client: Any = None,  # noqa: ANN401  an optional library without types
    shows_progress: bool = True,
) -> Doccano:
    """Join a reading to a project on a doccano server.

    Args:
        root: the project folder.
        session: the annotator's reading.
        schema: what may be labelled.
        documents: gives the ids of all documents.
        url: the server; empty for DOCCANO_URL, else the one that this project runs.
        username: who signs in; empty for DOCCANO_USERNAME, else `admin`.
        name: the doccano project's name; empty for one made from folder and annotator.
        client: a signed-in `DoccanoClient` to go through, instead of a session of our own.
        shows_progress: draw a progress bar.

    Raises:
        SyncError: no server is known, or no password.

    """
    guideline = root / GUIDELINES
    return Doccano(
        connect(root, url, username, client),
        session,
        schema,
        root=root,
        documents=documents,
        guideline=guideline.read_text(encoding="utf-8") if guideline.is_file() else "",
        name=name,
        shows_progress=shows_progress,
    )


def open_team(  # noqa: PLR0913  where, who, and how
    readings: Readings,
    name: str,
    *,
    url: str = "",
    username: str = "",
    client: Any = None,  # noqa: ANN401  an optional library without types
    shows_progress: bool = True,
) -> DoccanoTeam:
    """Join a project's readings to a doccano project whose members label apart.

    Args:
        readings: where the members' labels go.
        name: the doccano project's name.
        url: the server; empty for DOCCANO_URL, else the one that this project runs.
        username: who signs in; empty for DOCCANO_USERNAME, else `admin`.
        client: a signed-in `DoccanoClient` to go through, instead of a session of our own.
        shows_progress: draw a progress bar.

    Raises:
        SyncError: no server is known, or no password.

    """
    api = connect(readings.root, url, username, client)
    progress = show_progress if shows_progress else walk
    return DoccanoTeam(api, readings, name=name, progress=progress)


def start_server(root: Path, **options: Any) -> DoccanoServer:  # noqa: ANN401  handed on
    """Start the project's own server; the caller stops it.

    Args:
        root: the project folder.
        options: `port`, `database_url`.

    Raises:
        SyncError: it cannot be installed or started; says why.

    """
    server = DoccanoServer.of_project(root, **options)
    server.start()
    return server


def connect(root: Path, url: str, username: str, client: Any) -> Api:  # noqa: ANN401  optional
    """Signed-in requests to the server that is meant."""
    if client is not None:
        return Api(Rest(from_client(client)))
    where = url or os.environ.get("DOCCANO_URL", "") or local_address(root)
    if not where:
        raise SyncError(
            "no doccano server is known. Name one (url=, --url or DOCCANO_URL), or start this "
            "project's own in another terminal: ghinhan doccano serve"
        )
    is_local = where.rstrip("/") == local_address(root)
    password = root / LOCAL / PASSWORD_FILE if is_local else None
    credentials = find_credentials(where, username=username, local=password)
    return Api(Rest(HttpTransport(where), credentials))


def local_address(root: Path) -> str:
    """The address of the server that this project runs; empty when it runs none."""
    path = root / LOCAL / ADDRESS_FILE
    return path.read_text(encoding="ascii").strip() if path.is_file() else ""
