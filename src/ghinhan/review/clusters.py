"""How two ways of grouping the same mentions agree: MUC, B3, CEAF-e, LEA and their CoNLL mean.

A clustering maps each mention key (document and place) to the name of its cluster; the names
of the two sides need not match. A key that only one side has counts against that side.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from ghinhan.review.scores import Score

Clustering = Mapping[Any, str]
"""Cluster name by mention key; any hashable key (mappings are invariant in their keys)."""

Cluster = frozenset[Hashable]


def clusters_of(clustering: Clustering) -> list[Cluster]:
    """The clusters as sets of keys, in order of their names."""
    members: defaultdict[str, set[Hashable]] = defaultdict(set)
    for key, name in clustering.items():
        members[name].add(key)
    return [frozenset(members[name]) for name in sorted(members)]


def muc(left: Clustering, right: Clustering) -> Score:
    """Links needed to join each cluster, and how many of them the other side has.

    Source:
        Vilain et al., "A Model-Theoretic Coreference Scoring Scheme" (MUC-6, 1995).

    Example:
        >>> score = muc(dict.fromkeys("abcd", "1"), {"a": "1", "b": "1", "c": "2", "d": "2"})
        >>> round(score.recall, 3), score.precision
        (0.667, 1.0)

    """
    return Score(_kept_links(left, right), _links(left), _links(right), _kept_links(right, left))


def _links(clustering: Clustering) -> int:
    return sum(len(cluster) - 1 for cluster in clusters_of(clustering))


def _kept_links(one: Clustering, other: Clustering) -> int:
    kept = 0
    for cluster in clusters_of(one):  # a key the other side lacks stands there alone
        parts = {other.get(key, (key,)) for key in cluster}
        kept += len(cluster) - len(parts)
    return kept


def b_cubed(left: Clustering, right: Clustering) -> Score:
    """For each mention, the share of its cluster that the other side puts with it.

    Source:
        Bagga & Baldwin, "Algorithms for Scoring Coreference Chains" (1998).

    Example:
        >>> score = b_cubed(dict.fromkeys("abcd", "1"), {"a": "1", "b": "1", "c": "2", "d": "2"})
        >>> score.recall, score.precision
        (0.5, 1.0)

    """
    return Score(_shares(left, right), len(left), len(right), _shares(right, left))


def _shares(one: Clustering, other: Clustering) -> float:
    total = 0.0
    for cluster in clusters_of(one):
        parts = Counter(other[key] for key in cluster if key in other)
        total += sum(count * count for count in parts.values()) / len(cluster)
    return total


def ceaf_e(left: Clustering, right: Clustering) -> Score:
    """Clusters matched one to one so that their overlaps (Dice) sum to the most.

    Source:
        X. Luo, "On Coreference Resolution Performance Metrics" (2005), phi 4.

    Example:
        >>> score = ceaf_e(dict.fromkeys("abcd", "1"), {"a": "1", "b": "1", "c": "2", "d": "2"})
        >>> round(score.recall, 3), round(score.precision, 3)
        (0.667, 0.333)

    """
    ours, theirs = clusters_of(left), clusters_of(right)
    likeness = [[2 * len(a & b) / (len(a) + len(b)) for b in theirs] for a in ours]
    best = best_assignment(likeness)
    return Score(best, len(ours), len(theirs))


def lea(left: Clustering, right: Clustering) -> Score:
    """Links that the other side resolves, each cluster weighted by its size.

    Source:
        Moosavi & Strube, "Which Coreference Evaluation Metric Do You Trust?" (2016).

    Example:
        >>> score = lea(dict.fromkeys("abcd", "1"), {"a": "1", "b": "1", "c": "2", "d": "2"})
        >>> round(score.recall, 3), score.precision
        (0.333, 1.0)

    """
    return Score(_resolved(left, right), len(left), len(right), _resolved(right, left))


def _resolved(one: Clustering, other: Clustering) -> float:
    sizes = Counter(other.values())
    total = 0.0
    for cluster in clusters_of(one):
        parts = Counter(other[key] for key in cluster if key in other)
        if len(cluster) == 1:
            kept = sum(1.0 for name in parts if sizes[name] == 1)
        else:
            pairs = len(cluster) * (len(cluster) - 1)
            kept = sum(n * (n - 1) for n in parts.values()) / pairs
        total += len(cluster) * kept
    return total


def conll_mean(left: Clustering, right: Clustering) -> float | None:
    """Mean F1 of MUC, B3 and CEAF-e, as in the CoNLL-2012 shared task; None when empty."""
    values = [measure(left, right).f1 for measure in (muc, b_cubed, ceaf_e)]
    defined = [value for value in values if value is not None]
    return sum(defined) / len(defined) if defined else None


def best_assignment(gains: Sequence[Sequence[float]]) -> float:
    """The largest sum of gains when each row takes at most one column and the reverse.

    Args:
        gains: a full matrix of numbers >= 0, rows by columns; may be empty.

    Source:
        The Hungarian method with potentials, O(rows^2 * columns) (Jonker & Volgenant 1987).

    Example:
        >>> best_assignment([[1.0, 0.9], [0.9, 0.1]])
        1.8

    """
    if not gains or not gains[0]:
        return 0.0
    if len(gains) > len(gains[0]):
        gains = list(zip(*gains, strict=True))
    rows, columns = len(gains), len(gains[0])
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_of = [0] * (columns + 1)
    for row in range(1, rows + 1):
        _place_row(row, gains, row_of, row_price, column_price)
    return sum(gains[row_of[c] - 1][c - 1] for c in range(1, columns + 1) if row_of[c])


def _place_row(
    row: int,
    gains: Sequence[Sequence[float]],
    row_of: list[int],
    row_price: list[float],
    column_price: list[float],
) -> None:
    """Give one more row a column along the cheapest alternating path; changes the lists."""
    columns = len(column_price) - 1
    row_of[0], column = row, 0
    slack, came_from = [float("inf")] * (columns + 1), [0] * (columns + 1)
    used = [False] * (columns + 1)
    while row_of[column]:
        used[column] = True
        current, nearest, step = row_of[column], 0, float("inf")
        for c in range(1, columns + 1):
            if used[c]:
                continue
            cost = -gains[current - 1][c - 1] - row_price[current] - column_price[c]
            if cost < slack[c]:
                slack[c], came_from[c] = cost, column
            if slack[c] < step:
                step, nearest = slack[c], c
        for c in range(columns + 1):
            if used[c]:
                row_price[row_of[c]] += step
                column_price[c] -= step
            else:
                slack[c] -= step
        column = nearest
    while column:
        row_of[column] = row_of[came_from[column]]
        column = came_from[column]
