"""The desk on a real project: open, label, look, save, release."""

import json
import os
from pathlib import Path

import msgspec
import pytest

from ghinhan.foundation.errors import (
    EditConflict,
    NotAProjectError,
    OffsetError,
    ReleaseError,
    SchemaError,
    UnknownNameError,
    UnsafeNameError,
)
from ghinhan.model import CORPUS, Comment, Entity
from ghinhan.workspace import NewAnnotatorWarning, Workspace
from ghinhan.workspace.columns import TABLES
from ghinhan.workspace.rows import Cell
from tests.project_copy import copy_project
from tests.workspace.samples import TEXT, span


def cut_of(row: dict[str, Cell]) -> slice:
    """Where a row of a table stands in its document."""
    start, end = row["start"], row["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    return slice(start, end)


def test_a_folder_that_is_no_project_is_refused_with_the_way_out(tmp_path: Path) -> None:
    """The message names the folder, what it lacks and what to type."""
    with pytest.raises(NotAProjectError, match=r"has no seeds.*Workspace\.open\('\.\.'\)"):
        Workspace.open(tmp_path)
    with pytest.raises(NotAProjectError, match=r"there is no folder .*nowhere.*ghinhan init"):
        Workspace.open(tmp_path / "nowhere")


def test_a_folder_inside_a_project_points_to_it(desk: Workspace) -> None:
    """Most people open the notebooks' folder once."""
    with pytest.raises(NotAProjectError, match=r"Its parent is a project: Workspace\.open"):
        Workspace.open(desk.root / "notebooks")


def test_opening_writes_nothing(desk: Workspace) -> None:
    """Looking at a project must not dirty its repository."""
    before = sorted(desk.root.rglob("*"))
    again = Workspace.open(desk.root)

    assert repr(again) == "Workspace(project: 1 documents, read by nobody yet)"
    assert sorted(desk.root.rglob("*")) == before


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_is_documented_where_people_look(table: object, desk: Workspace) -> None:
    """Shift-Tab on the method shows each column with its type."""
    from ghinhan.workspace.column import Table  # noqa: PLC0415  narrows the parameter's type

    assert isinstance(table, Table)
    method = getattr(desk, table.name)
    documentation = str(method.__doc__)

    assert list(method().columns) == [column.name for column in table.columns]
    for column in table.columns:
        assert f"{column.name} " in documentation
        assert column.meaning in documentation


def test_an_edit_from_a_cell_is_in_the_tables_at_once(labelled_desk: Workspace) -> None:
    """Tables and labels are two views of one store."""
    mentions = labelled_desk.mentions("bai-1", annotator="a1")
    arguments = labelled_desk.arguments()

    assert mentions["text"].tolist() == ["Chủ tịch tỉnh An Bình Lê Thị Hoa", "Hội Nông dân"]
    assert mentions["entity_name"].tolist()[0] == "Lê Thị Hoa"
    assert arguments["filler_text"].tolist() == mentions["text"].tolist()
    assert labelled_desk.entities()["mentions"].tolist() == [1]
    assert labelled_desk.progress() == [
        {
            "annotator": "a1",
            "documents": 1,
            "done": 0,
            "damaged": 0,
            "records": 3,
            "mentions": 2,
            "events": 1,
            "arguments": 2,
        }
    ]


def test_running_a_cell_again_changes_nothing(labelled_desk: Workspace) -> None:
    """People run cells twice; the history must not grow by it."""
    record = {"kind": "mention", "id": "m-union", "type": "ORG", "level": "NAM"}
    receipt = labelled_desk.edit("bai-1", "a1", put={**record, "extent": [span("Hội Nông dân")]})

    assert receipt.applied == ()
    assert len(labelled_desk.history("bai-1", "a1")) == 4


def test_a_position_that_holds_other_words_is_refused_and_nothing_is_written(
    labelled_desk: Workspace,
) -> None:
    """All of a call is made, or none of it."""
    before = labelled_desk.layer("bai-1")
    with pytest.raises(OffsetError, match="hold 'Sáng', not 'Bà Hoa'"):
        labelled_desk.edit(
            "bai-1",
            "a1",
            delete="m-union",
            put=[
                {"kind": "comment", "text": "x"},
                {"kind": "mention", "type": "PER", "extent": [[0, 4]], "text": "Bà Hoa"},
            ],
        )

    assert labelled_desk.layer("bai-1") == before


def test_deleting_twice_is_harmless_and_deleting_a_stranger_is_not(
    labelled_desk: Workspace,
) -> None:
    """The history tells a second run from a typing error."""
    labelled_desk.edit("bai-1", "a1", delete=["m-union"])

    assert labelled_desk.edit("bai-1", "a1", delete="m-union").applied == ()
    with pytest.raises(
        UnknownNameError, match=r"no record 'm-onion'\. There are: le-thi-hoa, m-chair"
    ):
        labelled_desk.edit("bai-1", "a1", delete="m-onion")
    labelled_desk.edit("bai-1", "a1", delete="le-thi-hoa")
    assert labelled_desk.edit("bai-1", "a1", delete="le-thi-hoa").applied == ()


def test_undo_and_redo_take_whole_calls(labelled_desk: Workspace) -> None:
    """What one call did is one gesture, the corpus-wide entity included."""
    full = labelled_desk.layer("bai-1", "a1").records
    labelled_desk.undo("bai-1", "a1")

    assert labelled_desk.layer("bai-1", "a1").records == ()
    assert labelled_desk.corpus_layer("a1").entities == ()
    labelled_desk.redo("bai-1", "a1")
    assert labelled_desk.layer("bai-1", "a1").records == full
    labelled_desk.edit("bai-1", "a1", put=Comment(id="c-1", text="?"))
    assert len(labelled_desk.layer("bai-1", "a1").records) == len(full) + 1


def test_history_tells_who_did_what(labelled_desk: Workspace) -> None:
    """Every edit with the words concerned, oldest first; corpus-wide records have their own."""
    history = labelled_desk.history("bai-1")
    corpus_wide = labelled_desk.history(CORPUS, "a1")

    assert history["op"].tolist() == ["add", "add", "add", "change"]
    assert history["text"].tolist()[-2:] == ["gặp", "in_progress"]
    assert corpus_wide["id"].tolist() == ["le-thi-hoa"]
    assert corpus_wide["before"].isna().all()
    assert json.loads(corpus_wide["after"].iloc[0])["name"] == "Lê Thị Hoa"


def test_a_new_annotator_is_said_aloud_and_the_near_miss_is_named(
    labelled_desk: Workspace,
) -> None:
    """A typing error in one's own name would quietly begin a second reading."""
    with pytest.warns(NewAnnotatorWarning, match="annotations/second/ will be made"):
        labelled_desk.edit("bai-1", "second", put=Comment(id="c-1", text="?"))
    with pytest.warns(
        NewAnnotatorWarning, match=r"annotations/secnd/ will be made\. Did.*'second'"
    ):
        labelled_desk.edit("bai-1", "secnd", put=Comment(id="c-1", text="?"))

    assert labelled_desk.annotators() == ["a1", "secnd", "second"]


@pytest.mark.parametrize("name", ["../a1", "a\x00b", "", "..", "a/b"])
def test_a_name_that_could_leave_the_folder_is_refused(desk: Workspace, name: str) -> None:
    """Annotator names become folders."""
    with pytest.raises(UnsafeNameError, match="name"):
        desk.edit("bai-1", name, put=Comment(id="c-1", text="?"))


@pytest.mark.parametrize("name", ["bai-l", "../bai-1", ""])
def test_an_unknown_document_is_named_with_the_nearest_one(desk: Workspace, name: str) -> None:
    """Names are long and copied by hand."""
    with pytest.raises(UnknownNameError, match=r"no document .*There are: bai-1\."):
        desk.mentions(name)
    with pytest.raises(UnknownNameError, match="no document"):
        desk.document(name)


def test_an_unknown_annotator_or_table_is_named_with_what_there_is(
    labelled_desk: Workspace,
) -> None:
    """An empty frame would be believed."""
    with pytest.raises(UnknownNameError, match=r"no annotator 'a11'\. Did you mean 'a1'"):
        labelled_desk.events(annotator="a11")
    with pytest.raises(UnknownNameError, match=r"no table 'mention'\. Did you mean 'mentions'"):
        labelled_desk.rows("mention")


def test_several_names_keep_the_order_in_which_they_were_given(labelled_desk: Workspace) -> None:
    """And a name given twice counts once."""
    labelled_desk.copy_reading("bai-1", "practice")
    both = labelled_desk.mentions(annotator=["practice", "a1", "practice"])

    assert both["annotator"].tolist() == ["practice", "practice", "a1", "a1"]
    assert len(labelled_desk.mentions()) == 4


def test_the_reading_is_gold_or_the_only_one_and_never_practice(labelled_desk: Workspace) -> None:
    """Whoever does not say which reading gets the settled one, or is asked."""
    labelled_desk.copy_reading("bai-1", "practice")
    assert labelled_desk.reading() == "a1"
    with pytest.warns(NewAnnotatorWarning):
        labelled_desk.copy_reading("bai-1", "a2", source="a1")
    with pytest.raises(UnknownNameError, match="2 readings and none is called 'gold': a1, a2"):
        labelled_desk.reading()
    description = labelled_desk.root / "annotations" / "release.toml"
    description.write_text('reading = "a2"\n', encoding="utf-8")
    assert labelled_desk.reading() == "a2"
    description.write_text('reading = "a3"\n', encoding="utf-8")
    with pytest.raises(UnknownNameError, match="a3"):
        labelled_desk.reading()
    with pytest.warns(NewAnnotatorWarning):
        labelled_desk.copy_reading("bai-1", "gold", source="a2")

    assert labelled_desk.reading() == "gold"


def test_a_document_that_an_annotator_has_not_begun_gives_no_rows(
    labelled_desk: Workspace,
) -> None:
    """Its layer is empty, which is not the same as being there."""
    (labelled_desk.root / "seeds" / "bai-2.txt").write_text("Bài hai.\n", encoding="utf-8")
    labelled_desk.ingest()

    assert labelled_desk.layers()["document"].tolist() == ["bai-1"]
    assert labelled_desk.layer("bai-2").state == "new"


def test_without_any_labels_there_is_no_reading(desk: Workspace) -> None:
    """The message says how to begin."""
    with pytest.raises(UnknownNameError, match=r"nobody has labelled anything yet.*desk\.annotate"):
        desk.reading()


def test_save_brings_labels_into_the_tracked_files(labelled_desk: Workspace) -> None:
    """What git sees is one line for each record, with the words beside the positions."""
    path = labelled_desk.root / "annotations" / "a1" / "bai-1.jsonl"
    assert not path.exists()
    assert labelled_desk.save() == ["a1"]
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line]

    assert lines[0]["format"] == "ghinhan-layer/1"
    assert [line["text"] for line in lines[1:]] == [
        "Chủ tịch tỉnh An Bình Lê Thị Hoa",
        "gặp",
        "Hội Nông dân",
    ]


def test_closing_a_desk_saves_what_it_edited(labelled_desk: Workspace) -> None:
    """A script that ends leaves nothing for git to miss."""
    with Workspace.open(labelled_desk.root) as again:
        again.edit("bai-1", "a1", put=Comment(id="c-1", text="?"))

    content = (labelled_desk.root / "annotations" / "a1" / "bai-1.jsonl").read_text("utf-8")
    assert '"c-1"' in content


def test_what_one_desk_writes_another_reads(labelled_desk: Workspace) -> None:
    """Two notebooks on one project see the same labels without saving."""
    other = Workspace.open(labelled_desk.root)

    assert other.layer("bai-1", "a1") == labelled_desk.layer("bai-1", "a1")
    assert other.corpus_layer() == labelled_desk.corpus_layer()


def test_a_schema_that_changes_is_read_again(desk: Workspace) -> None:
    """People edit the schema while the notebook is open."""
    path = desk.root / "annotations" / "schema.yaml"
    first = desk.schema
    assert desk.schema is first
    path.write_text(
        path.read_text(encoding="utf-8").replace('name: "người"', 'name: "ai"', 1), "utf-8"
    )
    assert desk.schema.label("PER").name != first.label("PER").name
    path.write_text("format: nonsense\n", encoding="utf-8")
    with pytest.raises(SchemaError, match=r"schema\.yaml"):
        _ = desk.schema


def test_the_label_set_is_a_table(desk: Workspace) -> None:
    """The schema can be searched like anything else."""
    labels = desk.label_set()
    roles = labels[labels["of"] == "Contact.Meet"]

    assert "Participant" in roles["code"].tolist()
    assert labels["name"].notna().sum() > 50


def test_seed_checksums_tell_whether_the_corpus_is_made_from_them(desk: Workspace) -> None:
    """A touched seed shows as a seed from which nothing was made."""
    assert desk.seed_checksums()["documents"].tolist() == [1]
    (desk.root / "seeds" / "bai-1.txt").write_bytes(TEXT.encode() + b"!")

    assert desk.seed_checksums()["documents"].tolist() == [0]


def test_a_seed_with_a_name_of_another_encoding_is_listed_and_reported(desk: Workspace) -> None:
    """What ingest refuses a person must be able to find: in the table and by the doctor."""
    strange = os.path.join(os.fsencode(desk.root), b"seeds", b"b\xe0i.txt")  # noqa: PTH118  pathlib has no bytes
    Path(os.fsdecode(strange)).write_bytes("Một.".encode())
    (fault,) = desk.findings()

    assert desk.seed_checksums()["seed"].tolist() == ["seeds/bai-1.txt", "seeds/b\\xe0i.txt"]
    assert desk.doctor()["file"].tolist() == ["seeds/b\\xe0i.txt"]
    assert (fault.rule, fault.severity) == ("seed-refused", "warning")


def test_a_release_is_refused_with_the_fault_and_made_once_it_is_mended(
    labelled_desk: Workspace,
) -> None:
    """Nothing with an error in it can become gold."""
    labelled_desk.edit("bai-1", "a1", delete="m-union")
    with pytest.raises(ReleaseError, match="argument-dangling"):
        labelled_desk.release("0.1.0")
    assert not (labelled_desk.root / "dist").exists()
    labelled_desk.undo("bai-1", "a1")
    folder = labelled_desk.release("0.1.0")

    assert (folder / "README.md").exists()
    assert (labelled_desk.root / "annotations" / "a1" / "bai-1.jsonl").exists()
    assert folder == labelled_desk.root / "dist" / "ghinhan-gold-0.1.0"
    with pytest.raises(ReleaseError, match="already there"):
        labelled_desk.release("0.1.0")
    assert labelled_desk.release("0.1.0", "a1", replace=True) == folder


def test_a_fault_in_another_reading_does_not_keep_gold_back(labelled_desk: Workspace) -> None:
    """An annotator at work has dangling arguments all day."""
    with pytest.warns(NewAnnotatorWarning):
        labelled_desk.copy_reading("bai-1", "gold")
    labelled_desk.edit("bai-1", "a1", delete="m-union")

    assert labelled_desk.release("0.1.0").exists()


def test_a_document_whose_text_changed_is_not_opened_for_editing(
    labelled_desk: Workspace,
) -> None:
    """Its positions would silently point at other words."""
    labelled_desk.save()
    seed = labelled_desk.root / "seeds" / "bai-1.txt"
    seed.write_bytes(("Mới: " + TEXT).encode("utf-8"))
    labelled_desk.ingest()
    with pytest.raises(OffsetError, match=r"annotations/a1/bai-1\.jsonl was made on a text"):
        labelled_desk.edit("bai-1", "a1", put=Comment(id="c-1", text="?"))

    assert labelled_desk.layers()["on_this_text"].tolist() == [False]


def test_somebody_else_in_the_same_moment_is_a_conflict(labelled_desk: Workspace) -> None:
    """The store compares what was seen with what is there; the desk passes its word on."""
    session = labelled_desk._session("a1")
    opened = session.open("bai-1")
    labelled_desk.edit("bai-1", "a1", delete="m-union")
    from ghinhan.workspace.editing import CellEdits  # noqa: PLC0415  only this test needs it

    late = CellEdits(opened.document, opened.layer, opened.corpus_layer)
    late.delete(["m-union"], once_there=set())
    with pytest.raises(EditConflict, match="somebody changed it since"):
        session.edit(late.edits(session="late", first=1))


def test_the_committed_readings_of_this_repository_fill_every_table(tmp_path: Path) -> None:
    """The real articles with their real labels, not only a sample of our own making."""
    desk = Workspace.open(copy_project(tmp_path / "copy"))
    desk.ingest()
    annotators = desk.annotators()
    mentions, events = desk.mentions(annotator=annotators[0]), desk.events()

    assert set(mentions["document"]) == set(desk.documents()["document"])
    for row in desk.rows("mentions"):
        text = desk.document(str(row["document"])).text
        assert text[cut_of(row)] == row["text"] or row["fragments"] != 1
    assert len(desk.arguments()) == events["arguments"].sum() > 0
    assert desk.entities()["mentions"].sum() == desk.mentions()["entity"].notna().sum()


def test_an_entity_may_be_put_as_a_value(desk: Workspace) -> None:
    """Records of the model work as well as dicts, and go to the corpus-wide file."""
    with pytest.warns(NewAnnotatorWarning):
        desk.edit("bai-1", "a1", put=Entity(id="hoi", type="ORG", name="Hội Nông dân"))

    assert desk.corpus_layer("a1").entity("hoi").name == "Hội Nông dân"


def test_an_edit_that_expects_what_was_read_is_refused_when_it_changed(
    labelled_desk: Workspace,
) -> None:
    """Records read through the desk are what `expected` takes; nothing is written."""
    seen = labelled_desk.layer("bai-1").mentions[0]
    mine = msgspec.structs.replace(seen, level="NOM")
    theirs = msgspec.structs.replace(seen, specific=False)
    labelled_desk.edit("bai-1", "a1", put=theirs, expected=seen)

    with pytest.raises(EditConflict, match="not as you saw it"):
        labelled_desk.edit("bai-1", "a1", put=mine, expected=seen)
    assert labelled_desk.layer("bai-1").mentions[0] == theirs
