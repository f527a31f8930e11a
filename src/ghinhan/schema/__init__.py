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

__all__ = ["Attribute", "EventType", "Example", "Label", "RelationType", "Role", "Schema"]
