"""What the doctor found, short enough to be read: like warnings are counted, errors never.

Which findings there are is the work of `ghinhan.workspace.checks`.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from ghinhan.workspace.findings import WARNING, Finding


def tell_findings(findings: Sequence[Finding]) -> Iterator[str]:
    """The lines for a terminal: warnings of one rule about the records of one reading are one.

    Args:
        findings: in the order in which they are told.

    """
    groups: defaultdict[object, list[Finding]] = defaultdict(list)
    for place, finding in enumerate(findings):
        is_counted = finding.severity == WARNING and finding.annotator and finding.record
        groups[(finding.annotator, finding.rule) if is_counted else place].append(finding)
    for group in groups.values():
        yield str(group[0]) if len(group) == 1 else tell_group(group)


def tell_group(group: Sequence[Finding]) -> str:
    """Several warnings as one line, with the first of them and how to see the others."""
    first = group[0]
    return (
        f"{first.severity}: reading {first.annotator}: {first.rule}: {len(group)} records, the "
        f"first at {first.place}: {first.message} All: "
        f"`ghinhan doctor --annotator {first.annotator} --all`."
    )
