"""How much it says when two people share a fact: the base-ten logarithm of how rare the fact is.

From the population tables where they have a figure, its upper bound taken so that nothing counts for more than it can
bear; from a documented default where they have none. A weight of 1 is a fact that one in ten people share, 2 one in a
hundred.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from ..draft import DetailType, Lang, Value
from ..facts.births import Window
from ..risk.shares import Among, Setting, measure
from ..risk.tables import table_of
from .weights import MOST_OF_A_FACT

DEFAULTS: Mapping[DetailType, float] = {
    DetailType.GENDER: 0.3,
    DetailType.AGE: 1.0,
    DetailType.ORIGIN: 1.0,
    DetailType.HEALTH: 0.4,
    DetailType.FAMILY: 0.3,
    DetailType.OCCUPATION: 1.0,
    DetailType.EMPLOYER: 0.7,
    DetailType.EDUCATION: 0.5,
    DetailType.PLACE: 1.0,
}
"""What a shared fact counts for where no table has a figure: assumptions, and documented (docs/links.md)."""


class Rarity:
    """The rarity of facts about people of one country, in the year of one story."""

    def __init__(self, country: str, lang: Lang, year: int) -> None:
        table = table_of(country)
        row = table.get("population") if table else None
        self._setting = Setting(table, lang, year, Among.POPULATION, round(row.value) - 1 if row else 1)

    def of(self, type: DetailType, value: Value) -> float:
        """How much sharing this value counts for; a wide class counts for little."""
        found = measure(type, value, self._setting, exact=False) if value else None
        if found is None or not found.known:
            return DEFAULTS[type]
        return min(-math.log10(found.share.high), MOST_OF_A_FACT)

    def of_births(self, one: Window, other: Window) -> float:
        """How much it counts that two windows meet: whoever was born so that theirs would meet it fits as well."""
        first, second = _years(one), _years(other)
        if first is None or second is None:
            return 0.0
        wide, narrow = sorted((first, second), key=lambda years: years[0] - years[1])
        spread = narrow[1] - narrow[0]
        return self.of(DetailType.AGE, {"born_low": wide[0] - spread, "born_high": wide[1] + spread})


def _years(window: Window) -> tuple[int, int] | None:
    return None if window.low is None or window.high is None else (window.low, window.high)
