"""The card's numbers, counted on articles whose content is known."""

import msgspec
import pytest

from ghinhan.model import Argument, Layer, Mention
from ghinhan.release.figures import UNSAID, count_figures, count_nested
from tests.release.projects import make_item, make_items


def test_numbers_of_three_known_articles() -> None:
    """Each article has three mentions, one time and one event with two arguments."""
    figures = count_figures(make_items(3))
    expected = {
        "documents": 3,
        "sentences": 6,
        "mentions": 9,
        "times": 3,
        "events": 3,
        "arguments": 6,
        "mentions_linked": 6,
        "mentions_metonymic": 3,
        "mentions_nested": 6,
        "events_attributed": 3,
        "events_in_hoppers": 3,
        "times_resolved": 3,
        "times_inferred": 3,
        "entities": 2,
        "entities_in_wikidata": 1,
        "entities_nil": 1,
        "hoppers": 1,
        "spans_discontinuous": 0,
    }

    assert {name: figures.totals[name] for name in expected} == expected
    assert figures.tables["mention types"] == {"PER": 6, "GPE": 3}
    assert figures.tables["levels of PER"] == {"NAM": 3, "NOM": 3}
    assert figures.tables["roles"] == {"Participant": 3, "Time": 3}
    assert figures.tables["fillers"] == {"PER": 3, "TIME": 3}
    assert figures.tables["realis"] == {"ACTUAL": 3}
    assert [line.id for line in figures.documents] == ["bai-000", "bai-001", "bai-002"]


def test_what_was_not_said_is_counted_as_such() -> None:
    """A missing attribute or filler is a number too, not a hole in the table."""
    item = make_item(0)
    (event,) = item.layer.events
    bare = msgspec.structs.replace(event, realis="", arguments=(Argument("Place", "gone"),))
    layer = msgspec.structs.replace(item.layer, records=(bare,))
    figures = count_figures([msgspec.structs.replace(item, layer=layer)])

    assert figures.tables["realis"] == {UNSAID: 1}
    assert figures.tables["fillers"] == {UNSAID: 1}


@pytest.mark.parametrize(
    ("spans", "nested"),
    [
        ([(0, 9), (0, 3), (4, 9)], 2),
        ([(0, 5), (3, 9)], 0),
        ([(0, 5), (0, 5)], 0),
        ([(0, 3), (3, 6)], 0),
        ([(0, 9), (1, 8), (2, 7)], 2),
    ],
)
def test_nested_means_inside_a_larger_mention(spans: list[tuple[int, int]], nested: int) -> None:
    """Crossing, touching and equal mentions are not nested."""
    mentions = tuple(
        Mention(id=f"m-{n}", type="PER", extent=(span,), text="") for n, span in enumerate(spans)
    )

    assert count_nested(Layer(document="d", text_sha256="", records=mentions)) == nested
