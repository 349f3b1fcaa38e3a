"""Dates, times, and spans of time: what a stretch says, whatever found it.

A rule (``data/dates_*.rules``) only finds; the words of the stretch are read here, so that a stretch found by other
means is read alike. A day or a month without a year stays without one: the draft's month of publication is not guessed.
"""

from __future__ import annotations

import calendar as months
import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from ...draft import Json, Lang, Value
from .calendar import feast, words
from .clock import clock, words_of
from .numerals import PATTERNS, number, ordinal
from .rulefile import either

NEAR = datetime.timedelta(days=45)
"""How long before or after a moment "just before", "just after" reaches at most, as newspapers use the words."""

_YEAR = re.compile(r"(?<![\d.,:/-])((?:19|20)\d\d)(?![.,:]?\d|s\b)|(?<!\w)['’‘](\d\d)(?!\d)")
_NUMERIC = re.compile(r"(?<![\d.,:/])(\d\d?)([-/.])(\d\d?)(?:\2((?:19|20)\d\d|\d\d))?(?![\d:]|[.,/-]\d)")
_ISO = re.compile(r"(?<!\d)((?:19|20)\d\d)-(\d\d)-(\d\d)(?!\d)")

_DECADE = {
    "vijftig": 1950,
    "zestig": 1960,
    "zeventig": 1970,
    "tachtig": 1980,
    "negentig": 1990,
    "nul": 2000,
    "tien": 2010,
}
_NEXT_CENTURY = 30
"""A year written '31 is 1931, '29 is 2029: drafts are written in the 2020s about what has been."""


@dataclass
class _Found:
    """What has been read so far; ``first`` and ``last`` are the outer days of all that has a year."""

    first: datetime.date | None = None
    last: datetime.date | None = None
    rest: dict[str, Json] = field(default_factory=dict)

    def add(self, first: datetime.date, last: datetime.date) -> None:
        self.first = first if self.first is None else min(first, self.first)
        self.last = last if self.last is None else max(last, self.last)


def read(found: re.Match[str], value: dict[str, Json], lang: Lang) -> Value | None:
    """The value of a rule's stretch; a rule may find what has no value of its own ("every shift")."""
    stretch = found["hit"] if "hit" in found.re.groupindex and found["hit"] else found[0]
    return value_of_date(stretch, lang)


def value_of_date(stretch: str, lang: Lang) -> Value:
    """What the words of ``stretch`` say of a date: see ``draft.VALUE_KEYS``; empty when they say nothing."""
    text = " ".join(stretch.lower().replace("’", "'").replace("‘", "'").split())
    said = _Found()
    years = list(_years(text))
    rest = _days(text, lang, years, said)
    if said.first is None and not said.rest:
        _seasons(text, lang, years, said)
    if said.first is None and years and not said.rest:
        for year in years:
            said.add(*_part_of_year(text, lang, year))
    if said.first is None and (decade := _decade(text)):
        said.add(*decade)
    anchored = said.first is not None or bool(said.rest)
    said.rest.update(_weekday(text, lang) | clock(rest, lang))
    if not anchored and "time" not in said.rest:
        said.rest.update(_duration(text, lang))
    if said.first is None and _has("relative", text, lang) and not {"month"} & said.rest.keys():
        said.rest["relative"] = True
    return {**_bounds(text, lang, said), **said.rest}


@cache
def _days_named(lang: Lang) -> re.Pattern[str]:
    """A month with the days before or after it: "14 op 15 oktober", "the eleventh of February", "July 11"."""
    table = words(lang)
    names = either(frozenset({*table["month"], *table["abbreviation"]}))
    to_day = r"(?:(?: en | op | to | and |[-–/]| t/m | tot )(?P<until>\d\d?)(?:e|st|nd|rd|th)?)?"
    day = rf"(?:(?P<day>(?<![\d.,])\d\d?)(?:e|ste|de|st|nd|rd|th)?{to_day}(?: of)?[ -])?"
    order = rf"{day}(?P<month>{names})\.?(?!\w)"
    if lang is Lang.EN:
        by_ord = rf"(?P<first>{PATTERNS[lang]['ord']}) (?:of )?(?P<by_ord>{names})(?!\w)"
        order = rf"(?:{by_ord}|{order}(?: (?:the )?(?P<after>\d\d?)(?:st|nd|rd|th)?(?![\d:.]))?)"
    return re.compile(rf"(?<!\w){order}")


@cache
def _words_of_kind(kind: str, lang: Lang) -> re.Pattern[str]:
    plural = "s?" if kind == "season" else ""
    end = "" if kind == "weekday" else r"(?!\w)"  # "dinsdagavond" is a Tuesday too
    return re.compile(rf"(?<!\w){either(frozenset(words(lang)[kind]))}{plural}{end}")


@cache
def _spans(lang: Lang) -> re.Pattern[str]:
    many = rf"(?P<n>{PATTERNS[lang]['num']}|{'|'.join(_SOME[lang])})(?P<half> and a half)?"
    return re.compile(rf"(?<!\w){many}[ -](?:\w+ )?(?P<unit>{either(frozenset(words(lang)['unit']))})(?!\w)")


_SOME: dict[Lang, dict[str, float]] = {
    Lang.NL: {"een half": 0.5, "een halve": 0.5, "anderhalf": 1.5, "anderhalve": 1.5, "een": 1, "één": 1},
    Lang.EN: {"half an": 0.5, "half a": 0.5, "a": 1, "an": 1, "another": 1, "a couple of": 2},
}


def _has(role: str, text: str, lang: Lang) -> bool:
    return bool(words_of(role, lang).search(text))


def _years(text: str) -> Iterator[int]:
    for match in _YEAR.finditer(text):
        if match[1]:
            yield int(match[1])
        else:
            short = int(match[2])
            yield short + (2000 if short < _NEXT_CENTURY else 1900)


def _days(text: str, lang: Lang, years: list[int], said: _Found) -> str:
    """Read days, months, and feasts into ``said``; the text without them, for the clock."""
    year = years[-1] if years else None
    left = text
    for match in _ISO.finditer(text):
        _day(int(match[1]), int(match[2]), int(match[3]), said)
        left = left.replace(match[0], " ")
    for match in _NUMERIC.finditer(left):
        day, mark, month, of = int(match[1]), match[2], int(match[3]), match[4]
        # 14.03 is a time in Dutch and British English alike; a date has a slash, a hyphen, or a year
        if (mark == "." and not of) or not (1 <= day <= 31 and 1 <= month <= 12):
            continue
        in_year = (int(of) + (2000 if int(of) < _NEXT_CENTURY else 1900) if len(of) == 2 else int(of)) if of else year
        _day(in_year, month, day, said)
        left = left.replace(match[0], " ")
    for match in _days_named(lang).finditer(left):
        _named_day(match, lang, year, left, said)
        left = left.replace(match[0], " ", 1)
    if said.first is None and not said.rest:
        for match in _words_of_kind("feast", lang).finditer(text):
            meaning = words(lang)["feast"][match[0].lower()]
            if year and (on := feast(meaning, year)):
                said.add(on, on)
            elif not year and re.fullmatch(r"\d\d-\d\d", meaning):
                said.rest.update({"month": int(meaning[:2]), "day": int(meaning[3:])})
    return left


def _named_day(match: re.Match[str], lang: Lang, year: int | None, text: str, said: _Found) -> None:
    groups = match.groupdict()
    table = {**words(lang)["month"], **words(lang)["abbreviation"]}
    month = int(table[(groups.get("by_ord") or match["month"]).lower()])
    first = ordinal(groups["first"], lang) if groups.get("first") else int(groups["day"] or groups.get("after") or 0)
    last = int(groups.get("until") or 0) or first
    if first and last and first <= 31 and last <= 31:
        for day in (first, last):
            _day(year, month, day, said)
    elif year:
        low, high = _part_of_month(text, lang, year, month)
        said.add(datetime.date(year, month, low), datetime.date(year, month, high))
    else:
        said.rest.setdefault("month", month)


def _day(year: int | None, month: int, day: int, said: _Found) -> None:
    if not 1 <= month <= 12 or not 1 <= day <= months.monthrange(year or 2024, month)[1]:
        return
    if year:
        said.add(datetime.date(year, month, day), datetime.date(year, month, day))
    else:
        said.rest.setdefault("month", month)
        said.rest.setdefault("day", day)


def _part_of_month(text: str, lang: Lang, year: int, month: int) -> tuple[int, int]:
    last = months.monthrange(year, month)[1]
    if _has("early", text, lang):
        return 1, 10
    if _has("mid", text, lang):
        return 11, 20
    return (21, last) if _has("late", text, lang) else (1, last)


def _part_of_year(text: str, lang: Lang, year: int) -> tuple[datetime.date, datetime.date]:
    low, high = 1, 12
    if _has("early", text, lang):
        high = 3
    elif _has("mid", text, lang):
        low, high = 5, 8
    elif _has("late", text, lang):
        low = 10
    return datetime.date(year, low, 1), datetime.date(year, high, months.monthrange(year, high)[1])


def _seasons(text: str, lang: Lang, years: list[int], said: _Found) -> None:
    """Northern seasons, by whole months; a winter named by one year may lie at either end of it."""
    match = _words_of_kind("season", lang).search(text)
    if not match or not years:
        return
    meaning = next(m for w, m in words(lang)["season"].items() if match[0].lower().startswith(w))
    low, high = map(int, meaning.split("-"))
    year = years[0]
    if low > high:
        ends = years[-1] if len(years) > 1 else year + 1
        starts = year if len(years) > 1 else year - 1
        said.add(datetime.date(starts, low, 1), datetime.date(ends, high, months.monthrange(ends, high)[1]))
    else:
        said.add(datetime.date(year, low, 1), datetime.date(year, high, months.monthrange(year, high)[1]))


def _decade(text: str) -> tuple[datetime.date, datetime.date] | None:
    match = re.search(r"jaren '?(?:([2-9]0)|(\w+))|(?:19)?([2-9]0)s\b", text)
    if not match:
        return None
    start = _DECADE.get(match[2], 0) if match[2] else 1900 + int(match[1] or match[3])
    if not start:
        return None
    low, high = (0, 3) if "begin" in text or "early" in text else (6, 9) if re.search(r"eind|late", text) else (0, 9)
    return datetime.date(start + low, 1, 1), datetime.date(start + high, 12, 31)


def _bounds(text: str, lang: Lang, said: _Found) -> dict[str, Json]:
    """``from`` and ``to``, moved or opened by "since", "until", "just before"."""
    if said.first is None or said.last is None:
        return {}
    first, last = said.first, said.last
    if _has("near", text, lang) or _has("before", text, lang) or _has("after", text, lang):
        if _has("after", text, lang):
            return {"from": last.isoformat(), "to": (last + NEAR).isoformat()}
        if _has("before", text, lang):
            return {"from": (first - NEAR).isoformat(), "to": first.isoformat()}
    opened, closed = _has("since", text, lang), _has("until", text, lang)
    if opened and not closed:
        return {"from": first.isoformat()}
    if closed and not opened and len(list(_years(text))) < 2:
        return {"to": last.isoformat()}
    return {"from": first.isoformat(), "to": last.isoformat()}


def _weekday(text: str, lang: Lang) -> dict[str, Json]:
    match = _words_of_kind("weekday", lang).search(text)
    return {"weekday": int(words(lang)["weekday"][match[0].lower()])} if match else {}


def _duration(text: str, lang: Lang) -> dict[str, Json]:
    """``days`` of the first span of time named; spans shorter than a day have none."""
    match = _spans(lang).search(text)
    if not match:
        return {}
    said = match["n"].lower()
    many = _SOME[lang].get(said) or number(said, lang)
    days = float(words(lang)["unit"][match["unit"].lower()])
    if many is None or not days:
        hours = re.fullmatch(r"uur|uren|hours?|hrs", match["unit"].lower())
        return {"days": round(many / 24)} if hours and many and many >= 24 else {}
    return {"days": max(1, round((many + (0.5 if match["half"] else 0)) * days))}
