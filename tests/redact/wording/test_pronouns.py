"""Pronouns of a source whose gender is hidden; the texts are invented for these tests."""

from __future__ import annotations

import itertools
import re

import pytest
from bronwacht.redact.documents import apply_edits
from bronwacht.redact.draft import (
    Detail,
    DetailType,
    Draft,
    Edit,
    Fact,
    Lang,
    Level,
    Observability,
    Person,
    Reading,
    Role,
    Span,
)
from bronwacht.redact.edits import Choice, hidden, settle
from bronwacht.redact.wording import pronouns_of

MARK = re.compile(r"⟦(\w+) (\w+)\|([^⟧]+)⟧")
GENDERS = {"vrouw": "woman", "woman": "woman", "man": "man"}


def reading(marked: str, lang: Lang) -> Reading:
    """``marked`` names the person and the type of each detail; persons that begin with x are public."""
    text, details, last = "", list[Detail](), 0
    for mark in MARK.finditer(marked):
        text += marked[last : mark.start()]
        value = {"gender": GENDERS[mark[3].split()[-1].lower()]} if mark[2] == "GENDER" else {}
        span = Span(len(text), len(text) + len(mark[3]))
        details.append(Detail(f"d{len(details) + 1}", span, DetailType(mark[2]), 1.0, value, (mark[1],)))
        text, last = text + mark[3], mark.end()
    text += marked[last:]
    ids = dict.fromkeys(detail.persons[0] for detail in details)
    persons = tuple(
        Person(
            id,
            Role.PUBLIC if id.startswith("x") else Role.SOURCE,
            tuple(detail.span for detail in details if detail.persons == (id,)),
        )
        for id in ids
    )
    facts = tuple(Fact(f"f{d.id}", d.type, d.persons[0], d.value, (d.id,), Observability.PUBLIC_LIFE) for d in details)
    return Reading(Draft(text, lang), tuple(details), persons, facts)


def settled(marked: str, lang: Lang, level: Level = Level.NEAR) -> tuple[str, tuple[Edit, ...]]:
    read = reading(marked, lang)
    roles = {person.id: person.role for person in read.persons}
    choices = [Choice(d, level, True) for d in read.details if roles[d.persons[0]] is not Role.PUBLIC]
    edits = settle(read.draft, choices, pronouns_of(read, hidden(choices)))
    return apply_edits(read.draft.text, edits), edits


DUTCH = [
    ("Een ⟦p GENDER|vrouw⟧ belde. Zij zegt dat ze bang was.", "Een persoon belde. De bron zegt dat de bron bang was."),
    ("Een ⟦p GENDER|vrouw⟧ belde. Haar baas zag haar.", "Een persoon belde. Diens baas zag de bron."),
    ("Een ⟦p GENDER|man⟧ belde. Zijn oude baas zag hem zelf.", "Een persoon belde. Diens oude baas zag de bron zelf."),
    ("Een ⟦p GENDER|vrouw⟧ belde. Ze bleef in haar eentje.", "Een persoon belde. De bron bleef alleen."),
    (
        "Een ⟦p GENDER|vrouw⟧ belde. De buren zwegen en ze zwijgen nog.",
        "Een persoon belde. De buren zwegen en ze zwijgen nog.",
    ),
    ("Een ⟦p GENDER|man⟧ belde. De auto’s zijn weg.", "Een persoon belde. De auto’s zijn weg."),
    (
        "Een ⟦p GENDER|man⟧ belde. Directeur ⟦x NAME|Jansen⟧ zweeg. Hij was weg.",
        "Een persoon belde. Directeur Jansen zweeg. Hij was weg.",
    ),
    (
        "Een ⟦p OCCUPATION|verpleegkundige⟧ belde. De ⟦p GENDER|vrouw⟧ zegt dat ze bang was.",
        "Een zorgverlener belde. De zorgverlener zegt dat de zorgverlener bang was.",
    ),
]
ENGLISH = [
    ("A ⟦p GENDER|woman⟧ rang. She says she was afraid.", "A person rang. They say they were afraid."),
    ("A ⟦p GENDER|woman⟧ rang. Her boss saw her; it was hers.", "A person rang. Their boss saw them; it was theirs."),
    ("A ⟦p GENDER|man⟧ rang. He’s been ill, and he’s tired.", "A person rang. They’ve been ill, and they’re tired."),
    ("A ⟦p GENDER|man⟧ rang. He himself never goes.", "A person rang. They themselves never go."),
    (
        "A ⟦p GENDER|woman⟧ rang. She works nights and does the books.",
        "A person rang. They work nights and do the books.",
    ),
    (
        "A ⟦p GENDER|woman⟧ rang. She knows her sister works there.",
        "A person rang. They know their sister works there.",
    ),
    (
        "A ⟦p GENDER|woman⟧ rang. Nobody knows if he or she was told.",
        "A person rang. Nobody knows if he or she was told.",
    ),
    (
        "A ⟦p GENDER|man⟧ rang. Chief executive ⟦x NAME|Mark Hale⟧ denies it. He was abroad.",
        "A person rang. Chief executive Mark Hale denies it. He was abroad.",
    ),
    ("A ⟦p GENDER|woman⟧ rang. “She was brave,” a friend said.", "A person rang. “[They were] brave,” a friend said."),
]


@pytest.mark.parametrize(("marked", "after"), DUTCH)
def test_dutch_says_the_noun_again_or_diens(marked: str, after: str) -> None:
    assert settled(marked, Lang.NL)[0] == after


@pytest.mark.parametrize(("marked", "after"), ENGLISH)
def test_english_says_they_and_the_verb_agrees(marked: str, after: str) -> None:
    assert settled(marked, Lang.EN)[0] == after


def test_the_edits_say_that_gender_is_the_reason_and_which_detail_tells_it() -> None:
    _, edits = settled("A ⟦p GENDER|woman⟧ rang. She is ill.", Lang.EN)
    assert [(edit.reason, edit.details) for edit in edits] == [(DetailType.GENDER, ("d1",))] * 2


def test_pronouns_stay_where_the_gender_does() -> None:
    read = reading("A ⟦p GENDER|woman⟧ rang. She is a ⟦p OCCUPATION|nurse⟧.", Lang.EN)
    choices = [Choice(detail, Level.NEAR) for detail in read.details if detail.type is DetailType.OCCUPATION]
    assert pronouns_of(read, hidden(choices)) == ()


def test_pronouns_of_a_bystander_stay() -> None:
    read = reading("A ⟦x GENDER|woman⟧ rang. She is ill.", Lang.EN)
    assert pronouns_of(read, frozenset({"x"})) == ()


def test_a_pronoun_of_one_of_two_hidden_people_names_neither() -> None:
    text = "Een ⟦p GENDER|vrouw⟧ en een ⟦q GENDER|vrouw⟧ belden. Zij is bang."
    assert settled(text, Lang.NL)[0] == "Een persoon en een persoon belden. Die persoon is bang."


def test_a_pronoun_of_the_source_or_of_somebody_else_is_nobodys() -> None:
    text = "Een ⟦p GENDER|vrouw⟧ en haar moeder belden. Zij is bang."
    assert "Zij is bang." in settled(text, Lang.NL)[0]


def test_a_pronoun_that_an_edit_has_taken_along_is_no_edit_of_its_own() -> None:
    read = reading("A ⟦p GENDER|woman⟧ rang. ⟦p AGE|She is 34⟧.", Lang.EN)
    choices = [Choice(detail, Level.ABSENT, True) for detail in read.details]
    edits = settle(read.draft, choices, pronouns_of(read, hidden(choices)))
    assert "She" not in apply_edits(read.draft.text, edits)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(edits))
