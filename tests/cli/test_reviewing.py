"""`ghinhan agreement` and `ghinhan adjudicate`: tables, JSON and exit codes."""

import json
from pathlib import Path

import pytest

from ghinhan.cli import main
from ghinhan.workspace import Workspace
from tests.workspace.samples import span, write_seed


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two readings of the sample article that differ in one type."""
    desk = Workspace.init(tmp_path / "project")
    write_seed(desk.root)
    desk.ingest()
    for name, kind in (("a1", "ORG"), ("b2", "PER")):
        with pytest.warns(match="new annotator"):
            desk.edit(
                "bai-1",
                name,
                put={
                    "kind": "mention",
                    "id": "m-union",
                    "type": kind,
                    "level": "NAM",
                    "extent": [span("Hội Nông dân")],
                    "head": span("Hội Nông dân"),
                },
            )
    desk.save()
    monkeypatch.chdir(desk.root)
    return desk.root


def test_agreement_prints_a_table_with_figures_for_people(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three digits, and an undefined coefficient is called undefined."""
    code = main(["agreement", "--between", "a1", "--between", "b2"])
    shown = capsys.readouterr().out

    assert code == 0
    assert project.exists()
    lines = {line[13:40].strip(): line for line in shown.splitlines()}
    assert lines["extent"].split()[-1] == "1.000"
    assert lines["extent and type"].split()[-1] == "0.000"
    assert lines["level"].split()[-2:] == ["1.000", "undefined"]


def test_agreement_gives_everything_as_json(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Programs get numbers, and null where there is none."""
    base = ["agreement", "--between", "a1", "--between", "b2", "--on", "all"]
    main([*base, "--json"])
    rows = json.loads(capsys.readouterr().out)["agreement"]
    main(base)
    table = capsys.readouterr().out

    assert project.exists()
    assert {row["layer"] for row in rows} >= {"mentions", "entities", "events", "hoppers"}
    (level,) = [r for r in rows if (r["layer"], r["decision"]) == ("mentions", "level")]
    assert (level["equal"], level["alpha"]) == (1.0, None)
    assert table.startswith("left  right  layer")


def test_agreement_by_type(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One line for each type that anybody used."""
    base = ["agreement", "--between", "a1", "--between", "b2", "--by-type"]
    main([*base, "--json"])
    rows = json.loads(capsys.readouterr().out)["agreement_by_type"]

    assert project.exists()
    assert [(r["type"], r["left_count"], r["right_count"]) for r in rows] == [
        ("ORG", 1, 0),
        ("PER", 0, 1),
    ]


def test_agreement_of_one_is_wrong_usage(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The message is the one the style guide promises; an unknown name is wrong usage too."""
    code = main(["agreement", "--between", "a1"])
    shown = capsys.readouterr().err

    assert project.exists()
    assert code == 2
    assert "--between needs two names or more, got 1: a1" in shown
    assert main(["agreement", "--between", "a1", "--between", "nobody"]) == 2


def test_agreement_without_a_common_document_is_a_problem(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1: used rightly, and there is nothing to compare."""
    desk = Workspace.open(project)
    with pytest.warns(match="new annotator"):
        desk.edit("bai-1", "c3", put={"kind": "entity", "id": "e", "type": "PER"})
    desk.save("c3")
    (project / "annotations" / "c3" / "bai-1.jsonl").unlink(missing_ok=True)
    code = main(["agreement", "--between", "a1", "--between", "c3"])

    assert code == 1
    assert "no document in common" in capsys.readouterr().err


def test_adjudicate_lists_what_is_open_then_settles(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1 while something is open, 0 once it is settled, and again 0."""
    assert main(["adjudicate", "a1", "b2"]) == 1
    listed = capsys.readouterr()
    assert "Hội Nông dân" in listed.out
    assert "1 differences are open" in listed.err
    assert main(["adjudicate", "a1", "b2", "--template", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["open"][0]["left_says"] == "type: ORG"

    path = project / "annotations" / "gold.decisions.jsonl"
    form = path.read_text(encoding="utf-8")
    form = form.replace('"choice":""', '"choice":"left"').replace('"reason":""', '"reason":"đúng"')
    path.write_text(form, encoding="utf-8")
    assert main(["adjudicate", "a1", "b2"]) == 0
    assert "gold: 1 documents settled by 1 decisions" in capsys.readouterr().out
    assert main(["adjudicate", "a1", "b2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["adjudicated"] == 1
    assert main(["adjudicate", "a1", "b2", "--into", "a1"]) == 1
    assert main(["adjudicate", "a1", "nobody", "--into", "other"]) == 2
