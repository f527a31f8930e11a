"""What has to change so that one reading becomes another; the ids of both are the same.

Only what; writing it is the store's work.
"""

from collections.abc import Iterator, Sequence

from ghinhan.model import STATE_ID, CorpusLayer, LabelledDocument, Layer, Record, State
from ghinhan.review.decisions import digest_of


def changes_between(
    standing: Layer | CorpusLayer, wanted: Layer | CorpusLayer
) -> Iterator[tuple[str, str, Record | State | None, Record | State | None]]:
    """Scope, id, what is there and what shall be, for everything that is not so yet."""
    scope = digest_of(wanted).scope
    now, then = standing.by_id(), wanted.by_id()
    for identifier in dict.fromkeys((*now, *then)):
        if now.get(identifier) != then.get(identifier):
            yield scope, identifier, now.get(identifier), then.get(identifier)
    before, after = (getattr(layer, "state", "") for layer in (standing, wanted))
    if before != after:
        yield scope, STATE_ID, State(state=before), State(state=after)


def layers_of(gold: Sequence[LabelledDocument]) -> list[Layer | CorpusLayer]:
    """The corpus-wide layer and those of the documents."""
    return [gold[0].corpus_layer, *(item.layer for item in gold)]
