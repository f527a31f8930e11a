"""Following a schema that changed: labels get their new codes, in every layer of the project.

A mapping says which code became which. Spans, ids and everything else stay; each change is an edit
like any other, so it is in the history and can be taken back. Labels that the mapping does not
name stay as they are, and the schema check goes on to flag them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import RecordError
from ghinhan.model.edits import CORPUS, Edit
from ghinhan.model.events import Event
from ghinhan.model.layer import Record
from ghinhan.model.notes import Comment
from ghinhan.store.store import Store


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What became of the codes of a schema.

    Args:
        types: old code to new code, of entities, values, times, events, relations and labels.
        roles: `EventType.Role` in old codes to the new role code.

    """

    types: dict[str, str] = {}
    roles: dict[str, str] = {}


class Migrated(msgspec.Struct, frozen=True, kw_only=True):
    """How many records of one scope got new codes.

    Args:
        annotator: whose.
        scope: document id, or `entities`.
        records: how many.

    """

    annotator: str
    scope: str
    records: int


def read_mapping(path: Path) -> Mapping:
    """Read a mapping file: YAML with the keys `types` and `roles`.

    Raises:
        RecordError: names the file and what is wrong in it.

    """
    try:
        return msgspec.yaml.decode(path.read_bytes(), type=Mapping)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise RecordError(
            f"{path} is no mapping: {error}. It may hold `types:` with lines such as `OLD: NEW`, "
            "and `roles:` with lines such as `Event.Type.OldRole: NewRole`."
        ) from error


def migrate(
    store: Store, mapping: Mapping, *, session: str, annotators: Sequence[str] | None = None
) -> list[Migrated]:
    """Rewrite the labels of a project, one gesture for each scope, and fold.

    Args:
        store: the project's labels.
        mapping: what became of the codes.
        session: who does it; new for each run.
        annotators: whose layers; None for all.

    Returns:
        What was changed; running it again changes nothing more unless codes were swapped.

    Raises:
        EditConflict: somebody edited at the same moment; run it again.
        StoreError: the disk refused; scopes done before are done.

    """
    done = []
    seq = 0
    for annotator in store.annotators() if annotators is None else annotators:
        for scope in [CORPUS, *store.documents(annotator)]:
            edits = [
                Edit(
                    scope=scope, id=old.id, before=old, after=new, session=session, seq=seq + number
                )
                for number, (old, new) in enumerate(changes(store, annotator, scope, mapping), 1)
            ]
            seq += len(edits)
            if edits:
                store.edit(annotator, edits)
                store.fold(annotator, scope)
                done.append(Migrated(annotator=annotator, scope=scope, records=len(edits)))
    return done


def changes(
    store: Store, annotator: str, scope: str, mapping: Mapping
) -> Iterator[tuple[Record, Record]]:
    """The records of one scope that get new codes, as they are and as they will be."""
    layer = store.corpus_layer(annotator) if scope == CORPUS else store.layer(annotator, scope)
    for record in layer.records:
        after = with_new_codes(record, mapping)
        if after != record:
            yield record, after


def with_new_codes(record: Record, mapping: Mapping) -> Record:
    """A record in the codes of the new schema."""
    if isinstance(record, Comment):
        return record
    new_type = mapping.types.get(record.type, record.type)
    if not isinstance(record, Event):
        return msgspec.structs.replace(record, type=new_type)
    arguments = tuple(
        msgspec.structs.replace(
            argument, role=mapping.roles.get(f"{record.type}.{argument.role}", argument.role)
        )
        for argument in record.arguments
    )
    return msgspec.structs.replace(record, type=new_type, arguments=arguments)
