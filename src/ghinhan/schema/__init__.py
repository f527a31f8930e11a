"""Which labels and shapes a project allows, and the check that layers keep to them."""

from ghinhan.schema.checking import check_corpus_layer, check_layer
from ghinhan.schema.label_set import (
    Attribute,
    EventType,
    Example,
    Label,
    RelationType,
    Role,
    Schema,
)
from ghinhan.schema.loading import load_schema
from ghinhan.schema.packaged import default_schema_path
from ghinhan.schema.rows import schema_rows
from ghinhan.schema.violations import RULES, Violation

__all__ = [
    "RULES",
    "Attribute",
    "EventType",
    "Example",
    "Label",
    "RelationType",
    "Role",
    "Schema",
    "Violation",
    "check_corpus_layer",
    "check_layer",
    "default_schema_path",
    "load_schema",
    "schema_rows",
]
