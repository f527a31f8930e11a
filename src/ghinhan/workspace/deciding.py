"""Decisions as people give them in a notebook: a filled-in frame, dicts, values, or a file."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import AdjudicationError
from ghinhan.review.decisions import Decision, Revision, decode_decisions

TOLD_BY_THE_FRAME = ("id", "choice", "reason", "ruling", "by", "record")


def as_decisions(given: object, *, by: str = "") -> list[Decision | Revision]:
    """What was given, as values.

    Args:
        given: a frame like the one that `desk.differences` gives, with `choice` and `reason`
            filled in; dicts with the same keys, or with `"kind": "revision"` for a record that
            both readings have wrong; values of `ghinhan.review.decisions`; the path of a file;
            or None. Rows without a choice are not made yet and are left out.
        by: who decided, where a row does not say.

    Raises:
        AdjudicationError: something else, or a row that is no decision; shows the row.

    """
    if given is None:
        return []
    if isinstance(given, str | Path):
        return read_file(Path(given))
    rows = given.to_dict("records") if hasattr(given, "to_dict") else given
    if isinstance(rows, Mapping | str) or not isinstance(rows, Iterable):
        raise AdjudicationError(
            f"{type(given).__name__} holds no decisions. Give the frame of desk.differences(…) "
            "with choice and reason filled in, a list of dicts, or the path of a file."
        )
    decisions = [as_decision(row, by) for row in rows]
    return [one for one in decisions if not isinstance(one, Decision) or one.choice]


def read_file(path: Path) -> list[Decision | Revision]:
    """The decisions and revisions of a file."""
    try:
        file = decode_decisions(path.read_bytes(), path.name)
    except FileNotFoundError as error:
        raise AdjudicationError(f"there is no file {path}. Name one with decisions.") from error
    return [*(one for one in file.decisions if one.choice), *file.revisions]


def as_decision(row: object, by: str) -> Decision | Revision:
    """One row as a value."""
    if isinstance(row, Decision | Revision):
        return row
    if not isinstance(row, Mapping):
        raise AdjudicationError(
            f"{row!r} is no decision: a dict with document, id, choice, reason."
        )
    said = {key: row[key] for key in TOLD_BY_THE_FRAME if key in row and is_said(row[key])}
    fields = {
        "kind": row.get("kind") if row.get("kind") == "revision" else "decision",
        "scope": row.get("document", row.get("scope")),
        "reason": "",
        "by": by,
        **said,
    }
    if fields["kind"] == "decision":
        fields.setdefault("choice", "")
    try:
        return msgspec.convert(fields, Decision | Revision)
    except msgspec.ValidationError as error:
        raise AdjudicationError(f"{fields!r} is no decision: {error}.") from error


def is_said(value: object) -> bool:
    """Whether a cell says something: pandas shows nothing as NA or NaN.

    Example:
        >>> is_said("left"), is_said(float("nan")), is_said(None)
        (True, False, False)

    """
    return isinstance(value, str | Mapping | msgspec.Struct)
