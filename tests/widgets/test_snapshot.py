"""A snapshot shows exactly the article, says everything that is labelled, and runs nothing."""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghinhan.foundation.errors import UnknownNameError
from ghinhan.model import (
    Argument,
    Comment,
    CorpusLayer,
    Document,
    DocumentLabel,
    Entity,
    Event,
    LabelledDocument,
    Layer,
    Mention,
    Relation,
    Section,
    Source,
    Time,
)
from ghinhan.schema import EventType, Label, Role, Schema
from ghinhan.widgets.marked_text import NEST_LIMIT, Mark, draw, untangle
from ghinhan.widgets.snapshot import Snapshot, snapshot
from tests.widgets.hostile import PAYLOADS, hostile_document, place_names

GOLDEN = Path(__file__).parents[1] / "golden" / "snapshot.html"

OUR_TAGS = {
    *("div", "style", "span", "ul", "li", "b", "mark", "bdi", "p", "code", "a"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td", "details", "summary"),
}
OUR_ATTRIBUTES = {
    *("class", "style", "title", "lang", "role", "aria-label", "data-chip", "data-name"),
    *("scope", "href", "rel", "target"),
}
OUR_STYLES = re.compile(
    r"(--gnh-light:#[0-9a-fA-F]{6};--gnh-dark:#[0-9a-fA-F]{6})?;?(--gnh-height:[0-9]+)?"
)
EMPTY_TAGS = {"br", "img", "input", "hr"}

# Text as newspapers and attackers write it: letters, spaces, marks of HTML and TeX, what is unseen.
alphabet = st.one_of(
    st.sampled_from(list("aá <>&\"'$\\\n\r\t\u200b\u202e\u2028\x07\x85😀")),
    st.characters(exclude_categories=["Cs"], exclude_characters="\x00"),
)
texts = st.text(alphabet, min_size=1, max_size=40)


class Page(HTMLParser):
    """What a browser makes of a snapshot: tags, attributes and the text inside `.gnh-text`."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open_tags: list[bool] = []
        self.article = ""
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and whether it is inside the article."""
        values = {name: value or "" for name, value in attrs}
        self.tags.append((tag, values))
        if tag not in EMPTY_TAGS:
            inside = bool(self.open_tags) and self.open_tags[-1]
            self.open_tags.append(inside or values.get("class") == "gnh-text")

    def handle_endtag(self, tag: str) -> None:
        """Leave a tag."""
        if tag not in EMPTY_TAGS:
            self.open_tags.pop()

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.words += data
        if self.open_tags and self.open_tags[-1]:
            self.article += data


def page_of(picture: Snapshot) -> Page:
    """A snapshot as a browser reads it, its style sheet left out."""
    return Page(re.sub(r"(?s)<style>.*?</style>", "<style></style>", picture.html, count=1))


def labelled_text(text: str, marks: Iterable[tuple[int, int]]) -> LabelledDocument:
    """A document with a mention at each place."""
    mentions = [
        Mention(id=f"m-{n}", type="PER", extent=(place,), text="") for n, place in enumerate(marks)
    ]
    document = Document(id="a", text=text, source=Source(file="seeds/a.txt", sha256=""))
    layer = Layer(document="a", text_sha256="", records=tuple(mentions))
    return LabelledDocument(document=document, layer=layer, corpus_layer=CorpusLayer())


@st.composite
def marked_texts(draw_one: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """A text and places in it that nest, cross and repeat as they like."""
    text = draw_one(texts)
    position = st.integers(0, len(text))
    places = st.tuples(position, position).map(lambda ends: (min(ends), max(ends)))
    return text, [(a, b) for a, b in draw_one(st.lists(places, max_size=12)) if a < b]


@given(marked_texts())
def test_the_visible_text_is_the_article(marked: tuple[str, list[tuple[int, int]]]) -> None:
    """Whoever copies from a snapshot gets the source, letter for letter, whatever is marked."""
    text, marks = marked

    assert page_of(snapshot(labelled_text(text, marks), Schema(name="s/1"))).article == text


@given(marked_texts())
def test_every_mark_prints_its_chip_once(marked: tuple[str, list[tuple[int, int]]]) -> None:
    """A mark cut by another one, or by a paragraph, is still one mark to the reader."""
    text, marks = marked
    page = page_of(snapshot(labelled_text(text, marks), Schema(name="s/1")))
    chips = [values["data-chip"] for _, values in page.tags if "data-chip" in values]

    assert chips == ["PER"] * len(marks)


@given(marked_texts())
def test_untangled_marks_nest_and_cover_the_same_characters(
    marked: tuple[str, list[tuple[int, int]]],
) -> None:
    """Elements of a page can only nest; cutting must neither lose nor add a character."""
    _, places = marked
    pieces = untangle(Mark(a, b, "mention") for a, b in places)
    wanted = [position for a, b in places for position in range(a, b)]
    got = [position for piece in pieces for position in range(piece.start, piece.end)]

    assert sorted(wanted) == sorted(got)
    assert not any(
        one.start < other.start < one.end < other.end for one in pieces for other in pieces
    )


def test_a_tower_of_marks_stays_below_what_browsers_nest() -> None:
    """A browser that flattens its tree would show the text in the wrong place."""
    text = "a" * 400
    html = draw(text, (0, 400), [Mark(n, 400, "mention") for n in range(400)])

    assert html.count("<mark") == NEST_LIMIT
    assert Page(html).words == text


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_from_a_file_becomes_a_tag_or_a_script(payload: str) -> None:
    """Each of some fifty places, one after the other: only our own tags and attributes appear."""
    for place in place_names():
        page = page_of(snapshot(*hostile_document(payload, place)))
        names = {name for _, values in page.tags for name in values}
        styles = {values["style"] for _, values in page.tags if "style" in values}
        links = [values["href"] for _, values in page.tags if "href" in values]

        assert {tag for tag, _ in page.tags} <= OUR_TAGS, place
        assert names <= OUR_ATTRIBUTES, place
        assert all(map(OUR_STYLES.fullmatch, styles)), place
        assert all(link.startswith("https://") for link in links), place


@pytest.mark.parametrize("place", ["text", "title", "label name", "entity name", "comment"])
def test_a_hostile_word_is_shown_as_it_is_written(place: str) -> None:
    """Escaping must not lose what somebody wrote: the reviewer has to see it."""
    payload = PAYLOADS[0]
    page = page_of(snapshot(*hostile_document(payload, place)))
    titles = " ".join(values.get("title", "") for _, values in page.tags)

    assert payload in page.words or payload in titles


def test_what_cannot_be_seen_is_named() -> None:
    """A zero-width space or a turned direction changes offsets and meaning without a trace."""
    page = page_of(snapshot(labelled_text("a\u200bb\u202ec\u00a0d", []), Schema(name="s/1")))
    names = [values["data-name"] for tag, values in page.tags if tag == "bdi"]

    assert names == ["U+200B", "U+202E"]


def test_a_terminal_is_not_steered_by_an_article() -> None:
    """An escape sequence in a text must not clear the screen of who prints a snapshot."""
    picture = snapshot(labelled_text("\x1b[2Jx\ny", [(0, 7)]), Schema(name="s/1"))

    assert repr(picture).splitlines()[1] == "[0-7] PER: <U+001B>[2Jx y"


def test_records_that_cannot_be_drawn_are_listed_and_nothing_else_is_lost() -> None:
    """A picture refuses nothing: what is broken is said, what is whole is shown."""
    picture = snapshot(labelled_text("Nga", [(0, 3), (2, 90)]), Schema(name="s/1"))
    fault = "m-1 (PER): characters 2-90 do not lie in the text of 3 characters"

    assert fault in page_of(picture).words
    assert fault in repr(picture)
    assert "[0-3] PER: Nga" in repr(picture)


def test_a_layer_made_on_another_text_says_so() -> None:
    """Positions of an older text point at the wrong words, and look right."""
    labelled = labelled_text("Nga", [])
    layer = Layer(document="a", text_sha256="0" * 64)
    stale = LabelledDocument(document=labelled.document, layer=layer, corpus_layer=CorpusLayer())
    schema = Schema(name="s/1")

    assert "another version of the text" in snapshot(stale, schema, language="en").html
    assert "another version of the text" not in snapshot(labelled, schema, language="en").html


def test_sections_that_leave_gaps_or_overlap_show_every_character_once() -> None:
    """Sections come from a file; the picture must not depend on their being tidy."""
    text = "đầu\n\nthân bài\n\nảnh cuối"
    document = Document(
        id="a",
        text=text,
        source=Source(file="seeds/a.txt", sha256=""),
        sections=(Section("header", 0, 3), Section("body", 2, 13), Section("caption", 15, 18)),
    )
    layer = Layer(document="a", text_sha256="")
    labelled = LabelledDocument(document=document, layer=layer, corpus_layer=CorpusLayer())
    page = page_of(snapshot(labelled, Schema(name="s/1")))

    assert page.article == text


def test_an_unknown_language_is_refused_with_the_known_ones() -> None:
    """A wrong option must not silently give Vietnamese."""
    with pytest.raises(UnknownNameError, match=r"no words in 'fr'\. Use language='vi'"):
        snapshot(labelled_text("Nga", []), Schema(name="s/1"), language="fr")


def small_example() -> tuple[LabelledDocument, Schema]:
    """Nested mentions with heads, a time, two events of which one fills a role of the other."""
    text = "Thủ tướng Anh Keir Starmer tuyên bố hôm 22-12 sẽ họp với phía Nga."

    def place(words: str) -> tuple[int, int]:
        start = text.index(words)
        return start, start + len(words)

    def mention(number: int, kind: str, words: str, head: str, **fields: str) -> Mention:
        return Mention(
            id=f"m-{number}",
            type=kind,
            extent=(place(words),),
            text=words,
            head=place(head),
            level=fields.get("level", "NAM"),
            entity=fields.get("entity", ""),
        )

    records = (
        mention(1, "PER", "Thủ tướng Anh Keir Starmer", "Keir Starmer", entity="starmer"),
        mention(2, "GPE", "Anh", "Anh", entity="uk"),
        mention(3, "GPE", "phía Nga", "Nga"),
        Time(id="t-1", extent=(place("22-12"),), text="22-12", timex="DATE", value="XXXX-12-22"),
        Event(
            id="v-1",
            type="Contact.Statement",
            trigger=(place("tuyên bố"),),
            text="tuyên bố",
            realis="ACTUAL",
            arguments=(
                Argument("Speaker", "m-1"),
                Argument("Time", "t-1"),
                Argument("Topic", "v-2"),
            ),
        ),
        Event(
            id="v-2",
            type="Contact.Meet",
            trigger=(place("họp"),),
            text="họp",
            realis="OTHER",
            attribution="m-1",
            arguments=(Argument("Participant", "m-1"), Argument("Participant", "m-3")),
        ),
    )
    source = Source(file="seeds/a.txt", sha256="")
    document = Document(id="a", text=text, source=source, sentences=((0, len(text)),))
    layer = Layer(document="a", text_sha256="", annotator="a1", state="done", records=records)
    starmer = Entity(id="starmer", type="PER", name="Keir Starmer", link="Q6383803")
    labelled = LabelledDocument(
        document=document, layer=layer, corpus_layer=CorpusLayer(records=(starmer,))
    )
    person = Label(code="PER", name="người", colour="#575e83", colour_dark="#76e1ec")
    country = Label(code="GPE", name="quốc gia", colour="#f74807", colour_dark="#aa4d0a")
    roles = (Role(code="Speaker", name="người nói"), Role(code="Topic", name="chủ đề"))
    statement = EventType(code="Contact.Statement", name="phát biểu", roles=roles)
    return labelled, Schema(name="s/1", labels=(person, country), events=(statement,))


def test_the_plain_reading_says_who_did_what() -> None:
    """A terminal, a log and a person who cannot see the picture get the same facts."""
    assert repr(snapshot(*small_example())).splitlines() == [
        "a · a1 · done · 3 mentions, 1 time, 2 events",
        "[0-26] PER NAM: Thủ tướng Anh Keir Starmer",
        "[10-13] GPE NAM: Anh",
        "[57-65] GPE NAM: phía Nga",
        "[40-45] TIME: 22-12",
        (
            "1. Contact.Statement ACTUAL: tuyên bố; Speaker=Thủ tướng Anh Keir Starmer; "
            "Time=22-12; Topic=sự kiện 2: họp"
        ),
        "2. Contact.Meet OTHER: họp; Participant=Thủ tướng Anh Keir Starmer; Participant=phía Nga",
    ]


def test_the_picture_is_the_one_that_was_reviewed() -> None:
    """Golden: every element of a small example, one to a line, the style sheet left out."""
    html = re.sub(r"(?s)<style>.*?</style>", "", snapshot(*small_example()).html)
    lines = re.sub(r"(<(?:div|tr|li|details|table|mark)\b)", r"\n\1", html).strip() + "\n"

    assert lines == GOLDEN.read_text(encoding="utf-8")


def rules_of(style_sheet: str) -> Iterator[str]:
    """Every selector of a style sheet."""
    flat = re.sub(r"(?s)/\*.*?\*/|@media[^{]*\{", "", style_sheet)
    for block in re.findall(r"([^{}]+)\{[^{}]*\}", flat):
        yield from (selector.strip() for selector in block.split(","))


def test_the_style_sheet_touches_nothing_but_snapshots() -> None:
    """Styles of an output reach the whole of JupyterLab unless every rule is fenced in."""
    picture = snapshot(*small_example())
    sheet = picture.html.split("<style>")[1].split("</style>")[0]
    loose = [selector for selector in rules_of(sheet) if ".gnh-snapshot" not in selector]

    assert len(list(rules_of(sheet))) > 50
    assert loose == []
    assert "url(" not in sheet
    assert "@import" not in sheet


def test_a_remark_shows_what_it_is_about_whatever_that_is() -> None:
    """A flag on a relation or on the document is as much a question as one on a word."""
    labelled, schema = small_example()
    about = ("m-1", "v-2", "r-1", "l-1", "c-1", "", "gone")
    records = (
        *labelled.layer.records,
        Relation(id="r-1", type="near", source="m-1", target="m-3"),
        DocumentLabel(id="l-1", type="topic", value="diplomacy"),
        *(Comment(id=f"c-{n}", target=target, text=f"note {n}") for n, target in enumerate(about)),
    )
    layer = Layer(document="a", text_sha256="", records=records)
    noted = LabelledDocument(
        document=labelled.document, layer=layer, corpus_layer=labelled.corpus_layer
    )
    words = page_of(snapshot(noted, schema, language="en")).words

    assert "“Thủ tướng Anh Keir Starmer” note 0" in words
    assert "“event 2: họp” note 1" in words
    assert "“near (r-1)” note 2" in words
    assert "“topic diplomacy” note 3" in words
    assert "“note 1” note 4" in words
    assert "”note 5" not in words
    assert "“gone (no longer in this layer)” note 6" in words


def test_long_quotations_are_cut_and_line_breaks_leave_one_line() -> None:
    """A table of events stays a table when a mention is a whole paragraph."""
    picture = snapshot(labelled_text("a\nb" + "c" * 200, [(0, 203)]), Schema(name="s/1"))
    line = repr(picture).splitlines()[1]

    assert line.startswith("[0-203] PER: a bccc")
    assert line.endswith("…")
    assert len(line) < 100
