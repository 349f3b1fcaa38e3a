"""The spans of days that wider times still say, as values of ``DATE``."""

from __future__ import annotations

import calendar

from ..draft import Value

_FIRST_YEAR = 1900
"""Where "more than ten years ago" begins: before anybody in the news was born."""


def _known_year(value: Value) -> int | None:
    start, end = value.get("from"), value.get("to")
    same = isinstance(start, str) and isinstance(end, str) and start[:4] == end[:4] and start[:4].isdigit()
    return int(str(start)[:4]) if same else None


def of_month(year: int | None, month: int, value: Value) -> Value | None:
    """All of a month; None where no year is known, from the words or the detail's own value."""
    year = year or _known_year(value)
    if year is None:
        return None
    return {
        "from": f"{year}-{month:02}-01",
        "to": f"{year}-{month:02}-{calendar.monthrange(year, month)[1]:02}",
    }


def of_season(year: int | None, month: int, value: Value) -> Value | None:
    """The season (or the first or last two months of a year) around ``month``; None where no year is known."""
    year = year or _known_year(value)
    if year is None:
        return None
    first, last = (1, 2) if month < 3 else (12, 12) if month == 12 else (3 * (month // 3), 3 * (month // 3) + 2)
    return {
        "from": f"{year}-{first:02}-01",
        "to": f"{year}-{last:02}-{calendar.monthrange(year, last)[1]:02}",
    }


def of_half(year: int | None, month: int, value: Value) -> Value | None:
    """The half of the year around ``month``; None where no year is known."""
    year = year or _known_year(value)
    if year is None:
        return None
    return (
        {"from": f"{year}-01-01", "to": f"{year}-06-30"}
        if month <= 6
        else {"from": f"{year}-07-01", "to": f"{year}-12-31"}
    )


def of_year(year: int) -> Value:
    """All of a year."""
    return {"from": f"{year}-01-01", "to": f"{year}-12-31"}


def years_ago(published: tuple[int, int], least: int, most: int | None) -> Value:
    """From ``most`` (None: any number of) years before publication to ``least`` years before it."""
    start = _FIRST_YEAR if most is None else published[0] - most
    return {"from": f"{start}-01-01", "to": f"{published[0] - least}-12-31"}
