"""Repairing layer files: into new files, beside the old ones, for a person to compare and take.

Good lines are kept, bad ones are named with what they said; words are found again in a text
that changed. What cannot be decided is flagged in the new file for a person.
"""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec

from ghinhan.foundation.files import cut_lines, write_atomically
from ghinhan.model.edits import CORPUS
from ghinhan.model.events import Event
from ghinhan.model.layer import CORPUS_FORMAT, LAYER_FORMAT, STATES, Record, span_order
from ghinhan.model.mentions import Mention
from ghinhan.model.notes import Comment
from ghinhan.model.times import Time
from ghinhan.store.anchoring import Anchoring
from ghinhan.store.layer_faults import LayerFile, examine_file, span_faults
from ghinhan.store.places import PRIVATE
from ghinhan.store.snapshot import CorpusHeader, Header, encode_chunks, fragments_of

FOLDER = "repaired"


UNREADABLE = ("corrupt-line", "bad-record")


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A layer on the text as it is now."""

    header: Header | CorpusHeader
    records: list[Record]
    moved: tuple[str, ...] = ()
    uncertain: tuple[str, ...] = ()


class Repaired(msgspec.Struct, frozen=True, kw_only=True):
    """What one repair made of one file.

    Args:
        file: the faulty file, below the project.
        target: the new file, below the project; compare, then move it over the old one.
        kept: how many records it holds.
        moved: ids of records whose words were found at another place of the text.
        uncertain: ids of records flagged for a person, because their place is uncertain.
        dropped: what is not in the new file: one sentence each, with the line.

    """

    file: str
    target: str
    kept: int
    moved: tuple[str, ...]
    uncertain: tuple[str, ...]
    dropped: tuple[str, ...]


def repair_file(
    root: Path,
    name: str,
    *,
    text_of: Callable[[str], str | None],
    old_text_of: Callable[[str, str], str | None] = lambda _document, _sha256: None,
) -> Repaired | None:
    """Write a sound version of one layer file to `.ghinhan/repaired/`.

    Args:
        root: the project folder.
        name: the file below it, as a `Fault` names it.
        text_of: the text of a document; None when there is no such document.
        old_text_of: the text of a document that had this SHA-256; None when it is lost.

    Returns:
        What was done; None when nothing can be: no header, or a newer version wrote it.

    Raises:
        StoreError: the disk refused.

    """
    file = examine_file(root / name, name, text_of)
    header = file.header or guess_header(file, Path(name).stem, text_of)
    if header is None:
        return None
    records, dropped = kept_records(file, cut_lines((root / name).read_bytes()))
    found = Found(header=header, records=records)
    if isinstance(header, Header):
        found = find_again(header, records, text_of, old_text_of)
    ordered = sorted(found.records, key=span_order)
    target = Path(PRIVATE, FOLDER, *Path(name).parts[1:])
    write_atomically(root / target, b"".join(encode_chunks(found.header, ordered)))
    return Repaired(
        file=name,
        target=target.as_posix(),
        kept=len(records),
        moved=found.moved,
        uncertain=found.uncertain,
        dropped=tuple(dropped),
    )


def guess_header(
    file: LayerFile, stem: str, text_of: Callable[[str], str | None]
) -> Header | CorpusHeader | None:
    """A header in the place of a broken one, where the name of the file says enough."""
    if any(fault.rule == "newer-format" for fault in file.faults):
        return None
    if file.scope == CORPUS:
        return CorpusHeader(format=CORPUS_FORMAT, schema="")
    text = text_of(stem)
    if text is None:
        return None
    digest = sha256(text.encode("utf-8")).hexdigest()
    return Header(
        document=stem, format=LAYER_FORMAT, schema="", state="in_progress", text_sha256=digest
    )


def kept_records(file: LayerFile, lines: list[bytes]) -> tuple[list[Record], list[str]]:
    """The records that can stay, each id once, and what is said of the others."""
    dropped = [
        (fault.line, f"line {fault.line}: {fault.message} It said: {shown(lines, fault.line)}")
        for fault in file.faults
        if fault.rule in UNREADABLE
    ]
    kept: dict[str, Record] = {}
    for row in file.rows:
        if row.record.id in kept or not fragments_of(row.record):
            why = "the id again" if row.record.id in kept else "no place in the text"
            told = f"line {row.line}: {why}. It said: {shown(lines, row.line)}"
            dropped.append((row.line, told))
        else:
            kept[row.record.id] = row.record
    return list(kept.values()), [told for _, told in sorted(dropped)]


def shown(lines: list[bytes], number: int) -> str:
    """A line as it can be printed."""
    return lines[number - 1].decode("utf-8", "backslashreplace")


def find_again(
    header: Header,
    records: list[Record],
    text_of: Callable[[str], str | None],
    old_text_of: Callable[[str, str], str | None],
) -> Found:
    """Move records to where their words stand now; flag those whose place is uncertain."""
    state = header.state if header.state in STATES else "in_progress"
    header = msgspec.structs.replace(header, state=state)
    text = text_of(header.document)
    if text is None:
        return Found(header=header, records=records)
    digest = sha256(text.encode("utf-8")).hexdigest()
    changed = digest != header.text_sha256
    old = old_text_of(header.document, header.text_sha256) if changed else None
    anchoring = Anchoring(old, text)
    found: list[Record] = []
    flags: list[Comment] = []
    moved: list[str] = []
    for record in records:
        is_sound = not changed and not any(span_faults(record, text))
        if is_sound or not isinstance(record, Mention | Time | Event):
            found.append(record)
            continue
        anchored = anchoring.anchor(record)
        found.append(anchored.record or record)
        if anchored.record is None:
            flags.append(flag(record.id, anchored.why))
        elif span_order(anchored.record) != span_order(record):
            moved.append(record.id)
    known = {record.id for record in records}
    found += [comment for comment in flags if comment.id not in known]
    return Found(
        header=msgspec.structs.replace(
            header, text_sha256=digest, state="in_progress" if flags else state
        ),
        records=found,
        moved=tuple(moved),
        uncertain=tuple(comment.target for comment in flags),
    )


def flag(identifier: str, why: str) -> Comment:
    """What a person is shown beside a record whose place is uncertain."""
    return Comment(
        id=f"c-anchor-{identifier}",
        target=identifier,
        text=f"Vị trí không chắc, xin xem lại. / Place uncertain, please look: {why}.",
        flag=True,
    )
