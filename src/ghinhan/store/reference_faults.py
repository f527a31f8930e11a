"""References that lead nowhere, or round in a circle, in all files of one annotator."""

from collections.abc import Iterator, Sequence

from ghinhan.model.entities import Entity, HopperRelation
from ghinhan.model.events import Event
from ghinhan.model.layer import Record
from ghinhan.model.notes import Comment
from ghinhan.model.times import Time
from ghinhan.store.faults import Fault
from ghinhan.store.layer_faults import LayerFile
from ghinhan.store.references import CORPUS_WIDE, references_of


def dangling(file: LayerFile, corpus_wide: set[str]) -> Iterator[Fault]:
    """References of one file to records that are not there.

    Args:
        file: one tracked file.
        corpus_wide: ids of the annotator's entities, hoppers and hopper relations.

    """
    here = {row.record.id for row in file.rows}
    for row in file.rows:
        for place, target, name in references_of(row.record):
            known = here | corpus_wide if isinstance(row.record, Comment) else here
            if target and target not in (corpus_wide if place == CORPUS_WIDE else known):
                yield Fault(
                    file.name,
                    row.line,
                    "dangling",
                    f"{name} of record {row.record.id!r} is {target!r}, but {place} has no such "
                    "record. Bring it back from git or the history, or take the reference out.",
                )


def circles(file: LayerFile) -> Iterator[Fault]:
    """Records of one file that lead back to themselves."""
    arrows: dict[str, dict[str, list[str]]] = {}
    lines = {row.record.id: row.line for row in file.rows}
    for row in file.rows:
        for kind, source, target in arrows_of(row.record):
            arrows.setdefault(kind, {}).setdefault(source, []).append(target)
    for kind, graph in arrows.items():
        for circle in find_circles(graph):
            line = min(lines.get(identifier, 0) for identifier in circle)
            yield Fault(
                file.name,
                line,
                "circle",
                f"{kind} leads in a circle: {' → '.join([*circle, circle[0]])}. Take one of the "
                "links out.",
            )


def arrows_of(record: Record) -> Iterator[tuple[str, str, str]]:
    """The links of a record that must not come back to it: kind, source, target."""
    if isinstance(record, HopperRelation):
        yield record.type, record.source, record.target
    elif isinstance(record, Entity):
        yield from (("membership", record.id, member) for member in record.members)
    elif isinstance(record, Time) and record.anchor:
        yield "anchoring", record.id, record.anchor
    elif isinstance(record, Event):
        yield from (("being an argument", record.id, a.ref) for a in record.arguments)


def find_circles(graph: dict[str, list[str]]) -> list[Sequence[str]]:
    """One circle for each place where a walk along the arrows comes back."""
    found: list[Sequence[str]] = []
    finished: set[str] = set()
    for start in graph:
        path: list[str] = []
        places: dict[str, int] = {}
        trail = [iter([start])]
        while trail:
            step = next(trail[-1], None)
            if step is None:
                trail.pop()
                if path:
                    gone = path.pop()
                    del places[gone]
                    finished.add(gone)
            elif step in places:
                found.append(tuple(path[places[step] :]))
            elif step not in finished:
                places[step] = len(path)
                path.append(step)
                trail.append(iter(graph.get(step, [])))
    return found


def repeated_between(files: Sequence[LayerFile]) -> Iterator[Fault]:
    """Ids that two files of one annotator both use."""
    seen: dict[str, str] = {}
    for file in files:
        for row in file.rows:
            other = seen.setdefault(row.record.id, file.name)
            if other != file.name:
                yield Fault(
                    file.name,
                    row.line,
                    "duplicate-id",
                    f"id {row.record.id!r} is used in {other} too; ids are unique in the corpus.",
                )
