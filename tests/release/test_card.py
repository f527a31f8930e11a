"""The data card: computed numbers, limits said plainly, nothing taken for markup."""

import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
import yaml

from ghinhan.foundation.errors import ReleaseError
from ghinhan.release import Description, build_release
from tests.release.projects import make_item, make_items, make_project


def card_of(folder: Path) -> str:
    """The card of a release."""
    return (folder / "README.md").read_bytes().decode("utf-8")


def test_the_card_states_the_counted_numbers(tmp_path: Path) -> None:
    """A number typed by hand would be wrong by the next release."""
    schema = make_project(tmp_path)
    card = card_of(build_release(tmp_path, "1.0.0", make_items(3), schema, reading="a1"))

    assert "3 documents with 168 tokens: 9 mentions of 2 entities, 3 time expressions" in card
    assert "| `PER` | 6 | 3 | 3 | 0 | 0 |" in card
    assert "67 % of the mentions are linked to an entity; 50 % of the entities to Wik" in card
    assert "| `conll/outermost-full.conll` | 6 | 6 | 6 × nested mention |" in card
    assert "cross-validate over the 3 folds instead" in card
    assert "- 3 documents: enough to show the schema" in card
    assert "**The reading** is `a1`: made by a test.\n" in card
    assert "The annotations: CC-BY-4.0." in card


def test_the_header_is_yaml_that_names_licence_and_tables(tmp_path: Path) -> None:
    """`datasets` and the sites that show datasets read this part."""
    schema = make_project(tmp_path)
    card = card_of(build_release(tmp_path, "1.0.0", make_items(2), schema, reading="a1"))
    header = yaml.safe_load(card.split("---\n")[1])

    assert header["license"] == "cc-by-4.0"
    assert header["pretty_name"] == "Small | <sample>"
    assert [config["config_name"] for config in header["configs"]] == [
        "documents",
        "entities",
        "hoppers",
    ]


def test_a_card_without_description_says_what_is_unknown(tmp_path: Path) -> None:
    """No licence is invented, no way of making the reading either."""
    schema = make_project(tmp_path)
    folder = build_release(
        tmp_path, "1.0.0", [make_item(0)], schema, reading="a1", description=Description()
    )
    card = card_of(folder)

    assert "no licence is stated; ask before you use them" in card
    assert "The texts: no rights are stated." in card
    assert "how it was made is not stated in annotations/release.toml" in card
    assert "license:" not in card
    assert "| `bai-000` | unknown | unknown | unknown |" in card
    assert "- 1 document: enough" in card


def test_titles_from_outside_are_shown_letter_for_letter(tmp_path: Path) -> None:
    """A headline with markup in it must not run or link anything on the page of the dataset."""
    schema = make_project(tmp_path)
    item = make_item(0)
    title = "<img src=x onerror=alert(1)> | [a](javascript:b) `c`\n## d"
    document = msgspec.structs.replace(item.document, title=title)
    item = msgspec.structs.replace(item, document=document)
    card = card_of(build_release(tmp_path, "1.0.0", [item], schema, reading="a1"))

    assert r"| \<img src=x onerror=alert(1)\> \| \[a\](javascript:b) \`c\` \#\# d |" in card


def test_documents_that_are_not_done_are_said(tmp_path: Path) -> None:
    """A half-labelled document looks like one without events."""
    schema = make_project(tmp_path)
    items = [make_item(0), make_item(1, state="in_progress")]
    card = card_of(build_release(tmp_path, "1.0.0", items, schema, reading="a1"))

    assert "- 1 document was released before it was done." in card


def test_a_larger_corpus_has_splits_and_a_cut_list(tmp_path: Path) -> None:
    """The card stays readable; the whole list is in figures.json."""
    schema = make_project(tmp_path)
    items = list(make_items(201))
    copy = msgspec.structs.replace(items[0].document, id="zz-copy")
    layer = msgspec.structs.replace(items[0].layer, document="zz-copy")
    items.append(msgspec.structs.replace(items[0], document=copy, layer=layer))
    folder = build_release(tmp_path, "1.0.0", items, schema, reading="a1")
    card = card_of(folder)

    assert re.search(r"\| train \| 1\d\d \|\n\| validation \| \d+ \|\n\| test \| \d+ \|", card)
    assert "1 group of near duplicates was kept together." in card
    assert "and 2 more, in `figures.json`." in card
    assert sorted(path.name for path in (folder / "spacy").iterdir()) == [
        "test.spacy",
        "train.spacy",
        "validation.spacy",
    ]


def test_the_lines_that_load_it_run(tmp_path: Path) -> None:
    """The promise of every format, held in its own library, without a network."""
    schema = make_project(tmp_path)
    folder = build_release(tmp_path, "1.0.0", make_items(2), schema, reading="a1")
    (snippet,) = re.findall(r"```python\n(.*?)```", card_of(folder), re.DOTALL)
    asserts = (
        "assert documents['full'].num_rows == 2\n"
        "assert len(documents['full'][0]['mentions']) == 3\n"
        "entities = load_dataset(folder, 'entities', split='full')\n"
        "assert entities['id'][:] == ['viet-nam', 'le-an'] == list(table['id'])\n"
        "assert [doc.text for doc in docs] == documents['full']['text'][:]\n"
    )
    environment = {"HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path / "cache"), "PATH": "/bin"}
    done = subprocess.run(
        [sys.executable, "-c", snippet + asserts],
        cwd=folder.parent,
        env=environment,
        capture_output=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr.decode()


def test_size_categories_follow_the_number_of_documents(tmp_path: Path) -> None:
    """The category that dataset search filters by."""
    schema = make_project(tmp_path)
    card = card_of(build_release(tmp_path, "1.0.0", make_items(2), schema, reading="a1"))

    assert "size_categories:\n- n<1K\n" in card


def test_a_description_that_is_faulty_stops_the_release(tmp_path: Path) -> None:
    """Better no release than one under a wrong licence."""
    schema = make_project(tmp_path)
    (tmp_path / "annotations" / "release.toml").write_bytes(b"licence = 3")

    with pytest.raises(ReleaseError, match=r"release\.toml: Expected `str`"):
        build_release(tmp_path, "1.0.0", make_items(2), schema, reading="a1")
