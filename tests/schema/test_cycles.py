"""Laws of circles, against the plain definition."""

from hypothesis import given, settings
from hypothesis import strategies as st

from ghinhan.schema.cycles import find_cycles

graphs = st.dictionaries(st.sampled_from("abcdefg"), st.lists(st.sampled_from("abcdefgh")))


def reachable(edges: dict[str, list[str]], start: str) -> set[str]:
    """Everything that can be reached by one step or more."""
    found: set[str] = set()
    ahead = list(edges.get(start, ()))
    while ahead:
        node = ahead.pop()
        if node not in found:
            found.add(node)
            ahead += edges.get(node, ())
    return found


@settings(deadline=None)
@given(graphs)
def test_groups_are_the_ids_that_come_back_to_each_other(edges: dict[str, list[str]]) -> None:
    """Exactly those from which one can walk back to where one began, grouped by mutual reach."""
    reach = {node: reachable(edges, node) for node in edges}
    expected = {
        tuple(sorted(b for b in reach if b in reach[a] and a in reach[b]))
        for a in reach
        if a in reach[a]
    }

    assert find_cycles(edges) == sorted(expected)


def test_a_long_chain_needs_no_recursion() -> None:
    """100,000 links in a row, closed at the end: found, without a RecursionError."""
    edges = {str(number): [str(number + 1)] for number in range(100_000)}

    assert find_cycles(edges) == []
    edges["99999"] = ["0"]
    assert len(find_cycles(edges)[0]) == 100_000
