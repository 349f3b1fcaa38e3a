"""A standfirst counts the sources, and each paragraph is of one of them."""

from __future__ import annotations

import pytest
from bronwacht.redact.draft import DetailType, Draft, Lang
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import Story

COUNTED = (
    "Drie verpleegkundigen en een kok vertellen over hun ervaringen met directeur Arend Kolff.\n\n"
    "De bewonersavond over de verbouwing van de kapel duurde in juni 2017 tot middernacht. Een van de helpers was een "
    "vrouw, toen 44, die tegenover het tehuis woont. De volgende dag belde Kolff haar op."
)
IN_TURN = {
    Lang.NL: (
        "Een oud-leerling van 29 uit Hulst herinnert zich hoe directeur Arend Kolff haar na de les liet blijven. "
        "‘Ik durfde niets te zeggen’, vertelt ze.\n\n"
        "Kolff nodigde ook vrouwelijke conciërges uit op zijn kamer. ‘Hij deed de deur altijd op slot’, zegt een van "
        "hen."
    ),
    Lang.EN: (
        "A former pupil of 29 from Hexham remembers how headmaster Aaron Colfe kept her behind after class. “I did not "
        "dare to speak,” she says.\n\n"
        "Colfe also asked women caretakers to his room. “He always locked the door,” says one of them."
    ),
}
ONE_OF = {
    Lang.NL: (
        "Een oud-leerling van 29 uit Hulst herinnert zich hoe directeur Arend Kolff haar na de les liet blijven.\n\n"
        "Met elf anderen sprak deze krant.\n\n"
        "Zo werkte een van de vrouwen als receptioniste bij een tandarts in Goes."
    ),
    Lang.EN: (
        "A former pupil of 29 from Hexham remembers how headmaster Aaron Colfe kept her behind after class.\n\n"
        "This newspaper spoke to eleven others.\n\n"
        "One of the women was a receptionist at a dentist’s in Goole."
    ),
}


def test_who_is_counted_in_the_standfirst_is_not_whom_the_next_paragraph_is_of() -> None:
    details = read(Draft(COUNTED, Lang.NL), Story()).details
    counted = {d.persons[0] for d in details if d.type is DetailType.GROUP and d.span.end < COUNTED.index("\n")}
    told = {d.persons[0] for d in details if d.span.start > COUNTED.index("\n")}
    assert counted and len(told) == 1
    assert not counted & told


@pytest.mark.parametrize("lang", list(Lang))
def test_one_of_them_who_speaks_is_not_whom_the_paragraph_before_told_of(lang: Lang) -> None:
    text = IN_TURN[lang]
    details = read(Draft(text, lang), Story()).details
    first = {d.persons[0] for d in details if d.span.start < text.index("\n")}
    said = [d for d in details if d.type is DetailType.QUOTE and d.span.start > text.index("\n")]
    assert first and said
    assert not first & {d.persons[0] for d in said}


@pytest.mark.parametrize("lang", list(Lang))
def test_one_of_the_women_with_whom_a_paragraph_begins_is_somebody_new(lang: Lang) -> None:
    text = ONE_OF[lang]
    details = read(Draft(text, lang), Story()).details
    first = {d.persons[0] for d in details if d.span.start < text.index("\n")}
    later = {d.persons[0] for d in details if d.span.start > text.rindex("\n")}
    assert first and len(later) == 1
    assert not first & later


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        (
            Lang.NL,
            "Drie vrouwen beschuldigen wethouder Arend Kolff.\n\nEen van hen, toen 29, vertelt dat hij zijn arm om "
            "haar heen sloeg. ‘Slaap je al?’, appte hij haar.",
        ),
        (
            Lang.EN,
            "Three women accuse councillor Aaron Colfe.\n\nOne of them, then 29, says that he put his arm around her. "
            "“Are you asleep?” he texted her.",
        ),
        (
            Lang.EN,
            "An employee accuses councillor Aaron Colfe.\n\nThe employee was 29 when he put his arm around the chair "
            "that he had brought. “Are you asleep?” he texted her.",
        ),
    ],
)
def test_he_who_texts_one_of_the_women_is_the_accused(lang: Lang, text: str) -> None:
    """As many as are counted as women are women, and a "he" that is told of somebody may be another."""
    (quote,) = [detail for detail in read(Draft(text, lang), Story()).details if detail.type is DetailType.QUOTE]
    assert quote.value["by"] == "accused"
    assert quote.value["dyadic"]
