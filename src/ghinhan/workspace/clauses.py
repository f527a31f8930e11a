"""The clauses of the guidelines, by the anchor that schema and headings name.

A clause is the heading `### <a id="contact-meet"></a>Contact.Meet` with what stands below it, up
to the next heading. The annotator shows it beside the label or role in focus, so that the rule and
its examples are read where they are applied.
"""

import re
from pathlib import Path

from ghinhan.workspace.rereading import Rereading

GUIDELINES_PATH = "annotations/guidelines.md"
HEADING = re.compile(r'^#{1,6} <a id="([^"]+)"></a>[^\n]*$', re.MULTILINE)
ANY_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)


class Clauses:
    """The clauses of one project's guidelines, read when first asked and again when they changed.

    Args:
        root: the project folder.

    """

    def __init__(self, root: Path) -> None:
        self._clauses: Rereading[dict[str, str]] = Rereading(
            root / GUIDELINES_PATH, read_clauses, absent={}
        )

    def clause(self, anchor: str) -> str:
        """The text under a heading, or nothing where the guidelines have none.

        Args:
            anchor: `contact-meet`, or as a schema names it, `guidelines.md#contact-meet`.

        """
        return self._clauses.value.get(anchor.rpartition("#")[2], "")


def read_clauses(path: Path) -> dict[str, str]:
    """Every clause of a guidelines file, by its anchor; bytes that are no UTF-8 show as such."""
    return cut_clauses(path.read_text(encoding="utf-8", errors="replace"))


def cut_clauses(guidelines: str) -> dict[str, str]:
    r"""Every clause of a text in Markdown, by its anchor.

    Example:
        >>> cut_clauses('# <a id="per"></a>PER\n\nA person.\n\n# Next\n\nNot part of it.\n')
        {'per': 'A person.'}

    """
    clauses = {}
    for match in HEADING.finditer(guidelines):
        following = ANY_HEADING.search(guidelines, match.end())
        end = following.start() if following else len(guidelines)
        clauses[match[1]] = guidelines[match.end() : end].strip()
    return clauses
