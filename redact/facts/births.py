"""Ages and dates to birth windows: "then 31", before the summer of 2019, is born in 1987 or 1988.

A window is two calendar years, inclusive; either may lack (None).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

from ..cues import cues
from ..draft import Detail, DetailType, Draft, Span, Value, whole_number
from ..segment import segment

MAX_AGE = 130
"""Nobody is older: a larger number is not an age."""
_CUES = cues(__package__, "births")
_YEAR = re.compile(
    rf"\b(?:{_CUES.any_of('before')}) (?:\w+ )?((?:19|20)\d\d)(?![\w%]|[.,]\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Window:
    """Years of birth, inclusive; None where there is no bound."""

    low: int | None = None
    high: int | None = None

    @property
    def known(self) -> bool:
        """Whether it bounds anything."""
        return self.low is not None or self.high is not None

    def meet(self, other: Window) -> Window:
        """The years in both; ``low`` above ``high`` when there are none."""
        lows = [year for year in (self.low, other.low) if year is not None]
        highs = [year for year in (self.high, other.high) if year is not None]
        return Window(max(lows, default=None), min(highs, default=None))

    @property
    def empty(self) -> bool:
        """Whether no year fits."""
        return self.low is not None and self.high is not None and self.low > self.high

    def as_value(self) -> dict[str, int]:
        """The keys of an AGE value that say it."""
        bounds = {"born_low": self.low, "born_high": self.high}
        return {key: year for key, year in bounds.items() if year is not None}


class Dates:
    """The dates among the details of one person, which are asked for beside each of their ages."""

    def __init__(self, details: Iterable[Detail]) -> None:
        dated = sorted((detail.span.start, years) for detail in details if (years := _years(detail)))
        self._starts = [start for start, _ in dated]
        self._years = [years for _, years in dated]
        self.only = self._years[0] if len({*self._years}) == 1 else None
        """The first and last year of them all, where they are the same."""

    def closest(self, start: int, within: Span) -> tuple[int, int] | None:
        """The years of the date in ``within`` that is the nearest to ``start``; of two as near the first."""
        first, end = bisect_left(self._starts, within.start), bisect_left(self._starts, within.end)
        at = bisect_left(self._starts, start, first, end)
        near = [n for n in (at - 1, at) if first <= n < end]
        return self._years[min(near, key=lambda n: abs(self._starts[n] - start))] if near else None


def birth_window(draft: Draft, detail: Detail, dates: Dates) -> Window:
    """When the person of an AGE ``detail`` was born.

    An age told of another time ("then") counts from the closest of ``dates`` (those of the same person),
    or from the one year that its sentence names; without one, from publication at the latest. Any other age counts from
    the month of publication.
    """
    stated = Window(whole_number(detail.value, "born_low"), whole_number(detail.value, "born_high"))
    if stated.known:
        return stated
    youngest, oldest = _ages(detail.value)
    now = draft.published[0] if draft.published else None
    if not detail.value.get("then"):
        return _born(now, now, youngest, oldest)
    event = _event_years(draft.text, detail, dates)
    return _born(*event, youngest, oldest) if event else _born(None, now, youngest, oldest)


def _born(first: int | None, last: int | None, youngest: int | None, oldest: int | None) -> Window:
    """Born so as to be of an age from ``youngest`` to ``oldest`` at some day in the years ``first`` to ``last``."""
    # Who is 31 on a day in 2019 has had a birthday in 2019 (born 1988) or has not yet (born 1987).
    low = first - oldest - 1 if first is not None and oldest is not None else None
    high = last - youngest if last is not None and youngest is not None else None
    return Window(low, high)


def _ages(value: Value) -> tuple[int | None, int | None]:
    exact = whole_number(value, "age")
    low, high = (exact, exact) if exact is not None else (whole_number(value, "low"), whole_number(value, "high"))
    return (low if _is_age(low) else None, high if _is_age(high) else None)


def _is_age(years: int | None) -> bool:
    return years is not None and 0 <= years <= MAX_AGE


def _event_years(text: str, detail: Detail, dates: Dates) -> tuple[int, int] | None:
    """The years of the date that an age is told of: in its sentence, else in its paragraph, else the only one.

    A year that is nobody's detail ("he knew in 2014, when she was 31") counts where its sentence names no other.
    """
    segments, start = segment(text), detail.span.start
    sentence = segments.sentence_at(start)
    for part in filter(None, (sentence, segments.paragraph_at(start))):
        if (near := dates.closest(start, part)) is not None:
            return near
        named = {int(year) for year in _YEAR.findall(part.of(text))} if part is sentence else set()
        if len(named) == 1:
            return (year := named.pop(), year)
    return dates.only


def _years(detail: Detail) -> tuple[int, int] | None:
    if detail.type is not DetailType.DATE:
        return None
    ends = [detail.value.get(key) for key in ("from", "to")]
    years = [int(end[:4]) for end in ends if isinstance(end, str) and end[:4].isdigit()]
    return (years[0], years[-1]) if years else None
