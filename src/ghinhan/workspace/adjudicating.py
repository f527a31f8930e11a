"""From two readings of a project to its gold one: the file of decisions and what comes of it.

Decisions stand in `annotations/<into>.decisions.jsonl`, tracked by git. What may be decided is
said in `ghinhan.review`; this module reads and writes files and asks the store.
"""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from ghinhan.foundation.errors import AdjudicationError, list_faults
from ghinhan.foundation.files import write_atomically
from ghinhan.foundation.identifiers import file_name_for
from ghinhan.model import (
    CORPUS,
    CorpusLayer,
    Edit,
    LabelledDocument,
    Layer,
)
from ghinhan.review.adjudication import Difference, find_differences, settle
from ghinhan.review.decisions import (
    Decision,
    DecisionFile,
    Revision,
    decode_decisions,
    digest_of,
    encode_decisions,
    refuse_unfounded,
)
from ghinhan.schema import Schema, check_corpus_layer, check_layer
from ghinhan.schema.violations import ERROR
from ghinhan.workspace.difference_rows import describe, words_of
from ghinhan.workspace.layer_changes import changes_between, layers_of
from ghinhan.workspace.readings import Readings

SUFFIX = ".decisions.jsonl"


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """What an adjudication made.

    Args:
        into: the annotator who got the settled reading.
        documents: their ids.
        agreed: how many records both readings held alike.
        adjudicated: how many were in dispute and are there now, or were revised.
        decisions: how many differences were settled.
        revisions: how many records a reviewer changed.
        file: the file of decisions, below the project.

    """

    into: str
    documents: tuple[str, ...]
    agreed: int
    adjudicated: int
    decisions: int
    revisions: int
    file: str

    def __str__(self) -> str:
        """In two sentences."""
        return (
            f"{self.into}: {len(self.documents)} documents settled by {self.decisions} decisions "
            f"and {self.revisions} revisions of {self.file}; {self.agreed} records were agreed, "
            f"{self.adjudicated} adjudicated."
        )


def decisions_path(root: Path, into: str) -> Path:
    """Where the decisions for a reading stand."""
    return root / "annotations" / f"{file_name_for(into)}{SUFFIX}"


def load_decisions(root: Path, into: str) -> DecisionFile | None:
    """The decisions for a reading; None when there is no such file.

    Raises:
        AdjudicationError: lists every line that cannot be read.

    """
    path = decisions_path(root, into)
    try:
        return decode_decisions(path.read_bytes(), f"annotations/{path.name}")
    except FileNotFoundError:
        return None


class Adjudication:
    """Two readings on their way to one.

    Args:
        root: the project folder.
        readings: where they are kept.
        left: the annotator whose ids are kept.
        right: the other annotator.
        into: who gets the settled reading.

    Raises:
        AdjudicationError: a reading is to be settled with itself or into itself, or the file of
            decisions is about two others.

    """

    def __init__(self, root: Path, readings: Readings, *, left: str, right: str, into: str) -> None:
        if len({left, right, into}) < 3:
            raise AdjudicationError(
                f"{left!r} and {right!r} cannot be settled into {into!r}: name two annotators, and "
                "a third name for what comes of it."
            )
        self._root = root
        self._readings = readings
        self.file = load_decisions(root, into) or DecisionFile(left=left, right=right, into=into)
        if (self.file.left, self.file.right) != (left, right):
            raise AdjudicationError(
                f"annotations/{decisions_path(root, into).name} settles {self.file.left!r} and "
                f"{self.file.right!r}, not {left!r} and {right!r}. Name these two in this order, "
                "or another reading to settle into."
            )
        self.left, self.right = self._items(left), self._items(right)
        self.differences = find_differences(self.left, self.right)
        self.names = words_of([*self.right, *self.left])

    @property
    def path(self) -> Path:
        """The file of decisions."""
        return decisions_path(self._root, self.file.into)

    @property
    def open(self) -> tuple[Difference, ...]:
        """The differences that nobody has decided, or that are no longer what was decided."""
        seen = {(d.scope, d.id): d.seen for d in self.file.decisions if d.choice}
        return tuple(
            difference
            for difference in self.differences
            if seen.get((difference.scope, difference.id)) not in {"", difference.seen}
        )

    def keep(self, decisions: Sequence[Decision | Revision]) -> None:
        """Write decisions into the file, in the place of earlier ones about the same records.

        Every difference gets a line, so that the file is also the form to fill in; decisions
        about what is no longer in dispute stay, and `settle` names them.

        Raises:
            AdjudicationError: a decision without a reason, or about nothing; nothing was
                written.

        """
        made = {(d.scope, d.id): d for d in self.file.decisions}
        made |= {(d.scope, d.id): d for d in decisions if isinstance(d, Decision) and d.choice}
        revised = {(r.scope, r.id): r for r in self.file.revisions}
        revised |= {(r.scope, r.id): r for r in decisions if isinstance(r, Revision)}
        refuse_unfounded(made.values(), tuple(revised.values()))
        lines: list[Decision] = []
        for difference in self.differences:
            key = (difference.scope, difference.id)
            decision = made.pop(key, Decision(scope=key[0], id=key[1], choice="", reason=""))
            lines.append(
                msgspec.structs.replace(
                    decision,
                    quote=describe(difference, self.names),
                    seen=decision.seen or (difference.seen if decision.choice else ""),
                )
            )
        left_over = (decision for decision in made.values() if decision.choice)
        self.file = msgspec.structs.replace(
            self.file, decisions=(*lines, *left_over), revisions=tuple(revised.values())
        )
        self._write()

    def settled(self, schema: Schema) -> list[LabelledDocument]:
        """The settled reading, checked.

        Raises:
            AdjudicationError: a difference is open, or what was decided does not fit together
                or does not keep to the schema; everything is listed.

        """
        if self.open:
            lines = [describe(difference, self.names) for difference in self.open]
            raise AdjudicationError(
                f"{len(lines)} of {len(self.differences)} differences are open; nothing was "
                f"settled. Decide them in annotations/{self.path.name} or with decisions=...:\n"
                f"{list_faults(lines)}"
            )
        gold = settle(
            self.left,
            self.right,
            self.file.decisions,
            revisions=self.file.revisions,
            annotator=self.file.into,
        )
        faults = [
            f"{one.document or CORPUS}: {one.record}: {one.message}"
            for item in gold
            for one in check_layer(schema, item.document, item.layer, item.corpus_layer)
            if one.severity == ERROR
        ]
        faults += [
            f"{CORPUS}: {one.record}: {one.message}"
            for one in check_corpus_layer(schema, gold[0].corpus_layer)
            if one.severity == ERROR
        ]
        if faults:
            raise AdjudicationError(
                f"the decisions do not fit together; nothing was settled. Mend these in "
                f"annotations/{self.path.name}:\n{list_faults(faults)}"
            )
        return gold

    def refuse_overwriting(self, gold: Sequence[LabelledDocument]) -> None:
        """Refuse to write over what somebody changed by hand in the settled reading.

        Raises:
            AdjudicationError: names the documents.

        """
        known = {(layer.annotator, layer.scope): layer.sha256 for layer in self.file.layers}
        changed = []
        for wanted in layers_of(gold):
            digest = digest_of(wanted)
            there = digest_of(self._standing(digest.scope))
            if self._standing(digest.scope).records and there.sha256 not in {
                digest.sha256,
                known.get((there.annotator, there.scope)),
            }:
                changed.append(digest.scope)
        if changed:
            raise AdjudicationError(
                f"{self.file.into!r} was changed by hand since it was settled: "
                f"{', '.join(changed)}. Write what is wanted of it into "
                f"annotations/{self.path.name} as revisions, then say replace=True to write over "
                "it; nothing was changed."
            )

    def edits(self, gold: Sequence[LabelledDocument], *, session: str) -> list[Edit]:
        """What turns the settled reading as it stands into the one that was decided."""
        changes = [
            change
            for wanted in layers_of(gold)
            for change in changes_between(self._standing(digest_of(wanted).scope), wanted)
        ]
        return [
            Edit(
                scope=scope,
                id=identifier,
                before=before,
                after=after,
                session=session,
                seq=seq,
                group=int(len(changes) > 1),
            )
            for seq, (scope, identifier, before, after) in enumerate(changes, start=1)
        ]

    def remember(self, gold: Sequence[LabelledDocument]) -> Settled:
        """Write down which layers were read and written, with their SHA-256."""
        scopes = [CORPUS, *(item.document.id for item in gold)]
        names = (self.file.left, self.file.right, self.file.into)
        layers = [digest_of(self._layer(name, scope)) for name in names for scope in scopes]
        self.file = msgspec.structs.replace(self.file, layers=tuple(layers))
        self._write()
        disputed = {(difference.scope, difference.id) for difference in self.differences}
        disputed |= {(revision.scope, revision.id) for revision in self.file.revisions}
        held = [
            (digest_of(layer).scope, name) for layer in layers_of(gold) for name in layer.by_id()
        ]
        adjudicated = sum(record in disputed for record in held)
        return Settled(
            into=self.file.into,
            documents=tuple(scopes[1:]),
            agreed=len(held) - adjudicated,
            adjudicated=adjudicated,
            decisions=len(self.differences),
            revisions=len(self.file.revisions),
            file=f"annotations/{self.path.name}",
        )

    def _items(self, annotator: str) -> list[LabelledDocument]:
        return list(self._readings.walk(None, annotator))

    def _standing(self, scope: str) -> Layer | CorpusLayer:
        return self._layer(self.file.into, scope)

    def _layer(self, annotator: str, scope: str) -> Layer | CorpusLayer:
        if scope == CORPUS:
            return self._readings.corpus_layer(annotator)
        return self._readings.layer(annotator, scope)

    def _write(self) -> None:
        write_atomically(self.path, encode_decisions(self.file))
