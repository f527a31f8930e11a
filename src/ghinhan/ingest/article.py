"""Make documents of seed files: decode, normalise, find sections, sentences and tokens.

One file is one article (`.txt`, `.html`), or one article a line (`.jsonl`). Files are read one
at a time and `.jsonl` line by line, so that memory stays flat however many there are.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec

from ghinhan.foundation.errors import (
    GhinhanError,
    IngestError,
    TextError,
    UnsafeNameError,
    list_faults,
)
from ghinhan.foundation.files import resolve_inside, walk_files
from ghinhan.foundation.identifiers import refuse_unsafe, show_name
from ghinhan.ingest.decode import decode_bytes
from ghinhan.ingest.html_page import read_page
from ghinhan.ingest.json_lines import JsonArticle, cut_raw_lines, read_line
from ghinhan.ingest.raw_positions import map_to_bytes
from ghinhan.ingest.sections import find_sections
from ghinhan.ingest.sources import SeedSource, is_iso_date, read_sources
from ghinhan.model.document import Document, Source
from ghinhan.text.alignment import Run
from ghinhan.text.normalise import normalise
from ghinhan.text.sentences import split_sentences
from ghinhan.text.tokens import split_tokens

SUFFIXES = (".txt", ".html", ".htm", ".jsonl")
LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of one `.txt` or `.html` file; a `.jsonl` may be of any size."""


class Reading(NamedTuple):
    """A seed as it was read, before it becomes a document.

    Args:
        text: what the file says, decoded, not yet normalised.
        origin: runs that lay `text` on the raw bytes.
        facts: what the file itself states of title, publisher, published, url.

    """

    text: str
    origin: Sequence[Run]
    facts: Mapping[str, str]


def read_articles(paths: Iterable[Path | str], *, root: Path) -> Iterator[Document]:
    """The documents of seed files, one at a time.

    Args:
        paths: files or folders, relative to `root` or absolute, inside it.
        root: the project.

    Raises:
        GhinhanError: the first file that cannot become documents; of a `.jsonl`, every bad line,
            after the documents of the good ones.

    """
    sources = read_sources(root)
    for path in find_seeds(paths, root):
        yield from read_seed(path, root, sources)


def find_seeds(paths: Iterable[Path | str], root: Path) -> list[Path]:
    """The seed files meant by some paths, each once, folders searched.

    Raises:
        UnsafeNameError: a path outside the project.
        IngestError: nothing there, or a kind of file that is not read.

    """
    found: dict[Path, None] = {}
    for path in paths:
        place = locate(path, root)
        if place.is_dir():
            found |= dict.fromkeys(walk_files(place, SUFFIXES))
        elif not place.is_file():
            raise IngestError(f"{path} is not there. Name a file or folder of the project.")
        elif place.suffix.lower() not in SUFFIXES:
            raise IngestError(
                f"{path} is no kind of file that is read ({', '.join(SUFFIXES)}). "
                "Save the article as one of these."
            )
        else:
            found[place] = None
    return list(found)


def locate(path: Path | str, root: Path) -> Path:
    """The real place of a path, which must lie inside the project.

    Raises:
        UnsafeNameError: it does not.

    """
    try:
        relative = (root.resolve() / path).relative_to(root.resolve())
    except ValueError as error:
        raise UnsafeNameError(
            f"{path} lies outside the project {root}. Copy the article into its seeds/ folder."
        ) from error
    return resolve_inside(root, *relative.parts)


def read_seed(path: Path, root: Path, sources: Mapping[str, SeedSource]) -> Iterator[Document]:
    """The documents of one seed file.

    Args:
        path: the file.
        root: the project.
        sources: what `read_sources` gave.

    """
    place = locate(path, root)
    file = place.relative_to(root.resolve()).as_posix()
    refuse_unreadable_name(file)
    digest = hash_file(place)
    known = sources.get(file.removeprefix("seeds/"), SeedSource())
    if known.sha256 and known.sha256 != digest:
        raise IngestError(
            f"{file} is not the file that seeds/SOURCES.yaml describes: its SHA-256 is {digest}, "
            f"the entry says {known.sha256}. Bring the seed back with `git checkout -- {file}`; "
            "or, if the change is meant, write the new sum there and run `ghinhan ingest`."
        )
    if place.suffix.lower() == ".jsonl":
        yield from read_json_seed(place, Source(file=file, sha256=digest), known)
        return
    if place.stat().st_size > LARGEST_FILE:
        raise IngestError(
            f"{file} has {place.stat().st_size} bytes; one article may have {LARGEST_FILE}. "
            "Split it, or put one article a line in a .jsonl file."
        )
    raw = place.read_bytes()
    decoded = decode_bytes(raw, file)
    reading = Reading(decoded.text, [Run(0, len(decoded.text), 0, len(raw))], {})
    if place.suffix.lower() != ".txt":
        page = read_page(decoded.text, file)
        reading = Reading(page.text, page.lay_on_bytes(decoded.encoding), page.facts)
    source = Source(file=file, sha256=digest, encoding=decoded.encoding)
    yield make_document(place.stem, reading, source, known)


def refuse_unreadable_name(file: str) -> None:
    """Refuse a path that is no UTF-8, as archives from other systems leave them.

    Raises:
        UnsafeNameError: shows the path with its strange bytes.

    """
    if show_name(file) != file:
        raise UnsafeNameError(
            f"{show_name(file)}: the name is not in UTF-8. Rename the file or its folder; if other "
            "programs show the name rightly, set PYTHONUTF8=1 and run this again."
        )


def read_json_seed(path: Path, source: Source, known: SeedSource) -> Iterator[Document]:
    """The documents of the good lines of a `.jsonl` file; then every bad line is told at once.

    Args:
        path: the file.
        source: what all its documents have in common.
        known: what people say of the file.

    Raises:
        GhinhanError: a line that is no article; where there are several, the first ones in full.

    """
    faults: list[GhinhanError] = []
    is_empty = True
    for line in cut_raw_lines(path, source.file):
        is_empty = False
        try:
            article = read_line(*line)
            record = msgspec.structs.replace(source, record=article.number)
            document = make_json_document(article, record, known)
        except GhinhanError as error:
            faults.append(error)
        else:
            yield document
    if is_empty:
        raise IngestError(
            f"{source.file} holds no article. Put one JSON object with a 'text' on each line, or "
            "remove the file."
        )
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise IngestError(list_faults([str(fault) for fault in faults]))


def hash_file(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def make_json_document(article: JsonArticle, source: Source, known: SeedSource) -> Document:
    """The document of one line of a `.jsonl` file; without an `id` it is named by its line."""
    fields = dict(article.fields)
    identifier = fields.pop("id", "") or f"{Path(source.file).stem}-{article.number}"
    reading = Reading(fields.pop("text"), article.origin, fields)
    return make_document(identifier, reading, source, known)


def make_document(identifier: str, reading: Reading, source: Source, known: SeedSource) -> Document:
    """The document of one article.

    Args:
        identifier: the document's id.
        reading: what was read.
        source: where it was read.
        known: what people say of the file.

    Raises:
        IngestError: no text, or two sources that contradict each other.
        UnsafeNameError: an id that cannot name a file.
        TextError: a lone surrogate.

    """
    place = f"{source.file}:{source.record}" if source.record else source.file
    try:
        refuse_unsafe(identifier)
        normalised = normalise(reading.text)
    except (UnsafeNameError, TextError) as error:
        raise type(error)(f"{place}: {error}") from error
    text = normalised.text
    if not text.strip():
        raise IngestError(f"{place} holds nothing but white space. Put the article in it.")
    sections, header = find_sections(text)
    facts = {
        field: settle_fact(field, place, stated)
        for field, stated in {
            "title": [known.title, reading.facts.get("title", ""), header.title],
            "publisher": [known.outlet, reading.facts.get("publisher", ""), header.publisher],
            "published": [known.published, reading.facts.get("published", ""), header.published],
            "url": [known.url, reading.facts.get("url", "")],
        }.items()
    }
    return Document(
        id=identifier,
        text=text,
        source=source,
        sections=sections,
        sentences=split_sentences(text),
        tokens=split_tokens(text),
        raw_map=map_to_bytes(normalised, reading.text, reading.origin, source.encoding),
        **facts,
    )


def settle_fact(field: str, place: str, stated: Sequence[str]) -> str:
    """The first statement that is not empty, cleaned; dates must not contradict each other.

    Raises:
        IngestError: two different dates, or one that is none.
        TextError: a lone surrogate.

    """
    try:
        cleaned = [" ".join(normalise(value).text.split()) for value in stated]
    except TextError as error:
        raise TextError(f"{place}: {field}: {error}") from error
    values = [value for value in cleaned if value]
    if field != "published":
        return values[0] if values else ""
    days = [value[:10] for value in values]
    for day in days:
        if not is_iso_date(day):
            raise IngestError(f"{place}: published {day!r} is no date like 2025-12-22.")
    if len(set(days)) > 1:
        raise IngestError(
            f"{place}: the date is said to be {' and '.join(days)}. Correct the wrong one in "
            "seeds/SOURCES.yaml or in the seed's own fields."
        )
    return days[0] if days else ""
