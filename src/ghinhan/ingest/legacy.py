"""Recognise the encodings that Vietnamese was written in before Unicode.

Each is told by what comes out: decoded rightly, the words with accents are Vietnamese
syllables; decoded wrongly, hardly any is. TCVN3, VISCII and VNI are only recognised, because
Python cannot write them and so no position could be checked; windows-1258 can be read.
"""

import re
import unicodedata

WORD = re.compile(r"[\w\u0300-\u036f]+")
TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
SYLLABLE = re.compile(
    r"(?:ngh?|nh|gh?|gi|kh?|ph?|qu|th?|tr|ch?|[bdđhlmnrsvx])?"
    r"(?:(?:[aăâeêioôơuưy]|iê|yê|oa|oă|oe|oo|uâ|uê|uô|uơ|uy|uyê|ươ)(?:ng|nh|ch|[cmnpt])?"
    r"|ai|ao|au|ay|âu|ây|eo|êu|ia|iêu|iu|oai|oao|oay|oeo|oi|ôi|ơi|ua|uây|ui|uôi|uya|uyu"
    r"|ưa|ưi|ươi|ươu|ưu|yêu)"
)
SAMPLE = 20_000
"""Bytes that are looked at: more would not make it surer."""

FEWEST_PLAIN = 0.4
"""Share of unaccented letters in any Vietnamese: 0.62 to 0.75 of the letters of our articles, under
0.2 of the bytes of Chinese, Japanese or Korean, whose double bytes look like accents by chance."""

TCVN3 = (
    "a1Ă a2Â a3Ê a4Ô a5Ơ a6Ư a7Đ a8ă a9â aaê abô acơ adư aeđ b5à b6ả b7ã b8á b9ạ bbằ bcẳ bdẵ "
    "beắ c6ặ c7ầ c8ẩ c9ẫ caấ cbậ ccè ceẻ cfẽ d0é d1ẹ d2ề d3ể d4ễ d5ế d6ệ d7ì d8ỉ dcĩ ddí deị "
    "dfò e1ỏ e2õ e3ó e4ọ e5ồ e6ổ e7ỗ e8ố e9ộ eaờ ebở ecỡ edớ eeợ efù f1ủ f2ũ f3ú f4ụ f5ừ f6ử "
    "f7ữ f8ứ f9ự faỳ fbỷ fcỹ fdý feỵ"
)
VISCII = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừử"
    "ÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
"""RFC 1456, bytes 80 to ff."""

VNI_MARKS = {
    "ø": "\u0300",
    "ù": "\u0301",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
VNI_LETTERS = {"ñ": "đ", "ö": "ư", "ô": "ơ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}
VNI_PAIR = re.compile(f"([aeouyôö])([{''.join(VNI_MARKS)}])|[{''.join(VNI_LETTERS)}]")


def from_tcvn3(raw: bytes) -> str:
    """The text if the bytes were TCVN 5712 as the ABC fonts used it."""
    table = {int(entry[:2], 16): entry[2] for entry in TCVN3.split()}
    return "".join(table.get(byte, chr(byte)) for byte in raw)


def from_viscii(raw: bytes) -> str:
    """The text if the bytes were VISCII."""
    return "".join(VISCII[byte - 0x80] if byte >= 0x80 else chr(byte) for byte in raw)


def from_vni(raw: bytes) -> str:
    """The text if the bytes were VNI for Windows: a letter, then a byte for its accents."""

    def join(found: re.Match[str]) -> str:
        if not found.group(1):
            return VNI_LETTERS[found.group()]
        letter = VNI_LETTERS.get(found.group(1), found.group(1))
        return unicodedata.normalize("NFC", letter + VNI_MARKS[found.group(2)])

    return VNI_PAIR.sub(join, raw.decode("cp1252", "replace").lower())


def vietnamese_share(text: str) -> tuple[float, int]:
    """How many of the words with accents are Vietnamese syllables.

    Args:
        text: decoded somehow.

    Returns:
        The share from 0 to 1, and the number of words it was taken from.

    Example:
        >>> vietnamese_share("Thủ tướng café")
        (0.6666666666666666, 3)

    """
    words = [word for word in WORD.findall(text) if not word.isascii()]
    good = sum(1 for word in words if is_syllable(word))
    return (good / len(words) if words else 0.0), len(words)


def is_syllable(word: str) -> bool:
    """Whether a word has the shape of one Vietnamese syllable with at most one tone."""
    if not (word[1:].islower() or word.isupper() or len(word) == 1):
        return False
    bare, tones = TONES.subn("", unicodedata.normalize("NFD", word.lower()))
    return tones <= 1 and bool(SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))


def rate_legacy(raw: bytes) -> dict[str, tuple[float, int]]:
    """The share of Vietnamese words, and their number, under each legacy encoding.

    Args:
        raw: the file, or its beginning.

    """
    sample = raw[:SAMPLE]
    plain = sum(1 for byte in sample if chr(byte).isascii() and chr(byte).isalpha())
    beyond = sum(1 for byte in sample if byte >= 0x80)
    if plain < FEWEST_PLAIN * (plain + beyond):
        return dict.fromkeys(("TCVN3", "VISCII", "VNI", "windows-1258"), (0.0, 0))
    readings = {
        "TCVN3": from_tcvn3(sample),
        "VISCII": from_viscii(sample),
        "VNI": from_vni(sample),
        "windows-1258": sample.decode("cp1258", "replace"),
    }
    return {name: vietnamese_share(reading) for name, reading in readings.items()}
