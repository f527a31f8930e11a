"""TIMEX3 values, well formed and not."""

import pytest

from ghinhan.schema.timex import contradict, fault_in_value

# From TimeML's guidelines, and the values that the two seed articles need.
GOOD = [
    ("DATE", "2025-04-26"),
    ("DATE", "XXXX-04-26"),
    ("DATE", "2022-02"),
    ("DATE", "2025"),
    ("DATE", "2025-W51"),
    ("DATE", "2025-W51-WE"),
    ("DATE", "2025-W51-3"),
    ("DATE", "2025-SU"),
    ("DATE", "2025-Q3"),
    ("DATE", "2025-H2"),
    ("DATE", "199"),
    ("DATE", "19"),
    ("DATE", "BC0346"),
    ("DATE", "PAST_REF"),
    ("DATE", "2024-02-29"),
    ("TIME", "2025-04-26T09:30"),
    ("TIME", "2025-04-26T09:30:15"),
    ("TIME", "2025-04-26T09:30+07:00"),
    ("TIME", "XXXX-XX-XXTMO"),
    ("TIME", "PRESENT_REF"),
    ("DURATION", "P1D"),
    ("DURATION", "P4Y"),
    ("DURATION", "PXM"),
    ("DURATION", "PT3H"),
    ("DURATION", "P1Y6M"),
    ("DURATION", "P2.5Y"),
    ("DURATION", "P2DE"),
    ("DURATION", "P3WE"),
    ("DURATION", "P1DT12H"),
    ("SET", "XXXX-WXX-1"),
    ("SET", "P1W"),
    ("", "P1W"),
    ("", "2025-04-26"),
]

BAD = [
    ("DATE", "26-4"),
    ("DATE", "2025-4-26"),
    ("DATE", "2025-13"),
    ("DATE", "2025-W54"),
    ("DATE", "2025-02-30"),
    ("DATE", "2023-02-29"),
    ("DATE", "P1D"),
    ("DATE", "2025-04-26T09:30"),
    ("DATE", " 2025"),
    ("DATE", "2025\n"),
    ("DATE", "past_ref"),
    ("TIME", "09:30"),
    ("TIME", "2025-04-26T25:00"),
    ("TIME", "2025-04-26T09:60"),
    ("TIME", "2025-02-30T09:00"),
    ("DURATION", "P"),
    ("DURATION", "PT"),
    ("DURATION", "3H"),
    ("DURATION", "P3"),
    ("DURATION", "P3H"),
    ("DURATION", "P1DT"),
    ("SET", "every Monday"),
    ("", "hôm qua"),
]


@pytest.mark.parametrize(("timex", "value"), GOOD)
def test_a_well_formed_value_has_no_fault(timex: str, value: str) -> None:
    """What the guidelines write is accepted."""
    assert fault_in_value(timex, value) == ""


@pytest.mark.parametrize(("timex", "value"), BAD)
def test_a_value_that_no_tool_can_read_is_named(timex: str, value: str) -> None:
    """The fault quotes the value and says how to write it, or that no calendar has the day."""
    fault = fault_in_value(timex, value)

    assert repr(value) in fault
    assert "Write for example" in fault or "Correct month or day" in fault


@pytest.mark.parametrize(
    ("value", "resolved", "expected"),
    [
        ("XXXX-04-26", "2025-04-26", False),
        ("XXXX-04-26", "2025-04-25", True),
        ("2025", "2025-04-25", False),
        ("PAST_REF", "2025-W51", False),
        ("P4Y", "P3Y", True),
    ],
)
def test_resolving_may_fill_in_but_never_change(value: str, resolved: str, expected: bool) -> None:  # noqa: FBT001  a table of cases
    """X is filled by context; a digit that the words give stays."""
    assert contradict(value, resolved) is expected
