"""Laws of the Parquet tables: nothing is lost, the bytes are always the same, others read them."""

import tempfile
from pathlib import Path

from hypothesis import given

from ghinhan.formats import huggingface
from ghinhan.model import LabelledDocument
from tests.formats.strategies import labelled_documents, patient


@patient
@given(labelled_documents())
def test_reading_gives_back_what_was_written(items: list[LabelledDocument]) -> None:
    """The nested columns hold every field of the model, whatever text and shape."""
    with tempfile.TemporaryDirectory() as folder:
        report = huggingface.write(items, Path(folder), strict=True)

        assert list(huggingface.read(Path(folder))) == items
        assert report.losses == ()
