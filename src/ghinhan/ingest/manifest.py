"""Bring a project's `corpus/` up to date with its `seeds/`, and report what was done.

A seed that cannot become a document is refused with its reason and stops no other; a document
whose seed is gone is reported and kept. Doing it again changes nothing, not even a file's time.
"""

import contextlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tqdm import tqdm

from ghinhan.foundation.errors import (
    GhinhanError,
    IngestError,
    NotAProjectError,
    RecordError,
    StoreError,
)
from ghinhan.foundation.files import resolve_inside, walk_files, write_atomically
from ghinhan.foundation.identifiers import file_name_for, show_name
from ghinhan.ingest.article import SUFFIXES, find_seeds, locate, read_seed
from ghinhan.ingest.corpus_files import (
    CORPUS_FOLDER,
    SUFFIX,
    document_bytes,
    read_document,
    read_identifier,
)
from ghinhan.ingest.report import FACTS, IngestedDocument, IngestReport, Refusal
from ghinhan.ingest.sources import SOURCES_FILE, SeedSource, read_sources
from ghinhan.model.document import SECTION_KINDS, Document

SEEDS_FOLDER = "seeds"


def ingest_project(
    root: Path, paths: Sequence[Path | str] = (), *, progress: bool | None = None
) -> IngestReport:
    """Make or renew `corpus/` from seeds.

    Args:
        root: the project.
        paths: files or folders in it; everything in `seeds/` when none is given.
        progress: show a bar; None shows one on a terminal only.

    Returns:
        The report; seeds that are refused are in it and raise nothing.

    Raises:
        NotAProjectError: no `seeds/` folder and no paths.
        IngestError: `seeds/SOURCES.yaml` is at fault.
        StoreError: the disk refused.

    """
    if not paths and not (root / SEEDS_FOLDER).is_dir():
        raise NotAProjectError(
            f"{root} has no {SEEDS_FOLDER}/ folder. Open the folder that holds it, make a project "
            "with `ghinhan init`, or name the files to ingest."
        )
    sources = read_sources(root)
    refused: list[Refusal] = []
    seeds = dict.fromkeys(gather_seeds(paths or [SEEDS_FOLDER], root, refused))
    identifiers = list_identifiers(seeds, root, sources, refused)
    done: list[IngestedDocument] = []
    total = sum(map(len, identifiers.values()))
    is_hidden = None if progress is None else not progress
    with tqdm(total=total, unit=" articles", disable=is_hidden) as bar:
        for seed in identifiers:
            with note_refusal(seed, root, refused):
                for document in read_seed(seed, root, sources):
                    done.append(keep_document(document, root))
                    bar.update()
    held = {refusal.file for refusal in refused}
    read = {name_of(seed, root) for seed in identifiers} - held
    stale, notices = find_stale(root, {document.id for document in done}, read)
    notices += find_unread(paths or [SEEDS_FOLDER], root)
    notices += find_missing_seeds(root, sources)
    if not (done or refused or notices):
        notices.append(
            f"no article is there. Put {', '.join(SUFFIXES)} files into {SEEDS_FOLDER}/ and run "
            "`ghinhan ingest` again."
        )
    return IngestReport(
        documents=tuple(done), refused=tuple(refused), stale=tuple(stale), notices=tuple(notices)
    )


def name_of(path: Path | str, root: Path) -> str:
    """A seed's name below the project, for reports."""
    place = root.resolve() / path
    if place.is_relative_to(root.resolve()):
        return show_name(place.relative_to(root.resolve()).as_posix())
    return show_name(str(path))


def gather_seeds(paths: Iterable[Path | str], root: Path, refused: list[Refusal]) -> Iterator[Path]:
    """The seed files of some paths; what cannot be read is added to `refused`."""
    for path in paths:
        files: Iterable[Path | str] = [path]
        with note_refusal(path, root, refused):
            place = locate(path, root)
            if place.is_dir():
                files = walk_files(place, SUFFIXES)
        for file in files:
            with note_refusal(file, root, refused):
                yield from find_seeds([file], root)


@contextlib.contextmanager
def note_refusal(path: Path | str, root: Path, refused: list[Refusal]) -> Iterator[None]:
    """Turn an error about one seed into a refusal; a disk that refuses is no seed's fault."""
    try:
        yield
    except StoreError:
        raise
    except GhinhanError as error:
        refusal = Refusal(file=name_of(path, root), reason=str(error))
        if refusal not in refused:
            refused.append(refusal)


def list_identifiers(
    seeds: Iterable[Path],
    root: Path,
    sources: Mapping[str, SeedSource],
    refused: list[Refusal],
) -> dict[Path, list[str]]:
    """The ids that each seed will give; seeds that share one are refused, all of them.

    A `.jsonl` is read through here, so that one with a bad line is refused before any of its
    documents is written.
    """
    identifiers: dict[Path, list[str]] = {}
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for seed in seeds:
        with note_refusal(seed, root, refused):
            found = [seed.stem]
            if seed.suffix.lower() == ".jsonl":
                found = [document.id for document in read_seed(seed, root, sources)]
            identifiers[seed] = found
            for identifier in found:
                owners[identifier].append(name_of(seed, root))
    for seed, found in list(identifiers.items()):
        shared = next((name for name in found if len(owners[name]) > 1), None)
        if shared is not None:
            reason = (
                f"the id {shared!r} is given by {' and '.join(owners[shared])}. Rename a file, or "
                "change an 'id', so that each article has its own."
            )
            refused.append(Refusal(file=name_of(seed, root), reason=reason))
            del identifiers[seed]
    return identifiers


def keep_document(document: Document, root: Path) -> IngestedDocument:
    """Write one document, unless its file already holds it.

    Raises:
        IngestError: the file belongs to the article of another seed.
        UnsafeNameError: the file would lie outside the project.
        StoreError: the disk refused.

    """
    path = resolve_inside(root, CORPUS_FOLDER, file_name_for(document.id) + SUFFIX)
    existed = path.exists()
    if existed:
        refuse_foreign_file(path, document, root)
    written = write_atomically(path, document_bytes(document))
    kinds = Counter(section.kind for section in document.sections)
    return IngestedDocument(
        id=document.id,
        file=document.source.file,
        status="unchanged" if not written else "updated" if existed else "created",
        sections={kind: kinds[kind] for kind in SECTION_KINDS if kinds[kind]},
        unknown=tuple(fact for fact in FACTS if not getattr(document, fact)),
    )


def refuse_foreign_file(path: Path, document: Document, root: Path) -> None:
    """Refuse to write over the document of another seed that is still there.

    Raises:
        IngestError: names both seeds.

    """
    try:
        owner = read_document(path).source.file
    except RecordError:
        return
    if owner != document.source.file and (root / owner).exists():
        raise IngestError(
            f"the id {document.id!r} is given by {owner} and {document.source.file}. Rename a "
            "file, or change an 'id', so that each article has its own."
        )


def find_stale(root: Path, written: set[str], read: set[str]) -> tuple[list[str], list[str]]:
    """Ids of documents whose seed is gone, or no longer gives them; and unreadable files.

    Args:
        root: the project.
        written: ids that this run gave.
        read: seeds that this run read to the end; what they no longer give is stale.

    """
    stale: list[str] = []
    notices: list[str] = []
    for path in walk_files(root / CORPUS_FOLDER, [SUFFIX]):
        try:
            identifier = read_identifier(path)
            if identifier in written:
                continue
            file = read_document(path).source.file
        except RecordError as error:
            notices.append(str(error))
            continue
        if file in read or not (root / file).exists():
            stale.append(identifier)
    return stale, notices


def find_unread(paths: Iterable[Path | str], root: Path) -> list[str]:
    """A sentence for each file in the folders asked for that is no kind of article.

    Hidden files and SOURCES.yaml are not meant to be one.
    """
    folders = [root.resolve() / path for path in paths]
    files = sorted(
        {
            file.relative_to(root.resolve())
            for folder in folders
            if folder.is_dir() and folder.is_relative_to(root.resolve())
            for file in folder.rglob("*")
            if file.is_file() and file.suffix.lower() not in SUFFIXES
        }
    )
    return [
        f"not read: {show_name(file.as_posix())}. Articles are {', '.join(SUFFIXES)}; save its "
        f"text beside it as {show_name(file.with_suffix('.txt').name)}, in UTF-8, or move it out "
        f"of {SEEDS_FOLDER}/."
        for file in files
        if file.as_posix() != SOURCES_FILE and not any(part.startswith(".") for part in file.parts)
    ]


def find_missing_seeds(root: Path, sources: Mapping[str, SeedSource]) -> list[str]:
    """A sentence for each seed that SOURCES.yaml describes and that is not there."""
    return [
        f"{SOURCES_FILE} describes {name}, which is not there."
        for name in sources
        if not (root / SEEDS_FOLDER / name).is_file()
    ]
