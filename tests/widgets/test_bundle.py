"""The bundle that travels with every annotator: small, whole, and readable."""

import gzip
import re

from tests.project_copy import ROOT

BUNDLE = ROOT / "src/ghinhan/widgets/static/annotator.js"
BUDGET_BYTES = 60_000


def test_the_bundle_keeps_its_budget() -> None:
    """Decision 540: 60 kB compressed."""
    assert len(gzip.compress(BUNDLE.read_bytes(), compresslevel=9)) < BUDGET_BYTES


def test_the_bundle_needs_nothing_at_run_time() -> None:
    """No package and no address is loaded when the widget opens: it works without a network."""
    code = BUNDLE.read_text(encoding="utf-8")

    assert re.findall(r"^\s*import\b|\bimport\(|\brequire\(", code, re.MULTILINE) == []
    assert [a for a in re.findall(r"https?://[^\"'`\s]+", code) if "w3.org" not in a] == []
