"""Laws of splits: whole documents, likes together, the same tomorrow, nothing pretended."""

from collections.abc import Iterable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghinhan.model import Document
from ghinhan.release.splits import (
    NAMES,
    group_near_duplicates,
    likeness,
    plan_splits,
    sketch_of,
    split_by_hash,
)
from tests.formats.strategies import cut_tokens
from tests.release.projects import make_item


def documents(numbers: Iterable[int]) -> list[Document]:
    """Articles of which no two are alike."""
    return [make_item(number).document for number in numbers]


def renamed(document: Document, name: str, *, more: str = "") -> Document:
    """The same article under another id, perhaps with a few words more."""
    text = document.text + more
    return msgspec.structs.replace(document, id=name, text=text, tokens=cut_tokens(text))


@pytest.mark.parametrize("count", [2, 3, 10, 49])
def test_a_small_corpus_gets_folds_that_hold_every_document_out_once(count: int) -> None:
    """A test set of two articles would measure luck; cross-validation uses them all."""
    plan = plan_splits(documents(range(count)))
    held_out = sorted(name for fold in plan.folds for name in fold.test)

    assert plan.kind == "folds"
    assert plan.splits == {}
    assert held_out == [f"bai-{number:03}" for number in range(count)]
    assert len(plan.folds) == min(count, 10)
    for fold in plan.folds:
        assert sorted((*fold.test, *fold.train)) == held_out
    assert f"With {count} documents no fixed test set would mean anything" in plan.reason


def test_one_document_cannot_be_held_out() -> None:
    """The plan says so instead of making an empty training set."""
    plan = plan_splits(documents([1]))

    assert plan.folds == ()
    assert "nothing can be held out" in plan.reason


def test_a_larger_corpus_gets_three_splits_of_about_8_1_1() -> None:
    """Every document is in exactly one split, and each split has some."""
    plan = plan_splits(documents(range(300)))
    sizes = {name: len(names) for name, names in plan.splits.items()}

    assert plan.kind == "splits"
    assert tuple(sizes) == NAMES
    assert sorted(plan.split_of()) == [f"bai-{number:03}" for number in range(300)]
    assert 210 <= sizes["train"] <= 270
    assert min(sizes["validation"], sizes["test"]) >= 15


@settings(deadline=None, max_examples=10)
@given(st.permutations(range(60)))
def test_the_order_of_documents_changes_nothing(order: list[int]) -> None:
    """Two machines list a folder in different orders."""
    assert plan_splits(documents(order)) == plan_splits(documents(range(60)))


def test_a_document_keeps_its_split_when_the_corpus_grows() -> None:
    """Else a test article of one release would be trained on in the next."""
    before = plan_splits(documents(range(60))).split_of()
    after = plan_splits(documents(range(120))).split_of()

    assert {name: after[name] for name in before} == before


def test_near_duplicates_stay_together() -> None:
    """Agencies' texts run in many papers: a copy in the test set is a leak."""
    corpus = documents(range(60))
    copy = renamed(corpus[7], "zz-copy", more="Theo báo khác.")
    plan = plan_splits([*corpus, copy])

    assert plan.near_duplicates == (("bai-007", "zz-copy"),)
    assert plan.split_of()["zz-copy"] == plan.split_of()["bai-007"]


def test_likeness_is_carried_on_from_text_to_text() -> None:
    """A is like B and B is like C: all three belong together, whatever their order."""
    sketches = {"c": (1, 2, 3, 4), "a": (3, 4, 5, 6, 1, 2), "b": (5, 6, 3, 4), "d": (9,)}
    sketches = {name: tuple(sorted(values)) for name, values in sketches.items()}

    assert likeness(sketches["c"], sketches["b"]) < 0.5 <= likeness(sketches["a"], sketches["b"])
    assert group_near_duplicates(sketches) == [("a", "b", "c"), ("d",)]


def test_a_split_that_would_be_empty_gives_folds() -> None:
    """Sixty copies of one article are one group: no test set can be made of them."""
    first = make_item(0).document
    plan = plan_splits([renamed(first, f"copy-{number:02}") for number in range(60)])

    assert (plan.kind, plan.folds) == ("folds", ())
    assert list(split_by_hash([("a",)])) in (["train"], ["validation"], ["test"])


def test_a_text_shorter_than_a_shingle_still_has_a_sketch() -> None:
    """Headlines alone, or an empty article."""
    first = make_item(0).document
    tiny = msgspec.structs.replace(first, text="", tokens=())

    assert len(sketch_of(tiny)) == 1
    assert sketch_of(tiny) != sketch_of(first)
