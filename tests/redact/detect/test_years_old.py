"""What says how old somebody is in years is one age, whatever the tagger makes of its halves."""

from __future__ import annotations

import pytest
from bronwacht.redact.detect import find
from bronwacht.redact.detect.match import Match
from bronwacht.redact.detect.years_old import whole_ages
from bronwacht.redact.draft import DetailType, Draft, Lang, Span


@pytest.mark.parametrize(
    ("lang", "text", "said", "age"),
    [
        (Lang.EN, "A nurse, then 31 years old, says she left.", "then 31 years old", 31),
        (Lang.EN, "She was just 19 years of age at the time, a colleague says.", "19 years of age", 19),
        (Lang.EN, "He hired a clerk, 24 years old, from the agency.", "24 years old", 24),
        (
            Lang.NL,
            "Een ambtenaar van de gemeente Zwolle, toen 31 jaar oud, zegt dat wethouder Piet Bok haar in Ede opzocht.",
            "toen 31 jaar oud",
            31,
        ),
        (Lang.NL, "De kok was 31 jaar oud toen het gebeurde.", "31 jaar oud", 31),
        (Lang.NL, "Ze was pas negentien jaar jong, zegt een collega.", "negentien jaar jong", 19),
        (Lang.NL, "Een van hen, 31 jr. oud, verliet het korps.", "31 jr. oud", 31),
    ],
)
def test_it_is_found_as_one_age(lang: Lang, text: str, said: str, age: int) -> None:
    found = [d for d in find(Draft(text, lang)) if d.type in (DetailType.AGE, DetailType.DATE)]
    assert len(found) == 1
    assert said in found[0].span.of(text)
    assert (found[0].type, found[0].value["age"]) == (DetailType.AGE, age)


@pytest.mark.parametrize(
    ("lang", "text", "said"),
    [
        (Lang.EN, "He is two years older than I am.", "two years older"),
        (Lang.NL, "Een kok uit Goes is vijf jaar ouder dan hij.", "vijf jaar ouder"),
    ],
)
def test_how_much_older_is_no_age(lang: Lang, text: str, said: str) -> None:
    found = next(d for d in find(Draft(text, lang)) if said in d.span.of(text))
    assert found.type is DetailType.AGE and "age" not in found.value


def matches(text: str, *finds: tuple[str, DetailType], rule: str = "tagger") -> list[Match]:
    return [Match(Span(at := text.index(w), at + len(w)), kind, 0.9, rule) for w, kind in finds]


def test_the_date_before_an_age_stays_a_date() -> None:
    text = "A nurse who was in May 2019 31 years old"
    tagged = matches(text, ("May 2019 31 years old", DetailType.DATE))
    ruled = matches(text, ("31 years old", DetailType.AGE), rule="ages.year_old")
    found = [(m.type, m.span.of(text).strip()) for m in whole_ages(text, tagged, ruled)]
    assert found == [(DetailType.DATE, "May 2019"), (DetailType.AGE, "31 years old")]


def test_years_and_an_age_of_something_else_stay_two() -> None:
    text = "She worked for nine years, old as she was, and for ten years under young Bok"
    said = ["nine years", "old", "ten years", "young"]
    finds = [(words, DetailType.DATE if "years" in words else DetailType.AGE) for words in said]
    assert [m.span.of(text) for m in whole_ages(text, matches(text, *finds), ())] == said
