"""Whole exports of one small article, as a person reviewed them.

The laws say that nothing changes on the way; these files say what it looks like. After a wanted
change run `GHINHAN_WRITE_GOLDEN=1 pytest tests/formats/test_golden.py` and read the diff.
"""

import json
import os
from pathlib import Path
from typing import Any, get_args

import pytest
import spacy
from spacy.tokens import DocBin

from ghinhan.formats import conll, huggingface, jsonl
from ghinhan.formats import spacy as spacy_format
from ghinhan.formats.huggingface.columns import import_pyarrow
from tests.formats.sample import make_item

GOLDEN = Path(__file__).parents[1] / "golden" / "formats"


def hold_against(name: str, content: bytes) -> None:
    """Compare with a reviewed file, or write it where that is asked for."""
    path = GOLDEN / name
    if os.environ.get("GHINHAN_WRITE_GOLDEN"):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    assert content.decode("utf-8") == path.read_bytes().decode("utf-8")


def as_lines(rows: list[Any]) -> bytes:
    """Rows as one JSON object a line, readable in a diff."""
    lines = (json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n" for row in rows)
    return "".join(lines).encode("utf-8")


def test_jsonl_looks_as_reviewed(tmp_path: Path) -> None:
    """The reference format: the files a person greps and diffs."""
    jsonl.write([make_item()], tmp_path)

    for name in ("documents.jsonl", "entities.jsonl"):
        hold_against(f"jsonl/{name}", (tmp_path / name).read_bytes())


@pytest.mark.parametrize("spans", get_args(conll.Choice))
def test_conll_looks_as_reviewed(tmp_path: Path, spans: conll.Choice) -> None:
    """Tags and the list of what they do not hold, for each choice of spans."""
    report = conll.write([make_item()], tmp_path / "a.conll", spans=spans)

    hold_against(f"conll/{spans}.conll", (tmp_path / "a.conll").read_bytes())
    hold_against(f"conll/{spans}.losses.json", report.as_json())


def test_parquet_rows_look_as_reviewed(tmp_path: Path) -> None:
    """The columns that users of datasets and pandas meet, value by value."""
    huggingface.write([make_item()], tmp_path)

    hold_against("huggingface/README.md", (tmp_path / "README.md").read_bytes())
    for name in ("documents-full", "entities", "hoppers", "hopper_relations"):
        rows = import_pyarrow().parquet.read_table(tmp_path / f"{name}.parquet").to_pylist()
        hold_against(f"huggingface/{name}.jsonl", as_lines(rows))


def test_spacy_shows_what_was_reviewed(tmp_path: Path) -> None:
    """Entities, groups, categories and sentences as spaCy's own tools see them."""
    report = spacy_format.write([make_item()], tmp_path / "a.spacy")
    (doc,) = DocBin().from_disk(tmp_path / "a.spacy").get_docs(spacy.blank("xx").vocab)
    shown = [
        {"words": [token.text_with_ws for token in doc]},
        {"sentences": [sentence.text for sentence in doc.sents]},
        {"cats": doc.cats},
        *({"ents": [e.text, e.label_, e.id_, e.kb_id_]} for e in doc.ents),
        *(
            {name: [span.text, span.label_, span.id_, span.kb_id_]}
            for name, group in doc.spans.items()
            for span in group
        ),
    ]

    hold_against("spacy/shown.jsonl", as_lines(shown))
    hold_against("spacy/report.json", report.as_json())
