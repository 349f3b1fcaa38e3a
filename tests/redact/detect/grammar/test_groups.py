"""Small groups and the only one in them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bronwacht.redact.detect.grammar.groups import value_of_group
from bronwacht.redact.draft import DetailType, Lang

NL, EN, GROUP = Lang.NL, Lang.EN, DetailType.GROUP


@pytest.mark.parametrize(
    ("stretch", "lang", "value"),
    [
        ("de enige vrouw van tien", NL, {"size": 10, "unique": True, "gender": "woman"}),
        ("een van de vier melders", NL, {"size": 4, "one_of": True}),
        ("één van de drie koks", NL, {"size": 3, "one_of": True}),
        ("tien studenten", NL, {"size": 10}),
        ("met zes collega’s", NL, {"size": 7}),
        ("vijf anderen", NL, {"size": 6}),
        ("met z’n elven", NL, {"size": 11}),
        ("driekoppig team", NL, {"size": 3}),
        ("als enige", NL, {"unique": True}),
        ("de enige man van negen koks die in 2016", NL, {"size": 9, "unique": True, "gender": "man"}),
        ("de enige vrouw van acht leerlingen die om vijf uur", NL, {"size": 8, "unique": True, "gender": "woman"}),
        ("een van de vier stagiairs in 2017", NL, {"size": 4, "one_of": True}),
        ("the only man of nine cooks who in 2016", EN, {"size": 9, "unique": True, "gender": "man"}),
        ("the only woman in 2016 on the crew", EN, {"unique": True, "gender": "woman"}),
        ("de jongste van de acht", NL, {"size": 8, "unique": True}),
        ("de andere vrouw in de commissie", NL, {"size": 2, "gender": "woman"}),
        ("in haar eentje", NL, {"unique": True}),
        ("the only woman on the crew of eleven", EN, {"size": 11, "unique": True, "gender": "woman"}),
        ("the only woman among nine men", EN, {"size": 9, "unique": True, "gender": "woman"}),
        ("drie mannen en een vrouw", NL, {"size": 3}),
        ("one of three nurses", EN, {"size": 3, "one_of": True}),
        ("with six colleagues present", EN, {"size": 7}),
        ("a team of four", EN, {"size": 4}),
        ("four others", EN, {"size": 5}),
        ("the sole trustee to object", EN, {"unique": True}),
        ("nobody else on the floor", EN, {"unique": True}),
        ("the other woman on nights", EN, {"size": 2, "gender": "woman"}),
        ("a crowd", EN, {}),
        ("de enige vrouw van tien koks die in 2018 bij hem waren", NL, {"size": 10, "unique": True, "gender": "woman"}),
        ("een van de vier koks die twaalf jaar bleven", NL, {"size": 4, "one_of": True}),
        ("de enige man die tussen negen vrouwen werkte", NL, {"size": 9, "unique": True, "gender": "man"}),
        ("the only woman of ten cooks hired in 2018", EN, {"size": 10, "unique": True, "gender": "woman"}),
        ("one of three cooks who left within 18 months", EN, {"size": 3, "one_of": True}),
        ("one of six who met on May 12", EN, {"size": 6, "one_of": True}),
        ("the only woman among ten trainees in 2016", EN, {"size": 10, "unique": True, "gender": "woman"}),
        ("twee vrouwen in een team van twaalf", NL, {"size": 2, "gender": "woman"}),
        ("two women in a team of twelve", EN, {"size": 2, "gender": "woman"}),
        ("vier vrouwen in 2018", NL, {"size": 4, "gender": "woman"}),
        ("een groep van tien studenten die in 2018 het stadhuis bezocht", NL, {"size": 10}),
        ("als enige sinds 2011", NL, {"unique": True}),
        ("one of the class of 2014", EN, {"one_of": True}),
        ("een team van 2000 medewerkers", NL, {"size": 2000}),
        ("drie vrouwen in tien jaar", NL, {"size": 3, "gender": "woman"}),
        ("two nurses in twenty years", EN, {"size": 2}),
        ("een van de vier vrouwen in de sectie", NL, {"size": 4, "one_of": True, "gender": "woman"}),
        ("een van de drie jonge mannen", NL, {"size": 3, "one_of": True, "gender": "man"}),
        ("een van de vier collega’s van de man", NL, {"size": 4, "one_of": True}),
        ("vrouw, een van de tien studenten", NL, {"size": 10, "one_of": True}),
        ("two women of the ten", EN, {"size": 2, "gender": "woman"}),
        ("one of the five female directors", EN, {"size": 5, "one_of": True, "gender": "woman"}),
    ],
)
def test_what_a_stretch_says(stretch: str, lang: Lang, value: dict[str, Any]) -> None:
    assert value_of_group(stretch, lang) == value


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Zij was [de enige vrouw van de tien studenten].", NL),
        ("Hij is [een van de vier melders].", NL),
        ("Zij was [de enige in de maatschap die in Paramaribo was opgegroeid] en zweeg.", NL),
        ("Hij was [de enige op de afdeling die in Polen geboren is].", NL),
        ("Ik voelde me [de enige vrouw in een klas van twaalf jongens], zegt ze.", NL),
        ("She felt [the only woman on a crew of eleven men], she said.", EN),
        ("Ze draaide de nacht [in haar eentje].", NL),
        ("We zaten er [met z’n vijven].", NL),
        ("He was [the only man on the night shift].", EN),
        ("She is [one of three inspectors].", EN),
        ("She told us of [nine dancers, eight of them men].", EN),
        ("[There were six nurses, only one of them a woman].", EN),
        ("[Four women] accuse the mayor of Hale.", EN),
        ("[Two former aides and a deckhand] told this paper that he knew.", EN),
        ("[Three of the nurses] were on nights.", EN),
        ("The Hale Courier has spoken to [nine porters and cleaners] about it.", EN),
        ("We have interviewed more than [14 current and former employees].", EN),
        ("[Eleven doctors and nurses] have told the paper that he shouted.", EN),
        ("[Half a dozen former trainees] described a culture of fear.", EN),
        ("[Six guards] at the depot said he threw things.", EN),
        ("Kwame was among [11 workers from Ghana] who sued.", EN),
        ("[Both of the women] asked not to be named.", EN),
        ("[Drie oud-medewerkers] beschrijven hoe hij belde.", NL),
        ("[Vier vrouwen en een man] doen hun verhaal.", NL),
        ("[Twee van de vrouwen] trainden er.", NL),
        ("In het rapport melden [zes vrouwen] dat hij hen betastte.", NL),
        ("Volgens [twaalf ambtenaren] schold hij.", NL),
        ("Het bureau sprak [veertien (oud-)medewerkers].", NL),
        ("[Negen van hen] deden een melding.", NL),
        ("[Acht medewerkers] dienden een klacht in.", NL),
        ("De brief is ondertekend door [18 van de ongeveer 55 personeelsleden].", NL),
    ],
)
def test_found_where_it_stands(sentence: str, lang: Lang, marked: Callable[..., Any]) -> None:
    assert marked(sentence, lang, GROUP)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("De gemeente telt 34.500 inwoners.", NL),
        ("Een ander bericht kwam later binnen.", NL),
        ("De enige echte vraag is een andere.", EN),
        ("The party won 31 of the 45 seats.", EN),
        ("It was only a week ago that he took office, she said.", EN),
        ("It employs 480 people, ninety of them women.", EN),
        ("Peace was the only way of resolving it, he said.", EN),
        ("De enige manier om dat te doen was zwijgen.", NL),
        ("The owner, a father of four pretty girls, said that it was shut.", EN),
        ("The mayor has spoken to two ministers about the bridge.", EN),
    ],
)
def test_left_alone(text: str, lang: Lang, find: Callable[..., Any]) -> None:
    assert find(text, lang, GROUP) == []
