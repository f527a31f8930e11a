"""Colours of labels: two palettes of 20, and how well a colour stands out from its ground.

Colour is never the only sign of a label; the code always stands beside it.
"""

import re

HEX_COLOUR = re.compile(r"#[0-9a-f]{6}")
LEAST_CONTRAST = 3.0
GROUND, DARK_GROUND = "#ffffff", "#111111"

LIGHT = (
    "#575e83",
    "#f74807",
    "#460107",
    "#9b8b89",
    "#24025f",
    "#7480fa",
    "#7f5449",
    "#473c44",
    "#852100",
    "#4f15b7",
    "#8d8ab2",
    "#75676e",
    "#789c5b",
    "#5151e7",
    "#3e3a5e",
    "#33152c",
    "#bd3403",
    "#5b3429",
    "#af6a8e",
    "#5a8269",
)
"""On light ground: at worst 9.2 CIEDE2000 apart under three kinds of colour blindness."""

DARK = (
    "#76e1ec",
    "#aa4d0a",
    "#39677b",
    "#f4f046",
    "#8b9285",
    "#bb5bee",
    "#d9f1c8",
    "#d08b1d",
    "#5a6459",
    "#6399a7",
    "#9531c5",
    "#9dc27f",
    "#cebcbb",
    "#948159",
    "#b199de",
    "#6b7b7f",
    "#bdf6e9",
    "#dcc047",
    "#8b65a2",
    "#826644",
)
"""On dark ground, likewise."""


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0.0 (black) to 1.0 (white).

    Source:
        WCAG 2.2, definition of relative luminance.

    """
    red, green, blue = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue)
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(colour: str, ground: str) -> float:
    """Contrast ratio of two colours, 1.0 (none) to 21.0 (black on white).

    Source:
        WCAG 2.2, definition of contrast ratio.

    Example:
        >>> contrast("#000000", "#ffffff")
        21.0

    """
    dark, light = sorted((luminance(colour), luminance(ground)))
    return (light + 0.05) / (dark + 0.05)
