"""Laws of the schema that comes with ghinhan: what it names exists, and nothing clashes."""

from collections import Counter
from pathlib import Path

import pytest

from ghinhan import Workspace
from ghinhan.schema import EventType, Label, default_schema_path, load_schema
from ghinhan.schema.colours import DARK_GROUND, GROUND, contrast

ROOT = Path(__file__).parents[2]
SCHEMA = load_schema(ROOT / "annotations" / "schema.yaml")
TYPES: tuple[Label | EventType, ...] = (*SCHEMA.labels, *SCHEMA.events)

# The 33 subtypes of ACE 2005 (LDC, English annotation guidelines for events 5.4.3).
ACE = {
    "Business": "Start-Org Merge-Org Declare-Bankruptcy End-Org",
    "Conflict": "Attack Demonstrate",
    "Contact": "Meet Phone-Write",
    "Justice": (
        "Arrest-Jail Release-Parole Trial-Hearing Charge-Indict Sue Convict Sentence Fine "
        "Execute Extradite Acquit Appeal Pardon"
    ),
    "Life": "Be-Born Marry Divorce Injure Die",
    "Movement": "Transport",
    "Personnel": "Start-Position End-Position Nominate Elect",
    "Transaction": "Transfer-Ownership Transfer-Money",
}
ACE_SUBTYPES = {f"{kind}:{name}" for kind, names in ACE.items() for name in names.split()}

# Roles that TextEE's table gives for the same subtypes (its models' event_role.json).
TEXTEE_ROLES = {
    "Conflict:Attack": "Attacker Instrument Place Target",
    "Contact:Meet": "Entity Place",
    "Justice:Charge-Indict": "Adjudicator Defendant Place Prosecutor",
    "Justice:Appeal": "Adjudicator Place Plaintiff",
    "Justice:Extradite": "Agent Destination Origin",
    "Justice:Release-Parole": "Entity Person Place",
    "Life:Die": "Agent Instrument Place Victim",
    "Movement:Transport": "Agent Artifact Destination Origin Vehicle",
    "Personnel:Elect": "Entity Person",
    "Transaction:Transfer-Money": "Beneficiary Giver Place Recipient",
    "Transaction:Transfer-Ownership": "Artifact Beneficiary Buyer Place Seller",
}

# The sixteen categories of PLOVER (manual, draft of September 2021).
PLOVER = {
    *("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST"),
    *("ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}

# Event types met in the two seed articles, read by hand.
IN_THE_SEEDS = {
    *("Contact.Meet", "Contact.Phone", "Contact.Negotiate", "Contact.Contact"),
    *("Contact.Statement", "Conflict.Attack", "Conflict.Cease", "Military.Deploy"),
    *("Movement.Transport-Person", "Diplomacy.Agree", "Diplomacy.Support", "Diplomacy.Request"),
    *("Cooperate.Aid", "Cooperate.Share", "Business.Start-Org", "Personnel.Start-Position"),
    "Personnel.End-Position",
}


def test_the_packaged_copy_is_the_schema_of_the_project() -> None:
    """`ghinhan init` hands out what this project itself labels with, byte for byte."""
    assert default_schema_path().read_bytes() == (ROOT / "annotations/schema.yaml").read_bytes()


def test_entity_and_value_types_are_those_of_the_inventory() -> None:
    """Fourteen types: eight that form clusters, six values."""
    entities = [label.code for label in SCHEMA.labels if not label.is_value]
    values = [label.code for label in SCHEMA.labels if label.is_value]

    assert entities == ["PER", "ORG", "GPE", "LOC", "FAC", "WEA", "VEH", "DOC"]
    assert values == ["TIME", "JOB", "MONEY", "NUM", "CRIME", "SENTENCE"]


def test_every_ace_subtype_has_a_type_of_its_own() -> None:
    """A corpus labelled in ACE can be read without losing an event."""
    exact = {e.mappings.get("ace", "") for e in SCHEMA.events if "ace" not in e.lossy} - {""}

    assert exact == ACE_SUBTYPES


@pytest.mark.parametrize("subtype", TEXTEE_ROLES)
def test_roles_cover_those_of_the_ace_table(subtype: str) -> None:
    """A role that ACE has and we lack would be dropped on import without a word."""
    ours = {
        role.mappings.get("ace")
        for event in SCHEMA.events
        if event.mappings.get("ace") == subtype
        for role in event.roles
    }

    assert set(TEXTEE_ROLES[subtype].split()) <= ours


def test_plover_codes_are_categories_of_plover() -> None:
    """A misspelt category would make records that no PLOVER tool reads."""
    used = {event.mappings["plover"] for event in SCHEMA.events if "plover" in event.mappings}

    assert {code.partition("-")[0] for code in used} == PLOVER


def test_types_that_occur_in_the_seeds_have_an_example() -> None:
    """An annotator sees each type at work, if the articles show it at all."""
    assert {event.code for event in SCHEMA.events if event.examples} == IN_THE_SEEDS


@pytest.mark.parametrize("item", TYPES, ids=lambda item: item.code)
def test_examples_stand_letter_for_letter_in_a_seed(item: Label | EventType) -> None:
    """A quotation with one letter changed teaches the wrong thing."""
    for example in item.examples:
        text = (ROOT / "seeds" / f"{example.seed}.txt").read_text(encoding="utf-8")

        assert example.text in text
        assert example.mark in example.text


@pytest.mark.parametrize("item", TYPES, ids=lambda item: item.code)
def test_every_type_is_explained_to_the_annotator(item: Label | EventType) -> None:
    """Names in Vietnamese and English, a definition, and the clause of the guideline."""
    assert item.name != item.code
    assert item.name_en
    assert item.description.endswith(".")
    assert item.guideline == f"guidelines.md#{item.code.lower().replace('.', '-')}"


@pytest.mark.parametrize("item", TYPES, ids=lambda item: item.code)
def test_every_colour_stands_out_from_its_ground(item: Label | EventType) -> None:
    """3:1 is what WCAG 2.2 asks of marks that carry meaning."""
    assert contrast(item.colour, GROUND) >= 3
    assert contrast(item.colour_dark, DARK_GROUND) >= 3


def test_no_two_labels_look_alike() -> None:
    """Fourteen labels, fourteen colours, on either ground."""
    assert max(Counter(label.colour for label in SCHEMA.labels).values()) == 1
    assert max(Counter(label.colour_dark for label in SCHEMA.labels).values()) == 1


def test_keys_follow_the_rule_in_the_header() -> None:
    """One key for a label, category and letter for an event, and no key begins another."""
    labels = [label.key for label in SCHEMA.labels]
    events = [event.key for event in SCHEMA.events]
    categories = {event.code.partition(".")[0]: event.key[0] for event in SCHEMA.events}

    assert all(len(key) == 1 for key in labels)
    assert all(len(key) == 2 for key in events)
    assert len({*labels, *events}) == len(labels) + len(events)
    assert not {*labels} & {key[0] for key in events}
    assert len({*categories.values()}) == len(categories)
    assert all(categories[e.code.partition(".")[0]] == e.key[0] for e in SCHEMA.events)


def test_a_role_has_one_key_wherever_it_can() -> None:
    """Fingers learn roles once: the same role has the same key in every event type."""
    keys = {(role.code, role.key) for event in SCHEMA.events for role in event.roles}

    assert len(keys) == len({code for code, _ in keys})


def test_attribute_keys_leave_the_label_keys_alone() -> None:
    """Stepping through an attribute of a mention never changes its type."""
    labels = {label.key for label in SCHEMA.labels} | {event.key[0] for event in SCHEMA.events}

    assert not labels & {a.key for a in SCHEMA.attributes if a.on == "mention"}


def test_attributes_have_a_vietnamese_name_for_every_value() -> None:
    """What stands in the file is English; what the annotator reads is not."""
    listed = [(item.values, item.value_names) for item in SCHEMA.attributes]
    listed += [(item.values, item.value_names) for item in SCHEMA.document_labels]
    for values, value_names in listed:
        assert len(value_names) == len(values)
        assert not set(value_names) & set(values)


def test_every_event_type_has_words_that_suggest_it() -> None:
    """An annotator who meets a type for the first time is helped too."""
    few = [event.code for event in SCHEMA.events if len(event.triggers) < 6]

    assert few == []


def test_what_triggers_suggest_is_mostly_right() -> None:
    """Measured on the seeds, which were not at hand when the words were chosen.

    A suggestion that is wrong more often than every fourth time costs more than it saves.
    """
    types = {word: event.code for event in SCHEMA.events for word in event.triggers}
    with Workspace.open(ROOT) as desk:
        events = [e for name in desk.documents()["document"] for e in desk.layer(name, "a1").events]
    suggested = [(types[e.text.lower()], e.type) for e in events if e.text.lower() in types]
    right = sum(guess == gold for guess, gold in suggested)

    assert right >= 0.9 * len(suggested)
    assert right >= 0.6 * len(events)
