"""Folders for the store's tests."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.store.writers import nursery

MEMORY = Path("/dev/shm")  # noqa: S108  a file system in memory, where there is one


@pytest.fixture
def memory_folder() -> Iterator[Path]:
    """A folder in memory: for tests with thousands of flushes that need no real disk."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session", autouse=True)
def _nursery_goes_home() -> Iterator[None]:
    """The process that forks writers ends with the run."""
    yield
    if nursery.cache_info().currsize:
        nursery().close()
