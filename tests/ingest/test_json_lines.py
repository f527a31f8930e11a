"""One article a line: strict, exact in its positions, and never out of patience or memory."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghinhan.foundation.errors import IngestError
from ghinhan.ingest import json_lines
from ghinhan.ingest.json_lines import lay_literal, read_json_lines, read_object

# Not st.text: it would merge the two alphabets and hardly ever draw from the first.
TEXTS = st.lists(
    st.sampled_from('a\\"/\n\t\x00é👍\u2028\x7f') | st.characters(exclude_categories=["Cs"]),
    max_size=30,
).map("".join)


def write(folder: Path, *lines: str | bytes) -> Path:
    """A file of these lines."""
    path = folder / "a.jsonl"
    path.write_bytes(b"".join(line.encode() if isinstance(line, str) else line for line in lines))
    return path


@given(TEXTS, st.booleans(), st.sampled_from(["", "ế", "\ufeff"]))
def test_every_character_is_laid_on_its_bytes(text: str, is_ascii: bool, before: str) -> None:  # noqa: FBT001  drawn
    """An escape is its character; everything else stands there as it is."""
    line = json.dumps({"title": before, "text": text}, ensure_ascii=is_ascii)
    value = read_object(line, "a.jsonl:1")["text"]
    raw = line.encode("utf-8")
    length = 0
    for run in lay_literal(line, value, 100):
        literal = raw[run.source_start - 100 : run.source_end - 100].decode("utf-8")
        assert run.text_start == length
        assert json.loads(f'"{literal}"') == text[run.text_start : run.text_end]
        assert not run.is_verbatim or literal == text[run.text_start : run.text_end]
        length = run.text_end

    assert value.content == text
    assert length == len(text)


def test_articles_come_with_their_line_numbers_and_blank_lines_are_passed_over(
    tmp_path: Path,
) -> None:
    """The number is that of the file, as an editor shows it."""
    path = write(
        tmp_path,
        "\ufeff",
        '{"text": "một", "title": null}\r\n',
        "\n",
        '{ "text" : "hai" , "id":"x"} ',
    )
    articles = list(read_json_lines(path, "a.jsonl"))

    assert [(article.number, article.fields) for article in articles] == [
        (1, {"text": "một", "title": ""}),
        (3, {"text": "hai", "id": "x"}),
    ]
    raw = path.read_bytes()
    assert [raw[a.origin[0].source_start : a.origin[-1].source_end].decode() for a in articles] == [
        "một",
        "hai",
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"text": "a", "text": "b"}', "'text' stands twice"),
        ('{"text": NaN}', "'text', at column 10, holds a number or no JSON"),
        ('{"text": ' + "9" * 5000 + "}", "holds a number or no JSON"),
        ('{"text": ' + "[" * 100_000, "holds a list"),
        ('{"text": {"a": 1}}', "holds an object"),
        ('{"text": true}', "holds a truth value"),
        ('{"body": "a"}', r"the field 'body' is not known; an article has id, title, publisher"),
        ('{"text": "a"', r"at column 13 a } should stand, there is nothing more"),
        ('{"text": "a",}', r"at column 14 a \" should stand, there is '}'"),
        ('{"text" "a"}', r"at column 9 a : should stand"),
        ('["a"]', r"at column 1 a { should stand"),
        ("{1: 2}", r'a " should stand'),
        ('{"text": "a" "b"}', "a } should stand"),
        ('{"text": "a"} x', "after the object, at column 15, stands 'x'"),
        ('{"text": "a\tb"}', "Invalid control character"),
        ('{"text": "a', "Unterminated string"),
        ('{"text": "\\q"}', "Invalid .*escape"),
        ('{"text": " "}', "has no text"),
        ('{"title": "a"}', "has no text"),
        (b'{"text": "\xff"}', r"byte 26 \(0xFF\) is not UTF-8"),
    ],
)
def test_a_line_that_is_no_article_is_refused_with_its_number(
    tmp_path: Path, line: str | bytes, message: str
) -> None:
    """The standard reader takes duplicate keys and NaN silently, and falls over towers."""
    path = write(tmp_path, '{"text": "ok"}\n\n', line)

    with pytest.raises(IngestError, match=rf"a\.jsonl:3: .*{message}"):
        list(read_json_lines(path, "a.jsonl"))


def test_a_line_without_end_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that is no JSON lines at all must not be read into memory whole."""
    monkeypatch.setattr(json_lines, "LONGEST_LINE", 100)
    path = write(tmp_path, '{"text": "a"}\n', "x" * 102)

    with pytest.raises(IngestError, match=r"a\.jsonl:2: the line is longer than 100 bytes"):
        list(read_json_lines(path, "a.jsonl"))
