"""Tables in plain text."""

from ghinhan.workspace.plain_tables import WIDEST, as_cell, lay_out


def test_columns_line_up_and_numbers_stand_to_the_right() -> None:
    """A table in a terminal is read by its columns."""
    assert lay_out(["who", "n"], [["Lê Thị Hoa", 7], ["a", 12]]).splitlines() == [
        "who          n",
        "Lê Thị Hoa   7",
        "a           12",
    ]


def test_headers_alone_stand_to_the_left() -> None:
    """No rows is no reason to fail."""
    assert lay_out(["who", "n"], []) == "who  n"


def test_a_cell_is_one_line_and_never_wider_than_allowed() -> None:
    """One long quotation must not break the table."""
    assert as_cell("a\nb") == "a b"
    assert as_cell(None) == ""
    assert len(as_cell("x" * 500)) == WIDEST
