"""The way up to the widgets, and how open widgets learn of what cells do."""

import gc
from importlib import metadata
from pathlib import Path

import pytest

from ghinhan.foundation.errors import MissingExtraError, StoreError
from ghinhan.model import Comment
from ghinhan.workspace import Workspace, doors


class View:
    """Stands for an open widget: counts how often it is asked to look again."""

    def __init__(self, *, fails: bool = False) -> None:
        self.looked = 0
        self.fails = fails

    def refresh(self) -> None:
        """Look again."""
        self.looked += 1
        if self.fails:
            raise StoreError(5, "the disk refused")


@pytest.mark.parametrize("name", ["annotate", "show"])
def test_our_own_doors_are_registered_and_open(name: str) -> None:
    """They are found in the installed metadata, in a clone and in a wheel alike."""
    assert callable(doors.open_door(name))


def test_a_door_that_is_not_there_says_how_to_repair_it() -> None:
    """An old editable install lacks new entry points."""
    with pytest.raises(
        MissingExtraError, match=r"'dashboard' in the entry point group.*pip install"
    ):
        doors.open_door("dashboard")


def test_a_door_whose_library_is_missing_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The reason is kept, and the line that mends it stands beside."""
    broken = metadata.EntryPoint("annotate", "ghinhan_without_jupyter:annotate", doors.GROUP)
    monkeypatch.setattr(doors, "entry_points", lambda **_: [broken])
    with pytest.raises(MissingExtraError, match=r"ghinhan_without_jupyter.*pip install 'ghinhan"):
        doors.open_door("annotate")


def test_the_annotator_opens_on_the_document(labelled_desk: Workspace) -> None:
    """The real widget, through the real door."""
    widget = labelled_desk.annotate("bai-1", annotator="a1", language="en")

    assert "bai-1" in repr(widget)


def test_the_snapshot_shows_the_labelled_words(labelled_desk: Workspace) -> None:
    """The real snapshot, through the real door."""
    shown = labelled_desk.show("bai-1")

    assert "Hội Nông dân" in shown._repr_html_()


def test_an_edit_from_a_cell_reaches_open_views_of_that_annotator(
    labelled_desk: Workspace,
) -> None:
    """Others are not disturbed, and a run that changes nothing disturbs nobody."""
    mine, other = View(), View()
    labelled_desk._views.add(mine, labelled_desk._session("a1"))
    labelled_desk._views.add(other, labelled_desk._session("practice"))
    labelled_desk.edit("bai-1", "a1", put=Comment(id="c-1", text="?"))
    labelled_desk.edit("bai-1", "a1", put=Comment(id="c-1", text="?"))

    assert (mine.looked, other.looked) == (1, 0)


def test_a_view_is_not_told_of_what_it_did_itself(labelled_desk: Workspace) -> None:
    """It has the store's answer already; the view beside it has not."""
    mine, beside = View(), View()
    session = labelled_desk._session("a1")
    labelled_desk._views.add(mine, session)
    labelled_desk._views.add(beside, labelled_desk._session("a1"))
    session.undo("bai-1", session="widget", seq=1)

    assert (mine.looked, beside.looked) == (0, 1)


def test_a_view_that_fails_does_not_turn_a_saved_edit_into_an_error(
    labelled_desk: Workspace,
) -> None:
    """The label is on the disk; the view will say what it cannot read when it next asks."""
    broken = View(fails=True)
    labelled_desk._views.add(broken, labelled_desk._session("a1"))

    assert labelled_desk.edit("bai-1", "a1", put=Comment(id="c-1", text="?")).applied
    assert broken.looked == 1


def test_views_that_nobody_shows_go_away(labelled_desk: Workspace) -> None:
    """A hundred runs of a cell must not leave a hundred widgets to refresh."""
    labelled_desk._views.add(View(), labelled_desk._session("a1"))
    gc.collect()
    labelled_desk.edit("bai-1", "a1", put=Comment(id="c-1", text="?"))

    assert labelled_desk._views._views == []


def test_the_decision_is_on_record() -> None:
    """Why the desk does not simply import the widget."""
    page = Path(__file__).parents[2] / "docs/decisions/0002-doors-through-entry-points.md"

    assert doors.GROUP in page.read_text(encoding="utf-8")
