"""A doccano project in which several people label apart, pulled into one reading for each of them.

Such a project is not collaborative: doccano keeps spans, relations and comments by account. It
may have been made by anybody; its examples are known by what they say of themselves, else by
their text. Nothing is pushed to it: what is imported there belongs to the account that imports it,
and nobody else would see it (docs/decisions/0304).
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import IO

from ghinhan.foundation.errors import SyncError
from ghinhan.model.session import LabellingSession
from ghinhan.schema.label_set import Schema
from ghinhan.sync.api import NEEDED_TO_READ, Api
from ghinhan.sync.archive import Archive, open_export
from ghinhan.sync.doccano import refuse_other_kind, walk
from ghinhan.sync.ledger import Ledger
from ghinhan.sync.link import Link, Progress
from ghinhan.sync.pull import Confirm, pull
from ghinhan.sync.shapes import Vocabulary
from ghinhan.sync.summary import Summary
from ghinhan.sync.wire import Page, Tag


@dataclass(frozen=True, slots=True)
class Readings:
    """Where the members' labels go.

    Args:
        root: the project folder.
        schema: what may be labelled.
        documents: the ids of all documents.
        text_of: gives a document's text.
        session_of: opens an annotator's reading.

    """

    root: Path
    schema: Schema
    documents: Sequence[str]
    text_of: Callable[[str], str]
    session_of: Callable[[str], LabellingSession]


class DoccanoTeam:
    """A doccano project whose members label apart, and a reading for each of them.

    Args:
        api: the server.
        readings: where the members' labels go.
        name: the doccano project's name.
        progress: how to show how far a job has come.

    """

    def __init__(
        self, api: Api, readings: Readings, *, name: str, progress: Progress = walk
    ) -> None:
        self.api = api
        self.name = name
        self._readings = readings
        self._progress = progress

    def __repr__(self) -> str:
        """Server and project; no secret."""
        return f"DoccanoTeam({self.name!r} at {self.api.url})"

    def pull(
        self,
        members: Mapping[str, str] | None = None,
        *,
        allow_deletions: bool = False,
        confirm: Confirm | None = None,
        prefer: str = "",
    ) -> dict[str, Summary]:
        """Bring what each member labelled into a reading of her own.

        Args:
            members: doccano accounts and the annotators they are here; None for everybody who has
                labelled something, under the account's name.
            allow_deletions: agree beforehand that many spans are deleted here.
            confirm: asked before many spans are deleted here.
            prefer: who is right where both changed one thing: `here`, `there`, or nobody.

        Returns:
            What was done, by annotator.

        Raises:
            SyncError: no such project, or one of another kind; a member that it has not; or a
                mass deletion that nobody agreed to.

        """
        project = self._find_project()
        agreed: Confirm | None = (lambda _: True) if allow_deletions else confirm
        done: dict[str, Summary] = {}
        with open_export(self.api, project, self._readings.root / ".ghinhan/sync") as export:
            wanted = choose(members, export)
            recognise = Recogniser(self._readings, project)
            for username, annotator in wanted.items():
                archive = Archive(export[username], recognise)
                ledger = Ledger(self._readings.root, self.api.url, f"{self.name} / {username}")
                if members or has_labelled(archive) or any(ledger.documents()):
                    link = replace(self._link(project, ledger, annotator), prefer=prefer)
                    names = {*documents_in(archive), *ledger.documents()}
                    documents = [name for name in self._readings.documents if name in names]
                    done[annotator] = pull(replace(link, given=archive), documents, confirm=agreed)
        return done

    def _link(self, project: int, ledger: Ledger, annotator: str) -> Link:
        return Link(
            api=self.api,
            project=project,
            ledger=ledger,
            session=self._readings.session_of(annotator),
            words=Vocabulary(self._readings.schema),
            documents=self._readings.documents,
            progress=self._progress,
        )

    def _find_project(self) -> int:
        rows = self.api.find_projects(self.name)
        if len(rows) != 1:
            raise SyncError(
                f"{self.api.url} shows you {len(rows)} projects {self.name!r}. Give the exact name "
                "of one of which your account is a project admin."
            )
        refuse_other_kind(rows[0], NEEDED_TO_READ)
        number: int = rows[0]["id"]
        return number


def choose(members: Mapping[str, str] | None, export: Mapping[str, IO[bytes]]) -> dict[str, str]:
    """The accounts that are pulled, and the annotators they are here.

    Raises:
        SyncError: the project has no such member, or two would be one annotator.

    """
    wanted = dict(members or {username: username for username in sorted(export)})
    if unknown := sorted(set(wanted) - set(export)):
        raise SyncError(f"the project has no members {unknown}; it has {sorted(export)}.")
    if len(set(wanted.values())) < len(wanted):
        raise SyncError(f"two members would be one annotator: {wanted}. Give each her own.")
    return wanted


def has_labelled(archive: Archive) -> bool:
    """Whether a member has labelled or commented on anything of ours."""
    return any(page.tag and (page.marks or page.notes) for _, page in archive.pages())


def documents_in(archive: Archive) -> Iterator[str]:
    """The documents of ours that stand in an archive."""
    for _, page in archive.pages():
        if page.tag is not None:
            yield page.tag.document


class Recogniser:
    """Tells which document of ours an example is, whoever brought it to the server.

    Args:
        readings: with the documents and their texts.
        project: the project's number; ids of new records are made from it.

    """

    def __init__(self, readings: Readings, project: int) -> None:
        self._names = set(readings.documents)
        self._project = project
        self._by_text: dict[str, str] = {}
        for name in readings.documents:
            key = digest(readings.text_of(name))
            self._by_text[key] = "" if key in self._by_text else name  # of twins nobody can tell

    def __call__(self, page: Page) -> Page:
        """The page with a mark of ours, or as a stranger; it claims nothing else of itself."""
        named = page.tag.document if page.tag else ""
        document = named if named in self._names else self._by_text.get(digest(page.text), "")
        if not document:
            return replace_tag(page, None)
        return replace_tag(page, Tag(document=document, text_sha256="", push=str(self._project)))


def replace_tag(page: Page, tag: Tag | None) -> Page:
    """A page that says something else of itself."""
    return Page(
        example=page.example,
        text=page.text,
        tag=tag,
        marks=page.marks,
        arrows=page.arrows,
        notes=page.notes,
    )


def digest(text: str) -> str:
    """A text's checksum; doccano's forms strip the white space around it."""
    return hashlib.sha256(text.strip().encode("utf-8", "surrogatepass")).hexdigest()
