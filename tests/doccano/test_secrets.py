"""The password is seen nowhere: not in output, errors, logs, files, nor in what Python prints."""

import io
import json
import logging
import os
import subprocess
import sys
import traceback

import nbformat
import pytest
from nbclient import NotebookClient

from ghinhan.foundation.errors import SyncError
from ghinhan.sync import Credentials, DoccanoServer, Secret
from ghinhan.sync.server.environment import VARIABLE
from ghinhan.workspace import Workspace
from tests.doccano.conftest import CANARY
from tests.doccano.fault_proxy import FaultProxy
from tests.doccano.sides import make_side

pytestmark = pytest.mark.doccano

VERBS = (["push"], ["status"], ["pull", "--json"], ["status", "--name", "nowhere"])


def run_verb(desk: Workspace, url: str, verb: list[str], password: str) -> str:
    """What a verb prints on both streams."""
    settings = os.environ | {"DOCCANO_URL": url, "DOCCANO_PASSWORD": password, VARIABLE: ""}
    done = subprocess.run(
        [sys.executable, "-m", "ghinhan", "-C", str(desk.root), "doccano", *verb],
        env=settings | {"PYTHONDEVMODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
    )
    assert "Traceback" not in done.stderr
    return done.stdout + done.stderr


def test_no_verb_prints_or_writes_the_password(desk: Workspace, server: DoccanoServer) -> None:
    """Neither when all is well nor when the project, the server or the password is wrong."""
    said = [run_verb(desk, server.url, [*verb, "--annotator", "a1"], CANARY) for verb in VERBS]
    said.append(run_verb(desk, "http://127.0.0.1:9", ["push", "--annotator", "a1"], CANARY))
    said.append(run_verb(desk, server.url, ["push", "--annotator", "a1"], CANARY + "x"))
    written = [path.read_bytes() for path in desk.root.rglob("*") if path.is_file()]

    assert "2 created" in said[0]
    assert "did not sign in admin" in said[-1]
    assert not [text for text in said if CANARY in text]
    assert not [content for content in written if CANARY.encode() in content]


def test_no_representation_log_or_traceback_holds_it(
    desk: Workspace, server: DoccanoServer, proxy: FaultProxy
) -> None:
    """Also where a notebook prints a value, and where a traceback prints local variables."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    logging.getLogger().addHandler(handler)
    logging.getLogger().setLevel(logging.DEBUG)
    try:
        side = make_side(desk, proxy.url, server.credentials)
        side.push()
        proxy.strike("401", "GET", "/projects/", times=9)
        with pytest.raises(SyncError, match="401") as caught:
            side.push()
    finally:
        logging.getLogger().removeHandler(handler)
    trace = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    shown = [repr(side), repr(side.api), str(server.credentials), repr(server), stream.getvalue()]
    shown += [repr(vars(server)), *trace.format()]

    assert not [text for text in shown if CANARY in text]
    assert side.api.url == proxy.url


CELLS = """\
from ghinhan.workspace import Workspace
desk = Workspace.open(".")
side = desk.doccano("a1", name="canary in a notebook")
side
---
side.push()
---
display(side.api, vars(side), vars(side.api), vars(side.api._rest), vars(side.api._rest._transport))
---
%xmode Verbose
---
desk.doccano("a1", url="http://127.0.0.1:9").push()
---
desk.doccano("a1", name="x" * 20).pull()
---
desk.doccano("a1", username="somebody").push()
---
%whos
"""


def test_no_output_of_a_notebook_holds_it(desk: Workspace, server: DoccanoServer) -> None:
    """Values, progress, tracebacks with the contents of every variable: notebooks travel."""
    cells = [nbformat.v4.new_code_cell(cell) for cell in CELLS.split("---\n")]  # type: ignore[no-untyped-call]  # it has no types
    notebook = nbformat.v4.new_notebook(cells=cells)  # type: ignore[no-untyped-call]  # it has no types
    settings = os.environ | {"DOCCANO_URL": server.url, "DOCCANO_PASSWORD": CANARY}
    where = {"metadata": {"path": str(desk.root)}}
    client = NotebookClient(notebook, timeout=120, resources=where, allow_errors=True)
    client.execute(env=settings)
    said = [json.dumps(cell.outputs, ensure_ascii=False) for cell in notebook.cells]

    assert "reading 'a1'" in said[0]
    assert "2 created" in said[1]
    for number, words in ((4, "did not answer"), (5, "has no project"), (6, "did not sign in")):
        assert "SyncError" in said[number]
        assert words in said[number]
        assert "(self=Doccano(" in said[number], "not a verbose traceback"
    assert not [text for text in said if CANARY in text]


def test_what_the_server_keeps_is_private(server: DoccanoServer) -> None:
    """The password stands in one file, readable by its owner alone; no log holds it."""
    files = [path for path in server.home.rglob("*") if path.is_file()]
    holding = [path.name for path in files if CANARY.encode() in path.read_bytes()]

    assert holding == ["password"]
    assert server.password_file.stat().st_mode & 0o777 == 0o600
    assert (server.home / "secret-key").stat().st_mode & 0o777 == 0o600
    assert server.home.stat().st_mode & 0o777 == 0o700


def test_the_server_listens_on_this_machine_alone(server: DoccanoServer) -> None:
    """No other machine of the network reaches it; doccano's own command would bind all."""
    port = server.url.rpartition(":")[2]
    listening = subprocess.run(
        ["ps", "-A", "-ww", "-o", "command="], capture_output=True, encoding="utf-8", check=True
    ).stdout
    ours = [line for line in listening.splitlines() if f":{port}" in line and "gunicorn" in line]

    assert ours
    assert all(f"--bind 127.0.0.1:{port}" in line for line in ours)
    assert not [line for line in listening.splitlines() if CANARY in line]


def test_secrets_refuse_to_be_written() -> None:
    """A pickle is a file."""
    import pickle  # noqa: PLC0415  to see it refuse

    with pytest.raises(TypeError, match="not written to files"):
        pickle.dumps(Credentials(username="an", password=Secret(CANARY)))
    assert CANARY not in repr(Credentials(username="an", password=Secret(CANARY)))
