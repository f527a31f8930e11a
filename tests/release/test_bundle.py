"""Laws of a release: whole or not there, the same bytes everywhere, never against the schema."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ghinhan.formats import conll, huggingface, jsonl
from ghinhan.formats import spacy as spacy_format
from ghinhan.foundation.errors import ReleaseError
from ghinhan.model import LabelledDocument, Mention
from ghinhan.release import build_release, find_faults
from tests.release.projects import make_item, make_items, make_project

REPOSITORY = Path(__file__).parents[2]
BUILD = """
import sys
from pathlib import Path
from ghinhan.release import build_release
from tests.release.projects import make_items, make_project
root, count = Path(sys.argv[1]), int(sys.argv[2])
build_release(root, "1.0.0", lambda: make_items(count), make_project(root), reading="a1")
"""


def start_build(root: Path, count: int, **environment: str) -> subprocess.Popen[bytes]:
    """A release built by a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, str(root), str(count)],
        cwd=REPOSITORY,
        env={**os.environ, **environment},
    )


def content_of(folder: Path) -> dict[str, bytes]:
    """Every file below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_format_gives_the_labels_back(tmp_path: Path) -> None:
    """A release from which nobody can get the labels back is waste paper."""
    items = list(make_items(3))
    folder = build_release(tmp_path, "1.0.0", items, make_project(tmp_path), reading="a1")

    assert folder == tmp_path / "dist" / "ghinhan-gold-1.0.0"
    assert list(jsonl.read(folder / "jsonl")) == items
    assert list(huggingface.read(folder / "huggingface")) == items
    assert list(spacy_format.read(folder / "spacy" / "full.spacy")) == items
    heads = list(conll.read(folder / "conll" / "name-heads-full.conll"))
    assert [len(layer.mentions) for layer in heads] == [2, 2, 2]
    triggers = list(conll.read(folder / "conll" / "triggers-full.conll"))
    assert [layer.events[0].text for layer in triggers] == ["gặp", "gặp", "gặp"]
    assert find_faults(folder) == []


def test_what_stands_beside_the_data_is_copied_when_there(tmp_path: Path) -> None:
    """Labels without the rules they were made by cannot be judged."""
    schema = make_project(tmp_path)
    folder = build_release(tmp_path, "1.0.0", make_items(2), schema, reading="a1")

    assert (folder / "guidelines.md").read_bytes() == "# Hướng dẫn\n".encode()
    assert (folder / "schema.yaml").is_file()
    assert not (folder / "guidelines.en.md").exists()


def test_two_builds_are_equal_byte_for_byte(tmp_path: Path) -> None:
    """Other folder, other time, other time zone, other locale, other hash seed: same bytes."""
    for name, seed, zone in (("one", "1", "Asia/Ho_Chi_Minh"), ("two", "2", "America/Lima")):
        root = tmp_path / name / name
        build = start_build(root, 55, PYTHONHASHSEED=seed, TZ=zone, LC_ALL="C")
        assert build.wait(timeout=120) == 0
        time.sleep(1.1)
    one, two = (content_of(tmp_path / name / name / "dist") for name in ("one", "two"))

    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []
    assert len(one) > 30


def test_a_kill_at_any_moment_leaves_no_half_release(tmp_path: Path) -> None:
    """Somebody will close the laptop while it runs."""
    started = time.monotonic()
    assert start_build(tmp_path / "whole", 30).wait(timeout=120) == 0
    whole = time.monotonic() - started
    unfinished = 0
    for moment in range(6):
        root = tmp_path / f"killed-{moment}"
        build = start_build(root, 30)
        time.sleep(whole * (0.35 + 0.12 * moment))
        build.send_signal(signal.SIGKILL)
        build.wait(timeout=60)
        target = root / "dist" / "ghinhan-gold-1.0.0"
        if target.exists():
            assert find_faults(target) == []
        else:
            unfinished += 1
            assert start_build(root, 30).wait(timeout=120) == 0
            assert find_faults(target) == []
        assert [path.name for path in target.parent.iterdir() if path.suffix == ".tmp"] == []

    assert unfinished > 0


def test_an_older_release_is_never_overwritten_unasked(tmp_path: Path) -> None:
    """A released file is never changed, only followed."""
    schema = make_project(tmp_path)
    folder = build_release(tmp_path, "1.0.0", make_items(2), schema, reading="a1")
    before = content_of(folder)

    with pytest.raises(ReleaseError, match=r"ghinhan-gold-1\.0\.0 is already there.*--replace"):
        build_release(tmp_path, "1.0.0", make_items(3), schema, reading="a1")
    assert content_of(folder) == before

    build_release(tmp_path, "1.0.0", make_items(3), schema, reading="a1", replace=True)

    assert len(list(jsonl.read(folder / "jsonl"))) == 3
    assert sorted(path.name for path in folder.parent.iterdir()) == [
        ".lock",
        "ghinhan-gold-1.0.0",
    ]


@pytest.mark.parametrize("version", ["1", "1.0", "v1.0.0", "01.0.0", "1.0.0/..", "", "1.0.0 "])
def test_only_a_semantic_version_names_a_release(tmp_path: Path, version: str) -> None:
    """The version becomes a folder name, and others sort by it."""
    with pytest.raises(ReleaseError, match="is no semantic version"):
        build_release(tmp_path, version, make_items(1), make_project(tmp_path), reading="a1")

    assert not (tmp_path / "dist").exists()


def test_pre_releases_are_versions_too(tmp_path: Path) -> None:
    """For something to try out before it is final."""
    schema = make_project(tmp_path)
    folder = build_release(tmp_path, "1.0.0-draft.2+x", make_items(1), schema, reading="a1")

    assert folder.name == "ghinhan-gold-1.0.0-draft.2+x"


def test_violations_of_the_schema_stop_a_release_and_are_all_listed(tmp_path: Path) -> None:
    """Whoever trains on it must be able to rely on the schema."""
    schema = make_project(tmp_path)
    item = make_item(0)
    wrong = Mention(id="m-x", type="XXX", extent=((0, 5),), text="Lê An", level="NAM")
    layer = msgspec.structs.replace(item.layer, records=(wrong, *item.layer.records))
    bad = msgspec.structs.replace(item, layer=layer)
    other = make_item(1, annotator="a2")

    with pytest.raises(ReleaseError, match="'a1' cannot be released") as refusal:
        build_release(tmp_path, "1.0.0", [bad, bad, other], schema, reading="a1")
    message = str(refusal.value)

    assert "bai-000: m-x: characters 0-5 “Lê An”" in message
    assert "bai-000: comes 2 times" in message
    assert "bai-001: the layer is 'a2''s" in message
    assert list((tmp_path / "dist").iterdir()) == [tmp_path / "dist" / ".lock"]


def test_a_reading_without_documents_is_no_release(tmp_path: Path) -> None:
    """An empty dataset would only be found out by its users."""
    with pytest.raises(ReleaseError, match="the reading 'a1' has no documents"):
        build_release(tmp_path, "1.0.0", [], make_project(tmp_path), reading="a1")


def test_large_corpora_are_streamed_afresh_for_every_format(tmp_path: Path) -> None:
    """A function is called once per pass, so that no list of all documents is ever held."""
    calls = 0

    def stream() -> Iterator[LabelledDocument]:
        nonlocal calls
        calls += 1
        return make_items(2)

    build_release(tmp_path, "1.0.0", stream, make_project(tmp_path), reading="a1")

    assert calls > 5


def test_two_builders_wait_for_each_other(tmp_path: Path) -> None:
    """Of two that build the same version one wins, whole, and the other is told."""
    schema = make_project(tmp_path)
    told: list[str] = []

    def build() -> None:
        try:
            build_release(tmp_path, "1.0.0", lambda: make_items(5), schema, reading="a1")
        except ReleaseError as error:
            told.append(str(error))

    threads = [threading.Thread(target=build) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(told) == 1
    assert find_faults(tmp_path / "dist" / "ghinhan-gold-1.0.0") == []
