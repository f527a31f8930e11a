"""A person at work in a process of their own, who can be killed at any moment.

Started as `python -m tests.store.writer ROOT ANNOTATOR DOCUMENT SESSION COUNT`. Every edit
that the store has acknowledged is written to the standard output as `seq id label`, one line
each, straight to the pipe: what a killed writer said is what was promised.
"""

import os
import random
import sys
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import EditConflict
from tests.store.records import Person, entity, mention, open_store


def work(person: Person, document: str, count: int) -> None:
    """Add records of one's own, change some, now and then with an entity, now and then fold."""
    chance = random.Random(person.session)  # noqa: S311  repeatable, not secret
    number = int(person.session.rpartition("-")[2]) * 100_000
    for step in range(count):
        record = mention(number + step)
        if step % 5 == 4:
            person.put_all(entity(f"e-{record.id}"), record, document=document)
        else:
            person.put(record, document=document)
        say(f"{record.id} PER")
        if chance.random() < 0.3:
            person.put(mention(number + step, "ORG"), record, document=document)
            say(f"{record.id} ORG")
        if chance.random() < 0.05:
            person.store.fold(person.annotator, document)


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
        say("counted")


def say(line: str) -> None:
    """One acknowledged edit, straight to the pipe."""
    os.write(1, f"{line}\n".encode())


if __name__ == "__main__":
    root, annotator, document, session, count, task = sys.argv[1:]
    tasks = {"work": work, "share": share}
    tasks[task](Person(open_store(Path(root)), annotator, session), document, int(count))
