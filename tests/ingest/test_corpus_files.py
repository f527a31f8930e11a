"""The files of `corpus/`: the same bytes for the same document, and never half read."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghinhan.foundation.errors import NewerFormatError, RecordError
from ghinhan.ingest.article import read_articles
from ghinhan.ingest.corpus_files import document_bytes, list_documents, read_document
from ghinhan.model.document import Document, RawMap, Section, Source
from ghinhan.text.sentences import split_sentences
from ghinhan.text.tokens import split_tokens

ROOT = Path(__file__).parents[2]
# Not st.text: it would merge the two alphabets and hardly ever draw from the first.
TEXTS = st.lists(
    st.sampled_from('a.\nB \u2028\r"\\') | st.characters(exclude_categories=["Cs"]), max_size=30
).map("".join)
SEED = next(iter(read_articles(["seeds/000_e85f3aaeab3ef9c0.txt"], root=ROOT)))


@given(TEXTS, TEXTS)
def test_a_document_comes_back_from_its_file(text: str, title: str) -> None:
    """Every field, whatever the characters."""
    document = Document(
        id="a",
        text=text,
        title=title,
        source=Source(file="seeds/a.jsonl", sha256="00", encoding="cp1258", record=3),
        sections=(Section(kind="body", start=0, end=1),),
        sentences=split_sentences(text),
        tokens=split_tokens(text),
        raw_map=RawMap(runs=((0, 1, 0, 2),), verbatim=(False,)),
    )
    content = document_bytes(document)
    decoded = msgspec.json.decode(content)

    assert list(decoded) == sorted(decoded)
    assert b"\r" not in content
    decoded["text"] = "".join(decoded["text"])
    assert msgspec.convert(decoded, Document) == document


def test_the_committed_corpus_is_what_the_seeds_give() -> None:
    """A change of rules shows as a diff of corpus/, in review."""
    for document in read_articles(["seeds"], root=ROOT):
        path = ROOT / "corpus" / f"{document.id}.json"

        assert path.read_bytes() == document_bytes(document)
        assert read_document(path) == document
    assert list(list_documents(ROOT)) == ["000_e85f3aaeab3ef9c0", "002_6e5c1c6c60e7ec83"]


def test_a_changed_sentence_is_one_changed_line_of_text() -> None:
    """Positions after it move too; the text itself stays readable in the diff."""
    changed = msgspec.structs.replace(SEED, text=SEED.text.replace("nhiều lần", "nhiều lượt"))
    before = document_bytes(SEED).split(b"\n")
    after = document_bytes(changed).split(b"\n")

    assert sum(old != new for old, new in zip(before, after, strict=True)) == 1


def put(folder: Path, content: bytes, name: str = "a.json") -> Path:
    """A file of a project's corpus."""
    (folder / "corpus").mkdir(exist_ok=True)
    (folder / "corpus" / name).write_bytes(content)
    return folder / "corpus" / name


HEAD = b'{"format":"ghinhan-document/1","id":"a","source":{"file":"f","sha256":""}'


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", r"a\.json:1: not a document"),
        (b'{\n"id": \n}', r"a\.json:3: not a document"),
        (b"[" * 100_000, r"a\.json:1: not a document"),
        (b"{\n<<<<<<< ours\n", r"a\.json:2: an unresolved merge"),
        (b"{\n=======\n", r"a\.json:2: an unresolved merge"),
        (b"[]", r"not a document"),
        (b"{}", r"the format is '', not ghinhan-document/1"),
        (b'{"format": "ghinhan-layer/1"}', r"the format is 'ghinhan-layer/1', not"),
        (HEAD + b',"text":["a"],"mood":1}', "unknown field `mood`"),
        (HEAD + b',"text":[1]}', "not a document"),
        (HEAD + b',"text":3}', "not a document"),
        (HEAD + b"}", "not a document"),
        (HEAD + b',"text":["\xff"]}', "not a document"),
    ],
)
def test_a_file_that_is_no_document_is_refused(
    tmp_path: Path, content: bytes, message: str
) -> None:
    """With file, line and the way out; never half a document."""
    with pytest.raises(RecordError, match=message):
        read_document(put(tmp_path, content))


def test_a_file_of_a_later_version_is_refused_with_both_versions(tmp_path: Path) -> None:
    """Reading what one does not understand loses what one does not see."""
    path = put(tmp_path, b'{"format": "ghinhan-document/2"}')

    with pytest.raises(NewerFormatError, match=r"document/2; this version reads .*document/1"):
        read_document(path)


def test_documents_are_listed_by_id_from_the_heads_of_their_files(tmp_path: Path) -> None:
    """Sorted; a file written by other hands is read whole."""
    put(tmp_path, document_bytes(msgspec.structs.replace(SEED, id="b")), "b.json")
    put(tmp_path, HEAD + b',"text":["x"]}')

    assert list(list_documents(tmp_path)) == ["a", "b"]
    assert list_documents(tmp_path / "nowhere") == {}


def test_a_file_under_a_wrong_name_is_refused(tmp_path: Path) -> None:
    """Two files could else claim to be one document."""
    put(tmp_path, HEAD + b',"text":["x"]}', "b.json")

    with pytest.raises(RecordError, match=r"holds the document 'a', whose file is called a\.json"):
        list_documents(tmp_path)
