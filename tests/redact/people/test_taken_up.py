"""Whose a detail is by what takes somebody up again: a signature, "the same", a label."""

from __future__ import annotations

import pytest
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Reading, Role, Span
from bronwacht.redact.people.clues import read_clues
from bronwacht.redact.people.scene import look
from bronwacht.redact.people.taken_up import told_of_public
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import SourceHint, Story


def _owner(reading: Reading, words: str) -> str:
    return next(d.persons[0] for d in reading.details if words in d.span.of(reading.draft.text))


LETTER = """Dear Ms Delgado,

You asked who had worked with Robert Haskell, the chair of chemistry. I am a fourth-year graduate student from Daejeon,
and I am 27. On March 2 he told me to leave the room. My sister Min lives in Tulsa.

Sincerely,

Hye-jin Nam
(student number 70418826)
"""


def test_whoever_signs_a_letter_told_in_the_first_person_is_its_narrator() -> None:
    reading = read(Draft(LETTER, Lang.EN), Story())
    assert _owner(reading, "Hye-jin") == _owner(reading, "graduate student")


def test_the_same_officer_is_the_one_spoken_of_before() -> None:
    text = (
        "1. A housing officer says that Denis Marsh rang her in September.\n\n"
        "2. A mother of four was placed in a flat without heating.\n\n"
        "3. The same housing officer, who is 39, was passed over.\n"
    )
    reading = read(Draft(text, Lang.EN), Story())
    officers = [d.persons[0] for d in reading.details if "officer" in d.span.of(text)]
    assert len(officers) == 2
    assert len(set(officers)) == 1


def test_turn_of_somebody_public_is_their_own() -> None:
    text = (
        "Een teamleider van 59 stapte naar Pim de Haan, bestuurder van de bond.\n\n"
        "DE HAAN: “Ik heb in twintig jaar luchtvaart veel gezien, maar dit sloeg alles.”\n\n"
        "TEAMLEIDER: “Ik heb dertig jaar op de band gestaan, en zweeg.”\n"
    )
    reading = read(Draft(text, Lang.NL), Story())
    sources = {person.id for person in reading.persons if person.role is Role.SOURCE}
    told = [d.span.of(text) for d in reading.details if sources & {*d.persons}]
    assert not any("twintig jaar" in words or "luchtvaart" in words for words in told)
    assert any("dertig jaar" in words for words in told)


CHAT = """[09:14] Bron A: Hij heeft het weer gedaan. Bij de overdracht.
[09:16] Bron B: Ik was erbij. Ik ben de enige vrouwelijke lasser van hal 3.
[09:18] Bron A: Ik ben 57 en heb twee hartinfarcten gehad.
[09:21] Bron C: Wat zei Kees nu weer?

Toelichting van de redactie. Kees Wijnhoven is productieleider bij Limburg Plaatwerk en staat met naam in dit verhaal.
Bron A is de heftruckchauffeur die ook jeugdtrainer is. Bron C is uitzendkracht en komt uit Bulgarije.

[09:30] Bron C: Hij duwde mij van die stoel af.
"""


def test_what_a_sentence_says_of_the_name_that_it_begins_with() -> None:
    reading = read(Draft(CHAT, Lang.NL), Story())
    sources = {person.id for person in reading.persons if person.role is Role.SOURCE}
    told = [detail.span.of(CHAT) for detail in reading.details if sources & {*detail.persons}]
    assert "productieleider" not in told
    assert {"heftruckchauffeur", "uitzendkracht"} <= {*told}


@pytest.mark.parametrize(
    ("text", "his"),
    [
        ("Dijkgraaf Berend Hoogland zwijgt. Bij de bond, waar Hoogland bestuurslid was, zijn klachten.", True),
        ("Dijkgraaf Berend Hoogland zwijgt. Hoogland was eerder bestuurslid in Tiel.", True),
        ("Dijkgraaf Berend Hoogland zwijgt. Met Hoogland sprak een bestuurslid uit Tiel.", False),
    ],
)
def test_what_somebody_public_was_in_a_clause_is_theirs(text: str, his: bool) -> None:
    span = Span(text.index("bestuurslid"), text.index("bestuurslid") + len("bestuurslid"))
    scene = look(text, Lang.NL, [span])
    clues = read_clues(scene, [Detail("d1", span, DetailType.OCCUPATION, 1.0, {})])
    assert [*told_of_public(scene, clues)] == (["d1"] if his else [])


def test_the_same_officer_is_the_source_whom_the_story_file_calls_so() -> None:
    text = (
        "1. A housing officer says that Denis Marsh rang her in September.\n\n"
        "2. A mother of four was placed in a flat without heating.\n\n"
        "3. The same officer, who is 39, was passed over.\n"
    )
    story = Story(sources=(SourceHint("Curlew", ("A housing officer",)),))
    reading = read(Draft(text, Lang.EN), story)
    age = next(d for d in reading.details if d.span.of(text) == "39")
    assert reading.person(age.persons[0]).codename == "Curlew"
    assert not any(d.span.of(text) == "same" for d in reading.details)


def test_whoever_is_brought_in_by_name_is_not_whom_the_sentence_is_about() -> None:
    text = (
        "One paramedic, a 33-year-old from Truro, was called in by Graham Tressider. She had attended Doreen Bass, an "
        "86-year-old widow. “I wrote the times down,” she said. Mrs Bass died.\n"
    )
    story = Story(sources=(SourceHint("Curlew", ("One paramedic",)),))
    for each in (story, Story()):
        reading = read(Draft(text, Lang.EN), each)
        assert _owner(reading, "86") == _owner(reading, "widow") == _owner(reading, "Doreen")
        assert _owner(reading, "86") != _owner(reading, "33")


def test_a_mother_of_four_who_opens_an_item_is_somebody_new() -> None:
    text = (
        "1. A housing officer says that Denis Marsh rang her in September. She is 39, and works there still.\n\n"
        "2. A mother of four was placed in a flat in Leeds without heating. She cleans offices.\n"
    )
    reading = read(Draft(text, Lang.EN), Story())
    assert _owner(reading, "mother of four") != _owner(reading, "officer")
    assert _owner(reading, "cleans") == _owner(reading, "mother of four")


def test_what_a_source_tells_of_herself_in_her_mails_is_hers() -> None:
    text = (
        "From: p. fairbrother\nTo: Edith Sallow\n\nDear Ms Sallow,\n\nI have worked at the depot since 2014. Please"
        " don't use my name. My manager reads my phone. Ask Dragan, he is a crane driver.\n\nYours,\nPenny\n\n"
        "From: Edith Sallow\nTo: p. fairbrother\n\nHi Penny,\n\nWho is Dragan?\n\nEdith\n\n"
        "From: p. fairbrother\n\nHe is 52, from Split. I am 31, and I was pregnant when he came.\n\nPenny\n"
    )
    reading = read(Draft(text, Lang.EN), Story())
    hers = {_owner(reading, words) for words in ("fairbrother", "Penny", "2014", "31", "pregnant")}
    assert len(hers) == 1
    assert _owner(reading, "Dragan") not in hers
    assert _owner(reading, "crane") not in hers


@pytest.mark.parametrize(
    ("lang", "text", "said", "origin", "work"),
    [
        (
            Lang.NL,
            "Hoogleraar Bernard Wolters heeft promovendi vernederd. Dat vertellen zeven promovendi.\n\n"
            "“Ik heb je in mijn zak,” zei hij in 2016"
            " volgens een Iraanse promovenda. Ze was toen 29.",
            "in mijn zak",
            "Iraanse",
            "promovenda",
        ),
        (
            Lang.EN,
            "He humiliated students. Nine former students told us.\n\n“You are in my pocket,” he said in 2016,"
            " according to a Polish cellist. She was 29.",
            "in my pocket",
            "Polish",
            "cellist",
        ),
    ],
)
def test_to_whom_it_was_said_is_who_tells_of_it(lang: Lang, text: str, said: str, origin: str, work: str) -> None:
    reading = read(Draft(text, lang), Story())
    several = "zeven" if lang is Lang.NL else "Nine"
    assert _owner(reading, said) == _owner(reading, origin) == _owner(reading, work) != _owner(reading, several)
