"""Records are paired by where they stand, each at most once."""

from hypothesis import given
from hypothesis import strategies as st

from ghinhan.model import Mention
from ghinhan.review.matching import overlap, overlapping, pair_records, place

TEXT = "Thủ tướng Anh Keir Starmer thăm Anh"


def mention(
    start: int, end: int, label: str = "PER", head: tuple[int, int] | None = None
) -> Mention:
    """A mention of TEXT, named by its place."""
    identifier = f"m-{start}-{end}-{label}"
    return Mention(
        id=identifier, type=label, extent=((start, end),), text=TEXT[start:end], head=head
    )


places = st.tuples(st.integers(0, 30), st.integers(1, 5)).map(lambda p: (p[0], p[0] + p[1]))
readings = st.lists(
    st.builds(lambda p, t: mention(p[0], p[1], t), places, st.sampled_from(["PER", "GPE"])),
    max_size=8,
    unique_by=lambda m: m.id,
)


@given(readings, readings)
def test_every_record_is_in_exactly_one_pair(left: list[Mention], right: list[Mention]) -> None:
    """A record that is dropped or used twice would falsify every figure."""
    pairs = pair_records(left, right)

    assert sorted(a.id for a, _ in pairs if a) == sorted(m.id for m in left)
    assert sorted(b.id for _, b in pairs if b) == sorted(m.id for m in right)


@given(readings, readings)
def test_a_pair_shares_at_least_one_character(left: list[Mention], right: list[Mention]) -> None:
    """Records that touch nothing in common are never called the same."""
    for a, b in pair_records(left, right):
        assert a is None or b is None or overlap(place(a), place(b)) > 0


@given(readings, readings)
def test_the_sweep_finds_what_a_full_comparison_finds(
    left: list[Mention], right: list[Mention]
) -> None:
    """The quick search may not miss an overlap."""
    full = {
        (i, j)
        for i, a in enumerate(left)
        for j, b in enumerate(right)
        if overlap(place(a), place(b)) > 0
    }

    assert set(overlapping(left, right)) == full


@given(readings)
def test_a_reading_is_paired_with_itself(reading: list[Mention]) -> None:
    """Equal readings leave nobody alone and pair equal places with equal types."""
    assert all(
        a is not None and b is not None and (a.extent, a.type) == (b.extent, b.type)
        for a, b in pair_records(reading, reading)
    )


def test_the_same_head_beats_the_larger_overlap() -> None:
    """`Keir Starmer` is the long mention with that head, not the title around another name."""
    long = mention(0, 26, head=(14, 26))
    name = mention(14, 26, head=(14, 26))
    title = mention(0, 25, head=(0, 9))

    assert pair_records([long], [title, name]) == [(None, title), (long, name)]
