"""Advice that rooms below give to notebooks, said for the command line.

An error is worded where it arises, in the terms of Python; here those terms become options and
verbs. A message without them is left as it is.
"""

import re

TERMS = (
    (
        r"\bdesk\.annotate\(document, annotator=\.\.\.\) or desk\.edit\([^)]*\)",
        "notebooks/02_annotate.ipynb",
    ),
    (r"\bdesk\.ingest\(\) or (?=`ghinhan ingest`)", ""),
    (r"\bWorkspace\.open\('([^']*)'\)(?: from a notebook)?", r"`ghinhan -C \1 VERB`"),
    (r"\bannotator='([^']*)'", r"--annotator \1"),
    (r" \(replace=True\)", ""),
    (r"\breplace=True\b", "--replace"),
)
"""What Python calls it, and what the command line calls it."""


def speak_command_line(message: str) -> str:
    """A message with options and verbs in the place of Python's names.

    Example:
        >>> speak_command_line("Say which one you mean, for example annotator='a1'.")
        'Say which one you mean, for example --annotator a1.'

    """
    for term, replacement in TERMS:
        message = re.sub(term, replacement, message)
    return message
