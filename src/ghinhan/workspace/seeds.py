"""The raw articles of a project: what is there, and whether the corpus was made from it."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ghinhan.foundation.files import walk_files
from ghinhan.ingest.article import SUFFIXES
from ghinhan.workspace.corpus import Corpus

SEED_FOLDER = "seeds"
SEED_SUFFIXES = SUFFIXES

SeedRow = tuple[str, int, str, int]
"""Path below the project, size, checksum, and how many documents were made from these bytes."""


def seed_rows(root: Path, corpus: Corpus) -> Iterator[SeedRow]:
    """One row for each seed article or file of articles.

    Args:
        root: the project folder.
        corpus: its documents.

    """
    made = Counter((document.source.file, document.source.sha256) for document in corpus.walk())
    for path in walk_files(root / SEED_FOLDER, SEED_SUFFIXES):
        name, content = path.relative_to(root).as_posix(), path.read_bytes()
        checksum = hashlib.sha256(content).hexdigest()
        yield (name, len(content), checksum, made[name, checksum])
