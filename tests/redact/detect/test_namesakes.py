"""A town whose name several countries have is in the country of the draft's other places."""

from __future__ import annotations

import re

import pytest
from bronwacht.redact.detect.namesakes import in_their_country
from bronwacht.redact.detect.values import value_of
from bronwacht.redact.draft import Detail, DetailType, Draft, Lang, Level, Span
from bronwacht.redact.wording import ladder


def read(text: str, name: str, lang: Lang) -> Detail:
    span = Span(text.index(name), text.index(name) + len(name))
    detail = Detail("d1", span, DetailType.PLACE, 1.0, value_of(DetailType.PLACE, text, span, lang))
    return next(in_their_country(text, [detail], lang))


@pytest.mark.parametrize(
    ("lang", "text", "name", "country"),
    [
        (Lang.NL, "Zij woont in Hasselt. De peilbeheerder komt uit Zwartsluis.", "Hasselt", "NL"),
        (Lang.NL, "Zij woont in Hasselt. De provincie Overijssel zwijgt.", "Hasselt", "NL"),
        (Lang.NL, "Zij woont in Hasselt. De Vlaamse minister zwijgt.", "Hasselt", "BE"),
        (Lang.NL, "Zij woont in Hasselt.", "Hasselt", "BE"),
        (Lang.EN, "She lives in Perth. The trial is in Aberystwyth.", "Perth", "AU"),
    ],
)
def test_the_other_places_tell_the_country(lang: Lang, text: str, name: str, country: str) -> None:
    assert read(text, name, lang).value["country"] == country


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Zij woont in Beckum.", False),
        ("Zij woont in Beckum, in Duitsland.", True),
        ("Zij woont in Hamburg.", True),
    ],
)
def test_a_small_town_abroad_may_be_a_village_that_no_list_has(text: str, known: bool) -> None:
    name = "Beckum" if "Beckum" in text else "Hamburg"
    assert ("country" in read(text, name, Lang.NL).value) is known


def test_its_inhabitants_and_its_region_are_those_of_that_town() -> None:
    text = "Zij woont in Hasselt. De provincie Overijssel zwijgt."
    detail = read(text, "Hasselt", Lang.NL)
    assert detail.value["population"] < 10_000  # type: ignore[operator]
    near = next(rung for rung in ladder(Draft(text, Lang.NL), detail) if rung.level is Level.NEAR)
    assert near.text == "in Overijssel"


def test_no_other_detail_is_touched() -> None:
    text = "Zij komt uit Hasselt. De provincie Overijssel zwijgt."
    detail = Detail("d1", Span(13, 20), DetailType.ORIGIN, 1.0, {"kind": "region", "term": "hasselt"})
    assert list(in_their_country(text, [detail], Lang.NL)) == [detail]


BESIDE_A_REGION = [
    (Lang.EN, "The nurse lives in Halifax, Nova Scotia.", "Halifax", "Nova Scotia", DetailType.NAME, "CA"),
    (Lang.EN, "The nurse lives in Perth, Western Australia, now.", "Perth", "Western Australia", DetailType.TRIP, "AU"),
    (Lang.NL, "De getuige woont in Toronto, Ontario.", "Toronto", None, DetailType.NAME, "CA"),
]


@pytest.mark.parametrize(("lang", "text", "town", "region", "taken_for", "country"), BESIDE_A_REGION)
def test_a_region_behind_a_town_is_one_place_with_it(
    lang: Lang, text: str, town: str, region: str | None, taken_for: DetailType, country: str
) -> None:
    def at(name: str) -> Span:
        return Span(text.index(name), text.index(name) + len(name))

    details = [Detail("d1", at(town), DetailType.PLACE, 1.0, value_of(DetailType.PLACE, text, at(town), lang))]
    if region:
        details.append(Detail("d2", at(region), taken_for, 1.0, {}))
    (found,) = in_their_country(text, details, lang)
    assert found.span.of(text) == re.search(rf"{town}, [\w ]+", text)[0]  # type: ignore[index]
    assert (found.type, found.value["country"]) == (DetailType.PLACE, country)
    said = [rung.text for rung in ladder(Draft(text, lang), found)]
    assert said[0] == (f"in {region}" if region else "in Ontario")


def test_a_name_behind_a_town_stays_a_name() -> None:
    text = "She came from Halifax, Nora Scott, and sang."
    place, name = Span(14, 21), Span(23, 33)
    details = [Detail("d1", place, DetailType.PLACE, 1.0, {}), Detail("d2", name, DetailType.NAME, 1.0, {})]
    assert [found.type for found in in_their_country(text, details, Lang.EN)] == [DetailType.PLACE, DetailType.NAME]


def test_a_region_is_no_event() -> None:
    text = "He had an accident in the Cotswolds."
    span = Span(text.index("Cots"), text.index("."))
    (found,) = in_their_country(text, [Detail("d1", span, DetailType.EVENT, 1.0, {})], Lang.EN)
    assert (found.type, found.value["kind"]) == (DetailType.PLACE, "region")
