"""Counts what a hand does, by listening to the page's own events and not to the script.

One gesture is one key press (with whatever modifiers are held), one click, one double click or
one drag. Presses of a modifier alone are not counted, and neither are events that a script made.
"""

from dataclasses import dataclass
from typing import Self

from playwright.sync_api import Page

LISTEN = """() => {
    if (globalThis.gnTally) return;
    const tally = globalThis.gnTally = {keys: 0, clicks: 0, doubles: 0, drags: 0};
    const modifiers = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock']);
    const farEnough = 4, soonEnough = 500;
    let down = null, last = null;
    addEventListener('keydown', (event) => {
        if (event.isTrusted && !modifiers.has(event.key)) tally.keys += 1;
    }, true);
    addEventListener('pointerdown', (event) => { down = event.isTrusted ? event : null; }, true);
    addEventListener('pointerup', (event) => {
        if (!down || !event.isTrusted) return;
        const apart = (a, b) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);
        if (apart(event, down) > farEnough) {
            tally.drags += 1;
            last = null;
        } else if (last && apart(event, last) <= farEnough
                && event.timeStamp - last.timeStamp < soonEnough) {
            tally.clicks -= 1;
            tally.doubles += 1;
            last = null;
        } else {
            tally.clicks += 1;
            last = event;
        }
        down = null;
    }, true);
}"""
READ = "() => globalThis.gnTally"


@dataclass(frozen=True, slots=True)
class Tally:
    """Gestures by kind."""

    keys: int = 0
    clicks: int = 0
    doubles: int = 0
    drags: int = 0

    @property
    def total(self) -> int:
        """All gestures."""
        return self.keys + self.clicks + self.doubles + self.drags

    def __add__(self, other: Self) -> "Tally":
        """Both together."""
        return Tally(
            self.keys + other.keys,
            self.clicks + other.clicks,
            self.doubles + other.doubles,
            self.drags + other.drags,
        )

    def __sub__(self, other: Self) -> "Tally":
        """What came after `other`."""
        return Tally(
            self.keys - other.keys,
            self.clicks - other.clicks,
            self.doubles - other.doubles,
            self.drags - other.drags,
        )

    def __str__(self) -> str:
        """In words: `3 (2 keys, 1 click)`."""
        names = {"keys": "key", "clicks": "click", "doubles": "double click", "drags": "drag"}
        counted = [(getattr(self, field), name) for field, name in names.items()]
        parts = [f"{n} {name}{'s' if n != 1 else ''}" for n, name in counted if n]
        return f"{self.total} ({', '.join(parts)})" if parts else "0"


def listen(page: Page) -> None:
    """Begin to count on a page; a second call changes nothing."""
    page.evaluate(LISTEN)


def read_tally(page: Page) -> Tally:
    """Everything since `listen`."""
    return Tally(**page.evaluate(READ))
