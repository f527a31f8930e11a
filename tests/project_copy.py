"""Copies of the real project, for tests that write.

Whatever labels, ingests or releases in a test does it in a copy, so that the repository is
the same after the tests as before them.
"""

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[1]
PROJECT_PARTS = ("pyproject.toml", ".gitattributes", "seeds", "corpus", "annotations", "notebooks")


def copy_project(destination: Path) -> Path:
    """Copy what makes the repository a project: seeds, corpus, annotations, notebooks.

    Args:
        destination: a folder that is not there yet.

    Returns:
        The destination.

    """
    destination.mkdir(parents=True)
    leave_out = shutil.ignore_patterns(".ghinhan", ".ipynb_checkpoints", "__pycache__", "*.tmp")
    for part in PROJECT_PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, destination / part, ignore=leave_out)
        elif source.is_file():
            shutil.copy2(source, destination / part)
    return destination
