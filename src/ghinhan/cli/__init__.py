"""The verbs of ghinhan for a shell: `ghinhan <verb>`.

Each verb is a few lines around the desk (`ghinhan.workspace`), and is loaded only when it is
called, so that help and completion answer at once.
"""

from ghinhan.cli.verbs import main

__all__ = ["main"]
