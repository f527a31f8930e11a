"""New documents: one file for many, proved after it has arrived, or taken back exactly.

doccano's import is a task on the server. It may drop what it does not like without a word, run
twice, or go on after its reply was lost. So every example of a file carries the file's mark; after
the task the examples that carry it are read back. All of them whole: done. Anything else: exactly
those are deleted again.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from ghinhan.foundation.errors import SyncError
from ghinhan.foundation.identifiers import new_identifier
from ghinhan.sync.archive import Archive
from ghinhan.sync.ledger import Begun, Ended
from ghinhan.sync.link import Here, Link
from ghinhan.sync.sending import Sender
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
        batch: its documents where they are at hand; others are opened.

    Returns:
        `whole`, `nothing` or `taken back`, and the reason.

    """
    if begun.task:
        link.api.wait(begun.task, "an import")
    before, quiet = -1, 0.0
    patience = PATIENCE + PATIENCE_FOR_EACH * len(begun.documents)
    while True:
        examples, faults = examine(link, begun, batch)
        if not faults:
            link.ledger.write(Ended(push=begun.push))
            return WHOLE, ""
        if begun.task or quiet >= patience:
            break
        quiet = quiet + LOOK_AGAIN if len(examples) == before else 0.0
        before = len(examples)
        link.api.pause(LOOK_AGAIN)
    if examples:
        link.api.delete_examples(link.project, examples)
    link.ledger.write(Ended(push=begun.push))
    why = f"{faults[0]}." if examples else "none of them arrived."
    return (TAKEN_BACK if examples else NOTHING), why


def examine(link: Link, begun: Begun, batch: dict[str, Here]) -> tuple[list[int], list[str]]:
    """Look at what carries an import's mark; when it is whole, note its numbers.

    Returns:
        The examples, and what is wrong with them.

    """
    with link.archive() as archive:
        examples, faults = inspect(archive, begun)
        if not faults:
            note_all(link, archive, begun, batch)
    return examples, faults


def inspect(archive: Archive, begun: Begun) -> tuple[list[int], list[str]]:
    """The examples that carry an import's mark, and what is wrong with them."""
    examples: list[int] = []
    faults: list[str] = []
    arrived: Counter[str] = Counter()
    for page in pages_of(archive, begun):
        examples.append(page.example)
        arrived[document_of(page)] += 1
        if not is_whole(page):
            faults.append(f"{document_of(page)} arrived with labels missing or changed")
    if arrived != Counter(begun.documents):
        faults.insert(0, f"{len(examples)} examples arrived for {len(begun.documents)} documents")
    return examples, faults


def pages_of(archive: Archive, begun: Begun) -> Iterator[Page]:
    """The pages that carry an import's mark."""
    for _, page in archive.pages():
        if page.tag is not None and page.tag.push == begun.push:
            yield page


def document_of(page: Page) -> str:
    """The document of a page that is ours."""
    return page.tag.document if page.tag else ""


def is_whole(page: Page) -> bool:
    """Whether a page holds exactly the marks and arrows that it says it was sent with."""
    if page.tag is None:
        return False
    sent = page.tag.shape()
    if Counter(page.marks.values()) != Counter(sent.marks.values()):
        return False
    there = Counter(
        (page.marks[source], type_, page.marks[target])
        for source, type_, target in page.arrows.values()
    )
    return there == Counter(
        (sent.marks[a.source], a.type, sent.marks[a.target]) for a in sent.arrows
    )


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
