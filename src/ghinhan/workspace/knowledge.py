"""The project's own knowledge file: things that entities can be linked to, found by name.

`annotations/knowledge.jsonl` holds one thing on each line after a first line that names the
format. Nothing is fetched: what is not in the file is linked as NIL with a reason, or by an id
that the annotator types.
"""

import unicodedata
from collections.abc import Sequence
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import NewerFormatError, RecordError, list_faults
from ghinhan.foundation.files import cut_lines
from ghinhan.model.session import KnownThing
from ghinhan.workspace.rereading import Rereading

KNOWLEDGE_PATH = "annotations/knowledge.jsonl"
FORMAT = "ghinhan-knowledge/1"
LIMIT = 12
"""How many things one look-up gives at most."""


NamedThing = tuple[KnownThing, tuple[str, ...]]
"""A thing and the names it is found by, folded."""


class Header(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The first line of the file."""

    format: str


class Knowledge:
    """What `annotations/knowledge.jsonl` holds, read when first asked and again when it changed.

    Args:
        root: the project folder.

    """

    def __init__(self, root: Path) -> None:
        self._things: Rereading[list[NamedThing]] = Rereading(
            root / KNOWLEDGE_PATH, read_named, absent=[]
        )

    def look_up(self, words: str, entity_type: str = "") -> list[KnownThing]:
        """Things whose name, alias or id fits, the best first.

        Letters count without case and without marks, so that `kiev`, `Kiev` and `Kiép` of a
        hurried typist meet; a whole name goes before a beginning, a beginning of a word before
        anything inside one, and things of the wanted type before all others.

        Args:
            words: what is looked for; nothing is found for nothing.
            entity_type: type of the entity that is linked, or empty.

        Returns:
            At most `LIMIT` things.

        Raises:
            RecordError: the file has lines that cannot be read; all of them are named.

        """
        wanted = fold(words)
        if not wanted:
            return []
        ranked = [
            (thing.type != entity_type, rank, place, thing)
            for place, (thing, names) in enumerate(self._things.value)
            if (rank := min(fit(wanted, name) for name in names)) < NO_FIT
        ]
        ranked.sort(key=lambda found: found[:3])
        return [thing for _, _, _, thing in ranked[:LIMIT]]


NO_FIT = 4


def fit(wanted: str, name: str) -> int:
    """How well a folded name fits folded words: 0 whole, 1 beginning, 2 a word's, 3 inside.

    Example:
        >>> fit("nga", "lien bang nga"), fit("nga", "nga"), fit("nga", "trung quoc")
        (2, 0, 4)

    """
    if name == wanted:
        return 0
    if name.startswith(wanted):
        return 1
    if f" {wanted}" in f" {name}":
        return 2
    return 3 if wanted in name else NO_FIT


def fold(words: str) -> str:
    """Words as they are compared: no case, no marks, single spaces.

    Example:
        >>> fold("  Điện   Kremlin ")
        'dien kremlin'

    """
    plain = unicodedata.normalize("NFD", words.casefold().replace("đ", "d"))
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).split())


def read_named(path: Path) -> list[NamedThing]:
    """Every thing of a knowledge file with its folded names."""
    return [(t, tuple(map(fold, (t.name, *t.aliases, t.id)))) for t in read_knowledge(path)]


def read_knowledge(path: Path) -> Sequence[KnownThing]:
    """Every thing of a knowledge file.

    Raises:
        NewerFormatError: another format or version.
        RecordError: lines that are no thing, or an id that stands twice; all are named.

    """
    lines = cut_lines(path.read_bytes())
    try:
        header = msgspec.json.decode(lines[0] if lines else b"", type=Header)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise RecordError(
            f"{path}:1: the first line must name the format, "
            f'{{"format":"{FORMAT}"}}, but it cannot be read: {error}.'
        ) from error
    if header.format != FORMAT:
        raise NewerFormatError(
            f"{path}:1: the format is {header.format!r}; this version of ghinhan reads {FORMAT}."
        )
    things: dict[str, KnownThing] = {}
    faults: list[str] = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip():
            continue
        try:
            thing = msgspec.json.decode(line, type=KnownThing)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            faults.append(f"{path}:{number}: {error}")
            continue
        if thing.id in things:
            faults.append(f"{path}:{number}: the id {thing.id!r} stands in an earlier line, too")
        things[thing.id] = thing
    if faults:
        raise RecordError(
            f"{len(faults)} lines of the knowledge file cannot be used:\n{list_faults(faults)}\n"
            'A line looks so: {"id":"Q159","name":"Nga","type":"GPE","aliases":["Liên bang Nga"]}'
        )
    return list(things.values())
