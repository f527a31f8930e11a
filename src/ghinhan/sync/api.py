"""What ghinhan asks of a doccano server, one method for each thing.

Knows doccano 1.8's addresses and answers; which call comes when is left to the jobs.
"""

import json
import time
from collections.abc import Callable, Sequence
from typing import IO, Any

from ghinhan.foundation.errors import SyncError
from ghinhan.sync.rest import Rest

TASK_SECONDS = 900.0
PAGE = 1000
LONGEST_POLL = 1.0
POLL_GROWTH = 1.25
"""A task is noticed at the latest a quarter of its time after its end."""

PROJECT_TYPE = "SequenceLabeling"
NEEDED = {
    "project_type": PROJECT_TYPE,
    "allow_overlapping": True,
    "grapheme_mode": False,
    "use_relation": True,
    "collaborative_annotation": True,
}
"""What a project must be: offsets in UTF-16, nested marks, relations, one reading for all."""

NEEDED_TO_READ = {**NEEDED, "collaborative_annotation": False}
del NEEDED_TO_READ["allow_overlapping"]
"""What a project must be whose members label apart: each has labels of her own."""

WHY_NEEDED = {
    ("project_type", PROJECT_TYPE): "only sequence labelling holds spans with relations",
    ("allow_overlapping", True): "nested mentions would be dropped without a word",
    ("grapheme_mode", False): "offsets would be counted in graphemes, wrongly",
    ("use_relation", True): "events would lose their arguments",
    ("collaborative_annotation", True): "annotators would not see what was pushed (if each member "
    "shall label apart, see `ghinhan doccano pull --by-user`)",
    ("collaborative_annotation", False): "all its members share one reading (`ghinhan doccano "
    "pull` without --by-user brings that)",
}


class Api:
    """doccano's REST API.

    Args:
        rest: signed-in requests.
        clock: seconds, for deadlines.

    """

    def __init__(self, rest: Rest, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._rest = rest
        self._clock = clock

    def __repr__(self) -> str:
        """The server and the user."""
        return f"Api({self._rest!r})"

    @property
    def url(self) -> str:
        """The server's address."""
        return self._rest.url

    def pause(self, seconds: float) -> None:
        """Wait."""
        self._rest.pause(seconds)

    def find_projects(self, name: str) -> list[dict[str, Any]]:
        """Our projects with exactly this name."""
        rows = self._rest.get("/v1/projects", q=name, limit=PAGE)["results"]
        return [row for row in rows if row["name"] == name]

    def project(self, project: int) -> dict[str, Any]:
        """One project."""
        row: dict[str, Any] = self._rest.get(f"/v1/projects/{project}")
        return row

    def create_project(self, name: str, description: str, guideline: str) -> dict[str, Any]:
        """Make a project of the kind that can hold our readings."""
        kind = {"resourcetype": "SequenceLabelingProject", **NEEDED, "tags": []}
        words = {"name": name, "description": description, "guideline": guideline}
        row: dict[str, Any] = self._rest.post("/v1/projects", {**kind, **words})
        return row

    def set_guideline(self, row: dict[str, Any], guideline: str) -> None:
        """Put a project's guidelines up to date."""
        changed = {"resourcetype": row["resourcetype"], "guideline": guideline}
        self._rest.patch(f"/v1/projects/{row['id']}", changed)

    def types(self, project: int, kind: str) -> list[dict[str, Any]]:
        """The label types of a project; kind is `span` or `relation`."""
        rows: list[dict[str, Any]] = self._rest.get(f"/v1/projects/{project}/{kind}-types")
        return rows

    def create_types(self, project: int, kind: str, rows: Sequence[dict[str, Any]]) -> None:
        """Make label types, all of them or none: the server takes them in one transaction."""
        content = json.dumps([{camel(name): row[name] for name in row} for row in rows])
        path = f"/v1/projects/{project}/{kind}-type-upload"
        self._rest.post_file(path, "file", "types.json", content.encode("ascii"))

    def update_type(self, project: int, kind: str, number: int, fields: dict[str, Any]) -> None:
        """Change a label type; its name and so its labels stay."""
        self._rest.patch(f"/v1/projects/{project}/{kind}-types/{number}", fields)

    def members(self, project: int) -> list[dict[str, Any]]:
        """Who may work on a project."""
        rows: list[dict[str, Any]] = self._rest.get(f"/v1/projects/{project}/members")
        return rows

    def add_member(self, project: int, username: str, role: str) -> None:
        """Let somebody work on a project.

        Raises:
            SyncError: no such user or role there.

        """
        users = {row["username"]: row["id"] for row in self._rest.get("/v1/users")}
        roles = {row["name"]: row["id"] for row in self._rest.get("/v1/roles")}
        if username not in users or role not in roles:
            raise SyncError(
                f"{self.url} has no user {username!r} or no role {role!r}; it has the users "
                f"{sorted(users)} and the roles {sorted(roles)}. Make the account there first."
            )
        fields = {"user": users[username], "role": roles[role]}
        self._rest.post(f"/v1/projects/{project}/members", fields)

    def upload(self, project: int, content: bytes) -> str:
        """Start the import of a JSONL file; gives the task's id.

        The encoding is named: doccano's own guess turns short files into mojibake.
        """
        upload = self._rest.post_file("/v1/fp/process/", "filepond", "ghinhan.jsonl", content)
        order = {
            "format": "JSONL",
            "task": "RelationExtraction",
            "uploadIds": [upload],
            "encoding": "utf_8",
        }
        task: str = self._rest.post(f"/v1/projects/{project}/upload", order)["task_id"]
        return task

    def wait(self, task: str, what: str) -> list[str]:
        """Wait for a task; gives what it complained about.

        Raises:
            SyncError: not ready in time.

        """
        deadline, pause = self._clock() + TASK_SECONDS, 0.05
        while self._clock() < deadline:
            state = self._rest.get(f"/v1/tasks/status/{task}")
            if state["ready"]:
                result = state["result"]
                said = result.get("error", []) if isinstance(result, dict) else []
                return [str(state["error"])] * bool(state["error"]) + [str(e) for e in said]
            self.pause(pause)
            pause = min(LONGEST_POLL, pause * POLL_GROWTH)
        raise SyncError(
            f"{self.url} has not finished {what} (task {task}) in {TASK_SECONDS:.0f} s. Is its "
            "celery worker running? Run this again later: what is there by then is found."
        )

    def export(self, project: int, into: IO[bytes]) -> None:
        """Write the zip of a whole project into a file."""
        order = {"format": "JSONL", "exportApproved": False}
        path = f"/v1/projects/{project}/download"
        task: str = self._rest.repeatable_post(path, order)["task_id"]
        faults = self.wait(task, "the export")
        if faults:
            raise SyncError(f"{self.url} could not export project {project}: {faults[0]}")
        self._rest.download(path, into, taskId=task)

    def delete_examples(self, project: int, examples: Sequence[int]) -> None:
        """Delete exactly these examples: an empty list would delete the whole project.

        Raises:
            SyncError: the list is empty.

        """
        if not examples:
            raise SyncError(
                "an empty list of examples would delete every example of the project; nothing "
                "was sent. This is a fault of ghinhan: please report it."
            )
        self._rest.delete(f"/v1/projects/{project}/examples", {"ids": list(examples)})

    def retag(self, project: int, example: int, meta: dict[str, Any]) -> None:
        """Change what an example says of itself."""
        self._rest.patch(f"/v1/projects/{project}/examples/{example}", {"meta": meta})

    def example(self, project: int, example: int) -> dict[str, Any]:
        """One example without its labels."""
        row: dict[str, Any] = self._rest.get(f"/v1/projects/{project}/examples/{example}")
        return row

    def spans(self, project: int, example: int) -> list[dict[str, Any]]:
        """The labelled stretches of an example."""
        rows: list[dict[str, Any]] = self._rest.get(at(project, example, "spans"))
        return rows

    def relations(self, project: int, example: int) -> list[dict[str, Any]]:
        """The relations of an example."""
        rows: list[dict[str, Any]] = self._rest.get(at(project, example, "relations"))
        return rows

    def comments(self, project: int, example: int) -> list[dict[str, Any]]:
        """The comments on an example."""
        path = f"/v1/projects/{project}/comments"
        rows: list[dict[str, Any]] = self._rest.get(path, example=example, limit=PAGE)["results"]
        return rows

    def add(self, project: int, example: int, what: str, fields: dict[str, Any]) -> int:
        """Add a span or a relation to an example; gives its number."""
        number: int = self._rest.post(at(project, example, what), fields)["id"]
        return number

    def change_span(self, project: int, example: int, span: int, fields: dict[str, Any]) -> None:
        """Move or rename a span; its relations stay."""
        self._rest.patch(f"{at(project, example, 'spans')}/{span}", fields)

    def remove(self, project: int, example: int, what: str, number: int) -> None:
        """Take a span or a relation away; a span's relations go with it."""
        self._rest.delete(f"{at(project, example, what)}/{number}")

    def add_comment(self, project: int, example: int, text: str) -> int:
        """Comment on an example; gives the comment's number."""
        path = f"/v1/projects/{project}/comments"
        number: int = self._rest.post(path, {"text": text}, example=example)["id"]
        return number

    def change_comment(self, project: int, comment: int, text: str) -> None:
        """Change a comment of our own."""
        self._rest.patch(f"/v1/projects/{project}/comments/{comment}", {"text": text})

    def remove_comment(self, project: int, comment: int) -> None:
        """Delete a comment of our own."""
        self._rest.delete(f"/v1/projects/{project}/comments/{comment}")


def camel(name: str) -> str:
    """A field's name as doccano's files spell it.

    Example:
        >>> camel("background_color")
        'backgroundColor'

    """
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)


def at(project: int, example: int, what: str) -> str:
    """The address of an example's spans or relations."""
    return f"/v1/projects/{project}/examples/{example}/{what}"
