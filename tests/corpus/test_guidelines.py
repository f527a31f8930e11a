"""The guidelines quote the seeds letter for letter and say the same in both languages."""

import re
from pathlib import Path

import pytest

from tests.corpus.sources import (
    ANCHOR,
    CODE,
    GUIDELINES,
    MARKS,
    QUOTATION,
    SEEDS,
    is_quoted,
    project_schema,
)

NOT_ASCII = re.compile(r"[^\x00-\x7f]")
VIETNAMESE, ENGLISH = (path.read_text(encoding="utf-8") for path in GUIDELINES)
BOTH = pytest.mark.parametrize("path", GUIDELINES, ids=lambda path: path.name)


def required_anchors() -> set[str]:
    """What the schema points to, and one anchor for each role."""
    schema = project_schema()
    pages = [label.guideline for label in schema.labels]
    pages += [event.guideline for event in schema.events]
    pages += [attribute.guideline for attribute in schema.attributes]
    for relations in (schema.relations, schema.hopper_relations, schema.document_labels):
        pages += [relation.guideline for relation in relations]
    roles = {f"role-{role.code.lower()}" for event in schema.events for role in event.roles}
    return {page.partition("#")[2] for page in pages} | roles


@BOTH
def test_every_quotation_stands_in_its_seed(path: Path) -> None:
    """An example that the article does not say teaches the wrong thing."""
    quotations = QUOTATION.findall(path.read_text(encoding="utf-8"))
    wrong = [quote for seed, quote in quotations if MARKS.sub("", quote) not in SEEDS[seed]]

    assert wrong == []
    assert {seed for seed, _ in quotations} == set(SEEDS)


@BOTH
def test_every_quotation_marks_something_and_closes_its_marks(path: Path) -> None:
    """Brackets say what is labelled; an open one says nothing."""
    for _, quote in QUOTATION.findall(path.read_text(encoding="utf-8")):
        depths = [0]
        for character in quote:
            step = {"⟦": 1, "⟧": -1}.get(character, 0)
            depths.append(depths[-1] + step)

        assert depths[-1] == 0, quote
        assert min(depths) == 0, quote
        assert max(depths) > 0, quote


@BOTH
def test_every_vietnamese_word_in_code_type_is_quoted(path: Path) -> None:
    """Words of our own stand in italics, so that `…` always means: the article says so."""
    codes = CODE.findall(path.read_text(encoding="utf-8"))
    quoted = [c for c in codes if NOT_ASCII.search(c) and c != "…" and not c.startswith("> ")]

    assert [words for words in quoted if not is_quoted(words)] == []


def test_both_languages_have_the_same_headings() -> None:
    """The schema links into either file, and a rule in one language only is no rule."""
    vietnamese, english = ANCHOR.findall(VIETNAMESE), ANCHOR.findall(ENGLISH)

    assert vietnamese == english
    assert len({anchor for _, anchor in vietnamese}) == len(vietnamese)


def test_both_languages_quote_the_same_examples() -> None:
    """Explanations are translated, articles never."""
    assert QUOTATION.findall(VIETNAMESE) == QUOTATION.findall(ENGLISH)


def test_both_languages_number_the_same_rulings() -> None:
    """A ruling is cited by its number."""
    numbers = [re.findall(r"^([0-9]+)\. ", text, re.MULTILINE) for text in (VIETNAMESE, ENGLISH)]

    assert numbers[0] == numbers[1]
    assert numbers[0][1:] == [str(number) for number in range(19, 18 + len(numbers[0]))]


@BOTH
def test_every_type_and_role_of_the_schema_has_its_heading(path: Path) -> None:
    """The annotator opens the clause from the label, and must land on it."""
    anchors = {anchor for _, anchor in ANCHOR.findall(path.read_text(encoding="utf-8"))}

    assert required_anchors() - anchors == set()


@BOTH
def test_every_type_that_occurs_shows_two_examples_or_says_that_there_is_one(path: Path) -> None:
    """A definition without an example is read in as many ways as there are readers."""
    text = path.read_text(encoding="utf-8")
    schema = project_schema()
    items = [(label.guideline, bool(label.examples)) for label in schema.labels]
    items += [(event.guideline, bool(event.examples)) for event in schema.events]
    for page, occurs in items:
        anchor = page.partition("#")[2]
        clause = text.partition(f'<a id="{anchor}"></a>')[2].partition('<a id="')[0]
        one_only = "chỉ có một ví dụ" in clause or "hold one example only" in clause
        needed = 2 - one_only if occurs else 0

        assert len(QUOTATION.findall(clause)) >= needed, anchor


@BOTH
def test_every_type_and_role_says_what_it_is_not(path: Path) -> None:
    """Two readers part where a label ends, seldom at its middle."""
    text = path.read_text(encoding="utf-8")
    schema = project_schema()
    pages = [label.guideline for label in schema.labels]
    pages += [event.guideline for event in schema.events]
    anchors = {page.partition("#")[2] for page in pages}
    anchors |= {f"role-{role.code.lower()}" for event in schema.events for role in event.roles}
    clauses = {a: text.partition(f'<a id="{a}"></a>')[2].partition('<a id="')[0] for a in anchors}
    limits = ("**Is not:**", "**Không:**")

    assert [a for a in sorted(anchors) if not any(mark in clauses[a] for mark in limits)] == []
    assert len(anchors) > 100
