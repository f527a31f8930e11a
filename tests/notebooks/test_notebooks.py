"""Every notebook runs top to bottom, on a copy of the real project and in a new one."""

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from ghinhan.workspace import Workspace
from tests.project_copy import ROOT, copy_project
from tests.workspace.samples import ONE_MENTION, span, write_seed

NAMES = (
    "01_seeds_to_corpus.ipynb",
    "02_annotate.ipynb",
    "03_agreement_and_adjudication.ipynb",
    "04_release.ipynb",
)
ALLOWED_IMPORTS = ("from ghinhan.workspace import", "from ghinhan import", "import pandas")

pytestmark = pytest.mark.notebook


def cells_of(name: str) -> list[dict[str, object]]:
    """The cells of a notebook of this repository."""
    content = json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8"))
    cells: list[dict[str, object]] = content["cells"]
    return cells


def source_of(cell: dict[str, object]) -> str:
    """The text of a cell."""
    source = cell["source"]
    return "".join(source) if isinstance(source, list) else str(source)


def run(project: Path, name: str) -> list[str]:
    """Run a notebook of a project in its place; gives the plain text of every output."""
    source = (project / "notebooks" / name).read_text(encoding="utf-8")
    notebook = nbformat.v4.reads(source)  # type: ignore[no-untyped-call]  # nbformat has no types
    where = {"metadata": {"path": str(project / "notebooks")}}
    NotebookClient(notebook, timeout=300, resources=where).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [output.get("text") or output["data"]["text/plain"] for output in outputs]


def whole_copy(destination: Path) -> Path:
    """A copy of this repository's project with its corpus made."""
    Workspace.open(copy_project(destination)).ingest()
    return destination


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this repository's project, as a fresh clone has it, with its corpus made."""
    return whole_copy(tmp_path_factory.mktemp("notebooks") / "copy")


def files_of(folder: Path) -> list[str]:
    """What a project holds in the folders that notebooks write to."""
    parts = ("corpus", "annotations", "dist", ".ghinhan/journal", "notebooks")
    paths = (path for part in parts for path in (folder / part).rglob("*"))
    return sorted(path.relative_to(folder).as_posix() for path in paths)


def test_notebook_1_makes_the_corpus(project: Path) -> None:
    """Nothing is created on a clone that has its corpus, and every document is there."""
    outputs = run(project, NAMES[0])

    assert any("unchanged" in output or "created" in output for output in outputs)
    assert any(output.startswith("Picture: Các phần") for output in outputs)


def test_notebook_2_opens_the_widget_and_fills_the_tables(project: Path) -> None:
    """Handwork is replayed from the committed reading under the name `practice`."""
    outputs = run(project, NAMES[1])
    desk = Workspace.open(project)
    document = desk.documents()["document"].iloc[0]

    assert any(output.startswith("Annotator(document=") for output in outputs)
    practice, source = desk.layer(document, "practice"), desk.layer(document, desk.reading())
    assert practice.records == source.records
    assert (project / "annotations" / "practice").is_dir()


def test_notebook_2_twice_changes_nothing(project: Path) -> None:
    """Safe to run again, as its first cell says."""
    run(project, NAMES[1])
    desk = Workspace.open(project)
    document = desk.documents()["document"].iloc[0]
    first = desk.layer(document, "practice")
    run(project, NAMES[1])

    assert desk.layer(document, "practice") == first


def test_notebook_3_measures_and_settles_the_same_gold_again(project: Path) -> None:
    """Figures, differences and decisions of this repository; the gold reading keeps its bytes."""
    gold = sorted((project / "annotations").glob("gold*/**/*.jsonl"))
    gold += sorted((project / "annotations").glob("gold*.jsonl"))
    before = [path.read_bytes() for path in gold]
    outputs = run(project, NAMES[2])

    assert any(output.startswith("Picture: Mức đồng thuận") for output in outputs)
    assert any(output.startswith("gold: 2 documents settled by 43 decisions") for output in outputs)
    assert [path.read_bytes() for path in gold] == before
    assert len(gold) >= 4


def test_notebook_3_writes_a_form_and_settles_once_it_is_filled_in(tmp_path: Path) -> None:
    """Two people elsewhere: first the differences, then, with every reason given, the gold."""
    mine = Workspace.init(tmp_path / "mine")
    write_seed(mine.root)
    mine.ingest()
    for name, level in (("a1", "NAM"), ("b2", "NOM")):
        with pytest.warns(match="new annotator"):
            mine.edit(
                "bai-1",
                name,
                put={
                    "kind": "mention",
                    "id": "m-union",
                    "type": "ORG",
                    "level": level,
                    "extent": [span("Hội Nông dân")],
                    "head": span("Hội Nông dân"),
                },
                state="done",
            )
    mine.save()
    first = run(mine.root, NAMES[2])
    form = mine.root / "annotations" / "gold.decisions.jsonl"
    filled = form.read_text(encoding="utf-8")
    filled = filled.replace('"choice":""', '"choice":"left"').replace('"reason":""', '"reason":"r"')
    form.write_text(filled, encoding="utf-8")
    second = run(mine.root, NAMES[2])

    assert any("1 to decide in gold.decisions.jsonl" in output for output in first)
    assert any("gold: 1 documents settled by 1 decisions" in output for output in second)
    assert Workspace.open(mine.root).reading() == "gold"


def test_notebook_4_releases_and_loads_back(project: Path) -> None:
    """The folder it names is there and whole."""
    run(project, NAMES[3])

    assert (project / "dist" / "ghinhan-gold-0.1.0" / "README.md").exists()


def test_running_one_leaves_this_repository_as_it_was(tmp_path: Path) -> None:
    """Tests work on a copy; the repository's own labels are nobody's playground."""
    before = files_of(ROOT)
    copy = whole_copy(tmp_path / "copy")
    run(copy, NAMES[1])

    assert files_of(ROOT) == before
    assert len(files_of(copy)) > len(files_of(ROOT / "nothing"))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        (NAMES[0], r"put an article .* into seeds/"),
        (NAMES[1], "run notebook 01 first: corpus/ is empty"),
        (NAMES[2], "it takes two readings: let a second person run notebook 02"),
        (NAMES[3], "nobody has labelled anything yet: run notebook 02"),
    ],
)
def test_a_notebook_without_its_inputs_stops_with_its_own_sentence(
    name: str, sentence: str, tmp_path: Path
) -> None:
    """A red cell at the top beats a strange result further down."""
    empty = Workspace.init(tmp_path / "empty").root
    with pytest.raises(CellExecutionError, match=sentence):
        run(empty, name)


def test_the_notebooks_run_in_a_new_project_with_somebodys_own_article(tmp_path: Path) -> None:
    """init, copy an article, 01, label from a cell, 02, 04: the whole story elsewhere."""
    mine = Workspace.init(tmp_path / "mine")
    write_seed(mine.root)
    run(mine.root, NAMES[0])
    with pytest.warns(match="new annotator"):
        mine.edit(
            "bai-1",
            "a1",
            put=ONE_MENTION,
            state="done",
        )
    run(mine.root, NAMES[1])
    run(mine.root, NAMES[3])

    assert (mine.root / "dist" / "ghinhan-gold-0.1.0" / "README.md").exists()
    shutil.rmtree(mine.root / "dist")


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_keeps_the_house_form(name: str) -> None:
    """Short cells, three imports at most, and a first cell that says what it reads and writes."""
    cells = cells_of(name)
    code = [source_of(cell) for cell in cells if cell["cell_type"] == "code"]
    imports = [
        line for cell in code for line in cell.split("\n") if line.startswith(("import ", "from "))
    ]

    assert max(cell.count("\n") + 1 for cell in code) <= 10
    assert [line for line in imports if not line.startswith(ALLOWED_IMPORTS)] == []
    assert "def " not in "".join(code)
    for word in ("**You will have:**", "**You need:**", "**Reads**", "**writes**"):
        assert word in source_of(cells[0])
    assert "assert " in code[1]


@pytest.mark.parametrize("name", NAMES)
def test_links_between_notebooks_lead_somewhere(name: str) -> None:
    """A renamed notebook must not leave dead ends behind."""
    prose = [source_of(cell) for cell in cells_of(name) if cell["cell_type"] == "markdown"]
    targets = [part.split(")")[0] for cell in prose for part in cell.split("](")[1:]]

    assert [target for target in targets if not (ROOT / "notebooks" / target).exists()] == []
