"""A text as spaCy's words and spaces, so that the words give back the text exactly."""

from collections.abc import Iterator, Sequence

from ghinhan.model.spans import Span

Word = tuple[str, bool, int]
"""The word, whether one space follows it, and where it starts."""


def cut_words(text: str, tokens: Sequence[Span]) -> Iterator[Word]:
    r"""Cut a text into spaCy words: tokens, and whatever stands between them.

    One space after a token belongs to the token; further white space becomes words of its own,
    as spaCy's tokenisers do it.

    Args:
        text: the whole text.
        tokens: ordered spans without overlap.

    Example:
        >>> list(cut_words("Nga và  Mỹ\n", [(0, 3), (4, 6), (8, 10)]))
        [('Nga', True, 0), ('và', True, 4), (' ', False, 7), ('Mỹ', False, 8), ('\n', False, 10)]

    """
    place = 0
    for start, end in tokens:
        if place < start:
            yield text[place:start], False, place
        has_space = text[end : end + 1] == " "
        yield text[start:end], has_space, start
        place = end + has_space
    if place < len(text):
        yield text[place:], False, place
