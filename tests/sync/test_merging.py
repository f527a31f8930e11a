"""Laws of the three-way comparison: what changed on one side reaches the other, once."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from ghinhan.sync.merging import Changes, apply, compare, in_step
from ghinhan.sync.shapes import Arrow, Mark, Shape

KEYS = ("m-1", "m-2", "v-1", "v-2")
MARKS = st.builds(Mark, st.sampled_from([0, 5]), st.sampled_from([7, 9]), st.sampled_from("AB"))


@st.composite
def shapes(draw: st.DrawFn) -> Shape:
    """A few marks, notes, and arrows between marks that are there."""
    marks = draw(st.dictionaries(st.sampled_from(KEYS), MARKS))
    ends = st.sampled_from(sorted(marks)) if marks else st.nothing()
    arrows = draw(st.sets(st.builds(Arrow, ends, st.sampled_from("RS"), ends), max_size=3))
    notes = draw(st.dictionaries(st.sampled_from(["c-1", "c-2"]), st.sampled_from("xy")))
    return Shape(marks=marks, arrows=tuple(sorted(arrows)), notes=notes)


def alike(one: Shape, other: Shape) -> bool:
    """Whether two shapes show the same."""
    return (one.marks, one.notes, Counter(one.arrows)) == (
        other.marks,
        other.notes,
        Counter(other.arrows),
    )


@settings(deadline=None)
@given(shapes(), shapes())
def test_what_only_they_changed_comes_here_whole(base: Shape, theirs: Shape) -> None:
    """A pull onto an unchanged reading makes it what doccano shows."""
    plan = compare(base, base, theirs)

    assert alike(apply(plan.here, base), theirs)
    assert not len(plan.there)
    assert not plan.conflicts


@settings(deadline=None)
@given(shapes(), shapes())
def test_both_directions_are_one_rule(base: Shape, changed: Shape) -> None:
    """A push is a pull seen from the other side."""
    pulled, pushed = compare(base, base, changed), compare(base, changed, base)

    assert pulled.here == pushed.there


@settings(deadline=None)
@given(shapes(), shapes(), shapes())
def test_after_both_jobs_only_conflicts_are_left(base: Shape, ours: Shape, theirs: Shape) -> None:
    """Push and pull bring both sides together, but for what both changed differently."""
    plan = compare(base, ours, theirs)
    here, there = apply(plan.here, ours), apply(plan.there, theirs)
    left = compare(in_step(base, here, there), here, there)

    assert set(left.here.marks) | set(left.there.marks) == set()
    assert alike(here, there) or plan.conflicts
    assert not plan.conflicts or left.conflicts


@settings(deadline=None)
@given(shapes(), shapes(), shapes())
def test_a_second_run_changes_nothing(base: Shape, ours: Shape, theirs: Shape) -> None:
    """Whatever a comparison asks for, once done it is not asked for again."""
    plan = compare(base, ours, theirs)
    here = apply(plan.here, ours)
    again = compare(in_step(base, here, theirs), here, theirs)

    assert again.here.marks == {}
    assert again.here.notes == {}
    assert again.here.added == again.here.dropped == ()


@settings(deadline=None)
@given(shapes(), shapes(), shapes())
def test_preferring_one_side_leaves_no_conflict_of_values(
    base: Shape, ours: Shape, theirs: Shape
) -> None:
    """Only a mark that one side deletes and the other newly uses still needs a person."""
    for prefer in ("here", "there"):
        plan = compare(base, ours, theirs, prefer=prefer)

        assert all("newly used" in conflict for conflict in plan.conflicts)


def test_a_mark_deleted_there_and_newly_used_here_stays() -> None:
    """Deleting it would take our new argument with it."""
    mark, trigger, arrow = Mark(0, 3, "A"), Mark(5, 9, "E"), Arrow("v-1", "R", "m-1")
    base = Shape(marks={"m-1": mark, "v-1": trigger})
    ours = Shape(marks=base.marks, arrows=(arrow,))
    theirs = Shape(marks={"v-1": trigger})
    plan = compare(base, ours, theirs)

    assert plan.here == Changes()
    assert plan.there == Changes()
    assert plan.conflicts == ("m-1 is deleted in doccano and newly used here, as R",)
