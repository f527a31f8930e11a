"""Whether `corpus/` is what ingest makes of `seeds/` today, told as ingest itself would tell it.

A document that somebody labelled must be such that anybody can make it again; of others, a
person is only asked to look. One seed at fault is one fault, and names what to do about it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from pathlib import Path

from ghinhan.foundation.errors import GhinhanError
from ghinhan.foundation.files import walk_files
from ghinhan.foundation.identifiers import file_name_for
from ghinhan.ingest import Refusal, document_bytes
from ghinhan.ingest.article import read_seed
from ghinhan.ingest.manifest import list_identifiers, note_refusal
from ghinhan.ingest.sources import SOURCES_FILE, read_sources
from ghinhan.model.document import Document
from ghinhan.workspace.corpus import CORPUS_FOLDER, Corpus
from ghinhan.workspace.findings import ERROR, WARNING, Finding
from ghinhan.workspace.seeds import SEED_FOLDER, SEED_SUFFIXES


def check_seeds(root: Path, corpus: Corpus, labelled: Collection[str]) -> Iterator[Finding]:
    """Every fault between the seeds and the documents made of them.

    Args:
        root: the project folder.
        corpus: its documents.
        labelled: ids of the documents that a release could hold.

    """
    try:
        sources = read_sources(root)
    except GhinhanError as error:
        yield Finding(file=SOURCES_FILE, rule="unreadable", severity=ERROR, message=str(error))
        return
    made: set[str] = set()
    refused: list[Refusal] = []
    seeds = walk_files(root / SEED_FOLDER, SEED_SUFFIXES)
    for seed in list_identifiers(seeds, root, sources, refused):
        with note_refusal(seed, root, refused):
            for document in read_seed(seed, root, sources):
                made.add(document.id)
                yield from compare_document(root, document)
    waiting: defaultdict[str, list[str]] = defaultdict(list)
    held = {refusal.file for refusal in refused}
    for document in corpus.walk():
        if document.source.file in held:
            waiting[document.source.file].append(document.id)
        elif document.id not in made:
            yield tell_missing(root, document, is_labelled=document.id in labelled)
    for refusal in refused:
        yield tell_refused(refusal, waiting[refusal.file], labelled)


def compare_document(root: Path, document: Document) -> Iterator[Finding]:
    """Whether the corpus holds a document exactly as ingest makes it."""
    file = file_of(document)
    path = root / file
    if not path.exists():
        yield Finding(
            file=document.source.file,
            rule="not-ingested",
            severity=WARNING,
            message="no document was made from it yet. Run `ghinhan ingest`.",
            document=document.id,
        )
    elif path.read_bytes() != document_bytes(document):
        seed = document.source.file
        yield Finding(
            file=file,
            rule="corpus-differs",
            severity=ERROR,
            message=f"it is not what ingest makes of {seed}: the seed, {SOURCES_FILE} or this "
            f"file was changed. Bring the seed back with `git checkout -- {seed}`; or, if the "
            "change is meant, run `ghinhan ingest`, and look at the labels if the text changed.",
            document=document.id,
        )


def tell_missing(root: Path, document: Document, *, is_labelled: bool) -> Finding:
    """The fault of a document that no seed gives."""
    file, seed = file_of(document), document.source.file
    reason = "gives no such document any more" if (root / seed).exists() else "is not there"
    return Finding(
        file=file,
        rule="seed-missing",
        severity=ERROR if is_labelled else WARNING,
        message=f"{seed} {reason}, so nobody can make this document again. Bring the seed back "
        f"with `git checkout -- {seed}`, or remove {file}, and its labels, if it should go too.",
        document=document.id,
    )


def tell_refused(refusal: Refusal, made: list[str], labelled: Collection[str]) -> Finding:
    """The fault of a seed that ingest refuses.

    Args:
        refusal: what ingest says.
        made: ids of the documents that the corpus has from it.
        labelled: ids of the documents that a release could hold.

    """
    is_released = any(identifier in labelled for identifier in made)
    return Finding(
        file=refusal.file,
        rule="seed-refused",
        severity=ERROR if is_released else WARNING,
        message=refusal.reason,
        document=made[0] if len(made) == 1 else "",
    )


def file_of(document: Document) -> str:
    """Where a document stands below the project."""
    return f"{CORPUS_FOLDER}/{file_name_for(document.id)}.json"
