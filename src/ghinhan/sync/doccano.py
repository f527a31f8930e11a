"""A doccano project beside one annotator's reading: push, pull, status.

doccano shows every member of a project one common reading, so each annotator of ours has a project
of her own there, with herself as its annotator (docs/decisions/0300).
"""

import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from ghinhan.foundation.errors import SyncError
from ghinhan.model.session import LabellingSession
from ghinhan.schema.label_set import Schema
from ghinhan.sync.api import NEEDED, WHY_NEEDED, Api
from ghinhan.sync.label_types import bring_up_to_date
from ghinhan.sync.ledger import Bound, Ledger
from ghinhan.sync.link import Link
from ghinhan.sync.pull import Confirm, pull
from ghinhan.sync.push import push
from ghinhan.sync.shapes import Vocabulary
from ghinhan.sync.standing import Standing, status
from ghinhan.sync.summary import Summary

DESCRIPTION = "Gán nhãn cho ghinhan · labelled for ghinhan"
LONGEST_NAME = 100
MEMBER_ROLE = "annotator"
PREFERENCES = ("", "here", "there")


class Doccano:
    """One annotator's reading and its project on a doccano server.

    Args:
        api: the server.
        session: the annotator's reading.
        schema: what may be labelled.
        root: the project folder; what is known of the server stands in `.ghinhan/sync/`.
        documents: gives the ids of all documents.
        guideline: the guidelines, Markdown.
        name: the doccano project's name; empty for one made from folder and annotator.
        shows_progress: draw a progress bar.

    """

    def __init__(  # noqa: PLR0913  what it joins, and how it looks
        self,
        api: Api,
        session: LabellingSession,
        schema: Schema,
        *,
        root: Path,
        documents: Callable[[], Sequence[str]],
        guideline: str = "",
        name: str = "",
        shows_progress: bool = True,
    ) -> None:
        self.api = api
        self.name = (name or f"{root.resolve().name} · {session.annotator}")[:LONGEST_NAME]
        self._session = session
        self._schema = schema
        self._documents = documents
        self._guideline = guideline
        self._ledger = Ledger(root, api.url, self.name)
        self._shows_progress = shows_progress

    def __repr__(self) -> str:
        """Server, project and annotator; no secret."""
        return f"Doccano({self.name!r} at {self.api.url}, reading {self._session.annotator!r})"

    @property
    def url(self) -> str:
        """Where people label; the server's address while the project is not made."""
        project = self._ledger.project
        return f"{self.api.url}/projects/{project}" if project else self.api.url

    @property
    def project(self) -> int:
        """The project's number on the server; 0 while it is not made."""
        return self._ledger.project

    def example(self, document: str) -> int:
        """The number of a document's example on the server.

        Raises:
            SyncError: it was not pushed from here.

        """
        known = self._ledger.known(document)
        if known is None:
            raise SyncError(f"{document} was not pushed to {self.name!r} from here. Push it first.")
        return known.example

    def push(
        self,
        documents: Sequence[str] | None = None,
        *,
        members: Sequence[str] = (),
        prefer: str = "",
        restore: bool = False,
    ) -> Summary:
        """Bring documents, labels, guidelines and label types to doccano.

        Args:
            documents: which; None for all.
            members: doccano users who shall label there.
            prefer: who is right where both changed one thing: `here`, `there`, or nobody.
            restore: make doccano exactly like here; what was changed there is undone there.

        Raises:
            SyncError: the server refused or fell silent; run it again, nothing is done twice.

        """
        project = self._make_project()
        bring_up_to_date(self.api, project, self._schema)
        self._add_members(project, members)
        link = replace(self._link(project, prefer), restores=restore)
        return push(link, self._wanted(documents))

    def pull(
        self,
        documents: Sequence[str] | None = None,
        *,
        allow_deletions: bool = False,
        confirm: Confirm | None = None,
        prefer: str = "",
    ) -> Summary:
        """Bring what was changed in doccano into the annotator's reading.

        Args:
            documents: which; None for all.
            allow_deletions: agree beforehand that many spans are deleted here.
            confirm: asked before many spans are deleted here.
            prefer: who is right where both changed one thing: `here`, `there`, or nobody.

        Raises:
            SyncError: no such project there, or a mass deletion that nobody agreed to.

        """
        agreed: Confirm | None = (lambda _: True) if allow_deletions else confirm
        link = self._link(self._find_project(), prefer)
        return pull(link, self._wanted(documents), confirm=agreed)

    def status(self, documents: Sequence[str] | None = None) -> tuple[Standing, ...]:
        """How far both sides are apart; changes nothing."""
        return status(self._link(self._find_project(), ""), self._wanted(documents))

    def _link(self, project: int, prefer: str) -> Link:
        if prefer not in PREFERENCES:
            raise SyncError(f"prefer={prefer!r}: say 'here', 'there' or nothing.")
        link = Link(
            api=self.api,
            project=project,
            ledger=self._ledger,
            session=self._session,
            words=Vocabulary(self._schema),
            documents=self._documents(),
            progress=show_progress if self._shows_progress else walk,
        )
        return replace(link, prefer=prefer)

    def _wanted(self, documents: Sequence[str] | None) -> Sequence[str]:
        every = self._documents()
        if documents is None:
            return every
        unknown = sorted(set(documents) - set(every))
        if unknown:
            raise SyncError(f"no documents {unknown} here; there are {list(every)[:20]}.")
        return documents

    def _find_project(self) -> int:
        """The project's number.

        Raises:
            SyncError: there is none, or several of the name, or one of another kind.

        """
        number = self._known_project() or self._named_project()
        if not number:
            raise SyncError(f"{self.api.url} has no project {self.name!r} yet. Push first.")
        return number

    def _make_project(self) -> int:
        number = self._known_project() or self._named_project()
        if not number:
            try:
                row = self.api.create_project(self.name, DESCRIPTION, self._guideline)
                number = row["id"]
            except SyncError as error:
                is_open = error.status == 0 or error.status >= 500
                number = self._named_project() if is_open else 0
                if not number:
                    raise
            self._ledger.write(Bound(project=number))
        row = self.api.project(number)
        if row["guideline"] != self._guideline:
            self.api.set_guideline(row, self._guideline)
        return number

    def _known_project(self) -> int:
        number = self._ledger.project
        if not number:
            return 0
        try:
            row = self.api.project(number)
        except SyncError as error:
            if error.status in {403, 404}:
                return 0
            raise
        if row["name"] != self.name:
            return 0
        refuse_other_kind(row)
        return number

    def _named_project(self) -> int:
        rows = self.api.find_projects(self.name)
        if len(rows) > 1:
            raise SyncError(
                f"{self.api.url} has {len(rows)} projects {self.name!r} "
                f"({[row['id'] for row in rows]}). Rename all but one, or give name=."
            )
        if not rows:
            return 0
        refuse_other_kind(rows[0])
        number: int = rows[0]["id"]
        self._ledger.write(Bound(project=number))
        return number

    def _add_members(self, project: int, members: Sequence[str]) -> None:
        if members:
            there = {row["username"] for row in self.api.members(project)}
            for username in members:
                if username not in there:
                    self.api.add_member(project, username, MEMBER_ROLE)


def refuse_other_kind(row: Mapping[str, object], needed: Mapping[str, object] = NEEDED) -> None:
    """Refuse a project that cannot hold a reading, or readings.

    Args:
        row: the project as the server tells it.
        needed: what it must be.

    Raises:
        SyncError: names each setting and why it matters.

    """
    wrong = [
        f"{name} is {row.get(name)!r} and must be {wanted!r}: {WHY_NEEDED[name, wanted]}"
        for name, wanted in needed.items()
        if row.get(name) != wanted
    ]
    if wrong:
        raise SyncError(
            f"project {row['id']} ({row['name']!r}) cannot hold a reading: {'; '.join(wrong)}. "
            "Make these right there while it is empty, or push under another name."
        )


def walk(names: Sequence[str], word: str) -> Iterator[str]:  # noqa: ARG001  a progress bar's signature
    """Names one after the other, without a bar."""
    return iter(names)


def show_progress(names: Sequence[str], word: str) -> Iterator[str]:
    """Names one after the other, with a bar where somebody can see it."""
    from tqdm.auto import tqdm  # noqa: PLC0415  it looks for notebooks when it is imported

    can_see = "ipykernel" in sys.modules or sys.stderr.isatty()
    bar = tqdm(names, desc=word, unit="document", disable=not can_see, leave=False)
    return iter(bar)
