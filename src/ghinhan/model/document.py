"""Documents: an article's text, its parts, and the way back to its raw bytes."""

import hashlib

import msgspec

from ghinhan.model.spans import Span

SECTION_KINDS = ("header", "body", "caption", "credit", "boilerplate")
DOCUMENT_FORMAT = "ghinhan-document/1"


class Section(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A stretch of the text with one job; sections never overlap and keep text order.

    Args:
        kind: header, body, caption, credit or boilerplate.
        start: first character, in code points.
        end: one past the last character.

    """

    kind: str
    start: int
    end: int


class Source(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """Where the text came from.

    Args:
        file: the seed's path below the project, with `/`.
        sha256: of the raw bytes.
        encoding: Python's name of the encoding the bytes were decoded with.
        record: the line in a `.jsonl` seed, counted from 1; 0 for a file of one article.

    """

    file: str
    sha256: str
    encoding: str = "utf-8"
    record: int = 0


class RawMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How every code point of `Document.text` is found in the raw bytes.

    Args:
        runs: rows of text start, text end, raw start, raw end (text in code points, raw in
            bytes), ordered and covering the text. In a *verbatim* run each code point is its
            own encoding in the source's encoding; any other run stands as a whole for its
            bytes (an NFD sequence, CRLF, an HTML entity), and an empty byte range means that
            the characters were put in (a line break between two paragraphs of HTML).
        verbatim: one flag for each run.

    """

    runs: tuple[tuple[int, int, int, int], ...]
    verbatim: tuple[bool, ...]


class Document(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One article in the standard corpus format.

    Args:
        id: the seed file's stem.
        text: the decoded article; BOM dropped, LF, NFC, nothing else changed or removed.
        language: BCP 47 code.
        title: headline; empty when the article does not state one.
        publisher: outlet; empty when unknown.
        published: ISO 8601 date; empty when unknown.
        url: address; empty when unknown.
        source: where it came from.
        sections: ordered and covering every character that is not white space.
        sentences: ordered spans; every character that is not white space lies in exactly one.
        tokens: syllables and punctuation, ordered; likewise.
        raw_map: the way back to the raw bytes.
        format: name and version of this format.

    """

    id: str
    text: str
    source: Source
    language: str = "vi"
    title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    sections: tuple[Section, ...] = ()
    sentences: tuple[Span, ...] = ()
    tokens: tuple[Span, ...] = ()
    raw_map: RawMap = RawMap(runs=(), verbatim=())
    format: str = DOCUMENT_FORMAT

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text in UTF-8: what layers are made on."""
        return hashlib.sha256(self.text.encode("utf-8")).hexdigest()

    def section_at(self, position: int) -> str:
        """The kind of the section that holds a character; empty between sections."""
        for section in self.sections:
            if section.start <= position < section.end:
                return section.kind
        return ""
