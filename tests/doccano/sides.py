"""Both sides of a synchronisation in tests: a project here, and people at work on the server.

`Server side` speaks doccano's own REST API by itself (urllib), so that what our code sends and
reads is judged by something else.
"""

import json
import os
import random
import urllib.request
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import msgspec

from ghinhan.ingest.corpus_files import document_bytes
from ghinhan.model import Document, Event, Layer, Mention, Source, Time
from ghinhan.sync import Api, Credentials, Doccano, HttpTransport, Rest, Secret, from_client
from ghinhan.workspace import Workspace

TRANSPORT = os.environ.get("GHINHAN_TRANSPORT", "http")
"""Which transport the tests go through: `http`, or `client` for a real DoccanoClient."""

READ_SECONDS = 20.0

EVERY = os.environ.get("GHINHAN_SYNC_FAULTS") == "all"
"""Every fault at every step and a kill at every moment, not only some: `make faults`."""

TOKENS: dict[str, Secret] = {}
"""A token for each server's password file: doccano takes its time to prove a password."""

MarkView = tuple[int, int, str]
ArrowView = tuple[MarkView, str, MarkView]


def make_side(  # noqa: PLR0913  where, who and how
    desk: Workspace,
    url: str,
    credentials: Credentials,
    *,
    annotator: str = "a1",
    name: str = "",
    read_seconds: float = READ_SECONDS,
) -> Doccano:
    """Join a reading to a doccano project of its own, over the transport under test."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = desk._session(annotator)
    rest = make_rest(url, credentials, read_seconds)
    return Doccano(
        Api(rest),
        session,
        desk.schema,
        root=desk.root,
        documents=desk._corpus.ids,
        guideline="# Hướng dẫn",
        name=name or f"t-{uuid4().hex[:12]}",
        shows_progress=False,
    )


def make_rest(url: str, credentials: Credentials, read_seconds: float = READ_SECONDS) -> Rest:
    """Signed-in requests over the transport under test; pauses are a hundredth of the real ones."""

    def nap(seconds: float) -> None:
        import time  # noqa: PLC0415  nothing else here waits

        time.sleep(min(seconds, 0.3))

    if TRANSPORT != "client":
        token = TOKENS.get(credentials.source, Secret(""))
        known = msgspec.structs.replace(credentials, token=token)
        return Rest(HttpTransport(url, read_seconds=read_seconds), known, sleep=nap)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the client's own dependencies are old
        from doccano_client import DoccanoClient  # type: ignore[import-not-found]  # noqa: PLC0415  only in its own environment

        client = DoccanoClient(url)
        client.login(credentials.username, credentials.password.reveal())
    transport = from_client(client, credentials=credentials, read_seconds=read_seconds)
    return Rest(transport, sleep=nap)


class ServerSide:
    """Somebody who works on a doccano server, over its REST API.

    Args:
        url: the server.
        credentials: who.

    """

    def __init__(self, url: str, credentials: Credentials) -> None:
        self._url = url
        key = {"username": credentials.username, "password": credentials.password.reveal()}
        self._headers = {"Content-Type": "application/json", "Accept": "application/json"}
        token = self.call("POST", "/v1/auth/login/", key)["key"]
        self._headers["Authorization"] = f"Token {token}"
        if credentials.source:
            TOKENS[credentials.source] = Secret(token)

    def call(self, method: str, path: str, value: object = None) -> Any:  # noqa: ANN401  JSON
        """One exchange."""
        content = None if value is None else json.dumps(value).encode()
        request = urllib.request.Request(  # noqa: S310  our own server
            self._url + path, content, self._headers, method=method
        )
        with urllib.request.urlopen(request, timeout=60) as reply:  # noqa: S310  our own server
            body = reply.read()
        return json.loads(body) if body else None

    def project(self, name: str) -> "ProjectSide":
        """One project by its name."""
        rows = self.call("GET", "/v1/projects?limit=1000")["results"]
        numbers = [row["id"] for row in rows if row["name"] == name]
        assert len(numbers) == 1, f"{len(numbers)} projects {name!r}"
        return ProjectSide(self, numbers[0])


class ProjectSide:
    """A project on the server as a person sees it.

    Args:
        server: who looks.
        number: the project's.
        username: whose comments to see, where each member labels apart; empty for everybody's.

    """

    def __init__(self, server: ServerSide, number: int, username: str = "") -> None:
        self._server = server
        self.number = number
        self._username = username
        self._types: dict[str, dict[str, int]] = {}

    def call(self, method: str, path: str, value: object = None) -> Any:  # noqa: ANN401  JSON
        """One exchange about the project."""
        return self._server.call(method, f"/v1/projects/{self.number}{path}", value)

    def examples(self) -> list[dict[str, Any]]:
        """All examples."""
        rows: list[dict[str, Any]] = self.call("GET", "/examples?limit=5000")["results"]
        return rows

    def example_of(self, document: str) -> dict[str, Any]:
        """The one example of a document."""
        found = [row for row in self.examples() if row["meta"]["ghinhan"]["document"] == document]
        assert len(found) == 1, f"{len(found)} examples of {document}"
        return found[0]

    def type_number(self, kind: str, name: str) -> int:
        """The number of a label type."""
        if kind not in self._types:
            rows = self.call("GET", f"/{kind}-types")
            self._types[kind] = {row["text"]: row["id"] for row in rows}
        return self._types[kind][name]

    def type_name(self, kind: str, number: int) -> str:
        """The name of a label type."""
        self.type_number(kind, "PER" if kind == "span" else "Agent")
        return next(name for name, other in self._types[kind].items() if other == number)

    def spans(self, example: int) -> dict[int, MarkView]:
        """The labelled stretches of an example, by number."""
        rows = self.call("GET", f"/examples/{example}/spans")
        return {
            row["id"]: (
                row["start_offset"],
                row["end_offset"],
                self.type_name("span", row["label"]),
            )
            for row in rows
        }

    def relations(self, example: int) -> dict[int, tuple[int, str, int]]:
        """The relations of an example, by number."""
        rows = self.call("GET", f"/examples/{example}/relations")
        return {
            row["id"]: (row["from_id"], self.type_name("relation", row["type"]), row["to_id"])
            for row in rows
        }

    def comments(self, example: int) -> dict[int, str]:
        """The comments on an example, by number."""
        rows = self.call("GET", f"/comments?example={example}&limit=1000")["results"]
        whose = self._username
        return {row["id"]: row["text"] for row in rows if whose in {"", row["username"]}}

    def view(self, example: int) -> tuple[Counter[MarkView], Counter[ArrowView], Counter[str]]:
        """What an example shows, without any number."""
        spans = self.spans(example)
        arrows = Counter((spans[a], t, spans[b]) for a, t, b in self.relations(example).values())
        return Counter(spans.values()), arrows, Counter(self.comments(example).values())

    def add_span(self, example: int, start: int, end: int, label: str) -> int:
        """Label a stretch."""
        fields = {"start_offset": start, "end_offset": end}
        fields["label"] = self.type_number("span", label)
        number: int = self.call("POST", f"/examples/{example}/spans", fields)["id"]
        return number

    def change_span(self, example: int, number: int, **fields: int) -> None:
        """Move or rename a stretch."""
        self.call("PATCH", f"/examples/{example}/spans/{number}", fields)

    def delete_span(self, example: int, number: int) -> None:
        """Take a stretch away; its relations go with it."""
        self.call("DELETE", f"/examples/{example}/spans/{number}")

    def add_relation(self, example: int, source: int, type_: str, target: int) -> int:
        """Join two stretches."""
        fields = {"from_id": source, "to_id": target, "type": self.type_number("relation", type_)}
        number: int = self.call("POST", f"/examples/{example}/relations", fields)["id"]
        return number

    def delete_relation(self, example: int, number: int) -> None:
        """Take a relation away."""
        self.call("DELETE", f"/examples/{example}/relations/{number}")

    def comment(self, example: int, text: str) -> int:
        """Comment on an example."""
        path = f"/comments?example={example}"
        number: int = self.call("POST", path, {"text": text})["id"]
        return number


def units(text: str, position: int) -> int:
    """A code-point position in UTF-16 units, counted by Python's own codec."""
    return len(text[:position].encode("utf-16-le", "surrogatepass")) // 2


def view_of(
    layer: Layer, document: Document, roles: set[str]
) -> tuple[Counter[MarkView], Counter[ArrowView], Counter[str]]:
    """What doccano should show of a layer, worked out without our code."""
    marks: dict[str, MarkView] = {}
    for record in layer.records:
        if isinstance(record, Mention | Time | Event):
            pieces = record.trigger if isinstance(record, Event) else record.extent
            start, end = units(document.text, pieces[0][0]), units(document.text, pieces[-1][1])
            marks[record.id] = (start, end, record.type)
    arrows: Counter[ArrowView] = Counter()
    for event in layer.events:
        for argument in event.arguments:
            if argument.role in roles:
                arrows[(marks[event.id], argument.role, marks[argument.ref])] += 1
    for relation in layer.relations:
        arrows[(marks[relation.source], relation.type, marks[relation.target])] += 1
    return Counter(marks.values()), arrows, Counter(c.text for c in layer.comments if c.text)


def documents_there(people: ServerSide, name: str) -> Counter[str]:
    """How often each document stands on the server."""
    rows = people.project(name).examples()
    return Counter(row["meta"]["ghinhan"]["document"] for row in rows)


class RandomAnnotator:
    """Somebody who does anything that doccano's page allows, at random.

    Args:
        project: where.
        desk: for the schema and the texts.
        seed: of the random numbers.

    """

    def __init__(self, project: ProjectSide, desk: Workspace, seed: int) -> None:
        self._project = project
        self._desk = desk
        self._random = random.Random(seed)  # noqa: S311  a test, not a secret
        self.done: Counter[str] = Counter()

    def work(self, document: str, acts: int) -> None:
        """Make some edits on one document."""
        self.work_on(self._project.example_of(document)["id"], document, acts)

    def work_on(self, example: int, document: str, acts: int) -> None:
        """Make some edits on the page of a document."""
        text = self._desk.document(document).text
        for _ in range(acts):
            act = self._random.choice(sorted(ACTS))
            if ACTS[act](self, example, text):
                self.done[act] += 1

    def _place(self, text: str) -> tuple[int, int]:
        start = self._random.randrange(len(text) - 1)
        end = min(len(text), start + self._random.randint(1, 25))
        return units(text, start), units(text, end)

    def _add(self, example: int, text: str) -> bool:
        labels = [x.code for x in self._desk.schema.labels] + sorted(self._events)
        self._project.add_span(example, *self._place(text), self._random.choice(labels))
        return True

    def _delete(self, example: int, _text: str) -> bool:
        if spans := self._project.spans(example):
            self._project.delete_span(example, self._random.choice(sorted(spans)))
        return bool(spans)

    def _move(self, example: int, text: str) -> bool:
        if spans := self._project.spans(example):
            start, end = self._place(text)
            number = self._random.choice(sorted(spans))
            self._project.change_span(example, number, start_offset=start, end_offset=end)
        return bool(spans)

    def _to_the_start(self, example: int, text: str) -> bool:
        if spans := self._project.spans(example):
            number = self._random.choice(sorted(spans))
            end = units(text, 4)
            self._project.change_span(example, number, start_offset=0, end_offset=end)
        return bool(spans)

    def _rename(self, example: int, _text: str) -> bool:
        spans = self._project.spans(example)
        mentions = [n for n, mark in spans.items() if mark[2] not in self._events]
        if not mentions:
            return False
        label = self._random.choice([x.code for x in self._desk.schema.labels])
        number = self._random.choice(sorted(mentions))
        type_number = self._project.type_number("span", label)
        self._project.change_span(example, number, label=type_number)
        return True

    def _join(self, example: int, _text: str) -> bool:
        spans = self._project.spans(example)
        triggers = sorted(n for n, mark in spans.items() if mark[2] in self._events)
        if not triggers or len(spans) < 2:
            return False
        source = self._random.choice(triggers)
        target = self._random.choice(sorted(set(spans) - {source}))
        event = self._events[spans[source][2]]
        role = self._random.choice(event.roles).code
        there = self._project.relations(example).values()
        if (source, role, target) in there:
            return False
        self._project.add_relation(example, source, role, target)
        return True

    def _relate(self, example: int, _text: str) -> bool:
        spans = self._project.spans(example)
        mentions = sorted(n for n, mark in spans.items() if mark[2] not in self._events)
        if len(mentions) < 2:
            return False
        source, target = self._random.sample(mentions, 2)
        type_ = self._random.choice(self._desk.schema.relations).code
        if (source, type_, target) in self._project.relations(example).values():
            return False
        self._project.add_relation(example, source, type_, target)
        return True

    def _part(self, example: int, _text: str) -> bool:
        if relations := self._project.relations(example):
            self._project.delete_relation(example, self._random.choice(sorted(relations)))
        return bool(relations)

    def _comment(self, example: int, _text: str) -> bool:
        self._project.comment(example, f"Xem lại 🤔 {self._random.randrange(1000)}")
        return True

    def _uncomment(self, example: int, _text: str) -> bool:
        if comments := self._project.comments(example):
            number = self._random.choice(sorted(comments))
            self._project.call("DELETE", f"/comments/{number}")
        return bool(comments)

    @property
    def _events(self) -> dict[str, Any]:
        return {event.code: event for event in self._desk.schema.events}


ACTS = {
    "add": RandomAnnotator._add,
    "delete": RandomAnnotator._delete,
    "move": RandomAnnotator._move,
    "to the start": RandomAnnotator._to_the_start,
    "rename": RandomAnnotator._rename,
    "join": RandomAnnotator._join,
    "relate": RandomAnnotator._relate,
    "part": RandomAnnotator._part,
    "comment": RandomAnnotator._comment,
    "uncomment": RandomAnnotator._uncomment,
}


def article_name(number: int) -> str:
    """The id of a short article."""
    return f"bai-{number:03}"


def add_articles(desk: Workspace, count: int, first: int = 0) -> list[str]:
    """Put short articles into the corpus and label them: every kind of record that travels."""
    names = [article_name(number) for number in range(first, first + count)]
    for number, name in enumerate(names, first):
        text = f" Bài {number}: Moscow 👍 đàm phán với Kiev.\n" * 3
        source = Source(file=f"seeds/x{number}.txt", sha256="0" * 64)
        article = Document(id=name, text=text, source=source)
        (desk.root / "corpus" / f"{name}.json").write_bytes(document_bytes(article))
        places = {
            word: (text.index(word), text.index(word) + len(word))
            for word in ("Moscow", "Kiev", "đàm phán")
        }
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            desk.edit(
                name,
                "a1",
                put=[
                    {"kind": "mention", "id": "m-1", "type": "GPE", "extent": [places["Moscow"]]},
                    {"kind": "mention", "id": "m-2", "type": "GPE", "extent": [places["Kiev"]]},
                    {"kind": "time", "id": "t-1", "type": "TIME", "extent": [(1, 4)]},
                    {
                        "kind": "event",
                        "id": "v-1",
                        "type": "Contact.Negotiate",
                        "trigger": [places["đàm phán"]],
                        "arguments": [
                            {"role": "Participant", "ref": "m-1"},
                            {"role": "Participant", "ref": "m-2"},
                        ],
                    },
                    {"kind": "comment", "id": "c-1", "text": f"Xem lại {number} 🤔"},
                    {
                        "kind": "relation",
                        "id": "r-1",
                        "type": "ORG-AFF",
                        "source": "m-1",
                        "target": "m-2",
                    },
                ],
            )
    return names


def tracked_bytes(root: Path) -> dict[str, bytes]:
    """Every tracked file of the labels."""
    files = sorted((root / "annotations").rglob("*.jsonl"))
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def roles_of(desk: Workspace) -> set[str]:
    """All roles of the schema."""
    return {role.code for event in desk.schema.events for role in event.roles}


def documents_of(desk: Workspace) -> Iterator[str]:
    """All documents."""
    return iter(desk._corpus.ids())
