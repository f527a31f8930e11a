"""Following a schema that changed: labels get their new codes, in every layer of the project.

A mapping says which code became which. Spans, ids and everything else stay; each change is an edit
like any other, so it is in the history and can be taken back. Labels that the mapping does not
name stay as they are, and the schema check goes on to flag them.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import RecordError
from ghinhan.foundation.files import write_atomically
from ghinhan.model.edits import CORPUS, Edit
from ghinhan.model.events import Event
from ghinhan.model.layer import Record
from ghinhan.model.notes import Comment
from ghinhan.store.places import PRIVATE
from ghinhan.store.store import Store

MARKER = "migration.json"


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


class Unfinished(msgspec.Struct, frozen=True, kw_only=True):
    """A migration that has begun; it stands in a file until all scopes are done.

    Args:
        mapping: what became of the codes.
        annotators: whose layers.
        session: the session of its edits, by which a scope that is done is known.

    """

    mapping: Mapping
    annotators: list[str]
    session: str


def migrate(
    store: Store,
    mapping: Mapping,
    *,
    session: str,
    root: Path,
    annotators: Sequence[str] | None = None,
) -> list[Migrated]:
    """Rewrite the labels of a project, one gesture for each scope, and fold.

    A migration that was broken off goes on where it was when it is run again. What is done is not
    done twice, also where codes were swapped.

    Args:
        store: the project's labels.
        mapping: what became of the codes.
        session: who does it; new for each run.
        root: the project folder.
        annotators: whose layers; None for all.

    Returns:
        What was changed, in this run.

    Raises:
        RecordError: another migration was broken off and must be finished first.
        EditConflict: somebody edited at the same moment; run it again.
        StoreError: the disk refused; scopes done before are done.

    """
    names = sorted(store.annotators() if annotators is None else annotators)
    marker = root / PRIVATE / MARKER
    begun = begin(marker, Unfinished(mapping=mapping, annotators=names, session=session))
    scopes = [(name, scope) for name in names for scope in [CORPUS, *store.documents(name)]]
    earlier = {
        place: max((e.seq for e in store.history(*place) if e.session == begun.session), default=0)
        for place in (scopes if begun.session != session else [])
    }
    seq, done = max(earlier.values(), default=0), []
    for annotator, scope in scopes:
        edits = []
        if not earlier.get((annotator, scope)):
            edits = [
                Edit(scope=scope, id=old.id, before=old, after=new, session=begun.session, seq=n)
                for n, (old, new) in enumerate(changes(store, annotator, scope, mapping), seq + 1)
            ]
        if edits:
            store.edit(annotator, edits)
            done.append(Migrated(annotator=annotator, scope=scope, records=len(edits)))
        seq += len(edits)
        store.fold(annotator, scope)
    marker.unlink()
    return done


def begin(marker: Path, wanted: Unfinished) -> Unfinished:
    """The migration to go on with: the one that was broken off, or the one that is wanted.

    Raises:
        RecordError: they are not the same.

    """
    if not marker.exists():
        write_atomically(marker, msgspec.json.encode(wanted) + b"\n")
        return wanted
    begun = msgspec.json.decode(marker.read_bytes(), type=Unfinished)
    if (begun.mapping, begun.annotators) != (wanted.mapping, wanted.annotators):
        raise RecordError(
            f"a migration with another mapping, or of other annotators, was broken off: {begun}. "
            f"Run that one again first. To leave it half done, remove {marker}."
        )
    return begun


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
