"""A doccano server of one's own: its isolated environment, starting it, stopping it."""

from ghinhan.sync.server.environment import Environment
from ghinhan.sync.server.running import DoccanoServer

__all__ = ["DoccanoServer", "Environment"]
