"""Asking a schema for one of its types."""

import pytest

from ghinhan.foundation.errors import UnknownNameError
from ghinhan.schema import EventType, Label, Role, Schema

SCHEMA = Schema(
    name="mine/1",
    labels=(Label(code="PER", name="người"), Label(code="GPE", name="nước")),
    events=(
        EventType(code="Die", name="chết"),
        EventType(
            code="Meet", name="gặp", roles=(Role(code="Who", name="ai"), Role(code="At", name="ở"))
        ),
    ),
)


def test_a_type_is_found_by_its_code() -> None:
    """Labels, events and roles."""
    assert SCHEMA.label("GPE").name == "nước"
    assert SCHEMA.event("Meet").role("At").name == "ở"


def test_an_unknown_code_is_told_with_those_there_are() -> None:
    """The message lists what may be asked for."""
    with pytest.raises(UnknownNameError, match=r"mine/1 has no type 'LOC'; its types are PER, GPE"):
        SCHEMA.label("LOC")
    with pytest.raises(UnknownNameError, match=r"no event type 'Talk'; it has Die, Meet"):
        SCHEMA.event("Talk")
    with pytest.raises(UnknownNameError, match=r"Meet has no role 'Why'; its roles are Who, At"):
        SCHEMA.event("Meet").role("Why")
    with pytest.raises(UnknownNameError, match="its roles are none"):
        SCHEMA.event("Die").role("Who")
