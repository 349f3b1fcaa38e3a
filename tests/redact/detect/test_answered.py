"""Names that are given in answer to a question, or have more of it in a bracket, typed however."""

from __future__ import annotations

from time import perf_counter

import pytest
from bronwacht.redact.detect import read
from bronwacht.redact.detect.answered import answered
from bronwacht.redact.draft import DetailType, Draft, Lang

CHAT = """[21:02] Desk: hi?
[21:03] Zee: oi
[21:04] Desk: {}
[21:05] Zee: {}
[21:06] Desk: ok
"""
GIVEN = [
    (Lang.EN, "what's your full name? only for me", "zeenat bokhari", "zeenat bokhari"),
    (Lang.EN, "and mei's surname?", "ehm, cheung. she's in hk", "cheung"),
    (Lang.EN, "What is she called?", "Oh it's Thandeka, I think", "Thandeka"),
    (Lang.NL, "Mag ik je achternaam?", "veldbok. maar zeg het niet", "veldbok"),
    (Lang.NL, "Hoe heet die collega?", "ja, zij heet Ömür", "Ömür"),
]
REFUSED = [
    (Lang.EN, "what's your name?", "no"),
    (Lang.EN, "what's your name?", "rather not"),
    (Lang.EN, "what's your name?", "why do you want it?"),
    (Lang.EN, "did he call you names?", "often"),
    (Lang.NL, "Mag ik je naam?", "liever niet"),
    (Lang.NL, "Mag ik je naam?", "die geef ik niet"),
]


@pytest.mark.parametrize(("lang", "asked", "said", "name"), GIVEN)
def test_an_answer_to_who_somebody_is_is_a_name(lang: Lang, asked: str, said: str, name: str) -> None:
    text = CHAT.format(asked, said)
    assert [match.span.of(text) for match in answered(text, lang)] == [name]


@pytest.mark.parametrize(("lang", "asked", "said"), REFUSED)
def test_a_refusal_is_none(lang: Lang, asked: str, said: str) -> None:
    text = CHAT.format(asked, said)
    assert not list(answered(text, lang))


def test_a_bracket_with_the_rest_of_a_name_tells_that_a_word_is_one() -> None:
    for lang, text, names in (
        (Lang.EN, "- log kept by storm (orderly, surname Gallagher, 24)", ["storm"]),
        (Lang.EN, "src = rusty (real name Russell Bok)", ["rusty"]),
        (Lang.NL, "- tip van vlinder (echte naam Sanne Bok)", ["vlinder"]),
        (Lang.NL, "- mevrouw Bok van de raad (volledige naam Sanne Bok)", []),
        (Lang.EN, "- the widow (full name Sanne Bok)", []),
        (Lang.NL, "- slager bos moet betalen (Bos = achternaam)", []),
    ):
        assert [match.span.of(text) for match in answered(text, lang)] == names, text


def test_a_title_tells_that_a_surname_without_a_capital_is_one() -> None:
    for lang, text, names in (
        (Lang.NL, "pillen gepikt van mw visser en van meneer", ["visser"]),
        (Lang.NL, "dhr. van de bok zag het, mevrouw ook", []),
        (Lang.EN, "cut off at mr hughes, miss not", ["hughes"]),
    ):
        assert [match.span.of(text) for match in answered(text, lang)] == names, text


def test_such_a_name_goes_at_every_place_with_a_capital_or_without() -> None:
    text = "NOTES\n\n- rusty (real name Russell Bok) rang.\n- rusty has it.\n- is rusty covered?\n\nRusty rang."
    found = [d.span for d in read(Draft(text, Lang.EN)).details if d.type is DetailType.NAME]
    for at in (at for at in range(len(text)) if text[at : at + 5].lower() == "rusty"):
        assert any(span.start <= at and at + 5 <= span.end for span in found), text[at - 10 : at + 10]


def test_a_run_of_hyphens_takes_no_time() -> None:
    begun = perf_counter()
    assert not list(answered("A-" * 20_000, Lang.EN))
    assert perf_counter() - begun < 2  # it took 18 seconds
