"""spaCy's DocBin: tokens, entities and span groups to train on, and our records beside them.

The tokens are the document's syllables and punctuation with their exact spacing, so that
`doc.text == document.text`. What spaCy's own tools see:

- `doc.ents`: names (level NAM) with their type, flat, the outermost of those that overlap;
  `ent.kb_id_` is the Wikidata id or NIL, `ent.id_` the record's id
- `doc.spans["mentions"]`, `["heads"]`, `["times"]`: labelled with their types
- `doc.spans["triggers"]`: labelled with event types, `id_` being the event
- `doc.spans["arguments"]`: the fillers, labelled `Contact.Statement:Speaker`; `id_` is the
  event and `kb_id_` the filler's record
- `doc.cats`: document labels as `type=value`; `token.is_sent_start`: our sentences

Everything else (and all of the above, exactly) travels as JSON in `doc.user_data["ghinhan"]`,
from where `read` restores documents and layers. Spans that spaCy cannot show, for example
discontinuous ones, are listed in the report as *unseen*.
"""

from ghinhan.formats.spacy.binary import NAME, carries, read, write

__all__ = ["NAME", "carries", "read", "write"]
