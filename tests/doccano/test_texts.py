"""Offsets and encoding: whatever a text holds, labels come back at the right characters."""

import unicodedata

import pytest

from ghinhan.ingest.corpus_files import document_bytes
from ghinhan.model import Document, Source
from ghinhan.sync import DoccanoServer
from ghinhan.workspace import Workspace
from tests.doccano.sides import ServerSide, make_side, roles_of, units, view_of

pytestmark = pytest.mark.doccano

TEXTS = {
    "leading-space": " Moscow gặp Kiev.",
    "emoji": "👍🏽 Moscow 👨‍👩‍👧‍👦 gặp 🇻🇳 Kiev.",
    "nfd": unicodedata.normalize("NFD", "Điện Kremlin gặp Moscow và Kiev ở Hà Nội."),
    "crlf": "Moscow\r\ngặp\rKiev.\r\n",
    "spaces": "Moscow  \t  gặp \u00a0\u200b\u00ad   Kiev.   \n\n  ",
    "bom-and-lines": "\ufeffMoscow\u2028gặp\u0085Kiev.",
    "short": "ế Moscow Kiev",
    "hostile": '<b onclick="x">Moscow</b> $x$ "\\" Kiev {"id": 1}',
}


def add(desk: Workspace, name: str, text: str) -> None:
    """Put a document with exactly this text into the corpus."""
    document = Document(id=name, text=text, source=Source(file=f"seeds/{name}", sha256="0" * 64))
    (desk.root / "corpus" / f"{name}.json").write_bytes(document_bytes(document))


@pytest.fixture
def labelled(desk: Workspace) -> Workspace:
    """A project of such texts, every second character labelled by somebody."""
    for name, text in TEXTS.items():
        add(desk, name, text)
        marks = [
            {"kind": "mention", "type": "GPE", "extent": [[start, start + len(word)]]}
            for word in ("Moscow", "Kiev")
            for start in [text.index(word)]
        ]
        marks += [
            {"kind": "mention", "type": "NUM", "extent": [[start, start + 1]]}
            for start in range(0, len(text), 2)
        ]
        desk.edit(name, "a1", put=marks)
    return desk


def test_every_text_comes_back_at_the_same_code_points(
    labelled: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """Emoji, ZWJ, flags, NFD, CRLF, runs of spaces, BOM, line separators, a leading space."""
    side = make_side(labelled, server.url, server.credentials)
    before = {name: labelled.layer(name, "a1") for name in TEXTS}
    side.push(list(TEXTS))
    project = people.project(side.name)

    for name, text in TEXTS.items():
        example = project.example_of(name)
        assert example["text"] == text
        assert project.view(example["id"]) == view_of(
            before[name], labelled.document(name), roles_of(labelled)
        )
    assert side.pull(list(TEXTS)).changes() == 0
    assert {name: labelled.layer(name, "a1") for name in TEXTS} == before


def test_what_is_marked_on_the_server_is_what_arrives(
    labelled: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """A person marks `Moscow` on doccano's page, in UTF-16; the record here says `Moscow`."""
    side = make_side(labelled, server.url, server.credentials)
    side.push(list(TEXTS))
    project = people.project(side.name)
    for name, text in TEXTS.items():
        start = text.index("Moscow")
        project.add_span(
            project.example_of(name)["id"], units(text, start), units(text, start + 6), "LOC"
        )
    side.pull(list(TEXTS))

    for name in TEXTS:
        found = [m for m in labelled.layer(name, "a1").mentions if m.type == "LOC"]
        assert [m.text for m in found] == ["Moscow"]


def test_half_a_character_and_a_place_beyond_the_text_are_reported(
    labelled: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """What cannot be repaired is named with its place, and everything else is pulled."""
    side = make_side(labelled, server.url, server.credentials)
    side.push(["emoji"])
    project = people.project(side.name)
    example = project.example_of("emoji")["id"]
    before = labelled.layer("emoji", "a1")
    project.add_span(example, 1, 5, "LOC")
    project.add_span(example, 5, 900, "LOC")
    good = units(TEXTS["emoji"], TEXTS["emoji"].index("Kiev"))
    project.add_span(example, good, good + 4, "LOC")

    said = " ".join(side.pull(["emoji"]).remarks)
    assert "cuts character 0" in said
    assert "900 lies outside the text" in said
    after = labelled.layer("emoji", "a1")
    assert [m.text for m in after.mentions if m not in before.mentions] == ["Kiev"]
    assert side.pull(["emoji"]).changes() == side.push(["emoji"]).changes() == 0


def test_a_stripped_text_is_repaired_and_another_text_refused(
    labelled: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """The server's own form strips white space: every offset moves by it. More is not guessed."""
    side = make_side(labelled, server.url, server.credentials)
    names = ["leading-space", "short"]
    side.push(names)
    project = people.project(side.name)
    stripped = project.example_of(names[0])["id"]
    text = TEXTS[names[0]].strip()
    project.call("PATCH", f"/examples/{stripped}", {"text": text})
    for number in project.spans(stripped):
        project.delete_span(stripped, number)
    project.add_span(stripped, 0, 6, "GPE")
    project.call("PATCH", f"/examples/{project.example_of(names[1])['id']}", {"text": "khác"})
    before = labelled.layer(names[1], "a1")

    pulled = side.pull(names, allow_deletions=True)
    assert [m.text for m in labelled.layer(names[0], "a1").mentions] == ["Moscow"]
    assert pulled.counts()["refused"] == 1
    assert "its text in doccano (4 characters) is not the text here (13)" in str(pulled)
    assert labelled.layer(names[1], "a1") == before


def test_an_unknown_label_and_a_role_drawn_backwards_are_reported(
    desk: Workspace, server: DoccanoServer, people: ServerSide
) -> None:
    """Nothing is made up: what the schema cannot say is named, and stays on the server."""
    side = make_side(desk, server.url, server.credentials)
    document = "002_6e5c1c6c60e7ec83"
    side.push([document])
    project = people.project(side.name)
    example = project.example_of(document)["id"]
    project.call("POST", "/span-types", {"text": "LẠ", "background_color": "#123456"})
    project.add_span(example, 0, 4, "LẠ")
    one = project.add_span(example, 0, 4, "LOC")
    other = project.add_span(example, 5, 9, "Contact.Meet")
    project.add_relation(example, one, "Participant", other)
    project.add_relation(example, other, "Participant", one)

    pulled = side.pull([document])
    said = " ".join(pulled.remarks)
    assert "the schema has no label 'LẠ'" in said
    assert "must start at the trigger" in said
    assert pulled.changes() == 3
    assert side.push([document]).changes() == 0
