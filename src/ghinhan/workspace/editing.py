"""Edits from a cell: what a person wants, turned into the edits the store keeps.

A person names records to put and ids to delete. What stands there now, the scope, missing ids
and missing surface texts are filled in here, so that re-running a cell changes nothing.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from ghinhan.foundation.errors import EditConflict, OffsetError, RecordError, UnknownNameError
from ghinhan.foundation.identifiers import new_identifier
from ghinhan.model.document import Document
from ghinhan.model.edits import CORPUS, STATE_ID, Edit, State
from ghinhan.model.entities import Entity, Hopper, HopperRelation
from ghinhan.model.events import Event
from ghinhan.model.layer import STATES, CorpusLayer, CorpusRecord, Layer, Record
from ghinhan.model.mentions import Mention
from ghinhan.model.notes import Comment, DocumentLabel, Relation
from ghinhan.model.spans import fault_in_fragments, surface
from ghinhan.model.times import Time
from ghinhan.workspace.names import suggest_name

ID_PREFIXES: dict[type[Record], str] = {
    Mention: "m",
    Time: "t",
    Event: "v",
    Relation: "r",
    DocumentLabel: "l",
    Comment: "c",
    Entity: "e",
    Hopper: "h",
    HopperRelation: "hr",
}

SPAN_KINDS = ("mention", "time", "event")
Fields = Mapping[str, object]
Puttable = Record | Fields | Sequence[Record | Fields] | None
"""What `put` takes: a record or a dict of one, several of them, or nothing."""

Change = tuple[str, str, Record | State | None, Record | State | None]
"""Scope, id, what is there now, what shall be."""


class CellEdits:
    """Collects the changes of one call.

    Args:
        document: the article that is edited.
        layer: the reading as it is now.
        corpus_layer: the annotator's entities and occurrences as they are now.

    """

    def __init__(self, document: Document, layer: Layer, corpus_layer: CorpusLayer) -> None:
        self._document = document
        self._state = layer.state
        self._now: dict[str, tuple[str, Record]] = {
            record.id: (CORPUS, record) for record in corpus_layer.records
        } | {record.id: (document.id, record) for record in layer.records}
        self._changes: dict[str, Change] = {}
        self._asked: set[str] = set()

    def put(self, records: Iterable[Record]) -> None:
        """Add records, or put them in the place of those with the same id.

        Raises:
            OffsetError: a span does not lie in the text, or its text says something else.

        """
        for record in records:
            scope = CORPUS if isinstance(record, CorpusRecord) else self._document.id
            whole = self._name(with_text(record, self._document))
            self._change(scope, whole.id, whole)

    def delete(self, identifiers: Iterable[str], *, once_there: Collection[str]) -> None:
        """Take records away; one that was deleted before is left alone.

        Args:
            identifiers: record ids.
            once_there: ids that the history knows.

        Raises:
            UnknownNameError: an id that never was.

        """
        for identifier in identifiers:
            self._asked.add(identifier)
            if identifier in self._now:
                self._change(self._now[identifier][0], identifier, None)
            elif identifier not in once_there:
                raise UnknownNameError(suggest_name("record", identifier, sorted(self._now)))

    def set_state(self, state: str) -> None:
        """Say how far the annotator has come.

        Raises:
            UnknownNameError: not one of the states there are.

        """
        if state not in STATES:
            raise UnknownNameError(suggest_name("state", state, STATES))
        if state != self._state:
            before, after = State(self._state), State(state)
            self._changes[STATE_ID] = (self._document.id, STATE_ID, before, after)

    def expect(self, records: Iterable[Record]) -> None:
        """Refuse to write over what the caller has not seen; called after everything is asked.

        What already stands as it was asked for is no conflict, so that a cell may run twice.

        Args:
            records: what the caller saw. A record that was put or deleted and is not among them
                was not there when the caller looked.

        Raises:
            EditConflict: a record now says something else, is gone, or has come.

        """
        seen = {record.id: with_text(record, self._document) for record in records}
        for identifier in sorted(seen.keys() | (self._changes.keys() - {STATE_ID})):
            found = self._now[identifier][1] if identifier in self._now else None
            is_as_asked = identifier in self._asked and identifier not in self._changes
            if found != seen.get(identifier) and not is_as_asked:
                raise EditConflict(
                    f"record {identifier!r} in {self._document.id!r}: it is not as you saw it.\n"
                    f"  expected: {as_json(seen.get(identifier))}\n"
                    f"  found:    {as_json(found)}\n"
                    "Nothing was written. Read it again with desk.layer(…) or "
                    "desk.corpus_layer(…) and repeat what is still wanted."
                )

    def edits(self, *, session: str, first: int) -> list[Edit]:
        """The edits of the call, as one gesture.

        Args:
            session: who speaks.
            first: number of the first edit in the session.

        """
        group = first if len(self._changes) > 1 else 0
        return [
            Edit(
                scope=scope,
                id=identifier,
                before=before,
                after=after,
                session=session,
                seq=seq,
                group=group,
            )
            for seq, (scope, identifier, before, after) in enumerate(self._changes.values(), first)
        ]

    def _name(self, record: Record) -> Record:
        """The record with an id: that of an equal one, so that a cell may be run twice."""
        if record.id:
            return record
        known = (now for _, now in self._now.values() if type(now) is type(record))
        for now in known:
            if msgspec.structs.replace(now, id="") == record:
                return now
        return msgspec.structs.replace(record, id=new_identifier(ID_PREFIXES[type(record)]))

    def _change(self, scope: str, identifier: str, after: Record | None) -> None:
        self._asked.add(identifier)
        before = self._now[identifier][1] if identifier in self._now else None
        if before != after:
            self._changes[identifier] = (scope, identifier, before, after)


def as_json(record: Record | None) -> str:
    """A record in a message."""
    return "no such record" if record is None else msgspec.json.encode(record).decode()


def with_text(record: Record, document: Document) -> Record:
    """The record with the surface text of its span.

    Raises:
        OffsetError: a span does not lie in the text, or the record's text says something else.

    Example:
        >>> from ghinhan.model.document import Source
        >>> article = Document(id="d", text="Tờ Tia Sáng", source=Source(file="f", sha256="0"))
        >>> with_text(Mention(id="m-1", type="ORG", extent=((0, 11),), text=""), article).text
        'Tờ Tia Sáng'

    """
    if not isinstance(record, Mention | Time | Event):
        return record
    fragments = record.trigger if isinstance(record, Event) else record.extent
    where = f"{document.id}, {record.type} {record.id}".rstrip()
    fault = fault_in_fragments(fragments, len(document.text))
    if fault:
        raise OffsetError(f"{where}: {fault}")
    words = surface(document.text, fragments)
    if record.text not in {"", words}:
        start = document.text.find(record.text)
        found = f" {record.text!r} first stands at {start}." if start >= 0 else ""
        raise OffsetError(
            f"{where}: characters {fragments} hold {words!r}, not {record.text!r}.{found} "
            "Leave the text empty to have it filled in."
        )
    return msgspec.structs.replace(record, text=words)


def as_records(put: Puttable) -> list[Record]:
    """What was given to `put`, as records.

    Raises:
        RecordError: a dict that is no record, with the field that is wrong.

    Example:
        >>> as_records({"kind": "comment", "text": "Ai nói?"})
        [Comment(id='', target='', text='Ai nói?', flag=False)]

    """
    if put is None:
        return []
    several = [put] if isinstance(put, Mapping | msgspec.Struct | str) else put
    return [as_record(value) for value in several]


def as_record(fields: Record | Fields) -> Record:
    """The record that a dict describes; `id` and `text` may be left out.

    Raises:
        RecordError: neither a record nor a dict, or a dict that is no record.

    """
    if isinstance(fields, Record):
        return fields
    if not isinstance(fields, Mapping):
        raise RecordError(
            f"{fields!r} is no record. Give a value of ghinhan.model or a dict, for example "
            '{"kind": "mention", "type": "PER", "extent": [[0, 4]]}.'
        )
    may_lack: dict[str, object] = {"id": ""}
    if fields.get("kind") in SPAN_KINDS:
        may_lack["text"] = ""
    try:
        record: Record = msgspec.convert({**may_lack, **fields}, Record)
    except msgspec.ValidationError as error:
        raise RecordError(
            f"{dict(fields)!r} is no record: {error}. It needs `kind` (mention, time, event, "
            "relation, label, comment, entity, hopper or hopper_relation) and the fields of that "
            "kind; for a mention help(ghinhan.model.Mention) lists them, and so on."
        ) from error
    return record


def as_identifiers(delete: str | Sequence[str] | None) -> Sequence[str]:
    """What was given to `delete`, as a sequence."""
    if delete is None:
        return ()
    return (delete,) if isinstance(delete, str) else delete
