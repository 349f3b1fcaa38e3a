"""Whose a quotation seems to be."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect.grammar import quotes
from bronwacht.redact.draft import Lang

NL, EN = Lang.NL, Lang.EN


@pytest.mark.parametrize(
    ("text", "lang", "rule"),
    [
        ("“Ik hoorde hem in de gang lachen”, zegt de verpleegkundige.", NL, "anonymous"),
        ("De kok vertelt: ‘Hij smeet een pan naar de muur.’", NL, "anonymous"),
        ("Een oud-medewerker vertelt: “Ik droom nog van hem.”", NL, "anonymous"),
        ("Een van hen zegt: “Ik droom nog van hem.”", NL, "anonymous"),
        ("Een leerling: “Hij sloot de deur altijd af.”", NL, "anonymous"),
        ("“Ik droom nog van hem”, voegt een oud-redacteur toe.", NL, "anonymous"),
        ("Een VUB-assistent zegt: “Hij kwam nooit op tijd.”", NL, "anonymous"),
        ("Een schoonmaakster uit Almelo vertelt: “Hij kwam nooit op tijd.”", NL, "anonymous"),
        ("Volgens de portier lagen ze in de hal. “Het waren er wel veertig.”", NL, "anonymous"),
        ("‘Hij koos altijd de jongste uit’, zegt een van hen tegen dagblad De Tijd.", NL, "anonymous"),
        ("De werknemers klagen over de kou. “Het vriest in de loods.”", NL, "anonymous"),
        ("Een getuige spreekt over ‘geschreeuw tot in de kelder’.", NL, "anonymous"),
        ("Volgens Doornbos lagen ze in de hal. “Het waren er wel veertig.”", NL, "named"),
        ("De rechter: “Hoe vaak bent u daar geweest?”", NL, "named"),
        ("Doornbos, kapper in Meppel, zegt: “Dat wisten we niet.”", NL, "named"),
        ("Doornbos: “Ik herken dit beeld in het geheel niet.”", NL, "named"),
        ("One of the women told the paper: “I still dream of him.”", EN, "anonymous"),
        ("A former colleague said: “I still dream of him.”", EN, "anonymous"),
        ("Dorring said: “I do not recognise any of this.”", EN, "named"),
        ("‘Je weet wat er gebeurt als je praat’, appte hij haar.", NL, "message"),
        ("Hij stuurde haar: ‘Slaap je al, prinses van me?’", NL, "message"),
        ("‘Wij hebben altijd correct gehandeld’, laat de wethouder weten.", NL, "press"),
        ("“Het was daar koud en stil”, zegt ze.", NL, "pronoun"),
        ("“Daar is niets van waar”, zegt Prins.", NL, "named"),
        ("“Ik heb het nooit willen geloven.” Daarna werd het stil.", NL, "first_person"),
        ('"He laughed at me in the corridor," said a nurse.', EN, "anonymous"),
        ('He texted her: "You know what happens to people who talk."', EN, "message"),
        ('"We follow every rule there is," a spokesman said.', EN, "press"),
        ('"It was cold in there all day," she said.', EN, "pronoun"),
    ],
)
def test_by_the_words_beside_it(text: str, lang: Lang, rule: str) -> None:
    (found,) = quotes.find(text, lang)
    assert found.rule == f"quotes.{rule}"
    assert found.value["words"] == len(text[found.start : found.end].split())


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("‘Mijn moeder zei dat ik moest zwijgen.’ Het bericht dat ze kreeg, ‘Ik bepaal je cijfer’, bewaarde ze.", NL),
        ('"My mother told me to keep quiet." The message she got, "I decide on your marks", she kept.', EN),
    ],
)
def test_a_sentence_of_the_next_quotation_tells_nothing_of_this_one(text: str, lang: Lang) -> None:
    mother, message = quotes.find(text, lang)
    assert "dyadic" not in mother.value and message.value["dyadic"] is True


def test_a_message_is_between_the_two() -> None:
    (found,) = quotes.find("‘Kom je nog even langs vanavond?’, appte hij.", NL)
    assert found.value == {"words": 6, "by": "accused", "dyadic": True}


def test_a_title_is_too_short() -> None:
    assert list(quotes.find("Het stuk ‘De Storm’ ging niet door.", NL)) == []


def test_quotation_marks_of_any_shape() -> None:
    for opened, closed in (("“", "”"), ("‘", "’"), ('"', '"'), ("„", "”"), ("«", "»")):
        text = f"{opened}Ik heb alles opgeschreven{closed}, zegt de kok."
        assert [found.rule for found in quotes.find(text, NL)] == ["quotes.anonymous"]
