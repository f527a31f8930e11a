"""What the store promises to whoever edits, reads and asks."""

from pathlib import Path

import pytest

from ghinhan.foundation.errors import EditConflict, RecordError, UnsafeNameError
from ghinhan.model import CORPUS, STATE_ID, Comment, Edit, Mention, Provenance, Receipt, State
from ghinhan.store import Store
from tests.store.records import SCHEMA, Person, entity, mention, open_store, text_of


@pytest.fixture
def person(tmp_path: Path) -> Person:
    """An annotator at work in an empty project."""
    return Person(open_store(tmp_path))


def test_an_edit_is_there_for_everybody_once_it_returns(person: Person, tmp_path: Path) -> None:
    """Another process that opens the project afterwards sees it, fold or no fold."""
    person.put(mention(3))
    person.put(mention(1))

    layer = open_store(tmp_path).layer("a1", "d")
    assert layer.records == (mention(1), mention(3))
    assert (layer.state, layer.schema, layer.annotator) == ("in_progress", SCHEMA, "a1")


def test_folding_writes_exactly_the_agreed_lines(person: Person, tmp_path: Path) -> None:
    """The tracked format is read by people and by git; its bytes are fixed (DESIGN, on disk)."""
    provenance = Provenance(how="suggestion", source="gazetteer", score=0.5)
    person.put(mention(2, entity="e1"))
    person.put(Mention(id="m-0", type="ORG", extent=((0, 1), (3, 4)), text="T … c", head=(3, 4)))
    person.put(Comment(id="c-1", text="xem\u2028lại", flag=True))
    person.put(Mention(id="m-9", type="GPE", extent=((2, 5),), text="chà", provenance=provenance))
    person.put(entity("e1"), document=CORPUS)
    person.store.fold("a1")

    folder = tmp_path / "annotations/a1"
    digest = open_store(tmp_path).layer("a1", "d").text_sha256
    assert (folder / "d.jsonl").read_text(encoding="utf-8").split("\n") == [
        (
            f'{{"document":"d","format":"ghinhan-layer/1","schema":"{SCHEMA}",'
            f'"state":"in_progress","text_sha256":"{digest}"}}'
        ),
        (
            '{"extent":[[0,1],[3,4]],"head":[3,4],"id":"m-0","kind":"mention","text":"T … c",'
            '"type":"ORG"}'
        ),
        (
            '{"extent":[[2,5]],"id":"m-9","kind":"mention","provenance":{"how":"suggestion",'
            '"score":0.5,"source":"gazetteer"},"text":"chà","type":"GPE"}'
        ),
        '{"entity":"e1","extent":[[2,5]],"id":"m-2","kind":"mention","text":"chà","type":"PER"}',
        '{"flag":true,"id":"c-1","kind":"comment","text":"xem\u2028lại"}',
        "",
    ]
    assert (folder / "entities.jsonl").read_text(encoding="utf-8").split("\n") == [
        f'{{"format":"ghinhan-entities/1","schema":"{SCHEMA}"}}',
        '{"id":"e1","kind":"entity","name":"e1","type":"PER"}',
        "",
    ]


def test_a_conflict_shows_both_values_and_writes_nothing(person: Person, tmp_path: Path) -> None:
    """Two tabs: the second to change a record learns what the first made of it."""
    person.put(mention(1))
    other = Person(open_store(tmp_path), session="other tab")
    other.put(mention(1, "ORG"), mention(1))
    before = files_in(tmp_path)

    with pytest.raises(EditConflict, match=r"(?s)'m-1'.*'d'.*'a1'.*expected: .*PER.*found: .*ORG"):
        person.put(mention(1, "GPE"), mention(1))
    assert files_in(tmp_path) == before
    assert person.store.layer("a1", "d").records == (mention(1, "ORG"),)


def test_a_record_made_twice_is_a_conflict(person: Person) -> None:
    """`before=None` says that nothing is there; a silent overwrite would lose a record."""
    person.put(mention(1))
    with pytest.raises(EditConflict, match="expected: no such record"):
        person.put(mention(1, "ORG"))


def test_one_bad_edit_refuses_the_whole_gesture(person: Person) -> None:
    """Nothing of a gesture is kept when part of it cannot be."""
    person.put(mention(1))
    with pytest.raises(EditConflict, match="m-1"):
        person.put_all(entity("e1"), mention(2), mention(1))

    assert person.ids() == ["m-1"]
    assert person.store.corpus_layer("a1").records == ()


def test_an_edit_that_comes_twice_changes_nothing_the_second_time(person: Person) -> None:
    """The browser sends an edit again when the answer was lost on the way (fault 10)."""
    edit = person.edit_of("d", None, mention(1))
    first = person.store.edit("a1", [edit])
    person.put(None, mention(1))
    again = person.store.edit("a1", [edit])

    assert [applied.id for applied in first.applied] == ["m-1", STATE_ID]
    assert again.applied == ()
    assert person.ids() == []


def test_a_replay_is_known_after_a_restart_and_a_fold(person: Person, tmp_path: Path) -> None:
    """A browser's outbox may reach a new kernel, long after the journal was cut."""
    edit = person.edit_of("d", None, mention(1))
    person.store.edit("a1", [edit])
    person.put(None, mention(1))
    person.store.close()

    assert open_store(tmp_path).edit("a1", [edit]).applied == ()


def test_a_name_used_for_two_edits_is_refused(person: Person) -> None:
    """Taking the second one for a replay would lose it without a word."""
    person.put(mention(1))
    person.seq = 0
    with pytest.raises(RecordError, match="'s' has used number 1 for another edit"):
        person.put(mention(2))


def test_the_state_follows_the_work(person: Person) -> None:
    """New, in progress with the first edit, done when said, and back with any later edit."""
    states = [person.store.layer("a1", "d").state]
    person.put(mention(1))
    states.append(person.store.layer("a1", "d").state)
    person.declare("in_progress", "done")
    states.append(person.store.layer("a1", "d").state)
    receipt = person.put(mention(2))
    states.append(person.store.layer("a1", "d").state)

    assert states == ["new", "in_progress", "done", "in_progress"]
    assert receipt.applied[1].after == State(state="in_progress")


def test_done_is_folded_without_asking(person: Person, tmp_path: Path) -> None:
    """A document that is done can be committed to git at once."""
    person.put(mention(1))
    person.declare("in_progress", "done")
    person.store.close()

    assert '"state":"done"' in (tmp_path / "annotations/a1/d.jsonl").read_text(encoding="utf-8")
    assert (tmp_path / ".ghinhan/journal/a1/d.jsonl").read_bytes() == b""


def test_steps_are_told_from_any_token(person: Person, tmp_path: Path) -> None:
    """A tab asks what it missed; another process made the edits."""
    start = person.store.revisions("a1", "d")
    other = Person(open_store(tmp_path), session="other tab")
    middle = other.put_all(entity("e1"), mention(1, entity="e1"))
    other.put(mention(2))

    told = person.store.changes_since("a1", start)
    assert [edit.id for edit in told.applied] == ["e1", "m-1", STATE_ID, "m-2"]
    later = person.store.changes_since("a1", middle.revisions)
    assert [edit.id for edit in later.applied] == ["m-2"]
    assert person.store.changes_since("a1", later.revisions) == Receipt(
        revisions=later.revisions, applied=(), must_reload=False
    )


def test_steps_are_told_over_a_fold_of_the_same_store(person: Person) -> None:
    """Folding is housekeeping: a view need not be drawn anew for it."""
    token = person.put(mention(1)).revisions
    person.put(mention(2))
    person.store.fold("a1")
    person.put(mention(3))

    told = person.store.changes_since("a1", token)
    assert [edit.id for edit in told.applied] == ["m-2", "m-3"]


def test_an_unknown_token_asks_for_a_reload(person: Person) -> None:
    """Better to read again than to guess."""
    person.put(mention(1))

    assert person.store.changes_since("a1", {"d": "7:deadbeef:other"}).must_reload


def test_very_old_tokens_ask_for_a_reload(person: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The steps kept in memory are bounded."""
    monkeypatch.setattr("ghinhan.store.content.REMEMBERED_STEPS", 5)
    old = person.put(mention(0)).revisions
    receipts = [person.put(mention(number)) for number in range(1, 20)]

    assert person.store.changes_since("a1", old).must_reload
    told = person.store.changes_since("a1", receipts[-3].revisions)
    assert [edit.id for edit in told.applied] == ["m-18", "m-19"]


def test_annotators_and_documents_are_listed_by_the_names_people_typed(tmp_path: Path) -> None:
    """File names are slugs; nobody should have to know (fault 31)."""
    store = open_store(tmp_path)
    Person(store, "Nguyễn An").put(mention(1), document="bài số 1")
    Person(store, "Nguyễn An", "t").put(mention(1), document="d2")
    Person(store, "gold").put(entity("e1"), document=CORPUS)

    fresh = open_store(tmp_path)
    assert fresh.annotators() == ["Nguyễn An", "gold"]
    assert fresh.documents("Nguyễn An") == ["bài số 1", "d2"]
    assert fresh.documents("gold") == []
    fresh.fold("Nguyễn An")
    assert fresh.documents("Nguyễn An") == ["bài số 1", "d2"]
    assert fresh.layer("Nguyễn An", "bài số 1").records == (mention(1),)


def test_a_copy_left_by_a_cloud_drive_is_nobody(tmp_path: Path) -> None:
    """`a1 (conflicted copy)` must never count as an annotator (fault 52)."""
    Person(open_store(tmp_path)).put(mention(1))
    open_store(tmp_path).fold("a1")
    folder = tmp_path / "annotations"
    copy = folder / "a1 (conflicted copy)"
    copy.mkdir()
    (copy / "d.jsonl").write_bytes((folder / "a1/d.jsonl").read_bytes())
    (copy / "annotator.json").write_text('{"annotator":"a1"}', encoding="utf-8")
    (folder / "a1/d (copy).jsonl").write_bytes((folder / "a1/d.jsonl").read_bytes())
    (folder / "a1/e (copy).jsonl").write_bytes(b"not json")
    (folder / "a1/f (copy).jsonl").write_bytes(b'{"document":"a/b"}\n')
    (folder / "schema.yaml").write_text("x", encoding="utf-8")

    assert open_store(tmp_path).annotators() == ["a1"]
    assert open_store(tmp_path).documents("a1") == ["d"]


def test_the_name_of_the_corpus_wide_file_is_no_document(person: Person) -> None:
    """`entities` as a document id would read the wrong file."""
    with pytest.raises(UnsafeNameError, match="no document may be called 'entities'"):
        person.store.layer("a1", "entities")


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (Edit(scope="d", id="m-1", after=mention(1), seq=1), "needs an id, a session and a seq"),
        (Edit(scope="d", id="m-1", after=mention(1), session="s"), "needs an id, a session"),
        (Edit(scope="d", id="", session="s", seq=1), "needs an id, a session and a seq"),
        (Edit(scope="d", id="m-2", after=mention(1), session="s", seq=1), "calls itself 'm-1'"),
        (Edit(scope="d", id="e", after=entity("e"), session="s", seq=1), "cannot be stored"),
        (Edit(scope=CORPUS, id="m-1", after=mention(1), session="s", seq=1), "cannot be stored"),
        (
            Edit(scope="d", id=STATE_ID, after=State("finished"), session="s", seq=1),
            "'finished' is none of new, in_progress, done, settled",
        ),
        (
            Edit(scope="d", id="c", after=Comment(id="c", text="\ud800"), session="s", seq=1),
            "cannot be stored",
        ),
        (
            Edit(
                scope="d",
                id="m",
                after=Mention(id="m", type="PER", extent=(), text=""),
                session="s",
                seq=1,
            ),
            "at least one fragment",
        ),
        (
            Edit(
                scope="d",
                id="m",
                after=Mention(
                    id="m",
                    type="PER",
                    extent=((0, 1),),
                    text="",
                    provenance=Provenance(score=float("nan")),
                ),
                session="s",
                seq=1,
            ),
            "would be read back as",
        ),
    ],
)
def test_an_edit_that_could_not_be_read_back_is_refused(
    person: Person, edit: Edit, message: str
) -> None:
    """Once on the disk it would make the whole file unreadable."""
    with pytest.raises(RecordError, match=message):
        person.store.edit("a1", [edit])
    assert person.ids() == []


def test_a_long_value_is_cut_short_in_messages(person: Person) -> None:
    """A comment of a thousand words would bury the message."""
    person.put(Comment(id="c", text="x" * 5000))
    with pytest.raises(EditConflict, match="xxx…"):
        person.put(Comment(id="c", text="y"))


def test_no_edits_are_no_gesture(person: Person, tmp_path: Path) -> None:
    """Nothing is made on the disk for nothing."""
    assert person.store.edit("a1", []) == Receipt(revisions={})
    assert person.store.edit("a1", []).applied == ()
    assert not (tmp_path / "annotations").exists()


def test_a_link_out_of_the_project_is_refused(tmp_path: Path) -> None:
    """Writing through it would change somebody else's files (fault 32)."""
    outside = tmp_path / "outside"
    outside.mkdir()
    root = tmp_path / "project"
    (root / "annotations").mkdir(parents=True)
    (root / "annotations/a1").symlink_to(outside)

    with pytest.raises(UnsafeNameError, match="leads out of"):
        Person(open_store(root)).put(mention(1))
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("name", ["../a1", "a/b", "", "a\0b", "x" * 600])
def test_a_name_that_is_no_file_name_is_refused(person: Person, name: str) -> None:
    """Names come from people and from other tools (fault 31)."""
    with pytest.raises(UnsafeNameError, match="name"):
        person.store.layer(name, "d")
    with pytest.raises(UnsafeNameError, match="name"):
        person.store.layer("a1", name)


def test_a_store_says_which_project_it_keeps(tmp_path: Path) -> None:
    """`repr` is what a notebook shows."""
    assert repr(open_store(tmp_path)) == f"Store('{tmp_path}')"


def test_leaving_the_with_block_folds(tmp_path: Path) -> None:
    """Scripts end with everything in the tracked files."""
    with Store(tmp_path, text_of=text_of) as store:
        Person(store).put(mention(1))

    assert "m-1" in (tmp_path / "annotations/a1/d.jsonl").read_text(encoding="utf-8")


def files_in(root: Path) -> dict[str, bytes]:
    """Every file below a folder with its content."""
    return {
        str(path.relative_to(root)): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_a_glance_shows_the_layer_and_keeps_nothing(person: Person, tmp_path: Path) -> None:
    """Whoever counts labels in a thousand documents must not put the open ones out of memory."""
    person.put(mention(1))
    person.store.fold("a1", "d")
    person.put(mention(2))
    other = open_store(tmp_path)

    assert other.glance("a1", "d") == person.store.layer("a1", "d").records
    assert other.glance("a1", "nowhere") == ()
    assert other._access.known() == []
    with pytest.raises(UnsafeNameError, match="no document may be called"):
        other.glance("a1", CORPUS)


def test_a_glance_waits_for_nobody_and_mends_nothing(person: Person, tmp_path: Path) -> None:
    """It takes no lock, and a torn line is left for whoever holds it."""
    person.put(mention(1))
    journal = tmp_path / ".ghinhan/journal/a1/d.jsonl"
    torn = journal.read_bytes() + b'{"op":'
    locks = set(tmp_path.rglob("*.lock"))
    with open_store(tmp_path)._access.opened("a1", ["d"]):
        journal.write_bytes(torn)
        assert open_store(tmp_path).glance("a1", "d") == (mention(1),)

    assert set(tmp_path.rglob("*.lock")) == locks
    assert journal.read_bytes() == torn


def test_stamps_tell_that_a_layer_changed_by_edit_or_fold(person: Person, tmp_path: Path) -> None:
    """Who has read a layer need not read it again, unless somebody wrote one of its files."""
    person.put(mention(1))
    person.put(mention(2), document="Bài 2")
    stamps = [open_store(tmp_path).stamps("a1")]
    person.put(mention(3))
    stamps.append(open_store(tmp_path).stamps("a1"))
    person.store.fold("a1", "d")
    stamps += [open_store(tmp_path).stamps("a1") for _ in range(2)]

    assert [sorted(moment) for moment in stamps] == [["Bài 2", "d"]] * 4
    assert len({moment["d"] for moment in stamps}) == 3
    assert len({moment["Bài 2"] for moment in stamps}) == 1
    assert stamps[0]["d"][0] is None
    assert stamps[3]["d"][0] is not None
