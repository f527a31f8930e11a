"""From here to doccano: new documents by file, changed ones call by call, the rest not at all."""

from collections.abc import Callable, Iterator, Sequence

from ghinhan.foundation.errors import SyncError
from ghinhan.sync.archive import Archive
from ghinhan.sync.importing import import_documents, settle_imports
from ghinhan.sync.ledger import Forgotten
from ghinhan.sync.link import REFUSALS, Here, Index, Link, is_as_noted, make_index, reason, same
from ghinhan.sync.sending import Sender
from ghinhan.sync.summary import Outcome, Summary, in_order


def push(link: Link, documents: Sequence[str]) -> Summary:
    """Bring documents and what was labelled here to doccano.

    What was changed there and not yet pulled stays as it is. Run twice, the second time changes
    nothing.

    Args:
        link: reading and project.
        documents: which of them.

    Raises:
        SyncError: the server stays silent or refuses; what was done before is kept and found.

    """
    remarks = settle_imports(link)
    outcomes: list[Outcome] = []
    with link.archive() as archive:
        index = make_index(archive)
        known = [name for name in documents if name in index.places]
        new = [name for name in documents if name not in index.places]
        sender = Sender(link)
        for name in link.progress(known, "push"):
            outcome, said = push_one(link, sender, archive, index, name)
            outcomes.append(outcome)
            remarks += said
    link.ledger.write(*[Forgotten(document=n) for n in new if link.ledger.known(n)])
    outcomes += import_documents(link, open_all(link, new, outcomes, remarks.append))
    link.ledger.close_book()
    return Summary(job="push", outcomes=in_order(outcomes, documents), remarks=tuple(remarks))


def push_one(
    link: Link, sender: Sender, archive: Archive, index: Index, name: str
) -> tuple[Outcome, list[str]]:
    """Bring the changes of one document that is already there."""
    if name in index.faults:
        return Outcome(document=name, outcome="refused", why=index.faults[name]), []
    page = archive.page(index.places[name])
    known = link.ledger.known(name)
    try:
        here = link.open(name)
        if known is not None and is_as_noted(page, known) and same(here.shape, known.base.shape):
            return Outcome(document=name, outcome="skipped", why="in step"), []
        compared, remarks = sender.bring(page, here)
    except REFUSALS as error:
        if isinstance(error, SyncError) and concerns_all(error):
            raise
        return Outcome(document=name, outcome="refused", why=reason(error)), []
    remarks += [f"{name}: {conflict}" for conflict in compared.plan.conflicts]
    changes = len(compared.plan.there)
    if changes:
        return Outcome(document=name, outcome="updated", changes=changes), remarks
    why = f"{len(compared.plan.here)} changes to pull" if len(compared.plan.here) else "in step"
    return Outcome(document=name, outcome="skipped", why=why), remarks


def open_all(
    link: Link, names: Sequence[str], outcomes: list[Outcome], remark: Callable[[str], None]
) -> Iterator[Here]:
    """Documents that are new there, opened one after the other."""
    for name in link.progress(names, "push new"):
        try:
            here = link.open(name)
        except REFUSALS as error:
            outcomes.append(Outcome(document=name, outcome="refused", why=reason(error)))
            continue
        for loss in here.losses:
            remark(f"{name}: {loss.record}: {loss.what}: {loss.why}")
        yield here


def concerns_all(error: SyncError) -> bool:
    """Whether an error of the server will meet the next document too."""
    return error.status in {0, 401, 403, 429} or error.status >= 500
