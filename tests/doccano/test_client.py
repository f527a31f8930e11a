"""The other transport: a real DoccanoClient, in the environment that can hold one."""

import subprocess
import sys
from pathlib import Path

import pytest

from ghinhan.foundation.errors import SyncError
from ghinhan.sync import Credentials, DoccanoServer, Secret
from ghinhan.workspace import Workspace
from tests.doccano.fault_proxy import FaultProxy
from tests.doccano.sides import TRANSPORT, make_side
from tests.project_copy import ROOT

pytestmark = pytest.mark.doccano

CLIENT = ROOT / ".venv-doccano-client/bin/python"


def test_the_client_can_be_imported_as_it_resolves_today() -> None:
    """Version 1.2.8 once resolved to packages with which it died at import."""
    python = str(CLIENT if CLIENT.exists() else sys.executable)
    done = subprocess.run(
        [python, "-W", "ignore", "-c", "import doccano_client, ghinhan.sync; print('both')"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )

    assert (done.stdout, done.returncode) == ("both\n", 0), done.stderr


def test_no_call_of_the_client_is_used_but_login() -> None:
    """Nine of its calls fail silently, so our code goes through its session alone."""
    sources = sorted((ROOT / "src/ghinhan").rglob("*.py"))
    calls = [
        line.strip()
        for path in sources
        for line in Path(path).read_text(encoding="utf-8").splitlines()
        if "_client." in line and "self._client." in line
    ]

    assert len(calls) == 1
    assert calls[0].startswith("self._client.login(")


def test_a_session_that_ended_is_renewed_or_said(
    desk: Workspace, server: DoccanoServer, proxy: FaultProxy
) -> None:
    """With credentials at hand we sign in again once; over either transport."""
    side = make_side(desk, proxy.url, server.credentials)
    side.push()
    logins = proxy.count("POST", "/auth/login/")
    proxy.strike("401", "GET", "/projects/")
    assert side.push().counts()["skipped"] == 2

    assert proxy.struck == ["401"]
    assert proxy.count("POST", "/auth/login/") == logins + 1


def test_a_wrong_password_is_said_without_it(desk: Workspace, server: DoccanoServer) -> None:
    """Which user, which server, and what to do."""
    wrong = Credentials(username="admin", password=Secret("sai-roi"), source="typed")
    with pytest.raises(Exception, match=r"did not sign in admin|Unable to log in") as caught:
        make_side(desk, server.url, wrong).push()

    assert TRANSPORT == "client" or isinstance(caught.value, SyncError)
    assert "sai-roi" not in str(caught.value)
