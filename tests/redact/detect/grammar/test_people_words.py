"""Family, gender, channels, journeys, and word lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from bronwacht.redact.detect.grammar import rules
from bronwacht.redact.detect.grammar.places import country, place_in, town, value_of_trip
from bronwacht.redact.draft import DetailType, Lang

NL, EN, T = Lang.NL, Lang.EN, DetailType


@pytest.mark.parametrize(
    ("sentence", "lang", "type_", "value"),
    [
        ("Ze belde [haar zieke moeder] elke dag.", NL, T.FAMILY, {"kind": "parent"}),
        ("Hij is [vader van drie].", NL, T.FAMILY, {"kind": "child", "count": 3}),
        ("De kok heeft een [drankprobleem].", NL, T.HEALTH, {"kind": "mental"}),
        ("De kok kreeg [een tweeling].", NL, T.FAMILY, {"kind": "child"}),
        ("Ze heeft [twee dochters].", NL, T.FAMILY, {"kind": "child", "count": 2}),
        ("De kok is [gescheiden].", NL, T.FAMILY, {"kind": "marital"}),
        ("[Mijn man] weet het.", NL, T.FAMILY, {"kind": "partner"}),
        ("She is a [mother of two] now.", EN, T.FAMILY, {"kind": "child", "count": 2}),
        ("[Her husband] works nights.", EN, T.FAMILY, {"kind": "partner"}),
        ("He is [divorced].", EN, T.FAMILY, {"kind": "marital"}),
        ("[Her younger brother] drove.", EN, T.FAMILY, {"kind": "sibling"}),
        ("Een [vrouw] belde de redactie.", NL, T.GENDER, {"gender": "woman"}),
        ("De [jonge man] zweeg.", NL, T.GENDER, {"gender": "man"}),
        ("A [woman] rang the desk.", EN, T.GENDER, {"gender": "woman"}),
        ("The [bloke] said nothing.", EN, T.GENDER, {"gender": "man"}),
        ("Ze is [non-binair].", NL, T.GENDER, {"gender": "other"}),
        ("Hij stuurde het via [Signal].", NL, T.CHANNEL, {"channel": "signal"}),
        ("Ze kreeg [appjes] van hem.", NL, T.CHANNEL, {"channel": "whatsapp"}),
        ("Op [Facebook Messenger] schreef hij.", NL, T.CHANNEL, {"channel": "facebook"}),
        ("Hij vond haar op [Tinder].", NL, T.CHANNEL, {"channel": "dating"}),
        ("He wrote on [Telegram] at night.", EN, T.CHANNEL, {"channel": "other"}),
        ("She sent a [voice note].", EN, T.CHANNEL, {"channel": "phone"}),
        ("Een [voormalig verpleegkundige] vertelt.", NL, T.OCCUPATION, {"group": "care", "former": True}),
        ("Een [nachtportier] zag het.", NL, T.OCCUPATION, {"group": "public_law"}),
        ("A [trainee solicitor] wrote it down.", EN, T.OCCUPATION, {"group": "public_law", "rank": "intern"}),
        ("Ze is [zwanger].", NL, T.HEALTH, {"kind": "pregnancy"}),
        ("Hij heeft [suikerziekte].", NL, T.HEALTH, {"kind": "illness"}),
        ("She has [asthma].", EN, T.HEALTH, {"kind": "illness"}),
        ("De [Poolse] lasser zweeg.", NL, T.ORIGIN, {"kind": "nationality", "code": "PL"}),
        ("Hij is [katholiek].", NL, T.ORIGIN, {"kind": "religion", "code": "catholic"}),
        ("Ze sprak [nauwelijks Nederlands].", NL, T.ORIGIN, {"kind": "language"}),
        ("De kok zat er als [overtuigd katholieke].", NL, T.ORIGIN, {"kind": "religion"}),
        ("De kok komt uit een [zwaar hervormd nest].", NL, T.ORIGIN, {"kind": "religion"}),
        ("De lasser, [jehova's getuige], zweeg.", NL, T.ORIGIN, {"kind": "religion"}),
        ("Op de [terugweg van een beurs in Keulen] zweeg hij.", NL, T.TRIP, {"country": "DE"}),
        ("[Onderweg naar een wedstrijd in Aken] stopte hij.", NL, T.TRIP, {"country": "DE"}),
        ("She is [Glaswegian].", EN, T.ORIGIN, {"kind": "region", "code": "glasgow"}),
        ("Ze heeft [rood haar].", NL, T.TRAIT, {"kind": "appearance"}),
        ("He has a [stutter].", EN, T.HEALTH, {"kind": "disability"}),
        ("She keeps a [whippet].", EN, T.TRAIT, {"kind": "pet"}),
    ],
)
def test_found_with_its_value(
    sentence: str, lang: Lang, type_: DetailType, value: dict[str, Any], marked: Callable[..., Any]
) -> None:
    assert marked(sentence, lang, type_).items() >= value.items()


def test_a_woman_who_works_somewhere_is_nobodys_partner() -> None:
    partners = [m for m in rules("Een Friese vrouw werkt op een werf.", NL) if m.rule == "family.pregnant_partner"]
    assert not partners
    text = "Zijn vrouw werkt op een werf."
    assert [m.span.of(text) for m in rules(text, NL) if m.rule == "family.pregnant_partner"]


@pytest.mark.parametrize(
    ("text", "lang", "type_"),
    [
        ("Volgens wethouder Prins klopt het.", NL, T.OCCUPATION),
        ("Bakker Jansen reageert.", NL, T.OCCUPATION),
        ("Nurse Jenkins was promoted.", EN, T.OCCUPATION),
        ("De papieren en formulieren lagen klaar.", NL, T.ORIGIN),
        ("De Nigeriaanse regering zweeg.", NL, T.ORIGIN),
        ("The Nigerian government was silent.", EN, T.ORIGIN),
        ("De Nigeriaanse vliegtuigen kwamen terug.", NL, T.ORIGIN),
        ("The Nigerian leader met Ghanaian troops.", EN, T.ORIGIN),
        ("The car hit a telephone pole.", EN, T.ORIGIN),
        ("Het signaal was zwak bij de brug.", NL, T.CHANNEL),
        ("The signal failed at the junction.", EN, T.CHANNEL),
    ],
)
def test_left_alone(text: str, lang: Lang, type_: DetailType, find: Callable[..., Any]) -> None:
    assert find(text, lang, type_) == []


@pytest.mark.parametrize(
    ("lang", "held", "one"),
    [
        (Lang.NL, "De schoolleider nam de klacht aan.", "Een schoolleider nam de klacht aan."),
        (Lang.NL, "Het kwam bij de gemeentesecretaris terecht.", "Het kwam bij een gemeentesecretaris terecht."),
        (Lang.EN, "The headteacher took the complaint.", "A headteacher took the complaint."),
    ],
)
def test_an_office_of_which_a_body_has_one_is_nobody_brought_in(lang: Lang, held: str, one: str) -> None:
    assert not [found for found in rules(held, lang) if found.type is DetailType.OCCUPATION]
    assert [found for found in rules(one, lang) if found.type is DetailType.OCCUPATION]


def test_one_word_for_a_gender_a_paragraph() -> None:
    text = "Een vrouw belde. De vrouw huilde.\n\nDe vrouw kwam terug."
    finds = [m.span.start for m in rules(text, NL) if m.type is T.GENDER]
    assert finds == [text.index("vrouw"), text.rindex("vrouw")]


@pytest.mark.parametrize(
    ("stretch", "lang", "value"),
    [
        ("dienstreis naar Barcelona", NL, {"kind": "business", "name": "Barcelona", "country": "ES", "abroad": True}),
        ("vakantie in de Ardennen", NL, {"kind": "holiday"}),
        ("van Houthalen naar Saint-Tropez", NL, {"kind": "other"}),
        ("bus 140", NL, {"kind": "commute"}),
        ("vlucht naar Porto", NL, {"kind": "flight", "name": "Porto", "country": "PT", "abroad": True}),
        ("trein naar Den Bosch", NL, {"kind": "commute", "name": "Den Bosch", "country": "NL", "abroad": False}),
        ("business trip to Lisbon", EN, {"kind": "business", "name": "Lisbon", "country": "PT", "abroad": True}),
        ("flew home to Galway", EN, {"kind": "flight", "name": "Galway", "country": "IE", "abroad": False}),
        ("gone back to Pécs", EN, {"kind": "move", "name": "Pécs", "country": "HU", "abroad": True}),
        ("back to the hotel", EN, {"kind": "other"}),
        ("verhuisde naar Ede", NL, {"kind": "move", "name": "Ede", "country": "NL", "abroad": False}),
        ("holiday in Italy", EN, {"kind": "holiday", "name": "Italy", "country": "IT", "abroad": True}),
    ],
)
def test_journeys(stretch: str, lang: Lang, value: dict[str, Any]) -> None:
    assert value_of_trip(stretch, lang) == value


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Ze ging op [dienstreis naar Praag] met hem.", NL),
        ("Hij nam [de nachttrein naar Rotterdam].", NL),
        ("She had flown to Oslo that week.".replace("flown to Oslo", "[flown to Oslo]"), EN),
        ("He was there on a [business trip].", EN),
        ("She was chosen for the [tour of Japan].", EN),
    ],
)
def test_journeys_are_found(sentence: str, lang: Lang, marked: Callable[..., Any]) -> None:
    assert marked(sentence, lang, T.TRIP)


def test_a_town_at_home_is_meant_before_one_abroad_unless_that_is_far_larger() -> None:
    assert town("Bergen", NL) is not None
    assert town("Bergen", NL)[0] in ("NL", "BE")  # type: ignore[index]
    assert town("Essen", NL)[0] == "DE"  # type: ignore[index]
    assert town("Nergenshuizen", NL) is None
    assert country("Polen", NL) == "PL"
    assert country("Poland", EN) == "PL"
    assert country("Polen", EN) is None


def test_a_month_is_no_town() -> None:
    assert place_in("in March", EN) == {}


def test_a_street_is_not_in_the_town_that_it_is_named_after() -> None:
    assert place_in("on Paris Avenue", EN) == {}
    assert place_in("in Mill Hill Road", EN) == {}
    assert place_in("on Oxford Road in Leeds", EN)["name"] == "Leeds"
    assert place_in("aan de Antwerpse Weg", NL) == {}


def test_a_lower_cased_word_is_no_town() -> None:
    assert place_in("aan de best mooie rand van een dorp", NL) == {}


@pytest.mark.parametrize(
    ("lang", "text"), [(NL, "Een vader van drie uit Deventer zweeg."), (EN, "A mother of four from Leeds was silent.")]
)
def test_how_many_children_somebody_has_is_no_age_of_a_trade(lang: Lang, text: str) -> None:
    assert not [match for match in rules(text, lang) if match.type is T.OCCUPATION]


def test_the_town_by_its_short_name_and_the_county_are_meant_before_namesakes_abroad() -> None:
    assert town("Hull", EN) == town("Kingston upon Hull", EN)
    assert [place and place[0] for place in (town("Kent", EN), town("Norfolk", EN))] == ["GB", "GB"]
