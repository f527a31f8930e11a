"""Laws of the JSON Lines format: nothing is ever lost, and faults are named with their line."""

import tempfile
from pathlib import Path

from hypothesis import given

from ghinhan.formats import jsonl
from ghinhan.model import LabelledDocument
from tests.formats.strategies import labelled_documents, patient


@patient
@given(labelled_documents())
def test_reading_gives_back_what_was_written(items: list[LabelledDocument]) -> None:
    """Every other format may lose something; this one is the reference and may not."""
    with tempfile.TemporaryDirectory() as folder:
        report = jsonl.write(items, Path(folder), strict=True)

        assert list(jsonl.read(Path(folder))) == items
        assert report.losses == ()
