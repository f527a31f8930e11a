"""Laws of agreement, checked against published worked examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghinhan.foundation.errors import AgreementUndefinedError
from ghinhan.review.scores import (
    Score,
    cohen_kappa,
    compare_counts,
    krippendorff_alpha,
    share_equal,
)

# Krippendorff's canonical example: 4 observers, 12 units, 41 values, nominal alpha = 0.743.
OBSERVERS = ["12332141 2...", "12332241 25.3", ".3332342 251.", "12332441 251."]
PUBLISHED_ALPHA = 0.743

answers = st.lists(
    st.lists(st.sampled_from(["PER", "LOC", None]), min_size=2, max_size=4), max_size=30
)
pairs = st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30)


def test_alpha_equals_the_published_worked_example() -> None:
    """Our number is the number in the paper, to the digits the paper prints."""
    columns = zip(*(row.replace(" ", "") for row in OBSERVERS), strict=True)
    units = [[None if label == "." else label for label in column] for column in columns]

    assert round(krippendorff_alpha(units), 3) == PUBLISHED_ALPHA


@given(answers)
def test_alpha_does_not_care_who_is_called_first(units: list[list[str | None]]) -> None:
    """Swapping annotators never changes agreement; undefined stays undefined."""
    mirrored = [row[::-1] for row in units]
    try:
        expected = krippendorff_alpha(units)
    except AgreementUndefinedError:
        with pytest.raises(AgreementUndefinedError, match="at least two different labels"):
            krippendorff_alpha(mirrored)
    else:
        assert krippendorff_alpha(mirrored) == pytest.approx(expected)


def test_kappa_equals_the_textbook_example() -> None:
    """Cohen's kappa of the 2 x 2 table 20, 5, 10, 15 is 0.4."""
    table = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15

    assert cohen_kappa(table) == pytest.approx(0.4)


@given(pairs)
def test_kappa_is_symmetric_and_at_most_one(both: list[tuple[str, str]]) -> None:
    """Who is called first never matters, and nobody agrees more than always."""
    mirrored = [(b, a) for a, b in both]
    try:
        expected = cohen_kappa(both)
    except AgreementUndefinedError:
        with pytest.raises(AgreementUndefinedError, match="two different labels"):
            cohen_kappa(mirrored)
    else:
        assert expected <= 1
        assert cohen_kappa(mirrored) == pytest.approx(expected)


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_f1_does_not_care_which_side_is_the_reference(left: list[str], right: list[str]) -> None:
    """Precision of the one is recall of the other, so their mean is the same."""
    there, back = compare_counts(left, right), compare_counts(right, left)

    assert there.f1 == back.f1
    assert there.precision == back.recall


def test_empty_readings_have_no_score_rather_than_a_perfect_one() -> None:
    """A score of 1.0 for nothing would flatter a corpus; None says there was nothing."""
    assert compare_counts([], []).f1 is None
    assert compare_counts(["a"], []).f1 == 0.0
    assert Score(0, 3, 2).f1 == 0.0
    assert share_equal([]) is None
