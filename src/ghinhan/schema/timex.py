"""Whether a TIMEX3 value is well formed for its type.

Source:
    TimeML 1.2.1, TIMEX3 `value`: ISO 8601 with X for what is unknown, weeks, week-ends, seasons,
    quarters, halves, parts of the day, durations, and PAST_REF, PRESENT_REF, FUTURE_REF.
"""

import re
from datetime import date

TIMEX_TYPES = ("DATE", "TIME", "DURATION", "SET")

MONTH = r"(?:0[1-9]|1[0-2]|XX)"
DAY = r"(?:0[1-9]|[12][0-9]|3[01]|XX)"
WEEK = r"W(?:0[1-9]|[1-4][0-9]|5[0-3]|XX)"
YEAR = r"(?:BC)?[0-9X]{4}"
DATE = (
    rf"(?:{YEAR}(?:-{MONTH}(?:-{DAY})?|-{WEEK}(?:-WE|-[1-7X])?|-(?:SP|SU|FA|WI)|-Q[1-4X]|-H[12X])?"
    r"|[0-9X]{2,3})"
)
CLOCK = r"(?:(?:[01][0-9]|2[0-4]|XX)(?::(?:[0-5][0-9]|XX)){0,2}(?:Z|[+-][01][0-9]:[0-5][0-9])?)"
TIME = rf"{DATE}T(?:MO|MI|AF|EV|NI|DT|{CLOCK})"
AMOUNT = r"(?:[0-9]+(?:\.[0-9]+)?|X)"
DURATION = (
    rf"P(?=[0-9XT])(?:{AMOUNT}(?:CE|DE))?(?:{AMOUNT}Y)?(?:{AMOUNT}Q)?(?:{AMOUNT}M)?"
    rf"(?:{AMOUNT}WE?)?(?:{AMOUNT}D)?(?:T(?=[0-9X])(?:{AMOUNT}H)?(?:{AMOUNT}M)?(?:{AMOUNT}S)?)?"
)
REFERENCE = r"(?:PAST|PRESENT|FUTURE)_REF"
PATTERNS = {
    "DATE": re.compile(rf"{DATE}|{REFERENCE}"),
    "TIME": re.compile(rf"{TIME}|{REFERENCE}"),
    "DURATION": re.compile(DURATION),
    "SET": re.compile(rf"{DATE}|{TIME}|{DURATION}|{REFERENCE}"),
}
EXAMPLES = {
    "DATE": "2025-04-26, XXXX-04-26, 2025-W51-WE, 2025-SU or PAST_REF",
    "TIME": "2025-04-26T09:30 or XXXX-XX-XXTMO",
    "DURATION": "P3D, P4Y, PXM or PT3H",
    "SET": "XXXX-WXX-1 or P1D",
}
FULL_DATE = re.compile(r"(\d{4})-(\d\d)-(\d\d)")


def fault_in_value(timex: str, value: str) -> str:
    """What is wrong with a TIMEX3 value, or the empty string.

    Args:
        timex: DATE, TIME, DURATION or SET; for anything else all forms are accepted.
        value: the value as stored.

    Example:
        >>> fault_in_value("DATE", "XXXX-04-26"), fault_in_value("DATE", "2025-W51-WE")
        ('', '')
        >>> fault_in_value("DATE", "26-4")
        "the value '26-4' is no TIMEX3 DATE. Write for example ...

    """
    kinds = (timex,) if timex in PATTERNS else TIMEX_TYPES
    if not any(PATTERNS[kind].fullmatch(value) for kind in kinds):
        shown = " or ".join(EXAMPLES[kind] for kind in kinds)
        return f"the value {value!r} is no TIMEX3 {'/'.join(kinds)}. Write for example {shown}."
    match = FULL_DATE.match(value)
    if match:
        try:
            date(*map(int, match.groups()))
        except ValueError:
            return f"the value {value!r} is a day that no calendar has. Correct month or day."
    return ""


def contradict(value: str, resolved: str) -> bool:
    """Whether a resolved date changes a digit that the words alone already give.

    Example:
        >>> contradict("XXXX-04-26", "2025-04-26"), contradict("XXXX-04-26", "2025-04-27")
        (False, True)

    """
    if len(value) != len(resolved) or value.endswith("_REF"):
        return False
    return any(a not in {"X", b} for a, b in zip(value, resolved, strict=True))
