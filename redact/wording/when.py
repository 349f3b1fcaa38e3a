"""Reading what kind of time a phrase tells: a day, a month, a clock time, a duration, "a week later".

The words are in ``data/dates-*.toml``. What cannot be read is ``OTHER``: it can be left out, not told more widely.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from ..draft import Lang
from . import numbers
from .function import known


class Kind(StrEnum):
    """What a phrase of time tells."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    WEEKDAY = "weekday"
    CLOCK = "clock"
    DAYPART = "daypart"
    HOLIDAY = "holiday"
    DURATION = "duration"
    LATER = "later"
    EARLIER = "earlier"
    AGO = "ago"
    RECENT = "recent"
    COMING = "coming"
    EVERY = "every"
    SAME = "same"
    NOW = "now"
    OTHER = "other"


@dataclass(frozen=True)
class When:
    """A time as read; ``unit`` (minuten … jaren, minutes … years) and ``amount`` of a duration or a distance."""

    kind: Kind
    year: int | None = None
    month: int | None = None
    weekday: int | None = None
    hour: int | None = None
    unit: str = ""
    amount: int | None = None


_YEAR = r"(?P<year>(?:19|20)\d\d)"
_CLOCK_END = r"(?:uur|u|h|hrs?|(?P<ampm>[ap]\.?m\.?)|o'clock)"


@cache
def table(lang: Lang) -> dict[str, Any]:
    """The words of time of ``lang``."""
    return tomllib.loads((resources.files(__package__) / "data" / f"dates-{lang}.toml").read_text(encoding="utf-8"))


@cache
def _patterns(lang: Lang) -> list[tuple[Kind, re.Pattern[str]]]:
    words = table(lang)
    months, days = "|".join(words["months"]), "|".join(words["weekdays"])
    units = "|".join(words["units"].values())
    count = r"\d+(?:[.,]\d+)?|[^\W\d_]+(?:-[^\W\d_]+)?(?: (?:en een half|and a half|hundred|dozen))?"
    span_words = f"{units}|{words['dayparts']}|{days}|{words['seasons']}"
    hedge = rf"(?:(?:{words['hedges']}) )*"
    time_words = f"{span_words}|{months}|{words['holidays']}"
    daypart_end = rf"(?: (?:in the )?(?:'s )?(?:{words['dayparts']})s?)?"
    count_words = "|".join(word for word, n in numbers.words(lang).items() if n > 1)
    raw = [
        (
            Kind.EVERY,
            rf"{hedge}(?:{words['every']})\b.*|.* (?:keer|times?|maal|dagen|days|uur|hours) (?:per|a|in de) .*",
        ),
        (Kind.EVERY, rf"'s (?:{days})s|(?:{days})s|op (?:{days})en|(?:{days})s and (?:{days})s"),
        (Kind.AGO, rf"{hedge}(?P<amount>{count})? ?(?P<unit>{units}) (?:{words['ago']})"),
        (
            Kind.LATER,
            rf"{hedge}(?:(?P<amount>{count}) )?(?P<unit>{span_words}) (?:{words['later']})|daags (?:erna|daarna)",
        ),
        (
            Kind.EARLIER,
            rf"{hedge}(?:(?P<amount>{count}) )?(?P<unit>{span_words}) (?:{words['earlier']})|daags (?:er|daar)voor",
        ),
        (
            Kind.LATER,
            rf"(?:the |de )?(?:next|following|volgende|nadien|'s anderendaags)\b ?(?:{span_words})?{daypart_end}",
        ),
        (Kind.RECENT, rf"(?:de |het |the )?(?:{words['recent']}) (?:{time_words})(?:[ ,-](?!of |van ).*)?"),
        (Kind.COMING, rf"(?:de |het |the )?(?:{words['coming']}) (?:{time_words})(?:[ ,-].*)?"),
        (
            Kind.DAY,
            rf"{hedge}(?:(?:{days}),? )?(?:the )?(?P<day>\d{{1,2}})(?:e|ste|de|st|nd|rd|th)? (?:of )?"
            rf"(?P<month>{months}),?(?: {_YEAR})?(?:[ ,].*)?",
        ),
        (
            Kind.DAY,
            rf"{hedge}(?:(?:{days}),? )?(?P<month>{months}) (?:the )?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?"
            rf",?(?: {_YEAR})?(?:[ ,].*)?",
        ),
        (
            Kind.DAY,
            r"(?:\S+ )?(?P<day>\d{1,2})(?:[-/](?P<monthnumber>\d{1,2})(?:[-/](?P<anyyear>\d{2,4}))?"
            r"|\.(?P<month2>\d{1,2})\.(?P<year2>\d{2,4}))(?: .*)?",
        ),
        (Kind.MONTH, rf"{hedge}(?P<month>{months})(?:,? (?:van )?{_YEAR}| last year| that year)?"),
        (
            Kind.SEASON,
            rf"{hedge}(?:late |early |na|voor)?(?:{words['seasons']})(?:seizoen|vakantie)?(?: (?:van |of )?{_YEAR})?",
        ),
        (Kind.YEAR, rf"{hedge}{_YEAR}"),
        (
            Kind.CLOCK,
            rf"{hedge}(?P<hour>\d{{1,2}})(?:[.:u]\s?\d{{2}})(?: ?{_CLOCK_END})?{daypart_end}"
            rf"|{hedge}(?P<hour2>\d{{1,2}}) ?{_CLOCK_END.replace('<ampm>', '<ampm2>')}{daypart_end}",
        ),
        (
            Kind.CLOCK,
            rf"{hedge}(?:(?:half|kwart|tien|vijf|twintig|quarter|ten|five|twenty|\w+) (?:past |to |over |voor )?)?"
            rf"(?:half )?(?:{'|'.join(list(numbers.words(lang))[:12])})(?: uur| o'clock)?{daypart_end}",
        ),
        (Kind.HOLIDAY, rf"(?!(?:{count_words}) ).*\b(?:{words['holidays']})\b.*"),
        (
            Kind.DURATION,
            rf"{hedge}(?P<amount>{count}) ?(?P<unit>{units})(?: lang| long)?|(?P<lang>\w+)enlang|maandenlang|jarenlang",
        ),
        (Kind.SAME, rf"(?:nog )?(?:{words['same']}) \S+(?: \S+)?"),
        (Kind.WEEKDAY, rf"{hedge}(?:{days})(?:(?:{words['dayparts']})| (?:{words['dayparts']}))?"),
        (Kind.DAYPART, rf"{hedge}(?:'s |laat |vroeg )*(?:{words['dayparts']})s?|overdag|midnight|middernacht|noon"),
        (Kind.NOW, rf"{words['now']}"),
    ]
    return [(kind, re.compile(pattern)) for kind, pattern in raw]


_DATED = frozenset((Kind.DAY, Kind.MONTH, Kind.SEASON, Kind.YEAR))
_RANGE = re.compile(r"\b(?:and|en|tot|to|until|till|through)\b|[–—]|\d-\d")


def read_when(phrase: str, lang: Lang) -> When:
    """What time ``phrase`` tells."""
    text = " ".join(phrase.lower().replace("’", "'").replace("‘", "'").split())
    for kind, pattern in _patterns(lang):
        if (found := pattern.fullmatch(text)) and (when := _when(kind, found, text, lang)):
            ranged = kind in _DATED and _RANGE.search(text)
            return When(Kind.OTHER) if ranged else when
    return When(Kind.OTHER)


def _when(kind: Kind, found: re.Match[str], text: str, lang: Lang) -> When | None:
    groups = {key: item for key, item in found.groupdict().items() if item is not None}
    amount = numbers.number(groups["amount"], lang) if groups.get("amount") else None
    if not 0 < int(groups.get("monthnumber", groups.get("month2", 1))) <= 12:
        return None
    if kind is Kind.CLOCK:
        hour = _hour(groups, text)
        # A number alone ("om drie", "at ten") is a time only after its preposition; that is for the caller to know.
        return When(kind, hour=hour) if hour is None or hour < 25 else None
    if (
        kind is Kind.DURATION
        and amount is None
        and groups.get("amount") not in known(lang, "vague_counts")
        and "lang" not in text
    ):
        return None
    amount = _told(amount, text, lang)
    return When(
        kind,
        year=_year(groups),
        month=_month(groups, lang),
        weekday=_first(table(lang)["weekdays"], text),
        unit=_unit(groups.get("unit", ""), lang),
        amount=amount,
    )


def _told(amount: int | None, text: str, lang: Lang) -> int | None:
    """The amount that a wider time may start from: "more than five years" may be fifty, "nearly twenty" is nineteen."""
    words = table(lang)
    if amount is None or re.search(rf"\b(?:{words['at_most']})\b", text):
        return None
    if re.search(rf"\b(?:{words['at_least']})\b", text):
        return amount if amount > LEAST_OPEN else None
    return amount - 1 if re.search(rf"\b(?:{words['nearly']})\b", text) and amount in ROUND else amount


LEAST_OPEN = 10
"""Years above which "more than" so many are still more than ten years, the widest that is said of them."""
ROUND = frozenset((11, 20))
"""Years from which a wording says more than of one year less."""


def _year(groups: dict[str, str]) -> int | None:
    if "year" in groups:
        return int(groups["year"])
    figures = groups.get("anyyear", groups.get("year2", ""))
    return int(figures) if len(figures) == 4 else None


def _month(groups: dict[str, str], lang: Lang) -> int | None:
    if "month" in groups:
        return _first(table(lang)["months"], groups["month"])
    figure = groups.get("monthnumber", groups.get("month2"))
    return int(figure) if figure else None


def _first(patterns: list[str], text: str) -> int | None:
    """Which pattern, counted from 1, a word of ``text`` matches."""
    match: Callable[[str], object] = lambda pattern: re.search(rf"(?<![a-z])(?:{pattern})(?![a-z])", text)  # noqa: E731
    return next((n for n, pattern in enumerate(patterns, 1) if match(pattern)), None)


def _unit(word: str, lang: Lang) -> str:
    units: dict[str, str] = table(lang)["units"]
    return next((name for name, pattern in units.items() if re.fullmatch(pattern, word)), "")


_DAYPART_HOURS = (
    (r"ochtend|morgen|voormiddag|morning|dawn", 8),
    (r"middag|namiddag|afternoon|lunch|noon", 14),
    (r"avond|evening|dusk", 20),
    (r"nacht|night", 2),
)


def _hour(groups: dict[str, str], text: str) -> int | None:
    """An hour of the part of the day that a clock time falls in; None where it may be either half of the day."""
    figure = groups.get("hour", groups.get("hour2"))
    hour = int(figure) if figure else None
    if re.search(r"\ba\.?m\b", text) and hour is not None:
        return hour % 12
    for pattern, told in _DAYPART_HOURS:
        if re.search(pattern, text):
            return told
    if groups.get("ampm", groups.get("ampm2", "")).startswith("p"):
        return 15 if hour is not None and (hour < 6 or hour == 12) else 20
    return hour if hour is not None and (hour > 12 or hour == 0) else None
