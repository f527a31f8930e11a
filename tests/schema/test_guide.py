"""What the guide shows is what the loader and the check do."""

import re
from pathlib import Path

import pytest

from ghinhan.foundation.errors import SchemaError
from ghinhan.schema import RULES, default_schema_path, load_schema

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guide" / "schema.md").read_text(encoding="utf-8")
BLOCKS: list[str] = re.findall(r"^```yaml\n(.*?)^```", GUIDE, flags=re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("block", BLOCKS, ids=["smallest", "everything"])
def test_every_schema_in_the_guide_loads(tmp_path: Path, block: str) -> None:
    """Somebody will copy it as it stands."""
    path = tmp_path / "schema.yaml"
    path.write_text(block, encoding="utf-8")

    assert load_schema(path).labels


def test_the_full_example_uses_every_section_and_field(tmp_path: Path) -> None:
    """What the guide does not show, nobody will use."""
    path = tmp_path / "schema.yaml"
    path.write_text(BLOCKS[1], encoding="utf-8")
    schema = load_schema(path)

    assert schema.levels == ("NAM", "NOM")
    assert schema.event("Match.Score").role("Match").fillers == ("EVENT",)
    assert schema.labels[0].examples[0].mark == "Nguyễn Tiến Linh"
    assert schema.attributes[0].value_names == ("khẳng định", "phủ định")
    assert schema.relations and schema.hopper_relations and schema.document_labels  # noqa: PT018  one fact: nothing is left out


def test_the_message_in_the_guide_is_the_message_of_the_loader(tmp_path: Path) -> None:
    """Both lines shown come out word for word."""
    path = tmp_path / "schema.yaml"
    path.write_text(
        "format: ghinhan-schema/1\nname: mine/1\nentities:\n  PER: {nam: x}\nevents:\n  Go:\n"
        "    roles:\n      Who:\n        fill: [PERR]\n",
        encoding="utf-8",
    )
    with pytest.raises(SchemaError, match=r"schema\.yaml") as caught:
        load_schema(path)

    assert str(caught.value).replace(f"{tmp_path}/", "") in GUIDE


def test_the_guide_lists_every_rule_with_its_severity() -> None:
    """A rule that stands in no table is a riddle to whom it strikes."""
    rows = re.findall(r"^\| `([a-z-]+)` \| (error|warning) \| .+ \|$", GUIDE, flags=re.MULTILINE)

    assert rows == list(RULES.items())


@pytest.mark.parametrize("name", ["guidelines.md", "guidelines.en.md"])
def test_every_guideline_of_the_schema_has_its_clause(name: str) -> None:
    """The widget shows the clause of the focused label: it must be there, in both languages."""
    schema = load_schema(default_schema_path())
    wanted = {label.guideline for label in schema.labels}
    wanted |= {event.guideline for event in schema.events}
    wanted |= {attribute.guideline for attribute in schema.attributes}
    wanted |= {r.guideline for r in (*schema.relations, *schema.hopper_relations)}
    wanted |= {label.guideline for label in schema.document_labels}
    text = (ROOT / "annotations" / name).read_text(encoding="utf-8")
    anchors = {f"guidelines.md#{anchor}" for anchor in re.findall(r'<a id="([^"]+)">', text)}

    assert wanted - anchors == set()
