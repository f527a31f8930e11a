"""What stands beside the text in a snapshot: legend, events, entities, times, remarks.

Plain tables that say everything the text's colours say, so that the picture can be read without
its style sheet, by ear, and on paper.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from ghinhan.model import Argument, Event, Mention, Time
from ghinhan.widgets.markup import Markup, element, join, knowledge_link
from ghinhan.widgets.reading import Reading, Spanned

STANDARD_ATTRIBUTES = {"realis", "polarity", "tense", "modality"}


def legend(reading: Reading) -> Markup:
    """The types in use: entity and value types, then event types, most frequent first."""
    things: list[Spanned] = [*reading.mentions, *reading.times]
    things_and_events = (things, reading.events)
    counts = [Counter(record.type for record in records) for records in things_and_events]
    items = [
        element(
            "li",
            chip(reading, code),
            element("span", f" {reading.type_name(code)} "),
            element("span", f"× {number}", class_="gnh-quiet"),
        )
        for counter in counts
        for code, number in counter.most_common()
    ]
    labels = [
        element("li", element("b", label.type), element("span", f" {label.value}"))
        for label in reading.layer.labels
    ]
    return element("ul", *items, *labels, class_="gnh-legend", aria_label=reading.word("legend"))


def chip(reading: Reading, code: str, number: int = 0) -> Markup:
    """A type's code on its colour, with an event's number where there is one."""
    text = f"{number} {code}" if number else code
    title = reading.type_name(code)
    return element("span", text, class_="gnh-chip", style=reading.style(code), title=title)


def events_table(reading: Reading) -> Markup:
    """One row for each event: trigger and type, who takes part in which role, attributes."""
    heads = [reading.word(name) for name in ("trigger", "arguments", "attributes")]
    rows = [event_row(reading, event) for event in reading.events]
    return table("gnh-events", reading.word("events"), heads, rows)


def event_row(reading: Reading, event: Event) -> Markup:
    """The row of one event."""
    sentence = reading.sentence_number(event.start)
    place = f"{reading.word('sentence')} {sentence}" if sentence else ""
    trigger = element(
        "th",
        element("div", reading.surface(event), class_="gnh-trigger-word"),
        chip(reading, event.type, reading.numbers[event.id]),
        element("div", reading.type_name(event.type), class_="gnh-quiet"),
        element("div", place, class_="gnh-quiet"),
        scope="row",
    )
    items = [argument_item(reading, event, argument) for argument in event.arguments]
    if event.attribution:
        items.append(item(reading.word("attribution"), reading.quote(event.attribution), "from"))
    none = element("span", reading.word("none"), class_="gnh-quiet")
    arcs = element("ul", *items, class_="gnh-arcs") if items else none
    return element("tr", trigger, element("td", arcs), element("td", event_facts(reading, event)))


def argument_item(reading: Reading, event: Event, argument: Argument) -> Markup:
    """One arc: the role and what fills it."""
    filler = reading.records.get(argument.ref)
    role = reading.role_name(event.type, argument.role)
    parts: list[Markup] = []
    if isinstance(filler, Mention | Time | Event):
        parts.append(chip(reading, filler.type))
    kind = "role" if filler else "missing"
    return item(role, reading.quote(argument.ref), kind, *parts, title=argument.role)


def item(name: str, words: str, kind: str, *more: Markup, title: str = "") -> Markup:
    """A list item: a name, an arrow of the style sheet's, and some words of the article."""
    return element(
        "li",
        element("span", f"{name}: ", class_="gnh-role", title=title),
        element("span", words, class_="gnh-filler"),
        " ",
        *more,
        class_=f"gnh-arc gnh-arc-{kind}",
    )


def event_facts(reading: Reading, event: Event) -> Markup:
    """Realis, polarity and the other attributes of an event, and its occurrence.

    The values of the four standard attributes speak for themselves; their names are there for
    ears and for pages without a style sheet.
    """
    facts = []
    for code, value in reading.attributes(event):
        name = "gnh-unseen" if code in STANDARD_ATTRIBUTES else "gnh-quiet"
        label = element("span", f"{code}: ", class_=name)
        facts.append(element("li", label, element("span", value, title=code)))
    if event.hopper:
        hopper = reading.hoppers.get(event.hopper)
        name = (hopper.name if hopper else "") or event.hopper
        label = element("span", f"{reading.word('occurrence')}: ", class_="gnh-quiet")
        facts.append(element("li", label, element("span", name), class_="gnh-occurrence"))
    return element("ul", *facts, class_="gnh-facts")


def entities_table(reading: Reading) -> Markup:
    """One row for each entity with the words that mention it; those without one come last."""
    by_entity: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        by_entity[mention.entity].append(mention)
    unlinked = by_entity.pop("", [])
    heads = [reading.word(name) for name in ("entity", "type", "link", "mentions")]
    rows = [entity_row(reading, name, mentions) for name, mentions in by_entity.items()]
    if unlinked:
        label = element("th", reading.word("unlinked"), scope="row", class_="gnh-quiet")
        cell = element("td", mention_list(reading, unlinked))
        rows.append(element("tr", label, element("td"), element("td"), cell))
    return table("gnh-entities", reading.word("entities"), heads, rows)


def entity_row(reading: Reading, identifier: str, mentions: Sequence[Mention]) -> Markup:
    """The row of one entity."""
    entity = reading.entities.get(identifier)
    kinds = [entity.type, entity.subtype] if entity else [mentions[0].type]
    return element(
        "tr",
        element("th", reading.entity_name(identifier), scope="row", title=identifier),
        element("td", chip(reading, kinds[0]), " ", " ".join(kinds[1:])),
        element("td", knowledge_link(entity.link if entity else "")),
        element("td", mention_list(reading, mentions)),
    )


def mention_list(reading: Reading, mentions: Sequence[Mention]) -> Markup:
    """The words of some mentions with their levels."""
    items = []
    for mention in mentions:
        said = [mention.level or mention.type]
        if mention.metonym:
            said.append(f"{reading.word('literally')} {reading.entity_name(mention.metonym)}")
        said += [f"{code}={value}" for code, value in reading.attributes(mention)]
        note = element("span", f" {', '.join(said)}", class_="gnh-quiet")
        items.append(element("li", element("span", reading.surface(mention)), note))
    return element("ul", *items, class_="gnh-mentions")


def times_table(reading: Reading) -> Markup:
    """One row for each time: its words, what they say and what they mean."""
    heads = [reading.word(name) for name in ("times", "type", "value")]
    rows = []
    for time in reading.times:
        meant = f" → {time.resolved}" if time.resolved and time.resolved != time.value else ""
        inferred = f" ({reading.word('inferred')})" if time.inferred else ""
        said = f"{time.value}{meant}{inferred}"
        more = " ".join(filter(None, (time.mod, time.function)))
        label = element("th", reading.surface(time), scope="row")
        note = element("span", f" {more}", class_="gnh-quiet")
        rows.append(element("tr", label, element("td", time.timex), element("td", said, note)))
    return table("gnh-times", reading.word("times"), heads, rows)


def relations_table(reading: Reading) -> Markup:
    """One row for each relation."""
    heads = [reading.word(name) for name in ("source", "type", "target")]
    rows = [
        element(
            "tr",
            element("td", reading.quote(relation.source)),
            element("th", relation.type, scope="row"),
            element("td", reading.quote(relation.target)),
        )
        for relation in reading.layer.relations
    ]
    return table("gnh-relations", reading.word("relations"), heads, rows)


def remarks(reading: Reading) -> Markup:
    """Comments and flags as a list, each with what it is about."""
    items = []
    for comment in reading.layer.comments:
        about = reading.quote(comment.target)
        parts = [element("span", f"“{about}” ", class_="gnh-quiet")] if about else []
        if comment.flag:
            parts.append(element("b", f"⚑ {reading.word('flag')} "))
        items.append(element("li", *parts, element("span", comment.text)))
    return element("ul", *items, class_="gnh-remarks")


def table(name: str, caption: str, heads: Sequence[str], rows: Sequence[Markup]) -> Markup:
    """A table with a caption that is read aloud, a head and a body."""
    head = element("tr", *(element("th", text, scope="col") for text in heads))
    return element(
        "table",
        element("caption", caption),
        element("thead", head),
        element("tbody", *rows),
        class_=f"gnh-table {name}",
    )


def parts_beside_the_text(reading: Reading) -> Iterator[Markup]:
    """Everything below the text; what has no rows is left out."""
    if reading.events:
        yield events_table(reading)
    more = [
        (reading.word("entities"), len({m.entity for m in reading.mentions}), entities_table),
        (reading.word("times"), len(reading.times), times_table),
        (reading.word("relations"), len(reading.layer.relations), relations_table),
        (reading.word("comments"), len(reading.layer.comments), remarks),
    ]
    for title, number, draw in more:
        if number:
            summary = element("summary", join([f"{title} ", quiet(f"({number})")]))
            yield element("details", summary, draw(reading), class_="gnh-more")


def quiet(text: str) -> Markup:
    """Text that stands back."""
    return element("span", text, class_="gnh-quiet")
