"""Contrast of colours, checked against published values."""

import pytest

from ghinhan.schema.colours import DARK, DARK_GROUND, GROUND, LIGHT, contrast

# W3C, Understanding SC 1.4.3: #767676 on white is the lightest grey that reaches 4.5:1.
LIGHTEST_GREY = "#767676"


def test_contrast_equals_the_published_example() -> None:
    """Our number is the one that every checker prints."""
    assert round(contrast(LIGHTEST_GREY, "#ffffff"), 2) == 4.54


def test_contrast_does_not_care_which_is_the_ground() -> None:
    """Swapping the two changes nothing."""
    assert contrast("#575e83", GROUND) == contrast(GROUND, "#575e83")


@pytest.mark.parametrize(("palette", "ground"), [(LIGHT, GROUND), (DARK, DARK_GROUND)])
def test_every_colour_of_a_palette_stands_out(palette: tuple[str, ...], ground: str) -> None:
    """Whatever `dressing` hands out can be seen."""
    assert len(set(palette)) == 20
    assert min(contrast(colour, ground) for colour in palette) >= 3
