"""Laws of the Parquet tables: nothing is lost, the bytes are always the same, others read them."""

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd
import pytest
from hypothesis import given

from ghinhan.formats import huggingface
from ghinhan.formats.huggingface.columns import import_pyarrow
from ghinhan.foundation.errors import RecordError
from ghinhan.model import CorpusLayer, LabelledDocument
from tests.formats.sample import make_item
from tests.formats.strategies import labelled_documents, patient


@patient
@given(labelled_documents())
def test_reading_gives_back_what_was_written(items: list[LabelledDocument]) -> None:
    """The nested columns hold every field of the model, whatever text and shape."""
    with tempfile.TemporaryDirectory() as folder:
        report = huggingface.write(items, Path(folder), strict=True)

        assert list(huggingface.read(Path(folder))) == items
        assert report.losses == ()


def copies(count: int) -> Iterator[LabelledDocument]:
    """The sample article many times, each under a name of its own."""
    item = make_item()
    for number in range(count):
        name = f"bài-{number:04}"
        document = msgspec.structs.replace(item.document, id=name)
        layer = msgspec.structs.replace(item.layer, document=name)
        yield msgspec.structs.replace(item, document=document, layer=layer)


@pytest.mark.parametrize(("count", "groups"), [(500, 1), (501, 2)])
def test_a_stream_longer_than_one_row_group_comes_back(
    tmp_path: Path, count: int, groups: int
) -> None:
    """Rows are written group by group, so that memory stays flat."""
    huggingface.write(copies(count), tmp_path)
    found = [item.document.id for item in huggingface.read(tmp_path)]

    assert found == [f"bài-{number:04}" for number in range(count)]
    assert pq.ParquetFile(tmp_path / "documents-full.parquet").num_row_groups == groups


def test_splits_become_files_that_the_card_names(tmp_path: Path) -> None:
    """`load_dataset(folder, split="test")` must find what was held out."""
    splits = {"bài-0000": "train", "bài-0001": "test", "bài-0002": "extra"}
    huggingface.write(copies(3), tmp_path, split_of=splits.__getitem__)
    card = (tmp_path / "README.md").read_bytes().decode()

    assert [line.split()[-1] for line in card.splitlines() if "- split:" in line][:3] == [
        "train",
        "test",
        "extra",
    ]
    assert {item.document.id for item in huggingface.read(tmp_path)} == set(splits)


pq = import_pyarrow().parquet

LOAD = """
import json, sys
from datasets import get_dataset_config_names, load_dataset
folder, cache = sys.argv[1:]
found = {}
for table in get_dataset_config_names(folder):
    dataset = load_dataset(folder, table, split="full", cache_dir=cache)
    found[table] = {"rows": dataset.to_list(), "features": str(dataset.features)}
found["plain"] = load_dataset(folder, split="full", cache_dir=cache).num_rows
found["parquet"] = load_dataset(
    "parquet", data_files=folder + "/documents-full.parquet", cache_dir=cache
)["train"].num_rows
json.dump(found, sys.stdout)
"""


def load_with_datasets(folder: Path, cache: Path) -> dict[str, Any]:
    """What a user of `datasets` gets, in a process that may not use the network."""
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(folder), str(cache)],
        env={"HF_HUB_OFFLINE": "1", "HF_HOME": str(cache), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        check=True,
    )
    found: dict[str, Any] = msgspec.json.decode(done.stdout)
    return found


def test_datasets_loads_the_folder_offline(tmp_path: Path) -> None:
    """The promise of the card: one line of code, no network, nested columns intact."""
    huggingface.write([make_item()], tmp_path / "out")
    found = load_with_datasets(tmp_path / "out", tmp_path / "cache")
    (row,) = found["documents"]["rows"]
    meeting = next(event for event in row["events"] if event["id"] == "v-meet")

    assert row["text"] == make_item().document.text
    assert [mention["text"] for mention in row["mentions"]][:2] == ["Hà Nội", "Nộ"]
    assert [(a["role"], a["text"]) for a in meeting["arguments"]] == [
        ("Participant", "Bà Lê An"),
        ("Participant", "Bà Lê An 🇻🇳 và ông Trần Bình"),
        ("Time", "ngày 26-4"),
        ("Place", None),
    ]
    assert "'mentions': List({" in found["documents"]["features"]
    assert {row["id"] for row in found["entities"]["rows"]} == {
        "le-an",
        "tran-binh",
        "both",
        "nobody",
    }
    assert (found["plain"], found["parquet"]) == (1, 1)


def test_datasets_loads_a_corpus_without_entities(tmp_path: Path) -> None:
    """`datasets` cannot load an empty table: the card must not offer it, pandas reads it."""
    item = msgspec.structs.replace(make_item(), corpus_layer=CorpusLayer())
    huggingface.write([item], tmp_path / "out")
    found = load_with_datasets(tmp_path / "out", tmp_path / "cache")

    assert set(found) == {"documents", "plain", "parquet"}
    assert len(pd.read_parquet(tmp_path / "out" / "entities.parquet")) == 0


def test_pandas_reads_the_tables(tmp_path: Path) -> None:
    """Linguists open Parquet in pandas."""
    huggingface.write([make_item()], tmp_path)
    entities = pd.read_parquet(tmp_path / "entities.parquet")
    documents = pd.read_parquet(tmp_path / "documents-full.parquet")

    assert entities.set_index("id").loc["le-an", "link"] == "Q1"
    assert documents.loc[0, "publisher"] == "Báo Thử"


def test_two_readings_do_not_go_into_one_folder(tmp_path: Path) -> None:
    """The corpus-wide tables are one annotator's."""
    item = make_item()
    other = msgspec.structs.replace(item, corpus_layer=CorpusLayer())

    with pytest.raises(RecordError, match="bài-1 comes with other entities"):
        huggingface.write([item, other], tmp_path / "out")

    assert list(tmp_path.iterdir()) == []


def test_an_empty_stream_has_no_documents_to_read(tmp_path: Path) -> None:
    """A folder without documents is no export, and the message names what is missing."""
    huggingface.write([], tmp_path)

    with pytest.raises(RecordError, match=r"holds no documents-….parquet"):
        list(huggingface.read(tmp_path))


@pytest.mark.parametrize("table", ["documents-full", "hoppers"])
def test_a_table_without_a_column_is_named_with_its_row(tmp_path: Path, table: str) -> None:
    """A table that somebody edited must not be read half."""
    huggingface.write([make_item()], tmp_path)
    path = tmp_path / f"{table}.parquet"
    pq.write_table(pq.read_table(path).drop_columns(["id"]), path)

    with pytest.raises(RecordError, match=rf"{table}\.parquet: row 1 has no column 'id'"):
        list(huggingface.read(tmp_path))


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    """Mentions without their entities would look unlinked."""
    huggingface.write([make_item()], tmp_path)
    (tmp_path / "entities.parquet").unlink()

    with pytest.raises(RecordError, match=r"holds no entities\.parquet"):
        list(huggingface.read(tmp_path))
