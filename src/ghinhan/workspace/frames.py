"""From rows to pandas: the same columns and types whether there are rows or none.

Rows are packed into Arrow batches while they stream, so a large corpus costs the memory of its
columns and not of its Python objects.
"""

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING, Any

from ghinhan.schema.label_set import Schema
from ghinhan.workspace.column import Column, Table
from ghinhan.workspace.rows import Row

if TYPE_CHECKING:
    import pandas as pd

BATCH_ROWS = 20_000


def make_frame(table: Table, rows: Iterable[Row], schema: Schema | None = None) -> "pd.DataFrame":
    """A tidy frame with exactly the table's columns and types.

    Args:
        table: names and types of the columns.
        rows: tuples in the order of the columns; an empty string becomes a missing value.
        schema: gives the lists of those categories that it defines.

    """
    import pandas as pd  # noqa: PLC0415  400 ms of start-up, paid by those who ask for a frame
    import pyarrow as pa  # noqa: PLC0415  likewise

    kinds = {"Int64": pa.int64(), "Float64": pa.float64(), "boolean": pa.bool_()}
    shape = pa.schema(
        [(column.name, kinds.get(column.dtype, pa.string())) for column in table.columns]
    )
    stream = iter(rows)
    batches = []
    while chunk := list(islice(stream, BATCH_ROWS)):
        columns = [
            [None if cell == "" else cell for cell in cells] for cells in zip(*chunk, strict=True)
        ]
        batches.append(pa.record_batch(columns, schema=shape))
    types: dict[Any, Any] = {
        pa.string(): pd.StringDtype("pyarrow"),
        pa.int64(): pd.Int64Dtype(),
        pa.float64(): pd.Float64Dtype(),
        pa.bool_(): pd.BooleanDtype(),
    }
    frame: pd.DataFrame = pa.Table.from_batches(batches, shape).to_pandas(types_mapper=types.get)
    for column in table.columns:
        if column.dtype == "category":
            known = allowed_values(column, schema)
            met = frame[column.name].dropna().unique()
            more = sorted(set(met) - set(known))
            frame[column.name] = frame[column.name].astype(pd.CategoricalDtype([*known, *more]))
    return frame


def allowed_values(column: Column, schema: Schema | None) -> tuple[str, ...]:
    """The closed list of a category column, from the format or from the schema."""
    if not column.attribute or schema is None:
        return column.categories
    if column.attribute == "level":
        return schema.levels
    for attribute in schema.attributes:
        if attribute.code == column.attribute:
            return attribute.values  # noqa: PD011  a struct, not a frame
    return ()
