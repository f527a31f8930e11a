"""Getting at scopes: under their locks, as they are on the disk now, and writing gestures there.

Every reading and writing of the store goes through `Access`. It knows the order of the locks,
turns refusals of the disk into messages, and leaves nothing half believed after a failure.
"""

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from ghinhan.foundation.errors import GhinhanError, StoreError
from ghinhan.foundation.identifiers import file_name_for
from ghinhan.model.edits import CORPUS, Edit, Receipt
from ghinhan.store.disk import Disk, hold, replace_file, stamp_of
from ghinhan.store.gestures import Gestures
from ghinhan.store.journal import ENCODER, Line
from ghinhan.store.old_texts import keep_text
from ghinhan.store.places import NAME_FILE, Places
from ghinhan.store.planning import draft, span_scopes
from ghinhan.store.scope import Scope, Unflushed

SCOPES_AT_HAND = 128
RECORDS_AT_HAND = 200_000
"""How much is kept in memory for next time; an edit of a scope is never far from the last one."""


class Access:
    """The scopes of one project, opened one gesture at a time.

    Args:
        disk: the file system.
        places: the project's paths.
        text_of: gives a document's text.
        schema_name: the schema that new layers are made with.
        clock: the time written beside each edit.

    """

    def __init__(
        self,
        disk: Disk,
        places: Places,
        *,
        text_of: Callable[[str], str],
        schema_name: str,
        clock: Callable[[], str],
    ) -> None:
        self.disk = disk
        self.places = places
        self._text_of = text_of
        self._schema_name = schema_name
        self._clock = clock
        self._scopes: dict[tuple[str, str], Scope] = {}
        self._opened: set[tuple[str, str]] = set()
        self._gestures: dict[str, Gestures] = {}
        self._named: set[str] = set()
        self._guard = threading.RLock()

    def known(self) -> list[tuple[str, str]]:
        """Annotator and name of every scope that was opened, sorted."""
        with self._guard:
            return sorted(self._opened)

    def _scope(self, annotator: str, name: str) -> Scope:
        """One scope, not yet read; the caller holds the guard."""
        key = (annotator, name)
        scope = self._scopes.pop(key, None)
        if scope is None:
            places = self.places.scope(annotator, name)
            scope = Scope(self.disk, places, self._text_of, self._schema_name)
        self._scopes[key] = scope
        self._opened.add(key)
        return scope

    def _let_go(self) -> None:
        """Forget the scopes that nobody asked for lately; all of theirs is on the disk."""
        records = 0
        for kept, (key, scope) in enumerate(reversed(list(self._scopes.items())), start=1):
            records += len(scope.content.records)
            if kept > SCOPES_AT_HAND or records > RECORDS_AT_HAND:
                del self._scopes[key]

    def has_unfolded(self, annotator: str, name: str) -> bool:
        """Whether there are edits of a scope to fold, told without reading it."""
        with telling(annotator, [name]):
            stamp = stamp_of(self.disk, self.places.scope(annotator, name).journal)
            return stamp is not None and stamp[0] > 0

    def settle(self, annotator: str) -> None:
        """Bring a gesture whose writer died to every journal it belongs to.

        Raises:
            OSError: the disk refused; the gesture goes on waiting.

        """
        gestures = self._gestures_of(annotator)
        if gestures.waiting():
            with self._guard, hold(self.disk, [self.places.gestures_lock(annotator)]):
                gestures.finish(lambda name: self._scope(annotator, name), [])

    @contextmanager
    def opened(self, annotator: str, names: Iterable[str]) -> Iterator[dict[str, Scope]]:
        """Scopes under their locks, holding what is on the disk now.

        Raises:
            StoreError: the disk refused; what was saved before is intact.
            RecordError: a tracked file has a bad line.

        """
        ordered = in_order(names)
        with self._guard, telling(annotator, ordered):
            self._let_go()
            scopes = {name: self._scope(annotator, name) for name in ordered}
            with hold(self.disk, self._locks(annotator, scopes)):
                self._refresh(annotator, scopes)
                yield scopes

    @contextmanager
    def seen(self, annotator: str, names: Iterable[str]) -> Iterator[dict[str, Scope]]:
        """Scopes to read only: on a disk that refuses every write they can still be read."""
        ordered = in_order(names)
        with self._guard, telling(annotator, ordered), ExitStack() as stack:
            self._let_go()
            scopes = {name: self._scope(annotator, name) for name in ordered}
            try:
                stack.enter_context(hold(self.disk, self._locks(annotator, scopes)))
                self._refresh(annotator, scopes)
            except OSError as error:
                if isinstance(error, GhinhanError):
                    raise
                for scope in scopes.values():
                    scope.refresh(mend=False)
            yield scopes

    def glance(self, annotator: str, name: str) -> Scope:
        """A scope as it is on the disk now, read without its lock and kept by nobody.

        While another process folds it, edits may be missing; its stamps have changed then.
        """
        with telling(annotator, [name]):
            places = self.places.scope(annotator, name)
            scope = Scope(self.disk, places, self._text_of, self._schema_name)
            scope.refresh(mend=False)
            return scope

    def _locks(self, annotator: str, scopes: Mapping[str, Scope]) -> list[Path]:
        """The locks to take, in order; that of the gestures first when there are several."""
        locks = [scope.places.lock for scope in scopes.values()]
        return locks if len(locks) == 1 else [self.places.gestures_lock(annotator), *locks]

    def _refresh(self, annotator: str, scopes: Mapping[str, Scope]) -> None:
        for scope in scopes.values():
            scope.refresh()
            self._gestures_of(annotator).deliver(scope)

    def make(
        self,
        annotator: str,
        scopes: Mapping[str, Scope],
        edits: Sequence[Edit],
        unflushed: list[Unflushed] | None = None,
    ) -> Receipt:
        """Write one gesture to scopes that are opened; replays are left out.

        Args:
            annotator: whose labels.
            scopes: all that the edits are for.
            edits: those of the gesture.
            unflushed: receives what the caller must flush with `flush`, once the locks are given
                back, before the gesture counts as saved. Without it, all of it is flushed here.

        Raises:
            EditConflict: what an edit expects is not there.

        """
        drafts = span_scopes(
            {
                name: draft(scope, [edit for edit in edits if edit.scope == name], self._clock)
                for name, scope in scopes.items()
            }
        )
        if drafts:
            self._write(annotator, scopes, drafts, unflushed)
        for name in scopes.keys() - drafts.keys():
            scopes[name].confirm()
        return Receipt(
            revisions={name: scope.steps.token for name, scope in scopes.items()},
            applied=tuple(line.as_edit() for lines in drafts.values() for line in lines),
        )

    @contextmanager
    def flushing(self, annotator: str) -> Iterator[list[Unflushed]]:
        """Flush at the end what was written within, when the locks are given back.

        So nobody waits for the flushes of others, and one may serve them all (decision 0110).

        Raises:
            StoreError: the disk refused, and the lines were taken back.

        """
        unflushed: list[Unflushed] = []
        try:
            yield unflushed
            for lines in unflushed:
                self._flush(annotator, lines)
        finally:
            for lines in unflushed:
                lines.close()

    def _flush(self, annotator: str, lines: Unflushed) -> None:
        name = lines.scope.places.scope
        try:
            with telling(annotator, [name]):
                lines.flush()
        except StoreError:
            with self.opened(annotator, [name]) as scopes:
                if scopes[name].ends_with(lines):
                    scopes[name].take_back(lines.size)
                    raise
                # Others wrote after them or made them safe, so they stay: or this raises too.
                scopes[name].confirm()

    def _write(
        self,
        annotator: str,
        scopes: Mapping[str, Scope],
        drafts: Mapping[str, list[Line]],
        unflushed: list[Unflushed] | None,
    ) -> None:
        try:
            self._write_name(annotator)
            self._keep_texts([scopes[name] for name in drafts if name != CORPUS])
            if len(drafts) > 1:
                gestures = self._gestures_of(annotator)
                gestures.finish(lambda name: self._scope(annotator, name), list(scopes))
                gestures.write(scopes, drafts)
                return
            for name, lines in drafts.items():
                if unflushed is None or name == CORPUS:
                    scopes[name].append(lines)
                else:
                    unflushed.append(scopes[name].write(lines))
        except BaseException:
            for scope in scopes.values():
                scope.forget()
            raise

    def _gestures_of(self, annotator: str) -> Gestures:
        if annotator not in self._gestures:
            self._gestures[annotator] = Gestures(self.disk, self.places, annotator)
        return self._gestures[annotator]

    def _keep_texts(self, scopes: Iterable[Scope]) -> None:
        """Keep the text that a new layer is made on, so that its words can be found again."""
        for scope in scopes:
            if scope.snapshot_stamp is None and scope.journal_size == 0:
                keep_text(self.disk, self.places.root, self._text_of(scope.places.scope))

    def _write_name(self, annotator: str) -> None:
        """Keep the name as it was typed where the folder cannot carry it."""
        if annotator in self._named or file_name_for(annotator) == annotator:
            return
        path = self.places.folder(annotator) / NAME_FILE
        if stamp_of(self.disk, path) is None:
            replace_file(self.disk, path, ENCODER.encode({"annotator": annotator}) + b"\n")
        self._named.add(annotator)


def in_order(names: Iterable[str]) -> list[str]:
    """Scopes in the order their locks are taken: corpus-wide records first, then documents."""
    return sorted(set(names), key=lambda name: (name != CORPUS, name))


@contextmanager
def telling(annotator: str, names: Sequence[str]) -> Iterator[None]:
    """Turn a refusal of the disk into an error that says what, where and what to do.

    Raises:
        StoreError: with the cause's errno.

    """
    try:
        yield
    except GhinhanError:
        raise
    except OSError as error:
        reason = os.strerror(error.errno) if error.errno else str(error)
        where = f" ({error.filename})" if error.filename else ""
        raise StoreError(
            error.errno or 0,
            f"the disk refused{where}: {reason}, at {', '.join(names)} of annotator "
            f"{annotator!r}. This edit is not saved; everything saved before is intact. Make room "
            "or mend the permissions and do it again.",
        ) from error
