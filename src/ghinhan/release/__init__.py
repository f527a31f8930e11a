"""Freezing a reading as a dataset: every format, splits, data card, checksums.

`build_release` makes `dist/ghinhan-gold-<version>/` as a whole or not at all, the same bytes for
the same input, and refuses while the schema is violated. `find_faults` checks a release that
was copied or downloaded against its own checksums.
"""

from ghinhan.release.bundle import build_release
from ghinhan.release.checksums import find_faults
from ghinhan.release.description import Description, load_description

__all__ = ["Description", "build_release", "find_faults", "load_description"]
