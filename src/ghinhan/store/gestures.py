"""Gestures over several scopes: all of it or none, even when the machine stops half-way.

All lines of such a gesture are first written to one file of the annotator and made durable:
that is the moment from which the gesture counts. Then each journal gets its share, and the
file is emptied. Whoever opens a scope and finds lines for it that its journal lacks adds
them; a gesture that is not whole in the file never counted. See decision 0101.
"""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress

import msgspec

from ghinhan.store.disk import (
    Disk,
    append_durably,
    cut_file,
    flush_folder,
    hold,
    read_from,
    stamp_of,
)
from ghinhan.store.journal import Line, encode_line, read_lines
from ghinhan.store.places import Places
from ghinhan.store.scope import Scope


class Gestures:
    """The file of gestures of one annotator.

    Args:
        disk: the file system.
        places: the project's paths.
        annotator: whose gestures.

    """

    def __init__(self, disk: Disk, places: Places, annotator: str) -> None:
        self._disk = disk
        self._path = places.gestures(annotator)
        self._name_is_durable = False

    def waiting(self) -> list[Line]:
        """Lines of gestures that may not have reached all their journals."""
        stamp = stamp_of(self._disk, self._path)
        if stamp is None or stamp[0] == 0:
            return []
        return whole_gestures(read_lines(read_from(self._disk, self._path)).lines)

    def deliver(self, scope: Scope) -> None:
        """Give a scope what a gesture that was cut short owes it; the caller holds its lock."""
        waiting = [line for line in self.waiting() if line.scope == scope.places.scope]
        names = scope.names() if waiting else None
        owed = [line for line in waiting if names and not names.knows(line)]
        if owed:
            # Its writer may have died before it was flushed.
            self._append(b"")
            scope.append(renumbered(owed))

    def finish(self, lock_of: Callable[[str], Scope], held: Sequence[str]) -> None:
        """Deliver every waiting gesture and empty the file; the caller holds the file's lock."""
        waiting = self.waiting()
        for name in sorted({line.scope for line in waiting}):
            scope = lock_of(name)
            with hold(self._disk, [] if name in held else [scope.places.lock]):
                scope.refresh()
                self.deliver(scope)
        self.empty()

    def empty(self) -> None:
        """Everything was delivered."""
        if stamp_of(self._disk, self._path) is not None:
            cut_file(self._disk, self._path, 0)

    def _append(self, content: bytes) -> None:
        append_durably(self._disk, self._path, content)
        if not self._name_is_durable:
            flush_folder(self._disk, self._path.parent)
            self._name_is_durable = True

    def write(self, scopes: Mapping[str, Scope], drafts: Mapping[str, Sequence[Line]]) -> None:
        """Write one gesture to several journals.

        Raises:
            OSError: the disk refused; every journal is as it was, or the gesture is whole and
                will be delivered to all.

        """
        every = [line for lines in drafts.values() for line in lines]
        sizes = {name: scopes[name].journal_size for name in drafts}
        try:
            self._append(b"".join(map(encode_line, renumbered(every))))
            for name, lines in drafts.items():
                scopes[name].append(lines)
        except BaseException:
            for name in drafts:
                scopes[name].forget()
            with suppress(OSError):
                for name, size in sizes.items():
                    scopes[name].take_back(size)
                self.empty()
            raise
        with suppress(OSError):
            self.empty()


def renumbered(lines: Sequence[Line]) -> list[Line]:
    """The lines as the parts of one whole."""
    return [
        msgspec.structs.replace(line, part=(number, len(lines)))
        for number, line in enumerate(lines, start=1)
    ]


def whole_gestures(lines: Sequence[Line]) -> list[Line]:
    """The lines of gestures that are there from their first part to their last."""
    whole: list[Line] = []
    run: list[Line] = []
    for line in lines:
        number, of = line.part
        run = [*(run if number == len(run) + 1 else []), line]
        if len(run) == of:
            whole += run
            run = []
    return whole
