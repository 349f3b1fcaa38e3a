"""Dates, times, and spans of time in Dutch and English."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from bronwacht.redact.detect.grammar.calendar import easter, feast
from bronwacht.redact.detect.grammar.dates import value_of_date
from bronwacht.redact.draft import VALUE_KEYS, DetailType, Lang
from hypothesis import given
from hypothesis import strategies as st

NL, EN, DATE = Lang.NL, Lang.EN, DetailType.DATE


def between(first: str, last: str) -> dict[str, str]:
    return {"from": first, "to": last}


@pytest.mark.parametrize(
    ("stretch", "lang", "value"),
    [
        ("juni 2023", NL, between("2023-06-01", "2023-06-30")),
        ("begin juni 2023", NL, between("2023-06-01", "2023-06-10")),
        ("eind 2013", NL, between("2013-10-01", "2013-12-31")),
        ("voorjaar van 2021", NL, between("2021-03-01", "2021-05-31")),
        ("de winter van 2017 op 2018", NL, between("2017-12-01", "2018-02-28")),
        ("vlak voor de zomer van 2019", NL, between("2019-04-17", "2019-06-01")),
        ("12 augustus 2021", NL, between("2021-08-12", "2021-08-12")),
        ("10 en 11 januari 2020", NL, between("2020-01-10", "2020-01-11")),
        ("11-9-2020", NL, between("2020-09-11", "2020-09-11")),
        ("sinds 2007", NL, {"from": "2007-01-01"}),
        ("tot 2018", NL, {"to": "2018-12-31"}),
        ("tussen 2009 en 2012", NL, between("2009-01-01", "2012-12-31")),
        ("begin jaren tachtig", NL, between("1980-01-01", "1983-12-31")),
        ("’94", NL, between("1994-01-01", "1994-12-31")),
        ("Goede Vrijdag 2019", NL, between("2019-04-19", "2019-04-19") | {"weekday": 5}),
        ("tweede pinksterdag 2022", NL, between("2022-06-06", "2022-06-06")),
        ("mei", NL, {"month": 5}),
        ("op 12 mei", NL, {"month": 5, "day": 12}),
        ("25/4", NL, {"month": 4, "day": 25}),
        ("met Sinterklaas", NL, {"month": 12, "day": 5}),
        ("vijf maanden", NL, {"days": 152}),
        ("anderhalf jaar", NL, {"days": 548}),
        ("tweeëndertig dienstjaren", NL, {"days": 11688}),
        ("een dag later", NL, {"days": 1, "relative": True}),
        ("drie jaar geleden", NL, {"days": 1096, "relative": True}),
        ("diezelfde avond", NL, {"relative": True}),
        ("achtenveertig uur later", NL, {"days": 2, "relative": True}),
        ("maandag", NL, {"weekday": 1}),
        ("elke dinsdagavond", NL, {"weekday": 2}),
        ("om 23.14 uur", NL, {"time": "23:14"}),
        ("kwart over vier", NL, {"time": "04:15"}),
        ("half drie ’s nachts", NL, {"time": "02:30"}),
        ("om vijf over vier ’s middags", NL, {"time": "16:05"}),
        ("tien voor drie", NL, {"time": "02:50"}),
        ("30 februari 2021", NL, between("2021-01-01", "2021-12-31")),
        ("een kwartier", NL, {}),
        ("October of 2015", EN, between("2015-10-01", "2015-10-31")),
        ("Aug '20", EN, between("2020-08-01", "2020-08-31")),
        ("Nov. 2, 2021", EN, between("2021-11-02", "2021-11-02")),
        ("Wednesday the 3rd of March 2021", EN, between("2021-03-03", "2021-03-03") | {"weekday": 3}),
        ("fall of '22", EN, between("2022-09-01", "2022-11-30")),
        ("early 1990s", EN, between("1990-01-01", "1993-12-31")),
        ("since 2014", EN, {"from": "2014-01-01"}),
        ("St David's Day 2020", EN, between("2020-03-01", "2020-03-01")),
        ("the eleventh of February", EN, {"month": 2, "day": 11}),
        ("July 11", EN, {"month": 7, "day": 11}),
        ("for eighteen months", EN, {"days": 548}),
        ("two and a half years", EN, {"days": 913}),
        ("a fortnight", EN, {"days": 14}),
        ("two days later", EN, {"days": 2, "relative": True}),
        ("six years ago", EN, {"days": 2192, "relative": True}),
        ("last Friday of January", EN, {"month": 1, "weekday": 5}),
        ("9.40pm", EN, {"time": "21:40"}),
        ("12.30 a.m.", EN, {"time": "00:30"}),
        ("quarter past three", EN, {"time": "03:15"}),
        ("ten to four", EN, {"time": "03:50"}),
        ("five in the morning", EN, {"time": "05:00"}),
        ("half an hour", EN, {}),
    ],
)
def test_what_a_stretch_says(stretch: str, lang: Lang, value: dict[str, Any]) -> None:
    assert value_of_date(stretch, lang) == value


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Ze meldde zich [de maandag erop] ziek.", NL),
        ("Het gebeurde in de [nacht van 3 op 4 december].", NL),
        ("Hij werkt er [sinds 2007].", NL),
        ("Zij vertrok [vlak voor Pasen].", NL),
        ("[Drie weken later] lag er een brief.", NL),
        ("Hij zat er [elke dinsdag].", NL),
        ("[’s Anderendaags] belde hij.", NL),
        ("Ze draaide [drie avonden per week].", NL),
        ("Dat was [donderdag 17 oktober].", NL),
        ("Om [kwart voor drie ’s nachts] ging de telefoon.".replace("Om [", "[Om "), NL),
        ("She left [two days later].", EN),
        ("It was [the Tuesday after Easter].", EN),
        ("He came in [spring 2018].", EN),
        ("She has worked there [since 1999].", EN),
        ("They met [every second Wednesday].", EN),
        ("On [14 March 2019] he rang.", EN),
        ("He worked [four nights on, three off].", EN),
    ],
)
def test_found_where_it_stands(sentence: str, lang: Lang, find: Callable[..., Any]) -> None:
    stretch = sentence[sentence.index("[") + 1 : sentence.index("]")]
    text = sentence.replace("[", "").replace("]", "")
    start = text.index(stretch)
    covered = set()
    for found, _ in find(text, lang, DATE):
        covered |= set(range(text.index(found), text.index(found) + len(found)))
    inside = covered & set(range(start, start + len(stretch)))
    assert len(inside) >= 0.8 * len(stretch)
    assert len(covered - inside) <= len("at the ")


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("Het huis kostte 2.010 euro.", NL),
        ("De motie kreeg 31 stemmen voor en 14 tegen.", NL),
        ("The motion got 31 votes for and 14 against.", EN),
        ("He may go, she said, and we march on.", EN),
    ],
)
def test_left_alone(text: str, lang: Lang, find: Callable[..., Any]) -> None:
    assert find(text, lang, DATE) == []


@pytest.mark.parametrize(
    ("year", "day"), [(1818, (3, 22)), (2000, (4, 23)), (2019, (4, 21)), (2024, (3, 31)), (2038, (4, 25))]
)
def test_easter(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == datetime.date(year, *day)


def test_a_feast_by_another_calendar_has_no_day() -> None:
    assert feast("?", 2020) is None
    assert feast("easter+39", 2021) == datetime.date(2021, 5, 13)


@given(st.text(alphabet="0123456789 /-.:’'abcdefghijklmnopqrstuvwxyzé", max_size=40), st.sampled_from(Lang))
def test_any_stretch_has_known_keys_and_ordered_bounds(stretch: str, lang: Lang) -> None:
    value = value_of_date(stretch, lang)
    assert value.keys() <= VALUE_KEYS[DATE]
    bounds = [datetime.date.fromisoformat(str(value[key])) for key in ("from", "to") if key in value]
    assert bounds == sorted(bounds)
    assert 1 <= int(str(value.get("weekday", 1))) <= 7
    if "time" in value:
        datetime.time.fromisoformat(str(value["time"]))
