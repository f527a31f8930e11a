"""Raw article in, `Document` out, with a map back to every raw byte."""

from ghinhan.ingest.article import read_articles
from ghinhan.ingest.corpus_files import document_bytes, list_documents, read_document
from ghinhan.ingest.manifest import ingest_project
from ghinhan.ingest.raw_positions import RawPositions
from ghinhan.ingest.report import IngestedDocument, IngestReport, Refusal

__all__ = [
    "IngestReport",
    "IngestedDocument",
    "RawPositions",
    "Refusal",
    "document_bytes",
    "ingest_project",
    "list_documents",
    "read_articles",
    "read_document",
]
