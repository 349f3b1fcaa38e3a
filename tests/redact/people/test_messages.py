"""Whose a quoted message is, and that nobody is both a woman and a man."""

from __future__ import annotations

import time

import pytest
from bronwacht.redact.draft import DetailType, Draft, Lang, Observability, Reading, Role, Span
from bronwacht.redact.people.messages import is_message, receiver
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import parse_story

STORY = parse_story({"public": [{"name": "Oswin Tarrant", "also": ["the bailiff", "de baljuw"], "accused": True}]})

BY_ACCUSED = [
    (Lang.EN, "A baker kept the notes the bailiff wrote her. “You have lovely hands, you know,” reads the first."),
    (Lang.EN, "A baker kept the texts Oswin Tarrant had sent her. Another came at dawn: “I am outside your door now.”"),
    (
        Lang.EN,
        "A baker kept the texts Oswin Tarrant sent her. When she wrote that she was busy, it took him a minute to"
        " answer: “Too busy for me, of course.”",
    ),
    (Lang.EN, "A baker saved the letters from Oswin Tarrant. “You have lovely hands, you know,” runs one."),
    (Lang.NL, "Een bakker bewaarde de briefjes die de baljuw haar schreef. ‘Wat heb jij mooie handen’, luidt er een."),
    (Lang.NL, "Een bakker bewaarde de appjes van Oswin Tarrant. ‘Kom om negen uur naar de molen’, staat er in een."),
    (
        Lang.NL,
        "De baljuw Oswin Tarrant ontkent. De stagiaire werkte er. Het bericht dat ze kreeg, ‘Je weet toch dat ik je"
        " cijfer mee mag bepalen, meisje’, liet ze aan haar docent zien.",
    ),
    (
        Lang.EN,
        "The bailiff, Oswin Tarrant, denies it. The intern worked there. She showed the message she received, “You know"
        " that I have a say in your marks, girl”, to her teacher.",
    ),
    (
        Lang.NL,
        "Oswin Tarrant stuurde haar berichten. Toen ze niets zei, kwam het antwoord: ‘Dan weet ik genoeg van jou.’",
    ),
]
BY_SOURCE = [
    (Lang.EN, "A baker sent Oswin Tarrant a letter. “I will not come to your house again,” it reads."),
    (Lang.EN, "A baker kept the texts Oswin Tarrant sent her. “I was so afraid of him then,” she says."),
    (
        Lang.EN,
        "A woman who bakes wrote to Oswin Tarrant. She told us of the message he received: “I will not come to you"
        " again.” She is 41.",
    ),
    (Lang.NL, "Een bakster stuurde Oswin Tarrant een brief. ‘Ik kom niet meer bij u thuis’, staat erin."),
]


def _read(text: str, lang: Lang) -> Reading:
    return read(Draft(text, lang), STORY)


@pytest.mark.parametrize(("lang", "text"), BY_ACCUSED)
def test_a_message_is_by_whoever_sent_the_messages(lang: Lang, text: str) -> None:
    quotes = [d for d in _read(text, lang).details if d.type is DetailType.QUOTE]
    assert quotes
    assert all(d.value["by"] == "accused" and d.observability is Observability.DYADIC for d in quotes)


@pytest.mark.parametrize(("lang", "text"), BY_SOURCE)
def test_what_the_source_wrote_or_says_is_the_sources(lang: Lang, text: str) -> None:
    quotes = [d for d in _read(text, lang).details if d.type is DetailType.QUOTE]
    assert quotes
    assert all(d.value["by"] == "source" for d in quotes)


@pytest.mark.parametrize(
    ("lang", "text", "noun"),
    [
        (Lang.EN, "Oswin Tarrant ran the fair. A woman who sells eggs says the man facing her grinned all day.", "man"),
        (
            Lang.EN,
            "A woman, then 28, was rung by the man who had served her: bailiff Oswin Tarrant. He laughed.",
            "man",
        ),
        (Lang.NL, "Een vrouw, toen 28, kreeg een kaart van de man die haar had bediend: baljuw Oswin Tarrant.", "man"),
    ],
)
def test_nobody_is_the_woman_and_the_man(lang: Lang, text: str, noun: str) -> None:
    reading = _read(text, lang)
    words = {d.span.of(text).lower() for d in reading.details if d.type is DetailType.GENDER}
    assert noun not in words
    sources = [p for p in reading.persons if p.role is not Role.PUBLIC]
    assert len(sources) <= 1


def test_quotations_in_one_line_are_not_each_read_from_its_start() -> None:
    draft = Draft("".join(f"‘Ik was er {n} keer bij,’ zegt ze. " for n in range(3000)), Lang.NL)
    quotes = [Span(at + 1, at + 20) for at, char in enumerate(draft.text) if char == "‘"]
    started = time.process_time()
    assert not any(is_message(draft, quote) or receiver(draft, quote) for quote in quotes)
    assert time.process_time() - started < 5  # it took 40 seconds
