"""Taking back and doing again: gestures made anew, with `before` and `after` exchanged.

An undo is an edit like any other: checked, journalled, kept in the history. Which gesture is
next is told by `ghinhan.store.stacks`.
"""

from dataclasses import dataclass

from ghinhan.foundation.errors import EditConflict
from ghinhan.model.edits import Edit, Receipt
from ghinhan.store.access import Access
from ghinhan.store.journal import Line
from ghinhan.store.planning import prepare
from ghinhan.store.scope import Scope


@dataclass(frozen=True, slots=True)
class Turn:
    """One act of taking back or doing again.

    Args:
        access: the project's scopes.
        annotator: whose gesture.
        document: where.
        act: name of this act; its edits get it as their session, so that the caller's own
            numbers stay free.
        redo: do again instead of taking back.

    """

    access: Access
    annotator: str
    document: str
    act: str
    redo: bool

    def make(self) -> Receipt:
        """Turn the gesture that is next; nothing when there is none or the act was done.

        Raises:
            EditConflict: a later edit stands in the way; nothing was written.

        """
        names = {self.document}
        while True:
            with self.access.opened(self.annotator, names) as scopes:
                target = self._next(scopes[self.document])
                if target is None:
                    return self.access.make(self.annotator, scopes, [])
                wanted = {self.document, *target[0].scopes}
                if wanted == names:
                    return self._turn(scopes, target[0].gesture)
            names = wanted

    def _next(self, scope: Scope) -> list[Line] | None:
        stacks = scope.stacks()
        waiting = stacks.undone if self.redo else stacks.done
        if not waiting or f"{self.act}:1" in stacks.gestures:
            return None
        return stacks.gestures[waiting[-1]]

    def _turn(self, scopes: dict[str, Scope], gesture: str) -> Receipt:
        made = [scope.stacks().gestures.get(gesture, []) for scope in scopes.values()]
        lines = [line for lines in made for line in lines]
        edits = [
            Edit(
                scope=line.scope,
                id=line.id,
                before=line.before if self.redo else line.after,
                after=line.after if self.redo else line.before,
                session=self.act,
                seq=number,
                group=1,
                undoes=gesture,
            )
            for number, line in enumerate(lines if self.redo else reversed(lines), start=1)
        ]
        try:
            return self.access.make(self.annotator, scopes, prepare(edits))
        except EditConflict as error:
            deed = "do again" if self.redo else "take back"
            raise EditConflict(
                f"cannot {deed} the gesture {gesture}, because something it touched was changed "
                f"afterwards from elsewhere.\n{error}"
            ) from error
