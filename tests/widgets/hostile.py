"""Labelled documents with hostile words wherever a file or a person can put words.

Every payload sets `document.title` when a browser runs it; the page's title is the canary.
"""

from collections.abc import Callable

from ghinhan.model import (
    Argument,
    Comment,
    CorpusLayer,
    Document,
    DocumentLabel,
    Entity,
    Event,
    Hopper,
    LabelledDocument,
    Layer,
    Mention,
    Relation,
    Section,
    Source,
    Time,
)
from ghinhan.schema import Attribute, EventType, Label, Role, Schema

PAYLOADS = (
    "<script>document.title='owned'</script>",
    '"><img src=x onerror="document.title=\'owned\'">',
    "'><svg onload=\"document.title='owned'\">",
    "</style><script>document.title='owned'</script>",
    "</mark></div></template><img src=x onerror=document.title='owned'>",
    '" onmouseover="document.title=\'owned\'" onclick="document.title=\'owned\'" x="',
    "javascript:document.title='owned'",
    "#575e83;background:url(javascript:document.title='owned')",
    "&lt;img src=x onerror=document.title='owned'&gt;",
    "--><img src=x onerror=document.title='owned'><!--",
    "$\\href{javascript:document.title='owned'}{x}$ và $x^2$, \\(y_1\\), \\[z\\]",
    "<iframe srcdoc=\"<script>parent.document.title='owned'</script>\"></iframe>",
)

Plant = Callable[[str, str], str]
"""Given the name of a place and its harmless content, what stands there."""


def hostile_document(payload: str, only: str = "") -> tuple[LabelledDocument, Schema]:
    """A document whose every place, or only the named one, holds the payload."""
    return build(lambda place, harmless: payload if only in {"", place} else harmless)


def place_names() -> tuple[str, ...]:
    """Every place that a payload can be put into."""
    names: list[str] = []

    def note(place: str, harmless: str) -> str:
        names.append(place)
        return harmless

    build(note)
    return tuple(dict.fromkeys(names))


def build(plant: Plant) -> tuple[LabelledDocument, Schema]:
    """A small document with one record of every kind."""
    text = f"{plant('text', 'Nga')} gặp Anh."
    size = len(text) - len(" gặp Anh.")
    document = Document(
        id=plant("document id", "a"),
        text=text,
        source=Source(file="seeds/a.txt", sha256=""),
        language=plant("language", "vi"),
        title=plant("title", "Tin"),
        publisher=plant("publisher", "Báo"),
        published=plant("published", "2025-12-22"),
        url=plant("url", "https://example.org/a"),
        sections=(Section(plant("section kind", "body"), 0, len(text)),),
        sentences=((0, len(text)),),
    )
    layer = Layer(
        document=document.id,
        text_sha256="",
        schema=plant("schema name", "s/1"),
        annotator=plant("annotator", "a1"),
        state=plant("state", "done"),
        records=(
            mention(plant, size),
            Time(
                id="t-1",
                extent=((size + 1, size + 4),),
                text=plant("time text", "gặp"),
                timex=plant("timex", "DATE"),
                value=plant("time value", "2025"),
                resolved=plant("resolved time", "2025-12"),
                mod=plant("time modifier", "LESS_THAN"),
                function=plant("time function", "PUBLICATION_TIME"),
            ),
            event(plant, size),
            Relation(id="r-1", type=plant("relation type", "near"), source="m-1", target="?"),
            DocumentLabel(id="l-1", type=plant("label type", "topic"), value=plant("label", "x")),
            Comment(id="c-1", target="m-1", text=plant("comment", "?"), flag=True),
            Comment(id="c-2", target=plant("comment target", "v-1"), text="?"),
            Mention(id=plant("record id", "m-9"), type="PER", extent=((900, 901),), text="?"),
        ),
    )
    labelled = LabelledDocument(document=document, layer=layer, corpus_layer=corpus_layer(plant))
    return labelled, schema(plant)


def mention(plant: Plant, size: int) -> Mention:
    """A mention of the first words."""
    return Mention(
        id="m-1",
        type=plant("label code", "GPE"),
        extent=((0, size),),
        text=plant("mention text", "Nga"),
        level=plant("level", "NAM"),
        entity=plant("entity id", "russia"),
        metonym=plant("metonym", "moscow"),
        attributes={plant("attribute code", "sure"): plant("attribute value", "yes")},
    )


def event(plant: Plant, size: int) -> Event:
    """An event with known and unknown fillers."""
    return Event(
        id="v-1",
        type=plant("event code", "Contact.Meet"),
        trigger=((size + 1, size + 4),),
        text="gặp",
        hopper=plant("hopper id", "meeting"),
        realis=plant("realis", "ACTUAL"),
        polarity=plant("polarity", "POS"),
        attribution=plant("attribution", "m-1"),
        arguments=(
            Argument(plant("role code", "Participant"), "m-1"),
            Argument("Topic", plant("argument", "m-404")),
        ),
    )


def corpus_layer(plant: Plant) -> CorpusLayer:
    """What the records refer to."""
    entity = Entity(
        id=plant("entity id", "russia"),
        type=plant("entity type", "GPE"),
        subtype=plant("subtype", "Nation"),
        name=plant("entity name", "Nga"),
        link=plant("entity link", "Q159"),
    )
    hopper = Hopper(id=plant("hopper id", "meeting"), name=plant("hopper name", "cuộc gặp"))
    return CorpusLayer(records=(entity, hopper))


def schema(plant: Plant) -> Schema:
    """A schema with one of everything."""
    label = Label(
        code=plant("label code", "GPE"),
        name=plant("label name", "quốc gia"),
        name_en=plant("English label name", "country"),
        colour=plant("colour", "#575e83"),
        colour_dark=plant("dark colour", "#76e1ec"),
    )
    role = Role(code=plant("role code", "Participant"), name=plant("role name", "bên gặp"))
    meeting = EventType(
        code=plant("event code", "Contact.Meet"),
        name=plant("event name", "gặp gỡ"),
        colour=plant("event colour", "#f74807"),
        colour_dark=plant("dark event colour", "#aa4d0a"),
        roles=(role,),
    )
    realis = Attribute(code=plant("attribute of the schema", "realis"), name="thực")
    return Schema(name="s/1", labels=(label,), events=(meeting,), attributes=(realis,))
