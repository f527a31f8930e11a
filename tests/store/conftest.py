"""Folders for the store's tests."""

import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from ghinhan.store.folder import THREAD_NAME
from tests.store.writers import nursery

MEMORY = Path("/dev/shm")  # noqa: S108  a file system in memory, where there is one


@pytest.fixture
def memory_folder() -> Iterator[Path]:
    """A folder in memory: for tests with thousands of flushes that need no real disk."""
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        yield Path(folder)
        for thread in threading.enumerate():
            if thread.name == THREAD_NAME:
                thread.join()


@pytest.fixture(scope="session", autouse=True)
def _nursery_goes_home() -> Iterator[None]:
    """The process that forks writers ends with the run."""
    yield
    if nursery.cache_info().currsize:
        nursery().close()
