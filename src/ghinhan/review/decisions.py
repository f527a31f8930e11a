"""The file in which people say how two readings become one, and what its lines may say.

One JSON object on a line, so that git shows who decided what: a header, the SHA-256 of every
layer that was read and written, one decision for each difference, and what a reviewer changed
afterwards. Only reading and writing the bytes; settling is `ghinhan.review.adjudication`.
"""

import hashlib
from collections.abc import Iterable, Sequence

import msgspec

from ghinhan.foundation.errors import AdjudicationError, list_faults
from ghinhan.foundation.files import cut_lines
from ghinhan.model import CORPUS, CorpusLayer, Layer, Record
from ghinhan.model.layer import CORPUS_FORMAT, LAYER_FORMAT

FORMAT = "ghinhan-decisions/1"
CHOICES = ("left", "right", "other", "neither")
SEEN_LENGTH = 16
ENCODER = msgspec.json.Encoder(order="sorted")


class Decided(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The first line: whose readings are settled, and in whose name.

    Args:
        format: name and version of this format.
        left: the annotator whose ids are kept.
        right: the other annotator.
        into: the annotator who gets the settled reading.

    """

    format: str
    left: str
    right: str
    into: str


class LayerDigest(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="layer",
):
    """One layer as it was when the readings were settled.

    Args:
        annotator: whose.
        scope: document id, or `entities`.
        sha256: of the tracked file, see `digest_of`.

    """

    annotator: str
    scope: str
    sha256: str


class Decision(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="decision",
):
    """How one difference is settled.

    Args:
        scope: as in the difference.
        id: as in the difference.
        choice: `left`, `right`, `other` (then `record` says what) or `neither`; empty while
            nobody has decided.
        reason: why, in a sentence, naming the ruling of the guidelines.
        ruling: the number or anchor of the ruling.
        by: who decided.
        quote: what the difference is about, for those who read the file.
        seen: short digest of what both sides said when it was decided; empty where it was
            written by hand. A decision about something else counts as not made.
        record: the record to put there, for `other`.

    """

    scope: str
    id: str
    choice: str
    reason: str
    ruling: str = ""
    by: str = ""
    quote: str = ""
    seen: str = ""
    record: Record | None = None


class Revision(
    msgspec.Struct,
    frozen=True,
    kw_only=True,
    omit_defaults=True,
    forbid_unknown_fields=True,
    tag_field="kind",
    tag="revision",
):
    """What a reviewer changed after the differences were settled: both readings were wrong.

    Args:
        scope: document id, or `entities`.
        id: the record's id.
        reason: why, in a sentence, naming the ruling.
        ruling: the number or anchor of the ruling.
        by: who revised.
        record: what shall stand there; None takes the record away.

    """

    scope: str
    id: str
    reason: str
    ruling: str = ""
    by: str = ""
    record: Record | None = None


class DecisionFile(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one file of decisions says.

    Args:
        left: the annotator whose ids are kept.
        right: the other annotator.
        into: the annotator who gets the settled reading.
        layers: what was read and what was written, when it was last settled.
        decisions: in the order in which differences are listed.
        revisions: in the order in which they are made.

    """

    left: str
    right: str
    into: str
    layers: tuple[LayerDigest, ...] = ()
    decisions: tuple[Decision, ...] = ()
    revisions: tuple[Revision, ...] = ()


LINES = msgspec.json.Decoder(LayerDigest | Decision | Revision)


def encode_decisions(file: DecisionFile) -> bytes:
    """The bytes of a file of decisions: always the same for the same decisions."""
    header = Decided(format=FORMAT, left=file.left, right=file.right, into=file.into)
    layers = sorted(file.layers, key=lambda layer: (layer.annotator, layer.scope))
    lines: list[msgspec.Struct] = [header, *layers, *file.decisions, *file.revisions]
    return b"".join(ENCODER.encode(line) + b"\n" for line in lines)


def decode_decisions(content: bytes, name: str) -> DecisionFile:
    """Read a file of decisions, wholly or not at all.

    Args:
        content: its bytes.
        name: what to call it in messages.

    Raises:
        AdjudicationError: lists every bad line with its number.

    """
    first, *rest = cut_lines(content) or [b""]
    faults: list[str] = []
    header = Decided(format=FORMAT, left="", right="", into="")
    try:
        header = msgspec.json.decode(first, type=Decided)
        if header.format != FORMAT:
            faults.append(f"{name}:1: format {header.format!r} is not {FORMAT!r}.")
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        faults.append(f"{name}:1: the header line is not valid: {error}.")
    lines: list[LayerDigest | Decision | Revision] = []
    for number, line in enumerate(rest, start=2):
        try:
            lines.append(LINES.decode(line))
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            faults.append(f"{name}:{number}: not a valid line: {error}.")
    if faults:
        raise AdjudicationError(
            f"{list_faults(faults)}\nMend the lines, or take the file back from git; nothing was "
            "changed."
        )
    return DecisionFile(
        left=header.left,
        right=header.right,
        into=header.into,
        layers=tuple(line for line in lines if isinstance(line, LayerDigest)),
        decisions=tuple(line for line in lines if isinstance(line, Decision)),
        revisions=tuple(line for line in lines if isinstance(line, Revision)),
    )


def refuse_unfounded(decisions: Iterable[Decision], revisions: Iterable[Revision]) -> None:
    """Refuse decisions that say nothing, or not why.

    Raises:
        AdjudicationError: an unknown choice, no reason, a record under another id; all of them.

    """
    made = [decision for decision in decisions if decision.choice]
    faults = [
        f"{d.scope} {d.id}: choice {d.choice!r} is none of {', '.join(CHOICES)}"
        for d in made
        if d.choice not in CHOICES
    ]
    said: Sequence[Decision | Revision] = [*made, *revisions]
    faults += [f"{d.scope} {d.id}: no reason given" for d in said if not d.reason.strip()]
    faults += [
        f"{d.scope} {d.id}: its record calls itself {d.record.id!r}"
        for d in said
        if d.record is not None and d.record.id != d.id
    ]
    if faults:
        raise AdjudicationError(f"{len(faults)} decisions cannot be used:\n{list_faults(faults)}")


def digest_of(layer: Layer | CorpusLayer) -> LayerDigest:
    """One layer as its tracked file names it: what `sha256sum` says once it is saved.

    Args:
        layer: as the store gives it.

    """
    if isinstance(layer, Layer):
        scope = layer.document
        header = {
            "document": layer.document,
            "format": LAYER_FORMAT,
            "schema": layer.schema,
            "state": layer.state,
            "text_sha256": layer.text_sha256,
        }
    else:
        scope, header = CORPUS, {"format": CORPUS_FORMAT, "schema": layer.schema}
    digest = hashlib.sha256(ENCODER.encode(header) + b"\n")
    for record in layer.records:
        digest.update(ENCODER.encode(record) + b"\n")
    return LayerDigest(annotator=layer.annotator, scope=scope, sha256=digest.hexdigest())


def seen_of(left: Record | None, right: Record | None) -> str:
    """A short digest of what two readings say of one record, provenance left out."""
    said = [without_provenance(record) for record in (left, right)]
    return hashlib.sha256(ENCODER.encode(said)).hexdigest()[:SEEN_LENGTH]


def without_provenance(record: Record | None) -> Record | None:
    """The record as a reading of the text, however it came to be."""
    if record is None or "provenance" not in record.__struct_fields__:
        return record
    return msgspec.structs.replace(record, provenance=None)
