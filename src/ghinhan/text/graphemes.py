r"""Extended grapheme clusters: what a reader takes for one character.

Nearly every code point of a newspaper is a cluster of its own, so the clusters of two and more
code points are what is looked for; everything else follows from them.

Source:
    Unicode Standard Annex 29, table 1c and rules GB3 to GB13 (GB9c as
    revised for Unicode 18), on the data of
    `ghinhan.text.grapheme_table`.
"""

import functools
import re
from collections.abc import Iterator

from ghinhan.text import grapheme_table as table

FIRST_SYLLABLE, LAST_SYLLABLE = 0xAC00, 0xD7A3
TRAILING_CONSONANTS = 28
REGIONAL = "1f1e6-1f1ff"
ZWJ = "200d"
MARKS = f"{table.EXTEND} {table.SPACING_MARK} {ZWJ}"
"""What never begins a cluster inside a line."""

JOINERS = (
    f"d {MARKS} {table.PREPEND} {REGIONAL} {table.HANGUL_L} {table.HANGUL_V} {table.HANGUL_T} "
    f"{table.CONJUNCT_LINKER}"
)
"""Without any of these no cluster is longer than one code point."""

SPECIAL = f"{JOINERS} {table.CONTROL} {table.PICTOGRAPHIC} {table.CONJUNCT_CONSONANT} ac00-d7a3"


@functools.cache
def finder_of(ranges: str) -> re.Pattern[str]:
    """Finds a character in ranges that are written as in the table."""
    bounds = (
        "-".join(f"\\U{point:0>8}" for point in ranged.split("-")) for ranged in ranges.split()
    )
    return re.compile(f"[{''.join(bounds)}]")


def characters_in(ranges: str, characters: str) -> str:
    r"""Those of some characters that lie in the ranges, as the inside of a `[…]`.

    Example:
        >>> characters_in("41-43 61", "aBx")
        '\\U00000061\\U00000042'

    """
    return "".join(f"\\U{ord(found):08x}" for found in finder_of(ranges).findall(characters))


@functools.lru_cache(maxsize=256)
def cluster_pattern(special: str) -> re.Pattern[str]:
    """Finds, from the start of a cluster, that cluster if it is longer than one code point.

    A lone character of a special kind may be found too and is left out by the caller. The
    pattern is made for the characters that occur, because the whole table in one pattern costs
    half a microsecond for every character of a text.

    Args:
        special: the characters of the text that have a grapheme property.

    """

    def one_of(ranges: str) -> str:
        inside = characters_in(ranges, special)
        return f"[{inside}]" if inside else "(?!)"

    lead, vowel, trail = map(one_of, (table.HANGUL_L, table.HANGUL_V, table.HANGUL_T))
    syllables = [character for character in special if is_syllable(character)]
    whole = f"[{''.join(syllables)}]" if syllables else "(?!)"
    opened = [character for character in syllables if is_open_syllable(character)]
    lv = f"[{''.join(opened)}]" if opened else "(?!)"
    hangul = f"{lead}*(?:{vowel}+|{lv}{vowel}*|{whole}){trail}*|{lead}+|{trail}+"

    picture, extend, marks = map(one_of, (table.PICTOGRAPHIC, table.EXTEND, MARKS))
    emoji = f"{picture}(?:{extend}*\u200d{picture})*"
    linker, between = map(one_of, (table.CONJUNCT_LINKER, table.CONJUNCT_EXTEND))
    linked = f"{between}*{one_of(table.CONJUNCT_CONSONANT)}"

    core = f"{hangul}|{one_of(REGIONAL)}{{2}}|{emoji}|{linker}{linked}"
    anything = f"[^{characters_in(table.CONTROL, special)}\r\n]"
    rest = f"(?:{marks}*(?={marks}){linker}{linked})*{marks}*"
    return re.compile(
        f"\r\n|{one_of(table.PREPEND)}+(?:(?:{core}|{anything}){rest})?"
        f"|(?:{core}){rest}|{anything}(?={marks}){rest}"
    )


def is_syllable(character: str) -> bool:
    """Whether it is a precomposed Hangul syllable."""
    return FIRST_SYLLABLE <= ord(character) <= LAST_SYLLABLE


def is_open_syllable(character: str) -> bool:
    """Whether a precomposed Hangul syllable has no trailing consonant (LV in UAX 29)."""
    return (ord(character) - FIRST_SYLLABLE) % TRAILING_CONSONANTS == 0


def long_clusters(text: str) -> Iterator[tuple[int, int]]:
    r"""Start and end of each grapheme cluster of two or more code points, in order.

    Args:
        text: any string.

    Example:
        >>> list(long_clusters("e\u0301 🇻🇳\r\n"))
        [(0, 2), (3, 5), (5, 7)]

    """
    if text.isascii() and "\r" not in text:
        return
    characters = "".join(sorted(set(text)))
    if not finder_of(JOINERS).search(characters):
        return
    special = "".join(finder_of(SPECIAL).findall(characters))
    for found in cluster_pattern(special).finditer(text):
        start, end = found.span()
        if end - start > 1:
            yield start, end


def split_graphemes(text: str) -> Iterator[tuple[int, int]]:
    r"""Start and end of every grapheme cluster; together they are the text.

    Example:
        >>> [text[a:b] for text in ["a👩‍👧b"] for a, b in split_graphemes(text)]
        ['a', '👩\u200d👧', 'b']

    """
    position = 0
    for start, end in long_clusters(text):
        yield from ((single, single + 1) for single in range(position, start))
        yield start, end
        position = end
    yield from ((single, single + 1) for single in range(position, len(text)))
