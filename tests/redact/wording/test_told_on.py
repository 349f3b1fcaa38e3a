"""Clauses that tell on about what went; invented for these tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import pytest
from bronwacht.redact.draft import Lang

Settled: TypeAlias = "Callable[[str, Lang], str]"

WHAT_A_CLAUSE_IS_ABOUT_STAYS = [
    (
        Lang.NL,
        "Hij gaf het boek terug bij ⟦PLACE: de koffieautomaat⟧, waar een medewerker bij stond.",
        "Hij gaf het boek terug op een plek waar een medewerker bij stond.",
    ),
    (
        Lang.NL,
        "Hij sprak haar aan op ⟦EVENT: het personeelsfeest⟧, waar tweehonderd mensen waren.",
        "Hij sprak haar aan bij een gelegenheid waar tweehonderd mensen waren.",
    ),
    (
        Lang.NL,
        "Ze ⟦OCCUPATION: bezorgt kranten in een wijk⟧, waar Kuiper ook woont.",
        "Ze werkt op een plek waar Kuiper ook woont.",
    ),
    (
        Lang.NL,
        "Hij kwam uit ⟦PLACE: een pension⟧, waar hij al een week sliep.",
        "Hij kwam van een plek waar hij al een week sliep.",
    ),
    (
        Lang.EN,
        "He left the file at ⟦PLACE: the boat shed⟧, where a worker saw him.",
        "He left the file in a place where a worker saw him.",
    ),
    (
        Lang.EN,
        "She kept the box in ⟦PLACE: a garage⟧, which her uncle rented.",
        "She kept the box in a place which her uncle rented.",
    ),
    (
        Lang.EN,
        "She told him at ⟦EVENT: the harvest supper⟧, at which Pell sat beside her.",
        "She told him at an event at which Pell sat beside her.",
    ),
    (
        Lang.EN,
        "She went to ⟦EVENT: the leaving party⟧, where he made a speech.",
        "She went to an event where he made a speech.",
    ),
    (
        Lang.EN,
        "He ⟦TRAIT: sings bass in a choir⟧, which Pell conducts.",
        "He is involved in something which Pell conducts.",
    ),
]

A_CLAUSE_ABOUT_NOBODY_GOES_ALONG = [
    (
        Lang.NL,
        "Hij zweeg. Hij heeft ze bewaard ⟦EVENT: en ze aan een advocaat gegeven⟧, bij wie hij ook heeft gewerkt.",
        "Hij zweeg. Hij heeft ze bewaard.",
    ),
    (
        Lang.NL,
        "Zij zweeg. Hij belde ⟦EVENT: en liet een bericht achter bij een notaris⟧, wiens vrouw Kuiper kende.",
        "Zij zweeg. Hij belde.",
    ),
    (
        Lang.NL,
        "Ze kwam met ⟦FAMILY near: haar man⟧, die ⟦OCCUPATION: bij de brandweer werkt⟧.",
        "Ze kwam met haar partner.",
    ),
    (Lang.EN, "He was ill. She ⟦EVENT: told her doctor⟧, whose wife knew Pell, and left.", "He was ill. She left."),
    (
        Lang.EN,
        "He was ill. He ⟦EVENT: signed a contract⟧, which was false.",
        "He was ill. He did something, which was false.",
    ),
    (
        Lang.EN,
        "In 2014 he said that Pell had ⟦EVENT: thrown a mug at the wall⟧, at which he was present.",
        "In 2014 he said that Pell had done something.",
    ),
]


@pytest.mark.parametrize(("lang", "marked", "expected"), WHAT_A_CLAUSE_IS_ABOUT_STAYS)
def test_what_a_clause_is_about_stays(settled: Settled, lang: Lang, marked: str, expected: str) -> None:
    """A place or an event stands where a clause is about it."""
    assert settled(marked, lang) == expected


@pytest.mark.parametrize(("lang", "marked", "expected"), A_CLAUSE_ABOUT_NOBODY_GOES_ALONG)
def test_a_clause_about_nobody_goes_along(settled: Settled, lang: Lang, marked: str, expected: str) -> None:
    """Whom it is about went with the clause before."""
    assert settled(marked, lang) == expected


SOMETHING_STANDS_BEFORE_A_CLAUSE_ABOUT_A_THING = [
    (
        Lang.NL,
        "Hij ⟦EVENT: bewaarde een schrift⟧ waarin hij alles noteerde.",
        "Hij had iets waarin hij alles noteerde.",
    ),
    (Lang.NL, "Twee mannen kwamen, ⟦GROUP: een⟧ van wie zweeg.", "Twee mannen kwamen, een van wie zweeg."),
    (
        Lang.NL,
        "Ze draagt het naast ⟦TRAIT near: haar trouwring⟧, die te klein is.",
        "Ze draagt het naast een voorwerp, dat te klein is.",
    ),
    (
        Lang.EN,
        "The worker ⟦EVENT: carried a book⟧ in which he noted the names.",
        "The worker had something in which he noted the names.",
    ),
    (
        Lang.EN,
        "At ⟦EVENT: a training weekend⟧ in ⟦PLACE near: Buxton⟧, which eight staff attended, Askew made her kneel.",
        "At an event in England, which eight staff attended, Askew made her kneel.",
    ),
]


@pytest.mark.parametrize(("lang", "marked", "expected"), SOMETHING_STANDS_BEFORE_A_CLAUSE_ABOUT_A_THING)
def test_something_stands_before_a_clause_about_a_thing(
    settled: Settled, lang: Lang, marked: str, expected: str
) -> None:
    """The clause keeps the thing, the event behind its place, or one of several to be about."""
    assert settled(marked, lang) == expected
