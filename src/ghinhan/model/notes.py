"""What is said about records and documents: relations, document labels, comments."""

import msgspec

from ghinhan.model.spans import Provenance


class Relation(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="relation",
    kw_only=True,
):
    """A typed, directed relation between two mentions of one document.

    Args:
        id: made once (`r-…`).
        type: a relation code of the schema.
        source: id of the mention it starts from.
        target: id of the mention it points to.
        attributes: further attributes that a schema defines, code to value.
        provenance: None when made by hand.

    """

    id: str
    type: str
    source: str
    target: str
    attributes: dict[str, str] = {}
    provenance: Provenance | None = None


class DocumentLabel(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="label",
    kw_only=True,
):
    """A label on the document as a whole.

    Args:
        id: made once (`l-…`).
        type: a document-label code of the schema.
        value: one of the values that the schema lists for it.
        provenance: None when made by hand.

    """

    id: str
    type: str
    value: str = ""
    provenance: Provenance | None = None


class Comment(
    msgspec.Struct,
    frozen=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="comment",
    kw_only=True,
):
    """A remark or a flag on a record, or on the document.

    Args:
        id: made once (`c-…`).
        target: id of the record it is about; empty for the document.
        text: what is remarked; never interpreted, always shown as plain text.
        flag: True asks somebody to look.

    """

    id: str
    target: str = ""
    text: str = ""
    flag: bool = False
