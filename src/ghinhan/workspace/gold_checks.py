"""Whether a settled reading still is what its decisions make of the readings it came from.

The file of decisions names every layer that was read and written by its SHA-256. An annotator
who edits afterwards makes the settled reading stale, and a release must not carry it.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ghinhan.foundation.errors import AdjudicationError, GhinhanError
from ghinhan.model import CORPUS, CorpusLayer, Layer
from ghinhan.review.decisions import DecisionFile, LayerDigest, decode_decisions, digest_of
from ghinhan.workspace.adjudicating import SUFFIX
from ghinhan.workspace.findings import ERROR, WARNING, Finding
from ghinhan.workspace.readings import Readings


def check_decisions(root: Path, readings: Readings) -> Iterator[Finding]:
    """Faults of every file of decisions of a project.

    Args:
        root: the project folder.
        readings: its labels.

    """
    for path in sorted((root / "annotations").glob(f"*{SUFFIX}")):
        file = path.relative_to(root).as_posix()
        try:
            decided = decode_decisions(path.read_bytes(), file)
        except AdjudicationError as error:
            into = path.name.removesuffix(SUFFIX)
            yield Finding(
                file=file, rule="decisions", severity=ERROR, message=str(error), annotator=into
            )
            continue
        yield from check_layers(file, decided, readings)


def check_layers(file: str, decided: DecisionFile, readings: Readings) -> Iterator[Finding]:
    """Which layers are no longer as they were when the readings were settled."""
    sources: dict[str, list[str]] = {}
    by_hand: list[str] = []
    for noted in decided.layers:
        if digest_now(noted, readings) == noted.sha256:
            continue
        if noted.annotator == decided.into:
            by_hand.append(noted.scope)
        else:
            sources.setdefault(noted.annotator, []).append(noted.scope)
    again = f"`ghinhan adjudicate {decided.left} {decided.right} --into {decided.into}`"
    for annotator, scopes in sources.items():
        yield Finding(
            file=file,
            rule="stale-gold",
            severity=ERROR,
            message=f"{annotator!r} was edited after {decided.into!r} was settled "
            f"({', '.join(scopes)}), so the settled reading is out of date. Run {again}: it "
            "lists what has to be decided anew.",
            annotator=decided.into,
        )
    if by_hand:
        yield Finding(
            file=file,
            rule="gold-edited",
            severity=WARNING,
            message=f"{decided.into!r} was changed by hand after it was settled "
            f"({', '.join(by_hand)}): no decision says why. Write it into the file as revisions "
            f"and run {again}.",
            annotator=decided.into,
        )


def digest_now(noted: LayerDigest, readings: Readings) -> str:
    """The SHA-256 that a layer has now; empty where it cannot be read."""
    layer: Layer | CorpusLayer
    with suppress(GhinhanError):
        if noted.scope == CORPUS:
            layer = readings.corpus_layer(noted.annotator)
        else:
            layer = readings.layer(noted.annotator, noted.scope)
        return digest_of(layer).sha256
    return ""
