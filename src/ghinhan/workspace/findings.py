"""One fault of a project: where it is, how grave it is, and which release it keeps back.

Who looks for faults is the work of `checks` and `seed_checks`.
"""

from collections.abc import Collection

import msgspec

from ghinhan.workspace.rows import Row

ERROR, WARNING = "error", "warning"


class Finding(msgspec.Struct, frozen=True, kw_only=True, order=True):
    """One fault of a project.

    Args:
        file: path below the project, with `/`.
        line: counted from 1; 0 for the file as a whole.
        start: first character in the document's text; 0 where it has no place there.
        end: one past its last character.
        rule: short name of the kind of fault.
        severity: `error` or `warning`.
        message: what is wrong, with the value, and what to do.
        annotator: whose labels; empty for the corpus.
        document: document id; empty where it concerns none.
        record: record id; empty where it concerns none.
        quote: the words concerned.
        journal: the record stands in the journal only, so that the file has no line for it.

    """

    file: str
    line: int = 0
    start: int = 0
    end: int = 0
    rule: str
    severity: str
    message: str
    annotator: str = ""
    document: str = ""
    record: str = ""
    quote: str = ""
    journal: bool = False

    def blocks(self, annotator: str, documents: Collection[str] | None = None) -> bool:
        """Whether it keeps a release of this annotator's reading back.

        Args:
            annotator: whose reading is to be released.
            documents: what that reading labels; None when nobody knows.

        """
        if self.severity != ERROR or self.annotator not in {"", annotator}:
            return False
        is_elsewhere = documents is not None and self.document not in {"", *documents}
        return bool(self.annotator) or not is_elsewhere

    def __str__(self) -> str:
        """As one line for a terminal."""
        return f"{self.severity}: {self.place}: {self.rule}: {self.message}"

    @property
    def place(self) -> str:
        """File and line, characters and words, and the record, as far as there are any."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        if self.journal:
            place += " (journal)"
        if self.end:
            place += f" [{self.start}-{self.end} {self.quote!r}]"
        return f"{place} {self.record}" if self.record else place


def finding_row(finding: Finding) -> Row:
    """The row of one fault in the table `doctor`."""
    has_place = finding.end > 0
    return (
        finding.severity,
        finding.rule,
        finding.file,
        finding.line or None,
        finding.document,
        finding.annotator,
        finding.record,
        finding.start if has_place else None,
        finding.end if has_place else None,
        finding.quote,
        finding.message,
    )
