"""Exports are proved whole before anything is believed of them."""

import io
import json
import zipfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import pytest

from ghinhan.foundation.errors import RecordError, SyncError
from ghinhan.sync import Api, Credentials, Rest, Secret
from ghinhan.sync import archive as archive_module
from ghinhan.sync.archive import Archive, open_export, unpack
from ghinhan.sync.transport import Body, Reply
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
