"""The bundle that travels with every annotator: small, whole, and readable on request."""

import base64
import gzip
import re

import pytest

from ghinhan.widgets.annotator import STATIC, Annotator
from ghinhan.widgets.module import READABLE, load_module

BUDGET_BYTES = 60_000


def test_what_travels_keeps_its_budget() -> None:
    """Decision 540: under 60 kB, as the page gets it and a saved notebook keeps it."""
    assert len(str(Annotator._esm).encode()) < BUDGET_BYTES


def test_what_travels_is_the_bundle() -> None:
    """A module that unpacks to something else would run what nobody reviewed."""
    [packed] = re.findall(r'const packed = "([A-Za-z0-9+/=]+)"', str(Annotator._esm))
    code = gzip.decompress(base64.b64decode(packed))

    assert code == (STATIC / "annotator.min.js").read_bytes()
    assert load_module(STATIC, "annotator") == load_module(STATIC, "annotator")


def test_the_code_can_be_had_readable(monkeypatch: pytest.MonkeyPatch) -> None:
    """A report of an error is worth little when its lines and names are those of a minifier."""
    monkeypatch.setenv(READABLE, "1")

    assert load_module(STATIC, "annotator") == (STATIC / "annotator.js").read_text("utf-8")


@pytest.mark.parametrize("name", ["annotator.js", "annotator.min.js"])
def test_the_bundle_needs_nothing_at_run_time(name: str) -> None:
    """No package and no address is loaded when the widget opens: it works without a network."""
    code = (STATIC / name).read_text(encoding="utf-8")

    assert re.findall(r"^\s*import\b|\bimport\(|\brequire\(", code, re.MULTILINE) == []
    assert [a for a in re.findall(r"https?://[^\"'`\s]+", code) if "w3.org" not in a] == []
