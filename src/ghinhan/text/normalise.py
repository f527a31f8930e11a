r"""Bring a decoded article into the one form in which texts are stored.

A byte order mark at the start is dropped, CRLF and CR become LF, and the text becomes NFC;
nothing else changes. The alignment says for every code point what it was made from.
"""

import re
import unicodedata
from typing import NamedTuple

from ghinhan.foundation.errors import TextError
from ghinhan.text.alignment import Alignment, Run

HANGUL_TAIL = re.compile("[\u1160-\u11ff]")
KIRAT_RAI_VOWELS = re.compile("[\U00016d63-\U00016d6a]")
BYTE_ORDER_MARK = "\ufeff"


class Normalised(NamedTuple):
    """A text in stored form, and where each of its code points came from."""

    text: str
    alignment: Alignment


def normalise(decoded: str) -> Normalised:
    r"""Drop the byte order mark, make line ends LF and letters NFC.

    Args:
        decoded: any string without lone surrogates.

    Returns:
        The text, and its alignment with `decoded` in code points of both.

    Raises:
        TextError: a lone surrogate, with its position.

    Example:
        >>> normalise("\ufeffa\r\nViê\u0323t").text
        'a\nViệt'
        >>> normalise("a\r\nb").alignment.source_span(2, 3)
        (3, 4)

    """
    refuse_surrogates(decoded)
    is_nfc = unicodedata.is_normalized("NFC", decoded)
    if is_nfc and "\r" not in decoded and not decoded.startswith(BYTE_ORDER_MARK):
        runs = (Run(0, len(decoded), 0, len(decoded)),) if decoded else ()
        return Normalised(decoded, Alignment(runs))
    pieces: list[str] = []
    rows: list[Run] = []
    length = position = 0
    for found in re.finditer(change_pattern(decoded, is_nfc=is_nfc), decoded):
        start, end = found.span()
        replacement = replace_piece(found.group())
        if replacement == found.group():
            continue
        if position < start:
            pieces.append(decoded[position:start])
            rows.append(Run(length, length + start - position, position, start))
            length += start - position
        if replacement:
            pieces.append(replacement)
            rows.append(Run(length, length + len(replacement), start, end, is_verbatim=False))
            length += len(replacement)
        position = end
    if position < len(decoded):
        pieces.append(decoded[position:])
        rows.append(Run(length, length + len(decoded) - position, position, len(decoded)))
    return Normalised("".join(pieces), Alignment(tuple(rows)))


def refuse_surrogates(text: str) -> None:
    r"""Refuse half of a surrogate pair, which no file in UTF-8 can hold.

    Raises:
        TextError: names the code unit and its position.

    Example:
        >>> refuse_surrogates("ab\ud800")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ghinhan.foundation.errors.TextError: character 2 is a lone surrogate (U+D800): half of ...

    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise TextError(
            f"character {error.start} is a lone surrogate (U+{ord(text[error.start]):04X}): half "
            "of a pair that stands for one character in UTF-16. Repair the text where it was made."
        ) from error


def replace_piece(piece: str) -> str:
    """What stands in the stored text for one piece of the decoded one."""
    if piece.startswith("\r"):
        return "\n"
    if piece.startswith(BYTE_ORDER_MARK) and not piece.strip(BYTE_ORDER_MARK):
        return ""
    return unicodedata.normalize("NFC", piece)


def change_pattern(decoded: str, *, is_nfc: bool) -> str:
    """A pattern that finds every stretch which may change, and stops where nothing can cross.

    It is made from the characters that occur: a class of the whole of Unicode would be slow.
    """
    always = f"\\A{BYTE_ORDER_MARK}+|\r\n?"
    if is_nfc:
        return always
    characters = [character for character in set(decoded) if not character.isascii()]
    followers = "".join(re.escape(mark) for mark in characters if joins_backward(mark))
    alone = "".join(
        re.escape(character)
        for character in characters
        if not unicodedata.is_normalized("NFC", character) and not joins_backward(character)
    )
    for inside, pattern in ((followers, f"[^\r{followers}]?[{followers}]+"), (alone, f"[{alone}]")):
        always += f"|{pattern}" if inside else ""
    return always


def joins_backward(character: str) -> bool:
    """Whether normalisation may move the character before, or merge it with, the one in front.

    Wider than needed (every mark), which costs a little time and is never wrong.
    """
    return (
        unicodedata.combining(character) != 0
        or unicodedata.category(character).startswith("M")
        or bool(HANGUL_TAIL.match(character) or KIRAT_RAI_VOWELS.match(character))
    )
