"""A person at work in a process of their own, who can be killed at any moment.

Every edit that the store has acknowledged is said as `id label`, one line each, straight to the
standard output: what a killed writer said is what was promised. Only what every store offers is
used (`tests.store.any_store`).
"""

import os
import random
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import EditConflict
from ghinhan.model import Comment
from tests.store.any_store import STORE, AnyStore
from tests.store.records import Person, entity, mention, open_any_store

Task = Callable[[Person, str, int], None]


def work(person: Person, document: str, count: int) -> None:
    """Add records of one's own, change some, now and then with an entity, now and then fold."""
    chance = random.Random(person.session)  # noqa: S311  repeatable, not secret
    for step in range(count):
        label_one(person, document, step, chance)
        if chance.random() < 0.05:
            person.store.fold(person.annotator, document)


def label_one(person: Person, document: str, step: int, chance: random.Random) -> None:
    """Add one record, perhaps with an entity, and perhaps change it."""
    number = int(person.session.rpartition("-")[2]) * 100_000 + step
    record = mention(number)
    if step % 5 == 4:
        person.put_all(entity(f"e-{record.id}"), record, document=document)
    else:
        person.put(record, document=document)
    say(f"{record.id} PER")
    if chance.random() < 0.3:
        person.put(mention(number, "ORG"), record, document=document)
        say(f"{record.id} ORG")


def fold(person: Person, document: str, count: int) -> None:
    """Label while everything folds at once, in this very process.

    Two threads fold without a pause, as `ghinhan save` and a closing window would; *done* folds
    in the background; a long comment makes the journal outgrow the file again and again.
    """
    ended = threading.Event()
    threads = [
        threading.Thread(target=keep_folding, args=(person.store, person.annotator, scope, ended))
        for scope in (document, None)
    ]
    for thread in threads:
        thread.start()
    chance = random.Random(person.session)  # noqa: S311  repeatable, not secret
    comment: Comment | None = None
    try:
        for step in range(count):
            label_one(person, document, step, chance)
            if step % 4 == 1:
                with suppress(EditConflict):
                    person.declare("in_progress", "done", document)
            if step % 4 == 3:
                text = "x" * (40_000 + step)
                longer = Comment(id=f"c-{person.session}", text=text)
                person.put(longer, comment, document=document)
                comment = longer
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def keep_folding(
    store: AnyStore, annotator: str, scope: str | None, ended: threading.Event
) -> None:
    """Fold one document, or everything, until it is enough."""
    while not ended.is_set():
        store.fold(annotator, scope)


def share(person: Person, document: str, count: int) -> None:
    """Count up in one record that everybody counts up in; the loser of a race tries again."""
    done = 0
    while done < count:
        mentions = person.store.layer(person.annotator, document).mentions
        found = mentions[0] if mentions else None
        value = int(found.text) if found else 0
        after = msgspec.structs.replace(mention(0), text=str(value + 1))
        try:
            person.put(after, found, document=document)
        except EditConflict:
            continue
        done += 1
        say("counted up")


def say(line: str) -> None:
    """One acknowledged edit, straight to the pipe."""
    os.write(1, f"{line}\n".encode())


TASKS: dict[str, Task] = {"work": work, "fold": fold, "share": share}


def main(words: list[str]) -> None:
    """Open the project and do the task."""
    root, annotator, document, session, count, task, os.environ[STORE] = words
    TASKS[task](Person(open_any_store(Path(root)), annotator, session), document, int(count))
