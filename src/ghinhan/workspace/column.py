"""What a table is made of: columns with a type and a meaning."""

import msgspec


class Column(msgspec.Struct, frozen=True):
    """One column.

    Args:
        name: as in the frame.
        dtype: `string` (stored by pyarrow), `Int64`, `Float64`, `boolean` or `category`.
        meaning: one line; says what a missing value means where there can be one.
        categories: for a category, the closed list in its order.
        attribute: for a category whose list stands in the schema, the schema attribute's code,
            or `level`.

    """

    name: str
    dtype: str
    meaning: str
    categories: tuple[str, ...] = ()
    attribute: str = ""


class Table(msgspec.Struct, frozen=True):
    """One table.

    Args:
        name: the method of the desk that gives it.
        row: what one row is.
        columns: in order.

    """

    name: str
    row: str
    columns: tuple[Column, ...]


def text(name: str, meaning: str) -> Column:
    """A column of strings."""
    return Column(name, "string", meaning)


def number(name: str, meaning: str) -> Column:
    """A column of whole numbers."""
    return Column(name, "Int64", meaning)


def fact(name: str, meaning: str) -> Column:
    """A column of yes or no."""
    return Column(name, "boolean", meaning)


def share(name: str, meaning: str) -> Column:
    """A column of numbers that need not be whole."""
    return Column(name, "Float64", meaning)
