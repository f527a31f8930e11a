"""What a person asks for in a cell becomes the edits the store keeps."""

from typing import cast

import msgspec
import pytest

from ghinhan.foundation.errors import EditConflict, OffsetError, RecordError, UnknownNameError
from ghinhan.model import CORPUS, Comment, Entity, Mention, State
from ghinhan.model.edits import STATE_ID
from ghinhan.workspace.editing import CellEdits, Puttable, as_identifiers, as_records, with_text
from tests.workspace.samples import CHAIR, CORPUS_LAYER, DOCUMENT, LAYER, SHE, span


def collect(put: Puttable = None, delete: tuple[str, ...] = (), state: str = "") -> CellEdits:
    """The changes that one call asks of the sample layer."""
    changes = CellEdits(DOCUMENT, LAYER, CORPUS_LAYER)
    changes.put(as_records(put))
    changes.delete(delete, once_there={"m-deleted-before"})
    if state:
        changes.set_state(state)
    return changes


def test_before_is_what_stands_there_now() -> None:
    """The store refuses an edit that saw something else; a person need not look it up."""
    changed = Mention(id="m-she", type="PER", extent=SHE.extent, text="", level="NOM")
    (edit,) = collect(changed).edits(session="s", first=4)

    assert (edit.before, edit.session, edit.seq, edit.group) == (SHE, "s", 4, 0)
    assert edit.after == Mention(
        id="m-she", type="PER", extent=SHE.extent, text="Bà Hoa", level="NOM"
    )


def test_several_changes_are_one_gesture() -> None:
    """They are undone together."""
    edits = collect([{"kind": "entity", "id": "hoi", "type": "ORG"}], ("c-1",), "in_progress")
    made = edits.edits(session="s", first=7)

    assert [edit.seq for edit in made] == [7, 8, 9]
    assert {edit.group for edit in made} == {7}
    assert [edit.scope for edit in made] == [CORPUS, "bai-1", "bai-1"]
    assert made[2].id == STATE_ID
    assert made[2].before == State("done")


def test_putting_what_is_there_changes_nothing() -> None:
    """Re-running a cell is harmless, also where the record was given no id."""
    nameless = {"kind": "mention", "type": "ORG", "extent": [span("Hội Nông dân")], "level": "NAM"}

    assert collect([CHAIR, nameless]).edits(session="s", first=1) == []
    assert collect(state="done").edits(session="s", first=1) == []


def test_a_new_record_without_an_id_gets_one_of_its_kind() -> None:
    """The first letter tells in a file what a record is."""
    (edit,) = collect({"kind": "comment", "text": "?"}).edits(session="s", first=1)

    assert edit.id.startswith("c-")
    assert isinstance(edit.after, Comment)


def test_an_id_deleted_before_is_left_alone_and_one_that_never_was_is_refused() -> None:
    """Re-running a cell is harmless; a typing error is not taken for one that ran."""
    assert collect(delete=("m-deleted-before",)).edits(session="s", first=1) == []
    with pytest.raises(UnknownNameError, match=r"no record 'm-chairr'\. Did you mean 'm-chair'"):
        collect(delete=("m-chairr",))


def test_a_state_that_is_none_is_refused() -> None:
    """The message lists the states there are."""
    with pytest.raises(UnknownNameError, match=r"no state 'finished'.*in_progress, done, settled"):
        collect(state="finished")


def test_a_text_that_does_not_stand_there_is_refused_with_where_it_stands() -> None:
    """Offsets counted by eye are wrong more often than the words beside them."""
    wrong = Mention(id="m", type="PER", extent=((0, 4),), text="Lê Thị Hoa")

    with pytest.raises(OffsetError, match=f"hold 'Sáng', not 'Lê Thị Hoa'.*{span('Lê Thị')[0]}"):
        with_text(wrong, DOCUMENT)
    with pytest.raises(OffsetError, match=r"not 'vắng mặt'\. Leave the text empty"):
        with_text(Mention(id="m", type="PER", extent=((0, 4),), text="vắng mặt"), DOCUMENT)


def test_a_span_outside_the_text_is_refused() -> None:
    """The message names document, record and how positions are counted."""
    with pytest.raises(OffsetError, match="bai-1, PER m: characters 900-904 do not lie"):
        with_text(Mention(id="m", type="PER", extent=((900, 904),), text=""), DOCUMENT)


def test_a_dict_that_is_no_record_is_refused_with_its_field() -> None:
    """A misspelt field would otherwise be lost without a word."""
    with pytest.raises(RecordError, match="unknown field `tpye`"):
        as_records({"kind": "mention", "tpye": "PER", "type": "PER", "extent": [[0, 4]]})
    with pytest.raises(RecordError, match=r"It needs `kind`.*help\(ghinhan\.model\.Mention\)"):
        as_records({"type": "PER"})


def test_one_thing_or_several_may_be_given() -> None:
    """`put=record` and `put=[record]` mean the same, likewise ids."""
    entity = Entity(id="e", type="PER")

    assert as_records(entity) == as_records([entity]) == [entity]
    assert as_records(None) == []
    assert as_identifiers("m-1") == ("m-1",)
    assert as_identifiers(["m-1"]) == ["m-1"]
    assert as_identifiers(None) == ()


def test_what_the_caller_has_not_seen_is_not_replaced() -> None:
    """A cell that looked before a window wrote must not undo the window's work in silence."""
    stale = msgspec.structs.replace(SHE, level="PRO")
    wanted = msgspec.structs.replace(SHE, specific=False)
    entity = {"kind": "entity", "id": "le-thi-hoa", "type": "PER", "name": "Hoa"}

    with pytest.raises(EditConflict, match=r"(?s)'m-she'.*expected: .*PRO.*found: .*NAM"):
        collect(wanted).expect([stale])
    with pytest.raises(EditConflict, match=r"(?s)'le-thi-hoa'.*expected: no such record"):
        collect(entity).expect([])
    with pytest.raises(EditConflict, match=r"(?s)'c-1'.*expected: no such record"):
        collect(delete=("c-1",)).expect([])
    with pytest.raises(EditConflict, match=r"(?s)'m-new'.*found: +no such record"):
        collect(wanted).expect([SHE, msgspec.structs.replace(SHE, id="m-new")])


def test_what_the_caller_saw_and_what_is_already_as_asked_is_no_conflict() -> None:
    """The same cell may run twice."""
    wanted = msgspec.structs.replace(SHE, specific=False)
    changes = collect(wanted, state="in_progress")
    changes.expect([SHE, CHAIR])
    again = collect(SHE, delete=("m-deleted-before",))
    again.expect([msgspec.structs.replace(SHE, level="PRO")])

    assert len(changes.edits(session="s", first=1)) == 2
    assert again.edits(session="s", first=1) == []


@pytest.mark.parametrize("wrong", ["x", ["x"], [3]])
def test_what_is_neither_record_nor_dict_is_refused(wrong: object) -> None:
    """The message shows how a record is written."""
    with pytest.raises(RecordError, match=r"('x'|3) is no record\. Give a value of ghinhan\.model"):
        as_records(cast("Puttable", wrong))
