"""Labels a reading again the way a practised person does, keys first.

Names and times are walked to and labelled; what the walk does not reach is selected by pointer;
events take their trigger, their key, then each filler in the fewest gestures that the page
offers at that moment.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from ghinhan.model import Document
from ghinhan.schema import EventType, Role, Schema
from tests.browser.gestures.hand import Hand
from tests.browser.gestures.reading import (
    Filled,
    Mark,
    Span,
    covering,
    event_type,
    kind_of,
    label_key,
    places_of,
    shortened,
    tokens_in,
    words_at,
)

FARTHEST_FILLER = 8


@dataclass(slots=True)
class Walk:
    """One round through the candidates.

    Args:
        reached: marks that were labelled on the way.
        skipped: stops at words that are not to be labelled.

    """

    reached: list[Mark] = field(default_factory=list)
    skipped: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Worker:
    """Somebody who knows what is to be labelled, and labels it.

    Args:
        hand: at the annotator, the document open.
        document: the document.
        schema: its labels and keys.
        guesses: every stop of an unlabelled document, with the label it suggests.
        triggers: every likely trigger of an unlabelled document.
        made: what is labelled already.

    """

    hand: Hand
    document: Document
    schema: Schema
    guesses: dict[Span, str] = field(default_factory=dict)
    triggers: list[Span] = field(default_factory=list)
    made: list[Mark] = field(default_factory=list)

    def look_around(self) -> dict[Span, str]:
        """Every stop of the document as it is, with the label it suggests."""
        return self.stops_of("n")

    def stops_of(self, key: str) -> dict[Span, str]:
        """Every stop of a key that walks round the document, with the label it suggests."""
        stops: dict[Span, str] = {}
        while True:
            self.hand.press(key)
            stop = self.hand.selected()
            if stop is None or stop in stops:
                return stops
            stops[stop] = self.hand.suggested()

    # --- names and times -------------------------------------------------------------------

    def walk(self, wanted: Sequence[Mark], *, at_once: bool = False) -> Walk:
        """Walk from candidate to candidate once round the text; label what is wanted.

        Args:
            wanted: the marks to be made.
            at_once: accept right guesses with Enter, and label all places of the same words
                with one key where all of them are wanted.

        """
        walk, seen = Walk(), set[Span]()
        left = {mark.span: mark for mark in wanted if not mark.is_event}
        while left:
            self.hand.press("n")
            stop = self.hand.selected()
            if stop is None or stop in seen:
                break
            seen.add(stop)
            if stop in left:
                made = self.label(left[stop], left if at_once else {})
                walk.reached += [left.pop(mark.span) for mark in made]
            else:
                walk.skipped.append(stop)
        return walk

    def label(self, mark: Mark, left: dict[Span, Mark]) -> list[Mark]:
        """Label the selection, and with it every other place in `left`, if all are wanted."""
        key = label_key(self.schema, mark.type)
        done = {one.span for one in self.made}
        places = [s for s in places_of(self.document, mark.span) if s not in done]
        twins = [left[span] for span in places if span in left]
        if len(twins) > 1 and len(twins) == len(places) and {m.type for m in twins} == {mark.type}:
            self.hand.press(f"Shift+{key}")
        else:
            twins = [mark]
            self.hand.press("Enter" if left and self.hand.suggested() == mark.type else key)
        self.made += twins
        return twins

    def point_and_label(self, mark: Mark) -> None:
        """Select by pointer and label: two gestures."""
        self.select(mark.span)
        self.label(mark, {})

    def select(self, span: Span) -> None:
        """Select a stretch in one gesture: a click for one syllable, else a drag."""
        if len(tokens_in(self.document, span)) > 1:
            self.hand.drag(span)
            return
        if covering(self.made, span[0]):
            self.hand.bare_click(span[0])
        else:
            self.hand.click(span[0])

    # --- events ----------------------------------------------------------------------------

    def make_event(self, event: Mark) -> None:
        """Select the trigger, name the event, fill its roles, each in the fewest gestures.

        A filler that the role would take for something else is labelled before.
        """
        kind = event_type(self.schema, event.type)
        for role, span, label in event.roles:
            if not self.is_made(span) and self.taken_for(kind.role(role), span) != label:
                self.leave_role(span)
                self.point_and_label(Mark(span, label))
        self.leave_role(event.span)
        self.select(event.span)
        self.name_event(event, by_pointer=True)
        self.made.append(Mark(event.span, event.type, is_event=True))
        left = [*event.roles]
        while left:
            argument = self.easiest(left)
            self.fill(kind, event, argument)
            left.remove(argument)

    def make_event_by_keys(self, event: Mark) -> None:
        """The same without a pointer, from the words that stand selected; its fillers are there."""
        kind = event_type(self.schema, event.type)
        self.reach(event.span)
        self.name_event(event)
        left = [*event.roles]
        for _ in range(FARTHEST_FILLER * len(left)):
            armed, shown = self.hand.armed(), self.hand.selected()
            wanted = [argument for argument in left if argument[0] == armed]
            found = next((argument for argument in wanted if argument[1] == shown), None)
            if found:
                self.hand.press("Enter")
                left.remove(found)
                if not left:
                    return
            else:
                self.hand.press("n" if wanted else kind.role(left[0][0]).key)
        raise AssertionError(f"fillers that keys do not come to: {left}")

    def reach(self, span: Span) -> None:
        """Walk to a trigger by keys: at once where it is the next likely one, else word by word."""
        here = self.hand.selected() or (0, 0)
        events = [mark.span for mark in self.made if mark.is_event]
        ahead = [s for s in self.triggers if s[0] > here[0] and s not in events]
        if min(ahead, default=None) == span:
            self.hand.press("Shift+ArrowDown")
            return
        between = tokens_in(self.document, (here[1], span[0]))
        self.hand.press(*(["ArrowRight"] * (len(between) + 1)))
        self.hand.press(*(["Shift+ArrowRight"] * (len(tokens_in(self.document, span)) - 1)))

    def leave_role(self, span: Span) -> None:
        """Where a click would fill the role that waits, leave the event first."""
        if self.hand.armed() and covering(self.made, span[0]):
            self.hand.press("Escape")

    def name_event(self, event: Mark, *, by_pointer: bool = False) -> None:
        """Accept the guess where it is right, else click the type, or press the event's keys."""
        if self.hand.suggested() == event.type:
            self.hand.press("Enter")
        elif by_pointer:
            self.hand.click_type(event.type)
        else:
            self.hand.press(*event_type(self.schema, event.type).key)

    def easiest(self, left: list[Filled]) -> Filled:
        """The argument that one click fills now; else the first one."""
        return next((a for a in left if self.spot(a) is not None), left[0])

    def fill(self, kind: EventType, event: Mark, argument: Filled) -> None:
        """Fill a role: one click, or its key and Enter, or its key and a pointer gesture."""
        role, span, label = argument
        spot = self.spot(argument)
        if spot is not None:
            self.hand.click(spot)
        else:
            self.hand.press(kind.role(role).key)
            if self.hand.selected() == span:
                self.hand.press("Enter")
            elif (spot := self.asked_spot(kind, event, argument)) is not None:
                self.hand.click(spot)
            elif len(tokens_in(self.document, span)) > 1:
                self.hand.drag(span)
            else:
                self.hand.click(span[0])
        if not self.is_made(span):
            self.made.append(Mark(span, label))

    def spot(self, argument: Filled) -> int | None:
        """Where in a filler a click fills the right role unasked, as the page foretells it."""
        role, span, label = argument
        words = words_at(self.document, span)
        made = "" if self.is_made(span) else f"{label} · "
        for start, _ in tokens_in(self.document, span):
            if self.hand.foretold(start) == f"{role} · {made}{shortened(words)}":
                return start
        return None

    def asked_spot(self, kind: EventType, event: Mark, argument: Filled) -> int | None:
        """Where in a marked filler a click fills the role that was asked for; None if nowhere."""
        role, span, _ = argument
        for start, _ in tokens_in(self.document, span):
            there = self.others(event, start)
            fitting = [m for m in there if kind_of(m) in kind.role(role).fillers]
            if fitting and fitting[0].span == span:
                return start
        return None

    def others(self, event: Mark, position: int) -> list[Mark]:
        """What covers a position beside the event itself."""
        return [mark for mark in covering(self.made, position) if mark.span != event.span]

    def taken_for(self, role: Role, span: Span) -> str:
        """The label that words get when they fill a role."""
        guess = self.guesses.get(span, "")
        return guess if guess in role.fillers else role.fillers[0]

    def is_made(self, span: Span) -> bool:
        """Whether these words carry a label."""
        return any(mark.span == span for mark in self.made)
