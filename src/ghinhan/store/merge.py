"""Merging two branches of one layer file, record by record, with their common ancestor.

A record that only one side changed is taken from that side. Where both changed it, or one
changed or used what the other deleted, nobody but a person can say what is meant: the file
stays whole and readable, one value stands in it, and the clash is listed for adjudication.
Never are there conflict markers in a file.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import RecordError
from ghinhan.foundation.files import resolve_inside, write_atomically
from ghinhan.model.edits import CORPUS
from ghinhan.model.layer import CORPUS_FORMAT, STATES, Record, span_order
from ghinhan.store.clashes import CLASHES, SCHEMA_ID, TEXT_ID, Clash
from ghinhan.store.places import PRIVATE
from ghinhan.store.references import HERE, references_of
from ghinhan.store.snapshot import (
    ENCODER,
    CorpusHeader,
    Header,
    Snapshot,
    decode_snapshot,
    encode_chunks,
)


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """What comes of a merge.

    Args:
        content: the merged file.
        clashes: what a person must look at; none for a clean merge.

    """

    content: bytes
    clashes: tuple[Clash, ...]


def merge_files(
    base: Path, ours: Path, theirs: Path, *, name: str = "", root: Path | None = None
) -> Merged:
    """Merge three files as git's merge driver: the result goes to the place of `ours`.

    Args:
        base: the common ancestor (`%O`); an empty file when there is none.
        ours: our side (`%A`), which receives the result.
        theirs: their side (`%B`).
        name: path of the file in the project (`%P`), for messages and for the list of clashes.
        root: the project folder; its `.ghinhan/clashes/` receives what must be looked at.

    Returns:
        The result; the driver must exit with 1 when it holds clashes.

    Raises:
        RecordError: one of the files cannot be read; `ours` is as it was.
        StoreError: the disk refused.

    """
    label = name or ours.name
    merged = merge_contents(base.read_bytes(), ours.read_bytes(), theirs.read_bytes(), name=label)
    if root is not None and name:
        listed = resolve_inside(root / PRIVATE / CLASHES, *name.split("/"))
        if merged.clashes:
            rows = (ENCODER.encode(clash) + b"\n" for clash in merged.clashes)
            write_atomically(listed, b"".join(rows))
        else:
            listed.unlink(missing_ok=True)
    write_atomically(ours, merged.content)
    return merged


def merge_contents(base: bytes, ours: bytes, theirs: bytes, *, name: str) -> Merged:
    """Merge the bytes of three layer files.

    Raises:
        RecordError: one of them cannot be read; says which.

    """
    mine, yours = read_side(ours, f"{name} (ours)"), read_side(theirs, f"{name} (theirs)")
    old = (
        read_side(base, f"{name} (ancestor)")
        if base.strip()
        else Snapshot(header=mine.header, records={})
    )
    if type(mine.header) is not type(yours.header):
        raise RecordError(f"{name}: our side and theirs are different kinds of file.")
    clashes = list(header_clashes(old, mine, yours, name))
    if any(clash.id == TEXT_ID for clash in clashes):
        return Merged(content=ours, clashes=tuple(clashes))
    records: dict[str, Record] = {}
    for identifier in sorted(old.records.keys() | mine.records.keys() | yours.records.keys()):
        sides = [side.records.get(identifier) for side in (old, mine, yours)]
        kept, clash = merge_record(sides, identifier, name)
        clashes += [clash] if clash else []
        if kept is not None:
            records[identifier] = kept
    clashes += restore_used(records, old, mine, yours, name)
    header = merge_headers(old, mine, yours, records, in_doubt=bool(clashes))
    ordered = sorted(records.values(), key=span_order)
    return Merged(content=b"".join(encode_chunks(header, ordered)), clashes=tuple(clashes))


def read_side(content: bytes, name: str) -> Snapshot:
    """One of the three files."""
    try:
        first = msgspec.json.decode(content.partition(b"\n")[0], type=dict[str, str])
    except (msgspec.DecodeError, UnicodeDecodeError):
        first = {}
    scope = CORPUS if first.get("format") == CORPUS_FORMAT else first.get("document", "")
    return decode_snapshot(content, scope, name)


def merge_record(
    sides: list[Record | None], identifier: str, name: str
) -> tuple[Record | None, Clash | None]:
    """What becomes of one record, given its ancestor, our and their value."""
    old, mine, yours = sides
    if yours in (mine, old):
        return mine, None
    if mine == old:
        return yours, None
    kept = "theirs" if mine is None else "ours"
    clash = Clash(
        file=name,
        id=identifier,
        why="both sides changed this record."
        if mine and yours
        else "one side deleted this record, the other changed it.",
        base=old,
        ours=mine,
        theirs=yours,
        kept=kept,
    )
    return (yours if mine is None else mine), clash


def restore_used(
    records: dict[str, Record], old: Snapshot, mine: Snapshot, yours: Snapshot, name: str
) -> Iterator[Clash]:
    """Bring back what one side deleted and the other side's records still point to."""
    while missing := sorted(missing_references(records) & old.records.keys()):
        for identifier in missing:
            records[identifier] = old.records[identifier]
            yield Clash(
                file=name,
                id=identifier,
                why="one side deleted this record, the other uses it.",
                base=old.records[identifier],
                ours=mine.records.get(identifier),
                theirs=yours.records.get(identifier),
                kept="base",
            )


def missing_references(records: Mapping[str, Record]) -> set[str]:
    """Ids that records of one file point to within the file, and that are not there."""
    return {
        target
        for record in records.values()
        for place, target, _ in references_of(record)
        if place == HERE and target and target not in records
    }


def header_clashes(old: Snapshot, mine: Snapshot, yours: Snapshot, name: str) -> Iterator[Clash]:
    """Where the two sides were made on different texts or with different schemas.

    A side that labelled nothing new may take over the other side's text; otherwise positions
    would be mixed that count in different texts.
    """
    for identifier, field in {TEXT_ID: "text_sha256", SCHEMA_ID: "schema"}.items():
        before, ours, theirs = values_of(field, old, mine, yours)
        idle = mine.records if ours == before else yours.records
        one_sided = before in (ours, theirs)
        harmless = one_sided and (identifier == SCHEMA_ID or idle == old.records)
        if ours != theirs and not harmless:
            yield Clash(
                file=name,
                id=identifier,
                why=f"the two sides were made with a different {field}.",
                base=before,
                ours=ours,
                theirs=theirs,
                kept="ours",
            )


def values_of(field: str, *sides: Snapshot) -> list[str]:
    """One field of each side's header; empty where this kind of file has no such field."""
    return [str(getattr(side.header, field, "")) for side in sides]


def merge_headers(
    old: Snapshot, mine: Snapshot, yours: Snapshot, records: Mapping[str, Record], *, in_doubt: bool
) -> Header | CorpusHeader:
    """The header of the merged file.

    A file that holds work of both sides is as far as the side with more to do, and one with a
    clash is in progress.
    """
    picked = {}
    for field in mine.header.__struct_fields__:
        before, ours, theirs = values_of(field, old, mine, yours)
        picked[field] = theirs if ours == before else ours
    if isinstance(mine.header, Header):
        states = values_of("state", mine, yours)
        combined = records not in (mine.records, yours.records)
        if combined or picked["state"] not in states:
            picked["state"] = min(states, key=STATES.index)
        if in_doubt:
            picked["state"] = "in_progress"
    return msgspec.structs.replace(mine.header, **picked)
