"""Keeps a doccano project and an annotator's reading equal: push, pull, status, a local server."""

from ghinhan.sync.api import Api
from ghinhan.sync.client_transport import from_client
from ghinhan.sync.doccano import Doccano
from ghinhan.sync.rest import Rest
from ghinhan.sync.secrets import Credentials, Secret, find_credentials
from ghinhan.sync.server import DoccanoServer, Environment
from ghinhan.sync.standing import Standing
from ghinhan.sync.summary import Outcome, Summary
from ghinhan.sync.team import DoccanoTeam, Readings
from ghinhan.sync.transport import HttpTransport

__all__ = [
    "Api",
    "Credentials",
    "Doccano",
    "DoccanoServer",
    "DoccanoTeam",
    "Environment",
    "HttpTransport",
    "Outcome",
    "Readings",
    "Rest",
    "Secret",
    "Standing",
    "Summary",
    "find_credentials",
    "from_client",
]
