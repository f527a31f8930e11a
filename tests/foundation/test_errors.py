"""Errors carry a message for people and a built-in class for programs."""

import inspect

import pytest

from ghinhan.foundation import errors
from ghinhan.foundation.errors import GhinhanError, UnknownNameError, list_faults

CLASSES = [
    value
    for value in vars(errors).values()
    if inspect.isclass(value) and issubclass(value, GhinhanError) and value is not GhinhanError
]


@pytest.mark.parametrize("kind", CLASSES)
def test_every_error_is_ours_and_a_built_in(kind: type[GhinhanError]) -> None:
    """A caller who knows only Python's own errors can catch it, and the message is not changed."""
    built_ins = [base for base in kind.__mro__ if base.__module__ == "builtins"]

    assert len(built_ins) > len(Exception.__mro__)
    assert str(kind("what, where, what to do")) == "what, where, what to do"


def test_an_unknown_name_without_a_message_shows_nothing() -> None:
    """`KeyError` alone would show quotation marks, or fail."""
    assert str(UnknownNameError()) == ""


@pytest.mark.parametrize(("count", "last"), [(0, ""), (1, "f0"), (20, "f19"), (57, "and 37 more")])
def test_a_long_list_of_faults_is_cut_and_counted(count: int, last: str) -> None:
    """Twenty are enough to begin with; the rest is a number, never silence."""
    lines = list_faults([f"f{number}" for number in range(count)]).split("\n")

    assert lines[-1] == last
    assert len(lines) == max(1, min(count, 21))
