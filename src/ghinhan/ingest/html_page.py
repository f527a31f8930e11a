"""The article on a web page, with the place of each of its characters in the page's source.

Which paragraphs belong to the article is trafilatura's judgement; their characters are taken
from our own reading of the page, which knows where everything stands. Title, outlet, date and
address are taken only where the page states them in a tag of its own.
"""

import html
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from ghinhan.foundation.errors import IngestError, MissingExtraError
from ghinhan.text.alignment import Run

INSTALL = "pip install 'ghinhan[html]'"
SILENT = frozenset({"script", "style", "noscript", "template", "head", "svg", "iframe"})
INLINE = re.compile(
    "a|abbr|b|bdi|bdo|cite|code|data|del|dfn|em|font|i|ins|kbd|label|mark|q|s|samp|small|span"
    "|strong|sub|sup|time|tt|u|var|wbr"
)
SPACE = re.compile(r"[ \t\r\n\f]+")
STATED = {
    "og:title": "title",
    "og:site_name": "publisher",
    "article:published_time": "published",
    "datepublished": "published",
    "pubdate": "published",
    "og:url": "url",
}
SHORTEST_PART = 20


class Piece(NamedTuple):
    """Characters that stand in the text, and the stretch of the page they came from."""

    content: str
    start: int
    end: int
    is_verbatim: bool


class Block(NamedTuple):
    """What the browser puts on lines of its own."""

    pieces: list[Piece]
    is_caption: bool

    @property
    def squeezed(self) -> str:
        """Its characters without white space."""
        return squeeze("".join(piece.content for piece in self.pieces))


class Page(NamedTuple):
    """The article of a page: its text, its pieces in order, and what the page states."""

    source: str
    pieces: tuple[Piece, ...]
    facts: dict[str, str]

    @property
    def text(self) -> str:
        """The article, a line for each block of the page."""
        return "".join(piece.content for piece in self.pieces)

    def lay_on_bytes(self, encoding: str) -> list[Run]:
        """Runs that lay the text on the bytes of the page."""
        runs = []
        length = place = byte = 0
        for piece in self.pieces:
            byte += len(self.source[place : piece.start].encode(encoding))
            size = len(self.source[piece.start : piece.end].encode(encoding))
            count = len(piece.content)
            row = Run(length, length + count, byte, byte + size, is_verbatim=piece.is_verbatim)
            runs.append(row)
            length, place, byte = length + count, piece.end, byte + size
        return runs


class BlockReader(HTMLParser):
    """Reads a page into blocks, and notes what its tags state."""

    def __init__(self, source: str) -> None:
        super().__init__(convert_charrefs=False)
        self.source = source
        self.blocks = [Block([], is_caption=False)]
        self.facts: dict[str, str] = {}
        self.silent: list[str] = []
        self.open_captions = 0
        self.open_reference: int | None = None
        self.line_starts = [0, *(found.end() for found in re.finditer("\n", source))]
        self.feed(source)
        self.close()
        self.end_reference(len(source))

    @property
    def place(self) -> int:
        """Where the parser stands, in code points of the page."""
        line, column = self.getpos()
        return self.line_starts[line - 1] + column

    def end_reference(self, end: int) -> None:
        """Take the character reference that began before; its end is where the next thing is."""
        if self.open_reference is not None:
            start, self.open_reference = self.open_reference, None
            self.add(html.unescape(self.source[start:end]), start, end, is_verbatim=False)

    def add(self, content: str, start: int, end: int, *, is_verbatim: bool) -> None:
        """Add a piece to the block, unless it is not shown."""
        if not self.silent:
            self.blocks[-1].pieces.append(Piece(content, start, end, is_verbatim))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or something that is not shown; note what a meta tag states."""
        self.end_reference(self.place)
        given = {name: value or "" for name, value in attrs}
        if tag == "meta":
            name = (given.get("property") or given.get("name") or given.get("itemprop", "")).lower()
            if name in STATED and given.get("content"):
                self.facts.setdefault(STATED[name], given["content"])
        elif tag == "link" and given.get("rel") == "canonical":
            self.facts.setdefault("url", given.get("href", ""))
        elif tag in SILENT:
            self.silent.append(tag)
        elif tag == "body":
            self.silent.clear()
        self.open_captions += tag == "figcaption"
        self.begin_block(tag)

    def handle_endtag(self, tag: str) -> None:
        """End a block, or something that is not shown."""
        self.end_reference(self.place)
        if tag in self.silent:
            del self.silent[self.silent.index(tag) :]
        self.open_captions -= tag == "figcaption" and self.open_captions > 0
        self.begin_block(tag)

    def begin_block(self, tag: str) -> None:
        """Begin a block where a tag begins or ends, unless it stands inside a line."""
        if not INLINE.fullmatch(tag):
            self.blocks.append(Block([], is_caption=self.open_captions > 0))

    def handle_data(self, data: str) -> None:
        """Take plain characters; white space in a row is shown as one space."""
        self.end_reference(self.place)
        start = self.place
        position = 0
        for found in SPACE.finditer(data):
            if position < found.start():
                content = data[position : found.start()]
                self.add(content, start + position, start + found.start(), is_verbatim=True)
            is_plain = found.group() == " "
            self.add(" ", start + found.start(), start + found.end(), is_verbatim=is_plain)
            position = found.end()
        if position < len(data):
            self.add(data[position:], start + position, start + len(data), is_verbatim=True)

    def handle_entityref(self, name: str) -> None:  # noqa: ARG002  the parser's signature
        """Begin a named reference such as `&nbsp;`."""
        self.end_reference(self.place)
        self.open_reference = self.place

    def handle_charref(self, name: str) -> None:
        """Begin a numbered reference such as `&#7879;`."""
        self.handle_entityref(name)

    def handle_comment(self, data: str) -> None:  # noqa: ARG002  the parser's signature
        """Pass over a comment."""
        self.end_reference(self.place)

    def handle_decl(self, decl: str) -> None:
        """Pass over `<!DOCTYPE …>`."""
        self.handle_comment(decl)

    def handle_pi(self, data: str) -> None:
        """Pass over a processing instruction."""
        self.handle_comment(data)

    def unknown_decl(self, data: str) -> None:
        """Pass over `<![CDATA[…]]>` and its like."""
        self.handle_comment(data)


def read_page(source: str, name: str) -> Page:
    """The article of a page.

    Args:
        source: the page, decoded.
        name: the file's name, for messages.

    Raises:
        IngestError: no article is found, or a part of it cannot be located.
        MissingExtraError: trafilatura is not installed.

    """
    reader = BlockReader(source)
    trimmed = (block._replace(pieces=list(trim_block(block.pieces))) for block in reader.blocks)
    blocks = [block for block in trimmed if block.pieces]
    kept = choose_blocks(blocks, extract_lines(source, name), name)
    return Page(source, tuple(lay_blocks(kept)), reader.facts)


def extract_lines(source: str, name: str) -> list[str]:
    """The lines of the article as trafilatura sees it.

    Raises:
        IngestError: it sees none.
        MissingExtraError: it is not installed.

    """
    try:
        import trafilatura  # noqa: PLC0415  an extra, and slow to import
    except ImportError as error:
        raise MissingExtraError(
            f"{name}: reading HTML needs trafilatura. Install it with: {INSTALL}"
        ) from error
    extracted = trafilatura.extract(
        source, include_comments=False, include_tables=True, favor_recall=True
    )
    if not extracted:
        raise IngestError(
            f"{name}: no article is found on the page. Save its text as a .txt file instead."
        )
    return [line for line in extracted.split("\n") if line.strip()]


def squeeze(text: str) -> str:
    """The text without white space: pages and libraries differ in nothing as much."""
    return "".join(text.split())


def trim_block(block: list[Piece]) -> Iterator[Piece]:
    """The pieces of a block without white space at its ends or twice in a row."""
    last = max((n for n, piece in enumerate(block) if piece.content.strip(" ")), default=-1)
    was_space = True
    for piece in block[: last + 1]:
        is_space = piece.content == " "
        if not (is_space and was_space):
            yield piece
        was_space = is_space


def choose_blocks(blocks: list[Block], lines: list[str], name: str) -> list[Block]:
    """The blocks that the extracted lines are made of, in the order of the page.

    A block belongs to the article when it is a line, is a long part of one, or holds a long
    one; and so does a caption between two such blocks, which libraries leave out.

    Raises:
        IngestError: a line that no kept block holds.

    """
    wanted = [line for line in (squeeze(line.lstrip("-•* ")) for line in lines) if line]
    whole = set(wanted)
    kept = [
        number
        for number, block in enumerate(blocks)
        if block.squeezed in whole or is_wanted(block.squeezed, wanted)
    ]
    chosen = [
        block
        for number, block in enumerate(blocks)
        if number in set(kept) or (block.is_caption and kept[:1] < [number] < kept[-1:])
    ]
    all_chosen = "".join(block.squeezed for block in chosen)
    for line in wanted:
        if line not in all_chosen:
            raise IngestError(
                f"{name}: the paragraph {line[:60]!r} cannot be located on the page, so its bytes "
                "would be unknown. Save the text as a .txt file instead."
            )
    return chosen


def is_wanted(content: str, wanted: list[str]) -> bool:
    """Whether a block's characters are a long part of a line, or hold a long one."""
    is_long = len(content) >= SHORTEST_PART
    return is_long and any(
        content in line or (len(line) >= SHORTEST_PART and line in content) for line in wanted
    )


def lay_blocks(blocks: list[Block]) -> Iterator[Piece]:
    """All pieces in order, with a line break put in between two blocks."""
    for number, block in enumerate(blocks):
        if number:
            place = blocks[number - 1].pieces[-1].end
            yield Piece("\n", place, place, is_verbatim=False)
        yield from block.pieces
