"""Dutch words for wider times; the shared part is ``dates``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..draft import Lang, Level, Value
from .dates_value import of_month, of_season, of_year, years_ago
from .when import Kind, When, table

ADVERBS: Mapping[Kind, str] = {
    Kind.LATER: "later",
    Kind.EARLIER: "eerder",
    Kind.AGO: "eerder",
    Kind.EVERY: "regelmatig",
    Kind.RECENT: "eerder",
    Kind.COMING: "later",
}


@dataclass(frozen=True)
class Said:
    """A wider time: as an adverbial with its own preposition, and as a noun after one that is kept."""

    level: Level
    adverb: str
    noun: str
    value: Value | None
    never_after: frozenset[str] = frozenset()


def tell(when: When, value: Value, published: tuple[int, int] | None) -> Iterator[Said]:
    """Wider ways to say ``when``, finest first."""
    if when.kind is Kind.DAY and when.month:
        yield _month(when.month, when.year, value)
    if when.kind in (Kind.DAY, Kind.MONTH) and when.month:
        yield _season(when.month, when.year, value)
    if when.kind in (Kind.DAY, Kind.MONTH, Kind.SEASON) and when.year:
        yield Said(Level.VAGUE, f"in {when.year}", str(when.year), of_year(when.year))
    if when.kind is Kind.YEAR and when.year and published:
        yield from _long_ago(when.year, published)
    if when.kind is Kind.WEEKDAY and when.weekday:
        weekend = when.weekday > 5
        yield Said(Level.BROAD, "in het weekend" if weekend else "op een doordeweekse dag", "", None)
    if when.kind is Kind.CLOCK and when.hour is not None:
        yield Said(Level.BROAD, _daypart(when.hour), "", None)
    if when.kind is Kind.HOLIDAY:
        yield Said(Level.BROAD, "rond een feestdag of vakantie", "een feestdag of vakantie", None)
    if when.kind is Kind.DURATION and (long := _duration(when)):
        yield Said(Level.BROAD, long, long, None, frozenset({"na"}))
    if when.kind is Kind.AGO and when.unit == "jaren" and (when.amount or 0) >= 3:
        yield Said(Level.BROAD, "enkele jaren geleden", "", None)
    elif when.kind is Kind.AGO:
        yield Said(Level.BROAD, "enige tijd geleden", "", None)
    if when.kind is Kind.LATER and when.amount and when.amount > 1 and when.unit:
        yield Said(Level.BROAD, f"enkele {when.unit} later", "", {"relative": True})
    if when.kind is Kind.RECENT:
        yield Said(Level.BROAD, "onlangs", "", None)
    if when.kind is Kind.COMING:
        yield Said(Level.BROAD, "binnenkort", "", None)


_NO_NOUN = frozenset("per tussen".split())


def _month(month: int, year: int | None, value: Value) -> Said:
    name = table(Lang.NL)["month_names"][month - 1] + (f" {year}" if year else "")
    return Said(Level.NEAR, f"in {name}", name, of_month(year, month, value), frozenset({"tussen"}))


def _season(month: int, year: int | None, value: Value) -> Said:
    season: str = table(Lang.NL)["season_of_month"][month - 1]
    if " " not in season:  # the winter lies in two years: say which end of the year
        text = f"{season} {year}" if year else "de winter"
        return Said(Level.BROAD, text if year else f"in {text}", text, of_season(year, month, value), _NO_NOUN)
    text = season + (f" van {year}" if year else "")
    return Said(Level.BROAD, f"in {text}", text, of_season(year, month, value), _NO_NOUN)


def _long_ago(year: int, published: tuple[int, int]) -> Iterator[Said]:
    ago = published[0] - year
    if ago >= 10:
        yield Said(
            Level.VAGUE, "meer dan tien jaar geleden", "meer dan tien jaar", years_ago(published, 10, None), _NOT_SINCE
        )
    elif ago >= 3:
        yield Said(Level.VAGUE, "enkele jaren geleden", "enkele jaren", years_ago(published, 2, 9), _NOT_SINCE)


_NOT_SINCE = frozenset("tot na voor vóór vanaf van tussen per binnen in op met uit".split()) | {""}


def _daypart(hour: int) -> str:
    if hour < 6:
        return "’s nachts"
    return "’s ochtends" if hour < 12 else "’s middags" if hour < 18 else "’s avonds"


def _duration(when: When) -> str | None:
    amount = when.amount or 0
    if when.unit == "jaren" and amount >= 10:
        return "tientallen jaren" if amount >= 20 else "meer dan tien jaar" if amount > 10 else "een jaar of tien"
    return f"enkele {when.unit}" if amount >= 3 else None
