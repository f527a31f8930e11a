"""The schema as a table."""

from pathlib import Path

from ghinhan.schema import RelationType, Schema, load_schema, schema_rows
from ghinhan.schema.rows import COLUMNS

SCHEMA = load_schema(Path(__file__).parents[2] / "annotations" / "schema.yaml")


def test_every_type_role_attribute_and_relation_has_a_row() -> None:
    """Nothing that may be labelled is missing from the table."""
    rows = schema_rows(SCHEMA)
    roles = sum(len(event.roles) for event in SCHEMA.events)
    others = (SCHEMA.attributes, SCHEMA.relations, SCHEMA.hopper_relations, SCHEMA.document_labels)

    assert len(rows) == len(SCHEMA.labels) + len(SCHEMA.events) + roles + sum(map(len, others))
    assert {tuple(row) for row in rows} == {COLUMNS}


def test_a_row_says_what_the_schema_says() -> None:
    """Example: one row of each kind from the diplomacy schema."""
    rows = {(row["kind"], row["of"], row["code"]): row for row in schema_rows(SCHEMA)}

    assert rows["entity", "", "PER"]["takes"] == "Individual, Group, Indeterminate"
    assert rows["value", "", "TIME"]["key"] == "9"
    assert "ace=Contact:Meet (lossy)" in rows["event", "", "Contact.Negotiate"]["mappings"]
    assert rows["role", "Contact.Meet", "Participant"]["takes"] == "PER, ORG, GPE *"
    assert rows["attribute", "event", "polarity"]["takes"] == "POS, NEG"
    assert rows["relation", "", "PER-SOC"]["takes"] == "PER → PER"
    assert rows["hopper relation", "", "before"]["takes"] == ""
    assert rows["document label", "", "topic"]["takes"].startswith("diplomacy, conflict")


def test_an_open_end_of_a_relation_reads_any() -> None:
    """A relation that names only its source takes any target."""
    near = RelationType(code="near", name="gần", sources=("PER",))

    assert schema_rows(Schema(name="mine/1", relations=(near,)))[0]["takes"] == "PER → any"


def test_the_inventory_is_the_one_that_was_reviewed() -> None:
    """Golden: every type with its key and its roles, required ones starred, in one page."""
    lines = [f"{label.key}  {label.code}" for label in SCHEMA.labels]
    for event in SCHEMA.events:
        roles = " ".join(f"{role.code}{'*' * role.is_required}" for role in event.roles)
        lines.append(f"{event.key} {event.code}: {roles}")
    golden = Path(__file__).parent / "inventory.txt"

    assert "\n".join(lines) + "\n" == golden.read_text(encoding="utf-8")
