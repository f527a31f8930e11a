"""From doccano to here: exactly what was changed there becomes one gesture for each document.

Deleting a label type in doccano deletes all its labels there. So before anything is changed here,
what would be deleted is counted; when it is much, or a label type has vanished, somebody is asked.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from ghinhan.foundation.errors import EditConflict, SyncError
from ghinhan.foundation.identifiers import new_identifier
from ghinhan.sync.archive import Archive
from ghinhan.sync.importing import settle_imports
from ghinhan.sync.link import (
    REFUSALS,
    Compared,
    Here,
    Index,
    Link,
    is_as_noted,
    make_index,
    reason,
    row_numbers,
)
from ghinhan.sync.local import edits_for
from ghinhan.sync.summary import Outcome, Summary, in_order
from ghinhan.sync.wire import Page

MANY = 10
LARGE_SHARE = 0.2
Confirm = Callable[[str], bool]


@dataclass(slots=True)
class Survey:
    """What a pull would delete.

    Args:
        marks: how many marks both sides had when last in step.
        deletions: how many of them are gone there.
        labels: how many of them of each label.
        changed: documents whose page is not as noted.

    """

    marks: int = 0
    deletions: int = 0
    labels: dict[str, int] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)

    def warning(self, vanished: Sequence[str]) -> str:
        """What to ask before deleting, or nothing."""
        gone = ", ".join(
            f"{label} ({count})"
            for label, count in sorted(self.labels.items(), key=lambda item: -item[1])
        )
        lost = [label for label in vanished if label in self.labels]
        if lost:
            return (
                f"the label types {', '.join(lost)} were deleted in doccano, and all their labels "
                f"with them: pulling deletes {self.deletions} of {self.marks} spans here: {gone}"
            )
        if self.deletions >= MANY and self.deletions > LARGE_SHARE * self.marks:
            return f"pulling deletes {self.deletions} of {self.marks} spans here: {gone}"
        return ""


def pull(link: Link, documents: Sequence[str], *, confirm: Confirm | None = None) -> Summary:
    """Bring what was changed in doccano here.

    Args:
        link: reading and project.
        documents: which of them.
        confirm: asked before many spans are deleted; None refuses.

    Raises:
        SyncError: the server stays silent or refuses, or nobody agreed to a mass deletion; then
            nothing was changed here.

    """
    remarks = settle_imports(link)
    with link.archive() as archive:
        index = make_index(archive)
        survey = Survey()
        wanted = [name for name in documents if name in index.places]
        outcomes = list(look_over(link, archive, index, wanted, survey))
        vanished = missing_types(link) if survey.deletions else []
        if (warning := survey.warning(vanished)) and not (confirm and confirm(warning)):
            raise SyncError(
                f"{warning}. Nothing was pulled into the reading of {link.session.annotator}. If "
                "that is meant, pull again and allow it: --allow-deletions, or "
                f"pull(allow_deletions=True). If not, put the labels back there{way_back(link)}."
            )
        for name in link.progress(survey.changed, "pull"):
            outcome, said = pull_one(link, archive.page(index.places[name]), name)
            outcomes.append(outcome)
            remarks += said
    link.ledger.close_book()
    outcomes += list_absent(link, index, documents)
    if index.strangers:
        remarks.append(f"{index.strangers} examples of the project are no documents of ours.")
    return Summary(job="pull", outcomes=in_order(outcomes, documents), remarks=tuple(remarks))


def way_back(link: Link) -> str:
    """How deleted labels get back to the server, where we can bring them."""
    if link.given is not None:
        return ""
    return ": ghinhan doccano push --restore, or push(restore=True)"


def look_over(
    link: Link, archive: Archive, index: Index, names: Sequence[str], survey: Survey
) -> Iterator[Outcome]:
    """Count what would go; gives the documents that need no more than this look."""
    for name in names:
        known = link.ledger.known(name)
        page = archive.page(index.places[name])
        if name in index.faults:
            yield Outcome(document=name, outcome="refused", why=index.faults[name])
        elif known is not None and is_as_noted(page, known):
            survey.marks += len(page.marks)
            yield Outcome(document=name, outcome="skipped", why="in step")
        else:
            yield from look_at(link, page, name, survey)


def look_at(link: Link, page: Page, name: str, survey: Survey) -> Iterator[Outcome]:
    """Count what would go from one document; refuses what cannot be compared."""
    try:
        here = link.open(name)
        compared = link.compare(page, here)
    except REFUSALS as error:
        yield Outcome(document=name, outcome="refused", why=reason(error))
        return
    survey.marks += len(compared.base.shape.marks)
    if not (len(compared.plan.here) or compared.remarks):
        link.note(page, here, compared.seen, compared.base)
        yield Outcome(document=name, outcome="skipped", why=why_skipped(compared))
        return
    survey.changed.append(name)
    for key, mark in compared.plan.here.marks.items():
        if mark is None:
            label = compared.base.shape.marks[key].label
            survey.deletions += 1
            survey.labels[label] = survey.labels.get(label, 0) + 1


def pull_one(link: Link, page: Page, name: str) -> tuple[Outcome, list[str]]:
    """Make the changes of one page here, as one gesture."""
    here = link.open(name)
    compared = link.compare(page, here)
    try:
        changed = make_edits(link, here, compared)
    except EditConflict:  # somebody labels it at this moment: look again, once
        here = link.open(name)
        compared = link.compare(page, here)
        changed = make_edits(link, here, compared)
    here = link.open(name) if changed else here
    link.note(page, here, compared.seen, compared.base)
    remarks = [f"{name}: {said}" for said in compared.remarks]
    if changed:
        changes = len(compared.plan.here)
        return Outcome(document=name, outcome="updated", changes=changes), remarks
    return Outcome(document=name, outcome="skipped", why=why_skipped(compared)), remarks


def why_skipped(compared: Compared) -> str:
    """Why nothing of a document was changed here."""
    return f"{len(compared.plan.there)} changes to push" if len(compared.plan.there) else "in step"


def make_edits(link: Link, here: Here, compared: Compared) -> int:
    """Edit the store; gives how many records changed."""
    edits = edits_for(
        compared.plan.here,
        here.layer,
        here.document,
        link.words,
        session=new_identifier("pull"),
        first=1,
    )
    if edits:
        link.session.edit(edits)
    return len(edits)


def missing_types(link: Link) -> list[str]:
    """Labels of the schema that the server's project no longer has."""
    there = row_numbers(link.api.types(link.project, "span"))
    schema = link.words.schema
    codes = [*(label.code for label in schema.labels), *(event.code for event in schema.events)]
    return [code for code in codes if code not in there]


def list_absent(link: Link, index: Index, documents: Sequence[str]) -> Iterator[Outcome]:
    """Documents that are not there: never pushed, or deleted there; here they stay."""
    for name in documents:
        if name in index.places:
            continue
        was_there = link.ledger.known(name) is not None
        why = "deleted in doccano; it stays here" if was_there else "not pushed yet"
        yield Outcome(document=name, outcome="skipped", why=why)
    for name in index.places:
        if name not in link.documents:
            why = "this project has no such document; ingest its article first"
            yield Outcome(document=name, outcome="refused", why=why)
