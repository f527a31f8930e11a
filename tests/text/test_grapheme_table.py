"""The committed table of grapheme properties is what the Unicode data says.

`python tests/text/test_grapheme_table.py` writes the table anew from the `regex` library, which
carries the data of a Unicode version; nothing else in the package needs that library.
"""

import sys
from itertools import groupby
from pathlib import Path

import pytest
import regex

from ghinhan.text import grapheme_table

PROPERTIES = {
    "CONTROL": r"\p{GCB=Control}",
    "EXTEND": r"\p{GCB=Extend}",
    "PREPEND": r"\p{GCB=Prepend}",
    "SPACING_MARK": r"\p{GCB=SpacingMark}",
    "HANGUL_L": r"\p{GCB=L}",
    "HANGUL_V": r"\p{GCB=V}",
    "HANGUL_T": r"\p{GCB=T}",
    "PICTOGRAPHIC": r"\p{Extended_Pictographic}",
    "CONJUNCT_CONSONANT": r"\p{InCB=Consonant}",
    "CONJUNCT_LINKER": r"\p{InCB=Linker}",
    "CONJUNCT_EXTEND": r"\p{InCB=Extend}",
}
TABLE = Path(grapheme_table.__file__)
HEAD = '''"""Which code points have which grapheme property: written by a program, never by hand.

Each constant lists code points and ranges in hexadecimal; `python
tests/text/test_grapheme_table.py` writes the file anew and a test compares it.

Source:
    Unicode 18.0, GraphemeBreakProperty.txt, emoji-data.txt, DerivedCoreProperties.txt (InCB).
"""
'''


def published_ranges(pattern: str) -> str:
    """The code points with a property as `a-b c …`, in hexadecimal."""
    has_property = regex.compile(pattern).fullmatch
    points = [point for point in range(sys.maxunicode + 1) if has_property(chr(point))]
    runs = []
    for _, group in groupby(enumerate(points), lambda pair: pair[1] - pair[0]):
        run = [point for _, point in group]
        runs.append(f"{run[0]:x}-{run[-1]:x}" if len(run) > 1 else f"{run[0]:x}")
    return " ".join(runs)


@pytest.mark.parametrize("name", PROPERTIES)
def test_the_table_holds_what_unicode_publishes(name: str) -> None:
    """A table that lags behind Unicode would cut new emoji in two."""
    committed = " ".join(getattr(grapheme_table, name).split())

    assert committed == published_ranges(PROPERTIES[name])


def wrapped(words: str) -> str:
    """The ranges in lines of at most 96 characters."""
    lines, line = [], ""
    for word in words.split():
        if len(line) + len(word) > 95:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "\n".join([*lines, line])


if __name__ == "__main__":
    body = "".join(
        f'\n{name} = """\n{wrapped(published_ranges(pattern))}\n"""\n'
        for name, pattern in PROPERTIES.items()
    )
    TABLE.write_text(HEAD + body, encoding="utf-8", newline="\n")
