"""Names that are withheld more than once; the texts are invented for these tests."""

from __future__ import annotations

import pytest
from bronwacht.redact.documents import apply_edits
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Level, Person, Reading, Role, Span
from bronwacht.redact.edits import Choice, settle
from bronwacht.redact.named_again import named_again
from bronwacht.redact.wording import withheld_name

NL, EN = Lang.NL, Lang.EN
GENDERS = {"Noortje": "woman", "Evelien": "woman", "Ferris": "man", "Oswin": "man", "Brouwer": "man", "Maud": "woman"}


def named(text: str, lang: Lang, *names: str, hidden: frozenset[str] = frozenset(), kept: str = "") -> str:
    """The text as it reads without ``names``, each of a person of its own; ``kept`` is somebody public."""
    details, persons = list[Detail](), list[Person]()
    for name in (*names, *([kept] if kept else [])):
        spans, at = list[Span](), text.find(name)
        while at >= 0:
            spans.append(Span(at, at + len(name)))
            at = text.find(name, at + 1)
        role = Role.PUBLIC if name == kept else Role.SOURCE
        persons.append(Person(name, role, tuple(spans), gender=GENDERS.get(name)))
        if role is Role.SOURCE:
            details += [Detail(f"{name}{n}", span, DetailType.NAME, 1.0, {}, (name,)) for n, span in enumerate(spans)]
    reading = Reading(Draft(text, lang), tuple(details), tuple(persons), ())
    edits = settle(reading.draft, [Choice(detail, Level.ABSENT) for detail in details])
    again = named_again(reading, edits, hidden)
    assert [edit.span for edit in again] == [edit.span for edit in edits]  # what is searched for stays the same
    read = apply_edits(text, again)
    assert not any(name in read for name in names)
    return read.replace(withheld_name(lang), "N")


@pytest.mark.parametrize(
    ("text", "lang", "read"),
    [
        (
            "Evelien worked there. Bradwell paid Evelien. Nobody asked Evelien's mother.",
            EN,
            "N worked there. Bradwell paid the source. Nobody asked the source's mother.",
        ),
        (
            "Noortje werkte er. Later betaalde Brouwer Noortje. Het verhaal van Noortje klopt.",
            NL,
            "N werkte er. Later betaalde Brouwer N. Het verhaal van de bron klopt.",
        ),
        # Whose the next thing is takes no "de bron" in Dutch; what is quoted and a headline keep their notes.
        ("Noortje werkte er. Noortje's moeder ook.", NL, "N werkte er. N's moeder ook."),
        ('Evelien left. "Evelien lied," he said.', EN, 'N left. "N lied," he said.'),
        ("Evelien speaks\n\nEvelien left early.", EN, "N speaks\n\nN left early."),
        # "The source" may be somebody else where the text speaks of one; "this source" was told of last.
        ("Evelien left. Another source saw Evelien.", EN, "N left. Another source saw this source."),
        ("Evelien left, a source says.\n\nHe saw Evelien.", EN, "N left, a source says.\n\nHe saw N."),
    ],
)
def test_the_note_for_a_name_stands_once(text: str, lang: Lang, read: str) -> None:
    assert named(text, lang, "Evelien" if lang is EN else "Noortje", kept="Brouwer") == read


def test_a_pronoun_stands_where_it_can_only_be_theirs() -> None:
    text = "Evelien came in May. She was ill. Evelien left. Bradwell paid Evelien."
    assert named(text, EN, "Evelien") == "N came in May. She was ill. She left. Bradwell paid the source."
    assert named(text, EN, "Evelien", hidden=frozenset({"Evelien"})) == (
        "N came in May. She was ill. The source left. Bradwell paid the source."
    )
    nl = "Ferris kwam. Hij was ziek. Ferris' moeder belde en Noortjes moeder ook."
    assert named(nl, NL, "Ferris", kept="Noortje") == "N kwam. Hij was ziek. N' moeder belde en Noortjes moeder ook."
    nl = "Noortje kwam in mei. Ze was ziek. Noortje vertrok. Volgens Noortje."
    assert named(nl, NL, "Noortje") == "N kwam in mei. Ze was ziek. Ze vertrok. Volgens haar."


def test_no_pronoun_stands_where_somebody_else_was_told_of() -> None:
    text = "Evelien came in May. She was ill. Maud rang. Evelien left."
    assert named(text, EN, "Evelien", kept="Maud") == "N came in May. She was ill. Maud rang. The source left."
    text = "Evelien came in May. She was ill. The nurse rang. Evelien left."
    assert named(text, EN, "Evelien") == "N came in May. She was ill. The nurse rang. The source left."


def test_a_gender_that_no_subject_shows_is_not_told() -> None:
    text = "Evelien sold her boat. Evelien left."
    assert named(text, EN, "Evelien") == "N sold her boat. The source left."


def test_two_who_are_named_are_told_apart() -> None:
    text = "Evelien rang. Ferris came. Evelien wept. Ferris drove Evelien home."
    assert named(text, EN, "Evelien", "Ferris") == (
        "N rang. N came. The first source wept. The second source drove the first source home."
    )
    text = "Her assistant Ferris came. Evelien wept. Ferris drove Evelien home."
    read = named(text, EN, "Evelien", "Ferris")
    assert read.endswith("The assistant drove the second source home.")


def test_of_three_names_each_keeps_its_note() -> None:
    text = "Evelien rang. Ferris came. Oswin left. Evelien wept."
    assert named(text, EN, "Evelien", "Ferris", "Oswin") == "N rang. N came. N left. N wept."
    text = "Ferris came. Oswin left.\n\nEvelien rang. Evelien wept."
    assert named(text, EN, "Evelien", "Ferris", "Oswin") == "N came. N left.\n\nN rang. This source wept."


@pytest.mark.parametrize(
    ("text", "names", "read"),
    [
        (
            "Evelien Zwart came. Her brother Ferris Zwart left. Zwart wept.",
            ("Evelien Zwart", "Ferris Zwart", "Zwart wept"),
            "N came. Her brother N left. N wept.",
        ),
        (
            "Evelien Zwart came. Zwart left. Evelien wept.",
            ("Evelien Zwart", "Zwart left", "Evelien wept"),
            "N came. The source left. The source wept.",
        ),
    ],
)
def test_of_two_whose_names_are_one_persons_each_keeps_its_note(text: str, names: tuple[str, ...], read: str) -> None:
    starts = [text.index(name) for name in names]
    spans = [
        Span(at, at + len(name.removesuffix(" wept").removesuffix(" left")))
        for at, name in zip(starts, names, strict=True)
    ]
    details = tuple(Detail(f"d{n}", span, DetailType.NAME, 1.0, {}, ("p1",)) for n, span in enumerate(spans))
    reading = Reading(Draft(text, EN), details, (Person("p1", Role.SOURCE, tuple(spans)),), ())
    edits = settle(reading.draft, [Choice(detail, Level.ABSENT) for detail in details])
    assert apply_edits(text, named_again(reading, edits, frozenset())).replace(withheld_name(EN), "N") == read


def test_a_town_that_opens_a_sentence_is_no_source() -> None:
    text = "Evelien lives in Goole. Goole is small. Goole is in Yorkshire."
    at = text.index("Goole")
    rest = [Span(n, n + len("Goole")) for n in (at + 7, at + 23)]
    assert [span.of(text) for span in rest] == ["Goole", "Goole"]
    spans = [Span(0, 7), *rest]
    details = [Detail(f"d{n}", span, DetailType.NAME, 1.0, {}, ("p1",)) for n, span in enumerate(spans)]
    place = Detail("d9", Span(at, at + 5), DetailType.PLACE, 1.0, {}, ("p1",))
    reading = Reading(Draft(text, EN), (*details, place), (Person("p1", Role.SOURCE, tuple(spans)),), ())
    edits = settle(reading.draft, [Choice(detail, Level.ABSENT) for detail in details])
    read = apply_edits(text, named_again(reading, edits, frozenset())).replace(withheld_name(EN), "N")
    assert read == "N lives in Goole. N is small. N is in Yorkshire."
