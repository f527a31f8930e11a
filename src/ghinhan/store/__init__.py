"""Where labels are kept: a durable journal, tracked files that git can merge, full history."""

from ghinhan.store.history import HistoryEntry
from ghinhan.store.journal import JournalWarning
from ghinhan.store.store import Store

__all__ = ["HistoryEntry", "JournalWarning", "Store"]
