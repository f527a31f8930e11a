r"""CoNLL columns with BIO2 tags: one token per line, one blank line after each sentence.

Four columns, tab between them; readers of CoNLL-2003 expect the token first and the tag last:
token, its characters in the document (`17-20`), the record the tag comes from
(`mention:m-7f3a9c`, else `_`), tag. Comment lines (`# …`) name each document with the SHA-256
of its text, and each sentence with its characters and text (line breaks as `\u000a`).

Tags are flat: of records that overlap only one can stand. `spans` says which: the outermost,
the innermost, the heads, or the event triggers instead of mentions. The rest is reported.
"""

from ghinhan.formats.conll.columns import write
from ghinhan.formats.conll.reading import read
from ghinhan.formats.conll.tags import NAME, UNPLACED, Choice, carries

__all__ = ["NAME", "UNPLACED", "Choice", "carries", "read", "write"]
