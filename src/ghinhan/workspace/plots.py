"""Pictures where a table says less: sections, labels, events. Labels in Vietnamese.

Each function takes a frame of the desk and gives a `Picture` that a notebook shows. Colours
are the schema's own or the palette of Okabe and Ito, which people with any kind of colour
blindness can tell apart; every bar has its number beside it.
"""

import io
from typing import TYPE_CHECKING, Any

import msgspec

from ghinhan.foundation.errors import MissingExtraError
from ghinhan.model.document import SECTION_KINDS
from ghinhan.schema.label_set import Schema

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

SECTION_NAMES = {
    "header": "đầu bài",
    "body": "thân bài",
    "caption": "chú thích ảnh",
    "credit": "nguồn ảnh",
    "boilerplate": "phần khuôn mẫu",
}
SECTION_COLOURS = dict(
    zip(SECTION_KINDS, ("#0072b2", "#56b4e9", "#e69f00", "#009e73", "#cc79a7"), strict=True)
)
"""From the palette of Okabe and Ito (2008), "Color Universal Design"."""

PAIR_COLOURS = tuple(SECTION_COLOURS.values())
AGREED_ON = (
    ("mentions", "extent"),
    ("mentions", "head and type"),
    ("mentions", "level"),
    ("entities", "CoNLL mean"),
    ("times", "extent"),
    ("times", "value"),
    ("events", "trigger"),
    ("events", "trigger and type"),
    ("events", "realis"),
    ("events", "tense"),
    ("events", "modality"),
    ("hoppers", "CoNLL mean"),
    ("hoppers", "relations"),
    ("hoppers", "participants"),
    ("arguments", "head, trigger and role (Arg-C+)"),
)
"""Layer and decision of the bars of an agreement plot."""
GROUP = 0.8

PLAIN_COLOUR = "#0072b2"
DOTS_PER_INCH = 110
WIDTH_INCHES = 8.0
BAR_INCHES = 0.32
FRAME_INCHES = 1.3
MOST_BARS = 40


class Picture(msgspec.Struct, frozen=True):
    """A finished plot.

    Args:
        title: what it shows.
        bars: how many bars it has.
        figure: the matplotlib figure, to change or to save with `figure.savefig`.

    """

    title: str
    bars: int
    figure: Any

    def __repr__(self) -> str:
        """What it shows, for those who cannot see it."""
        return f"Picture: {self.title} ({self.bars} bars)"

    def _repr_png_(self) -> bytes:
        """The picture, as notebooks ask for it."""
        stream = io.BytesIO()
        self.figure.savefig(stream, format="png", dpi=DOTS_PER_INCH)
        return stream.getvalue()


def sections(frame: "pd.DataFrame") -> Picture:
    """How each document is divided into sections.

    Args:
        frame: from `desk.sections()`.

    Returns:
        One bar per document, in the order of the ids, its length in characters, cut by kind of
        section; the first 40 documents.

    """
    totals = frame.assign(characters=frame["end"] - frame["start"]).pivot_table(
        index="document", columns="section", values="characters", aggfunc="sum", observed=True
    )[:MOST_BARS]
    axes = draw("Các phần của mỗi bài (số ký tự) · sections, in characters", len(totals))
    left = [0.0] * len(totals)
    for kind in SECTION_KINDS:
        if kind in totals:
            widths = totals[kind].fillna(0).astype(float).tolist()
            name = f"{SECTION_NAMES[kind]} · {kind}"
            colour = SECTION_COLOURS[kind]
            bars = axes.barh(totals.index.tolist(), widths, left=left, label=name, color=colour)
            left = [start + width for start, width in zip(left, widths, strict=True)]
    if len(totals):
        axes.bar_label(bars, [f"{round(total):,}" for total in left], padding=3)
        axes.margins(x=0.08, y=0.01)
        axes.invert_yaxis()
        axes.figure.legend(loc="outside lower center", ncols=3, fontsize="small", frameon=False)
    return finish(axes, len(totals))


def labels(frame: "pd.DataFrame", schema: Schema) -> Picture:
    """How often each entity and value type is labelled.

    Args:
        frame: from `desk.mentions()`.
        schema: gives names and colours.

    """
    names = {label.code: f"{label.name} · {label.code}" for label in schema.labels}
    colours = {label.code: label.colour for label in schema.labels}
    return counts("Số lần gán mỗi nhãn · mentions by type", frame["type"], names, colours)


def events(frame: "pd.DataFrame", schema: Schema) -> Picture:
    """How often each event type is labelled.

    Args:
        frame: from `desk.events()`.
        schema: gives names, and colours: one for each category of events.

    """
    names = {kind.code: f"{kind.name} · {kind.code}" for kind in schema.events}
    colours = {kind.code: kind.colour for kind in schema.events}
    return counts("Số sự kiện theo loại · events by type", frame["type"], names, colours)


def agreement(frame: "pd.DataFrame") -> Picture:
    """How far each pair of annotators agrees on what counts most.

    Args:
        frame: from `desk.agreement()`.

    Returns:
        One bar per pair and decision: F1 where places are compared, alpha where answers are; an
        undefined alpha has no bar and says so.

    """
    decisions = zip(frame["layer"], frame["decision"], strict=True)
    chosen = frame.iloc[[n for n, decision in enumerate(decisions) if decision in AGREED_ON]]
    chosen = chosen.assign(
        pair=chosen["left"] + "–" + chosen["right"],
        name=chosen["layer"].astype(str) + ": " + chosen["decision"],
        value=chosen["f1"].fillna(chosen["alpha"]),
    )
    pairs, names = list(dict.fromkeys(chosen["pair"])), list(dict.fromkeys(chosen["name"]))[::-1]
    axes = draw("Mức đồng thuận (F1 hoặc α) · agreement, F1 or alpha", len(chosen) // 2)
    for number, pair in enumerate(pairs):
        values = chosen[chosen["pair"] == pair].set_index("name")["value"].reindex(names)
        height = GROUP / len(pairs)
        places = [place + GROUP / 2 - (number + 0.5) * height for place in range(len(names))]
        widths = values.fillna(0).astype(float).tolist()
        bars = axes.barh(places, widths, height, label=pair, color=PAIR_COLOURS[number % 5])
        met = set(chosen[chosen["pair"] == pair]["name"])
        texts = [
            f"{value:.2f}" if not missing else "α undefined" if name in met else ""
            for name, value, missing in zip(names, widths, values.isna(), strict=True)
        ]
        axes.bar_label(bars, texts, padding=3, fontsize="x-small")
    axes.set_yticks(range(len(names)), names)
    axes.set_xlim(min(0.0, chosen["value"].min() if len(chosen) else 0.0), 1.12)
    if pairs:
        axes.figure.legend(loc="outside lower center", ncols=3, fontsize="small", frameon=False)
    return finish(axes, len(chosen))


def counts(
    title: str, types: "pd.Series[str]", names: dict[str, str], colours: dict[str, str]
) -> Picture:
    """Bars for how often each code occurs, most frequent on top; the 40 most frequent."""
    found = types.value_counts().sort_values(kind="stable")[-MOST_BARS:]
    axes = draw(title, len(found))
    codes = [str(code) for code in found.index]
    bars = axes.barh(
        [names.get(code, code) for code in codes],
        found.tolist(),
        color=[colours.get(code) or PLAIN_COLOUR for code in codes],
    )
    axes.bar_label(bars, padding=3)
    axes.margins(x=0.08, y=0.01)
    axes.xaxis.set_visible(False)
    axes.spines["bottom"].set_visible(False)
    return finish(axes, len(found))


def draw(title: str, bars: int) -> "Axes":
    """Axes as high as their bars need.

    Raises:
        MissingExtraError: matplotlib is not installed.

    """
    try:
        from matplotlib.figure import Figure  # noqa: PLC0415  optional, and slow to load
    except ImportError as error:
        raise MissingExtraError(
            "plots need matplotlib. Install it with: pip install 'ghinhan[lab]'"
        ) from error
    height = FRAME_INCHES + BAR_INCHES * max(bars, 1)
    figure = Figure(figsize=(WIDTH_INCHES, height), layout="constrained")
    axes: Axes = figure.subplots()
    axes.set_title(title, loc="left")
    axes.spines[["top", "right"]].set_visible(False)
    return axes


def finish(axes: "Axes", bars: int) -> Picture:
    """The picture of finished axes; says so when there is nothing to show."""
    title = axes.get_title(loc="left")
    if not bars:
        axes.clear()
        axes.set_axis_off()
        axes.set_title(title, loc="left")
        axes.text(0.5, 0.5, "chưa có gì · nothing yet", ha="center", va="center")
    return Picture(title, bars, axes.figure)
