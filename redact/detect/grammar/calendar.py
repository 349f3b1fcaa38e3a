"""Words for days, months, feasts, and spans of time, and when feasts fall.

Called by the date rules (as word sets) and by :mod:`.dates` (as values). The lists are in ``data/calendar_*.tsv``.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping
from functools import cache

from ...draft import Lang
from .rulefile import data_lines

KINDS = ("month", "abbreviation", "weekday", "season", "feast", "unit", "part")


@cache
def words(lang: Lang) -> Mapping[str, Mapping[str, str]]:
    """For each kind of word, the words with what they mean."""
    table: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for line in data_lines(f"calendar_{lang}.tsv"):
        kind, word, meaning = line.split("\t")
        table[kind][word.replace("_", " ")] = meaning
    return table


def sets(lang: Lang) -> dict[str, frozenset[str]]:
    """The words of each kind, for the rule files."""
    return {kind: frozenset(listed) for kind, listed in words(lang).items()}


def easter(year: int) -> datetime.date:
    """Easter Sunday of ``year``, by the anonymous Gregorian algorithm (Nature, 20 April 1876)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    ell = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 19 * ell) // 433
    month = (h + ell - 7 * m + 90) // 25
    return datetime.date(year, month, (h + ell - 7 * m + 33 * month + 19) % 32)


def feast(meaning: str, year: int) -> datetime.date | None:
    """The day of a feast in ``year``; None for those that move by another calendar."""
    if moved := re.fullmatch(r"easter([+-]\d+)", meaning):
        return easter(year) + datetime.timedelta(days=int(moved[1]))
    return datetime.date(year, *map(int, meaning.split("-"))) if meaning != "?" else None
