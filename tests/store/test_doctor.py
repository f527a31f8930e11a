"""The doctor finds every fault of the list, each with file and line, and invents none."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from ghinhan.model import CORPUS, Argument, Comment, Entity, Event, HopperRelation, Mention, Time
from ghinhan.store.clashes import Clash
from ghinhan.store.doctor import Fault, examine
from ghinhan.store.faults import read_object
from tests.store.records import TEXT, Person, open_store

LAYER = "annotations/a1/d.jsonl"
ENTITIES = "annotations/a1/entities.jsonl"


def text_of(document: str) -> str | None:
    """The project has one document, `d`, and one with a long name."""
    return TEXT if document in {"d", "Bài 2"} else None


def quoted(identifier: str, start: int, end: int, entity: str = "") -> Mention:
    """A mention that quotes the text as it is."""
    return Mention(
        id=identifier, type="ORG", extent=((start, end),), text=TEXT[start:end], entity=entity
    )


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A sound project with a mention, an event, a time, entities and their references."""
    person = Person(open_store(tmp_path))
    person.put(Entity(id="e1", type="ORG"), document=CORPUS)
    person.put(Entity(id="e2", type="ORG", members=("e1",)), document=CORPUS)
    person.put(quoted("m-1", 0, 16, "e1"))
    person.put(
        Event(
            id="v-1",
            type="Contact.Statement",
            trigger=((17, 24),),
            text="đưa tin",
            arguments=(Argument(role="Speaker", ref="m-1"),),
        )
    )
    person.put(Time(id="t-1", extent=((25, 27),), text="từ"))
    person.put(Comment(id="c-1", target="e1"))
    person.store.fold("a1")
    return tmp_path


def faults_in(project: Path) -> list[tuple[str, int, str]]:
    """File, line and rule of every fault."""
    return [(f.file, f.line, f.rule) for f in examine(project, text_of=text_of)]


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Damage a file."""
    path.write_bytes(change(path.read_bytes()))


def test_a_sound_project_has_no_fault(project: Path) -> None:
    """A doctor who cries wolf is not listened to."""
    assert examine(project, text_of=text_of) == []


def test_an_empty_folder_has_no_fault(tmp_path: Path) -> None:
    """There may be no labels yet."""
    assert examine(tmp_path, text_of=text_of) == []


def swap(old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Put bytes in the place of others that must be there."""

    def change(content: bytes) -> bytes:
        assert old in content
        return content.replace(old, new, 1)

    return change


LINE_OF_TIME = b'{"extent":[[25,27]],"id":"t-1","kind":"time","text":"t\xe1\xbb\xab"}\n'


@pytest.mark.parametrize(
    ("file", "change", "expected"),
    [
        (LAYER, swap(b"layer/1", b"layer/2"), [(1, "newer-format")]),
        (LAYER, swap(b"layer/1", b"layer/x"), [(1, "header")]),
        (LAYER, swap(b"{", b"["), [(1, "header")]),
        (LAYER, swap(b'"format":', b'"fromat":'), [(1, "header")]),
        (LAYER, lambda _: b"", [(1, "header")]),
        (LAYER, swap(b'"document":"d"', b'"document":"x"'), [(1, "orphan"), (1, "wrong-place")]),
        (LAYER, swap(b'"document":"d"', b'"document":""'), [(1, "orphan"), (1, "wrong-place")]),
        (LAYER, swap(b"in_progress", b"finished"), [(1, "state")]),
        (LAYER, swap(b'"text_sha256":"', b'"text_sha256":"0'), [(1, "text-changed")]),
        (LAYER, swap(b'"kind":"time"', b'"kind":"tiem"'), [(4, "bad-record")]),
        (LAYER, swap(b'"id":"t-1"', b'"id":"t-1","x":1'), [(4, "bad-record")]),
        (LAYER, swap(b'"id":"t-1"', b'"id":"t-1","id":"t-2"'), [(4, "corrupt-line")]),
        (LAYER, swap(b'"id":"t-1"', b'"id":NaN'), [(4, "corrupt-line")]),
        (LAYER, swap(b"[[25,27]]", b"[[25,27"), [(4, "corrupt-line")]),
        (LAYER, swap(b"[[25,27]]", b"[" * 100_000), [(4, "corrupt-line")]),
        (LAYER, swap(b"[[25,27]]", b"[[25," + b"7" * 5000 + b"]]"), [(4, "corrupt-line")]),
        (LAYER, swap(LINE_OF_TIME, b"7\n"), [(4, "corrupt-line")]),
        (LAYER, swap(LINE_OF_TIME, b'{"text":"\xff"}\n'), [(4, "corrupt-line")]),
        (LAYER, swap(LINE_OF_TIME, b'{"text":"\\ud800"}\n'), [(4, "corrupt-line")]),
        (LAYER, swap(b'"id":"t-1"', b'"id":"v-1"'), [(4, "duplicate-id")]),
        (LAYER, swap(b"[[25,27]]", b"[[25,99]]"), [(4, "span")]),
        (LAYER, swap(b"[[25,27]]", b"[[27,25]]"), [(4, "span")]),
        (LAYER, swap(b"[[25,27]]", b"[[25,26],[25,27]]"), [(4, "span")]),
        (LAYER, swap(b"[[25,27]]", b"[]"), [(4, "span")]),
        (LAYER, swap(b"[[0,16]]", b"[[0,15]]"), [(2, "surface")]),
        (LAYER, swap(b'"id":"m-1"', b'"head":[3,99],"id":"m-1"'), [(2, "span")]),
        (LAYER, swap(b'"id":"m-1"', b'"head":[3,16],"id":"m-1"'), []),
        (LAYER, swap(b'"ref":"m-1"', b'"ref":"m-2"'), [(3, "dangling")]),
        (LAYER, swap(b'"entity":"e1"', b'"entity":"e9"'), [(2, "dangling")]),
        (LAYER, swap(b'"target":"e1"', b'"target":"e9"'), [(5, "dangling")]),
        (LAYER, swap(b'"id":"t-1"', b'"anchor":"t-1","id":"t-1"'), [(4, "circle"), (4, "form")]),
        (LAYER, lambda content: content.replace(b"\n", b"\r\n"), [(1, "form")]),
        (LAYER, lambda content: content[:-1], [(5, "form")]),
        (LAYER, swap(b'{"extent"', b'{ "extent"'), [(4, "form")]),
        (LAYER, swap(b'"ref":"m-1"', b'"ref":"v-1"'), [(3, "circle")]),
        (
            ENTITIES,
            swap(b'"id":"e1","kind":"entity"', b'"id":"e1","kind":"entity","members":["e2"]'),
            [(2, "circle")],
        ),
        (ENTITIES, swap(b"entities/1", b"entities/3"), [(1, "newer-format")]),
    ],
)
def test_each_fault_is_found_on_its_line(
    project: Path,
    file: str,
    change: Callable[[bytes], bytes],
    expected: list[tuple[int, str]],
) -> None:
    """One fixture for each fault of a tracked file."""
    rewrite(project / file, change)

    found = [(line, rule) for name, line, rule in faults_in(project) if name == file]
    assert found == expected


def test_conflict_markers_are_named_with_their_lines(project: Path) -> None:
    """Half a merge must never be taken for data (fault 13)."""
    rewrite(
        project / LAYER,
        swap(LINE_OF_TIME, b"<<<<<<< ours\n" + LINE_OF_TIME + b"=======\n>>>>>>> theirs\n"),
    )

    (fault,) = examine(project, text_of=text_of)
    assert (fault.line, fault.rule) == (4, "conflict-markers")
    assert "markers on lines 4, 6, 7" in fault.message
    assert str(fault).startswith(f"{LAYER}:4: conflict-markers: ")


def test_hopper_relations_in_a_circle_are_found(project: Path) -> None:
    """`before` round in a circle orders nothing (fault 27)."""
    person = Person(open_store(project), session="t")
    for number, (source, target) in enumerate([("h1", "h2"), ("h2", "h3"), ("h3", "h1")]):
        relation = HopperRelation(id=f"hr-{number}", type="before", source=source, target=target)
        person.put(relation, document=CORPUS)
    person.store.fold("a1")

    found = examine(project, text_of=text_of)
    assert [f.message for f in found if f.rule == "circle"] == [
        "before leads in a circle: h1 → h2 → h3 → h1. Take one of the links out."
    ]
    assert len([f for f in found if f.rule == "dangling"]) == 6


def test_one_id_in_two_documents_is_found(project: Path) -> None:
    """Ids are unique in the corpus."""
    person = Person(open_store(project), session="t")
    person.put(quoted("t-1", 0, 2), document="Bài 2")
    person.store.fold("a1")

    (fault,) = examine(project, text_of=text_of)
    assert fault.rule == "duplicate-id"
    assert "'t-1' is used in annotations/a1/bai-2-120f8c4b.jsonl too" in fault.message


def test_unfolded_and_damaged_journals_are_found(project: Path) -> None:
    """What git does not see cannot be committed; what is damaged is said before it is mended."""
    person = Person(open_store(project), session="t")
    person.put(quoted("m-7", 3, 16))
    person.put(quoted("m-8", 3, 16))
    rewrite(project / ".ghinhan/journal/a1/d.jsonl", swap(b"m-7", b"m-6"))

    journal = ".ghinhan/journal/a1/d.jsonl"
    assert faults_in(project) == [(journal, 0, "unfolded"), (journal, 1, "damaged-journal")]


def test_what_was_kept_aside_is_shown_until_somebody_looked(project: Path) -> None:
    """Edits in a `.bad` or `.clashes` file are nowhere else."""
    for suffix in (".bad", ".clashes", ".torn"):
        (project / f".ghinhan/journal/a1/d.jsonl{suffix}").write_bytes(b"{}\n")
    (project / ".ghinhan/clashes").mkdir()
    clash = Clash(file="d.jsonl", id="#schema", why="x.", base="a", ours="b", theirs="c", kept="b")
    (project / ".ghinhan/clashes/d.jsonl").write_bytes(msgspec.json.encode(clash) + b"\n{}\n")

    assert faults_in(project) == [
        (".ghinhan/clashes/d.jsonl", 1, "merge-clash"),
        (".ghinhan/clashes/d.jsonl", 2, "merge-clash"),
        (".ghinhan/journal/a1/d.jsonl.bad", 0, "kept-aside"),
        (".ghinhan/journal/a1/d.jsonl.clashes", 0, "kept-aside"),
    ]


def test_what_does_not_belong_is_found(
    project: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Stray temporary files, copies made by cloud drives, links out of the project."""
    annotations = project / "annotations"
    outside = tmp_path_factory.mktemp("outside")
    (annotations / "a1/d.jsonl.1-00000000.tmp").write_bytes(b"")
    (project / ".ghinhan/journal/a1/d.jsonl.1-00000000.tmp").write_bytes(b"")
    (annotations / "a1/notes.txt").write_bytes(b"")
    (annotations / "a1/link.jsonl").symlink_to(outside)
    (annotations / "link").symlink_to(outside)
    (annotations / ".hidden").mkdir()
    (annotations / "schema.yaml").write_bytes(b"")
    copy = annotations / "a1 (copy)"
    copy.mkdir()
    (copy / "d.jsonl").write_bytes(b"")
    (annotations / "a1 (empty copy)").mkdir()

    assert faults_in(project) == [
        (".ghinhan/journal/a1/d.jsonl.1-00000000.tmp", 0, "stray-temporary"),
        ("annotations/a1 (copy)", 0, "stranger"),
        ("annotations/a1/d.jsonl.1-00000000.tmp", 0, "stray-temporary"),
        ("annotations/a1/link.jsonl", 0, "link"),
        ("annotations/a1/notes.txt", 0, "stranger"),
        ("annotations/link", 0, "link"),
    ]


def test_a_name_that_is_no_slug_has_its_file_found(tmp_path: Path) -> None:
    """Names that people type are examined like others."""
    person = Person(open_store(tmp_path), "Nguyễn An")
    person.put(quoted("m-1", 0, 16, "e9"), document="Bài 2")
    person.store.fold("Nguyễn An")

    (fault,) = examine(tmp_path, text_of=text_of)
    assert fault.rule == "dangling"


def test_a_fault_of_a_whole_file_is_printed_without_a_line() -> None:
    """Line 0 means the file."""
    assert str(Fault("a.jsonl", 0, "link", "leads out.")) == "a.jsonl: link: leads out."


def test_an_object_is_read_as_it_stands() -> None:
    """Strict reading changes nothing in what is sound."""
    assert read_object(b'{"a":[1,{"b":"\xc3\xa9"}]}') == {"a": [1, {"b": "é"}]}
