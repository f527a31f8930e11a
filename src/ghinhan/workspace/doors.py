"""The way from the desk up to the widgets, through entry points (docs/decisions/0002)."""

import contextlib
import weakref
from collections.abc import Callable
from importlib.metadata import entry_points
from typing import Any

from ghinhan.foundation.errors import GhinhanError, MissingExtraError
from ghinhan.workspace.session import Labelling

GROUP = "ghinhan.doors"


def open_door(name: str) -> Callable[..., Any]:
    """What is registered under a name in the group `ghinhan.doors`.

    Args:
        name: `annotate` or `show`.

    Raises:
        MissingExtraError: nothing is registered there, or it cannot be loaded.

    """
    for entry in entry_points(group=GROUP, name=name):
        try:
            door: Callable[..., Any] = entry.load()
        except ImportError as error:
            raise MissingExtraError(
                f"the widget for {name!r} cannot be loaded: {error}. "
                "Install what it needs with: pip install 'ghinhan[lab]'"
            ) from error
        return door
    raise MissingExtraError(
        f"no widget is registered for {name!r} in the entry point group {GROUP!r}. Install "
        "ghinhan again: pip install --force-reinstall --no-deps ghinhan, or in a clone "
        "pip install -e ."
    )


class OpenViews:
    """The annotators that are open in this kernel, so that each learns of changes made beside it.

    Views are held weakly: one that nobody shows any more goes away.
    """

    def __init__(self) -> None:
        self._views: list[tuple[weakref.ref[Any], Labelling]] = []

    def add(self, view: object, session: Labelling) -> None:
        """Remember a view and the session it was given."""
        self._views.append((weakref.ref(view), session))

    def refresh(self, changed_by: Labelling) -> None:
        """Let every other view of the same reading fetch what changed.

        Args:
            changed_by: the session that made the change; its own view knows of it.

        """
        self._views = [(view, session) for view, session in self._views if view() is not None]
        for view, session in self._views:
            open_view = view()
            same_reading = session.annotator == changed_by.annotator
            is_other = same_reading and session is not changed_by
            if open_view is not None and is_other:
                # The change is on the disk whatever a view makes of it: one that cannot read
                # its document now says so itself when it next asks.
                with contextlib.suppress(GhinhanError):
                    open_view.refresh()
