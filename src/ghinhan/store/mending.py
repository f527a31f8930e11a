"""Keeping aside what cannot stay in a journal, with a word to the person, so nothing is silent.

Three things end up beside a journal: `.torn`, the end of a write that never finished and was
never acknowledged; `.bad`, lines that bit rot or a stray editor damaged; `.clashes`, edits of
records that were changed from outside, by git for example, into something they did not expect.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from ghinhan.foundation.wording import counted, tell
from ghinhan.store.disk import Disk, append_history, replace_file
from ghinhan.store.journal import ENCODER, JournalWarning, Line, Reading
from ghinhan.store.places import ScopePlaces

TORN, BAD, CLASHES = ".torn", ".bad", ".clashes"
NAMED_AT_ONCE = 20


def beside(journal: Path, suffix: str) -> Path:
    """The file where this kind of thing is kept."""
    return journal.with_name(journal.name + suffix)


def mend_journal(disk: Disk, journal: Path, reading: Reading) -> None:
    """Write a journal anew from its good lines, once the rest is safe beside it.

    Raises:
        OSError: the disk refused; the journal is as it was.

    """
    at = datetime.now(UTC).isoformat(timespec="seconds")
    aside = [(0, reading.torn, TORN)] if reading.torn else []
    aside += [(number, raw, BAD) for number, raw in reading.bad]
    for number, raw, suffix in aside:
        kept = {
            "at": at,
            "bytes": raw.decode("utf-8", "backslashreplace"),
            "file": journal.name,
            "line": number,
        }
        append_history(disk, beside(journal, suffix), ENCODER.encode(kept) + b"\n")
    replace_file(disk, journal, b"".join(raw + b"\n" for raw in reading.raw))
    if reading.bad:
        places = ", ".join(f"{journal}:{number}" for number, _ in reading.bad[:NAMED_AT_ONCE])
        tell(
            f"{counted(len(reading.bad), 'damaged journal line')} taken out: {places}. The bytes "
            f"are in {beside(journal, BAD).name} beside it; `ghinhan doctor` lists them. Look at "
            "the records you edited last and repeat what is missing.",
            JournalWarning,
        )


def set_clashes_aside(
    disk: Disk, places: ScopePlaces, clashes: Sequence[Line], reading: Reading
) -> Reading:
    """Keep edits that no longer fit the tracked file beside the journal, and in the history.

    Returns:
        What the journal holds without them.

    Raises:
        OSError: the disk refused; the journal is as it was.

    """
    named = {line.id for line in clashes}
    pairs = list(zip(reading.lines, reading.raw, strict=True))
    gone = b"".join(raw + b"\n" for line, raw in pairs if line.id in named)
    kept = [(line, raw) for line, raw in pairs if line.id not in named]
    append_history(disk, beside(places.journal, CLASHES), gone)
    append_history(disk, places.history, gone)
    replace_file(disk, places.journal, b"".join(raw + b"\n" for _, raw in kept))
    tell(
        f"{places.name} was changed from outside (by git?) while it had edits that were not "
        f"folded; {counted(len(named), 'record')} no longer what those edits expected: "
        f"{', '.join(sorted(named)[:NAMED_AT_ONCE])}. The file's values stand, the edits are kept "
        f"in {beside(places.journal, CLASHES)}. Repeat those that are still wanted.",
        JournalWarning,
    )
    return Reading([line for line, _ in kept], [raw for _, raw in kept], [], b"", unended=False)
