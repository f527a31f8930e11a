"""The raw articles of a project: what is there, and whether the corpus was made from it."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ghinhan.foundation.files import walk_files
from ghinhan.foundation.identifiers import show_name
from ghinhan.ingest.article import SUFFIXES, hash_file
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
        name, checksum = show_name(path.relative_to(root).as_posix()), hash_file(path)
        yield (name, path.stat().st_size, checksum, made[name, checksum])
