"""Clashes of a merge: what both sides changed, kept in a list until a person has settled it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from ghinhan.model.layer import Record
from ghinhan.store.journal import ENCODER
from ghinhan.store.places import PRIVATE

CLASHES = "clashes"
TEXT_ID, SCHEMA_ID = "#text", "#schema"


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that both sides changed.

    Args:
        file: path of the layer file below the project.
        id: the record's id; `#text` or `#schema` where the files speak of different ones.
        why: one sentence.
        base: what the common ancestor held.
        ours: what our side holds.
        theirs: what their side holds.
        kept: which of them stands in the merged file: `base`, `ours` or `theirs`.

    """

    file: str
    id: str
    why: str
    base: Record | str | None
    ours: Record | str | None
    theirs: Record | str | None
    kept: str


DECODER = msgspec.json.Decoder(Clash)


def list_clashes(root: Path) -> list[Clash]:
    """Every clash of earlier merges that nobody has settled: its list is still there."""
    folder = root / PRIVATE / CLASHES
    return [
        clash
        for path in sorted(folder.rglob("*.jsonl"))
        for clash in DECODER.decode_lines(path.read_bytes())
    ]


def describe(clash: Clash) -> str:
    """One clash in words: which record, what each side made of it, what stands there now.

    Example:
        >>> from ghinhan.model import Entity
        >>> base, ours, theirs = (Entity(id="x", type=code) for code in ("PER", "ORG", "GPE"))
        >>> why = "both sides changed this record."
        >>> clash = dict(file="d.jsonl", id="x", why=why, base=base, ours=ours, theirs=theirs)
        >>> describe(Clash(**clash, kept="ours"))
        'record x: both sides changed this record. type: was PER, ours ORG (kept), theirs GPE.'

    """
    values = {"was": clash.base, "ours": clash.ours, "theirs": clash.theirs}
    kept = "was" if clash.kept == "base" else clash.kept
    words = {getattr(value, "text", "") or getattr(value, "name", "") for value in values.values()}
    quote = f" {min(words - {''})!r}" if words - {"", clash.id} else ""
    return f"record {clash.id}{quote}: {clash.why} {'; '.join(differences(values, kept))}."


def differences(values: dict[str, Record | str | None], kept: str) -> Iterator[str]:
    """Field by field, what each side holds where they differ."""
    if not all(isinstance(value, msgspec.Struct) for value in values.values()):
        yield ", ".join(said(side, shown(value), kept) for side, value in values.items())
        return
    sides: dict[str, dict[str, Any]] = {
        side: msgspec.to_builtins(value) for side, value in values.items()
    }
    for field in sorted({field for fields in sides.values() for field in fields}):
        found = {side: fields.get(field) for side, fields in sides.items()}
        if any(value != found["was"] for value in found.values()):
            told = (said(side, shown(value), kept) for side, value in found.items())
            yield f"{field}: {', '.join(told)}"


def said(side: str, value: str, kept: str) -> str:
    """One side's value, marked where it is the one that stands in the file."""
    return f"{side} {value}{' (kept)' if side == kept else ''}"


def shown(value: object) -> str:
    """A value as people read it."""
    if value is None:
        return "nothing"
    return value if isinstance(value, str) else ENCODER.encode(value).decode()
