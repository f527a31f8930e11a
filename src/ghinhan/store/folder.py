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


class Folder:
    """Folds the scopes of one project.

    Args:
        access: the scopes.

    """

    def __init__(self, access: Access) -> None:
        self._access = access
        self._running: dict[tuple[str, str], threading.Thread] = {}

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
            key = (scope.places.annotator, name)
            running = self._running.get(key)
            if (name in final or is_due(scope)) and not (running and running.is_alive()):
                thread = threading.Thread(target=self._fold_quietly, args=key)
                self._running[key] = thread
                thread.start()

    def wait(self) -> None:
        """Return when no fold is running any more."""
        while self._running:
            self._running.popitem()[1].join()

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
            with self._access.opened(annotator, [name]):
                return self._finish(scope, written)
        except BaseException:
            discard(self._access.disk, written)
            raise

    def _finish(self, scope: Scope, written: Written) -> bool:
        try:
            return finish_fold(self._access.disk, scope, written)
        except BaseException:
            scope.forget()
            raise
