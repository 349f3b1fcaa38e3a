"""How many people fit a set of facts: the crowd a source hides in.

Usable by itself: it knows nothing of drafts or tables. ``estimate`` takes shares as known; ``estimate_between`` takes
shares that are only known to lie between two bounds, and is what the adversaries use.

The number of others who fit lies between two marks: what maximum entropy says from the shares (and pairs, triples)
that are known, and the smallest group that is known to hold them all (Fréchet's upper bound). ``x``, the distance of
the two in natural logarithms, is the information that rests on an assumption instead of on a count. In two microdata
sets the error of the maximum entropy estimate grows with x and hardly with anything else, so the uncertainty is a
function of x: 0 where the count is known, larger with every pair that is not.

Metamorphic laws, held by construction where no pair is known (each scenario's expected number falls with every fact
and rises with every share), and otherwise by taking the least over all subsets of facts: who fits more facts is never
in a larger crowd.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .assessment import Crowd
from .law import Floats, Law
from .maxent import Key, feasible, log_joint, log_lift, strongest

# Fitted on 3,000 random disclosures of UCI Adult (30,162 people): `python bench/crowd.py --fit` tries a grid for the
# point whose 5 % and 95 % bounds are missed most evenly, at every x, by one case in twenty. Several points do so within
# what 3,000 cases can tell apart; these are among them. Checked on eusilcP, to which nothing was fitted: docs/crowd.md.
KNOWN_SPREAD = 0.04
"""Standard deviation of the log error per unit of x when all pairs are known and all are near independence."""
KNOWN_SPREAD_BY_LIFT = 0.40
"""What strong pairs add to it: facts that go together in pairs also do so in threes, which no pair shows."""
LIFT_CEILING = 0.5
"""Root-mean-square log lift beyond which that no longer grows; an unknown pair is taken to be as strong as this."""
UNKNOWN_PULL = 0.10
"""Where no pair is known: the part of x by which independence is too low, as the facts of one person do go together."""
UNKNOWN_SPREAD = 0.34
"""Where no pair is known: standard deviation of the log error at x = 1."""
UNKNOWN_POWER = 0.85
"""... and the power of x with which it grows: lifts of different pairs partly cancel."""
UNKNOWN_REACH = 2.0
"""Where some pairs are known, an unknown one is as uncertain as if none were, within this many times x: nothing where
the count is known after all. With it, coverage with half the pairs known is that of none or all."""

SCENARIOS = 21
_LEVELS = (np.arange(SCENARIOS) + 0.5) / SCENARIOS
ERRORS: Floats = np.log(_LEVELS / (1 - _LEVELS)) * math.sqrt(3) / math.pi
"""Equally likely errors, in standard deviations: quantiles of the logistic law, as the errors have heavier tails than
a normal one."""
ERROR_AT_LOW = math.log(0.05 / 0.95) * math.sqrt(3) / math.pi
"""The error at the 5 % point; a fuzzy share reaches its bounds there and at its opposite."""
QUANTILES = (0.05, 0.50, 0.95)
_DECIDES = 1
"""The 5 % point of 21 scenarios is not reached while the second worst leaves an even chance of fewer: the worst leaves
more, and the two weigh 2/21."""
_UNBOUND = 2
"""A binomial law has its median within 1 of its mean, and the low end counts the source."""
ROUNDING = 1e-6
BISECTIONS = 40
MAX_SUBSETS_OF = 7
"""Up to as many facts, all subsets are compared when pairs are known (128 fits); beyond, only the whole set."""
MOST_BITS = 500.0
"""Minus the log of a share of which nothing is left; e^-500 of any population is nobody."""
MAX_PEOPLE = 10_000_000_000
"""More than there are on earth; the counts that a law knows end beyond it."""
CACHED = 8192
"""Estimates remembered: a planner asks for the same crowd many times over."""


@dataclass(frozen=True, slots=True, order=True)
class Share:
    """A share of the others that is not exactly known: at its bounds with probability 1 in 20 each."""

    low: float
    mid: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.mid <= self.high <= 1:
            raise ValueError("a share needs 0 <= low <= mid <= high <= 1")

    @classmethod
    def exactly(cls, value: float) -> Share:
        """A share that is known."""
        return cls(value, value, value)


def estimate(
    universe: int,
    shares: Sequence[float],
    *,
    joint: Mapping[tuple[int, int], float] = {},
    triples: Mapping[tuple[int, int, int], float] = {},
    caps: Sequence[int] = (),
) -> Crowd:
    """The crowd of a source among ``universe`` people (the source included) who fits all facts.

    ``shares[i]`` is the share of the *others* who fit fact i; ``joint[i, j]`` (i < j) and ``triples[i, j, k]`` the
    share who fit both, or all three, where that is known; a pair that is not in it is not known. ``caps`` are hard
    upper bounds on the crowd (a group of n holds at most n). Joint shares outside what the single ones allow are
    brought to the nearest that they do. Raises ValueError for a universe that is no whole number from 1 to MAX_PEOPLE,
    a cap that is none from 1, a share outside 0…1, or a key that names no facts in ascending order.
    """
    known: dict[Key, float] = {}
    shares, caps = tuple(shares), tuple(caps)  # what can be gone through once would be empty the second time
    _check(universe, shares, caps)
    for key, value in (*joint.items(), *triples.items()):
        _check_key(key, 2 if key in joint else 3, len(shares))
        _check_share(value)
        known[key] = feasible(shares, key, value)
    return _estimate(universe, tuple(Share.exactly(s) for s in shares), tuple(sorted(known.items())), _least(caps))


def estimate_between(universe: int, shares: Sequence[Share], *, caps: Sequence[int] = ()) -> Crowd:
    """As :func:`estimate`, for shares known within bounds, and no pairs.

    All shares are at their low bounds together, or at their high bounds: the errors of figures from one source or one
    year may well go the same way. Exactly monotone in every bound of every share.
    """
    _check(universe, (), caps)
    return _estimate(universe, tuple(sorted(shares)), (), _least(caps))


def reaches_between(universe: int, shares: Sequence[Share], least: int, *, caps: Sequence[int] = ()) -> bool:
    """Whether the ``low`` of :func:`estimate_between` is ``least`` or more, in a fifth of the time."""
    return min((universe, *caps)) >= least and (least <= 1 or _reaches(universe, tuple(sorted(shares)), least))


def bits_in_the_way(share: Share) -> float:
    """What a share takes off the crowd, in natural logarithms, in the scenario that :func:`most_bits` speaks of."""
    return _scenario_bits(share)[_DECIDES]


def most_bits(universe: int, least: int, rarest: float) -> float:
    """No shares whose :func:`bits_in_the_way` add up to more leave a ``low`` of ``least``; infinite where any may.

    ``rarest`` are the most bits that one of the shares has. It is a bound: not all shares below it do.
    """
    if least <= _UNBOUND:
        return math.inf
    if universe <= least - _UNBOUND:
        return -1.0
    # The low end is met only if one of the two worst scenarios expects about as many, see _DECIDES. For given bits in
    # all, what they take off is least where most of them are counted, in the smallest group, and fewest assumed.
    room = math.log((universe - 1) / (least - _UNBOUND))
    counted = min(rarest, room)
    return counted + _most_assumed(room - counted) + ROUNDING


@lru_cache(maxsize=CACHED)
def _most_assumed(room: float) -> float:
    """The x at which the rate of the scenario that decides is e^-room."""
    spread = -ERRORS[_DECIDES] * UNKNOWN_SPREAD
    low, high = 0.0, room / (1 - UNKNOWN_PULL)
    for _ in range(BISECTIONS):
        middle = (low + high) / 2
        low, high = (
            (middle, high) if (1 - UNKNOWN_PULL) * middle + spread * middle**UNKNOWN_POWER < room else (low, middle)
        )
    return float(high)


def expected_between(universe: int, shares: Sequence[Share], *, caps: Sequence[int] = ()) -> float:
    """The middle of :func:`estimate_between`, not rounded to people: cheap, and fine enough to compare facts by."""
    if universe == 1 or any(share.mid <= 0 for share in shares):
        return 1.0
    bits = [-math.log(share.mid) for share in shares]
    counted = max(bits, default=0.0)
    x = sum(bits) - counted
    middle = 1 + (universe - 1) * math.exp(-counted - x * (1 - UNKNOWN_PULL))
    return min(middle, *caps) if caps else middle


@lru_cache(maxsize=CACHED)
def _estimate(universe: int, shares: tuple[Share, ...], items: tuple[tuple[Key, float], ...], cap: int | None) -> Crowd:
    mids = [share.mid for share in shares]
    impossible = any(share.high <= 0 for share in shares) or any(value <= 0 for _, value in items)
    if universe == 1 or impossible:
        return Crowd(1, 1, 1, 1.0, 1.0)
    known = strongest(mids, dict(items)) if min(mids, default=1) > 0 else {}
    bits = _bits(shares)
    sets = _subsets(len(shares)) if known and len(shares) <= MAX_SUBSETS_OF else [tuple(range(len(shares)))]
    law = _law(universe - 1, mids, bits, known, sets)
    found = 1 + law.quantiles(QUANTILES).min(axis=0)
    low, median, high = (int(k) if cap is None else min(int(k), cap) for k in found)
    alone = 1.0 if cap == 1 else float(law.nobody().max())
    return Crowd(low, median, high, alone, float(law.guess(cap).max()))


@lru_cache(maxsize=CACHED)
def _reaches(universe: int, shares: tuple[Share, ...], least: int) -> bool:
    law = _law_between(universe, shares)
    return law is not None and law.exceeds(least - 2, QUANTILES[0])


def _law_between(universe: int, shares: tuple[Share, ...]) -> Law | None:
    """The law of how many others fit; None where nobody can."""
    if universe == 1 or any(share.high <= 0 for share in shares):
        return None
    mids = [share.mid for share in shares]
    return _law(universe - 1, mids, _bits(shares), {}, [tuple(range(len(shares)))])


def _bits(shares: Sequence[Share]) -> Floats:
    return np.array([_scenario_bits(share) for share in shares]).reshape(len(shares), SCENARIOS)


def _law(others: int, mids: Sequence[float], bits: Floats, known: Mapping[Key, float], sets: Sequence[Key]) -> Law:
    """The law of the number of others who fit, for each set of facts (a row) and scenario (a column)."""
    fitted = log_joint(mids, known, sets) if known else [0.0] * len(sets)
    sizes, rates = [], []
    for facts, joint in zip(sets, fitted, strict=True):
        inside = {key: log_lift(mids, key, value) for key, value in known.items() if set(key) <= set(facts)}
        total = bits[list(facts)].sum(axis=0)
        if inside:
            total = total - (joint - sum(math.log(mids[i]) for i in facts))
        counted = _smallest_group(facts, bits, inside)
        alone = bits[list(facts)].sum(axis=0) - _smallest_group(facts, bits, {})
        rate = np.exp(np.minimum(_log_rate(np.maximum(total - counted, 0.0), alone, facts, mids, inside), 0.0))
        sizes.append(others * np.exp(-counted))
        rates.append(rate)
    # A count that was a whole number before it became a share must be one again.
    size = np.array(sizes)
    whole = np.round(size)
    return Law(np.where(np.abs(size - whole) < 1e-6 * np.maximum(1, size / 1e6), whole, size), np.array(rates))


def _smallest_group(facts: Key, bits: Floats, lifts: Mapping[Key, float]) -> Floats:
    """Bits of the smallest group known to hold everybody with all of ``facts``, by scenario."""
    counted = [bits[i] for i in facts]
    counted += [bits[list(key)].sum(axis=0) - lift for key, lift in lifts.items()]
    most: Floats = np.max(counted, axis=0) if counted else np.zeros(SCENARIOS)
    return most


def _log_rate(x: Floats, alone: Floats, facts: Key, mids: Sequence[float], lifts: Mapping[Key, float]) -> Floats:
    """Log of the share of the smallest group who fit the rest, by scenario.

    ``x`` as the module says; ``alone`` is what it would be if no pair were known.
    """
    unknown, strength = _ignorance(facts, mids, lifts)
    guessed = UNKNOWN_SPREAD * np.minimum(alone, UNKNOWN_REACH * x) ** UNKNOWN_POWER
    fitted = (KNOWN_SPREAD + KNOWN_SPREAD_BY_LIFT * strength) * x
    spread = np.sqrt(unknown * guessed**2 + (1 - unknown) * fitted**2)
    rate: Floats = -x * (1 - UNKNOWN_PULL * unknown) + ERRORS * spread
    return rate


def _ignorance(facts: Key, mids: Sequence[float], lifts: Mapping[Key, float]) -> tuple[float, float]:
    """How much of what pairs could tell is not known (0 to 1), and the root-mean-square log lift of the pairs.

    A pair weighs as much as it could tell: the bits of the more common of its two facts.
    """
    if not lifts:
        return 1.0, LIFT_CEILING
    weight = missing = strength = 0.0
    pairs = list(itertools.combinations(facts, 2))
    for i, j in pairs:
        could_tell = -math.log(max(mids[i], mids[j]))
        weight += could_tell
        missing += 0.0 if (i, j) in lifts else could_tell
        strength += min(abs(lifts.get((i, j), LIFT_CEILING)), LIFT_CEILING) ** 2
    return (missing / weight if weight > 0 else 0.0), math.sqrt(strength / max(len(pairs), 1))


@lru_cache(maxsize=CACHED)
def _scenario_bits(share: Share) -> list[float]:
    """Minus the log of the share in each scenario: low where the error is low, high where it is high."""
    low, mid, high = (min(-math.log(value), MOST_BITS) if value > 0 else MOST_BITS for value in _triple(share))
    reach = np.clip(ERRORS / ERROR_AT_LOW, -1, 1)
    bits: list[float] = (mid + np.where(reach > 0, reach * (low - mid), -reach * (high - mid))).tolist()
    return bits


def _triple(share: Share) -> tuple[float, float, float]:
    return share.low, share.mid, share.high


def _subsets(count: int) -> list[Key]:
    return [facts for size in range(count + 1) for facts in itertools.combinations(range(count), size)]


def _least(caps: Iterable[int]) -> int | None:
    return min(caps, default=None)


def _check(universe: int, shares: Iterable[float], caps: Iterable[int]) -> None:
    if not 1 <= universe <= MAX_PEOPLE or universe % 1:
        raise ValueError("a universe is a number of people: at least the source, at most everybody on earth")
    if any(not cap >= 1 or cap % 1 for cap in caps):
        raise ValueError("a cap is a number of people, at least 1: the source")
    for share in shares:
        _check_share(share)


def _check_share(share: float) -> None:
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")


def _check_key(key: Sequence[int], width: int, count: int) -> None:
    ascending = all(a < b for a, b in itertools.pairwise(key))
    if len(key) != width or not ascending or key[0] < 0 or key[-1] >= count:
        raise ValueError(f"a known joint share names {width} facts of the list, in ascending order")
