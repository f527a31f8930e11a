"""From raw bytes to a string, when it is certain how; otherwise refuse and say where and what.

No byte is ever skipped or replaced. What the string is brought into afterwards is the affair of
`ghinhan.text.normalise`.
"""

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from ghinhan.foundation.errors import DecodingError
from ghinhan.ingest.legacy import SAMPLE, rate_legacy

MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SIGNATURES = (
    (b"%PDF-", "a PDF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"PK\x03\x04", "a ZIP archive or Word document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"(\xb5/\xfd", "a Zstandard archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
)
TEXT_CONTROLS = frozenset(b"\t\n\v\f\r\x1b")
MOST_CONTROLS = 0.05
FEWEST_NULS = 0.15
LATIN = re.compile("[ -~\xa0-\u036f\u1e00-\u206f\u20ab\u20ac]")
CERTAIN_SHARE = 0.9
DOUBTFUL_SHARE = 0.6
FEWEST_WORDS = 5
MOSTLY_UTF8 = 0.8
ADVICE = {
    "TCVN3": "iconv -f TCVN -t UTF-8",
    "VISCII": "iconv -f VISCII -t UTF-8",
    "VNI": "a converter such as UniKey's",
    "windows-1258": "iconv -f CP1258 -t UTF-8",
}


class Decoded(NamedTuple):
    """What the bytes say, a byte order mark included, and Python's name of the encoding."""

    text: str
    encoding: str


def decode_bytes(raw: bytes, name: str) -> Decoded:
    r"""Decode an article.

    Args:
        raw: the whole file.
        name: the file's name, for messages.

    Returns:
        The string and its encoding; `text.encode(encoding) == raw` holds, but for windows-1258
        bytes with two spellings.

    Raises:
        DecodingError: empty, binary, damaged, or in an encoding that is not certain.

    Example:
        >>> decode_bytes("Tờ báo".encode("utf-16"), "a.txt").encoding
        'utf-16-le'

    """
    if not raw:
        raise DecodingError(f"{name} is empty: 0 bytes. Put the article in it, or remove it.")
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return Decoded(decode_strictly(raw, encoding, name), encoding)
    for signature, kind in SIGNATURES:
        if raw.startswith(signature):
            raise DecodingError(f"{name} is {kind}, not text. Save the article as .txt or .html.")
    encoding = find_unmarked_utf16(raw)
    if encoding:
        return Decoded(decode_strictly(raw, encoding, name), encoding)
    refuse_binary(raw, name)
    try:
        return Decoded(raw.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return decode_legacy(raw, name, error)


def decode_strictly(raw: bytes, encoding: str, name: str) -> str:
    """Decode by an encoding that is known, or say at which byte it breaks.

    Raises:
        DecodingError: names byte and encoding.

    """
    try:
        return raw.decode(encoding)
    except UnicodeDecodeError as error:
        raise DecodingError(
            f"{name}: the file says it is {encoding}, but byte {error.start} "
            f"(0x{raw[error.start]:02X}) cannot be read as such: {error.reason}. "
            "The file is damaged or cut short; fetch it again."
        ) from error


def find_unmarked_utf16(raw: bytes) -> str:
    """`utf-16-le` or `utf-16-be` for a file that is certainly that without a mark, or ''.

    Latin letters leave many an other byte 0, and nearly all characters must be Latin.
    """
    sample = raw[:SAMPLE]
    half = len(sample) // 2
    if len(raw) % 2 or not half:
        return ""
    nuls = {"utf-16-be": sample[::2].count(0), "utf-16-le": sample[1::2].count(0)}
    encoding = max(nuls, key=lambda order: nuls[order])
    if nuls[encoding] < FEWEST_NULS * half:
        return ""
    text = sample[: 2 * half].decode(encoding, "replace")
    latin = sum(1 for letter in text if letter in "\t\n\r\ufeff" or LATIN.match(letter))
    return encoding if latin >= CERTAIN_SHARE * half else ""


def refuse_binary(raw: bytes, name: str) -> None:
    """Refuse bytes that hold more control characters than any text does.

    Raises:
        DecodingError: names the first such byte.

    """
    sample = raw[:SAMPLE]
    places = [
        place for place, byte in enumerate(sample) if byte < 0x20 and byte not in TEXT_CONTROLS
    ]
    if len(places) > MOST_CONTROLS * len(sample):
        raise DecodingError(
            f"{name} is not text: {len(places)} of its first {len(sample)} bytes are control "
            f"characters, the first is byte {places[0]} (0x{raw[places[0]]:02X}). "
            "Save the article as .txt or .html."
        )


def decode_legacy(raw: bytes, name: str, error: UnicodeDecodeError) -> Decoded:
    """Read windows-1258 when that is certain; otherwise refuse with the best guess.

    Raises:
        DecodingError: names the byte that is not UTF-8, the guess, and a way out.

    """
    place = f"{name}: byte {error.start} (0x{raw[error.start]:02X}) is not UTF-8"
    broken = is_broken_utf8(raw)
    ratings = {} if broken else rate_legacy(raw)
    ranked = sorted(ratings, key=lambda encoding: ratings[encoding], reverse=True)
    if broken:
        raise DecodingError(
            f"{place} ({error.reason}), though nearly all of the file is: it is damaged. "
            "Fetch it again, or mend that byte."
        ) from error
    best = ranked[0]
    share, words = ratings[best]
    is_clear = ratings[ranked[1]][0] < DOUBTFUL_SHARE
    if best == "windows-1258" and share >= CERTAIN_SHARE and words >= FEWEST_WORDS and is_clear:
        return Decoded(decode_strictly(raw, "cp1258", name), "cp1258")
    if share >= DOUBTFUL_SHARE:
        raise DecodingError(
            f"{place}; it looks like {best} ({share:.0%} of {words} words with accents are "
            f"Vietnamese syllables), which is not certain enough to read. Convert it with "
            f"{ADVICE[best]}, look at the result, and ingest that."
        ) from error
    guess = from_bytes(raw[:SAMPLE]).best()
    guessed = f"perhaps {guess.encoding}" if guess else "no known encoding fits"
    raise DecodingError(
        f"{place}; {guessed}, but that is not certain. Convert the file to UTF-8 with a tool that "
        "knows where it came from, look at the result, and ingest that."
    ) from error


def is_broken_utf8(raw: bytes) -> bool:
    """Whether nearly everything beyond ASCII is UTF-8: then a byte is damaged."""
    beyond = sum(1 for byte in raw[:SAMPLE] if byte >= 0x80)
    lost = raw[:SAMPLE].decode("utf-8", "replace").count("\ufffd")
    return beyond > 1 and lost <= (1 - MOSTLY_UTF8) * beyond
