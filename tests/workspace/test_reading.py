"""Labelled text as plain text, for a terminal."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ghinhan.model import CorpusLayer, Event, LabelledDocument, Layer
from ghinhan.workspace.reading import bracketed, events_reading, text_reading
from tests.workspace.samples import DOCUMENT, LABELLED

GOLDEN = Path(__file__).parents[1] / "golden" / "reading.txt"

labels = st.sampled_from(["PER", "GPE", "MEET"])
bracket_lists = st.lists(st.tuples(st.integers(0, 10), st.integers(1, 6), labels), max_size=6).map(
    lambda found: sorted((start, -(start + size), label) for start, size, label in found)
)


def test_the_sample_reads_as_the_golden_file() -> None:
    """Nested mentions, a trigger in two pieces, sections and events, read in review."""
    assert text_reading(LABELLED) + "\n" == GOLDEN.read_text(encoding="utf-8")


def test_a_document_without_labels_is_its_text() -> None:
    """Nobody's reading shows the article and says that there are no events."""
    nothing = LabelledDocument(
        document=DOCUMENT,
        layer=Layer(document="bai-1", text_sha256=DOCUMENT.text_sha256),
        corpus_layer=CorpusLayer(),
    )

    assert text_reading(nothing).endswith("\n\nno events")
    assert "Chủ tịch tỉnh An Bình Lê Thị Hoa gặp" in text_reading(nothing)


def test_a_filler_that_is_gone_is_named_by_its_id() -> None:
    """A silent gap would look like a role that nobody filled."""
    assert "(m-gone is not there)" in events_reading(LABELLED)


def test_a_line_break_in_the_words_does_not_break_the_list() -> None:
    """Each event and each role is one line, so that a diff and a grep see it whole."""
    event = Event(id="v-1", type="Contact.Meet", trigger=((0, 3),), text="gặp\n gỡ")
    layer = Layer(document="bai-1", text_sha256="", records=(event,))
    labelled = LabelledDocument(document=DOCUMENT, layer=layer, corpus_layer=CorpusLayer())

    assert events_reading(labelled) == "Contact.Meet: gặp gỡ"


def test_records_that_cross_say_which_one_ends() -> None:
    """Brackets cannot nest then, and a reader must still see who ends where."""
    crossing = [(0, 4, "[A ", "]"), (2, 6, "[B ", "]")]

    assert bracketed("abcdef", crossing, 0, 6) == "[A ab[B cd]Aef]"


@given(bracket_lists)
def test_brackets_never_change_the_text_between_them(
    found: list[tuple[int, int, str]],
) -> None:
    """Taking the brackets out gives back the article, whatever overlaps."""
    text = "abcdefghijklmnop"
    brackets = [(start, -end, f"[{label} ", "]") for start, end, label in found]
    printed = bracketed(text, brackets, 0, len(text))
    for label in ("PER", "GPE", "MEET"):
        printed = printed.replace(f"[{label} ", "").replace(f"]{label}", "")

    assert printed.replace("]", "") == text
