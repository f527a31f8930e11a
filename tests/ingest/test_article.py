"""Seeds become documents: exact to the byte, in any encoding, or refused with a reason."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghinhan.foundation.errors import GhinhanError, IngestError, TextError, UnsafeNameError
from ghinhan.ingest import article
from ghinhan.ingest.article import Reading, make_document, read_articles
from ghinhan.ingest.raw_positions import RawPositions
from ghinhan.ingest.sources import SeedSource
from ghinhan.model.document import Document, Source
from ghinhan.text.alignment import Run
from ghinhan.text.normalise import normalise

ROOT = Path(__file__).parents[2]
AWKWARD = "ếe\u0323\u0302\r\n\r\u0301👍\ufeff\x00\u2028 a\u1100\u1161\u212b"
# Not st.text: it would merge the two alphabets and hardly ever draw from the first.
TEXTS = st.lists(
    st.sampled_from(AWKWARD) | st.characters(exclude_categories=["Cs"]), max_size=30
).map("".join)
ENCODINGS = st.sampled_from(["utf-8", "utf-16-le", "utf-16-be", "utf-32-le"])


def project(folder: Path, name: str, content: bytes, sources: str = "") -> Path:
    """A project with one seed."""
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    (folder / "seeds" / name).write_bytes(content)
    if sources:
        content = f"format: ghinhan-sources/1\nseeds:\n  {name}: {sources}\n".encode()
        (folder / "seeds/SOURCES.yaml").write_bytes(content)
    return folder


def assert_exact(document: Document, raw: bytes) -> None:
    """Every code point is what its bytes become when they are read alone."""
    positions = RawPositions(document)
    runs = list(zip(document.raw_map.runs, document.raw_map.verbatim, strict=True))
    assert "".join(document.text[run[0] : run[1]] for run, _ in runs) == document.text
    for (start, end, raw_start, raw_end), is_verbatim in runs:
        source = raw[raw_start:raw_end].decode(document.source.encoding)
        assert positions.raw_span(start, end) == (raw_start, raw_end)
        if not is_verbatim:
            assert normalise(f"x{source}").text[1:] == document.text[start:end]
            continue
        for place in range(start, end):
            first, last = positions.raw_span(place, place + 1)
            assert raw[first:last].decode(document.source.encoding) == document.text[place]


@given(TEXTS, ENCODINGS)
def test_text_to_raw_bytes_is_exact_for_every_code_point(decoded: str, encoding: str) -> None:
    """Whatever the encoding, the form of the letters and the line ends."""
    raw = decoded.encode(encoding)
    reading = Reading(decoded, [Run(0, len(decoded), 0, len(raw))], {})
    source = Source(file="seeds/a.txt", sha256="", encoding=encoding)
    try:
        document = make_document("a", reading, source, SeedSource())
    except IngestError:
        assert normalise(decoded).text.strip() == ""
    else:
        assert document.text == normalise(decoded).text
        assert_exact(document, raw)


@given(TEXTS.filter(lambda text: normalise(text).text.strip()), st.booleans())
@settings(max_examples=50)
def test_a_json_line_is_exact_for_every_code_point(
    tmp_path_factory: pytest.TempPathFactory,
    decoded: str,
    is_ascii: bool,  # noqa: FBT001  drawn
) -> None:
    """Through escapes, surrogate pairs and normalisation at once."""
    root = tmp_path_factory.mktemp("project")
    line = json.dumps({"text": decoded}, ensure_ascii=is_ascii)
    project(root, "a.jsonl", b'{"text": "x"}\n' + line.encode("utf-8"))
    raw = (root / "seeds/a.jsonl").read_bytes()
    document = list(read_articles(["seeds"], root=root))[1]
    positions = RawPositions(document)
    for start, end, *_ in document.raw_map.runs:
        first, last = positions.raw_span(start, end)
        source = json.loads(b'"x' + raw[first:last] + b'"')

        assert normalise(source).text[1:] == document.text[start:end]
    assert document.text == normalise(decoded).text


@pytest.mark.parametrize("name", ["000_e85f3aaeab3ef9c0", "002_6e5c1c6c60e7ec83"])
def test_the_seeds_are_exact_for_every_code_point(name: str) -> None:
    """Seed 2 begins with a space, which other tools lose."""
    path = ROOT / "seeds" / f"{name}.txt"
    (document,) = read_articles([path], root=ROOT)

    assert document.id == name
    assert document.text == path.read_bytes().decode("utf-8")
    assert_exact(document, path.read_bytes())


def test_nothing_is_invented_for_the_first_seed_and_the_second_is_dated() -> None:
    """Unknown stays empty."""
    first, second = read_articles(["seeds"], root=ROOT)

    assert (first.title, first.publisher, first.published, first.url) == ("", "", "", "")
    assert (second.publisher, second.published) == ("VTC News", "2025-12-22")


def test_windows_1258_is_exact_too(tmp_path: Path) -> None:
    """Composed letters stand for two bytes each."""
    raw = "Thu\u0309 tươ\u0301ng đa\u0303 đê\u0301n Huê\u0301 va\u0300o thư\u0301 ba.\r\n".encode(
        "cp1258"
    )
    (document,) = read_articles(["seeds/a.txt"], root=project(tmp_path, "a.txt", raw))

    assert document.text == "Thủ tướng đã đến Huế vào thứ ba.\n"
    assert_exact(document, raw)


def test_facts_come_from_the_file_that_describes_the_seeds(tmp_path: Path) -> None:
    """What people know goes before what the article says; runs of white space are one."""
    root = project(
        tmp_path, "a.txt", "22/12/2025 (Báo A)\nÔng nói.".encode(), '{outlet: "Báo  B", url: "u"}'
    )
    (document,) = read_articles(["seeds/a.txt"], root=root)

    assert (document.publisher, document.published, document.url) == ("Báo B", "2025-12-22", "u")


@pytest.mark.parametrize(
    ("name", "content", "sources", "error", "message"),
    [
        ("a.txt", b"", "", GhinhanError, r"seeds/a\.txt is empty"),
        ("a.txt", b" \n\t", "", IngestError, r"seeds/a\.txt holds nothing but white space"),
        ("a.txt", b"Ong.", "{sha256: ab}", IngestError, r"its SHA-256 is [0-9a-f]{64}, the entry"),
        ("a.txt", b"2025-12-22\nOng.", "{published: 2025-12-23}", IngestError,
         "said to be 2025-12-23 and 2025-12-22"),
        ("a.pdf", b"x", "", IngestError, r"a\.pdf is no kind of file that is read"),
        ("a.jsonl", b'{"text": "a", "published": "hom qua"}', "", IngestError,
         r"seeds/a\.jsonl:1: published 'hom qua' is no date"),
        ("a.jsonl", b'{"text": "a", "id": "../b"}', "", UnsafeNameError,
         r"seeds/a\.jsonl:1: character 2 of the name '\.\./b'"),
        ("a.jsonl", b'{"text": "ab\\ud800"}', "", TextError,
         r"seeds/a\.jsonl:1: character 2 is a lone surrogate"),
        ("a.jsonl", b'{"text": "ab", "title": "\\udc00"}', "", TextError,
         r"seeds/a\.jsonl:1: title: character 0 is a lone surrogate"),
    ],
)  # fmt: skip
def test_what_cannot_become_a_document_is_refused(  # noqa: PLR0913, PLR0917  a table of five columns
    tmp_path: Path, name: str, content: bytes, sources: str, error: type[Exception], message: str
) -> None:
    """Each with the file, the reason and a way out."""
    root = project(tmp_path, name, content, sources)

    with pytest.raises(error, match=message):
        list(read_articles([f"seeds/{name}"], root=root))


def test_a_path_out_of_the_project_is_refused(tmp_path: Path) -> None:
    """By dots, by an absolute path, or by a symbolic link."""
    root = project(tmp_path / "project", "a.txt", b"Ong.")
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"Ong.")
    (root / "seeds/link.txt").symlink_to(outside)
    for path in ("../outside.txt", outside, "seeds/link.txt"):
        with pytest.raises(UnsafeNameError, match=r"out of|lies outside the project"):
            list(read_articles([path], root=root))


def test_a_missing_path_is_refused(tmp_path: Path) -> None:
    """A misspelt name must not look like an empty folder."""
    with pytest.raises(IngestError, match=r"seeds/b\.txt is not there"):
        list(read_articles(["seeds/b.txt"], root=tmp_path))


def test_a_file_above_the_cap_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The cap is documented; a larger file is a corpus, not an article."""
    monkeypatch.setattr(article, "LARGEST_FILE", 10)
    root = project(tmp_path, "a.txt", b"Ong Starmer noi.")

    with pytest.raises(IngestError, match="has 16 bytes; one article may have 10"):
        list(read_articles(["seeds/a.txt"], root=root))


def test_an_article_of_ten_megabytes_is_a_document(tmp_path: Path) -> None:
    """Long, but an article: every character is there and the map is exact."""
    line = "Ông Starmer nói với báo chí ngày 26-4 rằng “Anh sẵn sàng”. Hết 👍\r\n"
    raw = (line * (10 * 1024 * 1024 // len(line.encode()) + 1)).encode()
    (document,) = read_articles(["seeds"], root=project(tmp_path, "a.txt", raw))
    count = len(raw) // len(line.encode())
    spans = (0, 1), (len(document.text) - 2, len(document.text) - 1)

    assert len(raw) > 10 * 1024 * 1024
    assert len(document.text) == count * (len(line) - 1)
    assert len(document.sentences) == 2 * count
    assert [raw[slice(*RawPositions(document).raw_span(*span))] for span in spans] == [
        "Ô".encode(),
        "👍".encode(),
    ]


def test_a_json_article_is_named_by_its_id_or_its_line(tmp_path: Path) -> None:
    """And its fields are its facts, with the date cut to the day."""
    lines = [
        {"text": "Ông nói.", "id": "x", "title": "Một", "publisher": "Báo A", "url": "u"},
        {"text": "Bà nói.", "published": "2025-12-22T10:00:00+07:00", "id": None},
    ]
    content = "\n".join(json.dumps(line) for line in lines).encode()
    first, second = read_articles(["seeds"], root=project(tmp_path, "a.jsonl", content))

    assert (first.id, second.id) == ("x", "a-2")
    assert (first.title, first.publisher, first.url) == ("Một", "Báo A", "u")
    assert second.published == "2025-12-22"
    assert (second.source.file, second.source.record) == ("seeds/a.jsonl", 2)


def test_folders_are_searched_and_no_file_is_read_twice(tmp_path: Path) -> None:
    """Hidden files and other kinds are left out."""
    root = project(tmp_path, "a.txt", b"Ong.")
    (root / "seeds/more").mkdir()
    for name in ("more/b.txt", ".hidden.txt", "notes.md"):
        (root / "seeds" / name).write_bytes(b"Ba.")
    documents = list(read_articles(["seeds", "seeds/a.txt", root / "seeds/a.txt"], root=root))

    assert [document.id for document in documents] == ["a", "b"]


def test_the_project_may_be_named_by_a_relative_path(tmp_path: Path) -> None:
    """As notebooks do: Workspace.open('..')."""
    project(tmp_path, "a.txt", b"Ong.")
    before = Path.cwd()
    os.chdir(tmp_path / "seeds")
    try:
        (document,) = read_articles(["seeds/a.txt"], root=Path(".."))
    finally:
        os.chdir(before)

    assert document.source.file == "seeds/a.txt"
