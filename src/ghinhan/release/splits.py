"""Which document is for training and which for testing: decided by hash, never by chance.

Whole documents are dealt out, near duplicates together, by the SHA-256 of an id: a document
keeps its split when the corpus grows. A small corpus gets folds instead: a test set of five
articles would measure luck.
"""

import hashlib
import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from ghinhan.model.document import Document

FORMAT = "ghinhan-splits/1"
SALT = "ghinhan-splits/1"
SMALLEST_CORPUS_TO_SPLIT = 50
MOST_FOLDS = 10
NAMES = ("train", "validation", "test")
BUCKETS = {8: "validation", 9: "test"}
SHINGLE = 5
SKETCH = 64
ALIKE = 0.5


class Fold(msgspec.Struct, frozen=True, kw_only=True):
    """One way to hold documents out.

    Args:
        test: ids of the documents held out.
        train: ids of all others.

    """

    test: tuple[str, ...]
    train: tuple[str, ...]


class SplitPlan(msgspec.Struct, frozen=True, kw_only=True):
    """Who is trained on and who is tested on.

    Args:
        kind: `splits` or `folds`.
        reason: why, in one sentence.
        near_duplicates: groups of documents that were kept together.
        splits: split name to document ids; empty with folds.
        folds: for cross-validation; empty with splits.
        format: name and version of this format.

    """

    kind: str
    reason: str
    near_duplicates: tuple[tuple[str, ...], ...] = ()
    splits: dict[str, tuple[str, ...]] = {}
    folds: tuple[Fold, ...] = ()
    format: str = FORMAT

    def split_of(self) -> dict[str, str]:
        """Document id to split name; empty with folds."""
        return {name: split for split, names in self.splits.items() for name in names}


def plan_splits(documents: Iterable[Document]) -> SplitPlan:
    """Deal documents out.

    Args:
        documents: a stream, each once; ids must be unique.

    Returns:
        Train, validation and test sets of about 8 : 1 : 1, or folds for a small corpus.

    """
    groups = group_near_duplicates({one.id: sketch_of(one) for one in documents})
    alike = tuple(group for group in groups if len(group) > 1)
    count = sum(map(len, groups))
    splits = split_by_hash(groups)
    if count >= SMALLEST_CORPUS_TO_SPLIT and len(splits) == len(NAMES):
        reason = (
            f"{count} documents, dealt out whole by the hash of their ids, about 8 : 1 : 1; a "
            "document keeps its split when the corpus grows."
        )
        return SplitPlan(kind="splits", reason=reason, near_duplicates=alike, splits=splits)
    folds = make_folds(groups)
    reason = (
        f"With {count} document{'s' if count > 1 else ''} no fixed test set would mean anything: "
        f"cross-validate over the {len(folds)} folds instead."
        if folds
        else "There is only one group of like documents: nothing can be held out."
    )
    return SplitPlan(kind="folds", reason=reason, near_duplicates=alike, folds=folds)


def split_by_hash(groups: Sequence[Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Each group to the split that the hash of its first id names."""
    splits: defaultdict[str, list[str]] = defaultdict(list)
    for group in groups:
        splits[BUCKETS.get(rank_of(group) % 10, "train")].extend(group)
    return {name: tuple(sorted(splits[name])) for name in NAMES if name in splits}


def make_folds(groups: Sequence[Sequence[str]]) -> tuple[Fold, ...]:
    """Leave one group out, or with many groups one tenth of them."""
    if len(groups) < 2:
        return ()
    ranked = sorted(groups, key=rank_of)
    number = min(len(ranked), MOST_FOLDS)
    everyone = sorted(name for group in groups for name in group)
    folds = []
    for fold in range(number):
        test = {name for group in ranked[fold::number] for name in group}
        train = tuple(name for name in everyone if name not in test)
        folds.append(Fold(test=tuple(sorted(test)), train=train))
    return tuple(sorted(folds, key=lambda one: one.test))


def rank_of(group: Sequence[str]) -> int:
    """The place of a group in an order that has nothing to do with its content."""
    digest = hashlib.sha256(f"{SALT}:{min(group)}".encode()).digest()
    return int.from_bytes(digest[:8], "big")


def sketch_of(document: Document) -> tuple[int, ...]:
    """The smallest hashes of a text's runs of five syllables: enough to tell likeness.

    Source:
        A. Broder, "On the resemblance and containment of documents" (1997).

    """
    words = [document.text[start:end].lower() for start, end in document.tokens]
    shingles = {tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))}
    hashes = (
        int.from_bytes(hashlib.blake2b("\t".join(one).encode(), digest_size=8).digest(), "big")
        for one in shingles
    )
    return tuple(heapq.nsmallest(SKETCH, hashes))


def likeness(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of runs of syllables that two texts have in common, estimated."""
    union = heapq.nsmallest(SKETCH, set(one) | set(other))
    both = set(one) & set(other)
    return sum(value in both for value in union) / len(union)


def group_near_duplicates(sketches: dict[str, tuple[int, ...]]) -> list[tuple[str, ...]]:
    """Groups of like documents, each sorted; a document unlike all others is alone.

    Example:
        >>> group_near_duplicates({"a": (1, 2, 3), "b": (1, 2, 3, 4), "c": (9,)})
        [('a', 'b'), ('c',)]

    """
    leader = {name: name for name in sketches}

    def find(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    holders: defaultdict[int, list[str]] = defaultdict(list)
    for name in sorted(sketches):
        rivals = {other for value in sketches[name] for other in holders[value]}
        for other in sorted(rivals):
            if likeness(sketches[name], sketches[other]) >= ALIKE:
                first, second = sorted((find(name), find(other)))
                leader[second] = first
        for value in sketches[name]:
            holders[value].append(name)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(sketches):
        groups[find(name)].append(name)
    return [tuple(groups[first]) for first in sorted(groups)]
