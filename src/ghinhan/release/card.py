"""The data card: README.md of a release, every number computed, every limit said plainly."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from ghinhan.formats import conll
from ghinhan.formats.huggingface import load_instructions
from ghinhan.model.labelled import LossReport
from ghinhan.release.agreement import PairAgreement, agreement_lines
from ghinhan.release.description import Description
from ghinhan.release.figures import Figures
from ghinhan.release.splits import SplitPlan
from ghinhan.schema.label_set import Schema

UNKNOWN = "unknown"
LISTED_DOCUMENTS = 200
MARKUP = re.compile(r"[\\`*_{}\[\]<>#|!&$~]")
ONE_UNFINISHED = "document was released before it was"
UNFINISHED = ("new", "in_progress")


CONTENTS = {
    "`jsonl/`": "everything, one object per document, and the entities of the corpus",
    "`huggingface/`": "Parquet tables with nested columns",
    "`spacy/`": "spaCy DocBin: entities, span groups, our records in `user_data`",
    "`conll/`": "BIO2 tags: outermost, innermost, heads of names, event triggers",
    "`losses/`": "what each format could not carry, record by record, as JSON",
    "`splits.json`, `figures.json`": "splits or folds; every number of this card",
    "`croissant.json`": "the dataset described in Croissant (JSON-LD)",
    "`schema.yaml`, `guidelines*.md`": "what was labelled, and by which rules",
    "`SHA256SUMS`": "check with `sha256sum -c SHA256SUMS`",
}
OF_READINGS = {
    "`agreement.json`": "how far the readings agree, for every pair, decision and type",
    "`decisions.jsonl`": "how every difference between the readings was settled, and why",
}


class CardMatter(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a card is made of.

    Args:
        name: of the release folder.
        version: of the release.
        made_with: version of ghinhan.
        reading: the annotator whose reading it is.
        description: what people say of it.
        schema: what was labelled.
        figures: what was counted.
        plan: who is trained on and who is tested on.
        reports: file or folder of each format, with what it could not carry.
        pairs: how far the readings agree.
        is_adjudicated: the decisions behind the reading are in the release.
        part: name of the first part that spaCy and CoNLL files come in.

    """

    name: str
    version: str
    made_with: str
    reading: str
    description: Description
    schema: Schema
    figures: Figures
    plan: SplitPlan
    reports: dict[str, LossReport]
    pairs: tuple[PairAgreement, ...] = ()
    is_adjudicated: bool = False
    part: str


def write_card(matter: CardMatter) -> str:
    """The whole card as Markdown with the YAML header that `datasets` reads."""
    sections = (
        header(matter),
        introduction(matter),
        contents(matter),
        loading(matter),
        numbers(matter),
        agreement(matter),
        splits(matter),
        losses(matter),
        sources(matter),
        limits(matter),
        rights(matter),
    )
    return "\n".join(line for section in sections for line in section) + "\n"


def header(matter: CardMatter) -> Iterator[str]:
    """The YAML header."""
    count = matter.figures.totals["documents"]
    size = "n<1K" if count < 1_000 else "1K<n<10K" if count < 10_000 else "10K<n<100K"
    yield "---"
    yield f"pretty_name: {msgspec.json.encode(matter.description.title).decode()}"
    yield "language:\n- vi"
    if matter.description.licence:
        yield f"license: {msgspec.json.encode(matter.description.licence.lower()).decode()}"
    yield "task_categories:\n- token-classification"
    yield f"size_categories:\n- {size}"
    yield "tags:\n- events\n- named-entities\n- coreference\n- news"
    splits, totals = list(matter.plan.splits) or ["full"], matter.figures.totals
    tables = [name for name in ("entities", "hoppers", "hopper_relations") if totals[name]]
    yield load_instructions(splits, tables, folder="huggingface/").rstrip()
    yield "---"


def introduction(matter: CardMatter) -> Iterator[str]:
    """What it is, and how the reading was made."""
    totals = matter.figures.totals
    description = matter.description
    yield f"\n# {plain(description.title)}, version {matter.version}\n"
    if description.summary:
        yield f"{description.summary.strip()}\n"
    yield (
        f"{totals['documents']} documents with {totals['tokens']:,} tokens: "
        f"{totals['mentions']:,} mentions of {totals['entities']:,} entities, "
        f"{totals['times']:,} time expressions, {totals['events']:,} events with "
        f"{totals['arguments']:,} arguments. Labelled in the schema `{matter.schema.name}`, made "
        f"with ghinhan {matter.made_with}.\n"
    )
    made = description.readings.get(matter.reading) or (
        "how it was made is not stated in annotations/release.toml"
    )
    yield f"**The reading** is `{matter.reading}`: {made.strip().rstrip('.')}."


def contents(matter: CardMatter) -> Iterator[str]:
    """What lies in the folder."""
    yield "\n## Contents\n"
    there = dict(zip(OF_READINGS, (bool(matter.pairs), matter.is_adjudicated), strict=True))
    extra = {path: what for path, what in OF_READINGS.items() if there[path]}
    yield from table(("path", "what"), (CONTENTS | extra).items())


def agreement(matter: CardMatter) -> Iterator[str]:
    """How the readings were made and how far they agree."""
    yield "\n## Agreement between the readings\n"
    if matter.pairs and matter.description.agreement:
        yield f"**Read this first.** {matter.description.agreement.strip()}\n"
    for name in sorted({name for pair in matter.pairs for name in (pair.left, pair.right)}):
        made = matter.description.readings.get(name, UNKNOWN).strip().rstrip(".")
        yield f"- `{name}`: {made}."
    if matter.pairs:
        yield ""
    yield from agreement_lines(matter.pairs)


def loading(matter: CardMatter) -> Iterator[str]:
    """Lines that load it, each in its own library."""
    yield "\n## Loading\n\nWithout a network, from the folder above this one:\n"
    yield "```python"
    yield "from datasets import load_dataset"
    yield "import pandas"
    yield "import spacy"
    yield "from spacy.tokens import DocBin\n"
    yield f'folder = "{matter.name}"'
    yield 'documents = load_dataset(folder, "documents")'
    yield 'table = pandas.read_parquet(f"{folder}/huggingface/entities.parquet")'
    yield f'binary = DocBin().from_disk(f"{{folder}}/spacy/{matter.part}.spacy")'
    yield 'docs = list(binary.get_docs(spacy.blank("xx").vocab))'
    yield "```\n"
    yield "All positions are Unicode code points of `text`, start inclusive, end exclusive."


def numbers(matter: CardMatter) -> Iterator[str]:
    """Every table of figures."""
    figures, totals = matter.figures, matter.figures.totals
    yield "\n## Numbers\n"
    yield from table(("what", "count"), ((k.replace("_", " "), v) for k, v in totals.items()))
    yield ""
    linked = share(totals["mentions_linked"], totals["mentions"])
    known = share(totals["entities_in_wikidata"], totals["entities"])
    yield f"{linked} of the mentions are linked to an entity; {known} of the entities to Wikidata."
    yield "\n### Mentions by type and level\n"
    levels = list(matter.schema.levels)
    rows = [
        (code(name), count, *(figures.tables[f"levels of {name}"][level] for level in levels))
        for name, count in ranked(figures.tables.get("mention types", Counter()))
    ]
    yield from table(("type", "all", *levels), rows)
    names = {
        "entity types": "Entities by type",
        "event types": "Events by type",
        "roles": "Arguments by role",
        "fillers": "Arguments by the filler's type",
        "realis": "Events by realis",
        "polarity": "Events by polarity",
        "tense": "Events by tense",
        "modality": "Events by modality",
        "timex": "Times by kind",
        "hopper relations": "Relations between occurrences",
        "sections": "Sections",
        "states": "Documents by state",
    }
    for key, title in names.items():
        counts = figures.tables.get(key)
        if counts:
            yield f"\n### {title}\n"
            yield from table(("name", "count"), ((code(k), v) for k, v in ranked(counts)))


def splits(matter: CardMatter) -> Iterator[str]:
    """Splits or folds, and why."""
    plan = matter.plan
    yield "\n## Splits\n"
    yield f"{plan.reason} They stand in `splits.json`."
    if plan.splits:
        yield ""
        yield from table(("split", "documents"), ((k, len(v)) for k, v in plan.splits.items()))
    if plan.near_duplicates:
        groups = len(plan.near_duplicates)
        were = "groups of near duplicates were" if groups > 1 else "group of near duplicates was"
        yield f"\n{groups} {were} kept together."


def losses(matter: CardMatter) -> Iterator[str]:
    """What each format could not carry, and of that what flat tags have no place for."""
    yield "\n## What the formats could not carry\n"
    rows = [
        (code(path), report.written, len(report.losses), len(report.unseen), commonest(report))
        for path, report in matter.reports.items()
    ]
    names = ("file", "records", "losses", "unseen", "most frequent losses")
    yield from table(names, rows)
    yield (
        "\nA loss is one record, or one field of a record, that the format has no place for. "
        "`jsonl` carries everything; `losses/` names each loss of the others. Unseen: in the file "
        "and read back by ghinhan, but passed over by the format's own tools."
    )
    yield "\nRecords that flat BIO tags cannot hold:\n"
    flat = {path: left_without_tag(report) for path, report in matter.reports.items()}
    counts = [
        (code(path), matter.reports[path].written, sum(why.values()), listed(why))
        for path, why in flat.items()
        if matter.reports[path].format == conll.NAME
    ]
    yield from table(("file", "tagged", "left without a tag", "why"), counts)


def left_without_tag(report: LossReport) -> Counter[str]:
    """Why records have no tag in a CoNLL file, and how many for each reason."""
    return Counter(loss.what for loss in report.losses if loss.what in conll.UNPLACED)


def sources(matter: CardMatter) -> Iterator[str]:
    """The documents with their outlets; what is unknown is said to be unknown."""
    yield "\n## Documents\n"
    rows = [
        (
            code(line.id),
            plain(line.publisher) or UNKNOWN,
            plain(line.published) or UNKNOWN,
            plain(line.title) or UNKNOWN,
            line.tokens,
            line.records,
        )
        for line in matter.figures.documents[:LISTED_DOCUMENTS]
    ]
    yield from table(("id", "publisher", "published", "title", "tokens", "records"), rows)
    if len(matter.figures.documents) > LISTED_DOCUMENTS:
        yield f"\nand {len(matter.figures.documents) - LISTED_DOCUMENTS:,} more, in `figures.json`."


def limits(matter: CardMatter) -> Iterator[str]:
    """What the dataset is not good for."""
    yield "\n## Limits\n"
    count = matter.figures.totals["documents"]
    if count < 50:
        yield (
            f"- {count} document{'s' if count > 1 else ''}: enough to show the schema and to test "
            "tools, too few to train a model or to say how often anything happens."
        )
    unfinished = {k: v for k, v in matter.figures.tables["states"].items() if k in UNFINISHED}
    if unfinished:
        count = sum(unfinished.values())
        were = "documents were released before they were" if count > 1 else ONE_UNFINISHED
        yield f"- {count} {were} done."
    for sentence in matter.description.limits:
        yield f"- {sentence.strip()}"


def rights(matter: CardMatter) -> Iterator[str]:
    """Whose the texts are, and under which licence the annotations stand."""
    description = matter.description
    yield "\n## Rights\n"
    yield f"The texts: {description.rights.strip() or 'no rights are stated.'}\n"
    yield (
        f"The annotations: {description.licence}."
        if description.licence
        else "The annotations: no licence is stated; ask before you use them."
    )
    if description.citation:
        yield f"\n## Citation\n\n{description.citation.strip()}"


def table(names: Sequence[str], rows: Iterable[tuple[object, ...]]) -> Iterator[str]:
    """A Markdown table; its strings are Markdown already, see `plain` and `code`."""
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"
    for row in rows:
        cells = (f"{cell:,}" if isinstance(cell, int) else str(cell) for cell in row)
        yield f"| {' | '.join(cells)} |"


def plain(text: str) -> str:
    r"""Text from outside as Markdown that shows it letter for letter, on one line.

    Example:
        >>> print(plain("a|b <script> [x](y)"))
        a\|b \<script\> \[x\](y)

    """
    return MARKUP.sub(r"\\\g<0>", " ".join(text.split()))


def code(name: str) -> str:
    """A name as inline code in a table cell.

    Example:
        >>> print(code("Contact.Meet"))
        `Contact.Meet`

    """
    return f"`{' '.join(name.split()).replace('`', chr(39)).replace('|', '¦')}`"


def ranked(counts: Mapping[str, int]) -> list[tuple[str, int]]:
    """Most frequent first, then by name."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


def commonest(report: LossReport) -> str:
    """The three most frequent losses of a report."""
    return listed(dict(ranked(report.counts())[:3]))


def listed(counts: Mapping[str, int]) -> str:
    """Counts in one cell: `48 × nested mention, 2 × crossing mention`."""
    return ", ".join(f"{count} × {plain(what)}" for what, count in ranked(counts)) or "none"


def share(part: int, whole: int) -> str:
    """A percentage, or a dash where there is nothing to share.

    Example:
        >>> share(1, 3), share(0, 0)
        ('33 %', '–')

    """
    return f"{100 * part / whole:.0f} %" if whole else "–"
