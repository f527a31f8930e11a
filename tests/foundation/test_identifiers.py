"""Names become files: one each, safe everywhere, and never the same for two."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghinhan.foundation.errors import UnsafeNameError
from ghinhan.foundation.identifiers import (
    LOOKS_HASHED,
    RESERVED,
    file_name_for,
    new_identifier,
    refuse_unsafe,
)

# Not st.text: it would merge the two alphabets and hardly ever draw from the first.
NAMES = (
    st.lists(
        st.sampled_from("aAb-.01 eéế\u0301đĐ") | st.characters(exclude_categories=["Cs", "Cc"]),
        min_size=1,
        max_size=12,
    )
    .map("".join)
    .filter(
        lambda name: name.strip() and "/" not in name and "\\" not in name and set(name) - {"."}
    )
)


@given(NAMES)
def test_a_file_name_is_plain_wherever_it_is_copied(name: str) -> None:
    """Lower-case ASCII, no reserved word, short, no dot at either end."""
    file_name = file_name_for(name)

    assert re.fullmatch(r"[a-z0-9][a-z0-9_.-]{0,99}", file_name)
    assert file_name.split(".")[0] not in RESERVED
    assert not file_name.endswith(".")


@given(NAMES, NAMES)
def test_two_names_never_share_a_file(one: str, other: str) -> None:
    """Not even on a disk that ignores case or normalises Unicode."""
    if one != other:
        assert file_name_for(one) != file_name_for(other)


@given(NAMES)
def test_a_name_in_another_normal_form_or_case_has_its_own_file(name: str) -> None:
    """Two names that look the same are still two."""
    for variant in (unicodedata.normalize("NFD", name), name.upper(), f"{name} "):
        if variant != name:
            assert file_name_for(variant) != file_name_for(name)


@given(NAMES)
def test_the_file_name_of_a_file_name_is_itself_only_when_it_is_plain(name: str) -> None:
    """A name that looks hashed is hashed again, so nobody can take another's file by its name."""
    file_name = file_name_for(name)

    assert (file_name_for(file_name) == file_name) is not bool(LOOKS_HASHED.fullmatch(file_name))


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "needs 1 to 500 visible characters, got 0"),
        (" \u00a0", "needs 1 to 500 visible characters"),
        ("a" * 501, "got 501"),
        ("a/b", r"character 1 of the name 'a/b' is '/'"),
        ("a\\b", "which no file name may hold"),
        ("ab\x00", r"character 2 .*'\\x00'"),
        ("\ud800", "character 0"),
        ("..", "means a folder"),
    ],
)
def test_what_names_no_file_is_refused(name: str, message: str) -> None:
    """With the character that stands in the way."""
    with pytest.raises(UnsafeNameError, match=message):
        refuse_unsafe(name)


@pytest.mark.parametrize("name", ["con", "nul.txt", "com1", "a."])
def test_words_that_some_systems_reserve_are_hashed(name: str) -> None:
    """A corpus made here must open there."""
    assert LOOKS_HASHED.fullmatch(file_name_for(name))


def test_identifiers_are_new_each_time() -> None:
    """Two annotators who work apart never make the same."""
    made = {new_identifier("m") for _ in range(1000)}

    assert len(made) == 1000
    assert all(re.fullmatch(r"m-[0-9a-f]{12}", identifier) for identifier in made)
