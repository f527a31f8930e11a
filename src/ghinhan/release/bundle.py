"""Building a release folder: checked first, written aside, renamed as a whole.

Nothing in it depends on the clock, the machine or the order of a hash table, so the same input
gives the same bytes. A kill at any moment leaves no folder, or the whole one.
"""

import contextlib
import fcntl
import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from importlib.metadata import version as installed_version
from pathlib import Path

import msgspec

from ghinhan.formats import conll, huggingface, jsonl, spacy
from ghinhan.foundation.errors import ReleaseError, list_faults
from ghinhan.foundation.identifiers import file_name_for
from ghinhan.foundation.outputs import build_folder, mend_folder
from ghinhan.model.labelled import LabelledDocument, LossReport
from ghinhan.model.layer import CorpusLayer
from ghinhan.release.agreement import FILE_NAME as AGREEMENT
from ghinhan.release.agreement import Readings, measure_pairs
from ghinhan.release.card import CardMatter, write_card
from ghinhan.release.checksums import write_checksums
from ghinhan.release.croissant import write_croissant
from ghinhan.release.description import FILE_NAME, Description, load_description
from ghinhan.release.figures import count_figures
from ghinhan.release.splits import SplitPlan, plan_splits
from ghinhan.schema import Schema, check_corpus_layer, check_layer
from ghinhan.schema.violations import ERROR, Violation

# The pattern that semver.org suggests, without the parts in names of their own.
VERSION = re.compile(
    r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)"
    r"(-(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(\.(0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*)?"
    r"(\+[0-9a-zA-Z-]+(\.[0-9a-zA-Z-]+)*)?",
    re.ASCII,
)
NAME = "ghinhan-gold"
WHOLE = "full"
DECISIONS = "decisions.jsonl"
COPIED = ("schema.yaml", "guidelines.md", "guidelines.en.md")
CONLL_FILES: dict[str, tuple[conll.Choice, tuple[str, ...]]] = {
    "outermost": ("outermost", ()),
    "innermost": ("innermost", ()),
    "name-heads": ("heads", ("NAM",)),
    "triggers": ("triggers", ()),
}
"""File name to what its tags show: which of overlapping spans, and mention levels."""

Items = Iterable[LabelledDocument] | Callable[[], Iterable[LabelledDocument]]
Source = Callable[[], Iterable[LabelledDocument]]


def build_release(  # noqa: PLR0913  four positions, the rest are named choices
    root: Path,
    version: str,
    items: Items,
    schema: Schema,
    *,
    reading: str,
    compared: Readings | None = None,
    description: Description | None = None,
    replace: bool = False,
) -> Path:
    """Freeze one reading of the corpus as `dist/ghinhan-gold-<version>/`.

    Args:
        root: the project; `annotations/` gives schema, guidelines and `release.toml`.
        version: a semantic version, for example `1.0.0`.
        items: the labelled documents with one corpus layer, or a function that streams them
            afresh each time it is called (large corpora are read once per format).
        schema: what they must keep to.
        reading: the annotator whose reading it is.
        compared: the readings whose agreement is measured, each a function that streams it.
        description: what to say of it; by default what `annotations/release.toml` says.
        replace: put a new release in the place of one with the same version.

    Returns:
        The finished folder.

    Raises:
        ReleaseError: no semantic version, a release that is already there, no documents, or
            violations of the schema, all listed.
        StoreError: the disk refused.
        MissingExtraError: spaCy is not installed.

    """
    refuse_bad_version(version)
    target = root / "dist" / f"{NAME}-{version}"
    source = as_source(items)
    with only_builder(target.parent):
        mend_folder(target)
        if target.exists() and not replace:
            raise ReleaseError(
                f"{target} is already there, and a release is never changed, only followed. "
                "Choose the next version, or say --replace if nobody has it yet."
            )
        job = Job(
            annotations=root / "annotations",
            version=version,
            source=source,
            schema=schema,
            reading=reading,
            compared=compared or {},
            description=description or load_description(root / "annotations" / FILE_NAME),
        )
        refuse_faults(job)
        with build_folder(target) as folder:
            fill_folder(folder, job)
    return target


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What one release is made from; the fields are those of `build_release`."""

    annotations: Path
    version: str
    source: Source
    schema: Schema
    reading: str
    compared: Readings
    description: Description


def refuse_bad_version(version: str) -> None:
    """Refuse what is not a semantic version, which would also be an unsafe folder name.

    Raises:
        ReleaseError: shows what one looks like.

    """
    if not VERSION.fullmatch(version):
        raise ReleaseError(
            f"{version!r} is no semantic version. Write three numbers, for example 1.0.0, or "
            "1.1.0-draft.2 for something to try out (https://semver.org)."
        )


def as_source(items: Items) -> Source:
    """A function that streams the items afresh, whatever was given."""
    if callable(items):
        return items
    kept = tuple(items)
    return lambda: kept


@contextlib.contextmanager
def only_builder(folder: Path) -> Iterator[None]:
    """Wait until no other process builds a release in this folder, and keep others waiting."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def refuse_faults(job: Job) -> None:
    """Refuse a reading that cannot stand as gold.

    Raises:
        ReleaseError: no documents, a document twice, another annotator's layer, or whatever
            the schema does not allow; all of it at once.

    """
    faults: list[str] = []
    seen: Counter[str] = Counter()
    corpus_layer = CorpusLayer()
    for item in job.source():
        document, layer, corpus_layer = item.document, item.layer, item.corpus_layer
        seen[document.id] += 1
        if layer.annotator not in ("", job.reading):
            faults.append(f"{document.id}: the layer is {layer.annotator!r}'s")
        faults += say(check_layer(job.schema, document, layer, corpus_layer))
    faults += say(check_corpus_layer(job.schema, corpus_layer))
    faults += [f"{name}: comes {count} times" for name, count in seen.items() if count > 1]
    if not seen:
        faults.append(f"the reading {job.reading!r} has no documents. Label one first")
    if faults:
        raise ReleaseError(
            f"the reading {job.reading!r} cannot be released as it is; nothing was written. Mend "
            f"these, or run ghinhan doctor for the whole list:\n{list_faults(faults)}"
        )


def say(violations: Iterable[Violation]) -> list[str]:
    """The errors among violations, one sentence each; warnings do not stop a release."""
    return [
        f"{one.document}: {one.record or 'layer'}: characters {one.start}-{one.end}"
        f"{f' “{one.quote}”' if one.quote else ''}: {one.message}"
        for one in violations
        if one.severity == ERROR
    ]


def fill_folder(folder: Path, job: Job) -> None:
    """Write every file of a release, the checksums last."""
    figures = count_figures(job.source())
    plan = plan_splits(item.document for item in job.source())
    reports = write_formats(folder, job.source, plan)
    write_reports(folder / "losses", reports)
    write_json(folder / "splits.json", plan)
    write_json(folder / "figures.json", figures)
    pairs = measure_pairs(job.compared)
    if pairs:
        write_json(folder / AGREEMENT, pairs)
    decisions = f"{file_name_for(job.reading)}.{DECISIONS}"
    for name, target in {**dict(zip(COPIED, COPIED, strict=True)), decisions: DECISIONS}.items():
        with contextlib.suppress(FileNotFoundError):
            shutil.copyfile(job.annotations / name, folder / target)
    matter = CardMatter(
        name=f"{NAME}-{job.version}",
        version=job.version,
        made_with=installed_version("ghinhan"),
        reading=job.reading,
        description=job.description,
        schema=job.schema,
        figures=figures,
        plan=plan,
        reports=reports,
        pairs=pairs,
        is_adjudicated=(folder / DECISIONS).exists(),
        part=next(iter(parts_of(plan))),
    )
    (folder / "README.md").write_bytes(write_card(matter).encode("utf-8"))
    write_croissant(folder, matter.name, job.version, job.description)
    write_checksums(folder)


def parts_of(plan: SplitPlan) -> tuple[str, ...]:
    """The parts that spaCy and CoNLL files come in: the splits, or all in one."""
    return tuple(plan.splits) or (WHOLE,)


def write_formats(folder: Path, source: Source, plan: SplitPlan) -> dict[str, LossReport]:
    """Write the data in every format.

    Returns:
        For each file or folder, what it could not carry.

    """
    split_of = plan.split_of()
    reports = {
        "jsonl": jsonl.write(source(), folder / "jsonl"),
        "huggingface": huggingface.write(
            source(), folder / "huggingface", split_of=lambda name: split_of.get(name, WHOLE)
        ),
    }
    for part in parts_of(plan):
        path = f"spacy/{part}.spacy"
        reports[path] = spacy.write(only(source, split_of, part), folder / path)
        for name, (spans, levels) in CONLL_FILES.items():
            path = f"conll/{name}-{part}.conll"
            items = only(source, split_of, part)
            reports[path] = conll.write(items, folder / path, spans=spans, levels=levels)
    return reports


def only(source: Source, split_of: dict[str, str], part: str) -> Iterator[LabelledDocument]:
    """The documents of one part."""
    return (item for item in source() if split_of.get(item.document.id, WHOLE) == part)


def write_reports(folder: Path, reports: dict[str, LossReport]) -> None:
    """Write one loss report for each file or folder of data."""
    folder.mkdir()
    for path, report in reports.items():
        name = path.replace("/", "-")
        (folder / f"{name}.json").write_bytes(report.as_json())


def write_json(path: Path, value: object) -> None:
    """Write a value as indented JSON with sorted keys."""
    encoded = msgspec.json.encode(value, order="sorted")
    path.write_bytes(msgspec.json.format(encoded, indent=1) + b"\n")
