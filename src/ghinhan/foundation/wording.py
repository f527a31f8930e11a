"""How things are said: numbers with their nouns, and warnings without line numbers of ours."""

import warnings


def counted(number: int, thing: str, things: str = "") -> str:
    """A number with its noun.

    Args:
        number: how many.
        thing: the noun for one.
        things: the noun for several, where an `s` does not make it.

    Example:
        >>> counted(1, "record"), counted(2, "record"), counted(0, "entity", "entities")
        ('1 record', '2 records', '0 entities')

    """
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"


def tell(message: str, category: type[Warning]) -> None:
    """Warn somebody who works with the data: which line of our code noticed it helps nobody.

    The usual filters apply; what is shown begins with `ghinhan:1:` instead of the path of a
    module or of a notebook's kernel.
    """
    warnings.warn_explicit(message, category, "ghinhan", 1)
