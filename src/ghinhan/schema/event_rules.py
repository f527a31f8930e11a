"""Rules on events: roles and who fills them, who vouches, which occurrence they tell of."""

from collections.abc import Iterator, Sequence

from ghinhan.model import Argument, Event, LayerRecord, Mention, Time
from ghinhan.schema.consistency import EVENT_FILLER
from ghinhan.schema.context import NO_ROLES, Context
from ghinhan.schema.cycles import find_cycles
from ghinhan.schema.nodes import did_you_mean
from ghinhan.schema.span_rules import Sentences
from ghinhan.schema.violations import Violation


def check_event(context: Context, event: Event, sentences: Sentences) -> Iterator[Violation]:
    """Type, arguments, attribution and hopper of one event mention."""
    event_type = context.events.get(event.type)
    if event_type is None:
        yield context.no_type(event, event.type, context.events)
    else:
        filled = {argument.role for argument in event.arguments}
        for role in event_type.roles:
            if role.is_required and role.code not in filled:
                yield context.violation(
                    event,
                    "role-missing",
                    f"{event.type} usually has a {role.code}. Fill it if the sentence says who.",
                )
    seen: set[tuple[str, str]] = set()
    for argument in event.arguments:
        yield from check_argument(context, event, argument, sentences)
        if (argument.role, argument.ref) in seen:
            yield context.violation(
                event,
                "argument-duplicate",
                f"{argument.ref} fills {argument.role} twice. Keep one.",
            )
        seen.add((argument.role, argument.ref))
    if event.attribution and not isinstance(context.records.get(event.attribution), Mention):
        yield context.violation(
            event,
            "attribution-dangling",
            f"{event.attribution!r}, who shall vouch for it, is no mention of this document. "
            "Choose another, or leave it to the article.",
        )
    yield from check_hopper(context, event)


def check_argument(
    context: Context, event: Event, argument: Argument, sentences: Sentences
) -> Iterator[Violation]:
    """The role exists, and its filler exists, is of an allowed type and in the same sentence."""
    roles = context.roles.get(event.type, NO_ROLES)
    role = roles.get(argument.role)
    if role is None and event.type in context.events:
        yield context.violation(
            event,
            "role-unknown",
            f"{event.type} has no role {argument.role!r}."
            f"{did_you_mean(argument.role, tuple(roles))}",
        )
    filler = context.records.get(argument.ref)
    if not isinstance(filler, Mention | Time | Event):
        yield context.violation(
            event,
            "argument-dangling",
            f"{argument.role} is filled by {argument.ref!r}, which is no mention, time or event "
            "of this document. Choose another filler.",
        )
        return
    code = EVENT_FILLER if isinstance(filler, Event) else filler.type
    if role and code not in role.fillers:
        yield context.violation(
            event,
            "filler-type",
            f"{argument.role} takes {', '.join(role.fillers)}, but {filler.id} is {code}.",
        )
    if sentences.is_apart(event, filler):
        yield context.violation(
            event,
            "argument-far",
            f"{filler.id}, which fills {argument.role}, stands in another sentence than the "
            "trigger. Fill it with a mention of this sentence, or on the hopper.",
        )


def check_hopper(context: Context, event: Event) -> Iterator[Violation]:
    """The occurrence exists and is of the same category."""
    if not event.hopper:
        yield context.violation(
            event,
            "hopper-missing",
            "nobody has said which occurrence this tells of. Link it, or make a new hopper.",
        )
        return
    hopper = context.hopper(event.hopper)
    if hopper is None:
        yield context.violation(
            event,
            "hopper-dangling",
            f"there is no hopper {event.hopper!r}. Link another one, or bring it back.",
        )
    elif hopper.type and hopper.type.partition(".")[0] != event.type.partition(".")[0]:
        yield context.violation(
            event,
            "hopper-type",
            f"the event is {event.type}, but its hopper {hopper.id!r} is {hopper.type}. "
            "Only types of one category tell of one occurrence.",
        )


def check_realis(context: Context, events: Sequence[Event]) -> Iterator[Violation]:
    """Events of one hopper have one realis, unless the hopper's note says why not."""
    first: dict[str, Event] = {}
    for event in events:
        hopper = context.hopper(event.hopper)
        if hopper is None or hopper.note:
            continue
        other = first.setdefault(event.hopper, event)
        if other.realis != event.realis:
            yield context.violation(
                event,
                "hopper-realis",
                f"{event.realis or 'no realis'} here, but {other.realis or 'none'} in {other.id} "
                f"of the same hopper {event.hopper!r}. Part them, or say why in the hopper's note.",
            )


def check_circles(context: Context, records: Sequence[LayerRecord]) -> Iterator[Violation]:
    """No event is, through its arguments, a part of itself; no time hangs on itself."""
    arguments = {
        record.id: [argument.ref for argument in record.arguments]
        for record in records
        if isinstance(record, Event)
    }
    anchors = {r.id: [r.anchor] for r in records if isinstance(r, Time) and r.anchor}
    for rule, edges in (("event-cycle", arguments), ("anchor-cycle", anchors)):
        for group in find_cycles(edges):
            yield context.violation(
                context.records[group[0]],
                rule,
                f"{' → '.join((*group, group[0]))} lead back to themselves. Take one link off.",
            )
