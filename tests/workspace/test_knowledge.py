"""The knowledge file: found by any spelling of a name, and never half read."""

from pathlib import Path

import pytest

from ghinhan.foundation.errors import NewerFormatError, RecordError
from ghinhan.workspace.knowledge import KNOWLEDGE_PATH, LIMIT, Knowledge, read_knowledge
from tests.project_copy import ROOT

HEADER = '{"format":"ghinhan-knowledge/1"}\n'
LINES = HEADER + (
    '{"id":"Q159","name":"Nga","type":"GPE","aliases":["Liên bang Nga"],"note":"quốc gia"}\n'
    '{"id":"Q9","name":"Ngân hàng Nga","type":"ORG"}\n'
    "\n"
    '{"id":"Q649","name":"Moskva","type":"GPE","aliases":["Moscow","Mát-xcơ-va"]}\n'
)


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    """A file of three things."""
    write(tmp_path, LINES)
    return Knowledge(tmp_path)


def write(root: Path, content: str) -> Path:
    """Put a knowledge file into a project."""
    path = root / KNOWLEDGE_PATH
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8", newline="")
    return path


@pytest.mark.parametrize("words", ["moskva", "MOSCOW", "mat-xcơ-va", "Q649", "  mosk"])
def test_a_thing_is_found_by_every_spelling(knowledge: Knowledge, words: str) -> None:
    """People type without marks, in any case, and know things by several names."""
    assert [thing.id for thing in knowledge.look_up(words)] == ["Q649"]


def test_whole_names_come_first_and_the_wanted_type_before_all(knowledge: Knowledge) -> None:
    """The first of the list is the one that Enter takes."""
    assert [thing.id for thing in knowledge.look_up("nga")] == ["Q159", "Q9"]
    assert [thing.id for thing in knowledge.look_up("nga", "ORG")] == ["Q9", "Q159"]


def test_nothing_is_found_for_nothing_and_without_a_file(tmp_path: Path) -> None:
    """A project need not have the file."""
    assert Knowledge(tmp_path).look_up("Nga") == []
    write(tmp_path, LINES)

    assert Knowledge(tmp_path).look_up("  ") == []


def test_a_file_that_changed_is_read_again(knowledge: Knowledge, tmp_path: Path) -> None:
    """Who adds a line need not start the kernel again."""
    assert knowledge.look_up("Kyiv") == []
    write(tmp_path, LINES + '{"id":"Q1899","name":"Kyiv"}\n')

    assert [thing.id for thing in knowledge.look_up("Kyiv")] == ["Q1899"]


def test_a_long_list_is_cut(tmp_path: Path) -> None:
    """A person reads a dozen lines, not a thousand."""
    rows = "".join(f'{{"id":"Q{number}","name":"Nga {number}"}}\n' for number in range(50))
    write(tmp_path, HEADER + rows)

    assert len(Knowledge(tmp_path).look_up("nga")) == LIMIT


def test_all_bad_lines_are_named_at_once(tmp_path: Path) -> None:
    """Mending one line a time would take as many attempts as there are faults."""
    path = write(tmp_path, LINES + '{"id":"Q1"}\n{"id":"Q159","name":"Nga"}\n')

    with pytest.raises(RecordError, match=r"(?s)2 lines.*jsonl:6: .*name.*jsonl:7: .*'Q159'"):
        read_knowledge(path)


@pytest.mark.parametrize("content", ["", "Q159 Nga\n", '{"id":"Q159","name":"Nga"}\n'])
def test_a_file_without_a_format_is_refused(tmp_path: Path, content: str) -> None:
    """Without the first line nobody knows what the others mean."""
    with pytest.raises(RecordError, match=r"jsonl:1: .*ghinhan-knowledge/1"):
        read_knowledge(write(tmp_path, content))


def test_a_newer_file_is_refused_with_both_versions(tmp_path: Path) -> None:
    """Half of a newer file would be worse than none."""
    path = write(tmp_path, '{"format":"ghinhan-knowledge/2"}\n')

    with pytest.raises(NewerFormatError, match=r"ghinhan-knowledge/2.*ghinhan-knowledge/1"):
        read_knowledge(path)


def test_the_projects_own_file_has_every_link_of_its_readings() -> None:
    """What was linked once is found the next time."""
    known = {thing.id: thing for thing in read_knowledge(ROOT / KNOWLEDGE_PATH)}
    linked = {
        part.split('"')[0]
        for path in (ROOT / "annotations").glob("*/entities.jsonl")
        for part in path.read_text(encoding="utf-8").split('"link":"')[1:]
    } - {"NIL"}

    assert linked
    assert linked <= set(known)
