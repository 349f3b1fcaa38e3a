"""What the tagger is not shown: that somebody "was born in 1985".

In what it was trained on, nearly everybody whose year of birth is told is the subject of a portrait. So those words
made it take whoever they are said of for public, and overlook all else that is told of them. What they say is found by
the rules, and whose it is decided with all the rest.
"""

from __future__ import annotations

from collections.abc import Iterable

from .grammar import SURE
from .match import Match

BIRTHS = frozenset({"ages.somebody_born", "ages.in_born", "ages.born_date", "ages.born_day_month"})
"""The rules for a year of birth that no name stands before."""


def without_births(text: str, ruled: Iterable[Match]) -> str:
    """``text`` with blanks, as many, for the years of birth that the rules are sure of, and a comma before them."""
    for match in ruled:
        if match.rule in BIRTHS and match.score >= SURE:
            start = match.span.start
            bare = text[:start].rstrip()
            if bare.endswith(","):
                start = len(bare) - 1
            text = text[:start] + " " * (match.span.end - start) + text[match.span.end :]
    return text
