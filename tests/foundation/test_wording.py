"""Warnings are for people who label, not for people who debug us."""

import warnings

import pytest

from ghinhan.foundation.wording import tell


def test_a_warning_shows_no_path_and_comes_each_time() -> None:
    """A path like `/tmp/ipykernel_7/1.py` in a notebook says nothing; a second case is news too."""
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("default")
        for _ in range(2):
            tell("look here", UserWarning)

    assert [warnings.formatwarning(w.message, w.category, w.filename, w.lineno) for w in said] == [
        "ghinhan:1: UserWarning: look here\n"
    ] * 2


def test_warnings_can_be_made_errors() -> None:
    """Scripts decide what a warning means to them."""
    with pytest.raises(UserWarning, match="look here"):
        tell("look here", UserWarning)
