"""Documents of any length with as many labels as wanted, made from the words of seed 1.

Labels stand on single words, each a few words from the next, so that tools without nested spans
can show the same.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

from ghinhan import Workspace
from ghinhan.model import Document

SEED = "000_e85f3aaeab3ef9c0"
TYPES = ("PER", "ORG", "GPE", "LOC")
ANNOTATOR = "crowd"


@dataclass(frozen=True, slots=True)
class Crowd:
    """A document with labels.

    Args:
        document: the document.
        spans: start, end and label, in text order.

    """

    document: Document
    spans: list[tuple[int, int, str]]


def make_crowd(project: Path, tokens: int, spans: int) -> Crowd:
    """Write an article, ingest it, and label it for the annotator `crowd`.

    Args:
        project: a project's folder.
        tokens: how many words and signs at least.
        spans: how many labels.

    """
    name = f"crowd_{tokens}_{spans}"
    text = (project / "seeds" / f"{SEED}.txt").read_text(encoding="utf-8")
    with Workspace.open(project) as desk:
        copies = -(-tokens // len(desk.document(SEED).tokens))
        article = project / "seeds" / f"{name}.txt"
        article.write_text("\n".join([text] * copies), encoding="utf-8")
        desk.ingest(article)
        document = desk.document(name)
        words = [t for t in document.tokens if document.text[t[0] : t[1]].isalpha()]
        chosen = words[:: len(words) // spans][:spans]
        labelled = [(s, e, t) for (s, e), t in zip(chosen, cycle(TYPES), strict=False)]
        folder = desk.root / "annotations" / ANNOTATOR
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.jsonl").write_text(layer_text(document, labelled), encoding="utf-8")
    return Crowd(document, labelled)


def layer_text(document: Document, labelled: Sequence[tuple[int, int, str]]) -> str:
    """A tracked layer file: twenty thousand edits would take longer than what is measured."""
    header = {
        "document": document.id,
        "format": "ghinhan-layer/1",
        "schema": "ghinhan-diplomacy/1",
        "state": "in_progress",
        "text_sha256": hashlib.sha256(document.text.encode()).hexdigest(),
    }
    records = [
        {
            "extent": [[start, end]],
            "head": [start, end],
            "id": f"m-{number:012x}",
            "kind": "mention",
            "level": "NAM",
            "text": document.text[start:end],
            "type": label,
        }
        for number, (start, end, label) in enumerate(labelled)
    ]
    lines = [json.dumps(line, ensure_ascii=False) for line in (header, *records)]
    return "".join(f"{line}\n" for line in lines)
