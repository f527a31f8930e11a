"""Edits: the one way a layer changes, and what the store answers.

An edit puts one record in the place of another. `before` is what the editor saw, `after` what
it shall be; None stands for no record. Edits with one `group` are one gesture of the person and
are undone together.
"""

import msgspec

from ghinhan.model.layer import Record

CORPUS = "entities"
"""The scope of corpus-wide records; every other scope is a document id."""

STATE_ID = "#state"
"""The id under which the state of a document is edited."""


class State(msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag="state"):
    """The state of a document as an edit carries it: new, in_progress, done or settled."""

    state: str
    id: str = STATE_ID


class Edit(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change of one record.

    Args:
        scope: the document id, or `CORPUS` for entities, hoppers and hopper relations.
        id: the record's id, or `STATE_ID`.
        before: what the editor saw; None when the record is new.
        after: what it shall be; None to delete.
        session: who speaks: unique for each opened view or script run.
        seq: counts the edits of the session from 1, over all scopes; (session, seq) is the
            edit's name, and an edit that comes twice changes nothing the second time.
        group: the seq of the first edit of the same gesture; 0 for an edit alone.
        undoes: `session:group` of the gesture that this one takes back or does again; the
            history keeps both.

    """

    scope: str
    id: str
    before: Record | State | None = None
    after: Record | State | None = None
    session: str = ""
    seq: int = 0
    group: int = 0
    undoes: str = ""


class Receipt(msgspec.Struct, frozen=True, kw_only=True):
    """What the store says once edits are on the disk.

    Args:
        revisions: for each scope, an opaque token of its state after the edits; give it back
            to ask for what came later.
        applied: the edits that changed something, in order; replays are left out.
        must_reload: the store cannot tell the steps (the files were changed by git, say): read
            the layers again.

    """

    revisions: dict[str, str]
    applied: tuple[Edit, ...] = ()
    must_reload: bool = False
