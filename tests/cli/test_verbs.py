"""The command line: help, exit codes, messages, and what it costs to start."""

import io
import json
import os
import resource
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from ghinhan.cli import main
from ghinhan.cli.verbs import VERBS, LazyGroup, ghinhan, speak_utf8
from ghinhan.foundation.errors import StoreError
from ghinhan.workspace import Workspace
from ghinhan.workspace.defaults import UnknownTypeWarning
from tests.workspace.samples import ONE_MENTION, TEXT, span, write_seed

PYTHON = sys.executable
HELP_PAGE = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new project that is the current folder, with one seed in it."""
    folder = tmp_path / "project"
    Workspace.init(folder)
    write_seed(folder)
    monkeypatch.chdir(folder)
    return folder


def cpu_seconds(*words: str) -> float:
    """CPU time that a fresh interpreter takes, the best of three."""
    spent = []
    for _ in range(3):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([PYTHON, *words], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


def modules_after(statement: str) -> set[str]:
    """The top-level packages that a statement loads."""
    script = f"import sys; {statement}; print(*{{name.split('.')[0] for name in sys.modules}})"
    command = [PYTHON, "-c", script]
    run = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    return set(run.stdout.splitlines()[-1].split())


def every_command() -> list[list[str]]:
    """The words of every verb, and of every verb below a verb."""
    assert isinstance(ghinhan, LazyGroup)
    context = click.Context(ghinhan)
    found: list[list[str]] = []
    for verb in VERBS:
        found.append([verb])
        command = ghinhan.get_command(context, verb)
        if isinstance(command, click.Group):
            found += [[verb, name] for name in command.list_commands(context)]
    return found


@pytest.mark.parametrize("verb", VERBS)
def test_help_names_the_verb_and_shows_two_examples(
    verb: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Most people copy the example."""
    code = main([verb, "--help"])
    shown = capsys.readouterr().out
    examples = shown.partition("Examples:\n")[2].strip().split("\n")

    assert code == 0
    assert shown.startswith(f"Usage: ghinhan {verb} ")
    assert len(examples) == 2
    assert "ghinhan " in examples[0]
    assert "ghinhan " in examples[1]


@pytest.mark.parametrize("verb", VERBS)
def test_the_list_of_verbs_says_what_the_verbs_own_help_says(verb: str) -> None:
    """The list is written apart, so that showing it loads nothing."""
    assert isinstance(ghinhan, LazyGroup)
    command = ghinhan.get_command(click.Context(ghinhan), verb)

    assert command is not None
    assert str(command.help).split("\n")[0] == VERBS[verb][1]


def test_completion_offers_every_verb() -> None:
    """In the order in which people need them, and without loading one."""
    assert isinstance(ghinhan, LazyGroup)

    assert ghinhan.list_commands(click.Context(ghinhan)) == list(VERBS)


def test_stopping_a_verb_is_said_without_a_traceback(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl+C during a long ingest."""

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ghinhan.workspace.workspace.ingest_project", interrupted)

    assert main(["-C", str(project), "ingest"]) == 1
    assert capsys.readouterr().err.strip() == "Stopped."


def test_what_the_disk_refused_is_printed_as_its_message(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not as a tuple, and not with an errno in brackets."""

    def refused(*_: object) -> None:
        raise StoreError(28, "could not write corpus/x.json: No space left on device.")

    monkeypatch.setattr("ghinhan.workspace.workspace.ingest_project", refused)

    assert main(["-C", str(project), "ingest"]) == 1
    assert capsys.readouterr().err == (
        "Error: could not write corpus/x.json: No space left on device.\n"
    )


def test_an_unknown_verb_is_wrong_usage(capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 2 and a word about what was wrong."""
    assert main(["relase"]) == 2
    assert "No such command 'relase'" in capsys.readouterr().err


def test_outside_a_project_every_verb_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One sentence and exit 2, never a traceback."""
    monkeypatch.chdir(tmp_path)

    for words in (["ingest"], ["doctor"], ["show", "d"], ["release", "1.0.0"], ["annotators"]):
        assert main(words) == 2
        shown = capsys.readouterr()
        assert shown.out == ""
        assert shown.err.startswith("Error: ")
        assert "has no seeds" in shown.err
        assert "Traceback" not in shown.err


def test_the_project_may_be_named(
    project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Scripts need not change folders."""
    monkeypatch.chdir(project.parent)

    assert main(["-C", "project", "ingest"]) == 0
    assert "1 created" in capsys.readouterr().out


def test_an_unfolding_story_from_seed_to_release(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """init, ingest, label, annotators, show, history, save, doctor, release: each answers."""
    assert main(["ingest"]) == 0
    with Workspace.open(project) as desk, pytest.warns(match="new annotator"):
        desk.edit(
            "bai-1",
            "a1",
            put=ONE_MENTION,
            state="done",
        )
    capsys.readouterr()
    for words, expected in (
        (["annotators"], "a1                 1     1        1         1       0          0"),
        (["show", "bai-1"], "đại diện [ORG Hội Nông dân]."),
        (["history", "bai-1"], "Hội Nông dân"),
        (["save"], "Saved a1."),
        (["schema"], "Contact.Statement"),
        (["doctor"], "0 errors, 0 warnings."),
        (["release", "0.1.0"], "ghinhan-gold-0.1.0"),
        (["release", "0.1.0", "--replace"], "ghinhan-gold-0.1.0"),
    ):
        assert main(words) == 0, words
        assert expected in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["ingest", "--json"], "documents"),
        (["annotators", "--json"], "annotators"),
        (["schema", "--json"], "schema"),
        (["doctor", "--json"], "faults"),
    ],
)
def test_every_table_is_one_json_object_when_asked(
    words: list[str], key: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Programs read it whole; nothing else is printed."""
    main(words)
    loaded = json.loads(capsys.readouterr().out)

    assert isinstance(loaded[key], list)
    assert project.exists()


def test_show_and_history_as_json_hold_the_records(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The same values as the files, by the same names."""
    main(["ingest"])
    with pytest.warns(match="new annotator"):
        Workspace.open(project).edit("bai-1", "a1", put={"kind": "comment", "text": "Ai?"})
    capsys.readouterr()
    main(["show", "bai-1", "--json"])
    shown = json.loads(capsys.readouterr().out)
    main(["history", "bai-1", "--json"])
    edits = json.loads(capsys.readouterr().out)["edits"]

    assert shown["layer"]["records"][0]["text"] == "Ai?"
    assert shown["document"]["text"] == TEXT
    assert [edit["kind"] for edit in edits] == ["comment", "state"]


def test_problems_exit_with_one_and_are_listed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A script can stop there; the list says what to mend."""
    (project / "seeds" / "empty.txt").write_bytes(b"")
    assert main(["ingest"]) == 1
    assert "refused seeds/empty.txt" in capsys.readouterr().out
    path = project / "corpus" / "bai-1.json"
    path.write_bytes(path.read_bytes().replace("gặp".encode(), "găp".encode()))
    assert main(["doctor"]) == 1
    assert "error: corpus/bai-1.json: corpus-differs" in capsys.readouterr().out
    assert main(["release", "0.1.0"]) == 2
    assert "nobody has labelled anything yet" in capsys.readouterr().err


def test_labels_follow_a_schema_that_changed(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A second run has nothing to do, and says so."""
    main(["ingest"])
    start = span("Hội Nông dân")
    with (
        Workspace.open(project) as desk,
        pytest.warns(match="new annotator"),
        pytest.warns(UnknownTypeWarning, match="there is no"),
    ):
        desk.edit("bai-1", "a1", put={"kind": "mention", "type": "OLD", "extent": [start]})
    mapping = project / "mapping.yaml"
    mapping.write_text("types:\n  OLD: ORG\n", encoding="utf-8")
    capsys.readouterr()
    assert main(["migrate", "mapping.yaml"]) == 0
    assert "a1         bai-1        1" in capsys.readouterr().out
    assert main(["migrate", "mapping.yaml", "--annotator", "a1"]) == 0
    assert "No label has one of the old codes." in capsys.readouterr().out
    assert main(["migrate", "mapping.yaml", "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"migrated": []}
    assert [m.type for m in Workspace.open(project).layer("bai-1").mentions] == ["ORG"]


def test_a_repair_is_told_with_how_to_take_it(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The faulty file stays; the good records stand in a new one."""
    main(["ingest"])
    with Workspace.open(project) as desk, pytest.warns(match="new annotator"):
        desk.edit("bai-1", "a1", put=[{"kind": "comment", "text": word} for word in "ab"])
    layer = project / "annotations" / "a1" / "bai-1.jsonl"
    layer.write_bytes(layer.read_bytes().replace(b'"kind":"comment"', b'"kind":"comnent"', 1))
    faulty = layer.read_bytes()
    capsys.readouterr()

    assert main(["doctor", "--repair"]) == 1
    shown = capsys.readouterr().out
    assert "annotations/a1/bai-1.jsonl: 1 record kept" in shown
    assert "take it: mv .ghinhan/repaired/a1/bai-1.jsonl annotations/a1/bai-1.jsonl" in shown
    assert "dropped: " in shown
    assert layer.read_bytes() == faulty
    shutil.move(project / ".ghinhan" / "repaired" / "a1" / "bai-1.jsonl", layer)
    assert main(["doctor"]) == 0


def test_one_damaged_file_is_named_and_hides_nobody(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever asks for the others' progress is not the one who damaged the file."""
    main(["ingest"])
    for name in ("a1", "a2"):
        with Workspace.open(project) as desk, pytest.warns(match="new annotator"):
            desk.edit("bai-1", name, put={"kind": "comment", "text": "Ai?"})
    layer = project / "annotations" / "a1" / "bai-1.jsonl"
    layer.write_bytes(layer.read_bytes() + b"{\n")
    capsys.readouterr()

    assert main(["annotators"]) == 0
    shown = capsys.readouterr()
    assert [line.split()[:4] for line in shown.out.splitlines()[-2:]] == [
        ["a1", "1", "0", "0"],
        ["a2", "1", "0", "1"],
    ]
    assert "damaged" in shown.err
    assert "annotations/a1/bai-1.jsonl:3" in shown.err


def test_nothing_yet_is_said_in_a_sentence(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An empty table looks like a broken one."""
    main(["ingest"])
    capsys.readouterr()
    for words, expected in (
        (["annotators"], "Nobody has labelled anything yet."),
        (["save"], "Nobody has labelled anything yet."),
        (["doctor"], "0 errors, 0 warnings."),
    ):
        assert main(words) == 0
        assert expected in capsys.readouterr().out
    assert project.exists()


def test_a_reading_without_a_journal_has_no_history_here(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Journals stay on the machine where the labels were made."""
    main(["ingest"])
    with Workspace.open(project) as desk, pytest.warns(match="new annotator"):
        desk.edit("bai-1", "a1", put={"kind": "comment", "text": "Ai?"})
    shutil.rmtree(project / ".ghinhan")
    capsys.readouterr()

    assert main(["history", "bai-1"]) == 0
    assert "No edits are on record on this machine." in capsys.readouterr().out


def test_init_makes_a_project_and_refuses_to_do_it_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what to do next; a second run is refused unless told."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    target = str(tmp_path / "mine")
    assert main(["init", target]) == 0
    shown = capsys.readouterr().out
    assert "merge.ghinhan.driver" in shown
    assert "ghinhan ingest" in shown
    assert main(["init", target]) == 2
    assert "already holds" in capsys.readouterr().err
    assert main(["init", target, "--replace"]) == 0
    subprocess.run(["git", "init", "-q", target], check=True)
    assert main(["init", target, "--replace"]) == 0
    assert "git was told" in capsys.readouterr().out


def test_python_m_ghinhan_is_the_same_command() -> None:
    """For environments without the script on the path."""
    command = [PYTHON, "-m", "ghinhan", "--version"]
    run = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")

    assert run.stdout.startswith("ghinhan 0.")


def test_vietnamese_is_printed_in_utf8_whatever_the_locale_says(project: Path) -> None:
    """A server without a locale must not end in a UnicodeEncodeError."""
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    command = [PYTHON, "-m", "ghinhan", "schema"]
    run = subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True)

    assert "người" in run.stdout.decode("utf-8")


def test_a_stream_is_changed_where_that_is_possible() -> None:
    """Notebooks and test runners put streams of their own in place."""
    notebook, ascii_only = io.StringIO(), io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    speak_utf8(notebook)
    speak_utf8(ascii_only)
    ascii_only.write("bài \udce0")
    ascii_only.flush()

    assert notebook.getvalue() == ""
    assert ascii_only.buffer.getvalue().decode() == "bài \\udce0"


def test_a_reader_that_goes_away_is_no_error(project: Path) -> None:
    """`ghinhan schema | head -1` ends quietly."""
    script = f"{PYTHON} -m ghinhan schema | head -1; exit ${{PIPESTATUS[0]}}"
    run = subprocess.run(["bash", "-c", script], cwd=project, capture_output=True, check=False)

    assert run.stdout.startswith(b"kind")
    assert run.stderr == b""


def test_import_is_light() -> None:
    """A notebook's first cell must not wait; pandas comes with the first table."""
    loaded = modules_after("import ghinhan")

    assert loaded & {"pandas", "numpy", "pyarrow", "anywidget", "IPython", "click"} == set()


def test_help_is_light() -> None:
    """Completion and help load no verb."""
    statement = "from ghinhan.cli import main; main(['--help'])"

    assert modules_after(statement) & {"pandas", "pyarrow", "anywidget", "msgspec", "yaml"} == set()


def test_the_desk_is_light_until_a_table_is_asked_for() -> None:
    """Shell verbs print tables without pandas."""
    loaded = modules_after("import ghinhan; ghinhan.Workspace")

    assert loaded & {"pandas", "pyarrow", "anywidget", "matplotlib", "spacy"} == set()


def test_starting_costs_little_processor_time() -> None:
    """Under 100 ms for the import and 200 ms for help, beyond a bare interpreter, in CPU time."""
    bare = cpu_seconds("-c", "pass")

    assert cpu_seconds("-c", "import ghinhan") - bare < 0.1
    assert cpu_seconds("-m", "ghinhan", "--help") - bare < 0.2


def test_the_reference_shows_the_help_that_the_command_shows(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Committed help is read in reviews, and cannot grow old.

    Write it anew with: GHINHAN_WRITE=1 pytest tests/cli -k reference
    """
    monkeypatch.setenv("COLUMNS", "80")
    parts = ["# Command line\n\nExit codes: 0 done, 1 problems found, 2 wrong usage.\n"]
    for words in ([], *every_command()):
        main([*words, "--help"])
        parts.append(f"## ghinhan {' '.join(words)}".rstrip())
        parts.append(f"\n```text\n{capsys.readouterr().out.rstrip()}\n```\n")
    page = "\n".join(parts)
    if os.environ.get("GHINHAN_WRITE"):
        HELP_PAGE.parent.mkdir(parents=True, exist_ok=True)
        HELP_PAGE.write_text(page, encoding="utf-8")

    assert HELP_PAGE.read_text(encoding="utf-8") == page
