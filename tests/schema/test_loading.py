"""What a schema file may say, and how its faults are told."""

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghinhan.foundation.errors import NewerFormatError, SchemaError
from ghinhan.schema import Schema, default_schema_path, load_schema

HERE = Path(__file__).parent
HEAD = "format: ghinhan-schema/1\nname: mine/1\n"
TWO_LABELS = HEAD + "entities: [PER, ORG]\n"


def load(folder: Path, text: str | bytes) -> Schema:
    """Load a schema written into a folder."""
    path = folder / "schema.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return load_schema(path)


def refusal(folder: Path, text: str | bytes) -> str:
    """The message with which a schema is refused, the folder's name taken out."""
    with pytest.raises(SchemaError, match=r"schema\.yaml:") as caught:
        load(folder, text)
    return str(caught.value).replace(f"{folder}/", "")


def test_a_schema_of_two_labels_is_complete(tmp_path: Path) -> None:
    """Keys, colours and names are filled in; nothing else has to be written."""
    schema = load(tmp_path, TWO_LABELS)

    assert [(label.code, label.name, label.key) for label in schema.labels] == [
        ("PER", "PER", "p"),
        ("ORG", "ORG", "o"),
    ]
    assert schema.labels[0].colour != schema.labels[1].colour
    assert schema.labels[0].colour_dark != schema.labels[1].colour_dark
    assert schema.levels == ("NAM", "NOM", "PRO", "VAL")
    assert schema.events == ()


def test_types_may_be_written_as_a_mapping_with_empty_values(tmp_path: Path) -> None:
    """`PER:` with nothing behind it is a type too."""
    schema = load(tmp_path, HEAD + "entities:\n  PER:\n  ORG: {name: tổ chức}\nevents:\n")

    assert [label.name for label in schema.labels] == ["PER", "tổ chức"]


def test_a_role_without_fillers_takes_every_label(tmp_path: Path) -> None:
    """A first schema need not think about fillers."""
    schema = load(tmp_path, TWO_LABELS + "events: {Meet: {roles: {Who: {}, When: {}}}}\n")

    assert schema.event("Meet").role("Who").fillers == ("PER", "ORG")
    assert [role.key for role in schema.event("Meet").roles] == ["w", "h"]


def test_levels_can_be_done_without(tmp_path: Path) -> None:
    """An empty list means that no mention has a level."""
    assert load(tmp_path, TWO_LABELS + "levels: []\n").levels == ()


def test_triggers_are_kept_as_articles_have_them(tmp_path: Path) -> None:
    """A decomposed or capital letter in the file would never be found in a text."""
    decomposed = unicodedata.normalize("NFD", "Gặp gỡ")
    schema = load(tmp_path, TWO_LABELS + f"events: {{Meet: {{triggers: [{decomposed}, họp]}}}}\n")

    assert schema.event("Meet").triggers == ("gặp gỡ", "họp")


def test_words_that_yaml_takes_for_something_else_stay_texts(tmp_path: Path) -> None:
    """`NO`, `ON` and `1` are names; YAML 1.1 would make them False, True and a number."""
    schema = load(tmp_path, HEAD + "entities: {NO: {name: 1, key: 1}, ON: {name: yes}}\n")

    assert [(label.code, label.name) for label in schema.labels] == [("NO", "1"), ("ON", "yes")]


def test_a_byte_order_mark_is_passed_over(tmp_path: Path) -> None:
    """Some editors write one."""
    assert load(tmp_path, b"\xef\xbb\xbf" + TWO_LABELS.encode()).name == "mine/1"


@pytest.mark.parametrize("name", ["broken_labels", "broken_events"])
def test_all_faults_of_a_file_are_told_at_once_with_line_and_cure(name: str) -> None:
    """Golden: the whole message about a file with faults of every kind."""
    path = HERE / f"{name}.yaml"
    with pytest.raises(SchemaError, match=name) as caught:
        load_schema(path)
    told = str(caught.value).replace(f"{path.parent}/", "")

    assert told + "\n" == (HERE / f"{name}.txt").read_text(encoding="utf-8")


def test_a_later_format_is_refused_with_both_versions(tmp_path: Path) -> None:
    """Reading it half would lose what the later version added."""
    with pytest.raises(NewerFormatError, match=r"ghinhan-schema/2.*up to ghinhan-schema/1"):
        load(tmp_path, TWO_LABELS.replace("schema/1", "schema/2"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "schema.yaml:1: the file is empty"),
        ("name: [", "schema.yaml:1: not valid YAML"),
        (HEAD + "entities:\n\tPER:", "schema.yaml:4: not valid YAML"),
        (HEAD + "entities: *nowhere", "schema.yaml:3: not valid YAML"),
        (b"name: mine\nx: \xff", "schema.yaml:2: byte 14 is not UTF-8"),
        ("name: mine\nx: \x00", "schema.yaml:2: not valid YAML"),
        (HEAD + f"x: {'[' * 30}", "schema.yaml:3: more than 100 aliases or 24 levels"),
        (HEAD + "x: &a [b]\ny: [" + "*a, " * 101 + "]", "schema.yaml:4: more than 100 aliases"),
        ("just words", "schema.yaml:1: the schema must hold 'key: value' lines"),
        (HEAD + "entities: !!python/name:os.system PER", "the tag 'tag:yaml.org,2002:python/name"),
        (HEAD + "entities: !!python/object:x.Y {}", "the tag 'tag:yaml.org,2002:python/object"),
        (HEAD + "entities: [PER, PER]", "schema.yaml:3: 'PER' stands here for the second time"),
        (HEAD + "? [a]\n: 1", "schema.yaml:3: a single text is wanted here"),
        (HEAD + "name: twice/1\nentities: [A]", "schema.yaml:3: 'name' stands here for the second"),
        ("name: mine/1\nentities: [A]", "schema.yaml:1: the format is missing"),
        ("format: brat/1\nname: mine/1\nentities: [A]", "schema.yaml:1: the format is 'brat/1'"),
        (HEAD, "schema.yaml:1: there is no entity type"),
        (
            TWO_LABELS + "events:\n  Meet: {triggers: [họp]}\n  Call: {triggers: [HỌP]}",
            "schema.yaml:6: the trigger 'họp' already suggests Meet.",
        ),
        (
            TWO_LABELS + "events:\n  Meet:\n    triggers: ['gặp  gỡ']",
            "schema.yaml:6: the trigger 'gặp  gỡ' must be words with one space between them.",
        ),
        (TWO_LABELS + "events:\n  Meet: {triggers: ['']}", "the trigger '' must be words"),
    ],
)
def test_a_file_that_is_no_schema_is_refused(
    tmp_path: Path, text: str | bytes, message: str
) -> None:
    """One sentence with the line; never a traceback of the YAML library."""
    assert message in refusal(tmp_path, text)


def test_an_alias_bomb_is_refused_before_it_grows(tmp_path: Path) -> None:
    """Nine aliases on each of nine lines would be a thousand million texts."""
    lines = ["a0: &a0 [x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 40)}]" for n in range(1, 9)]

    assert "aliases" in refusal(tmp_path, "\n".join(lines))


def test_an_alias_to_itself_ends_in_a_fault(tmp_path: Path) -> None:
    """A mapping that holds itself is refused, not followed for ever."""
    assert "no field 'self'" in refusal(tmp_path, "&a {format: ghinhan-schema/1, self: *a}")


def test_a_missing_file_and_a_huge_one_are_told_apart(tmp_path: Path) -> None:
    """Both name the path and what to do."""
    with pytest.raises(SchemaError, match=r"cannot be read: No such file.*ghinhan init"):
        load_schema(tmp_path / "schema.yaml")
    with pytest.raises(SchemaError, match="more than a schema can need"):
        load(tmp_path, "#" * 2_000_001)


def test_the_pure_python_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without libyaml the schema is the same, only slower."""
    import yaml  # noqa: PLC0415  the one test that looks at the parser

    fast = load_schema(default_schema_path())
    monkeypatch.setattr("ghinhan.schema.nodes.LOADER", yaml.SafeLoader)

    assert load_schema(default_schema_path()) == fast


@settings(deadline=None)
@given(st.text(st.sampled_from("ab:-[]{}&*!|>'\"#%@`,? \n\t\0é1~"), max_size=60))
def test_whatever_a_file_holds_the_answer_is_a_schema_or_a_schema_error(text: str) -> None:
    """No other error ever comes out: the command line prints a sentence, not a traceback."""
    path = HERE / "never-written.yaml"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "read_bytes", lambda _: (HEAD + text).encode("utf-8"))
        try:
            outcome = load_schema(path).name
        except SchemaError as error:
            outcome = str(error)

    assert outcome == "mine/1" or str(path) in outcome
