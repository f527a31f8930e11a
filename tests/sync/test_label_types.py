"""doccano's label types from our schema: every type, each key once, readable letters."""

from ghinhan.schema import default_schema_path, load_schema
from ghinhan.sync.label_types import KEYS, relation_types, span_types

SCHEMA = load_schema(default_schema_path())


def test_every_label_and_event_type_gets_a_span_type_with_our_colour() -> None:
    """A type that is missing could not be labelled there."""
    rows = {row["text"]: row for row in span_types(SCHEMA)}

    assert list(rows) == [kind.code for kind in (*SCHEMA.labels, *SCHEMA.events)]  # type: ignore[attr-defined]  # both have one
    for label in SCHEMA.labels:
        assert rows[label.code]["background_color"] == label.colour


def test_keys_are_ours_where_doccano_can_have_them_and_never_given_twice() -> None:
    """A second type with one key would be refused by the server, and the push with it."""
    for rows in (span_types(SCHEMA), relation_types(SCHEMA)):
        keys = [row["suffix_key"] for row in rows if row["suffix_key"]]

        assert len(keys) == len(set(keys))
        assert set(keys) <= KEYS
    by_label = {row["text"]: row["suffix_key"] for row in span_types(SCHEMA)}
    assert all(by_label[label.code] == label.key for label in SCHEMA.labels)
