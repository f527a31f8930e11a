"""A corpus follows its seeds: all or nothing for each, and a second run changes nothing."""

import io
import os
import sys
from pathlib import Path

import msgspec
import pytest

from ghinhan.foundation.errors import IngestError, NotAProjectError, StoreError
from ghinhan.ingest.corpus_files import read_document
from ghinhan.ingest.manifest import ingest_project
from ghinhan.ingest.report import IngestReport


def project(folder: Path, **seeds: str | bytes) -> Path:
    """A project with these seeds; `a_txt` becomes `a.txt`."""
    (folder / "seeds").mkdir(parents=True, exist_ok=True)
    for name, content in seeds.items():
        path = folder / "seeds" / ".".join(name.rsplit("_", 1))
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder


def corpus(root: Path) -> dict[str, tuple[bytes, int]]:
    """Content and time of every file of the corpus."""
    files = sorted((root / "corpus").rglob("*"))
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}


def statuses(report: IngestReport) -> dict[str, str]:
    """What became of each document."""
    return {document.id: document.status for document in report.documents}


def reasons(report: IngestReport) -> dict[str, str]:
    """Why each seed was refused."""
    return {refusal.file: refusal.reason for refusal in report.refused}


def test_the_report_says_what_was_done_and_what_is_unknown(tmp_path: Path) -> None:
    """Sections are counted, and nobody has to look for what is missing."""
    root = project(tmp_path, a_txt="22/12/2025 (Báo A)\nÔng nói. Ảnh: B\nBà nói.")
    report = ingest_project(root)
    (document,) = report.documents

    assert document.sections == {"header": 1, "body": 1, "caption": 1, "credit": 1}
    assert document.unknown == ("title", "url")
    assert str(report).split("\n") == [
        "1 created, 0 updated, 0 unchanged, 0 refused",
        "  a: created; header 1, body 1, caption 1, credit 1; unknown: title, url",
    ]


def test_a_report_of_a_large_corpus_fits_on_a_screen(tmp_path: Path) -> None:
    """Ten thousand unchanged documents must not bury the one that is new; every refusal is told."""
    root = project(tmp_path, many_jsonl='{"text": "Ông nói."}\n' * 25)
    ingest_project(root)
    lines = str(ingest_project(project(root, a_txt="Bà nói.", b_txt=b""))).split("\n")

    assert lines[0] == "1 created, 0 updated, 25 unchanged, 1 refused"
    assert lines[1].startswith("  a: created")
    assert lines[2].startswith("  many-1: unchanged")
    assert lines[-2] == "  and 5 more unchanged"
    assert lines[-1].startswith("  refused seeds/b.txt is empty: 0 bytes")
    assert len(lines) == 24


def test_a_refusal_names_its_file_once_and_sets_further_lines_in(tmp_path: Path) -> None:
    """A list of refusals is read by its left edge."""
    root = project(tmp_path, a_txt="Một.", a_html="<p>Một.</p>", b_jsonl="x\ny\n")
    lines = [line[:32] for line in str(ingest_project(root)).split("\n")]

    assert lines == [
        "0 created, 0 updated, 0 unchange",
        "  refused seeds/b.jsonl:1: at co",
        "    seeds/b.jsonl:2: at column 1",
        "  refused seeds/a.html: the id '",
        "  refused seeds/a.txt: the id 'a",
    ]


def test_an_empty_folder_is_told_what_goes_into_it(tmp_path: Path) -> None:
    """Four zeros would leave a newcomer at a loss."""
    (notice,) = ingest_project(project(tmp_path)).notices

    assert notice.startswith("no article is there. Put .txt, .html, .htm, .jsonl files into seeds/")


@pytest.mark.parametrize("content", ["", "\n\n"])
def test_a_file_of_articles_without_any_is_told(content: str, tmp_path: Path) -> None:
    """It is a failed download as often as not; passing it over would hide that."""
    report = ingest_project(project(tmp_path, a_jsonl=content))

    assert "holds no article" in reasons(report)["seeds/a.jsonl"]


@pytest.mark.parametrize("name", [b"b\xe0i.txt", b"th\xb0/a.txt", b"b\xe0i.pdf"])
def test_a_name_of_another_encoding_is_shown_and_refused(name: bytes, tmp_path: Path) -> None:
    """Archives made on Windows leave such names; they used to end in a traceback half-way."""
    root = project(tmp_path, z_txt="Một.")
    path = os.path.join(os.fsencode(root / "seeds"), name)  # noqa: PTH118  pathlib has no bytes
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120  nor here
    Path(os.fsdecode(path)).write_bytes(b"Hai.")
    report = ingest_project(root)

    shown = name.decode("ascii", "backslashreplace")
    assert [document.id for document in report.documents] == ["z"]
    assert f"seeds/{shown}" in str(report)
    assert msgspec.json.encode(report)


def test_running_it_twice_changes_neither_bytes_nor_times(tmp_path: Path) -> None:
    """A second run of anything must be harmless."""
    root = project(tmp_path, a_txt="Ông nói.", b_jsonl='{"text": "Bà nói."}\n{"text": "Ba."}')
    ingest_project(root)
    before = corpus(root)
    report = ingest_project(root)

    assert set(statuses(report).values()) == {"unchanged"}
    assert corpus(root) == before


def test_a_changed_seed_updates_its_document_alone(tmp_path: Path) -> None:
    """The diff of corpus/ shows what changed."""
    root = project(tmp_path, a_txt="Ông nói.", b_txt="Bà nói.")
    ingest_project(root)
    project(root, a_txt="Ông đã nói.")

    assert statuses(ingest_project(root)) == {"a": "updated", "b": "unchanged"}
    assert read_document(root / "corpus/a.json").text == "Ông đã nói."


def test_a_seed_that_is_refused_stops_no_other(tmp_path: Path) -> None:
    """The report names it with the reason; nothing of it is written."""
    root = project(
        tmp_path,
        a_txt="Ông nói.",
        b_txt=b"",
        c_jsonl='{"text": "Một."}\n{"text": "Hai."}\n{"text": NaN}',
    )
    report = ingest_project(root)

    assert statuses(report) == {"a": "created"}
    assert list(corpus(root)) == ["a.json"]
    assert "is empty" in reasons(report)["seeds/b.txt"]
    assert "seeds/c.jsonl:3" in reasons(report)["seeds/c.jsonl"]
    assert "  refused seeds/b.txt is empty" in str(report)


def test_every_bad_line_of_a_jsonl_is_told_at_once(tmp_path: Path) -> None:
    """Mending a file of a thousand articles must not take a run for each bad line."""
    lines = ['{"text": NaN}', '{"text": "Một."}', '{"text": "Hai.", "published": "hôm qua"}']
    root = project(tmp_path, c_jsonl="\n".join(lines))
    reason = reasons(ingest_project(root))["seeds/c.jsonl"]

    assert [line.partition(": ")[0] for line in reason.split("\n")] == [
        "seeds/c.jsonl:1",
        "seeds/c.jsonl:3",
    ]
    assert corpus(root) == {}


def test_a_file_that_is_no_kind_of_article_is_named(tmp_path: Path) -> None:
    """Whoever put a PDF there waits for its document; sources and hidden files are no articles."""
    root = project(tmp_path, a_txt="Ông nói.", b_pdf=b"%PDF")
    (root / "seeds" / "SOURCES.yaml").write_text("format: ghinhan-sources/1\n", encoding="utf-8")
    (root / "seeds" / ".gitkeep").write_bytes(b"")
    report = ingest_project(root)

    (notice,) = report.notices
    assert notice == (
        "not read: seeds/b.pdf. Articles are .txt, .html, .htm, .jsonl; save its text beside it "
        "as b.txt, in UTF-8, or move it out of seeds/."
    )
    assert "  not read: seeds/b.pdf" in str(report)
    assert ingest_project(root, ["seeds/a.txt"]).notices == ()


def test_two_seeds_with_one_id_are_both_refused(tmp_path: Path) -> None:
    """Whichever were taken, the other would be lost."""
    root = project(
        tmp_path,
        a_txt="Ông nói.",
        b_jsonl='{"text": "Bà nói.", "id": "a"}',
        c_jsonl='{"text": "Một.", "id": "x"}\n{"text": "Hai.", "id": "x"}',
    )
    report = ingest_project(root)

    assert statuses(report) == {}
    assert not (root / "corpus").exists()
    assert "'a' is given by seeds/a.txt and seeds/b.jsonl" in reasons(report)["seeds/a.txt"]
    assert "'a' is given by seeds/a.txt and seeds/b.jsonl" in reasons(report)["seeds/b.jsonl"]
    assert "given by seeds/c.jsonl and seeds/c.jsonl" in reasons(report)["seeds/c.jsonl"]


def test_a_document_is_not_written_over_by_another_seed(tmp_path: Path) -> None:
    """Even when only the other one is ingested; a seed that moved takes its document along."""
    root = project(tmp_path, a_txt="Ông nói.")
    ingest_project(root)
    project(root, b_jsonl='{"text": "Bà nói.", "id": "a"}')
    before = corpus(root)
    report = ingest_project(root, ["seeds/b.jsonl"])

    assert "given by seeds/a.txt and seeds/b.jsonl" in reasons(report)["seeds/b.jsonl"]
    assert corpus(root) == before
    (root / "seeds/a.txt").unlink()
    assert statuses(ingest_project(root, ["seeds/b.jsonl"])) == {"a": "updated"}


@pytest.mark.parametrize("identifier", ["../evil", "/evil", "a\\\\b", "..", "a\\u0000b"])
def test_an_id_that_leads_elsewhere_is_refused(tmp_path: Path, identifier: str) -> None:
    """Ids come from strangers' files and become file names."""
    root = project(tmp_path / "project", a_jsonl=f'{{"text": "Một.", "id": "{identifier}"}}')
    report = ingest_project(root)

    assert list(reasons(report)) == ["seeds/a.jsonl"]
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.jsonl", "project", "seeds"]


def test_paths_out_of_the_project_are_refused(tmp_path: Path) -> None:
    """By dots, by name, by a link among the seeds, or by a corpus folder that is a link."""
    root = project(tmp_path / "project", a_txt="Ông nói.")
    outside = tmp_path / "outside.txt"
    outside.write_bytes(b"Ong.")
    (root / "seeds/link.txt").symlink_to(outside)
    project(root, z_txt="Bà nói.")
    report = ingest_project(root, ["../outside.txt", outside, "seeds", "seeds/gone.txt", "seeds"])

    assert statuses(report) == {"a": "created", "z": "created"}
    assert "out of" in reasons(report)["seeds/link.txt"]
    assert "is not there" in reasons(report)["seeds/gone.txt"]
    assert len(report.refused) == 4


def test_a_corpus_folder_that_is_a_link_is_not_written_through(tmp_path: Path) -> None:
    """What lies outside the project is not ours to change."""
    root = project(tmp_path / "project", a_txt="Ông nói.")
    (tmp_path / "elsewhere").mkdir()
    (root / "corpus").symlink_to(tmp_path / "elsewhere")

    assert "no symbolic link" in reasons(ingest_project(root))["seeds/a.txt"]
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_document_whose_seed_is_gone_is_reported_and_kept(tmp_path: Path) -> None:
    """Labels may stand on it; only a person deletes."""
    root = project(tmp_path, a_txt="Ông nói.", b_jsonl='{"text": "Một."}\n{"text": "Hai."}')
    ingest_project(root)
    (root / "seeds/a.txt").unlink()
    project(root, b_jsonl='{"text": "Một."}')
    report = ingest_project(root)

    assert report.stale == ("a", "b-2")
    assert "stale a: its seed is gone" in str(report)
    assert set(corpus(root)) == {"a.json", "b-1.json", "b-2.json"}


def test_a_document_whose_seed_was_refused_or_not_read_is_not_stale(tmp_path: Path) -> None:
    """Its seed is there; it is only not readable, or not asked for, today."""
    root = project(tmp_path, a_txt="Ông nói.", b_jsonl='{"text": "Một."}', c_txt="Bà nói.")
    ingest_project(root)
    project(root, b_jsonl='{"text": 3}')

    assert ingest_project(root, ["seeds/b.jsonl", "seeds/c.txt"]).stale == ()


def test_a_jsonl_that_was_not_read_leaves_its_documents_in_peace(tmp_path: Path) -> None:
    """Ingesting one file says nothing of the others."""
    root = project(tmp_path, a_txt="Ông nói.", b_jsonl='{"text": "Một."}')
    ingest_project(root)

    assert ingest_project(root, ["seeds/a.txt"]).stale == ()


def test_a_damaged_file_of_the_corpus_is_written_anew_or_reported(tmp_path: Path) -> None:
    """Seeds make these files; a merge left unresolved in one costs nothing."""
    root = project(tmp_path, a_txt="Ông nói.")
    ingest_project(root)
    before = (root / "corpus/a.json").read_bytes()
    (root / "corpus/a.json").write_bytes(b"<<<<<<< ours\n")
    (root / "corpus/b.json").write_bytes(b"{")
    report = ingest_project(root)

    assert statuses(report) == {"a": "updated"}
    assert (root / "corpus/a.json").read_bytes() == before
    assert len(report.notices) == 1
    assert "b.json:1: not a document" in str(report)


def test_a_seed_that_is_described_and_missing_is_noticed(tmp_path: Path) -> None:
    """SOURCES.yaml and the folder should tell the same story."""
    root = project(tmp_path, SOURCES_yaml="format: ghinhan-sources/1\nseeds: {a.txt: {}}\n")

    assert ingest_project(root).notices == (
        "seeds/SOURCES.yaml describes a.txt, which is not there.",
    )


def test_a_folder_without_seeds_is_no_project(tmp_path: Path) -> None:
    """Rather than an empty corpus made in the wrong place."""
    with pytest.raises(NotAProjectError, match="has no seeds/ folder"):
        ingest_project(tmp_path)


def test_a_faulty_sources_file_stops_the_run(tmp_path: Path) -> None:
    """It speaks for all seeds; nothing is written."""
    root = project(tmp_path, a_txt="Ông nói.", SOURCES_yaml="seeds: {}")

    with pytest.raises(IngestError, match="does not begin with"):
        ingest_project(root)
    assert not (root / "corpus").exists()


def test_a_disk_that_refuses_stops_the_run(tmp_path: Path) -> None:
    """A file in the place of the folder: no seed is to blame for that."""
    root = project(tmp_path, a_txt="Ông nói.")
    (root / "corpus").write_bytes(b"")

    with pytest.raises(StoreError, match="could not write"):
        ingest_project(root)


def test_the_bar_is_shown_when_asked_and_otherwise_only_on_a_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Logs and notebooks run by machines stay clean."""
    root = project(tmp_path, a_txt="Ông nói.")
    for progress, is_shown in ((None, False), (False, False), (True, True)):
        shown = io.StringIO()
        monkeypatch.setattr(sys, "stderr", shown)
        ingest_project(root, progress=progress)

        assert ("articles" in shown.getvalue()) is is_shown
