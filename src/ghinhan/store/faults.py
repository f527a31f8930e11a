"""Faults of the files of a project, and how one line is read without trusting it.

Nothing here uses the loader that the store works with: what is broken for the loader must not
be hidden by it.
"""

import json
from typing import Any

import msgspec

from ghinhan.foundation.errors import RecordError


class Fault(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong with one file.

    Args:
        file: path below the project, with `/`.
        line: counted from 1; 0 for the file as a whole.
        rule: short name of the kind of fault.
        message: what is wrong, with the value, and what to do.

    """

    file: str
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        """As one line for a terminal."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}: {self.rule}: {self.message}"


def read_object(line: bytes) -> dict[str, Any]:
    """One line of JSON, refused where Python's reader would look away.

    Raises:
        RecordError: not UTF-8, not JSON, not an object, a key twice, NaN, nested too deep, or
            half of a surrogate pair.

    """
    try:
        text = line.decode("utf-8")
        value = json.loads(text, object_pairs_hook=refuse_repeated_keys, parse_constant=refuse)
        json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeDecodeError as error:
        raise RecordError(f"byte {error.start} of the line is not UTF-8.") from error
    except UnicodeEncodeError as error:
        raise RecordError("the line holds half of a surrogate pair, which is no text.") from error
    except RecursionError as error:
        raise RecordError("the line is nested too deep to be a record.") from error
    except RecordError:
        raise
    except ValueError as error:
        raise RecordError(f"the line is not JSON: {error}.") from error
    if not isinstance(value, dict):
        raise RecordError(f"the line is {type(value).__name__}, not an object.")
    return value


def refuse_repeated_keys(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object; a key that stands twice would hide one of its values."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        raise RecordError(f"the key {twice[0]!r} stands twice in one object.")
    return found


def refuse(constant: str) -> None:
    """Refuse NaN and Infinity, which JSON does not know."""
    raise RecordError(f"{constant} is no JSON number.")
