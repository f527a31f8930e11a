"""Hugging Face datasets: Parquet tables with nested columns, and the card that loads them.

A folder: `documents-<split>.parquet` (one row per document, its mentions, times, events with
arguments, relations, labels and comments as lists of structs), `entities.parquet`,
`hoppers.parquet`, `hopper_relations.parquet` (corpus-wide) and `README.md`, whose header makes
`datasets.load_dataset(<folder>)` work without network and without code. Positions are half-open
code points of `text`. Written with pyarrow alone, always the same bytes.
"""

from ghinhan.formats.huggingface.tables import NAME, WHOLE, carries, read, write
from ghinhan.formats.huggingface.yaml_header import load_instructions

__all__ = ["NAME", "WHOLE", "carries", "load_instructions", "read", "write"]
