"""Tables in plain text, for a terminal and for printing in a cell."""

from collections.abc import Sequence

GAP = "  "
WIDEST = 60


def lay_out(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows under their headers, in columns as wide as they need.

    Args:
        headers: one word per column.
        rows: cells in the same order; None prints as nothing, line breaks as spaces.

    Returns:
        Lines without trailing space; numbers stand to the right. Cells are cut at 60 characters.

    Example:
        >>> print(lay_out(["type", "n"], [["PER", 12], ["GPE", 7]]))
        type   n
        PER   12
        GPE    7

    """
    grid = [[as_cell(cell) for cell in row] for row in rows]
    to_the_right = [
        bool(rows) and all(isinstance(row[index], int) for row in rows)
        for index in range(len(headers))
    ]
    widths = [max(len(cell) for cell in column) for column in zip(headers, *grid, strict=True)]
    return "\n".join(
        GAP.join(
            cell.rjust(width) if right else cell.ljust(width)
            for cell, width, right in zip(line, widths, to_the_right, strict=True)
        ).rstrip()
        for line in [list(headers), *grid]
    )


def as_cell(value: object) -> str:
    """One cell on one line, cut when it is long."""
    if value is None:
        return ""
    words = " ".join(str(value).split())
    return words if len(words) <= WIDEST else words[: WIDEST - 1] + "…"
