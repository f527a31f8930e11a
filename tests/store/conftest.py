"""Folders for the store's tests."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")  # noqa: S108  a file system in memory, where there is one


@pytest.fixture
def memory_folder() -> Iterator[Path]:
    """A folder in memory: for tests with thousands of flushes that need no real disk."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)
