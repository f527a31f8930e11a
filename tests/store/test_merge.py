"""Two branches of one layer file: what each changed is kept, what both changed is shown."""

import os
import random
from collections.abc import Mapping
from pathlib import Path

import msgspec
import pytest

from ghinhan.foundation.errors import NewerFormatError, RecordError, UnsafeNameError
from ghinhan.model import Argument, Comment, Entity, Event
from ghinhan.model.layer import Record, span_order
from ghinhan.store.clashes import describe, list_clashes
from ghinhan.store.merge import merge_contents, merge_files
from ghinhan.store.snapshot import CorpusHeader, Header, decode_snapshot, encode_chunks
from tests.store.records import mention
from tests.store.repository import NAME, Repository

MERGES = 200 if int(os.environ.get("GHINHAN_KILLS", "200")) >= 1000 else 20
HEADER = Header(
    document="d", format="ghinhan-layer/1", schema="s/1", state="in_progress", text_sha256="1" * 64
)


def layer(*records: Record, **header: str) -> bytes:
    """The bytes of a layer file."""
    ordered = sorted(records, key=span_order)
    return b"".join(encode_chunks(msgspec.structs.replace(HEADER, **header), ordered))


def records_in(content: bytes) -> dict[str, Record]:
    """The records of a layer file, by id."""
    return decode_snapshot(content, "d", "d.jsonl").records


def branch(start: Mapping[str, Record], ids: list[str], chance: random.Random) -> dict[str, Record]:
    """A branch on which records with these ids were added, changed or deleted."""
    records = dict(start)
    for identifier in ids:
        if identifier not in records:
            records[identifier] = mention(int(identifier[2:]), chance.choice(["PER", "ORG"]))
        elif chance.random() < 0.4:
            del records[identifier]
        else:
            records[identifier] = mention(int(identifier[2:]), f"T{chance.randrange(10**9)}")
    return records


def random_branches(seed: int, edits: int) -> tuple[list[bytes], dict[str, Record]]:
    """Ancestor, our side and theirs, which touched different records; and what must come of it."""
    chance = random.Random(f"{seed} {edits}")  # noqa: S311  repeatable, not secret
    start: dict[str, Record] = {f"m-{n}": mention(n) for n in range(0, 60, 2)}
    touched = chance.sample([f"m-{n}" for n in range(80)], 2 * edits)
    ours = branch(start, touched[:edits], chance)
    theirs = branch(start, touched[edits:], chance)
    expected = {
        identifier: side[identifier]
        for identifier in start.keys() | ours.keys() | theirs.keys()
        for side in [ours if identifier in touched[:edits] else theirs]
        if identifier in side
    }

    return [layer(*side.values()) for side in (start, ours, theirs)], expected


@pytest.mark.parametrize("edits", [3, 10])
@pytest.mark.parametrize("seed", range(100))
def test_branches_that_touch_different_records_merge_without_a_clash(edits: int, seed: int) -> None:
    """200 random merges: no false clash, no wrong result (fault 14)."""
    sides, expected = random_branches(seed, edits)
    merged = merge_contents(*sides, name=NAME)
    assert merged.clashes == ()
    assert records_in(merged.content) == expected
    assert merged.content == layer(*expected.values())
    assert merge_contents(sides[0], sides[2], sides[1], name=NAME).content == merged.content


def test_a_record_that_both_changed_is_a_clash_with_all_three_values() -> None:
    """Ours stands in the file, theirs is in the list; a person decides."""
    merged = merge_contents(
        layer(mention(1), state="done"),
        layer(mention(1, "ORG"), state="done"),
        layer(mention(1, "GPE"), mention(2), state="done"),
        name=NAME,
    )

    (clash,) = merged.clashes
    assert (clash.base, clash.ours, clash.theirs) == (
        mention(1),
        mention(1, "ORG"),
        mention(1, "GPE"),
    )
    assert (clash.file, clash.id, clash.kept) == (NAME, "m-1", "ours")
    assert merged.content == layer(mention(1, "ORG"), mention(2), state="in_progress")


def test_the_same_change_on_both_sides_is_no_clash() -> None:
    """A commit that was picked onto both branches."""
    changed = layer(mention(1, "ORG"))

    assert merge_contents(layer(mention(1)), changed, changed, name=NAME).clashes == ()


@pytest.mark.parametrize("ours_deletes", [True, False])
def test_what_one_deleted_and_the_other_changed_stays(*, ours_deletes: bool) -> None:
    """A deletion loses more than a change; it waits for a person."""
    sides = [layer(), layer(mention(1, "ORG"))]
    ours, theirs = sides if ours_deletes else reversed(sides)
    merged = merge_contents(layer(mention(1)), ours, theirs, name=NAME)

    assert merged.content == layer(mention(1, "ORG"))
    assert merged.clashes[0].kept == ("theirs" if ours_deletes else "ours")
    assert "deleted this record, the other changed it" in merged.clashes[0].why


def test_what_one_deleted_and_the_other_uses_comes_back() -> None:
    """Two clean records can make a broken layer: an argument that leads nowhere."""
    event = Event(
        id="v-1",
        type="X",
        trigger=((5, 6),),
        text="x",
        arguments=(Argument(role="Speaker", ref="m-1"),),
    )
    merged = merge_contents(layer(mention(1)), layer(), layer(mention(1), event), name=NAME)

    assert merged.content == layer(mention(1), event)
    assert [(c.id, c.kept, c.ours) for c in merged.clashes] == [("m-1", "base", None)]


def test_a_comment_on_something_unknown_is_left_alone() -> None:
    """It may be about a corpus-wide record, which stands in another file."""
    comment = Comment(id="c-1", target="e1", text="?")

    assert merge_contents(layer(), layer(comment), layer(), name=NAME).clashes == ()


@pytest.mark.parametrize(
    ("base", "ours", "theirs", "merged"),
    [
        ("in_progress", "done", "in_progress", "done"),
        ("in_progress", "in_progress", "done", "done"),
        ("done", "in_progress", "settled", "in_progress"),
        ("new", "done", "done", "done"),
    ],
)
def test_the_state_of_one_sided_work_is_that_sides(
    base: str, ours: str, theirs: str, merged: str
) -> None:
    """Nothing was combined, so nothing needs to be looked at again."""
    files = [layer(state=state) for state in (base, ours, theirs)]

    assert merge_contents(*files, name=NAME).content == layer(state=merged)


def test_work_of_both_sides_is_only_as_far_as_the_less_advanced() -> None:
    """Nobody has seen the two halves together."""
    merged = merge_contents(
        layer(),
        layer(mention(1), state="done"),
        layer(mention(2), state="in_progress"),
        name=NAME,
    )

    assert merged.content == layer(mention(1), mention(2), state="in_progress")


def test_layers_made_on_different_texts_are_not_mixed() -> None:
    """Positions would count in two texts at once."""
    ours = layer(mention(1), text_sha256="2" * 64)
    merged = merge_contents(layer(), ours, layer(mention(2)), name=NAME)

    assert merged.content == ours
    assert [clash.id for clash in merged.clashes] == ["#text"]


def test_a_side_without_work_takes_over_the_other_sides_text_and_schema() -> None:
    """A corrected article reaches everybody who has not labelled since."""
    theirs = layer(mention(3), text_sha256="2" * 64, schema="s/2")
    merged = merge_contents(layer(mention(1)), layer(mention(1)), theirs, name=NAME)

    assert merged.content == theirs
    assert merged.clashes == ()


def test_two_new_schemas_are_a_clash() -> None:
    """Labels of one may not suit the other."""
    sides = [layer(mention(n), schema=f"s/{n}") for n in range(3)]

    assert [c.id for c in merge_contents(*sides, name=NAME).clashes if c.id[0] == "#"] == [
        "#schema"
    ]


def test_files_that_both_branches_began_are_merged() -> None:
    """There is no ancestor: git hands over an empty file."""
    merged = merge_contents(b"", layer(mention(1)), layer(mention(2)), name=NAME)

    assert merged.content == layer(mention(1), mention(2))
    assert merged.clashes == ()


def test_corpus_wide_files_merge_too() -> None:
    """Two people made entities."""
    header = CorpusHeader(format="ghinhan-entities/1", schema="s/1")

    def entities(*names: str) -> bytes:
        return b"".join(encode_chunks(header, [Entity(id=n, type="PER") for n in names]))

    merged = merge_contents(entities(), entities("a"), entities("b"), name=NAME)
    assert merged.content == entities("a", "b")
    with pytest.raises(RecordError, match="different kinds of file"):
        merge_contents(b"", layer(), entities(), name=NAME)


@pytest.mark.parametrize("side", [0, 1, 2])
def test_a_side_that_cannot_be_read_is_named(side: int) -> None:
    """Guessing would lose what the line said."""
    files = [layer(mention(1)), layer(mention(2)), layer(mention(3))]
    files[side] += b"garbage\n"
    word = ("ancestor", "ours", "theirs")[side]

    with pytest.raises(RecordError, match=rf"d\.jsonl \({word}\):3: not a valid record"):
        merge_contents(*files, name=NAME)
    files[side] = b"\xff"
    with pytest.raises(RecordError, match=rf"d\.jsonl \({word}\):1: the header line"):
        merge_contents(*files, name=NAME)
    files[side] = layer(format="ghinhan-layer/9")
    with pytest.raises(NewerFormatError, match=r"ghinhan-layer/9.*ghinhan-layer/1"):
        merge_contents(*files, name=NAME)


def test_a_clash_says_what_each_side_made_of_which_words() -> None:
    """What a person reads when git stops: the words, the fields that differ, what stands now."""
    base, ours, theirs = mention(1), mention(1, "ORG"), mention(1, "GPE", entity="e")
    changed = merge_contents(layer(base), layer(ours), layer(theirs), name=NAME).clashes[0]
    deleted = merge_contents(layer(base), layer(), layer(ours), name=NAME).clashes[0]

    assert describe(changed) == (
        "record m-1 'chà': both sides changed this record. entity: was nothing, ours nothing "
        "(kept), theirs e; type: was PER, ours ORG (kept), theirs GPE."
    )
    assert describe(deleted).startswith(
        "record m-1 'chà': one side deleted this record, the other changed it. was {"
    )
    assert ", ours nothing, theirs {" in describe(deleted)
    assert describe(deleted).endswith('"type":"ORG"} (kept).')


def test_clashes_are_listed_until_a_clean_merge_of_the_file(tmp_path: Path) -> None:
    """The list is what adjudication starts from."""
    paths = [tmp_path / name for name in ("base", "ours", "theirs")]
    for path, label in zip(paths, ["PER", "ORG", "GPE"], strict=True):
        path.write_bytes(layer(mention(1, label)))
    merged = merge_files(*paths, name=NAME, root=tmp_path)

    assert paths[1].read_bytes() == merged.content == layer(mention(1, "ORG"))
    assert tuple(list_clashes(tmp_path)) == merged.clashes
    paths[2].write_bytes(layer(mention(1)))
    paths[0].write_bytes(layer(mention(1)))
    assert merge_files(*paths, name=NAME, root=tmp_path).clashes == ()
    assert list_clashes(tmp_path) == []
    with pytest.raises(UnsafeNameError, match="leads out of"):
        merge_files(*paths, name="../../x", root=tmp_path)


def test_without_a_project_only_the_file_is_written(tmp_path: Path) -> None:
    """Somebody merges three files by hand."""
    paths = [tmp_path / name for name in ("base", "ours", "theirs")]
    for path, label in zip(paths, ["PER", "ORG", "GPE"], strict=True):
        path.write_bytes(layer(mention(1, label)))

    assert merge_files(*paths).clashes[0].file == "ours"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["base", "ours", "theirs"]


def test_real_git_merges_neighbouring_records_with_the_driver(tmp_path: Path) -> None:
    """Both branches insert at the same place: a text merge would stop, the driver does not."""
    start = [mention(n) for n in range(0, 40, 4)]
    sides = (layer(*start), layer(*start, mention(5)), layer(*start, mention(6)))
    plain, driven = tmp_path / "plain", tmp_path / "driven"

    assert Repository(driven, driver=True).merge(*sides) == 0
    assert (driven / NAME).read_bytes() == layer(*start, mention(5), mention(6))
    assert Repository(plain, driver=False).merge(*sides) == 1


def test_real_git_merges_random_branches_without_a_clash(tmp_path: Path) -> None:
    """With the driver, file by file, 20 of them; 200 in `make crash`.

    Half of the files with 3 edits on each side, half with 10 (fault 14).
    """
    branches = {
        f"annotations/a1/d{seed}.jsonl": random_branches(seed, 3 if seed % 2 else 10)
        for seed in range(MERGES)
    }
    sides = [{name: made[0][side] for name, made in branches.items()} for side in range(3)]
    repository = Repository(tmp_path / "p", driver=True)

    assert repository.merge_files(*sides) == 0
    wrong = [
        name
        for name, (_, expected) in branches.items()
        if (repository.folder / name).read_bytes() != layer(*expected.values())
    ]
    assert wrong == []
    assert list_clashes(repository.folder) == []


def test_real_git_stops_at_a_clash_with_a_readable_file(tmp_path: Path) -> None:
    """Git knows that a person must look; the file can be opened all the same."""
    repository = Repository(tmp_path / "p", driver=True)
    sides = (layer(mention(1)), layer(mention(1, "ORG")), layer(mention(1, "GPE")))

    assert repository.merge(*sides) == 1
    assert repository.file.read_bytes() == layer(mention(1, "ORG"))
    assert [clash.id for clash in list_clashes(repository.folder)] == ["m-1"]


def test_without_the_driver_distant_records_merge_as_text(tmp_path: Path) -> None:
    """Nobody needs our software to merge most of the time: one record, one line, no counter."""
    start = [mention(n) for n in range(0, 40, 4)]
    sides = (layer(*start), layer(*start, mention(1)), layer(*start, mention(33)))
    repository = Repository(tmp_path / "p", driver=False)

    assert repository.merge(*sides) == 0
    assert repository.file.read_bytes() == layer(*start, mention(1), mention(33))
