"""The Croissant description names every file and column that is really there."""

import hashlib
from pathlib import Path
from typing import Any

import msgspec
import pandas as pd

from ghinhan.release import Description, build_release
from tests.release.projects import make_items, make_project


def read_croissant(folder: Path) -> dict[str, Any]:
    """The description of a release."""
    found: dict[str, Any] = msgspec.json.decode((folder / "croissant.json").read_bytes())
    return found


def test_every_file_is_named_with_its_checksum(tmp_path: Path) -> None:
    """Search engines and loaders check what they fetch against it."""
    schema = make_project(tmp_path)
    folder = build_release(tmp_path, "1.0.0", make_items(2), schema, reading="a1")
    described = {file["@id"]: file for file in read_croissant(folder)["distribution"]}
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}

    assert there - set(described) == {"croissant.json", "SHA256SUMS"}
    for name, file in described.items():
        assert file["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()


def test_every_column_can_be_read_from_its_table(tmp_path: Path) -> None:
    """A field that points at no column would break whoever loads by the description."""
    schema = make_project(tmp_path)
    folder = build_release(tmp_path, "1.0.0", make_items(2), schema, reading="a1")
    sets = read_croissant(folder)["recordSet"]

    assert [one["name"] for one in sets] == [
        "documents-full",
        "entities",
        "hopper_relations",
        "hoppers",
    ]
    for field in (field for one in sets for field in one["field"]):
        table = pd.read_parquet(folder / field["source"]["fileObject"]["@id"])
        assert field["source"]["extract"]["column"] in table.columns


def test_licence_and_citation_are_said_or_left_out(tmp_path: Path) -> None:
    """Nothing is stated that nobody stated."""
    schema = make_project(tmp_path)
    said = read_croissant(build_release(tmp_path, "1.0.0", make_items(2), schema, reading="a1"))
    unsaid = read_croissant(
        build_release(
            tmp_path, "2.0.0", make_items(2), schema, reading="a1", description=Description()
        )
    )

    assert said["license"] == "https://spdx.org/licenses/CC-BY-4.0.html"
    assert said["citeAs"] == "Nobody (2025)."
    assert {"license", "citeAs"} & set(unsaid) == set()
