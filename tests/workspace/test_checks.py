"""Every fault of a project is found, with its place, and nothing hides another silently."""

import hashlib
from pathlib import Path

import pytest

from ghinhan.foundation.errors import ReleaseError
from ghinhan.workspace import Workspace
from ghinhan.workspace.defaults import UnknownTypeWarning
from ghinhan.workspace.findings import Finding
from tests.workspace.samples import TEXT, write_seed


def rules_of(desk: Workspace) -> list[tuple[str, str]]:
    """Severity and rule of each finding."""
    return [(finding.severity, finding.rule) for finding in desk.findings()]


def test_a_sound_project_has_no_findings(labelled_desk: Workspace) -> None:
    """What warns of everything is read by nobody."""
    labelled_desk.save()

    assert [rule for severity, rule in rules_of(labelled_desk) if severity == "error"] == []


def test_a_seed_that_was_not_ingested_is_a_warning(desk: Workspace) -> None:
    """It may be meant; the message says what to run."""
    (desk.root / "seeds" / "bai-2.txt").write_text("Một bài khác.\n", encoding="utf-8")
    (finding,) = desk.findings()

    assert (finding.severity, finding.rule, finding.file) == (
        "warning",
        "not-ingested",
        "seeds/bai-2.txt",
    )
    assert "ghinhan ingest" in finding.message


def test_a_corpus_that_is_not_made_from_its_seeds_is_an_error(desk: Workspace) -> None:
    """Whichever of the two was touched, labels would stand on a text nobody can make again."""
    write_seed(desk.root).write_bytes((TEXT + "Thêm một dòng.\n").encode("utf-8"))

    assert rules_of(desk) == [("error", "corpus-differs")]


def test_a_corpus_that_was_edited_by_hand_is_an_error(desk: Workspace) -> None:
    """A changed date in corpus/ is as wrong as a changed text."""
    path = desk.root / "corpus" / "bai-1.json"
    path.write_bytes(path.read_bytes().replace("gặp".encode(), "găp".encode()))

    assert rules_of(desk) == [("error", "corpus-differs")]


def test_a_document_whose_seed_is_gone_is_a_warning(desk: Workspace) -> None:
    """Some projects may not share their seeds."""
    (desk.root / "seeds" / "bai-1.txt").unlink()
    (finding,) = desk.findings()

    assert (finding.severity, finding.rule, finding.document) == (
        "warning",
        "seed-missing",
        "bai-1",
    )


def test_a_labelled_document_whose_seed_is_gone_is_an_error(labelled_desk: Workspace) -> None:
    """What is released must be what anybody can make again from the seeds."""
    labelled_desk.save()
    (labelled_desk.root / "seeds" / "bai-1.txt").unlink()
    (finding,) = [found for found in labelled_desk.findings() if found.severity == "error"]

    assert (finding.rule, finding.file) == ("seed-missing", "corpus/bai-1.json")
    assert "`git checkout -- seeds/bai-1.txt`" in finding.message
    with pytest.raises(ReleaseError, match="seed-missing"):
        labelled_desk.release("0.1.0")


def test_an_altered_seed_that_sources_describe_is_one_error(labelled_desk: Workspace) -> None:
    """Told once, with both ways out, and never that the seed is missing: it is there."""
    labelled_desk.save()
    seed = labelled_desk.root / "seeds" / "bai-1.txt"
    digest = hashlib.sha256(seed.read_bytes()).hexdigest()
    (labelled_desk.root / "seeds" / "SOURCES.yaml").write_text(
        f"format: ghinhan-sources/1\nseeds:\n  bai-1.txt:\n    sha256: {digest}\n",
        encoding="utf-8",
    )
    seed.write_bytes(seed.read_bytes() + b"x\n")
    (finding,) = [found for found in labelled_desk.findings() if "seed" in found.rule]

    assert (finding.severity, finding.rule, finding.file) == (
        "error",
        "seed-refused",
        "seeds/bai-1.txt",
    )
    assert "`git checkout -- seeds/bai-1.txt`" in finding.message
    assert "run `ghinhan ingest`" in finding.message
    with pytest.raises(ReleaseError, match="seed-refused"):
        labelled_desk.release("0.1.0")


def test_a_seed_that_no_longer_gives_a_document_is_not_said_to_be_gone(desk: Workspace) -> None:
    """A line taken out of a .jsonl: the file is there."""
    seed = desk.root / "seeds" / "b.jsonl"
    seed.write_text('{"text": "Một."}\n{"text": "Hai."}\n', encoding="utf-8")
    desk.ingest()
    seed.write_text('{"text": "Một."}\n', encoding="utf-8")
    (finding,) = [found for found in desk.findings() if found.document == "b-2"]

    assert finding.rule == "seed-missing"
    assert "seeds/b.jsonl gives no such document any more" in finding.message


def test_seeds_that_give_one_id_are_told_as_ingest_tells_them(desk: Workspace) -> None:
    """The doctor must not send people to an ingest that refuses both."""
    (desk.root / "seeds" / "more").mkdir()
    (desk.root / "seeds" / "more" / "bai-1.txt").write_text("Bài khác.\n", encoding="utf-8")
    findings = desk.findings()

    assert {(found.rule, found.file) for found in findings} == {
        ("seed-refused", "seeds/bai-1.txt"),
        ("seed-refused", "seeds/more/bai-1.txt"),
    }
    assert all("Rename a file" in found.message for found in findings)


def test_a_fault_of_a_document_keeps_only_releases_of_that_document_back() -> None:
    """A reading of other documents can be made again whatever became of this one."""
    finding = Finding(file="f", rule="r", severity="error", message="m.", document="d")

    assert finding.blocks("a1", ["d"])
    assert not finding.blocks("a1", ["other"])
    assert finding.blocks("a1")


def test_a_seed_that_ingest_refuses_is_told_with_its_reason(desk: Workspace) -> None:
    """The same sentence that ingest prints."""
    (desk.root / "seeds" / "empty.txt").write_bytes(b"")
    (finding,) = desk.findings()

    assert (finding.rule, finding.file) == ("seed-refused", "seeds/empty.txt")


def test_bad_sources_are_an_error(desk: Workspace) -> None:
    """Without them nobody knows whose articles these are."""
    (desk.root / "seeds" / "SOURCES.yaml").write_text("format: other\n", encoding="utf-8")

    assert ("error", "unreadable") in rules_of(desk)


def test_a_damaged_document_is_told_first_and_alone(labelled_desk: Workspace) -> None:
    """Labels cannot be held against a text that is not there."""
    (labelled_desk.root / "corpus" / "bai-1.json").write_bytes(b"{")
    (finding,) = labelled_desk.findings()

    assert (finding.severity, finding.rule) == ("error", "unreadable")
    assert finding.file == "corpus/bai-1.json"


def test_what_the_schema_does_not_allow_is_told_with_characters_and_quote(
    labelled_desk: Workspace,
) -> None:
    """Document, place and words: whoever mends it need not search."""
    with pytest.warns(UnknownTypeWarning, match="there is no"):
        labelled_desk.edit(
            "bai-1",
            "a1",
            put={"kind": "mention", "id": "m-odd", "type": "ALIEN", "extent": [[0, 4]]},
        )
    (finding,) = [found for found in labelled_desk.findings() if found.rule == "type-unknown"]

    assert finding.severity == "error"
    assert (finding.file, finding.record) == ("annotations/a1/bai-1.jsonl", "m-odd")
    assert "annotations/a1/bai-1.jsonl (journal) [0-4 'Sáng'] m-odd: type-unknown" in str(finding)
    assert finding.blocks("a1")
    assert not finding.blocks("gold")


def test_what_the_schema_does_not_allow_is_told_with_the_line_of_its_record(
    labelled_desk: Workspace,
) -> None:
    """In the tracked file, where an editor or `git blame` can go to; entities likewise."""
    with pytest.warns(UnknownTypeWarning, match="there is no"):
        labelled_desk.edit(
            "bai-1",
            "a1",
            put=[
                {"kind": "mention", "id": "m-odd", "type": "ALIEN", "extent": [[0, 4]]},
                {"kind": "entity", "id": "e-odd", "type": "ALIEN"},
            ],
        )
    labelled_desk.save()
    findings = labelled_desk.findings()

    for record in ("m-odd", "e-odd"):
        (finding,) = {
            found for found in findings if (found.record, found.rule) == (record, "type-unknown")
        }
        lines = (labelled_desk.root / finding.file).read_text(encoding="utf-8").split("\n")
        assert f'"id":"{record}"' in lines[finding.line - 1]
        assert not finding.journal
        assert f"{finding.file}:{finding.line} " in str(finding)


def test_a_fault_of_a_whole_layer_is_told_with_its_header(labelled_desk: Workspace) -> None:
    """It concerns no record; what is wrong stands on the first line."""
    labelled_desk.save()
    path = labelled_desk.root / "annotations" / "a1" / "bai-1.jsonl"
    first, _, rest = path.read_bytes().partition(b"\n")
    path.write_bytes(first.replace(b'"schema":"', b'"schema":"other-') + b"\n" + rest)
    findings = Workspace.open(labelled_desk.root).findings()
    (finding,) = [found for found in findings if found.rule == "schema-differs"]

    assert (finding.line, finding.record, finding.journal) == (1, "", False)


def test_an_entity_that_the_schema_does_not_allow_is_told(labelled_desk: Workspace) -> None:
    """Corpus-wide records are examined too, and stand in a file of their own."""
    with pytest.warns(UnknownTypeWarning, match="there is no"):
        labelled_desk.edit("bai-1", "a1", put={"kind": "entity", "id": "e-odd", "type": "ALIEN"})
    found = [finding for finding in labelled_desk.findings() if finding.record == "e-odd"]

    assert {finding.file for finding in found} == {"annotations/a1/entities.jsonl"}


def test_edits_that_git_does_not_see_yet_are_a_warning(labelled_desk: Workspace) -> None:
    """Nothing is lost, and nothing is committed either."""
    assert ("warning", "unfolded") in rules_of(labelled_desk)


def test_files_that_wait_for_each_other_are_no_fault(labelled_desk: Workspace) -> None:
    """A document is folded when it is done; the entities it speaks of may follow later."""
    labelled_desk._store.fold("a1", "bai-1")

    assert "dangling" not in [rule for _, rule in rules_of(labelled_desk)]
    assert ("warning", "unfolded") in rules_of(labelled_desk)


def test_labels_of_a_document_that_is_gone_are_found(labelled_desk: Workspace) -> None:
    """A renamed seed leaves its labels behind."""
    labelled_desk.save()
    (labelled_desk.root / "corpus" / "bai-1.json").unlink()
    (labelled_desk.root / "seeds" / "bai-1.txt").unlink()
    files = {found.file for found in labelled_desk.findings() if found.severity == "error"}

    assert "annotations/a1/bai-1.jsonl" in files


def test_a_bad_line_is_told_with_its_number_and_never_hides_the_rest(
    labelled_desk: Workspace,
) -> None:
    """The doctor reads without the loader, and says what could not be checked."""
    labelled_desk.save()
    path = labelled_desk.root / "annotations" / "a1" / "bai-1.jsonl"
    path.write_bytes(path.read_bytes().replace(b'"kind":"mention"', b'"kind":"mentoin"', 1))
    findings = Workspace.open(labelled_desk.root).findings()

    assert any(found.file == "annotations/a1/bai-1.jsonl" and found.line > 1 for found in findings)
    assert any("was not checked" in found.message for found in findings)


def test_practice_is_not_held_against_the_schema(labelled_desk: Workspace) -> None:
    """Notebook 02 invites people to try things there."""
    with pytest.warns(UnknownTypeWarning, match="there is no"):
        labelled_desk.edit(
            "bai-1", "practice", put={"kind": "mention", "type": "ALIEN", "extent": [[0, 4]]}
        )

    assert "type-unknown" not in [rule for _, rule in rules_of(labelled_desk)]


def test_findings_come_as_a_table_with_errors_first(labelled_desk: Workspace) -> None:
    """What has no place in the text has no position, rather than position 0."""
    with pytest.warns(UnknownTypeWarning, match="there is no"):
        labelled_desk.edit(
            "bai-1", "a1", put={"kind": "mention", "type": "ALIEN", "extent": [[0, 4]]}
        )
    table = labelled_desk.doctor()

    assert table["severity"].astype(str).tolist() == sorted(table["severity"].astype(str))
    assert table[table["rule"] == "type-unknown"]["start"].tolist() == [0]
    assert table[table["rule"] == "unfolded"]["start"].isna().all()


@pytest.mark.parametrize(
    ("finding", "line"),
    [
        (Finding(file="a", rule="r", severity="error", message="m."), "error: a: r: m."),
        (
            Finding(file="a", line=3, rule="r", severity="warning", message="m."),
            "warning: a:3: r: m.",
        ),
    ],
)
def test_a_finding_prints_as_one_line(finding: Finding, line: str) -> None:
    """File and line first, as compilers do, so that editors can jump there."""
    assert str(finding) == line


def test_a_stranger_among_the_corpus_files_is_told(desk: Workspace) -> None:
    """A copy made by a cloud drive holds the same id under another name."""
    source = desk.root / "corpus" / "bai-1.json"
    Path(desk.root / "corpus" / "bai-1 (copy).json").write_bytes(source.read_bytes())

    assert ("error", "unreadable") in rules_of(desk)
