"""Bringing our changes of one document to the server, call by call.

When a reply is lost nobody knows whether the call took effect. Then the page is read again and
compared again: what has arrived is found there, and only the rest is sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import msgspec

from ghinhan.foundation.errors import SyncError
from ghinhan.sync.link import Compared, Here, Link, row_numbers
from ghinhan.sync.merging import Changes, apply
from ghinhan.sync.naming import Seen
from ghinhan.sync.shapes import Mark
from ghinhan.sync.wire import KEY, Page, make_tag

TRIES = 5
PAUSE = 0.5
FORBIDDEN = 403


@dataclass(slots=True)
class Sender:
    """Sends the changes of one project's documents.

    Args:
        link: reading and project.
        types: number of each span and relation type on the server, by kind and name.

    """

    link: Link
    types: dict[str, dict[str, int]] = field(default_factory=dict)

    def number(self, kind: str, name: str) -> int:
        """The number of a label type on the server."""
        if kind not in self.types:
            rows = self.link.api.types(self.link.project, kind)
            self.types[kind] = row_numbers(rows)
        return self.types[kind][name]

    def bring(self, page: Page, here: Here) -> tuple[Compared, list[str]]:
        """Send until the server has what we changed.

        Returns:
            The first comparison, and what the server did not allow.

        Raises:
            SyncError: the server refuses a change, or stays silent.
            OffsetError: the text there is another one.

        """
        first = compared = self.link.compare(page, here)
        pause = PAUSE
        tries_left = TRIES
        while len(compared.plan.there):
            tries_left -= 1
            try:
                seen, remarks = self._send(page, compared.plan.there, compared.seen)
            except SyncError as error:
                is_open = error.status in {0, 429} or error.status >= 500
                if not (is_open and tries_left):
                    raise
                self.link.api.pause(max(pause, error.retry_after))
                pause *= 2
                page = self.live(page)
                compared = self.link.compare(page, here)
            else:
                self._retag(page, here, self.link.note(page, here, seen, compared.base))
                return first, remarks
        agreed = self.link.note(page, here, compared.seen, compared.base)
        if first.plan is not compared.plan:
            self._retag(page, here, agreed)
        return first, []

    def live(self, page: Page) -> Page:
        """The page as the server holds it now."""
        api, project, example = self.link.api, self.link.project, page.example
        names = {
            kind: {row["id"]: row["text"] for row in api.types(project, kind)}
            for kind in ("span", "relation")
        }
        marks = {
            row["id"]: Mark(row["start_offset"], row["end_offset"], names["span"][row["label"]])
            for row in api.spans(project, example)
        }
        arrows = {
            row["id"]: (row["from_id"], names["relation"][row["type"]], row["to_id"])
            for row in api.relations(project, example)
        }
        notes = {row["id"]: row["text"] for row in api.comments(project, example)}
        return msgspec.structs.replace(page, marks=marks, arrows=arrows, notes=notes)

    def _send(self, page: Page, changes: Changes, seen: Seen) -> tuple[Seen, list[str]]:
        """All changes of a page; gives the page as it is then, and what was not allowed."""
        self._drop(page, changes, seen)
        marks = self._put(page, changes, seen)
        for arrow in changes.added:
            fields = {
                "from_id": marks[arrow.source],
                "to_id": marks[arrow.target],
                "type": self.number("relation", arrow.type),
            }
            self.link.api.add(self.link.project, page.example, "relations", fields)
        notes, done, remarks = self._comment(page, changes.notes, seen)
        told = msgspec.structs.replace(changes, notes=done)
        shape = apply(told, seen.shape)
        return msgspec.structs.replace(seen, shape=shape, marks=marks, notes=notes), remarks

    def _drop(self, page: Page, changes: Changes, seen: Seen) -> None:
        left = list(seen.arrows)
        for arrow in changes.dropped:
            number = next(number for number, other in left if other == arrow)
            left.remove((number, arrow))
            self.link.api.remove(self.link.project, page.example, "relations", number)
        for key, mark in changes.marks.items():
            if mark is None:
                self.link.api.remove(self.link.project, page.example, "spans", seen.marks[key])

    def _put(self, page: Page, changes: Changes, seen: Seen) -> dict[str, int]:
        numbers = {key: n for key, n in seen.marks.items() if changes.marks.get(key, n) is not None}
        for key, mark in changes.marks.items():
            if mark is None:
                continue
            fields = {
                "label": self.number("span", mark.label),
                "start_offset": mark.start,
                "end_offset": mark.end,
            }
            api, project = self.link.api, self.link.project
            if key in numbers:
                fields["example"] = page.example
                api.change_span(project, page.example, numbers[key], fields)
            else:
                numbers[key] = api.add(project, page.example, "spans", fields)
        return numbers

    def _comment(
        self, page: Page, changes: Mapping[str, str | None], seen: Seen
    ) -> tuple[dict[str, int], dict[str, str | None], list[str]]:
        """Comments: only their author may change them, so a refusal of that is a remark."""
        numbers, done, remarks = dict(seen.notes), dict(changes), []
        for key, text in changes.items():
            try:
                self._comment_once(page, key, text, numbers)
            except SyncError as error:
                if error.status != FORBIDDEN:
                    raise
                del done[key]
                remarks.append(f"comment {key}: only its author may change it in doccano.")
        return numbers, done, remarks

    def _comment_once(
        self, page: Page, key: str, text: str | None, numbers: dict[str, int]
    ) -> None:
        api, project = self.link.api, self.link.project
        if text is None:
            api.remove_comment(project, numbers[key])
            del numbers[key]
        elif key in numbers:
            api.change_comment(project, numbers[key], text)
        else:
            numbers[key] = api.add_comment(project, page.example, text)

    def _retag(self, page: Page, here: Here, agreed: Any) -> None:  # noqa: ANN401  a shape
        """Let the example say what it holds now, for clones that have not seen it."""
        push = page.tag.push if page.tag else ""
        tag = make_tag(here.document, agreed, push)
        row = self.link.api.example(self.link.project, page.example)
        meta = {**row["meta"], KEY: msgspec.to_builtins(tag)}
        self.link.api.retag(self.link.project, page.example, meta)
