"""Coreference measures against the numbers of their papers, and their laws."""

from collections.abc import Callable
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghinhan.review.clusters import (
    Clustering,
    b_cubed,
    best_assignment,
    ceaf_e,
    conll_mean,
    lea,
    muc,
)
from ghinhan.review.scores import Score

MEASURES = [muc, b_cubed, ceaf_e, lea]

# Luo (2005), section 2: the true entities, and system responses (b), (c) and (d) to them.
TRUE: Clustering = (
    dict.fromkeys("12345", "a") | dict.fromkeys("67", "b") | dict.fromkeys("89ABC", "c")
)
TWO_MERGED: Clustering = dict.fromkeys("12345", "x") | dict.fromkeys("6789ABC", "y")
OTHERS_MERGED: Clustering = dict.fromkeys("1234589ABC", "x") | dict.fromkeys("67", "y")
ALL_MERGED: Clustering = dict.fromkeys(TRUE, "x")

clusterings = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from("123"))


@pytest.mark.parametrize(
    ("response", "muc_f1", "b_cubed_f1", "ceaf_f1"),
    [
        (TWO_MERGED, 0.947, 0.865, 0.733),
        (OTHERS_MERGED, 0.947, 0.737, 0.667),
        (ALL_MERGED, 0.900, 0.545, 0.294),
    ],
)
def test_measures_equal_the_table_of_the_ceaf_paper(
    response: Clustering, muc_f1: float, b_cubed_f1: float, ceaf_f1: float
) -> None:
    """X. Luo, "On Coreference Resolution Performance Metrics" (2005), table 1."""
    assert round(muc(TRUE, response).f1 or 0, 3) == muc_f1
    assert round(b_cubed(TRUE, response).f1 or 0, 3) == b_cubed_f1
    assert round(ceaf_e(TRUE, response).f1 or 0, 3) == ceaf_f1


def test_lea_equals_its_paper() -> None:
    """Moosavi & Strube (2016), section 4: recall 0.35 and precision 0.62 on their example."""
    key: Clustering = dict.fromkeys("abc", "k1") | dict.fromkeys("defg", "k2")
    response: Clustering = (
        dict.fromkeys("ab", "r1") | dict.fromkeys("cd", "r2") | dict.fromkeys("fghi", "r3")
    )
    score = lea(key, response)

    assert score.recall == pytest.approx((3 * (1 / 3) + 4 * (1 / 6)) / 7)
    assert score.precision == pytest.approx((2 * 1 + 2 * 0 + 4 * (1 / 6)) / 8)


@pytest.mark.parametrize("measure", MEASURES)
@given(clusterings, clusterings)
def test_f1_is_symmetric_and_between_nought_and_one(
    measure: Callable[[Clustering, Clustering], Score], left: Clustering, right: Clustering
) -> None:
    """Neither annotator is the right one, so neither may weigh more."""
    there, back = measure(left, right).f1, measure(right, left).f1

    assert there == (None if back is None else pytest.approx(back))
    assert there is None or 0 <= there <= 1 + 1e-9


@pytest.mark.parametrize("measure", MEASURES)
@given(clusterings)
def test_equal_clusterings_agree_whatever_the_names(
    measure: Callable[[Clustering, Clustering], Score], clustering: Clustering
) -> None:
    """Cluster names are private to each annotator and must not matter."""
    renamed = {key: f"other {name}" for key, name in clustering.items()}
    f1 = measure(clustering, renamed).f1

    assert f1 is None or f1 == pytest.approx(1)
    assert conll_mean(clustering, renamed) in (None, pytest.approx(1))


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(
            st.lists(st.floats(0, 1, allow_nan=False), min_size=n, max_size=n),
            min_size=1,
            max_size=4,
        )
    )
)
def test_the_assignment_is_the_best_of_all(gains: list[list[float]]) -> None:
    """Checked against every assignment there is, on small matrices."""
    wide = gains if len(gains) <= len(gains[0]) else [list(c) for c in zip(*gains, strict=True)]
    best = max(
        sum(row[column] for row, column in zip(wide, choice, strict=True))
        for choice in permutations(range(len(wide[0])), len(wide))
    )

    assert best_assignment(gains) == pytest.approx(best)


def test_no_clusters_have_no_mean() -> None:
    """Nothing to compare is not perfect agreement."""
    assert conll_mean({}, {}) is None
    assert best_assignment([]) == 0.0
