"""The package as others install it: built without Node, whole, and working away from here.

The forgotten bundle is the classic fault of widget packages: everything works from the source
tree and the wheel shows an empty cell.
"""

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from ghinhan.widgets.module import load_module

ROOT = Path(__file__).parents[2]
LISTED = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]

pytestmark = pytest.mark.packaging

LOOK_AT_THE_WIDGET = """
import json
from pathlib import Path

import ghinhan
from ghinhan.widgets.annotator import Annotator
from ghinhan.widgets.snapshot import style_sheet

print(json.dumps({
    "package": ghinhan.__file__,
    "version": ghinhan.__version__,
    "script": len(str(Annotator._esm)),
    "style": len(str(Annotator._css)),
    "snapshot": len(style_sheet()),
}))
"""


READ_THE_DOCUMENT = """
from ghinhan import Workspace

print(Workspace.open("mine").document("first").text)
"""


def source_files(folder: str) -> list[Path]:
    """The files of a folder that git tracks or would track."""
    listed = subprocess.run([*LISTED, folder], cwd=ROOT, capture_output=True, check=True).stdout
    names = [name for name in listed.decode().split("\0") if name]
    return [Path(name) for name in names if (ROOT / name).is_file()]


def run(command: Sequence[str | Path], folder: Path, *, path: str = "") -> str:
    """Run a command with an empty PATH and return what it printed; fail with all it said."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [str(word) for word in command],
        cwd=folder,
        env=clean | {"PATH": path, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a fresh clone would hold, without anything installed in it."""
    folder = tmp_path_factory.mktemp("clone")
    for name in source_files("."):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    return folder


@pytest.fixture(scope="module")
def wheel(clone: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the clone with no Node, no git and no compiler on the PATH."""
    target = tmp_path_factory.mktemp("wheel")
    pip = (sys.executable, "-m", "pip", "wheel", "--quiet", "--disable-pip-version-check")
    run([*pip, "--no-deps", "--wheel-dir", target, clone], clone, path=str(target))
    (built,) = target.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment with the wheel installed; only its dependencies are borrowed."""
    home = tmp_path_factory.mktemp("environment")
    venv.create(home, with_pip=False, symlinks=True)
    fresh = home / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", fresh, "--quiet", "--disable-pip-version-check")
    run([*pip, "install", "--no-deps", "--no-index", wheel], home)
    scheme = {"base": str(home), "platbase": str(home)}
    packages = Path(sysconfig.get_path("purelib", "venv", vars=scheme))
    borrowed = sysconfig.get_path("purelib")
    (packages / "borrowed.pth").write_text(f"{borrowed}\n", encoding="utf-8")
    return fresh


def test_the_wheel_holds_every_file_of_the_package_and_no_other(wheel: Path) -> None:
    """Bundles, schema, templates and style sheets are files that a build forgets in silence."""
    package = {path.relative_to("src").as_posix() for path in source_files("src/ghinhan")}
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}

    assert held == package
    assert {"ghinhan/widgets/static/annotator.min.js", "ghinhan/widgets/snapshot.css"} <= held
    assert "ghinhan/py.typed" in held


def test_an_installed_widget_finds_its_script(python: Path, tmp_path: Path) -> None:
    """A clone without Node gives a package whose widget opens."""
    found = json.loads(run([python, "-I", "-W", "error", "-c", LOOK_AT_THE_WIDGET], tmp_path))

    assert Path(found["package"]).is_relative_to(python.parents[1])
    assert found["script"] == len(load_module(ROOT / "src/ghinhan/widgets/static", "annotator"))
    assert found["style"] > 1000
    assert found["snapshot"] > 1000


def test_an_installed_package_makes_a_project_and_reads_it(python: Path, tmp_path: Path) -> None:
    """`ghinhan init` lives on files inside the package; somebody's own articles come next."""
    command = python.with_name("ghinhan")
    run([command, "init", "mine"], tmp_path)
    article = "Bộ Ngoại giao cho biết hai bên đã gặp nhau tại Hà Nội."
    (tmp_path / "mine" / "seeds" / "first.txt").write_text(article, encoding="utf-8")
    run([command, "ingest"], tmp_path / "mine")

    printed = run([python, "-I", "-W", "error", "-c", READ_THE_DOCUMENT], tmp_path)

    assert printed.strip() == article
