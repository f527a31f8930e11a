"""When scopes are folded: on request, and in the background once a journal has grown.

A gesture never waits for a fold. A fold in the background that fails loses nothing, since
every edit is still in the journal; the next one, or `ghinhan save`, says what is wrong.
"""

import threading
from collections.abc import Mapping
from contextlib import suppress

from ghinhan.foundation.errors import GhinhanError
from ghinhan.model.edits import CORPUS, Receipt, State
from ghinhan.store.access import Access, telling
from ghinhan.store.folding import Written, discard, finish_fold, is_due, plan_fold, write_fold
from ghinhan.store.scope import Scope

ATTEMPTS = 3
"""How often a fold gives way to other writers before it makes them wait."""

FINAL_STATES = ("done", "settled")

THREAD_NAME = "ghinhan fold"
"""What the threads are called that fold beside the work."""


class Folder:
    """Folds the scopes of one project.

    Args:
        access: the scopes.

    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self._running: dict[tuple[str, str], threading.Thread] = {}
        self._wanted: set[tuple[str, str]] = set()
        self._guard = threading.Lock()

    def fold(self, annotator: str, name: str) -> None:
        """Fold one scope, now.

        Raises:
            StoreError: the disk refused; every edit is still safe.

        """
        for _ in range(ATTEMPTS):
            if self._fold_beside(annotator, name):
                return
        with self._access.opened(annotator, [name]) as scopes:
            scope = scopes[name]
            plan = plan_fold(scope)
            if plan is not None:
                self._finish(scope, write_fold(self._access.disk, scope, plan))

    def fold_when_due(self, receipt: Receipt, scopes: Mapping[str, Scope]) -> None:
        """Start folding what is done or has grown; returns at once."""
        final = {
            edit.scope
            for edit in receipt.applied
            if isinstance(edit.after, State) and edit.after.state in FINAL_STATES
        }
        for name, scope in scopes.items():
            if name in final or is_due(scope):
                self._start((scope.places.annotator, name))

    def _start(self, key: tuple[str, str]) -> None:
        with self._guard:
            self._wanted.add(key)
            if key not in self._running:
                thread = threading.Thread(
                    target=self._fold_while_wanted, args=[key], name=THREAD_NAME
                )
                with suppress(RuntimeError):  # no more threads: the edit is saved all the same
                    thread.start()
                    self._running[key] = thread

    def wait(self) -> None:
        """Return when no fold is running any more."""
        while running := list(self._running.values()):
            for thread in running:
                thread.join()

    def _fold_while_wanted(self, key: tuple[str, str]) -> None:
        """Fold, and again if that was asked for while the fold was under way."""
        try:
            while self._is_wanted(key):
                self._fold_quietly(*key)
        except BaseException:
            self._running.pop(key)
            raise

    def _is_wanted(self, key: tuple[str, str]) -> bool:
        with self._guard:
            if key in self._wanted:
                self._wanted.remove(key)
                return True
            del self._running[key]
            return False

    def _fold_quietly(self, annotator: str, name: str) -> None:
        # Entities first: what git sees never refers to one that is still in the journal.
        with suppress(GhinhanError):
            if name != CORPUS:
                self.fold(annotator, CORPUS)
            self.fold(annotator, name)

    def _fold_beside(self, annotator: str, name: str) -> bool:
        """Fold while others go on writing; False when that came to nothing."""
        with self._access.opened(annotator, [name]) as scopes:
            scope = scopes[name]
            plan = plan_fold(scope)
        if plan is None:
            return True
        with telling(annotator, [name]):
            written = write_fold(self._access.disk, scope, plan)
        try:
            with self._access.opened(annotator, [name]) as scopes:
                return self._finish(scopes[name], written)
        except BaseException:
            discard(self._access.disk, written)
            raise

    def _finish(self, scope: Scope, written: Written) -> bool:
        try:
            return finish_fold(self._access.disk, scope, written)
        except BaseException:
            scope.forget()
            raise
