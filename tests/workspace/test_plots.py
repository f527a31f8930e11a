"""Plots: what they show, in whose colours, and what they say without matplotlib."""

import sys

import pandas as pd
import pytest
from matplotlib.colors import to_hex

from ghinhan.foundation.errors import MissingExtraError
from ghinhan.schema import default_schema_path, load_schema
from ghinhan.workspace import plots, rows
from ghinhan.workspace.columns import EVENTS, MENTIONS, SECTIONS
from ghinhan.workspace.frames import make_frame
from ghinhan.workspace.review_columns import AGREEMENT
from tests.workspace.samples import DOCUMENT, LABELLED

SCHEMA = load_schema(default_schema_path())
PNG = b"\x89PNG"


def words_of(picture: plots.Picture) -> list[str]:
    """The labels beside the bars, from bottom to top."""
    return [label.get_text() for label in picture.figure.axes[0].get_yticklabels()]


def test_labels_are_named_in_vietnamese_and_coloured_as_in_the_annotator() -> None:
    """People recognise a label by the colour they work with."""
    frame = make_frame(MENTIONS, rows.mention_rows(LABELLED), SCHEMA)
    picture = plots.labels(frame, SCHEMA)
    bars = picture.figure.axes[0].patches

    colours = [to_hex(bar.get_facecolor()) for bar in bars]

    assert colours[-1] == SCHEMA.label("PER").colour
    assert words_of(picture)[-1] == "người · PER"
    assert [bar.get_width() for bar in bars] == [1, 1, 2]
    assert plots.PLAIN_COLOUR not in {label.colour for label in SCHEMA.labels}
    assert picture._repr_png_().startswith(PNG)
    assert repr(picture) == "Picture: Số lần gán mỗi nhãn · mentions by type (3 bars)"


def test_events_are_counted_by_type() -> None:
    """A type that the schema does not know goes by its code."""
    frame = make_frame(EVENTS, rows.event_rows(LABELLED), SCHEMA)
    frame["type"] = frame["type"].replace("Cooperate.Aid", "Odd.Type")
    picture = plots.events(frame, SCHEMA)
    colours = [to_hex(bar.get_facecolor()) for bar in picture.figure.axes[0].patches]

    assert dict(zip(words_of(picture), colours, strict=True)) == {
        f"{SCHEMA.event('Contact.Meet').name} · Contact.Meet": SCHEMA.event("Contact.Meet").colour,
        "Odd.Type": plots.PLAIN_COLOUR,
    }


def test_sections_of_a_document_add_up_to_its_length() -> None:
    """The bar of a document is as long as its sections together."""
    frame = make_frame(SECTIONS, rows.section_rows(DOCUMENT))
    axes = plots.sections(frame).figure.axes[0]
    bars = axes.patches
    covered = sum(section.end - section.start for section in DOCUMENT.sections)

    assert sum(bar.get_width() for bar in bars) == covered
    assert [text.get_text() for text in axes.texts] == [f"{covered:,}"]
    assert [bar.get_x() for bar in bars] == [0, *pd.Series([b.get_width() for b in bars]).cumsum()][
        :-1
    ]


def test_documents_stand_in_the_order_of_the_tables() -> None:
    """Matplotlib draws from the bottom; a reader compares plot and table from the top."""
    frame = make_frame(SECTIONS, rows.section_rows(DOCUMENT))
    axes = plots.sections(pd.concat([frame, frame.assign(document="zz")])).figure.axes[0]
    low, high = axes.get_ylim()

    assert [label.get_text() for label in axes.get_yticklabels()] == [DOCUMENT.id, "zz"]
    assert low > high


def test_nothing_to_show_is_said() -> None:
    """An empty frame gives a picture that says so, not an error."""
    for picture in (
        plots.sections(make_frame(SECTIONS, [])),
        plots.labels(make_frame(MENTIONS, [], SCHEMA), SCHEMA),
    ):
        assert picture.bars == 0
        assert picture.figure.axes[0].texts[0].get_text() == "chưa có gì · nothing yet"
        assert picture._repr_png_().startswith(PNG)


def test_without_matplotlib_the_install_line_is_given(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plots are an extra; tables are not."""
    monkeypatch.setitem(sys.modules, "matplotlib.figure", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'ghinhan\[lab\]'"):
        plots.labels(make_frame(MENTIONS, [], SCHEMA), SCHEMA)


def test_agreement_has_a_bar_for_each_pair_and_decision() -> None:
    """An undefined alpha has no length and says why; decisions are read from the top."""
    frame = make_frame(
        AGREEMENT,
        [
            ("a1", "a2", "mentions", "extent", 4, 4, 1.0, 0.5, 0.75, None, None),
            ("a1", "a2", "mentions", "type", 4, 4, None, None, None, 1.0, 1.0),
            ("a1", "a2", "events", "tense", 4, 4, None, None, None, 1.0, None),
            ("a1", "a3", "mentions", "extent", 4, 4, 1.0, 1.0, 1.0, None, None),
        ],
    )
    picture = plots.agreement(frame)
    axes = picture.figure.axes[0]

    assert [bar.get_width() for bar in axes.containers[0]] == [0.0, 0.75]
    assert [bar.get_width() for bar in axes.containers[1]] == [0.0, 1.0]
    assert words_of(picture) == ["events: tense", "mentions: extent"]
    assert {text.get_text() for text in axes.texts} == {"α undefined", "0.75", "1.00", ""}
    assert picture._repr_png_().startswith(PNG)


def test_agreement_of_nobody_is_an_empty_picture() -> None:
    """A frame without rows is no error."""
    assert plots.agreement(make_frame(AGREEMENT, [])).bars == 0
