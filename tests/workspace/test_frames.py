"""Frames have the documented columns and types, whether there are rows or none."""

import msgspec
import pandas as pd
import pytest

from ghinhan.model import LabelledDocument, Layer, Mention
from ghinhan.schema import default_schema_path, load_schema
from ghinhan.workspace import rows
from ghinhan.workspace.column import Table
from ghinhan.workspace.columns import EVERY_TABLE
from ghinhan.workspace.frames import BATCH_ROWS, make_frame
from ghinhan.workspace.tables import OF_DOCUMENTS, OF_LAYERS, find_table
from tests.workspace.samples import CORPUS_LAYER, DOCUMENT, LABELLED

SCHEMA = load_schema(default_schema_path())


def types_of(frame: pd.DataFrame) -> dict[str, str]:
    """The type of each column as the reference names it."""
    return {str(name): str(kind) for name, kind in frame.dtypes.items()}


def sample_rows(table: Table) -> list[rows.Row]:
    """The rows of one table of the sample."""
    if table.name in OF_DOCUMENTS:
        return list(OF_DOCUMENTS[table.name](DOCUMENT))
    if table.name in OF_LAYERS:
        return list(OF_LAYERS[table.name](LABELLED))
    return list(rows.entity_rows(CORPUS_LAYER, [LABELLED])) if table.name == "entities" else []


@pytest.mark.parametrize("table", EVERY_TABLE, ids=lambda table: table.name)
def test_a_frame_has_exactly_the_documented_columns_and_types(table: Table) -> None:
    """Code written against an empty project runs on a full one, and the other way round."""
    documented = {column.name: column.dtype for column in table.columns}
    empty, full = make_frame(table, [], SCHEMA), make_frame(table, sample_rows(table), SCHEMA)

    assert types_of(empty) == types_of(full) == documented
    assert (empty.dtypes == full.dtypes).all()
    assert list(full.columns) == list(documented)


def test_strings_are_stored_by_arrow() -> None:
    """Python objects would cost five times the memory."""
    frame = make_frame(find_table("documents"), rows.document_rows(DOCUMENT))

    assert frame["document"].dtype == pd.StringDtype("pyarrow")


def test_what_nobody_said_is_missing_and_not_an_empty_string() -> None:
    """`isna` and `dropna` are how pandas asks; an empty string would be counted as a value."""
    frame = make_frame(find_table("mentions"), rows.mention_rows(LABELLED), SCHEMA)

    assert frame.set_index("id")["entity"].isna().to_dict()["m-union"]
    assert not frame["text"].isna().any()


def test_a_category_lists_the_schemas_values_in_their_order() -> None:
    """Tables and plots come in the order that annotators know."""
    frame = make_frame(find_table("mentions"), rows.mention_rows(LABELLED), SCHEMA)

    assert list(frame["level"].cat.categories) == ["NAM", "NOM", "PRO", "VAL"]


def test_a_value_that_the_schema_does_not_know_is_kept() -> None:
    """Labelling is never blocked by the schema, so no table may drop what was labelled."""
    odd = Mention(id="m", type="PER", extent=((0, 4),), text="Sáng", level="HMM")
    labelled = LabelledDocument(
        document=DOCUMENT,
        layer=Layer(document="bai-1", text_sha256="", records=(odd,)),
        corpus_layer=CORPUS_LAYER,
    )
    frame = make_frame(find_table("mentions"), rows.mention_rows(labelled), SCHEMA)

    assert frame["level"].tolist() == ["HMM"]


def test_a_schema_without_an_attribute_gives_no_categories_for_it() -> None:
    """A project may do without tense; its column is there all the same."""
    bare = msgspec.structs.replace(SCHEMA, attributes=())
    frame = make_frame(find_table("events"), [], bare)
    without = make_frame(find_table("events"), [], None)

    assert list(frame["tense"].cat.categories) == []
    assert list(without["tense"].cat.categories) == []


def test_rows_beyond_one_batch_keep_their_order() -> None:
    """Rows are packed batch by batch; a seam must not show."""
    table = find_table("sentences")
    many = [("d", number, 0, 1, "x", "body") for number in range(BATCH_ROWS + 3)]
    frame = make_frame(table, iter(many))

    assert frame["sentence"].tolist() == list(range(BATCH_ROWS + 3))
