"""The file of decisions: what goes in comes out, and what is no decision is refused."""

import hashlib

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghinhan.foundation.errors import AdjudicationError
from ghinhan.model import CorpusLayer, Provenance
from ghinhan.review.decisions import (
    CHOICES,
    Decision,
    DecisionFile,
    LayerDigest,
    Revision,
    decode_decisions,
    digest_of,
    encode_decisions,
    refuse_unfounded,
    seen_of,
)
from tests.review.readings import CORPUS_RECORDS, PUTIN, READING, REMARK, reading, replace

words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
decisions = st.builds(
    Decision,
    scope=words,
    id=words,
    choice=st.sampled_from(["", *CHOICES]),
    reason=words,
    ruling=words,
    by=words,
    quote=words,
    record=st.sampled_from([None, PUTIN, REMARK]),
)
revisions = st.builds(
    Revision, scope=words, id=words, reason=words, record=st.sampled_from([None, PUTIN])
)
FILE = DecisionFile(left="a1", right="a2", into="gold")


@given(st.lists(decisions, max_size=4), st.lists(revisions, max_size=3))
def test_a_file_says_what_was_put_into_it(made: list[Decision], revised: list[Revision]) -> None:
    """Any characters in a reason, line breaks of Unicode included; always the same bytes."""
    layers = (LayerDigest(annotator="a1", scope="d", sha256="0"),)
    file = replace(FILE, layers=layers, decisions=tuple(made), revisions=tuple(revised))
    written = encode_decisions(file)

    assert decode_decisions(written, "f") == file
    assert encode_decisions(decode_decisions(written, "f")) == written


def test_every_bad_line_is_named() -> None:
    """A typing mistake in one of two hundred lines must be found at once."""
    good = encode_decisions(FILE)
    line = b'{"kind":"decision","scope":"d","id":"m1","choise":"left","reason":"r"}\n'

    with pytest.raises(AdjudicationError, match=r"(?s)f:2: not a valid line.*f:3: not a valid"):
        decode_decisions(good + line + b"<<<<<<< ours\n", "f")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"", "f:1: the header line is not valid"),
        (b'{"left":"a1"}\n', "f:1: the header line is not valid"),
        (encode_decisions(FILE).replace(b"decisions/1", b"decisions/2"), "format 'ghinhan-dec"),
    ],
)
def test_a_file_without_its_header_is_refused(content: bytes, what: str) -> None:
    """Nobody can tell whose readings it settles."""
    with pytest.raises(AdjudicationError, match=what):
        decode_decisions(content, "f")


def test_decisions_need_a_known_choice_a_reason_and_their_own_record() -> None:
    """An open line is no decision yet; all faults come at once."""
    faulty = [
        Decision(scope="d", id="m0", choice="", reason=""),
        Decision(scope="d", id="m1", choice="both", reason="why"),
        Decision(scope="d", id="m2", choice="other", reason="why", record=PUTIN),
    ]

    with pytest.raises(
        AdjudicationError,
        match=r"(?s)3 decisions.*m1: choice 'both'.*m9: no reason.*m2: its record calls itself",
    ):
        refuse_unfounded(faulty, [Revision(scope="d", id="m9", reason=" ")])


def test_a_layers_digest_is_that_of_its_file() -> None:
    """`sha256sum annotations/a1/d.jsonl` says the same, without ghinhan."""
    layer = reading(*READING)[0].layer
    lines = [
        '{"document":"d","format":"ghinhan-layer/1","schema":"","state":"new","text_sha256":"'
        + layer.text_sha256
        + '"}',
        *(msgspec.json.encode(record, order="sorted").decode() for record in READING),
    ]
    content = "".join(f"{line}\n" for line in lines).encode()

    assert digest_of(layer).sha256 == hashlib.sha256(content).hexdigest()
    assert digest_of(layer).scope == "d"


def test_a_corpus_layer_has_a_digest_of_its_own() -> None:
    """Entities are edited too."""
    digest = digest_of(CorpusLayer(annotator="a1", records=CORPUS_RECORDS))

    assert (digest.annotator, digest.scope) == ("a1", "entities")
    assert digest.sha256 != digest_of(CorpusLayer(annotator="a1")).sha256


def test_how_a_record_came_to_be_is_no_part_of_what_was_seen() -> None:
    """Accepting a suggestion and typing the same are one reading of the text."""
    suggested = replace(PUTIN, provenance=Provenance(how="suggestion"))

    assert seen_of(PUTIN, None) == seen_of(suggested, None)
    assert seen_of(PUTIN, None) != seen_of(None, PUTIN)
    assert seen_of(REMARK, None) != seen_of(None, None)
