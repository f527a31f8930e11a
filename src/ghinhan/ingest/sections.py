r"""Which part of an article does which job: header, body, caption, credit, boilerplate.

The rules read what Vietnamese newspapers print, line by line, and look at no single outlet.
Nothing is removed: what is not told to be something else is body. What a header states (date,
outlet, headline) is handed over; what it does not state stays empty.
"""

import datetime as dt
import re
from collections.abc import Iterator
from typing import NamedTuple

from ghinhan.model.document import Section

LINE = re.compile(r"[^\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
DATE = (
    r"(?:(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"|(?P<day_first>\d{1,2})(?P<joint>[-/.])(?P<month_second>\d{1,2})(?P=joint)"
    r"(?P<year_last>\d{4}))"
)
OUTLET = r"\((?P<outlet>[^()\d]{2,40})\)"
HEADER_LINE = re.compile(
    rf"""
    (?:(?:date|ngày(?:\s+đăng)?|đăng\s+lúc|cập\s+nhật|xuất\s+bản
       |thứ\s+(?:hai|ba|tư|năm|sáu|bảy|[2-7])|chủ\s+nhật)\s*[:,]?\s*)*
    {DATE}
    (?:\s*[T,|–-]?\s*\d{{1,2}}\s*[:h]\s*\d{{2}}(?::\d{{2}})?(?:\s*(?:AM|PM|Z))?)?
    (?:\s*\(GMT\s*[+-]\d+\))?
    \s*(?:{OUTLET})?\s*[-–—]?
    """,
    re.VERBOSE | re.IGNORECASE,
)
DATELINE = re.compile(
    rf"(?:{OUTLET}|(?P<bare>TTO|TPO|NLĐO|PLO|SGGPO|TTXVN|VOV\.VN|VTV\.VN|VTC\.VN))\s*[-–—]\s+(?=\S)"
)
CREDIT_WORD = (
    r"(?:Ảnh|Hình|Hình\s+ảnh|Nguồn\s+ảnh|Đồ\s+họa|Video|Clip|Photo)"
    r"(?:\s+(?:minh\s+họa|chụp\s+màn\s+hình|tư\s+liệu))?"
)
PICTURE_CREDIT = (
    rf"\(\s*(?i:{CREDIT_WORD})\s*:\s*[^()\n]{{1,80}}\)\.?$"
    rf"|(?:(?<=[.!?…\"”’»)]\s)|^){CREDIT_WORD}\s*:\s*[^.!?…\n]{{1,80}}\.?$"
)
CREDIT = re.compile(rf"{PICTURE_CREDIT}|^\(?Nguồn\s*:\s*[^.!?…()\n]{{1,80}}\)?\.?$")
BOILERPLATE = re.compile(
    r"""
    (?:bình\s+luận|ý\s+kiến(?:\s+bạn\s+đọc)?|comments?)\s*(?:\(\s*\d+\s*\)|:\s*\d+)
    |(?:ý\s+kiến\s+bạn\s+đọc|gửi\s+bình\s+luận|viết\s+bình\s+luận|chia\s+sẻ|lưu\s+bài(?:\s+viết)?
       |in\s+bài(?:\s+viết)?|quay\s+lại|trở\s+lại|về\s+trang\s+chủ|theo\s+dõi|đọc\s+tiếp|xem\s+thêm
       |tin\s+liên\s+quan|tin\s+cùng\s+chuyên\s+mục|bài\s+liên\s+quan|có\s+thể\s+bạn\s+quan\s+tâm)
       \s*[:.]?
    |(?:xem\s+thêm|đọc\s+thêm|tin\s+liên\s+quan|bài\s+liên\s+quan|từ\s+khóa|tags?)\s*:.{1,300}
    |>>.{1,300}
    |(?:mời\s+(?:quý\s+)?(?:độc|bạn)\s+(?:giả|đọc)|theo\s+dõi).{1,200}(?:google|facebook|zalo|youtube|fanpage).{0,80}
    |(?:©|\(c\)|copyright|bản\s+quyền\s+thuộc).{1,200}
    """,
    re.VERBOSE | re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
LONGEST_CAPTION = 700
LONGEST_HEADLINE = 200


class HeaderFacts(NamedTuple):
    """What the article itself says of itself; empty where it does not."""

    title: str = ""
    publisher: str = ""
    published: str = ""


class Line(NamedTuple):
    """A line without the white space around it, and whether it follows its neighbour directly."""

    start: int
    end: int
    follows: bool


def find_sections(text: str) -> tuple[tuple[Section, ...], HeaderFacts]:
    r"""The sections of an article, and what its header states.

    Args:
        text: in stored form.

    Returns:
        Sections in order, covering every character that is not white space; neighbours of one
        kind are one section. And the facts of the header.

    Example:
        >>> text = "Ngày 22/12/2025 (Báo A) -\nÔng nói. Ảnh: B\nÔng đi.\nBình luận (0)"
        >>> sections, facts = find_sections(text)
        >>> [(section.kind, text[section.start : section.end]) for section in sections][1:3]
        [('caption', 'Ông nói.'), ('credit', 'Ảnh: B')]
        >>> facts.published, facts.publisher
        ('2025-12-22', 'Báo A')

    """
    lines = list(cut_lines(text))
    header, facts, rest = read_header(text, lines)
    parts = [*header, *read_lines(text, rest)]
    return tuple(join_sections(parts)), facts


def cut_lines(text: str) -> Iterator[Line]:
    """The lines that hold something, trimmed."""
    last_end = -1
    for found in LINE.finditer(text):
        content = found.group()
        if content.isspace():
            continue
        start = found.start() + len(content) - len(content.lstrip())
        end = found.end() - len(content) + len(content.rstrip())
        yield Line(start, end, text[last_end:start].count("\n") == 1 if last_end >= 0 else False)
        last_end = end


def read_header(text: str, lines: list[Line]) -> tuple[list[Section], HeaderFacts, list[Line]]:
    """The header sections at the start, their facts, and the lines that remain."""
    sections: list[Section] = []
    title = publisher = published = ""
    while lines:
        start, end, _ = lines[0]
        stated = HEADER_LINE.fullmatch(text, start, end)
        if stated and (date := iso_date(stated)) and not published:
            published = date
            publisher = (stated["outlet"] or publisher).strip()
        elif not title and is_headline(text, lines):
            title = text[start:end]
        else:
            break
        sections.append(Section(kind="header", start=start, end=end))
        lines = lines[1:]
    if lines and (prefix := DATELINE.match(text, lines[0].start, lines[0].end)):
        publisher = publisher or (prefix["outlet"] or prefix["bare"]).strip()
        stop = prefix.start() + len(prefix.group().rstrip())
        sections.append(Section(kind="header", start=prefix.start(), end=stop))
        lines = [Line(prefix.end(), lines[0].end, follows=False), *lines[1:]]
    return sections, HeaderFacts(title, publisher, published), lines


def iso_date(found: re.Match[str]) -> str:
    """The date of a header line as ISO 8601, or '' when there is no such day."""
    year = found["year"] or found["year_last"]
    month = found["month"] or found["month_second"]
    day = found["day"] or found["day_first"]
    try:
        return dt.date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return ""


def is_headline(text: str, lines: list[Line]) -> bool:
    """Whether the first line is a headline: short, no sentence, and sentences come after it."""
    start, end, _ = lines[0]
    line = text[start:end]
    if end - start > LONGEST_HEADLINE or SENTENCE_END.search(line) or not line[0].isalnum():
        return False
    if CREDIT.search(line) or BOILERPLATE.fullmatch(line) or DATELINE.match(line):
        return False
    return any(SENTENCE_END.search(text[after.start : after.end]) for after in lines[1:])


def read_lines(text: str, lines: list[Line]) -> Iterator[Section]:
    """The sections of the lines below the header."""
    for number, (start, end, _) in enumerate(lines):
        line = text[start:end]
        credit = CREDIT.search(line)
        if BOILERPLATE.fullmatch(line):
            yield Section(kind="boilerplate", start=start, end=end)
        elif credit:
            before = line[: credit.start()].rstrip()
            if before:
                kind = "caption" if len(before) <= LONGEST_CAPTION else "body"
                yield Section(kind=kind, start=start, end=start + len(before))
            yield Section(kind="credit", start=start + credit.start(), end=end)
        elif is_caption_above_credit(text, lines, number):
            yield Section(kind="caption", start=start, end=end)
        else:
            yield Section(kind="body", start=start, end=end)


def is_caption_above_credit(text: str, lines: list[Line], number: int) -> bool:
    """Whether a line and the credit directly below it are a paragraph of just these two."""
    block = lines[number : number + 3]
    if len(block) < 2 or block[0].follows or not block[1].follows:
        return False
    is_closed = len(block) == 2 or not block[2].follows
    below = re.match(PICTURE_CREDIT, text[block[1].start : block[1].end])
    return is_closed and bool(below) and block[0].end - block[0].start <= LONGEST_CAPTION


def join_sections(sections: list[Section]) -> Iterator[Section]:
    """Make one section of neighbours of one kind."""
    current: Section | None = None
    for section in sections:
        if current and current.kind == section.kind:
            current = Section(kind=current.kind, start=current.start, end=section.end)
            continue
        if current:
            yield current
        current = section
    if current:
        yield current
