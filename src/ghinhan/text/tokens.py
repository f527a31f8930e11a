r"""Cut a text into syllables, numbers and punctuation marks.

Vietnamese writes a space between syllables, not between words, and every tool's words cut
through names somewhere; so tokens are syllables, and a label can always be put on whole ones.
`26-4`, `2-2022`, `1.234,5` and `F-16` are whole; quotation marks and brackets stand alone.
"""

import re

from ghinhan.text.graphemes import long_clusters

TOKEN = re.compile(
    r"""
    \d+(?:[-–/.,:]\d+)+(?!\w)    # 26-4, 2025-12-22, 1.234,5, 10:30
    | [A-ZĐ]\w*-\d\w*            # F-16, COVID-19
    | \w+                        # a syllable, a plain number
    | \.\.+                      # an ellipsis in dots
    | \S                         # any other mark
    """,
    re.VERBOSE,
)


def split_tokens(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each token.

    Args:
        text: any string.

    Returns:
        Spans in order; every character that is not white space lies in exactly one, and no
        grapheme cluster is cut, unless it holds white space.

    Example:
        >>> text = "ngày 26-4, ông (Putin) nói"
        >>> [text[start:end] for start, end in split_tokens(text)]
        ['ngày', '26-4', ',', 'ông', '(', 'Putin', ')', 'nói']

    """
    spans = [found.span() for found in TOKEN.finditer(text)]
    joints = {joint for start, end in long_clusters(text) for joint in range(start + 1, end)}
    return tuple(glue_tokens(text, spans, joints) if joints else spans)


def glue_tokens(text: str, spans: list[tuple[int, int]], joints: set[int]) -> list[tuple[int, int]]:
    """Put together what was cut inside a grapheme cluster, and a word cut by its own marks.

    Args:
        text: the whole text.
        spans: tokens that may end inside a cluster.
        joints: the positions inside clusters.

    """
    glued: list[tuple[int, int]] = []
    for start, end in spans:
        if glued and glued[-1][1] == start:
            before = glued[-1]
            is_word_going_on = text[start].isalnum() and (start - 1) in joints
            is_word_before = is_word_going_on and text[before[0]].isalpha()
            if start in joints or is_word_before:
                glued[-1] = (before[0], end)
                continue
        glued.append((start, end))
    return glued
