"""The acts of everyday labelling, each played on a seed, counted, and looked up in the store.

An act is an example: what it must have changed is asserted on the disk, so a count cannot fall
because something was left out.
"""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import expect

from ghinhan.model import Argument, Event, Mention
from tests.browser.annotator_page import read_journal
from tests.browser.gestures.reading import Mark, Span, label_key, places_of, words_at
from tests.browser.gestures.stage import GOLD, SEEDS, Stage
from tests.browser.gestures.tally import Tally

STARMER, TELEGRAPH, UKRAINE = "Thủ tướng Anh Keir Starmer", "Tờ The Telegraph", "Ukraine"


@dataclass(frozen=True, slots=True)
class Act:
    """One line of the table.

    Args:
        name: what is done.
        bound: how many gestures it may take.
        elsewhere: what the best other tool takes.
        play: does it, and says what it took.

    """

    name: str
    bound: int
    elsewhere: str
    play: Callable[[Stage], Tally]


def find(stage: Stage, words: str) -> Span:
    """Where words stand first in seed 1."""
    text = stage.layer(SEEDS[0], GOLD)
    record = next(r for r in text.records if getattr(r, "text", "") == words)
    assert isinstance(record, Mention)
    return record.start, record.end


def label_by_mouse(stage: Stage) -> Tally:
    """A name of six syllables: a double click and a key."""
    worker, span = stage.begin(SEEDS[0]), find(stage, STARMER)
    with stage.counted() as counts:
        stage.hand.double_click(span[0])
        stage.hand.press(label_key(worker.schema, "PER"))
    assert [m.bare for m in stage.marks(SEEDS[0])] == [(span, "PER")]
    return counts[0]


def label_syllable(stage: Stage) -> Tally:
    """One syllable: a click and a key."""
    worker, span = stage.begin(SEEDS[0]), find(stage, UKRAINE)
    with stage.counted() as counts:
        stage.hand.click(span[0])
        stage.hand.press(label_key(worker.schema, "GPE"))
    assert [m.bare for m in stage.marks(SEEDS[0])] == [(span, "GPE")]
    return counts[0]


def label_by_keys(stage: Stage) -> Tally:
    """The next name: one key to go there, one to label it."""
    worker, span = stage.begin(SEEDS[0]), find(stage, TELEGRAPH)
    with stage.counted() as counts:
        stage.hand.press("n", label_key(worker.schema, "ORG"))
    assert [m.bare for m in stage.marks(SEEDS[0])] == [(span, "ORG")]
    return counts[0]


def label_everywhere(stage: Stage) -> Tally:
    """All places of a selected name: listed on the page, in the store, and one undo away."""
    worker, span = stage.begin(SEEDS[0]), find(stage, UKRAINE)
    places = places_of(worker.document, span)
    stage.hand.click(span[0])
    with stage.counted() as counts:
        stage.hand.press(f"Shift+{label_key(worker.schema, 'GPE')}")
    assert len(places) > 5
    assert [m.bare for m in stage.marks(SEEDS[0])] == [(place, "GPE") for place in places]
    root = stage.hand.annotator.root
    expect(root.locator(".gn-status")).to_contain_text(str(len(places)))
    for record in stage.spanned(SEEDS[0]):
        expect(root.locator(f".gn-item[data-field={record.id}]")).to_be_visible()
    stage.hand.press("Control+z")
    stage.hand.wait_until_saved()
    assert stage.marks(SEEDS[0]) == []
    return counts[0]


def fix_boundary(stage: Stage) -> Tally:
    """One syllable off: the id, the entity and the event's role stay."""
    span, trigger = find(stage, TELEGRAPH), (17, 24)
    worker = stage.begin(SEEDS[0], [span, trigger])
    mention, event = stage.spanned(SEEDS[0])
    assert isinstance(event, Event)
    link = f"Argument(role='Speaker', ref={mention.id!r})"
    stage.hand.notebook.ask_kernel(
        "import msgspec\nfrom ghinhan.model import Argument, Entity\n"
        f"there = desk.layer({SEEDS[0]!r}, {stage.annotator!r})\n"
        f"named = msgspec.structs.replace(there.mentions[0], entity='telegraph')\n"
        f"told = msgspec.structs.replace(there.events[0], arguments=({link},))\n"
        f"desk.edit({SEEDS[0]!r}, {stage.annotator!r}, put=[Entity(id='telegraph', type='ORG',"
        " name='The Telegraph'), named, told])"
    )
    stage.hand.click(span[0])
    expect(stage.hand.annotator.root.locator("[data-field=entity]")).to_have_value("telegraph")
    with stage.counted() as counts:
        stage.hand.press("[")
    moved, told = stage.spanned(SEEDS[0])
    assert isinstance(moved, Mention)
    assert isinstance(told, Event)
    assert words_at(worker.document, (moved.start, moved.end)) == "Tờ The"
    assert (moved.id, moved.entity) == (mention.id, "telegraph")
    assert told.arguments == (Argument(role="Speaker", ref=mention.id),)
    return counts[0]


def accept(stage: Stage) -> Tally:
    """Take a right guess; the record says where it comes from."""
    guesses = stage.look_around(SEEDS[0])
    stage.begin(SEEDS[0])
    stage.hand.press("n")
    stop = stage.hand.selected()
    while stop is None or guesses[stop] != "PER":
        stage.hand.press("n")
        stop = stage.hand.selected()
    with stage.counted() as counts:
        stage.hand.press("Enter")
    [mention] = stage.spanned(SEEDS[0])
    assert (mention.start, mention.end, mention.type) == (*stop, "PER")
    assert mention.provenance
    assert mention.provenance.how == "suggestion"
    return counts[0]


def reject(stage: Stage) -> Tally:
    """Put a guess aside: the walk goes on, comes round, and does not stop there again."""
    guesses = stage.look_around(SEEDS[0])
    worker = stage.begin(SEEDS[0])
    stage.hand.press("n")
    stop = stage.hand.selected()
    with stage.counted() as counts:
        stage.hand.press("-")
    assert stage.hand.selected() != stop
    assert set(worker.look_around()) == set(guesses) - {stop}
    assert read_journal(stage.project, stage.annotator, SEEDS[0]) == []
    return counts[0]


def accept_all(stage: Stage) -> Tally:
    """Take every guess of one label."""
    guesses = stage.look_around(SEEDS[0])
    stage.begin(SEEDS[0])
    stage.hand.press("n")
    while guesses[stage.hand.selected() or (0, 0)] != "TIME":
        stage.hand.press("n")
    with stage.counted() as counts:
        stage.hand.press("Shift+Enter")
    wanted = {span for span, guess in guesses.items() if guess == "TIME"}
    assert len(wanted) > 5
    assert {m.bare for m in stage.marks(SEEDS[0])} == {(span, "TIME") for span in wanted}
    return counts[0]


def same_entity(stage: Stage) -> Tally:
    """Two mentions in the text, the first in focus: one key, one click."""
    first, second = find(stage, STARMER), find(stage, "ông Starmer")
    stage.begin(SEEDS[0], [first, second])
    stage.hand.click(first[1] - 1)
    with stage.counted() as counts:
        stage.hand.press("a")
        stage.hand.click(second[0])
    entities = [getattr(r, "entity", "") for r in stage.spanned(SEEDS[0])]
    assert len(entities) == 2
    assert entities[0]
    assert entities[0] == entities[1]
    return counts[0]


def undo(stage: Stage) -> Tally:
    """Take back the last gesture."""
    worker = stage.begin(SEEDS[0])
    stage.hand.press("n", label_key(worker.schema, "ORG"))
    stage.hand.wait_until_saved()
    assert len(stage.marks(SEEDS[0])) == 1
    with stage.counted() as counts:
        stage.hand.press("Control+z")
    assert stage.marks(SEEDS[0]) == []
    return counts[0]


def redo(stage: Stage) -> Tally:
    """Do it again."""
    worker = stage.begin(SEEDS[0])
    stage.hand.press("n", label_key(worker.schema, "ORG"), "Control+z")
    stage.hand.wait_until_saved()
    with stage.counted() as counts:
        stage.hand.press("Control+Shift+Z")
    assert [m.bare for m in stage.marks(SEEDS[0])] == [(find(stage, TELEGRAPH), "ORG")]
    return counts[0]


def gold_events(stage: Stage, arguments: int = 3) -> list[tuple[str, Mark]]:
    """The gold events with so many arguments, with their documents."""
    return [
        (document, mark)
        for document in SEEDS
        for mark in stage.marks(document, GOLD)
        if mark.is_event and len(mark.roles) == arguments
    ]


def event_from_nothing(stage: Stage, document: str, event: Mark) -> Tally:
    """Nothing is labelled but the events that this one takes as fillers."""
    stage.look_around(document)
    triggers = {m.span for m in stage.marks(document, GOLD) if m.is_event}
    worker = stage.begin(document, triggers & {span for _, span, _ in event.roles})
    with stage.counted() as counts:
        worker.make_event(event)
    assert_made(stage, document, event)
    return counts[0]


def all_but_events(stage: Stage, document: str, event: Mark) -> set[Span]:
    """What stands in the gold reading of a document but events; of these, the fillers of one."""
    marks = stage.marks(document, GOLD)
    return {m.span for m in marks if not m.is_event} | {span for _, span, _ in event.roles}


def event_with_entities(stage: Stage, document: str, event: Mark) -> Tally:
    """Every mention and time of the document is labelled already."""
    stage.look_around(document)
    worker = stage.begin(document, all_but_events(stage, document, event))
    with stage.counted() as counts:
        worker.make_event(event)
    assert_made(stage, document, event)
    return counts[0]


def event_by_keys(stage: Stage, document: str, event: Mark) -> Tally:
    """The same, and no pointer; work has come to the word in front of the trigger."""
    stage.look_around(document)
    worker = stage.begin(document, all_but_events(stage, document, event))
    before = max(token for token in worker.document.tokens if token[1] <= event.span[0])
    stage.hand.bare_click(before[0])
    with stage.counted() as counts:
        worker.make_event_by_keys(event)
    assert counts[0].keys == counts[0].total
    assert_made(stage, document, event)
    return counts[0]


def assert_made(stage: Stage, document: str, event: Mark) -> None:
    """The store has the event with its type, trigger and arguments."""
    made = next((m for m in stage.marks(document) if m.span == event.span), None)
    assert made
    assert made.type == event.type
    assert sorted(made.roles) == sorted(event.roles)


ACTS = (
    Act("label a name by mouse", 2, "2, with a full drag", label_by_mouse),
    Act("label a syllable by mouse", 2, "2, with a full drag", label_syllable),
    Act("label the next name by keyboard", 2, "about 20", label_by_keys),
    Act("label all occurrences", 1, "about 7, no undo", label_everywhere),
    Act("move a boundary by a syllable", 1, "1, or redone with its events", fix_boundary),
    Act("accept", 1, "1", accept),
    Act("reject", 1, "1", reject),
    Act("accept all of a label", 1, "1", accept_all),
    Act("same entity as", 2, "3+", same_entity),
    Act("undo", 1, "1, per page", undo),
    Act("redo", 1, "1, per page", redo),
)
EVENT_WAYS = {
    "event with 3 arguments, nothing labelled": (8, "14 (brat) to 26", event_from_nothing),
    "event with 3 arguments, entities there": (5, "8", event_with_entities),
    "event with 3 arguments, entities there, no mouse": (8, "8", event_by_keys),
}
