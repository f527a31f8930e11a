"""Every kind of error ghinhan raises, one class per kind.

A message says what (with the value), where (file and line, or document and characters) and
what to do next. Each class also derives from the nearest built-in, so that callers who know
only Python's own errors can catch it. Command line and widgets print the message alone.
"""

from collections.abc import Sequence

SHOWN_AT_ONCE = 20


class GhinhanError(Exception):
    """Anything ghinhan refuses to do, with a message a person can act on."""


class NotAProjectError(GhinhanError, FileNotFoundError):
    """The folder lacks the parts a project has."""


class ProjectExistsError(GhinhanError, FileExistsError):
    """The folder for a new project already holds something."""


class UnknownNameError(GhinhanError, KeyError):
    """A document, annotator, label or record that is not there."""

    def __str__(self) -> str:
        """The message as written: `KeyError` alone would show it in quotation marks."""
        return str(self.args[0]) if self.args else ""


class UnsafeNameError(GhinhanError, ValueError):
    """A name that would leave the project folder or cannot be a file name."""


class TextError(GhinhanError, ValueError):
    """A string that cannot be a document's text, for example one with a lone surrogate."""


class OffsetError(GhinhanError, ValueError):
    """A position outside the text, or inside something that must not be cut."""


class DecodingError(GhinhanError, ValueError):
    """Bytes that are not certainly text in a known encoding."""


class IngestError(GhinhanError, ValueError):
    """A seed article that cannot become a document."""


class SchemaError(GhinhanError, ValueError):
    """A schema file that does not say clearly what may be labelled."""


class RecordError(GhinhanError, ValueError):
    """A line of a data file that is not a valid record."""


class NewerFormatError(RecordError):
    """A file written in a format this version does not know."""


class EditConflict(GhinhanError, RuntimeError):  # noqa: N818  the store's published name
    """What an edit expected is no longer there; nothing was written."""


class StoreError(GhinhanError, OSError):
    """The disk refused a write; what was saved before is intact."""


class AgreementUndefinedError(GhinhanError, ValueError):
    """A measure of agreement has no value for these answers."""


class AdjudicationError(GhinhanError, ValueError):
    """A decision that settles nothing, or a difference that nobody has settled."""


class ReleaseError(GhinhanError, RuntimeError):
    """A release that must not be made, or a folder that is not one."""


class LossError(GhinhanError, ValueError):
    """A strict export met something the format cannot carry."""


class SyncError(GhinhanError, ConnectionError):
    """A server did not do what it was asked; says how far the work got.

    Args:
        message: what, where, what to do next.
        status: the HTTP status; 0 when no reply came, so that nobody knows whether it was done.
        retry_after: seconds after which the server asked to be asked again.

    """

    def __init__(self, message: str, *, status: int = 0, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


class MissingExtraError(GhinhanError, ImportError):
    """An optional library is not installed; the message holds the install line."""


def list_faults(faults: Sequence[str], *, shown: int = SHOWN_AT_ONCE) -> str:
    """Join the faults of one file, the first ones in full and the rest as a count.

    Args:
        faults: one sentence per fault, each naming its place.
        shown: how many are written out.

    Returns:
        One fault per line; "and 37 more" closes a long list.

    Example:
        >>> print(list_faults(["a.jsonl:3: no id", "a.jsonl:9: no kind"], shown=1))
        a.jsonl:3: no id
        and 1 more

    """
    lines = list(faults[:shown])
    if len(faults) > shown:
        lines.append(f"and {len(faults) - shown} more")
    return "\n".join(lines)
