"""SIGKILL at any moment of a push or a pull: run again, and all is as if nothing had happened."""

import os
import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from uuid import uuid4

import pytest

from ghinhan.sync import DoccanoServer
from ghinhan.sync.server.environment import VARIABLE
from ghinhan.workspace import Workspace
from tests.doccano.sides import (
    EVERY,
    ProjectSide,
    ServerSide,
    add_articles,
    article_name,
    documents_of,
    documents_there,
    make_side,
    roles_of,
    view_of,
)
from tests.project_copy import ROOT

pytestmark = pytest.mark.doccano

KILLS = int(os.environ.get("GHINHAN_SYNC_KILLS", "6"))
"""How many of a job's moments are tried, spread over all of it."""

PARTS = 10 if EVERY else 1
"""Into how many tests the moments are dealt out, when every one of them is tried."""

SCRIPT = ROOT / "tests/doccano/job_once.py"


class Runner:
    """Runs push and pull in processes of their own, with one doccano project.

    Args:
        desk: the project.
        server: the server.

    """

    def __init__(self, desk: Workspace, server: DoccanoServer) -> None:
        self.name = f"kills-{uuid4().hex[:12]}"
        self.killed = 0
        self._root = desk.root
        self._settings = os.environ | {
            "DOCCANO_URL": server.url,
            "DOCCANO_PASSWORD": server.credentials.password.reveal(),
            VARIABLE: str(server.environment.folder),
        }

    def start(self, job: str, moment: int) -> subprocess.Popen[str]:
        """A process that does a job, and dies at a moment; 0 to live."""
        return subprocess.Popen(
            [sys.executable, str(SCRIPT), str(self._root), self.name, job, str(moment)],
            cwd=ROOT,
            env=self._settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, job: str, moment: int = 0) -> str:
        """Do a job to its end or death; gives what it printed."""
        with self.start(job, moment) as process:
            said, complained = process.communicate()
        assert process.returncode == 0 or (moment and process.returncode == -signal.SIGKILL), (
            complained
        )
        self.killed += process.returncode != 0
        return said


@pytest.fixture
def runner(small_desk: Workspace, server: DoccanoServer) -> Runner:
    """Processes that work for the small desk."""
    return Runner(small_desk, server)


def moments_of(said: str, part: int) -> list[int]:
    """Some of the moments that a job has counted, first and last among them; or a part of all."""
    found = re.search(r"(\d+) moments", said)
    assert found, said
    last = int(found[1])
    if EVERY:
        return list(range(1, last + 1))[part::PARTS]
    return sorted({1 + round(n * (last - 1) / (KILLS - 1)) for n in range(KILLS)})


def shows_all(desk: Workspace, project: ProjectSide) -> None:
    """Every document stands once on the server, with exactly what is here."""
    examples = {row["meta"]["ghinhan"]["document"]: row["id"] for row in project.examples()}
    for document in documents_of(desk):
        shown = project.view(examples[document])
        layer, article = desk.layer(document, "a1"), desk.document(document)
        assert view_of(layer, article, roles_of(desk)) == shown, document


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_any_moment_a_push_is_finished_by_the_next(
    small_desk: Workspace, server: DoccanoServer, people: ServerSide, runner: Runner, part: int
) -> None:
    """New documents and changed ones, and each kill leaves its mess to the next run."""
    runner.run("push")

    def give_work(number: int) -> None:
        add_articles(small_desk, 2, first=2 * number)
        mark = {"kind": "mention", "type": "LOC", "extent": [[number % 20, number % 20 + 3]]}
        small_desk.edit("bai-000", "a1", put=[mark, {"kind": "comment", "text": f"Lần {number}"}])

    give_work(2)
    moments = moments_of(runner.run("push"), part)
    for number, moment in enumerate(moments, 3):
        give_work(number)
        runner.run("push", moment)
    side = make_side(small_desk, server.url, server.credentials, name=runner.name)
    side.push()

    assert runner.killed > len(moments) // 2
    assert documents_there(people, runner.name) == Counter(documents_of(small_desk))
    shows_all(small_desk, people.project(runner.name))
    assert side.push().counts()["skipped"] == len(small_desk.documents())
    assert side.pull().changes() == 0


@pytest.mark.parametrize("part", range(PARTS))
def test_killed_at_any_moment_a_pull_is_finished_by_the_next(
    small_desk: Workspace, server: DoccanoServer, people: ServerSide, runner: Runner, part: int
) -> None:
    """What was made there comes once, what was deleted there goes, whatever was killed between."""
    runner.run("push")
    project = people.project(runner.name)
    examples = [project.example_of(article_name(number))["id"] for number in range(3)]

    def give_work(number: int) -> None:
        for example in examples:
            new = project.add_span(example, number % 20, number % 20 + 3, "LOC")
            trigger = next(
                n for n, mark in project.spans(example).items() if mark[2] == "Contact.Negotiate"
            )
            project.add_relation(example, trigger, "Place", new)
            project.comment(example, f"Lần {number}")
            if number % 3 == 0:
                project.delete_span(example, min(project.spans(example).keys() - {trigger, new}))

    give_work(1)
    moments = moments_of(runner.run("pull"), part)
    for number, moment in enumerate(moments, 2):
        give_work(number)
        runner.run("pull", moment)
    side = make_side(small_desk, server.url, server.credentials, name=runner.name)
    side.pull(allow_deletions=True)

    assert runner.killed > len(moments) // 2
    shows_all(small_desk, people.project(runner.name))
    assert side.pull().changes() == 0
    assert side.push().changes() == 0


@pytest.mark.parametrize("job", ["push", "pull"])
def test_killed_while_it_waits_for_the_server_it_is_finished_by_the_next(
    small_desk: Workspace, server: DoccanoServer, people: ServerSide, runner: Runner, job: str
) -> None:
    """At a random time, when the server is still at work for a process that is no more."""
    runner.run("push")
    project = people.project(runner.name)
    draw = random.Random(5)  # noqa: S311  a test, not a secret
    with runner.start(job, 0) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        started = time.monotonic()
        process.wait()
    seconds = time.monotonic() - started
    for number in range(1, KILLS):
        add_articles(small_desk, 8, first=8 * number)
        project.add_span(project.example_of("bai-000")["id"], number, number + 3, "LOC")
        with runner.start(job, 0) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == "begun\n"
            time.sleep(draw.uniform(0, seconds))
            runner.killed += process.poll() is None
            process.kill()
    side = make_side(small_desk, server.url, server.credentials, name=runner.name)
    side.push()
    side.pull()

    assert runner.killed > 1
    assert documents_there(people, runner.name) == Counter(documents_of(small_desk))
    shows_all(small_desk, people.project(runner.name))
    assert {standing.state for standing in side.status()} == {"in step"}
