"""What a labelled document is made of: frozen values, all positions in code points.

Every record is a frozen `msgspec.Struct` tagged by `kind`. Nothing here reads a file, checks a
schema or changes a value in place; `ghinhan.schema` says what is allowed and `ghinhan.store`
keeps it.
"""

from ghinhan.model.document import Document, RawMap, Section, Source
from ghinhan.model.edits import CORPUS, STATE_ID, Edit, Receipt, State
from ghinhan.model.entities import Entity, Hopper, HopperRelation
from ghinhan.model.events import Argument, Event
from ghinhan.model.labelled import LabelledDocument, Loss, LossReport
from ghinhan.model.layer import CorpusLayer, CorpusRecord, Layer, LayerRecord, Record
from ghinhan.model.mentions import Mention
from ghinhan.model.notes import Comment, DocumentLabel, Relation
from ghinhan.model.session import DocumentState, LabellingSession, Opened
from ghinhan.model.spans import Provenance, Span
from ghinhan.model.times import Time

__all__ = [
    "CORPUS",
    "STATE_ID",
    "Argument",
    "Comment",
    "CorpusLayer",
    "CorpusRecord",
    "Document",
    "DocumentLabel",
    "DocumentState",
    "Edit",
    "Entity",
    "Event",
    "Hopper",
    "HopperRelation",
    "LabelledDocument",
    "LabellingSession",
    "Layer",
    "LayerRecord",
    "Loss",
    "LossReport",
    "Mention",
    "Opened",
    "Provenance",
    "RawMap",
    "Receipt",
    "Record",
    "Relation",
    "Section",
    "Source",
    "Span",
    "State",
    "Time",
]
