"""A project of somebody else's, whose members label apart: one reading for each of them."""

import json
import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from ghinhan.foundation.errors import SyncError
from ghinhan.sync import (
    Api,
    Credentials,
    DoccanoServer,
    DoccanoTeam,
    HttpTransport,
    Readings,
    Rest,
    Secret,
)
from ghinhan.sync.label_types import relation_types, span_types
from ghinhan.workspace import Workspace
from tests.doccano.sides import (
    ProjectSide,
    RandomAnnotator,
    ServerSide,
    roles_of,
    tracked_bytes,
    view_of,
)

pytestmark = pytest.mark.doccano

SEEDS = ("000_e85f3aaeab3ef9c0", "002_6e5c1c6c60e7ec83")
PASSWORD = "mat-khau-rieng-9"  # noqa: S105  of accounts that live for one test
KIND = {
    "resourcetype": "SequenceLabelingProject",
    "project_type": "SequenceLabeling",
    "description": "x",
    "guideline": "",
    "tags": [],
    "use_relation": True,
    "allow_overlapping": True,
    "grapheme_mode": False,
    "collaborative_annotation": False,
}


class Team:
    """A project on the server and two people who label in it, each for herself."""

    def __init__(self, people: ServerSide, server: DoccanoServer, desk: Workspace) -> None:
        mark = os.urandom(4).hex()
        self.name = f"Tin chiến sự {mark}"
        self.number = people.call("POST", "/v1/projects", {**KIND, "name": self.name})["id"]
        self.admin = ProjectSide(people, self.number)
        for kind, rows in (
            ("span", span_types(desk.schema)),
            ("relation", relation_types(desk.schema)),
        ):
            for row in rows:
                self.admin.call("POST", f"/{kind}-types", row)
        texts = [desk.document(SEEDS[0]).text, desk.document(SEEDS[1]).text.strip(), "Bài lạ."]
        for text in texts:
            self.admin.call("POST", "/examples", {"text": text, "meta": {}})
        self.examples = dict(zip(SEEDS, [row["id"] for row in self.admin.examples()], strict=False))
        roles = {row["name"]: row["id"] for row in people.call("GET", "/v1/roles")}
        self.people: dict[str, ProjectSide] = {}
        for username in (f"an.{mark}", f"binh.{mark}"):
            account = {"username": username, "password1": PASSWORD, "password2": PASSWORD}
            user = people.call("POST", "/v1/users/create", account)["id"]
            self.admin.call("POST", "/members", {"user": user, "role": roles["annotator"]})
            hers = Credentials(username=username, password=Secret(PASSWORD))
            self.people[username] = ProjectSide(ServerSide(server.url, hers), self.number, username)


@pytest.fixture
def team(people: ServerSide, server: DoccanoServer, desk: Workspace) -> Team:
    """A project that ghinhan has not made and has never pushed to."""
    return Team(people, server, desk)


@pytest.fixture
def joined(desk: Workspace, server: DoccanoServer, team: Team) -> Iterator[DoccanoTeam]:
    """The desk joined to that project."""
    readings = Readings(
        root=desk.root,
        schema=desk.schema,
        documents=desk._corpus.ids(),
        text_of=lambda document: desk.document(document).text,
        session_of=desk._session,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # each of them is a new annotator
        api = Api(Rest(HttpTransport(server.url), server.credentials))
        yield DoccanoTeam(api, readings, name=team.name)


def test_each_member_gets_a_reading_of_her_own_with_exactly_her_labels(
    desk: Workspace, joined: DoccanoTeam, team: Team
) -> None:
    """Spans, relations and comments go to `annotations/<account>/`, also after more work there."""
    before = tracked_bytes(desk.root)
    for _ in range(2):
        for seed, project in enumerate(team.people.values()):
            person = RandomAnnotator(project, desk, seed)
            person.work_on(team.examples[SEEDS[0]], SEEDS[0], 14)
        done = joined.pull(allow_deletions=True)
        assert sorted(done) == sorted(team.people)
        for username, project in team.people.items():
            shown = project.view(team.examples[SEEDS[0]])
            layer = desk.layer(SEEDS[0], username)
            assert view_of(layer, desk.document(SEEDS[0]), roles_of(desk)) == shown
            assert "1 examples of the project are no documents of ours" in str(done[username])
        again = joined.pull()
        assert [summary.changes() for summary in again.values()] == [0, 0]
    desk.save()
    after = tracked_bytes(desk.root)

    assert {name: after[name] for name in before} == before
    new = {Path(name).parts[1] for name in after if name not in before}
    assert new == set(team.people)


def test_a_stripped_text_is_known_and_its_offsets_are_mended(
    desk: Workspace, joined: DoccanoTeam, team: Team
) -> None:
    """The second seed begins with a space, which doccano's forms take away."""
    username, project = next(iter(team.people.items()))
    text = desk.document(SEEDS[1]).text.strip()
    place = text.index("Nga")
    project.add_span(team.examples[SEEDS[1]], place, place + 3, "GPE")
    done = joined.pull({username: "chị an"})

    assert list(done) == ["chị an"]
    assert repr(joined) == f"DoccanoTeam({team.name!r} at {joined.api.url})"
    assert [m.text for m in desk.layer(SEEDS[1], "chị an").mentions] == ["Nga"]


def test_many_deletions_of_one_member_are_asked_about_and_others_left_alone(
    desk: Workspace, joined: DoccanoTeam, team: Team
) -> None:
    """A label type deleted there takes everybody's labels with it; here nothing goes unasked."""
    example = team.examples[SEEDS[0]]
    for project in team.people.values():
        for start in range(0, 36, 3):
            project.add_span(example, start, start + 2, "PER")
    joined.pull()
    team.admin.call("DELETE", f"/span-types/{team.admin.type_number('span', 'PER')}")

    with pytest.raises(SyncError, match=r"label types PER were deleted.*Nothing was pulled into"):
        joined.pull()
    for username in team.people:
        assert len(desk.layer(SEEDS[0], username).mentions) == 12
    joined.pull(confirm=lambda _: True)
    assert not desk.layer(SEEDS[0], next(iter(team.people))).mentions


def test_wrong_members_and_wrong_projects_are_named(
    desk: Workspace, joined: DoccanoTeam, team: Team
) -> None:
    """Who is not there, who would be two people, and a project that has one reading for all."""
    first, second = team.people
    with pytest.raises(SyncError, match=r"no members \['ai'\]; it has \['admin', 'an"):
        joined.pull({"ai": "a1"})
    with pytest.raises(SyncError, match="two members would be one annotator"):
        joined.pull({first: "a1", second: "a1"})
    team.admin.call(
        "PATCH", "", {"resourcetype": KIND["resourcetype"], "collaborative_annotation": True}
    )
    with pytest.raises(SyncError, match="collaborative_annotation is True and must be False"):
        joined.pull()
    joined.name = "không có"
    with pytest.raises(SyncError, match="shows you 0 projects"):
        joined.pull()
    assert not [name for name in desk.annotators() if name in team.people]


def test_the_verb_pulls_by_user(desk: Workspace, server: DoccanoServer, team: Team) -> None:
    """As in the guide: an account and the annotator she is here; wrong options are said."""
    username, project = next(iter(team.people.items()))
    project.add_span(team.examples[SEEDS[0]], 3, 16, "ORG")
    settings = os.environ | {
        "DOCCANO_URL": server.url,
        "DOCCANO_PASSWORD": server.credentials.password.reveal(),
    }

    def run(*options: str) -> subprocess.CompletedProcess[str]:
        verb = [sys.executable, "-m", "ghinhan", "-C", str(desk.root), "doccano", "pull"]
        return subprocess.run(
            [*verb, *options], env=settings, capture_output=True, encoding="utf-8", check=False
        )

    done = run("--by-user", "--name", team.name, "--member", f"{username}=an", "--json")
    assert done.returncode == 0, done.stderr
    assert [o["outcome"] for o in json.loads(done.stdout)["an"]["outcomes"]] == [
        "updated",
        "skipped",
    ]
    assert [m.text for m in desk.layer(SEEDS[0], "an").mentions] == ["The Telegraph"]
    assert (
        "an: pull: 0 created, 0 updated, 2 skipped"
        in run("--by-user", "--name", team.name, "--member", f"{username}=an").stdout
    )
    assert "--by-user needs --name" in run("--by-user").stderr
    assert "--member goes with --by-user" in run("--member", username).stderr
