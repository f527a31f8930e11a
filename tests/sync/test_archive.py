"""Exports are proved whole before anything is believed of them."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, cast

import msgspec
import pytest

from ghinhan.foundation.errors import RecordError, SyncError
from ghinhan.schema import default_schema_path, load_schema
from ghinhan.sync import Api, Credentials, Rest, Secret
from ghinhan.sync import archive as archive_module
from ghinhan.sync.archive import Archive, open_export, unpack
from ghinhan.sync.doccano import walk
from ghinhan.sync.ledger import Known, Ledger
from ghinhan.sync.link import Link, is_as_noted
from ghinhan.sync.naming import Base
from ghinhan.sync.shapes import Arrow, Mark, Shape, Vocabulary
from ghinhan.sync.transport import Body, Reply
from ghinhan.sync.wire import Page
from tests.sync.test_api import Line


def zipped(**files: bytes) -> bytes:
    """A zip file."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return whole.getvalue()


class Exporting(Line):
    """A line over which exports come, as they are told; the task is done at once."""

    def __init__(self, *exports: bytes, error: str | None = None) -> None:
        super().__init__()
        self.exports = list(exports)
        self.error = error

    def send(
        self,
        method: str,
        path: str,
        *,
        headers: Mapping[str, str],
        body: Body,
        into: IO[bytes] | None = None,
    ) -> Reply:
        """The task's id, its state, or the next export."""
        assert headers is not None
        assert isinstance(body, Body)
        self.sent.append((method, path))
        if into is not None:
            into.write(self.exports.pop(0))
            return Reply(200, {}, b"")
        state = {"task_id": "t", "ready": True, "error": self.error, "result": None}
        return Reply(200, {}, json.dumps(state).encode())


def api(line: Line) -> Api:
    """What is asked over a line."""
    return Api(Rest(line, Credentials(token=Secret("t"), source="test"), sleep=lambda _: None))


WHOLE = zipped(all_jsonl=b'{"id": 1}\n', README_txt=b"hello")


def test_a_damaged_export_is_fetched_once_more(tmp_path: Path) -> None:
    """A cut on the way is no reason to give up, and none to believe what came."""
    line = Exporting(WHOLE[:-30], WHOLE)
    with open_export(api(line), 7, tmp_path) as export:
        assert {name: lines.seek(0) or lines.read() for name, lines in export.items()} == {
            "all": b'{"id": 1}\n'
        }
    assert not list(tmp_path.iterdir())


def test_an_export_damaged_twice_is_refused(tmp_path: Path) -> None:
    """With the project's number and what to do; nothing is left behind."""
    flipped = bytearray(WHOLE)
    flipped[42] ^= 0xFF
    line = Exporting(WHOLE[:-30], bytes(flipped))

    with (
        pytest.raises(SyncError, match=r"export of project 7 that is no whole zip file"),
        open_export(api(line), 7, tmp_path),
    ):
        pass
    assert not list(tmp_path.iterdir())


def test_an_endless_export_is_stopped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A zip bomb fills no disk, also when it hides in several files."""
    monkeypatch.setattr(archive_module, "LARGEST", 1500)
    bomb = zipped(a_jsonl=b" " * 1000, b_jsonl=b" " * 1000)

    with ExitStack() as files, pytest.raises(zipfile.BadZipFile, match="more than 1500 bytes"):
        unpack(io.BytesIO(bomb), tmp_path, files)


def test_a_task_that_failed_is_an_error_with_its_words(tmp_path: Path) -> None:
    """The server's own reason, not an empty project."""
    line = Exporting(error="no space left")
    with (
        pytest.raises(SyncError, match="could not export project 7: no space left"),
        open_export(api(line), 7, tmp_path),
    ):
        pass


def test_a_line_that_is_no_example_is_quoted() -> None:
    """Another kind of project, or another version of doccano."""
    archive = Archive(io.BytesIO(b'\n{"id": 1, "text": "Nga", "label": [[0, 3, "GPE"]]}\n'))

    with pytest.raises(RecordError, match=r"cannot be read \(KeyError: 'entities'\).*\"label\""):
        list(archive.pages())


def test_an_export_without_the_one_reading_is_never_taken_for_an_empty_project(
    tmp_path: Path,
) -> None:
    """Else a push would bring every document a second time."""
    link = Link(
        api=api(Exporting(zipped(an_jsonl=b""))),
        project=7,
        ledger=Ledger(tmp_path, "http://127.0.0.1:1", "x"),
        session=cast("Any", None),
        words=Vocabulary(load_schema(default_schema_path())),
        documents=(),
        progress=walk,
    )
    with (
        pytest.raises(SyncError, match=r"export of project 7 holds \['an'\] and not the one"),
        link.archive(),
    ):
        pass
    assert link.base(Page(example=1, text="Bài lạ.")) == Base()


def test_a_page_is_as_noted_only_if_nothing_of_it_differs() -> None:
    """Text, marks by number, arrows, comments: each alone makes it worth a look."""
    shape = Shape(
        marks={"m-1": Mark(0, 3, "GPE"), "v-1": Mark(4, 7, "Contact.Meet")},
        arrows=(Arrow("v-1", "Participant", "m-1"),),
        notes={"c-1": "sao?"},
    )
    base = Base(shape=shape, marks={"m-1": 1, "v-1": 2}, notes={"c-1": 5})
    sha = hashlib.sha256(b"Nga gap").hexdigest()
    known = Known(document="d", example=4, text_sha256=sha, base=base)
    marks = {1: Mark(0, 3, "GPE"), 2: Mark(4, 7, "Contact.Meet")}
    page = Page(
        example=4,
        text="Nga gap",
        marks=marks,
        arrows={9: (2, "Participant", 1)},
        notes={5: "sao?"},
    )
    assert is_as_noted(page, known)
    assert not is_as_noted(page, None)
    others: tuple[dict[str, Any], ...] = (
        {"example": 5},
        {"text": "Nga gặp"},
        {"marks": {**marks, 1: Mark(0, 3, "ORG")}},
        {"marks": {**marks, 3: Mark(0, 3, "GPE"), 4: Mark(0, 3, "GPE")}},
        {"arrows": {}},
        {"notes": {6: "sao?"}},
        {"notes": {}},
    )
    for other in others:
        assert not is_as_noted(msgspec.structs.replace(page, **other), known), other
    unsettled = msgspec.structs.replace(known, settled=False)
    assert not is_as_noted(page, unsettled)
