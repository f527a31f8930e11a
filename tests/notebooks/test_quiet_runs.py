"""Whatever notebook there is: it runs as a person runs it, quietly, and spares others' labels."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ghinhan.sync.server.environment import VARIABLE
from tests.project_copy import ROOT, copy_project

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
KEPT = ("seeds", "corpus", "annotations")
SECONDS = 600
GREETING = "NewAnnotatorWarning"
"""What the desk says when somebody labels under a new name: the one warning that is meant."""


def contents(project: Path) -> dict[str, bytes]:
    """Every file of a project that a notebook might change and that git tracks."""
    files = [path for part in KEPT for path in sorted((project / part).rglob("*"))]
    return {f.relative_to(project).as_posix(): f.read_bytes() for f in files if f.is_file()}


def restart_and_run_all(path: Path, settings: Path) -> None:
    """Run a notebook in place in a process of its own, as Jupyter's menu does."""
    folders = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR")
    shared = {VARIABLE: os.environ.get(VARIABLE) or str(ROOT / ".venv-doccano")}
    convert = ["nbconvert", "--execute", "--inplace", "--to", "notebook", path.name]
    done = subprocess.run(
        [sys.executable, "-m", *convert],
        cwd=path.parent,
        env=os.environ | shared | {name: str(settings / name.lower()) for name in folders},
        capture_output=True,
        encoding="utf-8",
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.notebook
@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda path: path.name)
def test_a_notebook_runs_quietly_and_touches_nobodys_work(notebook: Path, tmp_path: Path) -> None:
    """No error, no warning, nothing on the error stream, and no label of a person changed."""
    project = copy_project(tmp_path / "project")
    before = contents(project)
    copy = project / "notebooks" / notebook.name
    restart_and_run_all(copy, tmp_path / "settings")
    cells = json.loads(copy.read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    outputs = [output for cell in code for output in cell["outputs"]]
    said = ["".join(output["text"]) for output in outputs if output.get("name") == "stderr"]
    after = contents(project)

    assert [text for text in said if GREETING not in text] == []
    assert all(cell["execution_count"] for cell in code if cell["source"])
    assert {name: after.get(name) for name in before} == before
