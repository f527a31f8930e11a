"""`seeds/SOURCES.yaml`: what is known, what is said to be unknown, and what is refused."""

from pathlib import Path

import pytest

from ghinhan.foundation.errors import IngestError
from ghinhan.ingest.sources import SeedSource, read_sources

ROOT = Path(__file__).parents[2]


def project(folder: Path, content: str) -> Path:
    """A project with this SOURCES.yaml."""
    (folder / "seeds").mkdir()
    (folder / "seeds/SOURCES.yaml").write_text(content, encoding="utf-8")
    return folder


def test_the_real_file_describes_every_seed() -> None:
    """Each seed has its checksum, and nobody claims to know what nobody knows."""
    sources = read_sources(ROOT)

    assert set(sources) == {path.name for path in (ROOT / "seeds").glob("*.txt")}
    assert all(source.sha256 for source in sources.values())
    assert sources["000_e85f3aaeab3ef9c0.txt"].outlet == ""


def test_without_the_file_nothing_is_known(tmp_path: Path) -> None:
    """A project may begin with articles alone."""
    assert read_sources(tmp_path) == {}
    assert read_sources(project(tmp_path, "format: ghinhan-sources/1\nseeds:\n")) == {}


def test_unknown_is_empty_and_dates_may_be_written_bare(tmp_path: Path) -> None:
    """YAML makes a date of a bare one; it means the same."""
    content = (
        "format: ghinhan-sources/1\nseeds:\n  a.txt: {outlet: unknown, published: 2025-12-22}\n"
    )

    assert read_sources(project(tmp_path, content)) == {"a.txt": SeedSource(published="2025-12-22")}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("seeds: {}", "does not begin with 'format: ghinhan-sources/1'"),
        ("- a", "does not begin with"),
        ("format: " + "[" * 900 + "]" * 900, "is nested too deeply"),
        ("", "does not begin with"),
        ("format: [", r"is not YAML: (?s:.*)line 1"),
        ("format: ghinhan-sources/1\nseeds: [a]", "'seeds' must list file names"),
        ("format: ghinhan-sources/1\nx: &a b\nseeds: *a", "uses a YAML alias"),
        ("format: ghinhan-sources/1\nseeds: {a.txt: 3}", "'a.txt' must hold outlet, published"),
        ("format: ghinhan-sources/1\nseeds: {a.txt: {outlt: x}}", "'outlt' is not known; use"),
        ("format: ghinhan-sources/1\nseeds: {a.txt: {}, a.txt: {}}", ":2: 'a.txt' stands here for"),
        ("format: ghinhan-sources/1\nseeds: {a.txt: {title: 3}}", "title must be text, got 3"),
        (
            "format: ghinhan-sources/1\nseeds: {a.txt: {published: 22/12/2025}}",
            "published '22/12/2025' is no date like 2025-12-22",
        ),
    ],
)
def test_what_is_unclear_is_refused(tmp_path: Path, content: str, message: str) -> None:
    """A misspelt key would otherwise be kept for ever and read by nobody."""
    with pytest.raises(IngestError, match=message):
        read_sources(project(tmp_path, content))


def test_every_fault_is_told_with_its_line(tmp_path: Path) -> None:
    """A file of ten thousand entries is not read through by eye; a second entry won in silence."""
    content = (
        "format: ghinhan-sources/1\nseeds:\n  a.txt:\n    title: A\n    outlt: x\n"
        "  b.txt: 3\n  a.txt: {title: B}\n"
    )
    with pytest.raises(IngestError, match="second time") as caught:
        read_sources(project(tmp_path, content))

    assert [line.split(" ")[0:2] for line in str(caught.value).split("\n")] == [
        ["seeds/SOURCES.yaml:7:", "'a.txt'"],
        ["seeds/SOURCES.yaml:6:", "'b.txt'"],
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "cp1258"])
def test_a_file_that_is_no_utf8_is_refused_with_the_byte(tmp_path: Path, encoding: str) -> None:
    """Editors on Windows save so; it used to end in a traceback."""
    path = project(tmp_path, "") / "seeds/SOURCES.yaml"
    path.write_bytes("# Báo\nformat: ghinhan-sources/1".encode(encoding, "replace"))
    with pytest.raises(IngestError, match=r"byte \d+ is not UTF-8. Save the file as UTF-8"):
        read_sources(tmp_path)
