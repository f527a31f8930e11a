"""Bytes become text when it is certain how, and are refused with place and guess when not."""

import codecs
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghinhan.foundation.errors import DecodingError
from ghinhan.ingest import legacy
from ghinhan.ingest.decode import decode_bytes

ARTICLE = (
    "Thủ tướng Anh và Tổng thống Pháp đã thúc đẩy sáng kiến hình thành liên minh tự nguyện, "
    "theo đó các đồng minh sẽ sử dụng binh lính của họ để thực thi bất kỳ thỏa thuận nào. "
    "Ông đến Huế."
)
TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
MARKS_TO_VNI = {marks: letter for letter, marks in legacy.VNI_MARKS.items()}
LETTERS_TO_VNI = {letter: code for code, letter in legacy.VNI_LETTERS.items()}


def as_windows_1258(text: str) -> bytes:
    """The bytes that Windows wrote: a letter with its own mark, then the tone."""
    pieces = []
    for letter in text:
        parts = unicodedata.normalize("NFD", letter)
        base = "".join(part for part in parts if part not in TONES)
        pieces += [unicodedata.normalize("NFC", base), *(part for part in parts if part in TONES)]
    return "".join(pieces).encode("cp1258")


def as_tcvn3(text: str) -> bytes:
    """The bytes of the ABC fonts."""
    table = {entry[2]: bytes.fromhex(entry[:2]) for entry in legacy.TCVN3.split()}
    return b"".join(table.get(letter) or letter.encode("ascii") for letter in text)


def as_viscii(text: str) -> bytes:
    """The bytes of RFC 1456."""
    table = {letter: bytes([0x80 + place]) for place, letter in enumerate(legacy.VISCII)}
    return b"".join(table.get(letter) or letter.encode("ascii") for letter in text)


def as_vni(text: str) -> bytes:
    """The bytes of the VNI fonts: a letter, then one for its marks."""
    pieces = []
    for letter in text:
        if letter in LETTERS_TO_VNI:
            pieces.append(LETTERS_TO_VNI[letter])
            continue
        parts = unicodedata.normalize("NFD", letter)
        base, marks = parts[0], parts[1:]
        if marks[-1:] == "\u031b":
            marks = marks[:-1]
        if "\u031b" in marks:
            base, marks = LETTERS_TO_VNI[{"o": "ơ", "u": "ư"}[base]], marks.replace("\u031b", "")
        if "\u0323" in marks:
            marks = marks.replace("\u0323", "") + "\u0323"
        pieces.append(base + (MARKS_TO_VNI[marks] if marks else ""))
    return "".join(pieces).encode("cp1252")


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1))
def test_utf8_is_read_as_it_is(text: str) -> None:
    """Whatever is valid UTF-8 is UTF-8, a byte order mark included."""
    assert decode_bytes(text.encode("utf-8"), "a.txt") == (text, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_a_byte_order_mark_settles_the_encoding(encoding: str, text: str) -> None:
    """The mark stays in the string, so that positions stay those of the file."""
    raw = f"\ufeff{text}".encode(encoding)
    if encoding == "utf-16-le" and text.startswith("\x00"):
        return  # the same bytes are UTF-32, which is what every reader takes them for

    assert decode_bytes(raw, "a.txt") == (f"\ufeff{text}", encoding)


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_read_when_only_one_order_fits(encoding: str) -> None:
    """Old Notepad saved such files; Latin letters give the order away."""
    assert decode_bytes(ARTICLE.encode(encoding), "a.txt") == (ARTICLE, encoding)


def test_windows_1258_is_read_when_its_words_are_vietnamese() -> None:
    """Tones are characters of their own there; composed, they are the words of the article."""
    text, encoding = decode_bytes(as_windows_1258(ARTICLE), "a.txt")

    assert encoding == "cp1258"
    assert unicodedata.normalize("NFC", text) == ARTICLE


@pytest.mark.parametrize(
    ("encode", "name"), [(as_tcvn3, "TCVN3"), (as_viscii, "VISCII"), (as_vni, "VNI")]
)
def test_older_encodings_are_refused_by_name(encode: object, name: str) -> None:
    """Python cannot write them, so no position could be checked; the guess says what to do."""
    assert callable(encode)
    raw = encode(ARTICLE.lower())
    first = next(place for place, byte in enumerate(raw) if byte >= 0x80)

    with pytest.raises(DecodingError, match=rf"a\.txt: byte {first} .*looks like {name} "):
        decode_bytes(raw, "a.txt")


def test_every_older_encoding_gives_back_the_article_it_was_written_from() -> None:
    """The tables are right for every letter with marks, not only for those of one article."""
    bases = "aăâeêioôơuưy"
    letters = [unicodedata.normalize("NFC", base + tone) for base in bases for tone in TONES]
    alphabet = "".join([*letters, *bases[1:], "đ"])

    assert legacy.from_tcvn3(as_tcvn3(alphabet)) == alphabet
    assert legacy.from_viscii(as_viscii(alphabet)) == alphabet
    spellable = "".join(letter for letter in alphabet if letter not in "ìí")
    assert legacy.from_vni(as_vni(spellable)) == spellable
    assert len(set(legacy.VISCII)) == len(legacy.VISCII) == 128


def test_too_few_words_are_not_enough_to_be_certain() -> None:
    """Two words may look Vietnamese by chance."""
    with pytest.raises(DecodingError, match=r"looks like windows-1258 .* not certain enough"):
        decode_bytes(as_windows_1258("Hội nghị Huế"), "a.txt")


def test_another_encoding_is_refused_with_a_guess() -> None:
    """French in cp1252 is no Vietnamese: nothing is read."""
    raw = ("Le président a été reçu à l'Élysée où il a déjeuné. " * 20).encode("cp1252")

    with pytest.raises(DecodingError, match=r"byte 5 \(0xE9\) is not UTF-8; perhaps \w+"):
        decode_bytes(raw, "a.txt")


@pytest.mark.parametrize("encoding", ["shift_jis", "euc_jp"])
def test_japanese_is_not_taken_for_vietnamese(encoding: str) -> None:
    """Its double bytes read as TCVN3 give words of one letter and one accent, by chance."""
    raw = "これは日本語の文章です。東京で会議が開かれた。".encode(encoding)

    with pytest.raises(DecodingError, match=r"byte 0 .* is not UTF-8; (perhaps|no known)"):
        decode_bytes(raw, "a.txt")


def test_bytes_that_no_encoding_fits_are_refused_without_a_guess() -> None:
    """Noise is not text, and nothing is made up about it."""
    raw = bytes(range(0x80, 0x100)) * 3 + b"\x81\x8d\x8f\x90\x9d" * 40

    with pytest.raises(DecodingError, match=r"byte 0 \(0x80\) is not UTF-8"):
        decode_bytes(raw, "a.txt")


def test_a_damaged_byte_in_utf8_is_named() -> None:
    """Replacing or skipping it would move every position after it."""
    raw = ARTICLE.encode("utf-8")
    broken = raw[:40] + b"\xff" + raw[40:]

    with pytest.raises(DecodingError, match=r"byte 40 \(0xFF\) is not UTF-8 .*it is damaged"):
        decode_bytes(broken, "a.txt")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-32-be"])
def test_a_file_cut_short_is_refused_with_its_last_byte(encoding: str) -> None:
    """Half a character at the end means that the file did not arrive whole."""
    raw = f"\ufeff{ARTICLE}".encode(encoding)[:-1]

    with pytest.raises(DecodingError, match=rf"says it is {encoding}, but byte \d+ .*cut short"):
        decode_bytes(raw, "a.txt")


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", r"a\.txt is empty"),
        (b"%PDF-1.7 x", "is a PDF file"),
        (b"PK\x03\x04abc", "a ZIP archive or Word document"),
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"ab\x00\x01\x02\x03\x04xyz", r"5 of its first 10 bytes .* the first is byte 2 \(0x00\)"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8a\x00", r"byte 2 \(0x00\) cannot be read"),
    ],
)
def test_what_is_no_text_is_refused_by_what_it_is(raw: bytes, message: str) -> None:
    """A person who dropped the wrong file learns which one it was."""
    with pytest.raises(DecodingError, match=message):
        decode_bytes(raw, "a.txt")


def test_a_few_control_characters_are_text() -> None:
    """Broken news sites leave them in; they are kept and shown, not dropped."""
    text = f"{ARTICLE}\x00\x02"

    assert decode_bytes(text.encode("utf-8"), "a.txt").text == text


@pytest.mark.parametrize(
    ("word", "is_vietnamese"),
    [("nghiêng", True), ("Thủ", True), ("quý", True), ("café", False), ("ếế", False)],
)
def test_a_syllable_is_told_by_its_shape(word: str, is_vietnamese: bool) -> None:  # noqa: FBT001  a table
    """At most one tone, and a rime that Vietnamese has."""
    assert legacy.is_syllable(word) is is_vietnamese


def test_a_text_without_accents_says_nothing() -> None:
    """No word to judge by: the share is none."""
    assert legacy.vietnamese_share("abc 123") == (0.0, 0)
