"""Ages and dates of two articles: whether one year of birth, or one time, fits both.

An age is compared by the years of birth that it leaves, which were counted from each article's own month, so that "31"
in one year and "33" two years later are one person.
"""

from __future__ import annotations

import datetime

from ..analysis import Sign
from ..draft import DetailType, Fact, Value, whole_number
from ..facts.births import Window
from . import weights as w
from .rarity import Rarity
from .verdict import Verdict

LONG = 700
"""Days from which a length of time tells people apart."""
ROUNDED = 0.1
"""By what part a length of time may be rounded, beside a year for the months that are not told."""
_SPANS = ((1, w.SAME_DAY), (31, w.SAME_MONTH), (92, w.SAME_SEASON), (366, w.SAME_YEAR))
"""Days of the longer of two dates, and what it counts that they are one."""


def window(fact: Fact) -> Window:
    """The years of birth that an AGE fact leaves."""
    return Window(whole_number(fact.value, "born_low"), whole_number(fact.value, "born_high"))


def stated_ages(fact: Fact) -> tuple[int | None, int | None] | None:
    """The youngest and oldest age that an AGE fact states, of whatever time; None when it states none."""
    exact = whole_number(fact.value, "age")
    low, high = (
        (exact, exact) if exact is not None else (whole_number(fact.value, "low"), whole_number(fact.value, "high"))
    )
    return None if low is None and high is None else (low, high)


def compare_ages(here: Fact, there: Fact, rarity: Rarity) -> Verdict | None:
    """Whether one year of birth fits both, and how rare that is."""
    one, other = window(here), window(there)
    of_then = here.value.get("then") or there.value.get("then")
    same_then = of_then and here.value.get("age") == there.value.get("age") is not None
    if (met := one.meet(other)).empty and not same_then:
        return w.A_YEAR_OFF if (met.low or 0) - (met.high or 0) == 1 else w.OTHER_BIRTH
    if not met.empty and (weight := rarity.of_births(one, other)):
        return Verdict(Sign.AGE, weight)
    return Verdict(Sign.AGE, w.SAME_AGE_THEN) if same_then else None


def compare_dates(here: Value, there: Value, elapsed: float | None) -> Verdict | None:
    """Whether both tell one time, by the calendar or as a length that has grown with the years ``elapsed``."""
    one, other = _days(here), _days(there)
    if one and other:
        return _one_time(one, other)
    now, then = whole_number(here, "days"), whole_number(there, "days")
    if now is None or then is None or min(now, then) < LONG:
        return None
    grown = now - then - 365 * (elapsed or 0)
    return Verdict(Sign.FACT, w.SAME_LENGTH) if abs(grown) <= 365 + ROUNDED * then else None


def is_dated(fact: Fact) -> bool:
    """Whether a fact is a date of the calendar."""
    return fact.type is DetailType.DATE and _days(fact.value) is not None


def _one_time(one: tuple[datetime.date, datetime.date], other: tuple[datetime.date, datetime.date]) -> Verdict | None:
    """The one inside the other: "March 2019" and "the spring of 2019"."""
    short, long = sorted((one, other), key=lambda span: span[1] - span[0])
    days = (long[1] - long[0]).days + 1
    weight = next((weight for most, weight in _SPANS if days <= most), None)
    return Verdict(Sign.TIME, weight) if weight and long[0] <= short[0] and short[1] <= long[1] else None


def _days(value: Value) -> tuple[datetime.date, datetime.date] | None:
    """The first and last day of a date; one that only begins ("since March 2020") is its month."""
    try:
        first = datetime.date.fromisoformat(str(value["from"]))
        last = datetime.date.fromisoformat(str(value["to"])) if "to" in value else first + datetime.timedelta(30)
    except (KeyError, ValueError):
        return None
    return (first, last) if first <= last else None
