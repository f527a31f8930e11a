"""New documents: one file for many, proved after it has arrived, or taken back exactly.

doccano's import is a task on the server. It may drop what it does not like without a word, run
twice, or go on after its reply was lost. So every example of a file carries the file's mark; after
the task the examples that carry it are read back. All of them whole: done. Anything else: exactly
those are deleted again; but never one on which somebody has worked in the meantime.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from ghinhan.foundation.errors import SyncError
from ghinhan.foundation.identifiers import new_identifier
from ghinhan.sync.archive import Archive
from ghinhan.sync.ledger import Begun, Ended
from ghinhan.sync.link import Here, Link
from ghinhan.sync.sending import Sender
from ghinhan.sync.shapes import Shape
from ghinhan.sync.summary import Outcome
from ghinhan.sync.wire import Page, import_line

MOST_DOCUMENTS = 1000
MOST_BYTES = 8 << 20
PATIENCE = 20.0
PATIENCE_FOR_EACH = 0.05
"""Seconds without any change after which an import whose reply was lost counts as over; and how
many more for each of its documents, since a server shows them only after all were read."""

LOOK_AGAIN = 2.0
WHOLE, NOTHING, TAKEN_BACK = "whole", "nothing", "taken back"


def import_documents(link: Link, documents: Iterable[Here]) -> Iterator[Outcome]:
    """Send new documents, as many in one file as fit.

    Raises:
        SyncError: a file did not arrive whole; its examples were taken back, earlier files stay.

    """
    push, lines, batch, size = new_identifier("push"), [], [], 0
    for here in documents:
        if not here.document.text.strip():
            why = "doccano takes no empty text."
            yield Outcome(document=here.document.id, outcome="refused", why=why)
            continue
        line = import_line(here.document, here.shape, push)
        lines.append(line)
        batch.append(here)
        size += len(line)
        if len(batch) >= MOST_DOCUMENTS or size >= MOST_BYTES:
            yield from import_batch(link, push, lines, batch)
            push, lines, batch, size = new_identifier("push"), [], [], 0
    if batch:
        yield from import_batch(link, push, lines, batch)


def import_batch(link: Link, push: str, lines: list[bytes], batch: list[Here]) -> list[Outcome]:
    """Send one file and prove it."""
    documents = tuple(here.document.id for here in batch)
    begun = Begun(push=push, documents=documents)
    link.ledger.write(begun)
    faults: list[str] = []
    try:
        task = link.api.upload(link.project, b"".join(lines))
        begun = Begun(push=push, documents=documents, task=task)
        link.ledger.write(begun)
        faults = link.api.wait(task, f"the import of {len(documents)} documents")
    except SyncError as error:
        if 400 <= error.status < 500 and error.status != 429:
            link.ledger.write(Ended(push=push))
            raise
        faults = [str(error)]
    outcome, why = finish(link, begun, {here.document.id: here for here in batch})
    if outcome != WHOLE:
        said = " ".join([why, *faults])
        raise SyncError(
            f"the import of {len(documents)} documents into project {link.project} came to "
            f"{outcome}: {said} Documents sent before are there. Run the push again."
        )
    return [
        Outcome(
            document=here.document.id,
            outcome="created",
            changes=len(here.shape.marks) + len(here.shape.arrows) + len(here.shape.notes),
        )
        for here in batch
    ]


def finish(link: Link, begun: Begun, batch: dict[str, Here]) -> tuple[str, str]:
    """Find out what became of an import, and take it back unless it is whole.

    Args:
        link: reading and project.
        begun: the import.
        batch: its documents where they are at hand; empty when an earlier run has left it open.

    Returns:
        `whole`, `nothing` or `taken back`, and the reason.

    """
    went_well = bool(begun.task) and not link.api.wait(begun.task, "an import")
    before, quiet = -1, 0.0
    patience = PATIENCE + PATIENCE_FOR_EACH * len(begun.documents)
    while True:
        arrived, faults = examine(link, begun, batch, is_trusted=went_well and not batch)
        if not faults:
            link.ledger.write(Ended(push=begun.push))
            return WHOLE, ""
        if begun.task or quiet >= patience:
            break
        quiet = quiet + LOOK_AGAIN if len(arrived) == before else 0.0
        before = len(arrived)
        link.api.pause(LOOK_AGAIN)
    untouched = [example for example, is_touched in arrived.items() if not is_touched]
    if untouched:
        link.api.delete_examples(link.project, untouched)
    link.ledger.write(Ended(push=begun.push))
    why = f"{faults[0]}." if arrived else "none of them arrived."
    return (TAKEN_BACK if arrived else NOTHING), why


def examine(
    link: Link, begun: Begun, batch: dict[str, Here], *, is_trusted: bool
) -> tuple[dict[int, bool], list[str]]:
    """Look at what carries an import's mark; when it is whole, note its numbers.

    Args:
        link: reading and project.
        begun: the import.
        batch: its documents where they are at hand.
        is_trusted: the server said long ago that all went well: what is missing on a page was taken
            away by somebody since.

    Returns:
        The examples, and whether somebody has worked on each since; and what is wrong with them.

    """
    with link.archive() as archive:
        arrived, faults = inspect(archive, begun, is_trusted=is_trusted)
        if not faults:
            note_all(link, archive, begun, batch)
    return arrived, faults


def inspect(
    archive: Archive, begun: Begun, *, is_trusted: bool
) -> tuple[dict[int, bool], list[str]]:
    """The examples that carry an import's mark, and what is wrong with them."""
    arrived: dict[int, bool] = {}
    faults: list[str] = []
    documents: Counter[str] = Counter()
    for page in pages_of(archive, begun):
        lacking, added = differences(page)
        arrived[page.example] = bool(added or page.notes)
        documents[document_of(page)] += 1
        if lacking and not arrived[page.example] and not is_trusted:
            faults.append(f"{document_of(page)} arrived with labels missing")
    if documents != Counter(begun.documents):
        faults.insert(0, f"{len(arrived)} examples arrived for {len(begun.documents)} documents")
    return arrived, faults


def pages_of(archive: Archive, begun: Begun) -> Iterator[Page]:
    """The pages that carry an import's mark."""
    for _, page in archive.pages():
        if page.tag is not None and page.tag.push == begun.push:
            yield page


def document_of(page: Page) -> str:
    """The document of a page that is ours."""
    return page.tag.document if page.tag else ""


def differences(page: Page) -> tuple[int, int]:
    """How many marks and arrows a page lacks, and how many it has beyond those it was sent with."""
    sent = page.tag.shape() if page.tag else Shape()
    wanted = Counter[object](sent.marks.values())
    wanted.update((sent.marks[a.source], a.type, sent.marks[a.target]) for a in sent.arrows)
    there = Counter[object](page.marks.values())
    there.update((page.marks[a], type_, page.marks[b]) for a, type_, b in page.arrows.values())
    return (wanted - there).total(), (there - wanted).total()


def note_all(link: Link, archive: Archive, begun: Begun, batch: dict[str, Here]) -> None:
    """Note the numbers that the server gave to an import's marks, and send its comments.

    A file cannot carry comments. A document whose reading has changed since it was sent is
    brought up to date on the way.
    """
    sender = Sender(link)
    for page in pages_of(archive, begun):
        here = batch.get(document_of(page)) or link.open(document_of(page))
        sender.bring(page, here)


def settle_imports(link: Link) -> list[str]:
    """Find out what became of imports that an earlier run has left open; one sentence for each."""
    remarks = []
    for begun in link.ledger.unfinished:
        outcome, why = finish(link, begun, {})
        remarks.append(f"an earlier import of {len(begun.documents)} documents: {outcome}. {why}")
    return remarks
