"""Clauses of the guidelines, as the annotator shows them."""

from pathlib import Path

from ghinhan.schema import load_schema
from ghinhan.workspace.clauses import GUIDELINES_PATH, Clauses, cut_clauses
from tests.project_copy import ROOT


def test_every_type_and_role_of_the_schema_has_a_clause() -> None:
    """A rule that is not there cannot be read beside its label."""
    clauses = Clauses(ROOT)
    schema = load_schema(ROOT / "annotations" / "schema.yaml")
    types = [label.guideline for label in schema.labels]
    types += [event.guideline for event in schema.events]
    roles = {f"role-{role.code.lower()}" for event in schema.events for role in event.roles}

    assert [anchor for anchor in (*types, *sorted(roles)) if not clauses.clause(anchor)] == []


def test_a_clause_ends_where_the_next_heading_begins() -> None:
    """Headings without an anchor end it too."""
    text = '## <a id="a"></a>A\n\nOne.\n\n> two\n\n### B\n\nThree.\n## <a id="c"></a>C\nFour.'

    assert cut_clauses(text) == {"a": "One.\n\n> two", "c": "Four."}


def test_a_project_without_guidelines_has_no_clauses_until_they_are_written(tmp_path: Path) -> None:
    """Guidelines grow while people label."""
    clauses = Clauses(tmp_path)
    assert clauses.clause("per") == ""
    path = tmp_path / GUIDELINES_PATH
    path.parent.mkdir()
    path.write_text('# <a id="per"></a>PER\n\nNgười.\n', encoding="utf-8")

    assert clauses.clause("guidelines.md#per") == "Người."
    assert clauses.clause("per") == "Người."
    assert clauses.clause("org") == ""
