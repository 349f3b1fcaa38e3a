"""What the risk engine says of one source and one adversary.

Frozen results without text of the draft; the report and the planner read them. Every figure from a population table
comes with its source and year.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ..story import Adversary


class Verdict(StrEnum):
    """What was found; there is no word here for a source in no danger."""

    IDENTIFIED_BY_TEXT = "identified_by_text"
    CANNOT_BE_MADE_SAFE = "cannot_be_made_safe"
    BELOW_THRESHOLD = "below_threshold"
    MEETS_THRESHOLD = "meets_threshold"
    NOT_ENOUGH_KNOWN = "not_enough_known"


@dataclass(frozen=True)
class BaseRate:
    """A figure that the crowd rests on; ``what`` in the report's language."""

    what: str
    value: float
    source: str
    year: int


@dataclass(frozen=True)
class Crowd:
    """How many people fit, the source included: 5 %, 50 % and 95 % points.

    ``p_unique``: the probability that nobody else fits. ``p_guess``: that a guess among those who fit is right.
    """

    low: int
    median: int
    high: int
    p_unique: float
    p_guess: float


@dataclass(frozen=True)
class Universe:
    """Everybody the adversary looks among, the source included."""

    size: int
    what: str
    source: str
    year: int


@dataclass(frozen=True)
class Cap:
    """A hard upper bound on the crowd, and the fact that sets it."""

    k: int
    fact: str


@dataclass(frozen=True)
class Driver:
    """A fact and how much it shrinks the crowd: log10 of the crowd without it over the crowd with it."""

    fact: str
    gain_log10: float


@dataclass(frozen=True)
class Assessment:
    """How identifiable ``person`` is to ``adversary``.

    ``crowd`` and ``universe`` are None when nothing says whom the adversary looks among. ``because`` are ids of the
    details behind the verdict, ``drivers`` the facts that shrink the crowd, strongest first, ``unknown`` the facts for
    which no base rate exists; where only those keep the crowd below its threshold, not enough is known.
    """

    person: str
    adversary: Adversary
    verdict: Verdict
    threshold: int
    crowd: Crowd | None
    universe: Universe | None
    cap: Cap | None = None
    because: tuple[str, ...] = ()
    drivers: tuple[Driver, ...] = ()
    rates: tuple[BaseRate, ...] = ()
    unknown: tuple[str, ...] = ()
