"""How many people fit, as a probability law, when the number expected is itself uncertain.

k = 1 + X. Of the ``size`` people of the smallest group that is known to hold everybody who fits, each fits with
probability ``rate``: X is binomial, which is Poisson where the group is large, and exact where the rate is 1. The
uncertainty about size and rate is a column of equally likely scenarios. Everything here is monotone: a larger size or
rate in every scenario never gives a smaller quantile. The crowd estimator and nothing else calls this.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_RISING = np.r_[0:1001, np.geomspace(1000, 2e10, 16_000).round().astype(np.int64)]
COUNTS: NDArray[np.int64] = _RISING[np.r_[True, np.diff(_RISING) > 0]]
"""The numbers a quantile can be: every number to 1,000, then steps of 0.1 %, beyond the population of the earth. One
grid for all, so that rounding keeps the order."""
MAX_CAP_SUM = 1000
"""A cap above this changes the probability of a right guess by less than 0.001; it is left out of it."""


SURELY = 6.0
"""Standard deviations (and people) from what is expected within which the quantiles of every scenario lie."""
LARGE = 10_000
"""A size above this is taken down to a whole number; below, it lies between two."""


@dataclass(frozen=True)
class Law:
    """Laws of X, one a row; ``size`` (people, not necessarily whole) and ``rate`` (0 to 1) by row and scenario."""

    size: Floats
    rate: Floats

    def quantiles(self, levels: tuple[float, ...]) -> NDArray[np.int64]:
        """The smallest count that X exceeds with probability 1 - level at most; shape (rows, levels)."""
        wanted = np.array(levels)
        most = np.ceil(self.size.max(axis=1)).astype(np.int64)
        low, high = (np.repeat(edge[:, None], len(levels), axis=1) for edge in self._bracket(most))
        while bool((open_ := high - low > 1).any()):
            middle = (low + high) // 2
            enough = self.at_most(COUNTS[middle]) >= wanted
            high, low = np.where(open_ & enough, middle, high), np.where(open_ & ~enough, middle, low)
        found: NDArray[np.int64] = np.minimum(COUNTS[high], most[:, None])
        return found

    def exceeds(self, count: int, level: float) -> bool:
        """Whether the smallest quantile of that level, of all rows, is above ``count``: no search, one look."""
        known = COUNTS[max(int(np.searchsorted(COUNTS, count, side="right")) - 1, 0)]
        return bool((self.at_most(np.full((len(self.size), 1), known)) < level).all())

    def _bracket(self, most: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Places in COUNTS below and above every quantile asked for, between which to search."""
        expected = self.size * self.rate
        fewest, largest = expected.min(axis=1), expected.max(axis=1)
        low = np.searchsorted(COUNTS, fewest - SURELY * np.sqrt(fewest) - SURELY) - 1
        high = np.searchsorted(COUNTS, np.minimum(largest + SURELY * np.sqrt(largest) + SURELY, most))
        return np.minimum(low, high - 1), high

    def at_most(self, counts: NDArray[np.int64]) -> Floats:
        """P(X ≤ count); counts and result have shape (rows, anything)."""
        size, odds, weight = self._columns
        below = _binomial(counts[..., None].astype(float), size, odds)
        mean: Floats = (below * weight).sum(axis=-1)
        return mean

    @cached_property
    def _columns(self) -> tuple[Floats, Floats, Floats]:
        """The scenarios with whole sizes: a size between two numbers is each of them in part. Shape (rows, 1, columns).

        The second is the cube root of (1 - rate) / rate, which the approximation takes; the third the weights.
        """
        whole = np.floor(self.size)
        part = np.where(self.size < LARGE, self.size - whole, 0.0)
        odds = np.cbrt((1 - self.rate) / np.maximum(self.rate, 1e-300))
        weight = np.full_like(part, 1 / part.shape[1])
        if part.any():
            whole, odds = np.hstack([whole, whole + 1]), np.hstack([odds, odds])
            weight = np.hstack([(1 - part) * weight, part * weight])
        return whole[:, None], odds[:, None], weight[:, None]

    def nobody(self) -> Floats:
        """P(X = 0), by row."""
        whole = np.floor(self.size)
        mean: Floats = ((1 - self.rate) ** whole * (1 - (self.size - whole) * self.rate)).mean(axis=1)
        return mean

    def guess(self, cap: int | None = None) -> Floats:
        """Mean of 1 / (1 + X), by row: a guess among those who fit is right; ``cap`` bounds 1 + X."""
        if cap is not None and cap <= MAX_CAP_SUM:
            fewer = np.arange(1, cap)
            below = self.at_most(np.broadcast_to(fewer - 1, (len(self.size), cap - 1)))
            capped: Floats = 1 / cap + (below * (1 / fewer - 1 / (fewer + 1))).sum(axis=1)
            return capped
        whole = np.floor(self.size)
        part = self.size - whole
        mean: Floats = ((1 - part) * _inverse(whole, self.rate) + part * _inverse(whole + 1, self.rate)).mean(axis=1)
        return mean


def _inverse(size: Floats, rate: Floats) -> Floats:
    """Mean of 1 / (1 + X) for X binomial: (1 - (1 - rate)^(size + 1)) / ((size + 1) rate)."""
    trials = (size + 1) * rate
    with np.errstate(divide="ignore"):
        some = -np.expm1((size + 1) * np.log1p(-rate))
    return np.minimum(np.divide(some, trials, out=np.ones_like(trials), where=trials > 0), 1.0)


def _binomial(x: Floats, size: Floats, odds: Floats) -> Floats:
    """P(X ≤ x) for X binomial, by Camp and Paulson's approximation (Camp 1951; error under 0.01, most under 0.001).

    One smooth formula for every size, instead of exact sums here and a normal law there, leaves no seam at which a
    larger crowd could get a smaller quantile.
    """
    rest = np.maximum(size - x, 1.0)
    ratio = np.cbrt((x + 1) / rest) * odds
    a, b = 1 / (9 * rest), 1 / (9 * (x + 1))
    below = _normal(((1 - b) * ratio - (1 - a)) / np.sqrt(b * ratio * ratio + a))
    certain: Floats = np.where(x >= size, 1.0, below)
    return certain


def _normal(z: Floats) -> Floats:
    """The normal distribution function, to 0.0002 and increasing everywhere (Page 1977)."""
    z = np.minimum(np.maximum(z, -9), 9)
    below: Floats = 1 / (1 + np.exp(-z * (2 * math.sqrt(2 / math.pi) + 0.070565992 * z * z)))
    return below
