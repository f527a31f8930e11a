"""The seeds, the guidelines and the readings as the tests of the corpus see them.

Read with the standard library and the model alone, so that a fault in the store or in ingest
cannot hide a fault in the data.
"""

import re
from pathlib import Path

import msgspec

from ghinhan.foundation.files import cut_lines
from ghinhan.model import CorpusLayer, CorpusRecord, Layer, LayerRecord
from ghinhan.schema import Schema
from ghinhan.schema.loading import load_schema

ROOT = Path(__file__).parents[2]
ANNOTATIONS = ROOT / "annotations"
GUIDELINES = (ANNOTATIONS / "guidelines.md", ANNOTATIONS / "guidelines.en.md")
SEEDS = {path.stem: path.read_text(encoding="utf-8") for path in (ROOT / "seeds").glob("*.txt")}
LAYERS = sorted(path for seed in SEEDS for path in ANNOTATIONS.glob(f"*/{seed}.jsonl"))
READERS = sorted({path.parent.name for path in LAYERS})

ANCHOR = re.compile(r'^(#+) <a id="([^"]+)"></a>', re.MULTILINE)
QUOTATION = re.compile(r"^> ([0-9]{3}_[0-9a-f]{16}): (.*)$", re.MULTILINE)
CODE = re.compile(r"`([^`\n]+)`")
MARKS = re.compile("[⟦⟧]")

LAYER_RECORDS = msgspec.json.Decoder(LayerRecord)
CORPUS_RECORDS = msgspec.json.Decoder(CorpusRecord)


def project_schema() -> Schema:
    """The schema of the project itself."""
    return load_schema(ANNOTATIONS / "schema.yaml")


def read_layer(path: Path) -> Layer:
    """One reading of one seed, straight from its tracked file."""
    header, *lines = cut_lines(path.read_bytes())
    named: dict[str, str] = msgspec.json.decode(header)
    return Layer(
        document=named["document"],
        text_sha256=named["text_sha256"],
        schema=named["schema"],
        annotator=path.parent.name,
        state=named["state"],
        records=tuple(map(LAYER_RECORDS.decode, lines)),
    )


def read_corpus_layer(reader: str) -> CorpusLayer:
    """One reader's entities and occurrences, straight from their tracked file."""
    _, *lines = cut_lines((ANNOTATIONS / reader / "entities.jsonl").read_bytes())
    return CorpusLayer(annotator=reader, records=tuple(map(CORPUS_RECORDS.decode, lines)))


def is_quoted(words: str) -> bool:
    """Whether one line of a seed holds the words, in order where `…` leaves something out."""
    parts = [part.strip() for part in words.split("…") if part.strip()]
    pattern = re.compile(".*".join(map(re.escape, parts)))
    return any(pattern.search(line) for text in SEEDS.values() for line in text.split("\n"))
