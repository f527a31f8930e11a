"""How far both sides are apart, document by document; changes nothing."""

from collections.abc import Iterator, Sequence

import msgspec

from ghinhan.sync.link import REFUSALS, Index, Link, make_index, reason
from ghinhan.sync.wire import Page


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """One document on both sides.

    Args:
        document: document id.
        state: `in step`, `to push`, `to pull`, `both`, `conflict`, `only here`, `only there` or
            `refused`.
        to_push: how many spans, relations and comments doccano lacks.
        to_pull: how many we lack.
        conflicts: how many both changed differently.
        why: what was refused.

    """

    document: str
    state: str
    to_push: int = 0
    to_pull: int = 0
    conflicts: int = 0
    why: str = ""


def status(link: Link, documents: Sequence[str]) -> tuple[Standing, ...]:
    """Compare every document; changes nothing, here or there."""
    with link.archive() as archive:
        index = make_index(archive)
        here = [
            stand(link, archive.page(index.places[name]), name, index)
            if name in index.places
            else Standing(document=name, state="only here")
            for name in link.progress(documents, "status")
        ]
    return (*here, *strangers(link, index))


def stand(link: Link, page: Page, name: str, index: Index) -> Standing:
    """One document that is on both sides."""
    if name in index.faults:
        return Standing(document=name, state="refused", why=index.faults[name])
    try:
        compared = link.compare(page, link.open(name))
    except REFUSALS as error:
        return Standing(document=name, state="refused", why=reason(error))
    plan = compared.plan
    to_push, to_pull, conflicts = len(plan.there), len(plan.here), len(plan.conflicts)
    state = "both" if to_push and to_pull else "to push" if to_push else "to pull"
    if conflicts:
        state = "conflict"
    elif not (to_push or to_pull):
        state = "in step"
    return Standing(
        document=name,
        state=state,
        to_push=to_push,
        to_pull=to_pull,
        conflicts=conflicts,
        why=" ".join(compared.remarks),
    )


def strangers(link: Link, index: Index) -> Iterator[Standing]:
    """Documents of ours on the server that this project does not have."""
    for name in index.places:
        if name not in link.documents:
            yield Standing(document=name, state="only there")
