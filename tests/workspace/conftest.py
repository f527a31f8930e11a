"""A project of our own making for the tests of the desk."""

from pathlib import Path

import pytest

from ghinhan.workspace import Workspace
from tests.workspace.samples import span, write_seed


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    """A new project with the sample article in its corpus and no labels."""
    opened = Workspace.init(tmp_path / "project")
    write_seed(opened.root)
    assert not opened.ingest().refused
    return opened


@pytest.fixture
def labelled_desk(desk: Workspace) -> Workspace:
    """The same with a first reading by a1: one entity, two mentions, one event."""
    with pytest.warns(match="'a1' is a new annotator"):
        desk.edit(
            "bai-1",
            "a1",
            put=[
                {"kind": "entity", "id": "le-thi-hoa", "type": "PER", "name": "Lê Thị Hoa"},
                {
                    "kind": "mention",
                    "id": "m-chair",
                    "type": "PER",
                    "level": "NAM",
                    "extent": [span("Chủ tịch tỉnh An Bình Lê Thị Hoa")],
                    "head": span("Lê Thị Hoa"),
                    "entity": "le-thi-hoa",
                },
                {
                    "kind": "mention",
                    "id": "m-union",
                    "type": "ORG",
                    "level": "NAM",
                    "extent": [span("Hội Nông dân")],
                },
                {
                    "kind": "event",
                    "id": "v-meet",
                    "type": "Contact.Meet",
                    "trigger": [span("gặp")],
                    "realis": "ACTUAL",
                    "polarity": "POS",
                    "tense": "PAST",
                    "modality": "ASSERTED",
                    "arguments": [
                        {"role": "Participant", "ref": "m-chair"},
                        {"role": "Participant", "ref": "m-union"},
                    ],
                },
            ],
        )
    return desk
