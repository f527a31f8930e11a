"""Times: TIMEX3 expressions with what the text says and what it means."""

import msgspec

from ghinhan.model.spans import Provenance, Span


class Time(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="time",
    kw_only=True,
):
    """One time expression.

    Args:
        id: made once, unique in the corpus (`t-…`).
        extent: fragments in code points, ordered.
        text: the surface under `extent`.
        type: the schema's code for times, `TIME`.
        timex: DATE, TIME, DURATION or SET.
        value: TIMEX3 value that the words alone give, `XXXX-04-26`.
        resolved: the value once context is used, `2025-04-26`; empty when it cannot be known.
        inferred: True when `resolved` adds something that no word of the document states.
        mod: TIMEX3 modifier, for example LESS_THAN.
        anchor: id of the time or event it is counted from.
        signal: the connecting word, for example `sau khi`.
        function: functionInDocument, for example PUBLICATION_TIME.
        attributes: further attributes that a schema defines, code to value.
        provenance: None when made by hand.

    Source:
        TimeML 1.2.1, TIMEX3.

    """

    id: str
    extent: tuple[Span, ...]
    text: str
    type: str = "TIME"
    timex: str = ""
    value: str = ""
    resolved: str = ""
    inferred: bool = False
    mod: str = ""
    anchor: str = ""
    signal: str = ""
    function: str = ""
    attributes: dict[str, str] = {}
    provenance: Provenance | None = None

    @property
    def start(self) -> int:
        """First character of the extent."""
        return self.extent[0][0]

    @property
    def end(self) -> int:
        """One past the last character of the extent."""
        return self.extent[-1][1]
