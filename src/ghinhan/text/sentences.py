r"""Cut a text into sentences, by rules that a person can check.

Lines are cut first; inside a line a sentence ends at `.`, `!`, `?` or `…`, with the quotation
marks, brackets and emoji that close it, where white space and then a capital, a digit or an opening
mark follows. Abbreviations of titles and single capitals do not end a sentence.
"""

import re
from collections.abc import Iterator

LINE = re.compile(r"[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
OPENERS = "\"'“‘«([{—–-"
EMOJI = "[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f\u200d]"
ENDING = re.compile(
    rf"(([.!?…]+[\"'”’»)\]}}]*)(?:\s*{EMOJI})*)\s+(?=[{re.escape(OPENERS)}]*\s?(\w))"
)
ABBREVIATION = re.compile(
    r"(?:\b(?i:tp|tx|ts|ths|pgs|gs|bs|ks|cn|ls|nsnd|nsưt|mr|mrs|ms|dr|st|jr|vs|tr|tt|p|q|h|x)"
    r"|\b[A-ZĐ](?:\.[A-ZĐ])*)\.$"
)
LONGEST_ABBREVIATION = 12


def split_sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Start and end of each sentence, without the white space around it.

    Args:
        text: any string.

    Returns:
        Spans in order; every character that is not white space lies in exactly one.

    Example:
        >>> text = "Ông tới TP. Huế. Ai? “Tôi.” Giá 1.5 USD."
        >>> [text[start:end] for start, end in split_sentences(text)]
        ['Ông tới TP. Huế.', 'Ai?', '“Tôi.”', 'Giá 1.5 USD.']

    """
    return tuple(span for line in LINE.finditer(text) for span in split_line(text, *line.span()))


def split_line(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentences of one line."""
    while start < end and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    for found in ENDING.finditer(text, start, end):
        follower = found.group(3)
        if not (follower.isupper() or follower.isdigit()):
            continue
        before = text[max(start, found.start() - LONGEST_ABBREVIATION) : found.end(2)]
        if ABBREVIATION.search(before):
            continue
        yield start, found.end(1)
        start = found.end()
    if start < end:
        yield start, end
