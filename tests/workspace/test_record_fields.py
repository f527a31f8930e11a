"""The reference of the label files is made from the records themselves."""

import json
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given
from jsonschema import Draft202012Validator, ValidationError

from ghinhan.model import LabelledDocument
from ghinhan.workspace.record_fields import (
    CORPUS_LINES,
    DOCUMENT_LINES,
    PARTS,
    Kind,
    fields_of,
    label_file_schema,
    meanings_of,
    opening_of,
)
from tests.formats.strategies import labelled_documents, patient

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/reference/records.md"
EXPORT = ROOT / "docs/reference/records.schema.json"
KINDS = (*DOCUMENT_LINES, *CORPUS_LINES, *PARTS)
NAMES = {"Header": "header of a document", "CorpusHeader": "header of the corpus-wide file"}
OPENING = """# Records

What stands in the label files, line by line. `annotations/<annotator>/<document>.jsonl` holds a
header and then the records of one document, `annotations/<annotator>/entities.jsonl` a header and
then what all documents share. Each line is one JSON object; its `kind` says which record it is.

- A field that has its default is **left out**; a field without one stands in every line.
- A field that is not listed here is **refused**, with file and line
  ([decision 1](../decisions/0001-records-refuse-unknown-fields.md)). What a project's own schema
  adds stands under `attributes`.
- Positions are pairs `[start, end]` in Unicode code points of the document's text, from 0; the end
  is exclusive.
- Which codes may stand in a field is said by the [schema](../guide/schema.md).

The same for programs is [records.schema.json](records.schema.json), in JSON Schema 2020-12;
`ghinhan schema --records` prints it. With the library `jsonschema`:

```python
import json
from pathlib import Path

from jsonschema import Draft202012Validator

from ghinhan.workspace.record_fields import label_file_schema

check = Draft202012Validator(label_file_schema())
for file in Path("../annotations/a1").glob("*.jsonl"):
    for line in file.read_text(encoding="utf-8").removesuffix("\\n").split("\\n"):
        check.validate(json.loads(line))
```
"""
DOCUMENT_OPENING = "## In the file of a document\n"
CORPUS_OPENING = "## In the corpus-wide file\n"
PARTS_OPENING = "## Inside records\n"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    """An independent reader of JSON Schema, with ours."""
    Draft202012Validator.check_schema(label_file_schema())
    return Draft202012Validator(label_file_schema())


def name_of(kind: Kind) -> str:
    """The `kind` of a record, or what its section is called."""
    return str(kind.__struct_config__.tag or NAMES.get(kind.__name__, kind.__name__.lower()))


def section(kind: Kind) -> str:
    """One record of the reference."""
    rows = [
        f"| `{field.name}` | {field.type} | {f'`{field.default}`' if field.default else ''} "
        f"| {field.meaning} |"
        for field in fields_of(kind)
    ]
    head = ["| field | type | default | meaning |", "| --- | --- | --- | --- |"]
    if kind.__struct_config__.tag:
        head.append(f'| `kind` | string | | always `"{name_of(kind)}"` |')
    return "\n".join([f"### {name_of(kind)}\n", f"{opening_of(kind)}\n", *head, *rows, ""])


def compare(path: Path, expected: str) -> None:
    """Hold a committed file to what it should say, or write it when asked to."""
    if os.environ.get("GHINHAN_WRITE"):
        path.write_text(expected, encoding="utf-8")

    assert path.read_text(encoding="utf-8") == expected


def test_the_reference_shows_every_field_as_it_is() -> None:
    """Committed, so that a changed field is seen in review, and cannot grow old.

    Write it anew with: GHINHAN_WRITE=1 pytest tests/workspace/test_record_fields.py
    """
    documents = [DOCUMENT_OPENING, *map(section, DOCUMENT_LINES)]
    corpus = [CORPUS_OPENING, *map(section, CORPUS_LINES)]
    page = [OPENING, *documents, *corpus, PARTS_OPENING, *map(section, PARTS)]

    compare(PAGE, "\n".join(page))
    compare(EXPORT, json.dumps(label_file_schema(), ensure_ascii=False, indent=2) + "\n")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_field_says_what_it_means(kind: Kind) -> None:
    """A field that the docstring forgets would stand in the reference without a word."""
    assert list(meanings_of(kind)) == [field.name for field in fields_of(kind)]
    assert all(field.meaning and "|" not in field.meaning for field in fields_of(kind))


@patient
@given(items=labelled_documents(most=1))
def test_every_record_fits_the_exported_schema(
    validator: Draft202012Validator, items: list[LabelledDocument]
) -> None:
    """Whatever ghinhan writes, a program that knows only the JSON Schema must accept."""
    for item in items:
        for record in (*item.layer.records, *item.corpus_layer.records):
            line = json.loads(msgspec.json.encode(record))

            assert list(validator.iter_errors(line)) == []


def test_the_label_files_of_this_project_fit(validator: Draft202012Validator) -> None:
    """The real files, headers too: the export speaks of lines, not of objects in memory."""
    lines = [
        line
        for file in sorted((ROOT / "annotations").glob("*/*.jsonl"))
        for line in file.read_text(encoding="utf-8").split("\n")
        if line
    ]

    assert len(lines) > 100
    for line in lines:
        assert list(validator.iter_errors(json.loads(line))) == []


@pytest.mark.parametrize(
    "line",
    [
        {"kind": "mention", "id": "m-1", "type": "PER", "extent": [[0, 3]]},
        {"kind": "mention", "id": "m-1", "type": "PER", "extent": [[0]], "text": "Nga"},
        {"kind": "label", "id": "l-1", "type": "topic", "vale": "peace"},
        {"kind": "person", "id": "p-1"},
        {"format": "ghinhan-layer/1", "schema": "s/1", "document": "a", "state": "new"},
    ],
    ids=["a field is missing", "half a span", "a misspelt field", "no such kind", "half a header"],
)
def test_what_the_reader_refuses_the_schema_refuses(
    validator: Draft202012Validator, line: dict[str, Any]
) -> None:
    """An export that accepts everything would be of no use to anybody."""
    with pytest.raises(ValidationError, match="is not valid under any of the given schemas"):
        validator.validate(line)
