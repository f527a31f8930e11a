"""The lines of a dataset card by which `datasets` finds the tables."""

from collections.abc import Sequence

USUAL_ORDER = ("train", "validation", "test")


def load_instructions(splits: Sequence[str], tables: Sequence[str], *, folder: str = "") -> str:
    """The `configs` part of a card's YAML header.

    Args:
        splits: the splits of the documents table.
        tables: the corpus-wide tables that have rows; `datasets` cannot load an empty one.
        folder: where the tables lie below the card, ending in `/`; empty beside it.

    Example:
        >>> print(load_instructions(["full"], ["entities"]).splitlines()[1])
        - config_name: documents

    """
    lines = ["configs:"]
    if splits:
        lines += ["- config_name: documents", "  default: true", "  data_files:"]
    for split in sorted(splits, key=lambda name: ((*USUAL_ORDER, name).index(name), name)):
        lines += [f"  - split: {split}", f"    path: {folder}documents-{split}.parquet"]
    for table in tables:
        lines += [f"- config_name: {table}", "  data_files:"]
        lines += ["  - split: full", f"    path: {folder}{table}.parquet"]
    return "\n".join(lines) + "\n"
