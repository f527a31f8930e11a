"""Circles in a directed graph of record ids."""

from collections.abc import Iterable, Mapping


def find_cycles(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Groups of ids from each of which one can come back to itself.

    Args:
        edges: for each id, the ids it points to; an id that points nowhere may be left out.

    Returns:
        One sorted group for each circle or tangle of circles, groups sorted too.

    Source:
        R. Tarjan, "Depth-First Search and Linear Graph Algorithms" (1972), without recursion.

    Example:
        >>> find_cycles({"a": ["b"], "b": ["a", "c"], "d": ["d"]})
        [('a', 'b'), ('d',)]

    """
    order: dict[str, int] = {}
    lowest: dict[str, int] = {}
    open_ids: dict[str, None] = {}
    groups: list[tuple[str, ...]] = []
    for root in edges:
        path = [] if root in order else [(root, iter(edges[root]))]
        while path:
            node, targets = path[-1]
            if node not in order:
                order[node] = lowest[node] = len(order)
                open_ids[node] = None
            following = next((t for t in targets if t not in order or t in open_ids), None)
            if following is None:
                path.pop()
                if path:
                    above = path[-1][0]
                    lowest[above] = min(lowest[above], lowest[node])
                if lowest[node] == order[node]:
                    group = close_group(node, open_ids)
                    if len(group) > 1 or node in edges.get(node, ()):
                        groups.append(group)
            elif following in order:
                lowest[node] = min(lowest[node], order[following])
            else:
                path.append((following, iter(edges.get(following, ()))))
    return sorted(groups)


def close_group(root: str, open_ids: dict[str, None]) -> tuple[str, ...]:
    """Take every id opened since the root, the root included, off the open ones."""
    group = []
    while root in open_ids:
        group.append(open_ids.popitem()[0])
    return tuple(sorted(group))
