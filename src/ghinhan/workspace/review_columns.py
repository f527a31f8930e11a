"""The tables in which readings are compared: agreement, confusion, differences.

The other tables of the desk stand in `ghinhan.workspace.columns`.
"""

from ghinhan.review.agreement import LAYERS
from ghinhan.review.decisions import CHOICES
from ghinhan.workspace.column import Column, Table, number, share, text

BOTH_NAMES = (
    text("left", "annotator taken as the reference"),
    text("right", "annotator compared with the reference"),
)
LAYER = Column("layer", "category", "what is compared", LAYERS)
SCORES = (
    share("precision", "share of the right one's that the left one has too; missing without any"),
    share("recall", "share of the left one's that the right one has too; missing without any"),
    share("f1", "harmonic mean of both, the same when left and right are swapped"),
)

AGREEMENT = Table(
    "agreement",
    "one decision of one pair of annotators",
    (
        *BOTH_NAMES,
        LAYER,
        text("decision", "which decision, for example `extent and type`, `realis`, `MUC`"),
        number("left_count", "how many decisions the left one made; for answers the pairs"),
        number("right_count", "how many the right one made; for answers the pairs"),
        *SCORES,
        share("equal", "share of equal answers where both have the record; missing for sets"),
        share(
            "alpha",
            "Krippendorff's nominal alpha of these answers; missing where it is undefined: for "
            "sets, and where all answers are one",
        ),
    ),
)
AGREEMENT_BY_TYPE = Table(
    "agreement_by_type",
    "one type or role of one pair of annotators",
    (
        *BOTH_NAMES,
        LAYER,
        text("decision", "what must be equal to count as the same"),
        text("type", "entity, value or event type, kind of time, or role"),
        number("left_count", "how many the left one has"),
        number("right_count", "how many the right one has"),
        number("both_count", "how many are the same"),
        *SCORES,
        share(
            "alpha",
            "Krippendorff's alpha for this type against all others where both have the record; "
            "missing where undefined",
        ),
    ),
)
CONFUSION = Table(
    "confusion",
    "one pair of answers of one pair of annotators",
    (
        *BOTH_NAMES,
        LAYER,
        text("decision", "which decision, for example `type`"),
        text("left_answer", "missing where only the right one has such a record"),
        text("right_answer", "missing where only the left one has such a record"),
        number("count", "how often"),
    ),
)
DIFFERENCES = Table(
    "differences",
    "one record that two readings do not hold alike",
    (
        text("document", "document id, or `entities` for corpus-wide records"),
        text("id", "record id, in the left reading's names"),
        text("kind", "mention, time, event, entity, hopper …"),
        number("start", "first character; missing without a place in the text"),
        number("end", "one past the last character"),
        text("quote", "the words concerned, or the name of an entity or occurrence"),
        text("fields", "what differs, joined by '; '; missing where one side has no such record"),
        text("left_says", "what the left one says there; missing without the record"),
        text("right_says", "what the right one says there; missing without the record"),
        Column(
            "choice",
            "category",
            "whose record was chosen; missing while it is open",
            CHOICES,
        ),
        text("reason", "why"),
        text("ruling", "number or anchor of the ruling"),
        text("by", "who decided"),
    ),
)
REVIEW_TABLES = (AGREEMENT, AGREEMENT_BY_TYPE, CONFUSION, DIFFERENCES)
