"""What people say of a release: read strictly, and never invented."""

from pathlib import Path

import pytest

from ghinhan.foundation.errors import ReleaseError
from ghinhan.release import Description, load_description
from tests.release.projects import RELEASE


def test_the_file_is_read_field_by_field(tmp_path: Path) -> None:
    """Everything in the file reaches the card."""
    (tmp_path / "release.toml").write_bytes(RELEASE.encode())

    assert load_description(tmp_path / "release.toml") == Description(
        title="Small | <sample>",
        summary="Two sentences an article.",
        licence="CC-BY-4.0",
        rights="made for these tests",
        limits=("The articles are made up.",),
        citation="Nobody (2025).",
        readings={"a1": "made by a test"},
    )


def test_a_missing_file_says_nothing(tmp_path: Path) -> None:
    """Unknown stays unknown: no licence is assumed."""
    assert load_description(tmp_path / "release.toml") == Description()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"title = ", "release.toml: .*Mend it; the smallest such file is"),
        (b'titel = "x"', "unknown field `titel`"),
        (b"title = 3", r"Expected `str`, got `int` - at `\$\.title`"),
        (b"\xff", "can't decode byte 0xff"),
        (b'format = "ghinhan-release/9"', "'ghinhan-release/9', this version reads"),
    ],
)
def test_a_faulty_file_is_refused(tmp_path: Path, content: bytes, message: str) -> None:
    """A misspelt licence field must not become a card without a licence."""
    (tmp_path / "release.toml").write_bytes(content)

    with pytest.raises(ReleaseError, match=message):
        load_description(tmp_path / "release.toml")
