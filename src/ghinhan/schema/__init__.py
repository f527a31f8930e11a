"""Which labels and shapes a project allows, and the check that layers keep to them."""

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

__all__ = [
    "Attribute",
    "EventType",
    "Example",
    "Label",
    "RelationType",
    "Role",
    "Schema",
    "default_schema_path",
    "load_schema",
]
