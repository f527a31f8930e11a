"""What can be taken back and what can be done again, told from the edits alone.

The order of the journal is the order of the deeds; clocks are never asked. Works the same
after a restart and after a fold, because every edit ever taken passes through here.
"""

from ghinhan.store.journal import Line


class UndoStacks:
    """Gestures in the order they would be taken back, and those that could be done again."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.undone: list[str] = []
        self.gestures: dict[str, list[Line]] = {}

    def push(self, line: Line) -> None:
        """Take in one more edit; all edits of a gesture stand in a row."""
        gesture = line.gesture
        if gesture in self.gestures:
            self.gestures[gesture].append(line)
            return
        self.gestures[gesture] = [line]
        if not line.undoes:
            self.done.append(gesture)
            self.undone.clear()
        elif line.undoes in self.undone:
            self.undone.remove(line.undoes)
            self.done.append(line.undoes)
        elif line.undoes in self.done:
            self.done.remove(line.undoes)
            self.undone.append(line.undoes)
