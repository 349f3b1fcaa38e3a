"""Which clause tells who speaks a quotation: what introduces it, before what follows on it."""

from __future__ import annotations

import pytest
from bronwacht.redact.draft import DetailType, Draft, Lang, Observability
from bronwacht.redact.pipeline import read
from bronwacht.redact.story import parse_story

STORY = {
    Lang.NL: parse_story(
        {
            "public": [{"name": "Floor Wittebrood", "also": ["Wittebrood"], "accused": True}],
            "source": [{"codename": "Merel", "called": ["een juriste"]}],
        }
    ),
    Lang.EN: parse_story(
        {
            "public": [{"name": "Gareth Ossory", "also": ["Ossory"], "accused": True}],
            "source": [{"codename": "Curlew", "called": ["a planner"]}],
        }
    ),
}
BEFORE = {
    Lang.NL: "Rector Floor Wittebrood zette een juriste onder druk. De juriste bewaarde alles. ",
    Lang.EN: "Councillor Gareth Ossory bullied a planner. The planner kept everything. ",
}
BY_ACCUSED = [
    (Lang.NL, 'Wittebrood schreef haar: "Jij zegt hier niets over, hoor." Ze zei niets.'),
    (Lang.NL, 'Wittebrood schreef haar: "Jij zegt hier niets over, hoor." De juriste vertelde het thuis.'),
    (Lang.NL, 'Op 3 mei 2021 appte Wittebrood haar: "Jij zegt hier niets over, hoor." Ze vertelde het thuis.'),
    (Lang.NL, 'Toen ze weg wilde mailde Wittebrood haar: "Jij zegt hier niets over, hoor." Ze vertelde het thuis.'),
    (Lang.NL, 'Wittebrood, rector sinds 2010, mailde haar: "Jij zegt hier niets over, hoor." Ze vertelde het thuis.'),
    (Lang.NL, 'In een app schrijft hij haar: "Jij zegt hier niets over, hoor." Zij schrijft terug dat ze stopt.'),
    (Lang.NL, 'Wittebrood schreef haar:\n"Jij zegt hier niets over, hoor."\nZe vertelde het thuis.'),
    (Lang.NL, 'Hij schreef haar: "Jij zegt hier niets over." En later: "Ik weet je te vinden." Ze vertelde het thuis.'),
    (Lang.NL, 'Ze kreeg een app van Wittebrood: "Jij zegt hier niets over, hoor." Ze vertelde het thuis.'),
    (Lang.NL, '"Jij zegt hier niets over, hoor", aldus de rector. Ze vertelde het thuis.'),
    (Lang.NL, '"Jij zegt hier niets over, hoor", zei hij tegen haar. Ze vertelde het thuis.'),
    (Lang.EN, 'Ossory wrote to her: "You will say nothing of this." She said nothing.'),
    (Lang.EN, 'Ossory wrote to her: "You will say nothing of this." The planner told her sister.'),
    (Lang.EN, 'He texted her: "You will say nothing of this." She told her sister.'),
    (Lang.EN, 'On Monday Ossory texted her: "You will say nothing of this." She told her sister.'),
    (Lang.EN, 'Ossory told the planner, "You will say nothing of this." She told her sister.'),
    (Lang.EN, 'She was told by Ossory: "You will say nothing of this." She told her sister.'),
    (Lang.EN, 'A text from Ossory: "You will say nothing of this." She told her sister.'),
    (
        Lang.EN,
        'After she asked him why, she got a text from Ossory: "You will say nothing of this." She told her sister.',
    ),
    (Lang.EN, '"You will say nothing of this!" Ossory shouted. She told her sister.'),
    (Lang.EN, '"You will say nothing of this," said the councillor. She told her sister.'),
]
BY_SOURCE = [
    (Lang.NL, '"Ik was zo bang voor hem toen", zei ze. Wittebrood zei dat hij niets wist.'),
    (Lang.NL, 'Ze zei: "Ik was zo bang voor hem toen." Hij zei dat hij niets wist.'),
    (Lang.NL, 'Toen Wittebrood binnenkwam, zei ze: "Ik doe hier niet meer mee." Hij zei dat hij niets wist.'),
    (Lang.NL, '"Ik was zo bang voor hem toen." Ze zegt het zacht.'),
    (Lang.EN, '"I was so afraid of him then," she said. Ossory said that he knew nothing.'),
    (Lang.EN, 'She said: "I was so afraid of him then." He said that he knew nothing.'),
    (Lang.EN, 'The planner told the board: "I will not be part of this." He said that he knew nothing.'),
]


def _quotes(text: str, lang: Lang) -> list[tuple[object, bool]]:
    reading = read(Draft(BEFORE[lang] + text, lang), STORY[lang])
    quotes = [detail for detail in reading.details if detail.type is DetailType.QUOTE]
    return [(detail.value["by"], detail.observability is Observability.DYADIC) for detail in quotes]


@pytest.mark.parametrize(("lang", "text"), BY_ACCUSED)
def test_what_the_accused_wrote_to_a_source_is_not_the_sources(lang: Lang, text: str) -> None:
    quotes = _quotes(text, lang)
    assert quotes
    assert set(quotes) == {("accused", True)}


@pytest.mark.parametrize(("lang", "text"), BY_SOURCE)
def test_what_a_source_says_is_the_sources_whoever_the_next_sentence_is_about(lang: Lang, text: str) -> None:
    quotes = _quotes(text, lang)
    assert quotes
    assert set(quotes) == {("source", False)}


def test_what_a_source_says_to_the_accused_is_the_sources_and_known_to_both() -> None:
    text = 'The planner told Ossory: "I will not be part of this." He said that he knew nothing.'
    assert set(_quotes(text, Lang.EN)) == {("source", True)}
