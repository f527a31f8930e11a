"""The annotator: labels an article in a notebook, from the keyboard or by mouse (Python half).

Nothing here touches the disk: a `LabellingSession` does. Each gesture arrives as one message
`op {session, seq, edits}` and is answered `ack` only after `session.edit` has returned, which is
when the disk has it; anything else is answered `nack` with the reason. What other views, other
tabs and cells changed follows as `changes`. The JavaScript half is js/src/annotator.
"""

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import anywidget
import msgspec
import traitlets

from ghinhan.foundation.errors import EditConflict, GhinhanError, StoreError
from ghinhan.model.session import LabellingSession, Recollection
from ghinhan.schema.label_set import Schema
from ghinhan.widgets.module import load_module
from ghinhan.widgets.packing import (
    Packed,
    encode_opened,
    pack_edits,
    pack_opened,
    pack_schema,
    unpack_edits,
)

STATIC = Path(__file__).parent / "static"
FORGET_VIEW_AFTER = 120.0
"""Seconds after which a view that says nothing more is taken for closed."""

PUSH_EVERY = 0.2
"""Seconds between two messages that a view has not asked for; its next beat brings the rest."""

REMEMBER_SECONDS = 0.05
"""How long one question for what was labelled before may keep others waiting."""


class View(msgspec.Struct):
    """One place where the widget is shown.

    Args:
        document: what it shows.
        revisions: how far it has been told.
        heard: monotonic seconds of its last message.
        pushed: monotonic seconds of the last news that it had not asked for.

    """

    document: str
    revisions: dict[str, str]
    heard: float
    pushed: float = -PUSH_EVERY


class Annotator(anywidget.AnyWidget):
    """Shows one document at a time, pages through all of them, and keeps every mark.

    Args:
        session: opens documents and keeps edits.
        schema: what may be labelled.
        document: id of the document to begin with.
        language: `vi` shows Vietnamese with English beside it, `en` English alone.
        theme: `auto` follows JupyterLab or the browser; `light`; `dark`.
        keys: other keys for commands, command name to key, for example `{"level": "u"}`.

    Example:
        In a notebook::

            desk.annotate("000_e85f3aaeab3ef9c0", annotator="a1")

    """

    _esm = load_module(STATIC, "annotator")
    _css = STATIC / "annotator.css"

    document = traitlets.Unicode(read_only=True).tag(
        sync=True, to_json=lambda _value, widget: widget.pack_document()
    )
    schema = traitlets.Dict(read_only=True).tag(sync=True)
    config = traitlets.Dict(read_only=True).tag(sync=True)
    theme = traitlets.Enum(["auto", "light", "dark"], default_value="auto").tag(sync=True)

    def __init__(  # noqa: PLR0913  three values and three keyword-only options
        self,
        session: LabellingSession,
        schema: Schema,
        document: str,
        *,
        language: str = "vi",
        theme: str = "auto",
        keys: Mapping[str, str] | None = None,
    ) -> None:
        self._session = session
        self._views: dict[str, View] = {}
        # Messages come in a thread of their own while a cell edits: news are told in order.
        self._turn = threading.RLock()
        self._showing = session.open(document).document.id
        super().__init__(theme=theme)
        self.set_trait("schema", pack_schema(schema))
        self.set_trait("config", {"language": language, "keys": dict(keys or {})})
        self.set_trait("document", self._showing)
        self.on_msg(self._receive)

    def __repr__(self) -> str:
        """Whose labels of which document, and nothing that changes from run to run."""
        return f"Annotator(document={self._showing!r}, annotator={self._session.annotator!r})"

    @property
    def showing(self) -> str:
        """The document that was opened last; `document` is where the widget began."""
        return self._showing

    def pack_document(self) -> str:
        """What a page that is loaded now must show: always the disk's state, never a memory."""
        return encode_opened(pack_opened(self._session, self._showing))

    def refresh(self) -> None:
        """Tell all views what changed behind their backs, for example by `desk.edit` in a cell.

        A cell that edits a thousand times does not flood them: the page would come to the
        acknowledgements of its own edits much too late, and servers drop messages.
        """
        now = time.monotonic()
        with self._turn:
            for name, view in list(self._views.items()):
                if now - view.heard > FORGET_VIEW_AFTER:
                    del self._views[name]
                elif now - view.pushed >= PUSH_EVERY and (news := self._news(view)):
                    view.pushed = now
                    self._say(name, "patch", **news)

    def _receive(self, _widget: object, message: object, _buffers: object) -> None:
        if not isinstance(message, dict):
            return
        name, kind = str(message.get("from", "")), str(message.get("kind", ""))
        handlers: dict[str, Callable[[str, Packed], None]] = {
            "hello": self._hello,
            "open": self._open,
            "beat": self._beat,
            "bye": self._bye,
            "op": self._operate,
            "undo": self._operate,
            "redo": self._operate,
            "look_up": self._look_up,
            "clause": self._clause,
            "remember": self._remember,
        }
        handler = handlers.get(kind, self._misunderstand)
        try:
            handler(name, message)
        except Exception as error:  # noqa: BLE001  a fault in the kernel must never kill the widget
            self._refuse(name, message, error)

    def _hello(self, name: str, message: Packed) -> None:
        with self._turn:
            view = self._view(name, message)
            fresh = {} if message.get("revisions") else {"opened": self._opened(view)}
            self._say(name, "welcome", **(fresh or self._news(view)))

    def _beat(self, name: str, message: Packed) -> None:
        with self._turn:
            self._say(name, "beat", **self._news(self._view(name, message)))

    def _bye(self, name: str, _message: Packed) -> None:
        """A view that is closed is told nothing more."""
        with self._turn:
            self._views.pop(name, None)

    def _open(self, name: str, message: Packed) -> None:
        with self._turn:
            view = self._view(name, message)
            opened = pack_opened(self._session, str(message["document"]))
            view.document, view.revisions = opened["id"], opened["revisions"]
            self._showing = opened["id"]
            self._say(name, "opened", opened=encode_opened(opened))

    def _operate(self, name: str, message: Packed) -> None:
        author, seq = str(message["session"]), int(message["seq"])
        if message["kind"] == "op":
            self._session.edit(unpack_edits(message["edits"], session=author, seq=seq))
        else:
            travel = self._session.undo if message["kind"] == "undo" else self._session.redo
            travel(str(message["document"]), session=author, seq=seq)
        with self._turn:
            view = self._view(name, message)
            self._say(name, "ack", seq=seq, author=author, **self._news(view))
        self.refresh()

    def _look_up(self, name: str, message: Packed) -> None:
        """Things to link an entity to; the words come back, so that a late answer is known."""
        words = str(message["words"])
        things = self._session.look_up(words, str(message.get("type", "")))
        self._say(name, "found", words=words, things=[msgspec.to_builtins(t) for t in things])

    def _clause(self, name: str, message: Packed) -> None:
        anchor = str(message["anchor"])
        self._say(name, "clause", anchor=anchor, text=self._session.clause(anchor))

    def _remember(self, name: str, message: Packed) -> None:
        """What words were labelled as; a view asks until it is complete, edits go in between.

        Nobody has asked for it: a disk that does not answer now is told when an edit meets it.
        """
        document = str(message["document"])
        try:
            answer = self._session.remembered(document, REMEMBER_SECONDS)
        except GhinhanError:
            answer = Recollection(complete=True)
        words = [msgspec.to_builtins(remembered) for remembered in answer.remembered]
        self._say(name, "remembered", document=document, complete=answer.complete, remembered=words)

    def _misunderstand(self, _name: str, message: Packed) -> None:
        raise ValueError(
            f"the widget sent a message of kind {message.get('kind')!r}, which this version of "
            "ghinhan does not know. Reload the page so that both halves are of one version."
        )

    def _view(self, name: str, message: Packed) -> View:
        """The view that speaks. What it says it has been told counts: what we sent may be lost."""
        view = self._views.get(name)
        if view is None:
            document = str(message.get("document") or self._showing)
            view = self._views[name] = View(document, {}, 0.0)
        if message.get("revisions"):
            view.revisions = {str(k): str(v) for k, v in dict(message["revisions"]).items()}
        view.heard = time.monotonic()
        return view

    def _opened(self, view: View) -> str:
        opened = pack_opened(self._session, view.document)
        view.revisions = opened["revisions"]
        return encode_opened(opened)

    def _news(self, view: View) -> Packed:
        """What changed since the view was told last; the whole document when nobody can say."""
        receipt = self._session.changes_since(view.revisions)
        if receipt.must_reload:
            return {"opened": self._opened(view)}
        if not receipt.applied and receipt.revisions == view.revisions:
            return {}
        view.revisions = dict(receipt.revisions)
        return {"changes": pack_edits(receipt.applied), "revisions": view.revisions}

    def _refuse(self, name: str, message: Packed, error: Exception) -> None:
        reason = (
            str(error) if isinstance(error, GhinhanError) else f"{type(error).__name__}: {error}"
        )
        answer = {
            "seq": message.get("seq", 0),
            "author": message.get("session", name),
            "reason": reason,
            "conflict": isinstance(error, EditConflict),
            "again": isinstance(error, StoreError),
        }
        with self._turn:
            try:
                news = self._news(self._views[name]) if name in self._views else {}
            except Exception:  # noqa: BLE001  the reason must reach the person even if the disk does not answer
                news = {}
            self._say(name, "nack", **answer, **news)

    def _say(self, name: str, kind: str, **content: Any) -> None:  # noqa: ANN401  JSON values
        self.send({"kind": kind, "session": name, **content})


def annotate(session: LabellingSession, schema: Schema, document: str, **options: Any) -> Annotator:  # noqa: ANN401  the options of Annotator
    """Show a document for labelling.

    Args:
        session: whose reading it is, and where it is kept.
        schema: what may be labelled.
        document: document id.
        options: see `Annotator`.

    """
    return Annotator(session, schema, document, **options)
