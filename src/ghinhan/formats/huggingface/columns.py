"""The columns of the Parquet tables: the model's fields, nested, each with its type.

Arrow types and cells are derived from the model's structs, so that a field added there becomes
a column here. A span becomes `{start, end}`, attributes become a list of `{name, value}`.
"""

from typing import Any, cast

import msgspec
from msgspec import inspect

from ghinhan.model.features import kind_of

SPAN = ("start", "end")
RUN = ("start", "end", "raw_start", "raw_end")
ATTRIBUTE = ("name", "value")
LEFT_OUT = frozenset({"format", "records"})

Info = inspect.Type


def import_pyarrow() -> Any:  # noqa: ANN401  it is imported when first needed, and untyped
    """Pyarrow with its Parquet half."""
    import pyarrow as pa  # noqa: PLC0415  0.17 CPU seconds to import
    import pyarrow.parquet  # noqa: PLC0415  likewise

    return pa


def inner(info: Info) -> Info:
    """The type of a value that may also be None."""
    if isinstance(info, inspect.UnionType):
        return next(one for one in info.types if not isinstance(one, inspect.NoneType))
    return info


def columns_of(kind: type[msgspec.Struct]) -> dict[str, Info]:
    """The fields of a struct with their types, in the order of the model."""
    info = cast("inspect.StructType", inspect.type_info(kind))
    return {field.name: field.type for field in info.fields if field.name not in LEFT_OUT}


def arrow_type(info: Info) -> Any:  # noqa: ANN401  pyarrow is imported lazily
    """The Arrow type of a field."""
    pa, info = import_pyarrow(), inner(info)
    if isinstance(info, inspect.StructType):
        return pa.struct(
            [(name, arrow_type(column)) for name, column in columns_of(info.cls).items()]
        )
    if isinstance(info, inspect.DictType):
        return pa.list_(pa.struct([(name, pa.string()) for name in ATTRIBUTE]))
    if isinstance(info, inspect.TupleType):
        return pa.struct([(name, pa.int32()) for name in names_of(info)])
    if isinstance(info, inspect.VarTupleType):
        return pa.list_(arrow_type(info.item_type))
    plain = {
        inspect.StrType: pa.string(),
        inspect.BoolType: pa.bool_(),
        inspect.IntType: pa.int32(),
        inspect.FloatType: pa.float64(),
    }
    return plain[type(info)]


def names_of(info: inspect.TupleType) -> tuple[str, ...]:
    """The names of the numbers in a fixed tuple: a span, or a run of the raw map."""
    return SPAN if len(info.item_types) == len(SPAN) else RUN


def to_cell(value: Any, info: Info) -> Any:  # noqa: ANN401  any field of the model
    """One value as Arrow takes it."""
    info = inner(info)
    if value is None:
        return None
    if isinstance(info, inspect.StructType):
        return to_row(value)
    if isinstance(info, inspect.DictType):
        return [dict(zip(ATTRIBUTE, pair, strict=True)) for pair in sorted(value.items())]
    if isinstance(info, inspect.TupleType):
        return dict(zip(names_of(info), value, strict=True))
    if isinstance(info, inspect.VarTupleType):
        return [to_cell(one, info.item_type) for one in value]
    return value


def to_row(value: msgspec.Struct) -> dict[str, Any]:
    """A struct as a row, or as a nested cell."""
    columns = columns_of(type(value))
    return {name: to_cell(getattr(value, name), info) for name, info in columns.items()}


def from_cell(cell: Any, info: Info) -> Any:  # noqa: ANN401  any field of the model
    """Undo `to_cell`."""
    info = inner(info)
    if cell is None:
        return None
    if isinstance(info, inspect.StructType):
        return from_row(cell, info.cls)
    if isinstance(info, inspect.DictType):
        return {pair["name"]: pair["value"] for pair in cell}
    if isinstance(info, inspect.TupleType):
        return tuple(cell[name] for name in names_of(info))
    if isinstance(info, inspect.VarTupleType):
        return tuple(from_cell(one, info.item_type) for one in cell)
    return cell


def from_row(row: dict[str, Any], kind: type[msgspec.Struct]) -> Any:  # noqa: ANN401  of that kind
    """Undo `to_row`; columns that the model does not know are passed over.

    Raises:
        KeyError: a column of the model is missing.

    """
    return kind(**{name: from_cell(row[name], info) for name, info in columns_of(kind).items()})


def list_name(kind: type[msgspec.Struct]) -> str:
    """The column or table that holds all records of one kind.

    Example:
        >>> from ghinhan.model import Entity, Mention
        >>> list_name(Mention), list_name(Entity)
        ('mentions', 'entities')

    """
    name = kind_of(kind)
    return f"{name[:-1]}ies" if name.endswith("y") else f"{name}s"
