"""From edits to journal lines: what is checked before a gesture may touch the disk.

An edit is well-formed or refused (`RecordError`); it fits what is there now or it conflicts
(`EditConflict`). Only then is it given its line. Whether labels suit the schema is not asked
here: labelling is never blocked by that.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import msgspec

from ghinhan.foundation.errors import EditConflict, RecordError
from ghinhan.model.edits import CORPUS, STATE_ID, Edit, State
from ghinhan.model.layer import STATES, CorpusRecord, LayerRecord, Record
from ghinhan.store.content import Content, Names
from ghinhan.store.journal import ENCODER, Line
from ghinhan.store.scope import Scope
from ghinhan.store.snapshot import fragments_of

ALLOWED: dict[bool, msgspec.json.Decoder[Any]] = {
    True: msgspec.json.Decoder(CorpusRecord),
    False: msgspec.json.Decoder(LayerRecord | State),
}
TAKEN_BACK = ("new", "done", "settled")
"""States that a change of a record turns into `in_progress`."""

SHOWN_LENGTH = 400


def prepare(edits: Sequence[Edit]) -> list[Edit]:
    """Well-formed edits of one gesture, in a form that survives being written and read.

    Raises:
        RecordError: says which edit, and what is wrong with it.

    """
    first = edits[0]
    together = first.group or (first.seq if len(edits) > 1 else 0)
    return [
        msgspec.structs.replace(
            edit,
            before=well_formed(edit, edit.before),
            after=well_formed(edit, edit.after),
            group=edit.group or together,
        )
        for edit in edits
    ]


def well_formed(edit: Edit, value: Record | State | None) -> Record | State | None:
    """The value as it will be read back.

    Raises:
        RecordError: it could not be read back, or does not belong under this id or scope.

    """
    refuse_nameless(edit)
    if value is None:
        return None
    try:
        written = ENCODER.encode(value)
        read: Record | State = ALLOWED[edit.scope == CORPUS].decode(written)
    except (msgspec.MsgspecError, UnicodeEncodeError, TypeError) as error:
        raise RecordError(f"{place_of(edit)}: {value!r} cannot be stored: {error}.") from error
    if ENCODER.encode(read) != written:
        raise RecordError(f"{place_of(edit)}: {value!r} would be read back as {read!r}.")
    refuse_misplaced(edit, read)
    return read


def refuse_nameless(edit: Edit) -> None:
    """Refuse an edit that a replay could not be told from."""
    if not edit.session or edit.seq < 1 or not edit.id:
        raise RecordError(
            f"{place_of(edit)}: an edit needs an id, a session and a seq from 1 up, got id "
            f"{edit.id!r}, session {edit.session!r}, seq {edit.seq}. Together they are its name, "
            "by which an edit that comes twice is known."
        )


def refuse_misplaced(edit: Edit, value: Record | State) -> None:
    """Refuse a value under another id than its own, an unknown state, a span of nothing."""
    if value.id != edit.id:
        raise RecordError(f"{place_of(edit)}: the record calls itself {value.id!r}.")
    if isinstance(value, State):
        if value.state not in STATES:
            raise RecordError(
                f"{place_of(edit)}: state {value.state!r} is none of {', '.join(STATES)}."
            )
    elif edit.id == STATE_ID or not fragments_of(value):
        raise RecordError(
            f"{place_of(edit)}: a record needs an id other than {STATE_ID!r} and, if it lies in "
            f"the text, at least one fragment [start, end]; got {value!r}."
        )


def place_of(edit: Edit) -> str:
    """How messages call the place of an edit."""
    where = "the corpus-wide records" if edit.scope == CORPUS else f"document {edit.scope!r}"
    return f"edit {edit.session}:{edit.seq} of record {edit.id!r} in {where}"


def draft(scope: Scope, edits: Sequence[Edit], clock: Callable[[], str]) -> list[Line]:
    """The lines that a gesture adds to one scope; empty when all of it was there already.

    Raises:
        EditConflict: an edit expects another value than the one that stands there.
        RecordError: a name (session, seq) was used before for something else.

    """
    names = scope.names() if edits else Names()
    fresh = [edit for edit in edits if not is_replay(names, edit)]
    seen: dict[str, Record | State | None] = {}
    for edit in fresh:
        found = seen[edit.id] if edit.id in seen else scope.content.current(edit.id)
        if found != edit.before:
            raise conflict(scope, edit, found)
        seen[edit.id] = edit.after
    taken_back = state_after(scope.content, fresh)
    at = clock()
    drafts = [*fresh, *taken_back]
    return [
        Line(
            op=operation(edit),
            scope=edit.scope,
            id=edit.id,
            session=edit.session,
            seq=edit.seq,
            base=scope.base,
            at=at,
            before=edit.before,
            after=edit.after,
            group=edit.group,
            part=(number, len(drafts)),
            undoes=edit.undoes,
        )
        for number, edit in enumerate(drafts, start=1)
    ]


def is_replay(names: Names, edit: Edit) -> bool:
    """Whether the edit was taken before.

    Raises:
        RecordError: another edit was taken under the same name.

    """
    if not names.knows(edit):
        return False
    if not names.agrees(edit):
        raise RecordError(
            f"{place_of(edit)}: session {edit.session!r} has used number {edit.seq} for another "
            "edit. Count on, or begin a session with a new name."
        )
    return True


def state_after(content: Content, edits: Sequence[Edit]) -> list[Edit]:
    """The change of state that comes with the first edit of a document, or one after done."""
    if not edits or content.state not in TAKEN_BACK or any(e.id == STATE_ID for e in edits):
        return []
    first = edits[0]
    change = Edit(
        scope=first.scope,
        id=STATE_ID,
        before=State(state=content.state),
        after=State(state="in_progress"),
        session=first.session,
        seq=-first.seq,
        group=first.group or first.seq,
        undoes=first.undoes,
    )
    return [change]


def operation(edit: Edit) -> str:
    """What the edit does: add, change or delete."""
    if edit.before is None:
        return "add"
    return "delete" if edit.after is None else "change"


def conflict(scope: Scope, edit: Edit, found: Record | State | None) -> EditConflict:
    """The error that shows both values."""
    return EditConflict(
        f"{place_of(edit)} (annotator {scope.places.annotator!r}): somebody changed it since.\n"
        f"  expected: {shown(edit.before)}\n  found:    {shown(found)}\n"
        "Nothing was written. Read the document again and repeat what is still wanted."
    )


def shown(value: Record | State | None) -> str:
    """A value in a message."""
    written = "no such record" if value is None else ENCODER.encode(value).decode()
    return written if len(written) <= SHOWN_LENGTH else written[:SHOWN_LENGTH] + "…"


def span_scopes(drafts: Mapping[str, list[Line]]) -> dict[str, list[Line]]:
    """Let each line of a gesture over several scopes name them all."""
    filled = {scope: lines for scope, lines in drafts.items() if lines}
    if len(filled) < 2:
        return filled
    named = tuple(filled)
    return {
        scope: [msgspec.structs.replace(line, scopes=named) for line in lines]
        for scope, lines in filled.items()
    }
