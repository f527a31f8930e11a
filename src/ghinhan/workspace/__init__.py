"""The desk: opens a project folder and wires the rooms below it."""

from ghinhan.workspace.workspace import NewAnnotatorWarning, Workspace

__all__ = ["NewAnnotatorWarning", "Workspace"]
