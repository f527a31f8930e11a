"""What one run of ingest did, for programs and for people."""

from collections import Counter

import msgspec

from ghinhan.foundation.errors import SHOWN_AT_ONCE
from ghinhan.ingest.corpus_files import CORPUS_FOLDER

FACTS = ("title", "publisher", "published", "url")
STATUSES = ("created", "updated", "unchanged")


class IngestedDocument(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one article.

    Args:
        id: of the document.
        file: the seed, below the project.
        status: created, updated or unchanged.
        sections: how many of each kind, kinds in the order of the model.
        unknown: facts that neither the seed nor SOURCES.yaml states.

    """

    id: str
    file: str
    status: str
    sections: dict[str, int]
    unknown: tuple[str, ...]


class Refusal(msgspec.Struct, frozen=True, kw_only=True):
    """A seed that became no document, and why."""

    file: str
    reason: str

    def __str__(self) -> str:
        """The file once, then what is wrong, further lines set in below it."""
        reason = self.reason.replace("\n", "\n    ")
        return reason if reason.startswith(self.file) else f"{self.file}: {reason}"


class IngestReport(msgspec.Struct, frozen=True, kw_only=True):
    """What one run did.

    Args:
        documents: in the order they were read.
        refused: seeds that became nothing.
        stale: ids of documents whose seed is gone; their files are kept.
        notices: what else a person should know.

    """

    documents: tuple[IngestedDocument, ...] = ()
    refused: tuple[Refusal, ...] = ()
    stale: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The report as lines for people: the first documents of each status, every refusal."""
        counts = Counter(document.status for document in self.documents)
        lines = [f"{counts[name]} {name}" for name in STATUSES]
        lines = [", ".join(lines) + f", {len(self.refused)} refused"]
        for status in STATUSES:
            told = [tell(document) for document in self.documents if document.status == status]
            lines += told[:SHOWN_AT_ONCE]
            if len(told) > SHOWN_AT_ONCE:
                lines.append(f"  and {len(told) - SHOWN_AT_ONCE} more {status}")
        lines += [f"  refused {refusal}" for refusal in self.refused]
        lines += [
            f"  stale {name}: its seed is gone; remove its file from {CORPUS_FOLDER}/ if it "
            "should go too"
            for name in self.stale
        ]
        return "\n".join([*lines, *(f"  {notice}" for notice in self.notices)])


def tell(document: IngestedDocument) -> str:
    """One line about a document."""
    sections = ", ".join(f"{kind} {n}" for kind, n in document.sections.items())
    unknown = f"; unknown: {', '.join(document.unknown)}" if document.unknown else ""
    return f"  {document.id}: {document.status}; {sections}{unknown}"
