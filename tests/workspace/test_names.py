"""Which names are taken for slips of the finger."""

import pytest

from ghinhan.workspace.names import introduce


@pytest.mark.parametrize("typed", ["a2", "a11", "b1", "gold-2", "annotator-2"])
def test_short_and_other_names_are_meant(typed: str) -> None:
    """A first-time annotator is not asked whether they are somebody else."""
    assert "Did you mean" not in introduce(typed, ["a1", "gold", "annotator"])


@pytest.mark.parametrize("typed", ["golf", "golds", "ggold"])
def test_a_slip_is_told(typed: str) -> None:
    """A whole day's work in a second folder is found too late."""
    assert introduce(typed, ["a1", "gold"]).endswith("Did you mean 'gold'?")
