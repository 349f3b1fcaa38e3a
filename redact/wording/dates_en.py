"""English words for wider times; the shared part is ``dates``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..draft import Lang, Level, Value
from .dates_nl import Said
from .dates_value import of_half, of_month, of_year, years_ago
from .when import Kind, When, table

ADVERBS: Mapping[Kind, str] = {
    Kind.LATER: "later",
    Kind.EARLIER: "earlier",
    Kind.AGO: "some time ago",
    Kind.EVERY: "regularly",
    Kind.RECENT: "some time ago",
    Kind.COMING: "at a later point",
}


def tell(when: When, value: Value, published: tuple[int, int] | None) -> Iterator[Said]:
    """Wider ways to say ``when``, finest first."""
    if when.kind is Kind.DAY and when.month:
        name = table(Lang.EN)["month_names"][when.month - 1] + (f" {when.year}" if when.year else "")
        yield Said(Level.NEAR, f"in {name}", name, of_month(when.year, when.month, value), _RANGE)
    if when.kind in (Kind.DAY, Kind.MONTH) and when.month:
        yield _half(when.month, when.year, value)
    if when.kind in (Kind.DAY, Kind.MONTH, Kind.SEASON) and when.year:
        yield Said(Level.VAGUE, f"in {when.year}", str(when.year), of_year(when.year))
    if when.kind is Kind.YEAR and when.year and published:
        yield from _long_ago(when.year, published)
    if when.kind is Kind.WEEKDAY and when.weekday:
        yield Said(Level.BROAD, "one weekend" if when.weekday > 5 else "on a weekday", "", None)
    if when.kind is Kind.CLOCK and when.hour is not None:
        yield Said(Level.BROAD, _daypart(when.hour), "", None)
    if when.kind is Kind.HOLIDAY:
        yield Said(Level.BROAD, "around a holiday", "a holiday", None)
    if when.kind is Kind.DURATION and (long := _duration(when)):
        yield Said(Level.BROAD, long, long, None)
    if when.kind is Kind.AGO and when.unit == "years" and (when.amount or 0) >= 3:
        yield Said(Level.BROAD, "some years ago", "", None)
    if when.kind is Kind.LATER and when.amount and when.amount > 2 and when.unit:
        yield Said(Level.BROAD, f"several {when.unit} later", "", {"relative": True})
    if when.kind is Kind.RECENT:
        yield Said(Level.BROAD, "recently", "", None)
    if when.kind is Kind.COMING:
        yield Said(Level.BROAD, "soon", "", None)


_RANGE = frozenset({"between"})


def _half(month: int, year: int | None, value: Value) -> Said:
    """The half of the year: a season would be another one in the other half of the world."""
    text = f"the {'first' if month <= 6 else 'second'} half of {year or 'the year'}"
    return Said(Level.BROAD, f"in {text}", text, of_half(year, month, value), _RANGE)


def _long_ago(year: int, published: tuple[int, int]) -> Iterator[Said]:
    ago = published[0] - year
    if ago >= 10:
        yield Said(Level.VAGUE, "more than ten years ago", "", years_ago(published, 10, None))
    elif ago >= 3:
        yield Said(Level.VAGUE, "some years ago", "", years_ago(published, 2, 9))


def _daypart(hour: int) -> str:
    if hour < 6:
        return "at night"
    return "in the morning" if hour < 12 else "in the afternoon" if hour < 18 else "in the evening"


def _duration(when: When) -> str | None:
    amount = when.amount or 0
    if when.unit == "years" and amount >= 10:
        return "decades" if amount >= 20 else "more than ten years" if amount > 10 else "about ten years"
    return f"several {when.unit}" if amount >= 3 else None
