"""What is remembered of an annotator's labels: the same as if all layers were read at once."""

import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule

from ghinhan.foundation.errors import RecordError, UnknownNameError
from ghinhan.model import Comment, Document, Edit, Event, Mention, Source, Time
from ghinhan.model.layer import LayerRecord
from ghinhan.model.session import Remembered
from ghinhan.store import Store
from ghinhan.store.snapshot import Header, encode_chunks
from ghinhan.text.tokens import split_tokens
from ghinhan.workspace import Workspace
from ghinhan.workspace.corpus import Corpus
from ghinhan.workspace.remembering import LabelMemory
from ghinhan.workspace.session import Labelling
from tests.store.careless import UnflushedDisk
from tests.store.conftest import MEMORY
from tests.workspace.samples import span, write_seed

ANNOTATOR = "Bà Hoa"
DOCUMENTS = ("a", "b", "c", "Bài 4")
PATIENT = 60.0

kinds = st.sampled_from(["mention", "time", "event"])
codes = st.sampled_from("PQ")
documents = st.sampled_from(DOCUMENTS)
words = st.one_of(
    st.sampled_from(["Hà Nội", "Hà", "Hà Nội mới", "Hội Nông dân", "ông", "26-4", "🌧", "nói"]),
    st.text(alphabet="aà -1🌧", min_size=1, max_size=7),
)
texts = st.lists(words, max_size=8).map(" ".join)


def open_store(root: Path) -> Store:
    """A store as a fresh process would open it; nothing here is about power cuts."""
    return Store(root, text_of=str, schema_name="test/1", disk=UnflushedDisk())


def article(text: str, name: str = "a") -> Document:
    """A document of this text."""
    return Document(
        id=name, text=text, source=Source(file="f", sha256="0"), tokens=split_tokens(text)
    )


def label(number: int, text: str, kind: str = "mention", code: str = "PER") -> LayerRecord:
    """A record that says what words are; where they stand in its own document is no matter."""
    extent = ((number, number + len(text)),)
    if kind == "event":
        return Event(id=f"r-{number}", type=code, trigger=extent, text=text)
    if kind == "time":
        return Time(id=f"r-{number}", extent=extent, text=text)
    return Mention(id=f"r-{number}", type=code, extent=extent, text=text)


def put(store: Store, document: str, after: LayerRecord, annotator: str = ANNOTATOR) -> None:
    """Add a record in a session of its own."""
    edit = Edit(scope=document, id=after.id, after=after, session=after.id, seq=1)
    store.edit(annotator, [edit])


def stands_in(document: Document, text: str) -> bool:
    """Whether words stand between two token borders, by looking everywhere."""
    return any(
        document.text[start:end] == text
        for start, _ in document.tokens
        for _, end in document.tokens
    )


def count_naively(root: Path, document: Document) -> list[Remembered]:
    """What must be remembered, from all layers, each read whole by the store."""
    store, uses = open_store(root), defaultdict[str, Counter[tuple[str, str]]](Counter)
    for name in store.documents(ANNOTATOR):
        try:
            records = store.layer(ANNOTATOR, name).records if name != document.id else ()
        except RecordError:
            continue
        for record in records:
            assert isinstance(record, Mention | Time | Event)
            fragments = record.trigger if isinstance(record, Event) else record.extent
            if len(fragments) == 1 and stands_in(document, record.text):
                uses[record.text][type(record).__name__.lower(), record.type] += 1
    return [likeliest(text, uses[text]) for text in sorted(uses)]


def likeliest(text: str, uses: Counter[tuple[str, str]]) -> Remembered:
    """The use that is most frequent, and the first by name among equals."""
    (kind, code), count = min(uses.items(), key=lambda item: (-item[1], item[0]))
    return Remembered(words=text, kind=kind, type=code, count=count, of=sum(uses.values()))


def remember(memory: LabelMemory, document: Document, seconds: float = 0.0) -> list[Remembered]:
    """Ask until everything is read."""
    while not memory.read_on(seconds, without=document.id):
        pass
    return memory.find_in(document)


class Years(RuleBasedStateMachine):
    """Work on four documents; what is remembered is asked for now and then, in one long sitting."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None)
        self.root = Path(self.folder.name)
        self.store = open_store(self.root)
        self.memory = LabelMemory(self.store, ANNOTATOR)
        self.made: dict[str, list[LayerRecord]] = defaultdict(list)
        self.damaged: dict[str, bytes] = {}
        self.number = 0

    def teardown(self) -> None:
        """The folder goes."""
        self.folder.cleanup()

    def tracked(self, document: str) -> Path:
        """The layer file of a document."""
        return self.store._places.scope(ANNOTATOR, document).snapshot

    @rule(document=documents, text=words, kind=kinds, code=codes)
    def say(self, document: str, text: str, kind: str, code: str) -> None:
        """Label words."""
        if document not in self.damaged:
            self.number += 1
            record = label(self.number, text, kind, code)
            put(self.store, document, record)
            self.made[document].append(record)

    @rule(document=documents)
    def say_in_two_pieces(self, document: str) -> None:
        """Label words that do not stand together: no other document has them like that."""
        if document not in self.damaged:
            self.number += 1
            two = Mention(id=f"r-{self.number}", type="PER", extent=((0, 1), (3, 4)), text="a … a")
            put(self.store, document, two)

    @rule(document=documents, data=st.data())
    def unsay(self, document: str, data: st.DataObject) -> None:
        """Take a label away."""
        if document not in self.damaged and self.made[document]:
            place = data.draw(st.integers(0, len(self.made[document]) - 1))
            record = self.made[document].pop(place)
            self.number += 1
            edit = Edit(scope=document, id=record.id, before=record, session="u", seq=self.number)
            self.store.edit(ANNOTATOR, [edit])

    @rule(document=documents)
    def fold(self, document: str) -> None:
        """From the journal into the tracked file; by another process, for what we know."""
        if document not in self.damaged and document in self.store.documents(ANNOTATOR):
            open_store(self.root).fold(ANNOTATOR, document)

    @rule(document=documents)
    def damage(self, document: str) -> None:
        """Half a line, as a merge by hand leaves it."""
        path = self.tracked(document)
        if document not in self.damaged and path.exists():
            self.damaged[document] = path.read_bytes()
            path.write_bytes(self.damaged[document] + b'{"kind":\n')

    @precondition(lambda self: self.damaged)
    @rule()
    def mend(self) -> None:
        """As it was before."""
        document, content = self.damaged.popitem()
        self.tracked(document).write_bytes(content)

    @rule(document=documents)
    def take_away(self, document: str) -> None:
        """A layer that is removed, with its journal."""
        places = self.store._places.scope(ANNOTATOR, document)
        for path in (places.snapshot, places.journal, places.history):
            path.unlink(missing_ok=True)
        self.damaged.pop(document, None)
        self.made[document] = []

    @rule(document=documents)
    def begin_to_read(self, document: str) -> None:
        """A question that is not asked to its end, because the page is turned."""
        self.memory.read_on(0.0, without=document)

    @rule(document=documents, text=texts, seconds=st.sampled_from([0.0, PATIENT]))
    def ask(self, document: str, text: str, seconds: float) -> None:
        """The law: what is remembered is what counting everything anew would say."""
        asked = article(text, document)

        assert remember(self.memory, asked, seconds) == count_naively(self.root, asked)


TestYears = Years.TestCase
TestYears.settings = settings(
    max_examples=60,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """Ten documents with one label each: nine of them on the disk's two kinds of files."""
    opened = open_store(tmp_path)
    for number in range(10):
        put(opened, f"d{number}", label(number, "Hà Nội", code="GPE" if number % 2 else "LOC"))
        if number < 5:
            opened.fold(ANNOTATOR, f"d{number}")
    return opened


HANOI = article("Ông về Hà Nội.", "new")


def test_a_call_without_time_reads_one_layer_and_the_last_one_says_so(store: Store) -> None:
    """However little time a call has, asking again comes to an end."""
    memory = LabelMemory(store, ANNOTATOR)
    calls = [memory.read_on(0.0, without="new") for _ in range(11)]

    assert calls == [False] * 10 + [True]
    assert memory.find_in(HANOI) == [
        Remembered(words="Hà Nội", kind="mention", type="GPE", count=5, of=10)
    ]


def test_a_call_with_time_reads_all(store: Store) -> None:
    """A small project has its answer at once."""
    assert LabelMemory(store, ANNOTATOR).read_on(PATIENT, without="new")


def test_an_edit_that_is_made_meanwhile_counts(store: Store) -> None:
    """Reading a thousand files takes seconds, and the annotator goes on working in one of them."""
    memory = LabelMemory(store, ANNOTATOR)
    while len(memory._labels) < 9:
        memory.read_on(0.0, without="new")
    for name in memory._labels:
        put(store, name, label(100, "Hà Nội", code="LOC"))

    [found] = remember(memory, HANOI)
    assert (found.type, found.count, found.of) == ("LOC", 14, 19)


def test_the_document_one_is_in_is_not_read_while_it_is_edited(store: Store) -> None:
    """Each label in the open document would have it read again, and it may be a long one."""
    memory = LabelMemory(store, ANNOTATOR)
    remember(memory, article("", "d3"))
    assert "d3" not in memory._labels

    assert not memory.read_on(0.0, without="d4")
    assert "d3" in memory._labels


def test_nothing_is_held_of_labels_that_are_gone(store: Store, tmp_path: Path) -> None:
    """A sitting of days must not keep every string that anybody ever tried."""
    put(store, "d0", label(60, "Hà Nội mới"))
    memory = LabelMemory(store, ANNOTATOR)
    remember(memory, HANOI)
    assert memory._lengths == {"Hà N": {6: 1, 10: 1}}
    for path in tmp_path.rglob("d0.jsonl"):
        path.unlink()
    assert [found.of for found in remember(memory, HANOI)] == [9]
    assert memory._lengths == {"Hà N": {6: 1}}
    for path in tmp_path.rglob("d*.jsonl"):
        path.unlink()

    assert remember(memory, HANOI) == []
    held = (memory._labels, memory._stamps, memory._uses, memory._lengths)
    assert [len(part) for part in held] == [0, 0, 0, 0]


def test_no_open_layer_is_put_out_of_the_store(store: Store) -> None:
    """Reading a thousand layers must not make the next edit read its layer again."""
    kept = dict(store._access._scopes)
    remember(LabelMemory(store, ANNOTATOR), HANOI)

    assert list(store._access._scopes.items()) == list(kept.items())


def test_a_damaged_layer_counts_nothing_until_it_is_mended(store: Store, tmp_path: Path) -> None:
    """Opening it says what is wrong; every other document's suggestions are as they were."""
    memory = LabelMemory(store, ANNOTATOR)
    path = next(tmp_path.glob("annotations/*/d0.jsonl"))
    sound = path.read_bytes()
    path.write_bytes(sound[:-9])
    [damaged] = remember(memory, HANOI)
    path.write_bytes(sound)
    [mended] = remember(memory, HANOI)

    assert (damaged.of, mended.of) == (9, 10)


@pytest.mark.parametrize("text", ["Hà Nội", "(Hà Nội), 2025", "🌧Hà Nội."])
def test_words_are_found_from_token_border_to_token_border(store: Store, text: str) -> None:
    """What is suggested can be labelled as it stands."""
    [found] = remember(LabelMemory(store, ANNOTATOR), article(text, "new"))

    assert found.words == "Hà Nội"


@pytest.mark.parametrize("text", ["Hà Nội2", "xHà Nội", "Hà  Nội", "hà nội", "Hà Nộ", ""])
def test_words_are_not_found_in_the_middle_of_others(store: Store, text: str) -> None:
    """A syllable is not cut."""
    assert remember(LabelMemory(store, ANNOTATOR), article(text, "new")) == []


def test_words_that_do_not_stand_together_are_not_remembered(tmp_path: Path) -> None:
    """Their record says `Hà … Nội`, which stands in no text; remarks say nothing of words."""
    store = open_store(tmp_path)
    put(store, "d", Mention(id="m", type="GPE", extent=((0, 2), (7, 10)), text="Hà … Nội"))
    put(store, "d", Event(id="v", type="P", trigger=((0, 2), (7, 10)), text="Hà … Nội"))
    put(store, "d", Comment(id="c", text="Hà Nội"))

    assert remember(LabelMemory(store, ANNOTATOR), article("Hà … Nội. Hà Nội.", "new")) == []


@pytest.fixture
def hasty_threads() -> Iterator[None]:
    """Threads that take turns a thousand times as often as usual."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(usual / 1000)
    yield
    sys.setswitchinterval(usual)


@pytest.mark.usefixtures("hasty_threads")
def test_two_tabs_may_ask_at_the_same_time(tmp_path: Path) -> None:
    """Their questions come in threads of their own, and each gets the whole answer."""
    store = open_store(tmp_path)
    for number in range(40):
        for place in range(3):
            put(store, f"d{number}", label(number * 3 + place, f"Hà Nội {place}"))
    memories = [LabelMemory(store, ANNOTATOR) for _ in range(12)]
    asked = article("Hà Nội 0 Hà Nội 1 Hà Nội 2", "new")
    with ThreadPoolExecutor(4) as threads:
        twice = [memory for memory in memories for _ in range(2)]
        answers = list(threads.map(lambda memory: remember(memory, asked), twice))

    assert [[found.of for found in answer] for answer in answers] == [[40, 40, 40]] * 24


def test_others_are_not_remembered(store: Store) -> None:
    """A second annotator who is shown the first one's labels is no second annotator."""
    put(store, "d1", label(50, "Ông"), annotator="a2")

    assert [r.words for r in remember(LabelMemory(store, ANNOTATOR), HANOI)] == ["Hà Nội"]
    assert [r.words for r in remember(LabelMemory(store, "a2"), HANOI)] == ["Ông"]


def test_a_book_is_searched_for_twenty_thousand_strings_in_no_time(tmp_path: Path) -> None:
    """The kernel answers nobody while it looks."""
    syllables = [f"{a}{b}" for a in "bcdghklmnprstvx" for b in "aáàeéèoóòuúùiíì"]
    names = [
        f"{syllables[n % 225].title()} {syllables[n // 225 % 225].title()} {n % 7}"
        for n in range(20_000)
    ]
    header = Header(
        document="d", format="ghinhan-layer/1", schema="s/1", state="done", text_sha256="0" * 64
    )
    path = tmp_path / "annotations" / "a1" / "d.jsonl"
    path.parent.mkdir(parents=True)
    records = (label(number, name) for number, name in enumerate(names))
    path.write_bytes(b"".join(encode_chunks(header, records)))
    memory = LabelMemory(open_store(tmp_path), "a1")
    assert not memory.read_on(0.0, without="")
    book = article(" ".join(names[::3] + syllables * 360))
    began = time.thread_time()
    found = memory.find_in(book)
    spent = time.thread_time() - began

    assert len(book.tokens) > 100_000
    assert len(memory._uses) == len({*names})
    assert {*names[::3]} <= {r.words for r in found}
    assert spent < 1


def find_all(session: Labelling, document: str, seconds: float = 0.0) -> Sequence[Remembered]:
    """Ask a session until it is done."""
    while not (answer := session.remembered(document, seconds)).complete:
        assert answer.remembered == ()
    return answer.remembered


def test_a_session_remembers_what_was_labelled_before_it_began(labelled_desk: Workspace) -> None:
    """The next morning, with a new kernel, in the next document."""
    desk = labelled_desk
    seed = write_seed(desk.root)
    (seed.parent / "bai-2.txt").write_bytes(seed.read_bytes())
    desk.ingest()
    corpus = Corpus(desk.root)
    session = Labelling(Store(desk.root, text_of=corpus.text), corpus, "a1")

    assert [(r.words, r.kind, r.type, r.count, r.of) for r in find_all(session, "bai-2")] == [
        ("Chủ tịch tỉnh An Bình Lê Thị Hoa", "mention", "PER", 1, 1),
        ("Hội Nông dân", "mention", "ORG", 1, 1),
        ("gặp", "event", "Contact.Meet", 1, 1),
    ]
    assert find_all(session, "bai-1", PATIENT) == ()
    with pytest.warns(match="'a2' is a new annotator"):
        desk.edit("bai-2", "a2", put={"kind": "mention", "type": "PER", "extent": [span("Bà Hoa")]})
    assert find_all(session, "bai-1") == ()
    with pytest.raises(UnknownNameError, match="no document 'bai-3'"):
        session.remembered("bai-3", 0.0)
